"""Which articles are copies of one another: sketches in, the story of each article in its row.

Copies are articles with a key in common, published within a week of each other, whose sketches agree in three tenths.
A story is all that are copies of one another, directly or over others, and is named by the least of their ids: whatever
order they come in, the stories are the same. Keys are kept by week, so that the search costs the same in a large store
as in a small one. A version of an article at the same address replaces an earlier one that it is a copy of.
"""

from collections.abc import Iterable
from datetime import date
from hashlib import blake2b
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, func, select, update

from ontology import Article, Sketch, compare
from store.tables import article, band, story
from store.writing import lock, split, upsert

ALIKE = 0.3
"""Jaccard index of the word triples of copies; shortened and edited wire copies keep more, other stories have less."""

APART = 7
"""Days between two copies at most."""


WEEKS = 1 << 15
"""Weeks, 628 years, after which the numbers in keys begin anew; 0 is that of no date."""

ARRIVAL = 4_150_112_027  # any fixed number, another than the engine's


class Known(NamedTuple):
    """What is compared of an article: where its story stands, and the address of which it is a version."""

    article: str
    story: str
    day: date | None
    source: str
    url: str
    arrival: int
    values: bytes


def add_rows(connection: Connection, articles: Iterable[Article]) -> None:
    """Give each new article the row of a story of its own, in the order of their arrival."""
    lock(connection, ARRIVAL)
    last = connection.scalars(select(func.max(story.c.arrival))).one() or 0
    rows = [
        {"article": item.id, "story": item.id, "day": item.published and item.published.date(), "arrival": number}
        for number, item in enumerate(articles, last + 1)
    ]
    if rows:
        connection.execute(story.insert(), rows)


def place(connection: Connection, sketches: Iterable[Sketch]) -> int:
    """Keep these sketches and put their articles into the stories that they are copies of; return how many are."""
    lock(connection, ARRIVAL)
    given = {sketch.article: sketch for sketch in sketches}
    values = [{"key": key, "new": given[key].values} for key in sorted(given)]
    if values:
        kept = update(story).where(story.c.article == bindparam("key")).values({story.c["values"]: bindparam("new")})
        connection.execute(kept, values)
    number = 0
    for known in _find(connection, sorted(given)):
        sketch = given[known.article]
        copies = [other for other in _candidates(connection, sketch, known.day) if _are_copies(known, other)]
        if copies:
            number += 1
            _join(connection, [*_find(connection, [known.article]), *copies])
        keys = set(_dated(sketch.keys, _week(known.day)))
        upsert(connection, band, [{"key": key, "article": known.article} for key in keys])
    return number


def _candidates(connection: Connection, sketch: Sketch, day: date | None) -> list[Known]:
    week = _week(day)
    weeks = [None] if week is None else [week - 1, week, week + 1]
    keys = [key for one in weeks for key in _dated(sketch.keys, one)]
    found: set[str] = set()
    for part in split(keys):
        found.update(connection.scalars(select(band.c.article).where(band.c.key.in_(part)).distinct()))
    return _find(connection, sorted(found - {sketch.article}))


def _find(connection: Connection, ids: list[str]) -> list[Known]:
    columns = story.c.article, story.c.story, story.c.day, article.c.source, article.c.url, story.c.arrival
    query = select(*columns, story.c["values"]).join(article, article.c.id == story.c.article)
    return [
        Known._make(row) for part in split(ids) for row in connection.execute(query.where(story.c.article.in_(part)))
    ]


def _are_copies(one: Known, other: Known) -> bool:
    near = one.day == other.day if not (one.day and other.day) else abs((one.day - other.day).days) <= APART
    return near and compare(one.values, other.values) >= ALIKE


def _join(connection: Connection, copies: list[Known]) -> None:
    stories = sorted({known.story for known in copies})
    if len(stories) > 1:
        connection.execute(update(story).where(story.c.story.in_(stories)).values(story=stories[0]))
    own = copies[0]
    versions = [known for known in copies if (known.source, known.url) == (own.source, own.url)]
    if len(versions) > 1:
        current = max(versions, key=lambda known: (known.arrival, known.article)).article
        older = [{"key": known.article, "current": current} for known in versions if known.article != current]
        connection.execute(
            update(article).where(article.c.id == bindparam("key")).values(replaced_by=bindparam("current")), older
        )


def _week(day: date | None) -> int | None:
    return None if day is None else day.toordinal() // APART


def _dated(keys: Iterable[int], week: int | None) -> list[int]:
    """Return the keys of a week; those of articles without a date are apart.

    The week comes first: the rows of a week lie together, so that writing them costs the same in a large store.
    """
    first = 0 if week is None else week % WEEKS << 48
    digests = (blake2b(key.to_bytes(8, "little", signed=True), digest_size=6) for key in keys)
    return [first + int.from_bytes(digest.digest(), "little") for digest in digests]
