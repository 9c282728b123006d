"""One class between the flows and the database: records in, records out, every write an upsert in one transaction.

Everything may be run again: ids are content hashes, so what is there already is not stored twice, and a batch that
was killed halfway left nothing behind.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice

from sqlalchemy import ColumnElement, Connection, and_, collate, delete, func, literal, or_, select, update

from ontology import Article, Event, Reading, Report, Sketch, Skipped, UnknownName, Visit
from store import stories
from store.engine import Opened, StoreError, show, transaction
from store.tables import (
    article,
    article_row,
    event,
    event_row,
    imported,
    pruned,
    read_article,
    reading,
    reading_row,
    skipped,
    skipped_row,
    story,
    unknown_name,
    visit,
    waiting_row,
    write_records,
)
from store.words import holds, says
from store.writing import CHUNK, insert_new, split, upsert


class EventStore(Opened):
    """Keeps articles, what was left out, readings and events; use it as a context manager, or close it."""

    def put_articles(self, articles: Iterable[Article]) -> set[str]:
        """Store the articles that are not there yet and were never pruned; return the ids of those."""
        given = {item.id: item for item in reversed(list(articles))}
        with transaction(self._engine, write=True) as connection:
            for part in split(sorted(given)):
                for gone in connection.scalars(select(pruned.c.id).where(pruned.c.id.in_(part))):
                    del given[gone]
            new = insert_new(connection, article, [article_row(item) for item in given.values()])
            added = [item for key, item in reversed(given.items()) if key in new]
            if added:
                connection.execute(reading.insert(), [waiting_row(item) for item in added])
            stories.add_rows(connection, added)
        return new

    def put_skipped(self, items: Iterable[Skipped]) -> int:
        """Store items that became no article; return how many were not known yet (by source, item and reason)."""
        with transaction(self._engine, write=True) as connection:
            return len(insert_new(connection, skipped, [skipped_row(item) for item in items]))

    def unsketched(self, limit: int) -> list[str]:
        """Return up to `limit` ids of articles whose copies were not looked for yet, in the order of their arrival."""
        query = select(story.c.article).where(story.c["values"].is_(None)).order_by(story.c.arrival).limit(limit)
        with transaction(self._engine, write=False) as connection:
            return list(connection.scalars(query))

    def put_sketches(self, sketches: Iterable[Sketch]) -> int:
        """Put articles into the stories that they are copies of; return how many are copies.

        Raises StoreError where an article is not in the store.
        """
        given = {sketch.article: sketch for sketch in sketches}
        with transaction(self._engine, write=True) as connection:
            for part in split(sorted(given)):
                self._lock_articles(connection, part)
            return stories.place(connection, given.values())

    def stories(self) -> dict[str, str]:
        """Return the story of each article that is a copy of another, by its id; all others are their own."""
        query = select(story.c.article, story.c.story).where(story.c.article != story.c.story)
        with transaction(self._engine, write=False) as connection:
            return {row.article: row.story for row in connection.execute(query)}

    def visits(self, urls: Collection[str]) -> dict[str, Visit]:
        """Return what is known of these addresses from earlier fetches; those never fetched are missing."""
        found: dict[str, Visit] = {}
        with transaction(self._engine, write=False) as connection:
            for part in split(sorted(urls)):
                rows = connection.execute(select(visit).where(visit.c.url.in_(part))).mappings()
                found.update((row["url"], Visit.model_validate(dict(row))) for row in rows)
        return found

    def put_visits(self, visits: Iterable[Visit]) -> None:
        """Remember fetched addresses; what was known of them before is replaced."""
        rows = {item.url: item.model_dump() for item in visits}
        with transaction(self._engine, write=True) as connection:
            upsert(connection, visit, [rows[url] for url in sorted(rows)])

    def pending(
        self,
        languages: Collection[str],
        coder: str,
        limit: int,
        *,
        new_only: bool = False,
        since: date | None = None,
        until: date | None = None,
    ) -> list[str]:
        """Return up to `limit` ids of articles in these languages that this coder version has not read, oldest first.

        With `new_only`, only those that no version has read; `since` and `until` are first and last day of publication.

        An article that it failed on does not come again: only another coder version could do better. One that a later
        version replaced is not read any more.
        """
        query = (
            select(article.c.id)
            .join(reading, reading.c.article == article.c.id)
            .where(reading.c.language.in_(sorted(languages)))
            .where(reading.c.coder == "" if new_only else or_(reading.c.coder < coder, reading.c.coder > coder))
            .where(article.c.replaced_by.is_(None))
            .order_by(article.c.published.is_(None), article.c.published, article.c.id)
            .limit(limit)
        )
        if since is not None:
            query = query.where(article.c.published >= _midnight(since))
        if until is not None:
            query = query.where(article.c.published < _midnight(until) + timedelta(days=1))
        with transaction(self._engine, write=False) as connection:
            return list(connection.scalars(query))

    def count_published(self, source: str, *, since: datetime, until: datetime) -> int:
        """Return how many articles of a source were published from `since` to before `until` (aware times)."""
        span = article.c.published >= since, article.c.published < until
        query = select(func.count()).select_from(article).where(article.c.source == source, *span)
        with transaction(self._engine, write=False) as connection:
            return connection.scalars(query).one()

    def article_ids(self, *, language: str) -> list[str]:
        """Return the ids of all articles in a language, sorted."""
        query = select(article.c.id).where(article.c.language == language).order_by(article.c.id)
        with transaction(self._engine, write=False) as connection:
            return list(connection.scalars(query))

    def articles(self, ids: Sequence[str]) -> list[Article]:
        """Return the articles of these ids in the same order; StoreError where one is not in the store."""
        found: dict[str, Article] = {}
        with transaction(self._engine, write=False) as connection:
            for part in split(ids):
                rows = connection.execute(select(article).where(article.c.id.in_(part))).mappings()
                found.update((row["id"], read_article(row)) for row in rows)
        self._refuse_missing(set(ids) - set(found))
        return [found[key] for key in ids]

    def find_articles(self, words: str, *, limit: int) -> list[Article]:
        """Return up to `limit` articles that hold all these words (phrases in double quotes), the latest first."""
        with transaction(self._engine, write=False) as connection:
            query = select(article).where(holds(connection, words), article.c.replaced_by.is_(None))
            query = query.order_by(article.c.published.is_(None), article.c.published.desc(), article.c.id)
            return [read_article(row) for row in connection.execute(query.limit(limit)).mappings()]

    def put_readings(self, readings: Iterable[Reading], *, coder: str) -> int:
        """Store what a coder version read in articles and mark them read; return how many events are new.

        A reading replaces an earlier one of the same article: events and names that are not given again go. Raises
        StoreError, and stores nothing, where an event is of another article or an article is not in the store.
        """
        given = {item.article: item for item in readings}
        for item in given.values():
            for found in item.events:
                if found.article != item.article:
                    raise StoreError(f"event {found.id} is of article {found.article}, its reading of {item.article}")
        with transaction(self._engine, write=True) as connection:
            new = 0
            for part in split(sorted(given)):
                new += self._put_part(connection, [given[key] for key in part], coder)
        return new

    def _put_part(self, connection: Connection, readings: Sequence[Reading], coder: str) -> int:
        """Store readings of few articles in a transaction; one that is stored as it is costs no more than a look."""
        languages = self._lock_articles(connection, [item.article for item in readings])
        rows_before = connection.execute(select(reading).where(reading.c.article.in_(languages))).mappings()
        stored = {row["article"]: dict(row) for row in rows_before}
        records = {item.article: write_records(item) for item in readings}
        marks = [
            reading_row(item, records[item.article], coder=coder, language=languages[item.article]) for item in readings
        ]
        upsert(connection, reading, [mark for mark in marks if mark != stored.get(mark["article"])])
        digests = {key: row["digest"] for key, row in stored.items() if row["state"] == "read"}
        changed = {mark["article"] for mark in marks if mark["digest"] != digests.get(mark["article"])}
        given = [item for item in readings if item.article in changed]
        rows = {one.id: event_row(one, records[item.article][one.id]) for item in given for one in item.events}
        known: set[str] = set()
        if before := sorted(key for key in changed if stored[key]["state"] != "waiting"):
            known = set(connection.scalars(select(event.c.id).where(event.c.article.in_(before))))
            connection.execute(delete(unknown_name).where(unknown_name.c.article.in_(before)))
            for part in split(sorted(known - set(rows))):
                connection.execute(delete(event).where(event.c.id.in_(part)))
        upsert(connection, event, [rows[key] for key in sorted(rows)])
        names = [{"article": item.article, **name.model_dump()} for item in given for name in item.unknown]
        upsert(connection, unknown_name, names)
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
            for part in split(ids):
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
        worse = or_(reading.c.coder != coder, reading.c.state == "failed")
        row = {"coder": coder, "state": "failed", "reason": reason}
        with transaction(self._engine, write=True) as connection:
            self._lock_articles(connection, [article])
            connection.execute(update(reading).where(reading.c.article == article, worse).values(**row))

    def events(
        self,
        *,
        actor: str | None = None,
        target: str | None = None,
        either: tuple[str, str] | None = None,
        type: str | None = None,  # noqa: A002 (the field's own word, and keyword-only)
        since: date | None = None,
        until: date | None = None,
        words: str | None = None,
    ) -> Iterator[Event]:
        """Yield events by day and id, those without a day last; every condition given must hold.

        `either` is a pair of actor ids in any direction, `type` a PLOVER type; `since` and `until` are first and last
        day (see `Event.day`), and leave out events without one; `words` are words that the sentence holds, phrases
        in double quotes. All is read from one state of the
        database, whatever is written meanwhile.
        """
        c = event.c
        query = select(c.record).order_by(c.day.is_(None), c.day, c.id).where(_stands())
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
            if words is not None:
                query = query.where(c.article.in_(select(article.c.id).where(holds(connection, words))))
            for record in connection.execution_options(yield_per=CHUNK).scalars(query):
                found = Event.model_validate(record)
                if words is None or says(found.sentence, words):
                    yield found

    def events_of(self, ids: Sequence[str]) -> list[Event]:
        """Return the events of these ids in the same order; those that the store lacks are left out."""
        found: dict[str, Event] = {}
        with transaction(self._engine, write=False) as connection:
            for part in split(ids):
                rows = connection.execute(select(event.c.id, event.c.record).where(event.c.id.in_(part)))
                found.update((row.id, Event.model_validate(row.record)) for row in rows)
        return [found[key] for key in ids if key in found]

    def reports(self, *, imported_only: bool = False) -> Iterator[Report]:
        """Yield what a million acts are summed up from, in no order: every event without its text, every imported row.

        With `imported_only`, only the rows of tables made elsewhere.
        """
        own = {"number": literal(1), "story": event.c.article}
        queries = [select(*(imported.c[name] if name in imported.c else literal("") for name in Report._fields))]
        if not imported_only:
            columns = [own[name] if name in own else event.c[name] for name in Report._fields]
            queries.append(select(*columns).where(_stands()))
        copies = self.stories()
        with transaction(self._engine, write=False) as connection:
            for query in queries:
                for rows in connection.execution_options(yield_per=10 * CHUNK).execute(query).partitions():
                    for row in rows:
                        report = Report._make(row)
                        story = copies.get(report.story)
                        yield report if story is None else report._replace(story=story)

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
            rows = [{**report._asdict(), "origin": origin} for report in part]
            with transaction(self._engine, write=True) as connection:
                new += len(insert_new(connection, imported, rows))
        return new

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

    def _lock_articles(self, connection: Connection, ids: list[str]) -> dict[str, str]:
        """Keep other PostgreSQL writers off these articles till the end; return their languages.

        SQLite's BEGIN IMMEDIATE keeps them off already.
        """
        columns = select(article.c.id, article.c.language)
        rows = connection.execute(columns.where(article.c.id.in_(ids)).order_by(article.c.id).with_for_update())
        found = {row.id: row.language for row in rows}
        self._refuse_missing(set(ids) - set(found))
        return found

    def _refuse_missing(self, ids: set[str]) -> None:
        if ids:
            names = ", ".join(sorted(ids)[:3]) + (" …" if len(ids) > 3 else "")
            raise StoreError(f"{show(self._engine.url)} has no article {names}: put_articles comes first")


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def _stands() -> ColumnElement[bool]:
    """Tell that an event is of no article that a later version replaced; those keep what was read in them."""
    return event.c.article.not_in(select(article.c.id).where(article.c.replaced_by.is_not(None)))
