"""One class between the flows and the database: records in, records out, every write an upsert in one transaction.

Everything may be run again: ids are content hashes, so what is there already is not stored twice, and a batch that
was killed halfway left nothing behind.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from itertools import islice
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Connection, Table, and_, collate, delete, func, literal, or_, select
from sqlalchemy.dialects import postgresql, sqlite

from ontology import Article, Event, Reading, Report, Skipped, UnknownName, Visit
from store.engine import DEFAULT_URL, StoreError, open_engine, show, transaction
from store.tables import (
    article,
    article_row,
    event,
    event_row,
    imported,
    read_article,
    reading,
    skipped,
    skipped_row,
    unknown_name,
    visit,
)

CHUNK = 500  # ids in one IN (...): SQLite took 999 variables at most before 3.32


class EventStore:
    """Keeps articles, what was left out, readings and events; use it as a context manager, or close it."""

    def __init__(self, url: str = DEFAULT_URL) -> None:
        """Open the database at `url`, making file, folders and tables where missing; raises StoreError."""
        self._engine = open_engine(url)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give all connections back."""
        self._engine.dispose()

    def put_articles(self, articles: Iterable[Article]) -> int:
        """Store the articles that are not there yet; return how many those were."""
        return self._put_new(article, [article_row(item) for item in articles])

    def put_skipped(self, items: Iterable[Skipped]) -> int:
        """Store items that became no article; return how many were not known yet (by source, item and reason)."""
        return self._put_new(skipped, [skipped_row(item) for item in items])

    def visits(self, urls: Collection[str]) -> dict[str, Visit]:
        """Return what is known of these addresses from earlier fetches; those never fetched are missing."""
        found: dict[str, Visit] = {}
        with transaction(self._engine, write=False) as connection:
            for part in _parts(sorted(urls)):
                rows = connection.execute(select(visit).where(visit.c.url.in_(part))).mappings()
                found.update((row["url"], Visit.model_validate(dict(row))) for row in rows)
        return found

    def put_visits(self, visits: Iterable[Visit]) -> None:
        """Remember fetched addresses; what was known of them before is replaced."""
        rows = {item.url: item.model_dump() for item in visits}
        with transaction(self._engine, write=True) as connection:
            self._upsert(connection, visit, [rows[url] for url in sorted(rows)])

    def pending(self, languages: Collection[str], coder: str, limit: int) -> list[str]:
        """Return up to `limit` ids of articles in these languages that this coder version has not read, oldest first.

        An article that it failed on does not come again: only another coder version could do better.
        """
        query = (
            select(article.c.id)
            .outerjoin(reading, reading.c.article == article.c.id)
            .where(article.c.language.in_(sorted(languages)))
            .where(or_(reading.c.article.is_(None), reading.c.coder != coder))
            .order_by(article.c.published.is_(None), article.c.published, article.c.id)
            .limit(limit)
        )
        with transaction(self._engine, write=False) as connection:
            return list(connection.scalars(query))

    def article_ids(self, *, language: str) -> list[str]:
        """Return the ids of all articles in a language, sorted."""
        query = select(article.c.id).where(article.c.language == language).order_by(article.c.id)
        with transaction(self._engine, write=False) as connection:
            return list(connection.scalars(query))

    def articles(self, ids: Sequence[str]) -> list[Article]:
        """Return the articles of these ids in the same order; StoreError where one is not in the store."""
        found: dict[str, Article] = {}
        with transaction(self._engine, write=False) as connection:
            for part in _parts(ids):
                rows = connection.execute(select(article).where(article.c.id.in_(part))).mappings()
                found.update((row["id"], read_article(row)) for row in rows)
        self._refuse_missing(set(ids) - set(found))
        return [found[key] for key in ids]

    def put_readings(self, readings: Iterable[Reading], *, coder: str) -> int:
        """Store what a coder version read in articles and mark them read; return how many events are new.

        A reading replaces an earlier one of the same article: events and names that are not given again go. Raises
        StoreError, and stores nothing, where an event is of another article or an article is not in the store.
        """
        marks, rows, unknown = {}, {}, []
        for item in readings:
            found = {row["id"]: row for row in map(event_row, item.events)}
            for row in found.values():
                if row["article"] != item.article:
                    raise StoreError(f"event {row['id']} is of article {row['article']}, its reading of {item.article}")
            rows.update(found)
            unknown += [{"article": item.article, **name.model_dump()} for name in item.unknown]
            marks[item.article] = {
                "article": item.article, "coder": coder, "state": "read", "reason": "", "events": len(found),
                "names": item.names,
            }  # fmt: skip
        with transaction(self._engine, write=True) as connection:
            known: set[str] = set()
            for part in _parts(sorted(marks)):
                self._lock_articles(connection, part)
                known.update(connection.scalars(select(event.c.id).where(event.c.article.in_(part))))
                connection.execute(delete(unknown_name).where(unknown_name.c.article.in_(part)))
            for part in _parts(sorted(known - set(rows))):
                connection.execute(delete(event).where(event.c.id.in_(part)))
            self._upsert(connection, event, [rows[key] for key in sorted(rows)])
            self._upsert(connection, unknown_name, unknown)
            self._upsert(connection, reading, [marks[key] for key in sorted(marks)])
        return len(set(rows) - known)

    def outdated(self, coder: str, *, reader: str) -> list[str]:
        """Return the ids of articles that this reader read with tables of actors other than those of `coder`."""
        query = select(reading.c.article).where(
            reading.c.state == "read",
            reading.c.coder.startswith(f"{reader}+", autoescape=True),
            reading.c.coder != coder,
        )
        with transaction(self._engine, write=False) as connection:
            return list(connection.scalars(query.order_by(reading.c.article)))

    def readings(self, ids: Sequence[str], *, reader: str) -> dict[str, Reading]:
        """Return, by article, what this reader read in these articles; those it has not read are missing."""
        found: dict[str, Reading] = {}
        with transaction(self._engine, write=False) as connection:
            for part in _parts(ids):
                own = reading.c.article.in_(part), reading.c.coder.startswith(f"{reader}+", autoescape=True)
                marks = connection.execute(select(reading).where(*own, reading.c.state == "read")).mappings()
                names = {row["article"]: row["names"] for row in marks}
                events, unknown = defaultdict(list), defaultdict(list)
                for row in connection.execute(select(event).where(event.c.article.in_(names)).order_by(event.c.id)):
                    events[row.article].append(Event.model_validate(row.record))
                for row in connection.execute(select(unknown_name).where(unknown_name.c.article.in_(names))):
                    unknown[row.article].append(UnknownName(text=row.text, label=row.label, count=row.count))
                for key, digest in names.items():
                    by_text = tuple(sorted(unknown[key], key=lambda name: (name.text, name.label)))
                    found[key] = Reading(article=key, events=tuple(events[key]), unknown=by_text, names=digest)
        return found

    def unknown_names(self, *, language: str | None = None, limit: int = 50) -> list[tuple[UnknownName, int]]:
        """Return the names that no table holds, each with the number of articles, those of the most articles first."""
        c = unknown_name.c
        articles, times = func.count(c.article.distinct()), func.sum(c.count)
        query = select(c.text, c.label, times, articles).group_by(c.text, c.label)
        if language is not None:
            query = query.join(article, article.c.id == c.article).where(article.c.language == language)
        by_bytes = collate(c.text, "C" if self._engine.dialect.name == "postgresql" else "BINARY")
        query = query.order_by(articles.desc(), times.desc(), by_bytes, c.label).limit(limit)
        with transaction(self._engine, write=False) as connection:
            return [
                (UnknownName(text=text, label=label, count=count), number)
                for text, label, count, number in connection.execute(query)
            ]

    def put_failure(self, article: str, coder: str, reason: str) -> None:
        """Mark that a coder version failed on an article, and why; what was read from it before stays.

        A reading of the same coder version that went well is not unmarked.
        """
        row = {"article": article, "coder": coder, "state": "failed", "reason": reason}
        insert = self._insert(reading).values(events=0, names="", **row)
        worse = or_(reading.c.coder != coder, reading.c.state == "failed")
        with transaction(self._engine, write=True) as connection:
            self._lock_articles(connection, [article])
            connection.execute(insert.on_conflict_do_update(index_elements=["article"], set_=row, where=worse))

    def events(
        self,
        *,
        actor: str | None = None,
        target: str | None = None,
        either: tuple[str, str] | None = None,
        type: str | None = None,  # noqa: A002 (the field's own word, and keyword-only)
        since: date | None = None,
        until: date | None = None,
    ) -> Iterator[Event]:
        """Yield events by day and id, those without a day last; every condition given must hold.

        `either` is a pair of actor ids in any direction, `type` a PLOVER type; `since` and `until` are first and last
        day (see `Event.day`), and leave out events without one. All is read from one state of the
        database, whatever is written meanwhile.
        """
        c = event.c
        query = select(c.record).order_by(c.day.is_(None), c.day, c.id)
        query = query.where(c.actor == actor) if actor is not None else query
        query = query.where(c.target == target) if target is not None else query
        if either is not None:
            one, other = either
            there, back = and_(c.actor == one, c.target == other), and_(c.actor == other, c.target == one)
            query = query.where(or_(there, back))
        query = query.where(c.plover == type) if type is not None else query
        query = query.where(c.day >= since) if since is not None else query
        query = query.where(c.day <= until) if until is not None else query
        with transaction(self._engine, write=False) as connection:
            for record in connection.execution_options(yield_per=CHUNK).scalars(query):
                yield Event.model_validate(record)

    def events_of(self, ids: Sequence[str]) -> list[Event]:
        """Return the events of these ids in the same order; those that the store lacks are left out."""
        found: dict[str, Event] = {}
        with transaction(self._engine, write=False) as connection:
            for part in _parts(ids):
                rows = connection.execute(select(event.c.id, event.c.record).where(event.c.id.in_(part)))
                found.update((row.id, Event.model_validate(row.record)) for row in rows)
        return [found[key] for key in ids if key in found]

    def reports(self, *, imported_only: bool = False) -> Iterator[Report]:
        """Yield what a million acts are summed up from, in no order: every event without its text, every imported row.

        With `imported_only`, only the rows of tables made elsewhere.
        """
        tables = (imported,) if imported_only else (event, imported)
        with transaction(self._engine, write=False) as connection:
            for table in tables:
                columns = [table.c[name] if name in table.c else literal(1) for name in Report._fields]
                query = select(*columns)
                for rows in connection.execution_options(yield_per=10 * CHUNK).execute(query).partitions():
                    yield from map(Report._make, rows)

    def last_day(self) -> date | None:
        """Return the last day of an actual event or imported report; None where there is none."""
        days = []
        with transaction(self._engine, write=False) as connection:
            for table in (event, imported):
                days.append(connection.scalars(select(func.max(table.c.day)).where(table.c.status == "actual")).one())
        return max(filter(None, days), default=None)

    def put_imported(self, reports: Iterable[Report], *, origin: str) -> int:
        """Store reports of a table made elsewhere under the name of their origin; return how many are new."""
        new, waiting = 0, iter(reports)
        while part := list(islice(waiting, 20 * CHUNK)):
            new += self._put_new(imported, [{**report._asdict(), "origin": origin} for report in part])
        return new

    def origins(self) -> dict[str, int]:
        """Return how many reports were imported from each origin, by its name."""
        query = select(imported.c.origin, func.count().label("number")).group_by(imported.c.origin)
        with transaction(self._engine, write=False) as connection:
            return dict(sorted((row.origin, row.number) for row in connection.execute(query)))

    def remove_imported(self, origin: str) -> int:
        """Delete the reports of an origin; return how many there were."""
        with transaction(self._engine, write=True) as connection:
            return connection.execute(delete(imported).where(imported.c.origin == origin)).rowcount

    def counts(self) -> dict[str, int]:
        """Return how many articles, skipped items, articles read and failed, events and unresolved events there are."""
        unresolved = or_(event.c.actor.is_(None), event.c.target.is_(None))
        queries = {
            "articles": select(func.count()).select_from(article),
            "skipped": select(func.count()).select_from(skipped),
            "read": select(func.count()).select_from(reading).where(reading.c.state == "read"),
            "failed": select(func.count()).select_from(reading).where(reading.c.state == "failed"),
            "events": select(func.count()).select_from(event),
            "unresolved": select(func.count()).select_from(event).where(unresolved),
        }
        with transaction(self._engine, write=False) as connection:
            return {name: connection.scalars(query).one() for name, query in queries.items()}

    def _put_new(self, table: Table, rows: list[dict[str, Any]]) -> int:
        unique = {row["id"]: row for row in reversed(rows)}  # the first of its id stands
        if not unique:
            return 0
        insert = self._insert(table).on_conflict_do_nothing(index_elements=["id"]).returning(table.c.id)
        with transaction(self._engine, write=True) as connection:
            return len(connection.scalars(insert, [unique[key] for key in sorted(unique)]).all())

    def _upsert(self, connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
        if not rows:
            return
        insert = self._insert(table)
        values = {column.name: insert.excluded[column.name] for column in table.c if not column.primary_key}
        connection.execute(insert.on_conflict_do_update(index_elements=list(table.primary_key), set_=values), rows)

    def _lock_articles(self, connection: Connection, ids: list[str]) -> None:
        """Keep other PostgreSQL writers off these articles till the end; SQLite's BEGIN IMMEDIATE did so already."""
        query = select(article.c.id).where(article.c.id.in_(ids)).order_by(article.c.id).with_for_update()
        self._refuse_missing(set(ids) - set(connection.scalars(query)))

    def _refuse_missing(self, ids: set[str]) -> None:
        if ids:
            names = ", ".join(sorted(ids)[:3]) + (" …" if len(ids) > 3 else "")
            raise StoreError(f"{show(self._engine.url)} has no article {names}: put_articles comes first")

    def _insert(self, table: Table) -> sqlite.Insert | postgresql.Insert:
        return postgresql.insert(table) if self._engine.dialect.name == "postgresql" else sqlite.insert(table)


def _parts(ids: Sequence[str]) -> Iterator[list[str]]:
    for start in range(0, len(ids), CHUNK):
        yield list(ids[start : start + CHUNK])
