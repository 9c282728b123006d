"""Place, agency and initials come off a story's ends; a sentence that looks like a dateline keeps its subject."""

import pytest

from extractors.articles.datelines import read_dateline, read_sign_off


@pytest.mark.parametrize(
    ("paragraph", "place", "agency"),
    [
        ("Jakarta | VoA – Dua menteri bertemu.", "Jakarta", "VoA"),
        ("Pemalang | VoA- Dua menteri bertemu.", "Pemalang", "VoA"),
        ("JAKARTA, KOMPAS.com - Dua menteri bertemu.", "JAKARTA", "KOMPAS.com"),
        ("WASHINGTON (Reuters) - Two ministers met.", "WASHINGTON", "Reuters"),
        ("Jakarta, CNN Indonesia -- Dua menteri bertemu.", "Jakarta", "CNN Indonesia"),
        ("Liputan6.com, Jakarta - Dua menteri bertemu.", "Jakarta", "Liputan6.com"),
        ("TEMPO.CO, Jakarta - Dua menteri bertemu.", "Jakarta", "TEMPO.CO"),
        ("REPUBLIKA.CO.ID, JAKARTA -- Dua menteri bertemu.", "JAKARTA", "REPUBLIKA.CO.ID"),
        ("SEOUL, Oct 3 (AP) — Two ministers met.", "SEOUL", "AP"),
        ("SEOUL, South Korea (AP) — Two ministers met.", "SEOUL", "AP"),
        ("BEIJING, Oct. 3 (Xinhua) -- Two ministers met.", "BEIJING", "Xinhua"),
        ("LONDON, October 3, 2024 (AFP) - Two ministers met.", "LONDON", "AFP"),
        ("MOSCOW/KYIV (Reuters) - Two ministers met.", "MOSCOW/KYIV", "Reuters"),
        ("PORT-AU-PRINCE, Haiti (AP) — Two ministers met.", "PORT-AU-PRINCE", "AP"),
        ("Jakarta (ANTARA) - Dua menteri bertemu.", "Jakarta", "ANTARA"),
        ("(Reuters) - Two ministers met.", None, "Reuters"),
        ("KOMPAS.com - Dua menteri bertemu.", None, "KOMPAS.com"),
        ("WASHINGTON — Two ministers met.", "WASHINGTON", None),
        ("Jakarta - Dua menteri bertemu.", "Jakarta", None),
        ("Kuala Lumpur - Dua menteri bertemu.", "Kuala Lumpur", None),
        ("ISLAMABAD: Two ministers met.", "ISLAMABAD", None),
        ("WASHINGTON (AP) _ Two ministers met.", "WASHINGTON", "AP"),
        ("TEL AVIV, Israel — “Two ministers met,” he said.", "TEL AVIV", None),
    ],
)
def test_datelines_are_read(paragraph: str, place: str | None, agency: str | None) -> None:
    dateline = read_dateline(paragraph)
    assert dateline is not None
    assert (dateline.place, dateline.agency) == (place, agency)
    assert dateline.text.lstrip("“").startswith(("Two", "Dua"))


@pytest.mark.parametrize(
    "paragraph",
    [
        "Putin – who has ruled for two decades – met the minister.",
        "Vladimir Putin – The Russian leader met the minister.",
        "President Joe Biden - Some of his aides were there too - met the minister.",
        "Breaking - Two ministers met.",
        "NATO: Two ministers met.",
        "The US-led coalition struck two towns.",
        "Russia said on Monday - as it had before - that it would not.",
        "On 3 October the two - Ana Ruiz and Tom Beck - met.",
        "Two ministers met.",
        "",
        "Jakarta -",
        "- Two ministers met.",
        "The minister who had come all the way from the other end of the country met two others there at home - Ana Ruiz - met.",
        "x" * 200 + " - Two ministers met.",
    ],
)
def test_other_openings_stay_whole(paragraph: str) -> None:
    assert read_dateline(paragraph) is None


@pytest.mark.parametrize(
    ("paragraph", "initials", "agency", "text"),
    [
        ("Mereka bertemu lagi,” katanya. (die)", "die", None, "Mereka bertemu lagi,” katanya."),
        ("Mereka bertemu lagi. (rds/rds)", "rds/rds", None, "Mereka bertemu lagi."),
        ("Mereka bertemu lagi. [gas]", "gas", None, "Mereka bertemu lagi."),
        ("They met again. (AFP)", None, "AFP", "They met again."),
        ("Mereka bertemu lagi. (Antara/Reuters)", None, "Antara", "Mereka bertemu lagi."),
    ],
)
def test_sign_offs_are_read(paragraph: str, initials: str | None, agency: str | None, text: str) -> None:
    assert read_sign_off(paragraph) == (initials, agency, text)


@pytest.mark.parametrize(
    "paragraph",
    [
        "They founded the party (DPK)",
        "beras, gula, dan lain-lain (dll)",
        "He wrote it so (sic)",
        "They met again.",
        "(die)",
    ],
)
def test_other_brackets_stay(paragraph: str) -> None:
    assert read_sign_off(paragraph) is None
