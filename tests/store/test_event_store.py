"""The contract of EventStore, the same on every database."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from ontology import Article, Event, Reading, Report, Skipped, Status, UnknownName, Visit, read_report
from store import EventStore, StoreError, measure, remove_imported

MakeArticle = Callable[..., Article]
MakeEvent = Callable[..., Event]
CODER = "coder-1"


def put(store: EventStore, article: Article, *events: Event, coder: str = CODER) -> int:
    """Store an article with its events."""
    store.put_articles([article])
    return store.put_readings([Reading(article=article.id, events=events)], coder=coder)


def test_articles_come_back_as_they_went_in(store: EventStore) -> None:
    full = Article(
        source="Pos Pelabuhan", url="https://example.org/a?b=c", language="id", title="Judul — «uji»",
        body="Baris satu.\n\nBaris dua 🇮🇩.", published=datetime(2024, 2, 29, 23, 59, 58, 1234, tzinfo=UTC),
        published_precision="minute", byline="A. B.", agency="XYZ", dateline="Jakarta", page_date=date(2024, 3, 1), form="gallery",
    )  # fmt: skip
    bare = Article(source="s", url="u", language="en", body="")
    store.put_articles([full, bare])
    assert store.articles([bare.id, full.id, bare.id]) == [bare, full, bare]


def test_an_article_is_stored_once(store: EventStore, make_article: MakeArticle) -> None:
    batch = [make_article(1), make_article(2), make_article(1)]
    assert len(store.put_articles(batch)) == 2
    assert len(store.put_articles(iter(batch))) == 0
    assert len(store.put_articles([*batch, make_article(3)])) == 1
    assert len(store.put_articles([])) == 0
    assert store.counts()["articles"] == 3


def test_an_unknown_article_is_asked_for_in_vain(store: EventStore) -> None:
    with pytest.raises(StoreError, match="no article feed"):
        store.articles(["feed"])


def test_skipped_items_are_counted_once(store: EventStore) -> None:
    item = Skipped(source="s", item="https://example.org/x", reason="too-large", detail="9 MB")
    other = Skipped(source="s", item="https://example.org/x", reason="empty")
    assert store.put_skipped([item, other, item]) == 2
    assert store.put_skipped([item.changed(detail="10 MB")]) == 0
    assert store.counts()["skipped"] == 2


def test_events_come_back_as_they_went_in(store: EventStore, make_article: MakeArticle, make_event: MakeEvent) -> None:
    article = make_article()
    events = [
        make_event(article, start=0),
        make_event(article, start=30, actor=None),
        make_event(article, start=60, target=None, status=Status.DENIED),
    ]
    assert put(store, article, *events) == 3
    assert sorted(store.events(), key=lambda event: event.actor.start) == events
    assert store.counts() == {"articles": 1, "skipped": 0, "read": 1, "failed": 0, "events": 3, "unresolved": 2}


def test_the_same_events_add_nothing(store: EventStore, make_article: MakeArticle, make_event: MakeEvent) -> None:
    article = make_article()
    events = [make_event(article, start=number) for number in range(5)]
    assert put(store, article, *events, *events) == 5
    assert put(store, article, *events) == 0
    assert len(list(store.events())) == 5


def test_a_reading_by_another_coder_replaces_only_its_articles(
    store: EventStore, make_article: MakeArticle, make_event: MakeEvent
) -> None:
    first, second = make_article(1), make_article(2)
    kept, gone, untouched = make_event(first), make_event(first, start=40), make_event(second)
    put(store, first, kept, gone)
    put(store, second, untouched)
    read_otherwise = make_event(first, confidence=0.5)
    assert read_otherwise.id == kept.id
    new = make_event(first, start=80)
    assert put(store, first, read_otherwise, new, coder="coder-2") == 1
    assert sorted(store.events(), key=lambda event: (event.url, event.actor.start)) == [read_otherwise, new, untouched]
    assert store.pending(["en"], "coder-1", 9) == [first.id]
    assert store.pending(["en"], "coder-2", 9) == [second.id]


def test_an_article_without_events_counts_as_read(store: EventStore, make_article: MakeArticle) -> None:
    article = make_article()
    assert put(store, article) == 0
    assert store.pending(["en"], CODER, 9) == []
    assert store.counts()["read"] == 1


def test_pending_gives_the_oldest_unread_of_the_languages(store: EventStore, make_article: MakeArticle) -> None:
    late, early = make_article(9), make_article(3)
    undated = Article(source="s", url="u", language="en", body="b")
    malay = make_article(1, language="ms")
    store.put_articles([late, early, undated, malay])
    assert store.pending(["en", "id"], CODER, 9) == [early.id, late.id, undated.id]
    assert store.pending(["en", "id"], CODER, 2) == [early.id, late.id]
    assert store.pending(["ms"], CODER, 9) == [malay.id]
    assert store.pending([], CODER, 9) == []


def test_a_failed_article_waits_for_another_coder(
    store: EventStore, make_article: MakeArticle, make_event: MakeEvent
) -> None:
    article, event = make_article(), make_event(make_article())
    put(store, article, event)
    store.put_failure(article.id, CODER, "no sense")
    assert store.counts()["failed"] == 0, "a good reading of the same coder stands"
    store.put_failure(article.id, "coder-2", "parser gave up")
    assert store.counts()["failed"] == 1
    assert store.pending(["en"], "coder-2", 9) == []
    assert list(store.events()) == [event], "what an earlier coder read is kept"
    assert put(store, article, event, coder="coder-3") == 0
    assert store.counts()["failed"] == 0


def test_nothing_of_a_refused_batch_is_stored(
    store: EventStore, make_article: MakeArticle, make_event: MakeEvent
) -> None:
    known, unknown = make_article(1), make_article(2)
    store.put_articles([known])
    good = Reading(article=known.id, events=(make_event(known),))
    with pytest.raises(StoreError, match="put_articles comes first"):
        store.put_readings([good, Reading(article=unknown.id, events=(make_event(unknown),))], coder=CODER)
    with pytest.raises(StoreError, match=f"is of article {unknown.id}"):
        store.put_readings([good, Reading(article=known.id, events=(make_event(unknown),))], coder=CODER)
    with pytest.raises(StoreError, match="put_articles comes first"):
        store.put_failure(unknown.id, CODER, "reason")
    assert list(store.events()) == []
    assert store.pending(["en"], CODER, 9) == [known.id]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, "abcd"),
        ({"actor": "NOR"}, "ad"),
        ({"target": "NOR"}, "b"),
        ({"actor": "NOR", "target": "ISL"}, "a"),
        ({"either": ("ISL", "NOR")}, "ab"),
        ({"either": ("NOR", "ISL")}, "ab"),
        ({"either": ("NOR", "ISL"), "type": "ACCUSE"}, "b"),
        ({"type": "SUPPORT"}, "acd"),
        ({"since": date(2024, 6, 5)}, "cd"),
        ({"until": date(2024, 6, 5)}, "abc"),
        ({"since": date(2024, 6, 5), "until": date(2024, 6, 5)}, "c"),
        ({"actor": "XXX"}, ""),
    ],
)
def test_events_answers_its_filters_in_order_of_day(
    asked: dict[str, Any], found: str, store: EventStore, make_article: MakeArticle, make_event: MakeEvent
) -> None:
    article = make_article(6)  # published on 7 June
    events = {
        "a": make_event(article, start=0, date="2024-06-01"),
        "b": make_event(article, start=30, date="2024-06-04", actor="ISL", target="NOR", plover="ACCUSE"),
        "c": make_event(article, start=60, date="2024-06-05", actor="SWE", target="DNK"),
        "d": make_event(article, start=90, actor="NOR", target=None),
    }
    put(store, article, *reversed(events.values()))
    assert list(store.events(**asked)) == [events[name] for name in found]


def test_events_without_a_day_come_last_and_leave_when_a_day_is_asked_for(
    store: EventStore, make_event: MakeEvent, make_article: MakeArticle
) -> None:
    undated, dated = Article(source="s", url="u", language="en", body="b"), make_article()
    without, with_day = make_event(undated), make_event(dated)
    put(store, undated, without)
    put(store, dated, with_day)
    assert list(store.events()) == [with_day, without]
    assert list(store.events(since=date(1900, 1, 1))) == [with_day]


def test_reading_sees_one_state_while_others_write(
    store: EventStore, make_article: MakeArticle, make_event: MakeEvent
) -> None:
    first, second = make_article(1), make_article(2)
    put(store, first, make_event(first), make_event(first, start=30))
    seen = store.events()
    next(seen)
    put(store, second, make_event(second))
    assert len(list(seen)) == 1
    assert len(list(store.events())) == 3


def test_large_batches_fit(store: EventStore, make_article: MakeArticle, make_event: MakeEvent) -> None:
    articles = [make_article(number) for number in range(2500)]
    assert len(store.put_articles(articles)) == 2500
    ids = [article.id for article in articles]
    readings = [Reading(article=article.id, events=(make_event(article),)) for article in articles]
    assert store.put_readings(readings, coder=CODER) == 2500
    assert [article.id for article in store.articles(ids)] == ids
    assert store.put_readings([Reading(article=key) for key in ids], coder="coder-2") == 0
    assert store.counts()["events"] == 0


def test_readings_come_back_as_they_went_in(
    store: EventStore, make_article: MakeArticle, make_event: MakeEvent
) -> None:
    first, second, other = make_article(1), make_article(2), make_article(3)
    store.put_articles([first, second, other])
    events = sorted([make_event(first), make_event(first, start=30)], key=lambda event: event.id)
    names = UnknownName(text="Kofi Adomako", label="PER", count=2), UnknownName(text="Wirasena", label="ORG", count=1)
    full = Reading(article=first.id, events=tuple(events), unknown=names, names="ab" * 16)
    store.put_readings([full, Reading(article=second.id)], coder="reader+one")
    store.put_readings([Reading(article=other.id)], coder="reader2+one")
    assert store.readings([first.id, second.id, other.id], reader="reader") == {
        first.id: full, second.id: Reading(article=second.id),
    }  # fmt: skip
    assert store.readings([first.id], reader="read_r") == {}, "an underscore is no wildcard"


def test_readings_by_other_tables_of_actors_are_outdated(store: EventStore, make_article: MakeArticle) -> None:
    read, failed, newer = make_article(1), make_article(2), make_article(3)
    store.put_articles([read, failed, newer])
    store.put_readings([Reading(article=read.id)], coder="reader+one")
    store.put_failure(failed.id, "reader+one", "broken")
    store.put_readings([Reading(article=newer.id)], coder="reader+two")
    assert store.outdated("reader+two", reader="reader") == [read.id]
    assert store.outdated("reader+one", reader="reader") == [newer.id]
    assert store.outdated("other+one", reader="other") == []


def test_unknown_names_are_counted_over_articles(store: EventStore, make_article: MakeArticle) -> None:
    articles = [make_article(1), make_article(2), make_article(3, language="id")]
    store.put_articles(articles)

    def name(text: str, count: int) -> UnknownName:
        return UnknownName(text=text, label="PER", count=count)

    store.put_readings([Reading(article=articles[0].id, unknown=(name("Rare", 9), name("Often", 1)))], coder="c")
    store.put_readings(
        [Reading(article=article.id, unknown=(name("Often", 2),)) for article in articles[1:]], coder="c"
    )
    assert store.unknown_names() == [(name("Often", 5), 3), (name("Rare", 9), 1)]
    assert store.unknown_names(limit=1) == [(name("Often", 5), 3)]
    assert store.unknown_names(language="id") == [(name("Often", 2), 1)]
    store.put_readings([Reading(article=articles[0].id)], coder="c2")
    assert store.unknown_names() == [(name("Often", 4), 2)], "a new reading takes the place of the old one"


def test_names_sort_the_same_in_every_database(store: EventStore, make_article: MakeArticle) -> None:
    names = tuple(UnknownName(text=text, label="PER", count=1) for text in ("Zed", "ant", "Bee", "Ärger", "a b", "ab"))
    article = make_article()
    store.put_articles([article])
    store.put_readings([Reading(article=article.id, unknown=names, names="t")], coder="reader+one")
    in_order = ["Bee", "Zed", "a b", "ab", "ant", "Ärger"]
    assert [name.text for name, _ in store.unknown_names()] == in_order
    (again,) = store.readings([article.id], reader="reader").values()
    assert [name.text for name in again.unknown] == in_order


def import_row(number: int, **fields: Any) -> Report:
    """Return a row of a table made elsewhere."""
    usual: dict[str, Any] = {
        "id": f"{number:032x}", "actor": "NOR", "actor_entity": "NOR", "target": "ISL", "target_entity": "ISL",
        "plover": None, "mode": None, "quad": "verbal_conflict", "status": "actual", "mutual": False,
        "day": date(2010, 7, number % 28 + 1), "publisher": "table", "wording": f"w{number}", "weight": 0.0, "number": 3,
    }  # fmt: skip
    return Report(**usual | fields)


def test_reports_are_the_events_without_text_and_the_imported_rows(
    store: EventStore, make_article: MakeArticle, make_event: MakeEvent
) -> None:
    article = make_article(1)
    events = [make_event(article), make_event(article, start=40, actor=None, status=Status.PLANNED)]
    put(store, article, *events)
    rows = [import_row(1), import_row(2, day=None, plover="AID")]
    assert store.put_imported(rows, origin="table") == 2
    assert sorted(store.reports()) == sorted([*map(read_report, events), *rows])
    assert sorted(store.reports(imported_only=True)) == rows


def test_imported_rows_are_stored_once_and_go_by_their_origin(store: EventStore, url: str) -> None:
    rows = [import_row(number) for number in range(25)]
    assert (store.put_imported(rows, origin="one"), store.put_imported(rows, origin="one")) == (25, 0)
    assert store.put_imported([import_row(30)], origin="two") == 1
    assert measure(url).origins == {"one": 25, "two": 1}
    assert remove_imported(url, "one") == 25
    assert measure(url).origins == {"two": 1}


def test_the_last_day_is_that_of_what_took_place(
    store: EventStore, make_article: MakeArticle, make_event: MakeEvent
) -> None:
    assert store.last_day() is None
    article = make_article(1)
    events = [make_event(article, date="2024-05-01"), make_event(article, start=40, date="2031", status=Status.PLANNED)]
    put(store, article, *events)
    assert store.last_day() == date(2024, 5, 1)
    store.put_imported([import_row(1, day=date(2024, 6, 1))], origin="table")
    assert store.last_day() == date(2024, 6, 1)


def test_events_are_given_by_id(store: EventStore, make_article: MakeArticle, make_event: MakeEvent) -> None:
    article = make_article(1)
    events = [make_event(article), make_event(article, start=40)]
    put(store, article, *events)
    assert store.events_of([events[1].id, "nothing", events[0].id]) == [events[1], events[0]]


def test_visits_are_remembered_and_replaced(store: EventStore) -> None:
    one, other = Visit(url="https://example.org/1", revised="monday"), Visit(url="https://example.org/2", etag='"a"')
    store.put_visits([one, other])
    assert store.visits([one.url, other.url, "https://example.org/3"]) == {one.url: one, other.url: other}
    store.put_visits([one.changed(revised="tuesday")])
    assert store.visits([one.url])[one.url].revised == "tuesday"
    assert store.visits([]) == {}
