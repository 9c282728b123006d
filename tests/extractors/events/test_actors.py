"""Which words name an actor, and whom: names found by the shipped packs in tokens alone."""

from datetime import date
from functools import cache

import pytest
import spacy

from extractors import load_pack
from extractors.events.actors import ActorFinder, dateline_end

DAY = date(2024, 10, 23)


@cache
def finder(language: str) -> tuple[ActorFinder, spacy.language.Language]:
    nlp = spacy.blank("en")  # one tokenizer for both; the namings do not depend on which
    return ActorFinder(load_pack(language)), nlp


def find(language: str, text: str, day: date | None = DAY, dateline: str | None = None) -> list[tuple[str, str]]:
    actors, nlp = finder(language)
    namings = actors.find(nlp.make_doc(text), day=day, dateline=dateline)
    for naming in namings:
        assert text[naming.start_char :].startswith(naming.text)
    assert all(first.end <= second.start for first, second in zip(namings, namings[1:], strict=False))
    return [(naming.text, naming.code) for naming in namings]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "Norway praised Chad.", [("Norway", "NOR"), ("Chad", "TCD")]),
        ("en", "North Korea praised South Africa.", [("North Korea", "PRK"), ("South Africa", "ZAF")]),
        ("en", "NORWAY PRAISED CHAD", [("NORWAY", "NOR"), ("CHAD", "TCD")]),
        ("en", "Nigerian and Nigerien envoys", [("Nigerian", "NGA"), ("Nigerien", "NER")]),
        ("en", "The Kremlin thanked Hanoi.", [("Kremlin", "RUS"), ("Hanoi", "VNM")]),
        ("en", "Iran-backed militias and pro-Russian fighters", []),
        ("en", "the Norwegian-led force", [("Norwegian", "NOR")]),
        ("en", "ships in the Persian Gulf", []),
        ("en", "Hamas and Hezbollah", [("Hamas", "HAMAS"), ("Hezbollah", "HEZBOLLAH")]),
        ("id", "Norwegia memuji Chad.", [("Norwegia", "NOR"), ("Chad", "TCD")]),
        ("id", "AS dan Korsel", [("AS", "USA"), ("Korsel", "KOR")]),
        ("id", "PBB mengecam Tiongkok", [("PBB", "UN"), ("Tiongkok", "CHN")]),
        ("id", "milisi yang didukung Iran", []),
        ("id", "Republik Rakyat China", [("Republik Rakyat China", "CHN")]),
    ],
)
def test_names_of_actors(language: str, text: str, expected: list[tuple[str, str]]) -> None:
    assert find(language, text) == expected


@pytest.mark.parametrize(
    ("day", "code"),
    [(date(2010, 5, 1), "NOR"), (date(2020, 5, 1), "NATO"), (date(2025, 6, 1), "NOR"), (None, "NOR")],
)
def test_a_person_stands_for_the_office_of_the_day(day: date | None, code: str) -> None:
    assert find("en", "Jens Stoltenberg spoke.", day) == [("Jens Stoltenberg", code)]


def test_a_surname_is_known_after_the_full_name() -> None:
    assert find("en", "Kim Jong Un spoke. Later on, Kim left.") == [("Kim Jong Un", "PRK"), ("Kim", "PRK")]
    assert find("en", "Later on, Aung left. Aung San Suu Kyi spoke.") == [("Aung San Suu Kyi", "MMR")]


@pytest.mark.parametrize("text", ["Kim Jong Un spoke. President Kim left.", "Kim Jong Un spoke. Then Kim left."])
def test_a_surname_after_a_title_or_at_the_start(text: str) -> None:
    assert find("en", text) == [("Kim Jong Un", "PRK"), ("Kim", "PRK")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Korea Utara menuduh Selatan.", [("Korea Utara", "PRK"), ("Selatan", "KOR")]),
        ("Selatan dilindungi AS; Pyongyang marah.", [("Selatan", "KOR"), ("AS", "USA"), ("Pyongyang", "PRK")]),
        ("Jepang menuju Selatan.", [("Jepang", "JPN")]),
        ("Korea Utara dan Afrika Selatan.", [("Korea Utara", "PRK"), ("Afrika Selatan", "ZAF")]),
        ("Pyongyang dan Kalimantan Selatan.", [("Pyongyang", "PRK"), ("Kalimantan", "IDN")]),
        ("Pyongyang dan Selatan Jepang.", [("Pyongyang", "PRK"), ("Jepang", "JPN")]),
    ],
)
def test_selatan_is_south_korea_where_the_north_is_named(text: str, expected: list[tuple[str, str]]) -> None:
    assert find("id", text) == expected


@pytest.mark.parametrize(
    ("text", "dateline", "expected"),
    [
        ("Pemerintah hari ini akan membantu Chad.", "Jakarta", [("Pemerintah", "IDN"), ("Chad", "TCD")]),
        ("Pemerintah hari ini akan membantu Chad.", "Medan", [("Chad", "TCD")]),
        ("Pemerintah hari ini akan membantu Chad.", None, [("Chad", "TCD")]),
        ("Pemerintah Peru membantu Chad.", "Jakarta", [("Peru", "PER"), ("Chad", "TCD")]),
        ("JAKARTA, DESK.com - Pemerintah hari ini akan membantu Chad.", None, [("Pemerintah", "IDN"), ("Chad", "TCD")]),
    ],
)
def test_the_government_of_a_jakarta_dateline(text: str, dateline: str | None, expected: list[tuple[str, str]]) -> None:
    assert find("id", text, dateline=dateline) == expected


def test_the_government_before_a_verb_and_a_name() -> None:
    found = find("id", "Pemerintah mengecam serangan Israel ke Gaza.", dateline="Jakarta")
    assert found == [("Pemerintah", "IDN"), ("Israel", "ISR"), ("Gaza", "PSE")]


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("JAKARTA, DESK.com - Pemerintah pergi.", "Pemerintah pergi."),
        ("Jakarta (ANTARA) - Pemerintah pergi.", "Pemerintah pergi."),
        ("OSLO, Norway (AP) — Chad won.", "Chad won."),
        ("OSLO -- Chad won.", "Chad won."),
        ("Oslo won - and Chad lost.", "Oslo won - and Chad lost."),
        ("Norway won.", "Norway won."),
        ("", ""),
    ],
)
def test_where_a_dateline_ends(text: str, rest: str) -> None:
    assert text[dateline_end(text) :] == rest


def test_an_acronym_before_a_dash_is_no_dateline() -> None:
    assert find("en", "NATO — the alliance — praised Chad.") == [("NATO", "NATO"), ("Chad", "TCD")]


def test_a_street_is_no_state() -> None:
    text = "Korea Selatan menyesal. Warga berkumpul di Jalan Medan Merdeka Selatan."
    assert find("id", text) == [("Korea Selatan", "KOR")]


def test_troops_named_again_are_not_taken_for_those_of_the_last_state() -> None:
    text = "South Korea saw North Korean soldiers in Russia. Seoul wants the soldiers out."
    assert ("soldiers", "RUS") not in find("en", text)
