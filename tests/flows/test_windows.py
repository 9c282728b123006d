"""A window says in few signs which days count."""

from datetime import date

import pytest

from flows.windows import WindowError, read_window
from graph import Window

LAST = date(2024, 8, 31)


@pytest.mark.parametrize(
    ("text", "since", "until"),
    [
        (None, None, None),
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("2024-Q1", date(2024, 1, 1), date(2024, 3, 31)),
        ("2024-q4", date(2024, 10, 1), date(2024, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        (" 2024-06-19 ", date(2024, 6, 19), date(2024, 6, 19)),
        ("30d", date(2024, 8, 2), LAST),
        ("1d", LAST, LAST),
        ("2024-06..2024-Q3", date(2024, 6, 1), date(2024, 9, 30)),
        ("2024-06..", date(2024, 6, 1), None),
        ("..2023", None, date(2023, 12, 31)),
    ],
)
def test_the_days_of_a_window(text: str | None, since: date | None, until: date | None) -> None:
    found = read_window(text, last=LAST, window=Window(half_life=7.0))
    assert found == Window(since=since, until=until, half_life=7.0)


@pytest.mark.parametrize(
    "text", ["spring", "24", "2024-13", "2024-02-30", "2024-Q5", "0d", "2024-08..2024-06", "0000", "..x"]
)
def test_what_is_no_window_is_refused_with_what_can_be_written(text: str) -> None:
    with pytest.raises(WindowError, match="write 2024, 2024-Q3"):
        read_window(text, last=LAST, window=Window())


def test_the_last_days_of_nothing_have_no_bounds() -> None:
    assert read_window("30d", last=None, window=Window()) == Window()
