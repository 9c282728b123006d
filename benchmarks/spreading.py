"""Read articles here and on a Dask cluster of two workers, one of which is killed on the way.

    python benchmarks/spreading.py FOLDER [--articles 2000] [--model fast]

FOLDER holds articles as JSON lines, plain or as .xz, in files whose names begin with their language (en_news.jsonl.xz).
Prints for each way the seconds, and whether its events equal those of the first.
"""

import argparse
import os
import signal
import tempfile
import threading
import time
from pathlib import Path

from flows.quiet import quiet_prefect

quiet_prefect(terminal_level="ERROR")  # before Prefect is imported


def main() -> None:
    from distributed import LocalCluster

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--articles", type=int, default=2000)
    parser.add_argument("--model", default="fast")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("PREFECT_HOME", str(Path(folder) / "prefect"))
        first = run(Path(folder) / "local", chosen, "")
        print(f"| this process | {first[1]:.0f} s | {len(first[0])} events | |", flush=True)
        for kill in (False, True):
            with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
                part = f'task_runner = "dask"\n[cluster]\naddress = "{cluster.scheduler_address}"\nbatch_size = 100\n'
                place = Path(folder) / f"dask{kill}"
                if kill:
                    threading.Thread(target=kill_one, args=(cluster, f"sqlite:///{place}.db"), daemon=True).start()
                events, seconds = run(place, chosen, part)
            way = "two workers, one killed" if kill else "two workers"
            same = "the same events" if events == first[0] else f"{len(events ^ first[0])} EVENTS DIFFER"
            print(f"| {way} | {seconds:.0f} s | {len(events)} events | {same} |", flush=True)


def run(place: Path, chosen: argparse.Namespace, more: str) -> tuple[set[str], float]:
    """Store the articles, read them, and return the ids of the events and the seconds that it took."""
    from daily import read_texts  # the script beside this one

    from flows.extract import extract
    from store import EventStore

    url = f"sqlite:///{place}.db"
    settings = place.with_suffix(".toml")
    settings.write_text(f'database = "{url}"\nmodel = "{chosen.model}"\n{more}', encoding="utf-8")
    with EventStore(url) as store:
        store.put_articles(read_texts(chosen.folder, chosen.articles))
    begun = time.perf_counter()
    extract(str(settings))
    seconds = time.perf_counter() - begun
    with EventStore(url) as store:
        assert store.counts()["read"] == store.counts()["articles"], "every article is read"
        return {event.id for event in store.events()}, seconds


def kill_one(cluster: object, url: str) -> None:
    """Kill a worker as soon as the first batch is stored."""
    from store import EventStore

    while True:
        with EventStore(url) as store:
            if store.counts()["read"]:
                break
        time.sleep(0.2)
    (worker, *_) = cluster.workers.values()  # type: ignore[attr-defined]
    os.kill(worker.process.pid, signal.SIGKILL)
    print("| | killed a worker | | |", flush=True)


if __name__ == "__main__":
    main()
