"""Batches on a Dask cluster give the events that they give here, also when a worker is killed on the way."""

import os
import signal
import threading
import time
from pathlib import Path

import pytest

from flows.extract import extract
from flows.settings import SettingsError
from ontology import Article
from store import EventStore

pytestmark = pytest.mark.usefixtures("prefect_server")
SIDES = ("Norway", "Japan", "France", "Brazil", "Kenya", "Chile", "Poland", "Ghana")
ACTS = ("praised", "condemned", "imposed sanctions on", "sent medical aid to", "signed a treaty with")


def fill(url: str) -> None:
    """Store forty articles of three sentences."""
    with EventStore(url) as store:
        store.put_articles(
            Article(
                source="Desk", url=f"https://example.org/{number}", language="en",
                body=" ".join(
                    f"{SIDES[(number + turn) % 8]} {ACTS[(number + turn) % 5]} {SIDES[(number + 3 * turn + 3) % 8]}."
                    for turn in range(3)
                ),
            )
            for number in range(40)
        )  # fmt: skip


def read(url: str, more: str = "") -> tuple[set[str], int]:
    file = Path("spread.toml")
    file.write_text(f'database = "{url}"\nmodel = "fast"\nbatch_size = 4\n{more}', encoding="utf-8")
    summary = extract(str(file))
    with EventStore(url) as store:
        assert store.counts()["read"] == 40
        return {event.id for event in store.events()}, summary.events_new


@pytest.mark.slow
def test_two_workers_one_of_them_killed_read_the_same_events(tmp_path: Path) -> None:
    from distributed import LocalCluster

    here, there = (f"sqlite:///{tmp_path / name}.db" for name in ("here", "there"))
    fill(here)
    fill(there)
    expected, _ = read(here)
    assert len(expected) > 50
    killed: list[int] = []

    def kill_one() -> None:
        deadline = time.monotonic() + 120
        while time.monotonic() < deadline and not killed:
            with EventStore(there) as store:
                done = store.counts()["read"]
            if 0 < done < 40:
                (worker, *_) = cluster.workers.values()
                os.kill(worker.process.pid, signal.SIGKILL)
                killed.append(done)
            time.sleep(0.05)

    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
        killer = threading.Thread(target=kill_one, daemon=True)
        killer.start()
        part = f'task_runner = "dask"\n[cluster]\naddress = "{cluster.scheduler_address}"\nbatch_size = 2\n'
        found, _ = read(there, part)
        killer.join(5)
    assert killed, "the worker was to be killed halfway"
    assert found == expected


def test_without_dask_the_way_to_it_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    url = f"sqlite:///{tmp_path / 'store.db'}"
    fill(url)
    monkeypatch.setitem(__import__("sys").modules, "prefect_dask.task_runners", None)
    with pytest.raises(SettingsError, match=r"pip install 'aliansi\[dask\]'"):
        read(url, 'task_runner = "dask"\n')
