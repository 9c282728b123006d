"""Copies of one story are one story, in whatever order they come; a corrected version replaces the earlier one."""

import random
from collections.abc import Callable, Iterable
from datetime import UTC, datetime

import pytest

from ontology import NUMBERS, Article, Event, Reading, Report, Sketch
from store import EventStore

MakeEvent = Callable[..., Event]


def write(name: str, *, day: int | None = 1, url: str = "", source: str = "desk") -> Article:
    published = None if day is None else datetime(2024, 6, day, tzinfo=UTC)
    return Article(
        source=source, url=url or f"https://example.org/{name}", language="en", title=name, body=name,
        published=published,
    )  # fmt: skip


def sketch(article: Article, numbers: Iterable[int]) -> Sketch:
    """Return a sketch whose values are these; the first eight of them are its keys."""
    chosen = list(numbers)
    values = b"".join(number.to_bytes(4, "little") for number in chosen)
    return Sketch(article=article.id, values=values, keys=tuple(chosen[:8]) if chosen else ())


def like(share: float, *, seed: int = 0) -> list[int]:
    """Return numbers of which this share, from the first on, is that of `like(1)`."""
    same = round(share * NUMBERS)
    other = random.Random(f"{seed} {share}")
    return [*range(1000, 1000 + same), *(other.randrange(10**6, 10**9) for _ in range(NUMBERS - same))]


def place(store: EventStore, *pairs: tuple[Article, list[int]]) -> int:
    store.put_articles([article for article, _ in pairs])
    return store.put_sketches([sketch(article, numbers) for article, numbers in pairs])


def test_articles_alike_are_one_story_whatever_their_order(url: str, store: EventStore) -> None:
    pairs = [
        (write("a"), like(1.0)),
        (write("b", source="other"), like(0.6)),
        (write("c"), like(0.35)),
        (write("d"), like(0.1)),
    ]
    assert place(store, pairs[2]) == 0
    assert place(store, pairs[3], pairs[0]) == 1
    assert place(store, pairs[1]) == 1
    told = store.stories()
    names = {told.get(article.id, article.id) for article, _ in pairs[:3]}
    assert names == {min(article.id for article, _ in pairs[:3])}
    assert pairs[3][0].id not in told
    assert store.unsketched(9) == []


@pytest.mark.parametrize(("day", "joined"), [(1, True), (8, True), (9, False), (30, False), (None, False)])
def test_copies_are_published_within_a_week(day: int | None, joined: bool, store: EventStore) -> None:
    place(store, (write("a"), like(1.0)), (write("b", day=day), like(0.9)))
    assert bool(store.stories()) == joined


def test_texts_too_short_to_compare_are_copies_of_nothing(store: EventStore) -> None:
    place(store, (write("a"), []), (write("b"), []))
    assert store.stories() == {}
    assert store.unsketched(9) == []


def test_articles_wait_in_the_order_of_their_arrival(store: EventStore) -> None:
    late, early = write("late", day=20), write("early", day=2)
    store.put_articles([late])
    store.put_articles([early, late])
    assert store.unsketched(9) == [late.id, early.id]
    assert store.unsketched(1) == [late.id]


def test_a_story_without_a_place_in_the_store_is_refused(store: EventStore) -> None:
    from store import StoreError

    with pytest.raises(StoreError, match="put_articles comes first"):
        store.put_sketches([sketch(write("a"), like(1.0))])


def test_a_corrected_version_replaces_the_earlier_one_and_both_are_kept(
    store: EventStore, make_event: MakeEvent
) -> None:
    address = "https://example.org/story"
    first, second = write("troops sent", url=address), write("troops not sent", url=address)
    place(store, (first, like(1.0)))
    found = make_event(first)
    store.put_readings([Reading(article=first.id, events=(found,))], coder="c")
    assert list(store.events()) == [found]
    place(store, (second, like(0.9)))
    assert list(store.events()) == []
    assert list(store.reports()) == []
    assert store.pending(["en"], "c", 9) == [second.id]
    corrected = make_event(second)
    store.put_readings([Reading(article=second.id, events=(corrected,))], coder="c")
    assert list(store.events()) == [corrected]
    assert store.articles([first.id, second.id]) == [first, second]
    assert store.events_of([found.id]) == [found]
    assert [article.id for article in store.find_articles("troops", limit=9)] == [second.id]


@pytest.mark.parametrize(
    ("url", "source", "numbers"),
    [
        ("https://example.org/other", "desk", like(0.9)),
        ("https://example.org/story", "copyist", like(0.9)),
        ("https://example.org/story", "desk", like(0.1)),
    ],
    indirect=False,
)
def test_only_a_version_at_the_same_address_of_the_same_source_replaces(
    url: str, source: str, numbers: list[int], tmp_path: object
) -> None:
    with EventStore(f"sqlite:///{tmp_path}/store.db") as store:
        first, second = write("one", url="https://example.org/story"), write("two", url=url, source=source)
        place(store, (first, like(1.0)), (second, numbers))
        assert sorted(store.pending(["en"], "c", 9)) == sorted([first.id, second.id])


def test_reports_of_copies_carry_the_same_story(store: EventStore, make_event: MakeEvent) -> None:
    articles = [write("a"), write("b", source="other"), write("c")]
    place(store, *zip(articles, (like(1.0), like(0.8), like(0.0)), strict=True))
    store.put_readings([Reading(article=article.id, events=(make_event(article),)) for article in articles], coder="c")
    stories = {report.id: report.story for report in store.reports()}
    by_article = {article.id: stories[make_event(article).id] for article in articles}
    assert by_article[articles[0].id] == by_article[articles[1].id] == min(articles[0].id, articles[1].id)
    assert by_article[articles[2].id] == articles[2].id
    imported = Report(
        "x" * 32, "NOR", None, "ISL", None, None, None, "verbal_cooperation", "actual", False, None, "t", "w"
    )
    store.put_imported([imported], origin="t")
    assert list(store.reports(imported_only=True)) == [imported]
