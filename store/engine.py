"""Open a database by URL: a SQLAlchemy engine out, with the tables made or their version checked.

SQLite runs in WAL with BEGIN IMMEDIATE, so that several processes may write: one waits for the other instead of
failing halfway. Whatever cannot be opened is told in a StoreError.
"""

import json
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, Self

from sqlalchemy import (
    URL,
    Connection,
    Engine,
    create_engine,
    delete,
    event,
    insert,
    inspect,
    make_url,
    select,
    update,
)
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError
from sqlalchemy.pool import ConnectionPoolEntry

from store.migrations import MIGRATIONS, SCHEMA_VERSION, migrate
from store.tables import schema_version
from store.writing import lock

DEFAULT_URL = "sqlite:///outputs/aliansi.db"
BUSY_SECONDS = 30
WRITE = "aliansi_write"  # execution option: this transaction will write
CREATION = 4_150_112_026  # any fixed number: one PostgreSQL process at a time makes the tables


class StoreError(RuntimeError):
    """The store cannot do what was asked: says what, where and what to do."""


class Checkup(NamedTuple):
    """What a database is like: where it is, the version of its tables (0: none yet), the first damage found in it."""

    place: str
    version: int
    damage: str


def open_engine(url: str) -> Engine:
    """Return an engine on the database at `url`, its tables ready; raises StoreError."""
    address = _read_url(url)
    if address.get_backend_name() == "sqlite":
        _prepare_folder(address)
    engine = _create_engine(address)
    try:
        _prepare_tables(engine)
    except StoreError:
        engine.dispose()
        raise
    return engine


def check_database(url: str) -> Checkup:
    """Look at a database and leave it as it is; raises StoreError where it cannot be read or written."""
    address = _read_url(url)
    path = Path(str(address.database))
    if address.get_backend_name() == "sqlite" and not path.exists() and not str(path).startswith("file:"):
        return Checkup(show(address), 0, "")
    engine = _create_engine(address)
    try:
        with transaction(engine, write=True) as connection:
            version = _read_version(connection)
            if version:
                connection.execute(update(schema_version).values(version=version))
            connection.rollback()
        with transaction(engine, write=False) as connection:  # apart, so that nobody waits for it
            sqlite = engine.dialect.name == "sqlite"
            told = str(connection.exec_driver_sql("PRAGMA quick_check(1)").scalar()) if sqlite else "ok"
    finally:
        engine.dispose()
    return Checkup(show(address), version, "" if told == "ok" else told)


class Opened:
    """Holds an opened database; use it as a context manager, or close it."""

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


@contextmanager
def transaction(engine: Engine, *, write: bool) -> Iterator[Connection]:
    """Give a connection inside one transaction; what the database refuses becomes a StoreError."""
    options: dict[str, Any] = {WRITE: write}
    if not write and engine.dialect.name == "postgresql":
        options["isolation_level"] = "REPEATABLE READ"  # several questions see one state, as SQLite has it anyway
    try:
        with engine.connect() as connection, connection.execution_options(**options).begin():
            yield connection
    except SQLAlchemyError as error:
        raise StoreError(explain(error, engine.url)) from error
    except UnicodeEncodeError as error:
        raise StoreError(f"{show(engine.url)}: a text holds half a surrogate pair; take it out of the text") from error


def explain(error: SQLAlchemyError, address: URL) -> str:
    """Return what the database said, where, and what to do about it."""
    said = str(getattr(error, "orig", None) or error).strip().splitlines()[0]
    advice = "see the message of the database above"
    for words, what_to_do in ADVICE.items():
        if words in said.lower():
            advice = what_to_do
            break
    return f"{show(address)}: {said}; {advice}"


def show(address: URL) -> str:
    """Return the URL without its password."""
    return address.render_as_string(hide_password=True)


ADVICE = {
    "file is not a database": "this file is no SQLite database (or a damaged one): move it away, or give another path",
    "malformed": "the database is damaged: restore a copy, or move it away and collect again",
    "readonly": "the database or its folder is read-only: give a path that may be written",
    "read-only": "the database or its folder is read-only: give a path that may be written",
    "unable to open": "give the path of a file in a folder that may be written",
    "disk is full": "make room on the disk and run again: nothing of this batch was kept",
    "locked": f"another process has been writing for more than {BUSY_SECONDS} s: let it end and run again",
    "foreign key": "store the articles (put_articles) before what was read from them",
    "connection": "check that the server runs and that host, port, user and password of the URL are right",
    "nul (0x00)": "PostgreSQL keeps no NUL character: take it out of the article",
}


def _read_url(url: str) -> URL:
    try:
        address = make_url(url)
    except ArgumentError as error:
        raise StoreError(
            f"{url!r} is no database URL: write sqlite:///path/to/file.db or postgresql://user@host/name"
        ) from error
    if address.drivername in ("postgres", "postgresql"):
        address = address.set(drivername="postgresql+psycopg")
    if address.get_backend_name() not in ("sqlite", "postgresql"):
        raise StoreError(
            f"{show(address)}: only SQLite and PostgreSQL are known: use a sqlite:/// or postgresql:// URL"
        )
    if address.get_backend_name() == "sqlite" and address.database in (None, "", ":memory:"):
        raise StoreError(f"{url!r} would be lost when the process ends: name a file, e.g. {DEFAULT_URL}")
    return address


def _prepare_folder(address: URL) -> None:
    if str(address.database).startswith("file:"):  # an SQLite URI, with ideas of its own about creating
        return
    path = Path(str(address.database))
    if path.is_dir():
        raise StoreError(f"{path} is a folder: give the path of a file in it, e.g. sqlite:///{path / 'aliansi.db'}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"{path.parent}: the folder cannot be made ({error.strerror}): give another path") from error


def _create_engine(address: URL) -> Engine:
    try:
        if address.get_backend_name() == "postgresql":
            return create_engine(address, json_serializer=_write_json)
        engine = create_engine(address, json_serializer=_write_json, connect_args={"timeout": BUSY_SECONDS})
    except (ModuleNotFoundError, NoSuchModuleError) as error:
        raise StoreError(
            f"{show(address)}: no database driver for {address.drivername}: install psycopg "
            "(pip install 'psycopg[binary]') and write postgresql://user@host/name"
        ) from error
    event.listen(engine, "connect", _set_up_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _write_json(value: Any) -> str:
    """Return JSON; a record comes as JSON already, written much faster by pydantic."""
    return value if isinstance(value, str) else json.dumps(value)


def _set_up_sqlite(connection: Any, _entry: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # transactions begin in _begin_sqlite alone
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA wal_autocheckpoint = 4000")  # pages: those of scattered ids are written once
    for wait in (0.05,) * (20 * BUSY_SECONDS) + (None,):
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:  # SQLite does not wait for this one by itself
            if wait is None or "locked" not in str(error):
                raise
            time.sleep(wait)


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get(WRITE, True)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _prepare_tables(engine: Engine) -> None:
    with transaction(engine, write=False) as connection:
        version = _read_version(connection)
    if version == SCHEMA_VERSION:
        return
    with transaction(engine, write=True) as connection:
        lock(connection, CREATION)
        version = _read_version(connection)  # another process may have been quicker
        migrate(connection, version)
        connection.execute(delete(schema_version))
        connection.execute(insert(schema_version), {"version": SCHEMA_VERSION})


def _read_version(connection: Connection) -> int:
    """Return the version of the tables, 0 in an empty database; StoreError where this program cannot use them."""
    names = inspect(connection).get_table_names()
    where = show(connection.engine.url)
    if not names:
        return 0
    if schema_version.name not in names:
        raise StoreError(
            f"{where} holds tables of something else ({', '.join(sorted(names)[:5])}): give a database of its own"
        )
    versions: list[Any] = list(connection.scalars(select(schema_version.c.version)))
    if len(versions) != 1 or versions[0] not in (*MIGRATIONS, SCHEMA_VERSION):
        raise StoreError(
            f"{where} has schema version {', '.join(map(str, versions)) or 'none'}, this program works with "
            f"{SCHEMA_VERSION}: give another database, or the program version that made this one"
        )
    return int(versions[0])
