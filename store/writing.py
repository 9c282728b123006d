"""Write rows: new ones, or over what is there; the same statements on SQLite and PostgreSQL."""

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import Any, TypeVar

from sqlalchemy import Connection, Dialect, Table, text
from sqlalchemy.dialects import postgresql, sqlite

Item = TypeVar("Item")
CHUNK = 500  # ids in one IN (...): SQLite took 999 variables at most before 3.32


def insert_new(connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> set[str]:
    """Insert the rows whose `id` is not there yet; return the ids of those. The first of several of one id stands."""
    unique = {row["id"]: row for row in reversed(rows)}
    if not unique:
        return set()
    insert = insert_into(connection, table).on_conflict_do_nothing(index_elements=["id"]).returning(table.c.id)
    return set(connection.scalars(insert, [unique[key] for key in sorted(unique)]))


def upsert(connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    """Insert rows, or put them in the place of those with the same primary key."""
    if rows:
        sql, convert = _upsert_into(table, connection.dialect)
        connection.exec_driver_sql(sql, [convert(row) for row in rows])


@lru_cache(maxsize=64)
def _upsert_into(table: Table, dialect: Dialect) -> tuple[str, Callable[[dict[str, Any]], tuple[Any, ...]]]:
    """Return the driver's own statement, and what makes its values of a row: SQLAlchemy takes longer than SQLite.

    It compiles its own ON CONFLICT anew for every batch, and sets each row's parameters in order again.
    """
    quote = dialect.identifier_preparer.quote
    names = [quote(column.name) for column in table.c]
    marks = ["%s" if dialect.name == "postgresql" else "?"] * len(names)
    keys = [quote(column.name) for column in table.primary_key]
    new = ", ".join(f"{name} = excluded.{name}" for name in names if name not in keys)
    sql = f"INSERT INTO {quote(table.name)} ({', '.join(names)}) VALUES ({', '.join(marks)})"
    sql += f" ON CONFLICT ({', '.join(keys)}) " + (f"DO UPDATE SET {new}" if new else "DO NOTHING")
    take = itemgetter(*(column.name for column in table.c))
    writers = [column.type.dialect_impl(dialect).bind_processor(dialect) for column in table.c]
    written = [(place, write) for place, write in enumerate(writers) if write]

    def convert(row: dict[str, Any]) -> tuple[Any, ...]:
        values = list(take(row))
        for place, write in written:
            values[place] = write(values[place])
        return tuple(values)

    return sql, convert


def insert_into(connection: Connection, table: Table) -> sqlite.Insert | postgresql.Insert:
    """Return an INSERT of the database's own dialect, which knows ON CONFLICT."""
    return postgresql.insert(table) if connection.dialect.name == "postgresql" else sqlite.insert(table)


def lock(connection: Connection, key: int) -> None:
    """Keep other PostgreSQL writers with this key waiting; SQLite's BEGIN IMMEDIATE keeps them off already."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": key})


def split(items: Sequence[Item]) -> Iterator[list[Item]]:
    """Yield the items in lists short enough for one IN (...)."""
    for start in range(0, len(items), CHUNK):
        yield list(items[start : start + CHUNK])
