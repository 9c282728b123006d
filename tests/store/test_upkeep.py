"""A store is checked, copied while it is in use, and forgets what it is told to."""

import sqlite3
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from ontology import Article, Event, Reading
from store import EventStore, StoreError, back_up, check, measure, prune


@pytest.fixture
def filled(
    store: EventStore, make_article: Callable[..., Article], make_event: Callable[..., Event]
) -> tuple[EventStore, list[Article]]:
    """Return a store with articles of the 2nd, 3rd … 6th of June, one event each."""
    articles = [make_article(number) for number in range(1, 6)]
    store.put_articles(articles)
    store.put_readings([Reading(article=one.id, events=(make_event(one),)) for one in articles], coder="c")
    return store, articles


def test_a_sound_store_has_no_faults(url: str, filled: tuple[EventStore, list[Article]]) -> None:
    assert check(url) == []


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        ("DELETE FROM article WHERE id = (SELECT min(id) FROM article)", r"1 rows of event belong to no article"),
        ("DELETE FROM story WHERE article = (SELECT min(id) FROM article)", r"1 articles have no row in story"),
        ("DELETE FROM event WHERE id = (SELECT min(id) FROM event)", r"1 articles have other events than were read"),
        ("DROP TRIGGER words_gone; DELETE FROM words_data WHERE id > 10", r"index of words .* made anew"),
    ],
)
def test_damage_is_told(
    damage: str, told: str, tmp_path: Path, make_article: Callable[..., Article], make_event: Callable[..., Event]
) -> None:
    import re

    path = tmp_path / "store.db"
    articles = [make_article(number) for number in range(1, 4)]
    with EventStore(f"sqlite:///{path}") as store:
        store.put_articles(articles)
        store.put_readings([Reading(article=one.id, events=(make_event(one),)) for one in articles], coder="c")
    with sqlite3.connect(path) as connection:
        connection.executescript(damage)
    connection.close()
    faults = check(f"sqlite:///{path}")
    assert any(re.search(told, fault) for fault in faults), faults


def test_a_backup_is_a_whole_store(filled: tuple[EventStore, list[Article]], url: str, tmp_path: Path) -> None:
    store, articles = filled
    copy = tmp_path / "copy.db"
    if not url.startswith("sqlite"):
        with pytest.raises(StoreError, match="pg_dump"):
            back_up(url, copy)
        return
    back_up(url, copy)
    with EventStore(f"sqlite:///{copy}") as other:
        assert list(other.events()) == list(store.events())
        assert other.counts() == store.counts()
    assert check(f"sqlite:///{copy}") == []
    with pytest.raises(StoreError, match=r"copy\.db is there already"):
        back_up(url, copy)
    with pytest.raises(StoreError, match="no copy was made"):
        back_up(url, tmp_path / "missing" / "copy.db")


def test_what_is_pruned_goes_with_all_that_hangs_on_it_and_stays_away(
    filled: tuple[EventStore, list[Article]], url: str
) -> None:
    store, articles = filled
    undated = Article(source="s", url="https://example.org/undated", language="en", body="b")
    store.put_articles([undated])
    before = date(2024, 6, 4)
    expected = (prune(url, before, dry=True).articles, store.counts()["articles"])
    assert expected == (2, 6)
    done = prune(url, before)
    assert (done.articles, done.events) == (2, 2)
    assert store.counts()["articles"] == 4
    assert store.counts()["events"] == 3
    assert check(url) == []
    assert store.put_articles([*articles, undated]) == set(), "a source that gives them again gives nothing new"
    assert prune(url, before).articles == 0
    assert len(store.find_articles("Norway", limit=9)) == 3


def test_the_size_of_a_store_is_told(filled: tuple[EventStore, list[Article]], url: str) -> None:
    size = measure(url)
    assert (size.rows["article"], size.rows["event"], size.rows["reading"]) == (5, 5, 5)
    assert size.total > 10_000
