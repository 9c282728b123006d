"""Which day an event is reckoned by."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from graph.days import day_of
from ontology import Event

PUBLISHED = datetime(2024, 6, 19, 23, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "published", "day"),
    [
        ("2024-06-18", PUBLISHED, date(2024, 6, 18)),
        ("2024-06", PUBLISHED, date(2024, 6, 19)),
        ("2024-05", PUBLISHED, date(2024, 5, 1)),
        ("2019", PUBLISHED, date(2019, 1, 1)),
        (None, PUBLISHED, date(2024, 6, 19)),
        ("2024-02-31", PUBLISHED, date(2024, 2, 1)),
        ("0000", PUBLISHED, date(2024, 6, 19)),
        (None, None, None),
    ],
)
def test_day_of_an_event(
    text: str | None, published: datetime | None, day: date | None, code: Callable[..., Event]
) -> None:
    assert day_of(code("NOR", "AID", "ISL", day=text, published=published)) == day
