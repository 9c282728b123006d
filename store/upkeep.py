"""Look after a store: check it, copy it while it is in use, forget what is old, undo an import, tell its size."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime, time
from pathlib import Path

from pydantic import Field
from sqlalchemy import Connection, Engine, Table, delete, func, insert, select, text
from sqlalchemy.exc import DatabaseError

from ontology import Record
from store.engine import StoreError, open_engine, show, transaction
from store.tables import article, band, event, imported, metadata, pruned, reading, story, unknown_name
from store.words import check_index, renew_index
from store.writing import split

OF_ARTICLES = (event, unknown_name, reading, story)
"""Tables whose rows belong to an article, in the order in which they may be emptied."""


class Size(Record):
    """How large a store is."""

    rows: dict[str, int] = Field(description="table → number of rows")
    origins: dict[str, int] = Field(description="name of an imported table → number of its reports")
    total: int = Field(description="bytes on the disk, indexes and all")


class Pruned(Record):
    """What was forgotten, or would be."""

    articles: int
    events: int


def check(url: str) -> list[str]:
    """Return what is wrong with a store, a line each; nothing where all is well."""
    with _open(url) as engine:
        faults = _check_file(engine) if engine.dialect.name == "sqlite" else []
        with transaction(engine, write=False) as connection:
            for table in (*OF_ARTICLES, band):
                lost = select(func.count()).select_from(table).where(table.c.article.not_in(select(article.c.id)))
                if number := connection.scalars(lost).one():
                    faults.append(f"{number} rows of {table.name} belong to no article; restore a backup")
            for table in (reading, story):
                bare = select(func.count()).select_from(article).where(article.c.id.not_in(select(table.c.article)))
                if number := connection.scalars(bare).one():
                    faults.append(f"{number} articles have no row in {table.name}; restore a backup")
            counted = select(func.count()).select_from(event).group_by(event.c.article)
            marked = select(reading.c.article, reading.c.events).where(reading.c.state == "read")
            told = marked.subquery()
            number_of = counted.where(event.c.article == told.c.article).scalar_subquery()
            wrong = select(func.count()).select_from(told).where(func.coalesce(number_of, 0) != told.c.events)
            if number := connection.scalars(wrong).one():
                faults.append(f"{number} articles have other events than were read in them; code them again")
    return faults


def back_up(url: str, path: Path) -> None:
    """Copy a store into a file while others use it; raises StoreError where that cannot be done."""
    with _open(url) as engine:
        if engine.dialect.name != "sqlite":
            raise StoreError(f"{show(engine.url)}: the server's own tool copies this: pg_dump --format=custom")
        if path.exists():
            raise StoreError(f"{path} is there already: give the name of a new file")
        partial = path.with_name(path.name + ".part")
        try:
            with closing(sqlite3.connect(partial)) as target, engine.connect() as connection:
                source = connection.connection.driver_connection
                assert isinstance(source, sqlite3.Connection)
                source.backup(target)
            partial.replace(path)
        except (sqlite3.Error, OSError) as error:
            partial.unlink(missing_ok=True)
            raise StoreError(
                f"{path}: no copy was made ({error}): give a place with room that may be written"
            ) from error


def prune(url: str, before: date, *, dry: bool = False) -> Pruned:
    """Forget the articles published before a day, with all that was read in them; with `dry`, only count them.

    They are not taken in again when their source gives them once more. Articles without a date stay.
    """
    old = select(article.c.id).where(article.c.published < datetime.combine(before, time(), UTC))
    with _open(url) as engine:
        with transaction(engine, write=not dry) as connection:
            ids = list(connection.scalars(old.order_by(article.c.id)))
            events = 0
            for part in split(ids):
                rows = select(func.count()).select_from(event).where(event.c.article.in_(part))
                events += connection.scalars(rows).one()
                if not dry:
                    _forget(connection, part)
            if ids and not dry:
                connection.execute(delete(band).where(band.c.article.not_in(select(story.c.article))))
        if ids and not dry and engine.dialect.name == "sqlite":
            _shrink(engine)
    return Pruned(articles=len(ids), events=events)


def remove_imported(url: str, origin: str) -> int:
    """Delete the reports of an imported table; return how many there were."""
    with _open(url) as engine, transaction(engine, write=True) as connection:
        return connection.execute(delete(imported).where(imported.c.origin == origin)).rowcount


def measure(url: str) -> Size:
    """Return how large a store is."""
    with _open(url) as engine, transaction(engine, write=False) as connection:
        rows = {table.name: _count(connection, table) for table in metadata.sorted_tables}
        by_origin = select(imported.c.origin, func.count()).group_by(imported.c.origin).order_by(imported.c.origin)
        origins = {row[0]: row[1] for row in connection.execute(by_origin)}
        if engine.dialect.name == "sqlite":
            query = "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()"
        else:
            query = "SELECT pg_database_size(current_database())"
        return Size(rows=rows, origins=origins, total=connection.scalars(text(query)).one())


@contextmanager
def _open(url: str) -> Iterator[Engine]:
    engine = open_engine(url)
    try:
        yield engine
    finally:
        engine.dispose()


def _check_file(engine: Engine) -> list[str]:
    with transaction(engine, write=False) as connection:
        said = list(connection.scalars(text("PRAGMA integrity_check")))
        faults = [f"the file is damaged: {line}; restore a backup" for line in said if line != "ok"]
        broken = connection.execute(text("PRAGMA foreign_key_check")).all()
        faults += [f"a row of {row[0]} refers to nothing in {row[2]}; restore a backup" for row in broken[:5]]
    try:
        with transaction(engine, write=True) as connection:
            check_index(connection)
    except StoreError as error:
        if not isinstance(error.__cause__, DatabaseError):
            raise
        with transaction(engine, write=True) as connection:
            renew_index(connection)
        faults.append("the index of words did not agree with the articles; it was made anew")
    return faults


def _forget(connection: Connection, ids: list[str]) -> None:
    connection.execute(insert(pruned), [{"id": key} for key in ids])
    for table in OF_ARTICLES:
        connection.execute(delete(table).where(table.c.article.in_(ids)))
    connection.execute(article.update().where(article.c.replaced_by.in_(ids)).values(replaced_by=None))
    connection.execute(delete(article).where(article.c.id.in_(ids)))


def _shrink(engine: Engine) -> None:
    """Give the room back to the disk; where another process reads meanwhile, the next time does."""
    try:
        with engine.connect() as connection:
            connection.connection.driver_connection.execute("VACUUM")  # type: ignore[union-attr]
    except sqlite3.OperationalError as error:
        if "locked" not in str(error):
            raise StoreError(f"{show(engine.url)}: {error}; what is old was forgotten, its room stays taken") from error
    with transaction(engine, write=True) as connection:
        renew_index(connection)


def _count(connection: Connection, table: Table) -> int:
    return connection.scalars(select(func.count()).select_from(table)).one()
