"""An empty PostgreSQL database for the tests that ask for one, on a server that they start and stop themselves."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from itertools import count
from pathlib import Path

import pytest
import sqlalchemy

VARIABLE = "ALIANSI_TEST_POSTGRESQL"  # URL of a database that the tests may empty; without it they start a server
GIVEN = os.environ.get(VARIABLE)  # read here, because some tests clear what begins with ALIANSI_
HOW_TO = f"install PostgreSQL (apt install postgresql), or set {VARIABLE} to the URL of a database to be emptied"
NUMBERS = count(1)
CLUSTER = ("-U", "aliansi", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
CONFIGURATION = """
listen_addresses = ''
unix_socket_directories = '{folder}'
fsync = off
full_page_writes = off
synchronous_commit = off
max_connections = 40
"""


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[sqlalchemy.URL]:
    """Give a PostgreSQL server on a socket in a folder of its own; skip, and say why, where none can be started."""
    places = [os.environ.get("PATH", ""), *map(str, sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True))]
    pg_ctl = shutil.which("pg_ctl", path=os.pathsep.join(places))
    if pg_ctl is None:
        pytest.skip(f"PostgreSQL is not installed: {HOW_TO}")
    folder = Path(tempfile.mkdtemp(prefix="aliansi-postgresql-"))
    data, log = folder / "data", folder / "log"
    owner = _find_owner(folder)
    run = partial(subprocess.run, cwd=folder, env={"LC_ALL": "C", "PATH": os.defpath}, check=True, **owner)
    pg_ctl = str(Path(pg_ctl).resolve())  # the other programs lie beside it
    control, initdb = [pg_ctl, "-D", str(data)], str(Path(pg_ctl).with_name("initdb"))
    try:
        try:
            with log.open("w") as file:
                run([initdb, "-D", str(data), *CLUSTER, *_sort_as_people_do(initdb)], stdout=file, stderr=file)
                with (data / "postgresql.conf").open("a") as settings:
                    settings.write(CONFIGURATION.format(folder=folder))
                run([*control, "-l", str(folder / "server"), "-w", "start"], stdout=file, stderr=file)
        except (OSError, subprocess.CalledProcessError) as error:
            said = " ".join((log.read_text() if log.exists() else "").split())[-300:]
            pytest.skip(f"PostgreSQL does not start here: {error}: {said}: {HOW_TO}")
        yield sqlalchemy.make_url(f"postgresql+psycopg://aliansi@/postgres?host={folder}")
    finally:
        if (data / "postmaster.pid").exists():
            run([*control, "-m", "immediate", "-w", "stop"], stdout=subprocess.DEVNULL)
        shutil.rmtree(folder)


@pytest.fixture
def make_postgresql(request: pytest.FixtureRequest) -> Iterator[Callable[[], str]]:
    """Give what makes an empty PostgreSQL database: that of the variable, or a new one of the tests' own server."""
    if GIVEN:
        yield lambda: _empty(GIVEN or "")
        return
    server: sqlalchemy.URL = request.getfixturevalue("postgresql_server")
    names: list[str] = []

    def make() -> str:
        names.append(f"test_{next(NUMBERS)}")
        _execute(server, f"CREATE DATABASE {names[-1]}")
        return server.set(database=names[-1]).render_as_string(hide_password=False)

    yield make
    _execute(server, *(f"DROP DATABASE {name} WITH (FORCE)" for name in names))


@pytest.fixture
def postgresql(make_postgresql: Callable[[], str]) -> str:
    """Return the URL of an empty PostgreSQL database."""
    return make_postgresql()


def _find_owner(folder: Path) -> dict[str, object]:
    """Return as whom the server runs, and give that user the folder: PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return {}
    known = {user.pw_name: user for user in pwd.getpwall()}
    user = known.get("postgres") or known["nobody"]
    os.chown(folder, user.pw_uid, user.pw_gid)
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def _sort_as_people_do(initdb: str) -> tuple[str, ...]:
    """Return the options for a sort order that is not that of the bytes, where this PostgreSQL can (15 and later)."""
    told = subprocess.run([initdb, "--help"], capture_output=True, text=True, check=True).stdout
    return ("--locale-provider=icu", "--icu-locale=en") if "--icu-locale" in told else ()


def _empty(url: str) -> str:
    _execute(sqlalchemy.make_url(url), "DROP SCHEMA public CASCADE", "CREATE SCHEMA public")
    return url


def _execute(url: sqlalchemy.URL, *statements: str) -> None:
    engine = sqlalchemy.create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for statement in statements:
            connection.execute(sqlalchemy.text(statement))
    engine.dispose()
