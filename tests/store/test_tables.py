"""Which day an event is sorted and asked for by."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from ontology import Article, Event
from store.tables import day_of

PUBLISHED = datetime(2024, 6, 19, 23, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "published", "day"),
    [
        ("2024-06-18", PUBLISHED, date(2024, 6, 18)),
        ("2024-06", PUBLISHED, date(2024, 6, 19)),
        ("2024", PUBLISHED, date(2024, 6, 19)),
        ("2024-05", PUBLISHED, date(2024, 5, 1)),
        ("2019", PUBLISHED, date(2019, 1, 1)),
        (None, PUBLISHED, date(2024, 6, 19)),
        ("2024-02-31", PUBLISHED, date(2024, 2, 1)),
        ("2024-13", PUBLISHED, date(2024, 1, 1)),
        ("0000", PUBLISHED, date(2024, 6, 19)),
        ("2024-06", None, date(2024, 6, 1)),
        (None, None, None),
    ],
)
def test_day_of_an_event(
    text: str | None, published: datetime | None, day: date | None, make_event: Callable[..., Event]
) -> None:
    article = Article(source="s", url="u", language="en", body="b", published=published)
    assert day_of(make_event(article, date=text)) == day
