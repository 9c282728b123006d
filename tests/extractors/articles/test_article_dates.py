"""Timestamps and printed dates become aware UTC times whose precision is no finer than what was written."""

from datetime import UTC, date, datetime

import pytest

from extractors.articles.dates import find_printed, read_path, read_timestamp


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("2024-10-03T10:15:00+07:00", (2024, 10, 3, 3, 15)),
        ("2024-10-03T10:15:00+0700", (2024, 10, 3, 3, 15)),
        ("2024-10-03T10:15:00.1234567Z", (2024, 10, 3, 10, 15)),
        ("2024-10-03 10:20:00 WIB", (2024, 10, 3, 3, 20)),
        ("Thu, 03 Oct 2024 09:00:00 GMT", (2024, 10, 3, 9, 0)),
        ("Thu, 03 Oct 2024 09:00:00 +0700", (2024, 10, 3, 2, 0)),
    ],
)
def test_a_time_with_its_zone_is_exact(text: str, time: tuple[int, ...]) -> None:
    moment = read_timestamp(text)
    assert moment is not None
    assert (moment.time, moment.precision) == (datetime(*time, tzinfo=UTC), "minute")  # type: ignore[misc, arg-type]


@pytest.mark.parametrize(
    "text",
    [
        "2024-10-03",
        "2024/10/03 10:20:00",
        "20241003",
        "2024-10-3",
        "2024-10-03T10:15:00",
        "2024-10-03T00:00:00+07:00",
        "2024-10-03 soon",
    ],
)
def test_without_zone_or_time_the_day_is_kept(text: str) -> None:
    assert read_timestamp(text) == (datetime(2024, 10, 3, tzinfo=UTC), "day")


@pytest.mark.parametrize(
    "text",
    ["", "soon", "1970-01-01", "2024-13-45", "99999999", "0000-00-00", "9999-12-31T23:59:59-23:59", "12", "2024"],
)
def test_what_is_no_time_is_none(text: str) -> None:
    assert read_timestamp(text) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Minggu, Juli 20, 2025", date(2025, 7, 20)),
        ("Minggu, 20 Juli 2025", date(2025, 7, 20)),
        ("Sunday 20th July 2025", date(2025, 7, 20)),
        ("Kamis (03/10/2024)", date(2024, 10, 3)),
        ("Thursday, 10/03/2024", date(2024, 10, 3)),
        ("20/7/2025", date(2025, 7, 20)),
        ("Diterbitkan 17 Agt 2024", date(2024, 8, 17)),
    ],
)
def test_printed_days_are_found(text: str, day: date) -> None:
    printed = find_printed(text)
    assert printed is not None
    assert (printed.day, printed.moment.precision) == (day, "day")


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("Kamis, 03 Okt 2024 10:15 WIB", (2024, 10, 3, 3, 15)),
        ("Kamis, 3 Oktober 2024 | 01.15 WIT", (2024, 10, 2, 16, 15)),
        ("Published Oct. 3, 2024 at 9:05 p.m. EDT", (2024, 10, 4, 1, 5)),
    ],
)
def test_printed_times_with_their_zone_are_exact(text: str, time: tuple[int, ...]) -> None:
    printed = find_printed(text)
    assert printed is not None
    assert (printed.moment.time, printed.moment.precision) == (datetime(*time, tzinfo=UTC), "minute")  # type: ignore[misc, arg-type]
    assert printed.day.day == 3


@pytest.mark.parametrize("text", ["3/10/2024", "May 2024", "31 June 2024", "page 10 of 2024 pages", "Selasa"])
def test_doubtful_printed_dates_are_none(text: str) -> None:
    assert find_printed(text) is None


def test_an_impossible_time_of_day_leaves_the_day() -> None:
    printed = find_printed("3 October 2024 29:75 GMT")
    assert printed is not None
    assert printed.moment == (datetime(2024, 10, 3, tzinfo=UTC), "day")


@pytest.mark.parametrize("path", ["/world/2024/10/03/talks", "/read/20241003123456/talks", "/news/2024-10-03-talks"])
def test_the_path_of_an_address_gives_the_day(path: str) -> None:
    assert read_path(path) == (datetime(2024, 10, 3, tzinfo=UTC), "day")


@pytest.mark.parametrize("path", ["/2024/99/99/", "/read/7564321/talks", "/", "/2024/talks"])
def test_other_paths_give_none(path: str) -> None:
    assert read_path(path) is None
