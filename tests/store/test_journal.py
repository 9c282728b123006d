"""Runs and tellings are kept, on every database."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest

from ontology import Article, Event, Reading
from store import EventStore, Journal, Run

NOON = datetime(2024, 6, 1, 12, tzinfo=UTC)


@pytest.fixture
def journal(url: str) -> Iterator[Journal]:
    with Journal(url) as opened:
        yield opened


def run(number: int, **more: object) -> Run:
    begun = NOON + timedelta(hours=number)
    usual = {
        "id": f"r{number}",
        "flow": "daily",
        "name": "daily",
        "started": begun,
        "ended": begun,
        "state": "completed",
    }
    return Run.model_validate({**usual, "summary": {"articles_new": number}, **more})


def test_runs_come_back_the_latest_first(journal: Journal) -> None:
    runs = [run(number) for number in range(5)]
    for one in (runs[3], runs[0], runs[4], runs[1], runs[2]):
        journal.put_run(one)
    assert journal.runs() == runs[::-1]
    assert journal.runs(limit=2) == [runs[4], runs[3]]
    assert journal.runs(since=NOON + timedelta(hours=3)) == [runs[4], runs[3]]
    journal.put_run(run(4, state="failed", reason="no luck"))
    assert (len(journal.runs()), journal.runs(limit=1)[0].state) == (5, "failed")


def test_what_was_told_is_remembered_for_each_alert(journal: Journal) -> None:
    journal.put_told("one", ["a", "b"])
    journal.put_told("one", ["b", "c"])
    journal.put_told("one", [])
    assert journal.told("one", {"a", "c", "d"}) == {"a", "c"}
    assert journal.told("two", {"a", "c", "d"}) == set()


def test_the_backlog_counts_by_language_and_coder(
    url: str,
    store: EventStore,
    journal: Journal,
    make_article: Callable[..., Article],
    make_event: Callable[..., Event],
) -> None:
    articles = [make_article(number) for number in range(1, 5)]
    store.put_articles([*articles, make_article(9, language="id")])
    store.put_readings([Reading(article=articles[0].id, events=(make_event(articles[0]),))], coder="old")
    events = (make_event(articles[1]), make_event(articles[1], start=50, actor=None))
    store.put_readings([Reading(article=articles[1].id, events=events)], coder="new")
    store.put_failure(articles[2].id, "new", "no sense")
    english, indonesian = journal.backlog()
    assert (english.language, english.waiting, english.read, english.failed, english.events) == (
        "en", 1, {"new": 1, "old": 1}, 1, 3,
    )  # fmt: skip
    assert (indonesian.waiting, indonesian.read) == (1, {})
    assert journal.unresolved() == 1
