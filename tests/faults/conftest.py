"""What the fault tests share: settings, an audit of the store against what was published, and a table of all faults."""

import os
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import sqlalchemy
from world.children import Told, collect_and_extract, collect_each, run_child
from world.loopback import missing, serve
from world.newsroom import Story
from world.wrongs import BAD, INDEX, Case, Site

from store.tables import metadata

MIB = 1024 * 1024
LARGE = {  # read here, because settings refuse variables that they do not know
    "kills": int(os.environ.pop("ALIANSI_FAULT_KILLS", "3")),
    "bomb": int(os.environ.pop("ALIANSI_FAULT_BOMB", "100")) * MIB,
    "items": int(os.environ.pop("ALIANSI_FAULT_ITEMS", "5000")),
}
ROWS = pytest.StashKey[list["Row"]]()
SOURCE_KINDS = ("feed", "sitemap", "feed")
STORIES_EACH = 7
FETCH = {"timeout": 1.0, "retries": 1, "delay": 0, "inside": "true"}


class Row(NamedTuple):
    """A line of the table at the end."""

    fault: str
    times: int
    lost: int
    doubled: int
    outcome: str


class Run(NamedTuple):
    """What came of asking the sources of some cases while all was wrong, and after it was well."""

    sites: Mapping[str, Site]
    database: str
    wrong: Mapping[str, Told]
    reasons: Mapping[str, str]
    """Source → why its bad page was left out."""
    good: Mapping[str, Any]
    """Source → the audit of its other pages, before anything healed."""
    well: Mapping[str, Told]
    again: Mapping[str, Told]


Note = Callable[[str, int, int, int, str], None]
Write = Callable[..., Path]


class Audit(NamedTuple):
    """How many of the published stories the store lacks, and how many it holds more than once."""

    lost: int
    doubled: int


def pytest_configure(config: pytest.Config) -> None:
    config.stash[ROWS] = []


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    rows = config.stash.get(ROWS, [])
    if rows:
        terminalreporter.section("faults")
        width = max(len(row.fault) for row in rows)
        terminalreporter.line(f"{'fault':{width}} | times | lost | doubled | outcome")
        for row in rows:
            terminalreporter.line(
                f"{row.fault:{width}} | {row.times:5} | {row.lost:4} | {row.doubled:7} | {row.outcome}"
            )


@pytest.fixture(autouse=True)
def no_settings_from_outside(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for variable in [name for name in os.environ if name.startswith("ALIANSI_")]:
        monkeypatch.delenv(variable)
    monkeypatch.chdir(tmp_path)


@pytest.fixture(scope="session")
def large() -> Mapping[str, int]:
    """Return how often and how large: small here, and as large as the benchmark of faults asks for."""
    return LARGE


@pytest.fixture
def note(request: pytest.FixtureRequest) -> Note:
    """Return what writes a line into the table and fails where something was lost or doubled."""

    def write(fault: str, times: int, lost: int, doubled: int, outcome: str) -> None:
        request.config.stash[ROWS].append(Row(fault, times, lost, doubled, outcome))
        assert (lost, doubled) == (0, 0), f"{fault}: {lost} lost, {doubled} doubled"

    return write


@pytest.fixture(params=["sqlite", "postgresql"])
def make_database(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], str]:
    """Return what makes an empty database of each kind."""
    numbers = count(1)
    if request.param == "postgresql":
        return request.getfixturevalue("make_postgresql")
    return lambda: f"sqlite:///{tmp_path / f'store{next(numbers)}.db'}"


@pytest.fixture(scope="session")
def write_settings() -> Write:
    """Return what writes a settings file: folder, sources (name → kind and location), and what else is set."""

    def write(
        folder: Path, sources: Mapping[str, tuple[str, str]], *, database: str = "", top: str = "", **fetch: object
    ) -> Path:
        folder.mkdir(parents=True, exist_ok=True)
        lines = [f'database = "{database or f"sqlite:///{folder}/store.db"}"', 'model = "fast"', "batch_size = 5", top]
        lines += ["[fetch]", *(f"{name} = {value}" for name, value in {**FETCH, **fetch}.items())]
        for name, (kind, location) in sources.items():
            lines += ["[[source]]", f'name = "{name}"', f'kind = "{kind}"', f'location = "{location}"']
            lines += ["include = '/story/'"] if kind == "list" else []
        file = folder / "aliansi.toml"
        file.write_text("\n".join(lines), encoding="utf-8")
        return file

    return write


def _read_table(database: str, table: str) -> list[dict[str, object]]:
    engine = sqlalchemy.create_engine(database)
    with engine.connect() as connection:
        rows = [dict(row) for row in connection.execute(sqlalchemy.select(metadata.tables[table])).mappings()]
    engine.dispose()
    return sorted(rows, key=lambda row: [str(value) for value in row.values()])


@pytest.fixture(scope="session")
def read_table() -> Callable[[str, str], list[dict[str, object]]]:
    """Return what reads the rows of a table of a store, sorted."""
    return _read_table


@pytest.fixture(scope="session")
def content() -> Callable[[str], dict[str, list[dict[str, object]]]]:
    """Return what reads all that a store keeps: two stores that are the same agree on it."""
    tables = ("article", "event", "reading", "unknown_name", "skipped", "visit")
    return lambda database: {table: _read_table(database, table) for table in tables}


@pytest.fixture(scope="session")
def compare(content: Callable[[str], dict[str, list[dict[str, object]]]]) -> Callable[[str, str], Audit]:
    """Return what counts the rows that a store lacks, and has too many, against another."""

    def count_rows(database: str) -> Counter[str]:
        return Counter(f"{table} {row}" for table, rows in content(database).items() for row in rows)

    def compare_stores(database: str, right: str) -> Audit:
        found, wanted = count_rows(database), count_rows(right)
        return Audit((wanted - found).total(), (found - wanted).total())

    return compare_stores


@pytest.fixture(scope="session")
def audit() -> Callable[[str, Collection[Story], str], Audit]:
    """Return what compares the articles of a source with the stories that it published."""

    def compare(database: str, stories: Collection[Story], source: str) -> Audit:
        rows = [row for row in _read_table(database, "article") if row["source"] == source]
        found = Counter((row["title"], row["body"]) for row in rows)
        published = {(story.title, "\n\n".join(story.paragraphs)) for story in stories}
        return Audit(len(published - set(found)), sum(found.values()) - len(published & set(found)))

    return compare


@pytest.fixture(scope="module")
def run_cases(
    tmp_path_factory: pytest.TempPathFactory, write_settings: Write, audit: Any, read_table: Any
) -> Callable[..., Run]:
    """Return what asks the sources of some cases while all is wrong, when it is well, and once more."""

    def run(cases: Mapping[str, Case], *, at_once: int) -> Run:
        folder = tmp_path_factory.mktemp("cases")
        sites = {name: Site(10 * number, case, LARGE) for number, (name, case) in enumerate(cases.items())}
        with serve(*sites.values()) as addresses:
            kinds = [case.kind for case in cases.values()]
            places = zip(kinds, (f"{address}{INDEX}" for address in addresses), strict=True)
            settings = str(write_settings(folder, dict(zip(cases, places, strict=True))))
            database = f"sqlite:///{folder}/store.db"
            wrong = run_child(collect_each, settings, at_once)
            reasons = {row["source"]: row["reason"] for row in read_table(database, "skipped") if BAD in row["item"]}
            good = {name: audit(database, site.good, name) for name, site in sites.items()}
            for site in sites.values():
                site.healed = True
            well, again = (run_child(collect_each, settings, at_once) for _ in range(2))
        return Run(sites, database, wrong, reasons, good, well, again)

    return run


@pytest.fixture
def judge(audit: Any, note: Note) -> Callable[[str, Case, Run], None]:
    """Return what compares what came of a case with what was to come of it."""

    def compare(name: str, case: Case, run: Run) -> None:
        wrong, well, again = run.wrong[name], run.well[name], run.again[name]
        reason = run.reasons.get(name, "")
        site = run.sites[name]
        lost, doubled = audit(run.database, site.stories if case.kept else site.good, name)
        after = "; the page is left out" if not case.kept else "; well later" if reason or wrong.error else ""
        note(name, 1, lost, doubled, f"{reason or (case.error and f'source fails: {case.error}') or 'read'}{after}")
        assert reason == case.reason
        assert case.error in wrong.error
        assert bool(case.error) == bool(wrong.error)
        if case.where == BAD:
            assert run.good[name].lost == 0, "the other pages did not wait for the bad one"
        assert (well.error, again.error, again.new) == ("", "", 0)

    return compare


@pytest.fixture
def sources() -> Iterator[Mapping[str, tuple[str, str]]]:
    """Give sources of which each has one page that is not there."""
    cases = [Case(lambda asked: missing(), "http-404", kind=kind) for kind in SOURCE_KINDS]
    sites = [Site(100 * number, case, {}, count=STORIES_EACH) for number, case in enumerate(cases)]
    with serve(*sites) as addresses:
        yield {
            f"source {number}": (kind, address + INDEX)
            for number, (kind, address) in enumerate(zip(SOURCE_KINDS, addresses, strict=True))
        }


@pytest.fixture
def undisturbed(sources: Mapping[str, tuple[str, str]], write_settings: Write, tmp_path: Path) -> str:
    """Return the database of a run on these sources that nothing disturbed."""
    folder = tmp_path / "undisturbed"
    run_child(collect_and_extract, str(write_settings(folder, sources)))
    return f"sqlite:///{folder}/store.db"
