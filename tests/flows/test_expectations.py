"""A source that falls silent or floods is told, by its day before the run."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from flows.expectations import find_odd
from flows.settings import SourceEntry
from ontology import Article
from store import EventStore

NOW = datetime(2024, 6, 9, 12, tzinfo=UTC)


def entry(**more: int) -> SourceEntry:
    return SourceEntry(name="Desk", kind="feed", location="https://example.org/feed", **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("number", "ago", "new", "expected", "told"),
    [
        (3, 2, 0, {"min_daily": 3, "max_daily": 3}, None),
        (2, 2, 0, {"min_daily": 3}, "silent: 2 articles in a day, 3 or more were expected"),
        (9, 30, 0, {"min_daily": 1}, "silent: 0 articles in a day, 1 or more were expected"),
        (9, 2, 0, {"max_daily": 5}, "floods: 9 articles in a day, 5 at most were expected"),
        (0, 2, 7, {"max_daily": 5}, "floods: 7 articles in a day, 5 at most were expected"),
        (0, 2, 0, {}, None),
    ],
)
def test_a_source_that_is_silent_or_floods_is_told(
    number: int, ago: int, new: int, expected: dict[str, int], told: str | None, tmp_path: Path
) -> None:
    with EventStore(f"sqlite:///{tmp_path / 'store.db'}") as store:
        store.put_articles(
            Article(
                source="Desk", url=f"https://example.org/{one}", language="en", body="b",
                published=NOW - timedelta(hours=ago),
            )
            for one in range(number)
        )  # fmt: skip
        odd = find_odd(store, [entry(**expected)], {"Desk": new}, until=NOW)
    assert odd.get("Desk") == told
