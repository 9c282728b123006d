"""Measure the store: events a second, writing them again, and what one day costs in stores of different sizes.

    python benchmarks/storing.py [DATABASE-URL] [--events 100000] [--curve 1000,10000,100000]

Without a URL, an SQLite file in a temporary folder is measured. Articles and events are made up: stories of 300 words
drawn from 5,000 by their rank (Zipf), one in ten a copy of another, each with five events. A "day" is the collecting of
200 articles, the search for their copies, the pending query and the storing of their events.
"""

import argparse
import random
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from extractors.articles import sketch_article
from ontology import Action, Article, Event, Mention, Quad, Reading, Status
from store import EventStore, measure

WORDS = [f"word{number}" for number in range(5000)]
WEIGHTS = [1 / (rank + 10) for rank in range(len(WORDS))]
BATCH = 50
DAY = 200
EVENTS = 5
FIRST = datetime(2020, 1, 1, tzinfo=UTC)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("url", nargs="?", help="database to measure in; it should be empty")
    parser.add_argument("--events", type=int, default=100_000)
    parser.add_argument("--curve", default="1000,10000,100000", help="stored articles at which a day is measured")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        url = chosen.url or f"sqlite:///{Path(folder) / 'events.db'}"
        measure_events(url, chosen.events)
    with tempfile.TemporaryDirectory() as folder:
        url = chosen.url or f"sqlite:///{Path(folder) / 'curve.db'}"
        measure_curve(url, [int(part) for part in chosen.curve.split(",")])


def measure_events(url: str, number: int) -> None:
    with EventStore(url) as store:
        for title, coder in (("stored", "c"), ("stored again", "c"), ("stored again by another coder version", "d")):
            seconds = 0.0
            for start in range(0, number // EVENTS, BATCH):
                articles = [write(index, "short") for index in range(start, start + BATCH)]
                store.put_articles(articles)
                readings = [Reading(article=article.id, events=tuple(code(article))) for article in articles]
                with clock() as took:
                    store.put_readings(readings, coder=coder)
                seconds += took()
            print(f"{number:,} events {title}: {seconds:.1f} s", flush=True)
        with clock() as took:
            count = sum(1 for _ in store.reports())
        print(f"{count:,} reports read: {took():.1f} s")
    print(f"size: {measure(url).total / 1e6:.0f} MB")


def measure_curve(url: str, sizes: list[int]) -> None:
    print("| stored articles | put | copies | pending | events | day, s | MB |")
    print("| ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    texts = random.Random(1)
    stored = 0
    with EventStore(url) as store:
        for size in sizes:
            while stored < size:
                spend_day(store, stored, min(DAY, size - stored), texts)
                stored += min(DAY, size - stored)
            parts = spend_day(store, stored, DAY, texts)
            stored += DAY
            row = " | ".join(f"{part:.2f}" for part in (*parts, sum(parts)))
            print(f"| {size:,} | {row} | {measure(url).total / 1e6:.0f} |", flush=True)


def spend_day(store: EventStore, first: int, number: int, texts: random.Random) -> list[float]:
    """Collect and read this many articles; return the seconds of each part."""
    articles = []
    for index in range(first, first + number):
        copied = texts.random() < 0.1 and articles
        articles.append(write(index, (copied and texts.choice(articles).body) or compose(texts)))
    parts = []
    with clock() as took:
        for start in range(0, number, BATCH):
            store.put_articles(articles[start : start + BATCH])
    parts.append(took())
    with clock() as took:
        while ids := store.unsketched(DAY):
            store.put_sketches(map(sketch_article, store.articles(ids)))
    parts.append(took())
    with clock() as took:
        ids = store.pending(["en"], "c", 10**9)
    assert len(ids) == number
    parts.append(took())
    readings = [Reading(article=article.id, events=tuple(code(article))) for article in articles]
    with clock() as took:
        for start in range(0, number, BATCH):
            store.put_readings(readings[start : start + BATCH], coder="c")
    parts.append(took())
    return parts


def compose(texts: random.Random) -> str:
    """Return a story of 300 words."""
    return " ".join(texts.choices(WORDS, WEIGHTS, k=300))


def write(index: int, body: str) -> Article:
    return Article(
        source=f"desk {index % 40}", url=f"https://example.org/{index}", language="en", title=f"Story {index}",
        body=body, published=FIRST + timedelta(days=index // DAY),
    )  # fmt: skip


def code(article: Article) -> Iterator[Event]:
    for start in range(0, EVENTS * 100, 100):
        yield Event(
            article=article.id, url=article.url, source=article.source, published=article.published, language="en",
            actor=Mention(actor="NOR", entity="NOR", rule="name", text="Norway", start=start, end=start + 6),
            action=Action(
                plover="SUPPORT", mode=None, cameo="051", quad=Quad.VERBAL_COOPERATION, goldstein=3.4, text="praised",
                start=start + 7, end=start + 14,
            ),
            target=Mention(actor="ISL", entity="ISL", rule="name", text="Iceland", start=start + 15, end=start + 22),
            status=Status.ACTUAL, frame="praise", rule="subject-object", confidence=0.75,
            sentence="Norway praised Iceland on Monday for its part in the talks about fisheries in the north.",
            sentence_start=start, sentence_end=start + 88,
        )  # fmt: skip


@contextmanager
def clock() -> Iterator[Callable[[], float]]:
    """Give a function that returns the seconds that the block took."""
    begun = time.perf_counter()
    took = [0.0]
    yield lambda: took[0]
    took[0] = time.perf_counter() - begun


if __name__ == "__main__":
    main()
