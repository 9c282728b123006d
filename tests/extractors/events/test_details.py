"""How many, when, where: verbatim words, and the days they mean."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from extractors.events.details import resolve_date
from extractors.languages import load_pack
from ontology import Event

Extract = Callable[..., list[Event]]
PUBLISHED = datetime(2024, 10, 23, 8, tzinfo=UTC)  # a Wednesday


@pytest.mark.parametrize(
    ("language", "text", "day"),
    [
        ("en", "yesterday", "2024-10-22"),
        ("en", "tomorrow", "2024-10-24"),
        ("en", "on Tuesday", "2024-10-22"),
        ("en", "last Friday", "2024-10-18"),
        ("en", "Oct. 15", "2024-10-15"),
        ("en", "October 15, 2024", "2024-10-15"),
        ("en", "in June", "2024-06"),
        ("en", "June 2024", "2024-06"),
        ("en", "last month", "2024-09"),
        ("en", "last year", "2023"),
        ("en", "since 2014", "2014"),
        ("id", "kemarin", "2024-10-22"),
        ("id", "Senin", "2024-10-21"),
        ("id", "Selasa (15/10/2024)", "2024-10-15"),
        ("id", "pada Selasa (15/10)", "2024-10-15"),
        ("id", "Juni 2024", "2024-06"),
        ("id", "15 Oktober", "2024-10-15"),
        ("id", "tahun lalu", "2023"),
        ("id", "pada tahun 2014", "2014"),
    ],
)
def test_the_day_that_words_mean(language: str, text: str, day: str) -> None:
    assert resolve_date(text, grammar=load_pack(language).grammar, published=PUBLISHED) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("pekan lalu", "2024-10-16"),
        ("minggu lalu", "2024-10-16"),
        ("bulan lalu", "2024-09"),
        ("bulan depan", "2024-11"),
        ("hari ini", "2024-10-23"),
        ("pada bulan Juni", "2024-06"),
        ("pada hari Selasa, 15 Oktober 2024", "2024-10-15"),
        ("Selasa lalu", "2024-10-22"),
        ("Jumat malam", "2024-10-18"),
        ("tiga hari lalu", "2024-10-20"),
    ],
)
def test_the_day_that_common_indonesian_words_mean(text: str, day: str) -> None:
    assert resolve_date(text, grammar=load_pack("id").grammar, published=PUBLISHED) == day


def test_without_a_day_of_publication_only_a_year_helps() -> None:
    assert resolve_date("yesterday", grammar=load_pack("en").grammar, published=None) is None
    assert resolve_date("15 October", grammar=load_pack("en").grammar, published=None) is None
    assert resolve_date("October 15, 2024", grammar=load_pack("en").grammar, published=None) == "2024-10-15"


@pytest.mark.parametrize(
    ("language", "text", "quantity"),
    [
        ("en", "Kenya sent 400 soldiers to Haiti.", "400 soldiers"),
        ("en", "Kenya sent about 1,500 troops to Haiti.", "1,500 troops"),
        ("en", "Kenya sent thousands of soldiers to Haiti.", "thousands"),
        ("en", "Kenya gave Haiti 25 tons of rice.", "25 tons"),
        ("en", "Kenya attacked Uganda in 2014.", None),
        ("en", "Kenya attacked Uganda for 12 days.", None),
        ("en", "Kenya attacked Uganda.", None),
        ("id", "Kenya mengirim 400 tentara ke Haiti.", "400 tentara"),
        ("id", "Kenya mengirim sekitar 1.500 tentara ke Haiti.", "1.500 tentara"),
        ("id", "Kenya mengirim ribuan tentara ke Haiti.", "ribuan tentara"),
        ("id", "Kenya menyerang Uganda pada 2014.", None),
    ],
)
def test_quantities(language: str, text: str, quantity: str | None, extract: Extract) -> None:
    events = extract(language, text)
    assert events
    found = events[0].quantity
    assert (quantity in found) if quantity and found else found is quantity
    assert not found or found in text


@pytest.mark.parametrize(
    ("language", "text", "words", "day"),
    [
        ("en", "Kenya attacked Uganda on Tuesday, officials said on Friday.", "on Tuesday", "2024-10-22"),
        ("en", "Kenya said on Monday that it attacked Uganda in June.", "in June", "2024-06"),
        ("en", "Kenya attacked Uganda yesterday.", "yesterday", "2024-10-22"),
        ("en", "Kenya attacked Uganda.", None, None),
        ("en", "Kenya lifted sanctions on Uganda that had been in place since 1992.", None, None),
        ("id", "Kenya menyerang Uganda pada Selasa (15/10).", "pada Selasa (15/10)", "2024-10-15"),
        ("id", "Kenya menyerang Uganda kemarin.", "kemarin", "2024-10-22"),
    ],
)
def test_dates(language: str, text: str, words: str | None, day: str | None, extract: Extract) -> None:
    (event,) = extract(language, text)
    assert (event.date_text, event.date) == (words, day)


@pytest.mark.parametrize(
    ("language", "text", "speaker"),
    [
        ("en", "Kenya attacked Uganda, the Ugandan minister said.", "the Ugandan minister"),
        ("en", "According to Peru, Kenya attacked Uganda.", "Peru"),
        ("en", "Kenya attacked Uganda.", None),
        ("id", "Kenya menyerang Uganda, kata menteri luar negeri Peru di Lima.", "menteri luar negeri Peru"),
        ("id", "Kenya menyerang Uganda.", None),
    ],
)
def test_speakers(language: str, text: str, speaker: str | None, extract: Extract) -> None:
    assert extract(language, text)[0].speaker == speaker


def test_a_place_that_a_meeting_is_held_in(extract: Extract) -> None:
    (event,) = extract("en", "Kenya's president met his Ugandan counterpart in Geneva.")
    assert event.location == "Geneva"
