"""Killed at any moment and run again, the store ends as if nothing had happened."""

import random
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from children import Child, collect_and_extract, peak_memory, run_child
from loopback import missing, serve
from wrongs import INDEX, Case, Site

from store import EventStore

STORIES = 7
KINDS = ("feed", "sitemap", "feed")


@pytest.fixture
def sources() -> Iterator[Mapping[str, tuple[str, str]]]:
    """Give sources of which each has one page that is not there."""
    cases = [Case(lambda asked: missing(), "http-404", kind=kind) for kind in KINDS]
    sites = [Site(100 * number, case, {}, count=STORIES) for number, case in enumerate(cases)]
    with serve(*sites) as addresses:
        yield {
            f"source {number}": (kind, address + INDEX)
            for number, (kind, address) in enumerate(zip(KINDS, addresses, strict=True))
        }


def test_a_kill_at_any_moment_loses_and_doubles_nothing(
    sources: Mapping[str, tuple[str, str]], make_database: Callable[[], str], write_settings: Any, compare: Any,
    large: Mapping[str, int], note: Any, tmp_path: Path,
) -> None:  # fmt: skip
    undisturbed = make_database()
    settings = str(write_settings(tmp_path, sources, database=undisturbed))
    run_child(peak_memory)  # whatever must be loaded once is loaded now
    start = time.monotonic()
    run_child(collect_and_extract, settings, 2)
    usual = time.monotonic() - start
    chance = random.Random(7)
    killed, lost, doubled, unfinished = 0, 0, 0, 0
    for _ in range(large["kills"]):
        database = make_database()
        settings = str(write_settings(tmp_path, sources, database=database))
        with Child(collect_and_extract, settings, 2) as child:
            time.sleep(chance.uniform(0, usual))
        killed += child.process.exitcode == -9
        with EventStore(database) as store:
            counts = store.counts()
        unfinished += counts["articles"] > 0 and counts["read"] < len(KINDS) * (STORIES - 1)
        run_child(collect_and_extract, settings, 2)
        found = compare(database, undisturbed)
        lost, doubled = lost + found.lost, doubled + found.doubled
    with EventStore(undisturbed) as store:
        counts = store.counts()
    assert (counts["articles"], counts["read"]) == (len(KINDS) * (STORIES - 1), len(KINDS) * (STORIES - 1))
    assert counts["events"] > counts["articles"]
    assert counts["skipped"] == len(KINDS)
    kind = database.partition(":")[0].partition("+")[0]
    outcome = f"{killed} killed, {unfinished} of them between the first article and the last event; then as undisturbed"
    note(f"kill -9 of collect and extract, {kind}", large["kills"], lost, doubled, outcome)
    assert killed > 0
