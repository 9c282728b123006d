"""What cannot be opened is told with what, where and what to do."""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy

from ontology import Article, Event, Reading
from store import SCHEMA_VERSION, Checkup, EventStore, StoreError, check_database
from store.engine import open_engine, transaction
from store.migrations import REPORT_COLUMNS


def sqlite_url(path: Path) -> str:
    """Return the URL of an SQLite file."""
    return f"sqlite:///{path}"


def test_a_store_opens_again(tmp_path: Path) -> None:
    for _ in range(2):
        with EventStore(sqlite_url(tmp_path / "new" / "store.db")) as store:
            assert store.counts()["articles"] == 0


def test_sqlite_runs_in_wal(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    EventStore(sqlite_url(path)).close()
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    connection.close()


@pytest.mark.parametrize("version", [0, 99])
def test_another_schema_version_is_refused(tmp_path: Path, version: int) -> None:
    path = tmp_path / "store.db"
    EventStore(sqlite_url(path)).close()
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE schema_version SET version = ?", (version,))
    connection.close()
    with pytest.raises(StoreError, match=rf"store\.db has schema version {version}, .* another database"):
        EventStore(sqlite_url(path))


def test_a_database_of_something_else_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE recipe (id INTEGER)")
    with pytest.raises(StoreError, match=r"tables of something else \(recipe\)"):
        EventStore(sqlite_url(path))
    assert connection.execute("SELECT name FROM sqlite_master").fetchall() == [("recipe",)]
    connection.close()


def test_a_folder_is_no_database(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="is a folder: give the path of a file in it"):
        EventStore(sqlite_url(tmp_path))


def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("not a database at all, but long enough to have a header\n" * 40, encoding="utf-8")
    before = path.read_bytes()
    with pytest.raises(StoreError, match=r"notes\.txt: file is not a database; .* give another path"):
        EventStore(sqlite_url(path))
    assert path.read_bytes() == before


def test_a_file_in_the_way_of_the_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreError, match=r"file: the folder cannot be made .* give another path"):
        EventStore(sqlite_url(tmp_path / "file" / "store.db"))


def test_a_read_only_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    sqlite3.connect(path).close()
    with pytest.raises(StoreError, match=r"readonly database; .* give a path that may be written"):
        EventStore(f"sqlite:///file:{path}?mode=ro&uri=true")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere: run the tests as another user")
def test_a_read_only_folder_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "closed"
    folder.mkdir(mode=0o500)
    with pytest.raises(StoreError, match="give the path of a file in a folder that may be written"):
        EventStore(sqlite_url(folder / "store.db"))


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:"])
def test_a_database_in_memory_is_refused(url: str) -> None:
    with pytest.raises(StoreError, match="lost when the process ends: name a file"):
        EventStore(url)


@pytest.mark.parametrize("url", ["outputs/store.db", "", "mysql://user@host/name"])
def test_other_urls_are_refused(url: str) -> None:
    with pytest.raises(StoreError, match=r"sqlite:///.*postgresql://"):
        EventStore(url)


def test_errors_keep_the_password(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"\*\*\*") as caught:
        EventStore("mysql://user:geheim@host/name")
    assert "geheim" not in str(caught.value)


def test_a_missing_postgresql_driver_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "psycopg", None)
    with pytest.raises(StoreError, match=r"install psycopg \(pip install"):
        EventStore("postgresql://user@localhost/name")


@pytest.mark.parametrize("version", [1, 2, 3, 4])
def test_an_older_database_is_brought_up_to_date(
    version: int, url: str, make_article: Callable[..., Article], make_event: Callable[..., Event]
) -> None:
    article, unread = make_article(1), make_article(2)
    read = Reading(article=article.id, events=(make_event(article), make_event(article, start=30, target="SWE")))
    with EventStore(url) as store:
        store.put_articles([article, unread])
        store.put_readings([read], coder="reader+one")
        reports = sorted(store.reports())
    engine = sqlalchemy.create_engine(url)
    with engine.begin() as connection:  # what came later, taken out again
        take = connection.exec_driver_sql
        if engine.dialect.name == "sqlite":
            for step in ("TRIGGER words_added", "TRIGGER words_gone", "TABLE words"):
                take(f"DROP {step}")
        else:
            take("DROP INDEX ix_article_words")
        for later in ("run", "told", "pruned", "band", "story"):
            take(f"DROP TABLE {later}")
        take("DROP INDEX ix_article_replaced_by")
        take("DROP INDEX ix_article_source_published")
        take("DROP INDEX ix_reading_language_coder")
        take("DROP INDEX ix_unknown_name_all")
        for table, column in (
            ("article", "replaced_by"),
            ("article", "form"),
            ("reading", "language"),
            ("reading", "digest"),
        ):
            take(f"ALTER TABLE {table} DROP COLUMN {column}")
        take("DELETE FROM reading WHERE state = 'waiting'")
        if version < 4:
            take("DROP TABLE visit")
        if version < 3:
            for column in REPORT_COLUMNS:
                take(f"ALTER TABLE event DROP COLUMN {column}")
            take("DROP TABLE imported")
        if version == 1:
            take("ALTER TABLE reading DROP COLUMN names")
            take("DROP TABLE unknown_name")
        take(f"UPDATE schema_version SET version = {version}")
    engine.dispose()
    for _ in range(2):
        with EventStore(url) as store:
            (again,) = store.readings([article.id], reader="reader").values()
            assert set(again.events) == set(read.events)
            assert sorted(store.reports()) == reports
            assert store.unknown_names() == []
            assert store.articles([article.id]) == [article]
            assert store.pending(["en"], "reader+one", 9) == [unread.id]
            assert sorted(store.unsketched(9)) == sorted([article.id, unread.id])
            assert [found.id for found in store.find_articles("Iceland", limit=9)] == [unread.id, article.id]


def test_a_reader_sees_one_state_whatever_others_write(url: str, make_article: Callable[..., Article]) -> None:
    engine = open_engine(url)
    count = sqlalchemy.text("SELECT count(*) FROM article")
    with EventStore(url) as store:
        store.put_articles([make_article(1)])
        with transaction(engine, write=False) as connection:
            assert connection.scalars(count).one() == 1
            store.put_articles([make_article(2)])
            assert connection.scalars(count).one() == 1
    with transaction(engine, write=False) as connection:
        assert connection.scalars(count).one() == 2
    engine.dispose()


def test_text_that_no_database_keeps_is_told(url: str) -> None:
    with EventStore(url) as store, pytest.raises(StoreError, match="half a surrogate pair"):
        store.put_articles([Article(source="s", url="u", language="en", body="\ud800")])


def test_nul_characters_are_told_by_the_database_that_refuses_them(postgresql: str) -> None:
    with EventStore(postgresql) as store, pytest.raises(StoreError, match="keeps no NUL character"):
        store.put_articles([Article(source="s", url="u", language="en", body="a\0b")])


def test_a_server_that_is_gone_is_told() -> None:
    with pytest.raises(StoreError, match=r"check that the server runs .* of the URL are right"):
        EventStore("postgresql://nobody@127.0.0.1:9/none")


def test_a_checkup_leaves_the_database_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "a.db"
    assert check_database(f"sqlite:///{file}") == Checkup(f"sqlite:///{file}", 0, "")
    assert not file.exists()
    EventStore(f"sqlite:///{file}").close()
    before = file.read_bytes()
    assert check_database(f"sqlite:///{file}").version == SCHEMA_VERSION
    assert file.read_bytes() == before


def test_a_checkup_tells_what_is_read_only(tmp_path: Path) -> None:
    EventStore(f"sqlite:///{tmp_path / 'a.db'}").close()
    with pytest.raises(StoreError, match="read-only"):
        check_database(f"sqlite:///file:{tmp_path / 'a.db'}?mode=ro&uri=true")


def test_a_checkup_does_not_migrate(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'a.db'}"
    EventStore(url).close()
    with closing(sqlite3.connect(tmp_path / "a.db")) as connection, connection:
        connection.execute("UPDATE schema_version SET version = 3")
    assert [check_database(url).version for _ in range(2)] == [3, 3]


def test_a_checkup_finds_damage(tmp_path: Path) -> None:
    file = tmp_path / "a.db"
    EventStore(f"sqlite:///{file}").close()
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("CREATE TABLE plenty AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n "
                           "LIMIT 9999) SELECT i, 'x' || i AS t FROM n")  # fmt: skip
    content = bytearray(file.read_bytes())
    content[-20_000:-8_000] = bytes(12_000)
    file.write_bytes(content)
    assert check_database(f"sqlite:///{file}").damage
