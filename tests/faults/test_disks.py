"""A database that is full, locked, read-only or cut off fails with advice; once it is well, nothing is lost."""

import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy
from world.children import Child, collect_and_extract, collect_each, collect_impatiently, collect_within, run_child

from store import EventStore, StoreError

HOLD = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN IMMEDIATE")
print("held", flush=True)
sys.stdin.readline()
"""
Sources = Mapping[str, tuple[str, str]]


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """Give a folder that is a disk of one megabyte."""
    place = tmp_path / "disk"
    place.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(place)], check=False, capture_output=True, text=True
    )
    if made.returncode:
        pytest.skip(f"no disk can be mounted here ({made.stderr.strip()}): run the tests as root with CAP_SYS_ADMIN")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def remount(disk: Path, how: str) -> None:
    subprocess.run(["mount", "-o", f"remount,{how}", str(disk)], check=True)


def count_articles(path: Path) -> int:
    """Return the number of articles, 0 where there are no tables."""
    connection = sqlite3.connect(path)
    try:
        return int(connection.execute("SELECT count(*) FROM article").fetchone()[0])
    except sqlite3.OperationalError:
        return 0
    finally:
        connection.close()


def is_whole(path: Path) -> bool:
    connection = sqlite3.connect(path)
    (answer,) = connection.execute("PRAGMA integrity_check").fetchone()
    connection.close()
    return str(answer) == "ok"


@pytest.mark.parametrize("room", [60, 300, 540])
def test_a_full_disk_costs_only_time(
    room: int, disk: Path, sources: Sources, undisturbed: str, write_settings: Any, compare: Any, note: Any, tmp_path: Path
) -> None:  # fmt: skip
    database = f"sqlite:///{disk}/store.db"
    settings = str(write_settings(tmp_path, sources, database=database))
    (disk / "ballast").write_bytes(bytes((1024 - room) * 1024))
    said = set()
    try:
        said = {told.error for told in run_child(collect_and_extract, settings).values()}
    except StoreError as error:
        said = {str(error)}
    stored = count_articles(disk / "store.db")
    (disk / "ballast").unlink()
    remount(disk, "size=50m")
    run_child(collect_and_extract, settings)
    lost, doubled = compare(database, undisturbed)
    outcome = f"StoreError with {stored} articles stored; then as undisturbed"
    note(f"the disk is full after {room} KiB", 1, lost, doubled, outcome)
    errors = said - {""}
    assert errors
    assert all("disk is full; make room on the disk" in error for error in errors), said
    assert is_whole(disk / "store.db")


@pytest.mark.parametrize("size", [60, 240])
def test_a_file_that_may_not_grow_costs_only_time(
    size: int, sources: Sources, undisturbed: str, write_settings: Any, compare: Any, note: Any, tmp_path: Path
) -> None:  # fmt: skip
    database = f"sqlite:///{tmp_path}/store.db"
    settings = str(write_settings(tmp_path, sources, database=database))
    said = set()
    try:
        said = {told.error for told in run_child(collect_within, settings, size * 1024).values()}
    except StoreError as error:
        said = {str(error)}
    outcome = f"StoreError with {count_articles(tmp_path / 'store.db')} articles stored; then as undisturbed"
    run_child(collect_and_extract, settings)
    lost, doubled = compare(database, undisturbed)
    note(f"no file may grow beyond {size} KiB", 1, lost, doubled, outcome)
    errors = said - {""}
    assert errors
    assert all("see the message of the database" in error for error in errors), said
    assert is_whole(tmp_path / "store.db")


def test_a_disk_that_becomes_read_only_costs_only_time(
    disk: Path, sources: Sources, undisturbed: str, write_settings: Any, compare: Any, note: Any, tmp_path: Path
) -> None:
    remount(disk, "size=50m")
    database = f"sqlite:///{disk}/store.db"
    settings = str(write_settings(tmp_path, sources, database=database))
    EventStore(database).close()
    remount(disk, "ro")
    said = {told.error for told in run_child(collect_each, settings).values()}
    remount(disk, "rw")
    run_child(collect_and_extract, settings)
    lost, doubled = compare(database, undisturbed)
    note("the disk is read-only", 1, lost, doubled, "StoreError; then as undisturbed")
    assert all("may be written" in error for error in said), said


def test_a_database_opened_to_read_is_told(sources: Sources, write_settings: Any, tmp_path: Path) -> None:
    EventStore(f"sqlite:///{tmp_path}/store.db").close()
    database = f"sqlite:///file:{tmp_path}/store.db?mode=ro&uri=true"
    settings = str(write_settings(tmp_path, sources, database=database))
    assert all("is read-only" in told.error for told in run_child(collect_each, settings).values())


@pytest.mark.parametrize("patient", [True, False], ids=["released in time", "held for too long"])
def test_a_locked_database_is_waited_for_and_told(
    patient: bool, sources: Sources, undisturbed: str, write_settings: Any, compare: Any, note: Any, tmp_path: Path
) -> None:
    path = tmp_path / "store.db"
    database = f"sqlite:///{path}"
    settings = str(write_settings(tmp_path, sources, database=database))
    EventStore(database).close()
    command = [sys.executable, "-c", HOLD, str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with Child(collect_each if patient else collect_impatiently, settings) as child:
            if patient:
                with pytest.raises(TimeoutError):
                    child.result(2)
                holder.communicate("\n")
            said = {told.error for told in child.result().values()}
        if not patient:
            holder.communicate("\n")
    run_child(collect_and_extract, settings)
    lost, doubled = compare(database, undisturbed)
    outcome = "waited for" if patient else "StoreError; then as undisturbed"
    note(f"the database is locked, {'for a while' if patient else 'for long'}", 1, lost, doubled, outcome)
    assert all(error == "" if patient else "let it end and run again" in error for error in said), said


def test_connections_that_postgresql_cuts_cost_only_time(
    postgresql: str, sources: Sources, undisturbed: str, write_settings: Any, compare: Any, note: Any, tmp_path: Path
) -> None:  # fmt: skip
    settings = str(write_settings(tmp_path, sources, database=postgresql))
    cut, stop = threading.Event(), threading.Event()

    def cut_connections() -> None:
        engine = sqlalchemy.create_engine(postgresql, isolation_level="AUTOCOMMIT")
        others = "FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        with engine.connect() as connection:
            while not stop.wait(0.05):
                if connection.exec_driver_sql(f"SELECT pg_terminate_backend(pid) {others}").all():
                    cut.set()
        engine.dispose()

    cutting = threading.Thread(target=cut_connections)
    cutting.start()
    try:
        for _ in range(3):
            with suppress(StoreError):
                run_child(collect_and_extract, settings)
    finally:
        stop.set()
        cutting.join()
    run_child(collect_and_extract, settings)
    lost, doubled = compare(postgresql, undisturbed)
    note("PostgreSQL cuts connections", 3, lost, doubled, "StoreError; then as undisturbed")
    assert cut.is_set()
