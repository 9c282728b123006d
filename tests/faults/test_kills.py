"""Killed at any moment and run again, the store ends as if nothing had happened."""

import random
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from world.children import Child, collect_and_extract, run_child

from store import EventStore


def test_a_kill_at_any_moment_loses_and_doubles_nothing(
    sources: Mapping[str, tuple[str, str]], undisturbed: str, make_database: Callable[[], str], write_settings: Any,
    compare: Any, large: Mapping[str, int], note: Any, tmp_path: Path,
) -> None:  # fmt: skip
    start = time.monotonic()
    run_child(collect_and_extract, str(write_settings(tmp_path, sources, database=make_database())), 2)
    usual = time.monotonic() - start
    with EventStore(undisturbed) as store:
        whole = store.counts()
    assert whole["events"] > whole["articles"] == whole["read"] > 10
    assert whole["skipped"] == len(sources)
    chance = random.Random(7)
    killed, lost, doubled, unfinished = 0, 0, 0, 0
    while killed < large["kills"]:
        database = make_database()
        settings = str(write_settings(tmp_path, sources, database=database))
        with Child(collect_and_extract, settings, 2) as child:
            time.sleep(chance.uniform(0, usual))
        if child.process.exitcode != -9:  # it was done before the kill came
            usual *= 0.9
            continue
        killed += 1
        with EventStore(database) as store:
            counts = store.counts()
        unfinished += counts["articles"] > 0 and counts["read"] < whole["read"]
        run_child(collect_and_extract, settings, 2)
        found = compare(database, undisturbed)
        lost, doubled = lost + found.lost, doubled + found.doubled
    kind = database.partition(":")[0].partition("+")[0]
    outcome = f"{unfinished} of them between the first article and the last event; then as undisturbed"
    note(f"kill -9 of collect and extract, {kind}", killed, lost, doubled, outcome)
