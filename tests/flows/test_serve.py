"""A Prefect server of its own on a free port of this machine, and the daily flow served to it."""

import os
import subprocess
import sys
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from world.served import free_port, running

from store import EventStore


def wait_for(what: Any, log: Path, *, seconds: float) -> Any:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found = what()
        if found:
            return found
        time.sleep(0.5)
    raise AssertionError(f"waited {seconds} s in vain; log:\n{log.read_text(errors='replace')[-3000:]}")


def test_without_a_server_serve_starts_nothing_and_says_what_to_do(settings_file: Path) -> None:
    environment = {**os.environ, "PREFECT_API_URL": f"http://127.0.0.1:{free_port()}/api"}
    command = [sys.executable, "-c", "from flows.cli import main; main()", "serve", "--settings", str(settings_file)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120)
    assert done.returncode == 1
    assert "no Prefect server answers at" in done.stderr
    assert "prefect server start" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_wrong_cron_line_is_a_settings_error() -> None:
    from flows.serve import read_cron
    from flows.settings import Schedule, SettingsError

    with pytest.raises(SettingsError, match=r"schedule: 99 \* .* five fields"):
        read_cron("99 * * * *", Schedule())


@pytest.mark.slow
def test_a_scheduled_run_fires_by_itself_and_missed_ones_are_made_up_by_one(
    settings_file: Path, tmp_path: Path
) -> None:
    settings_file.write_text('outputs = "served"\n' + settings_file.read_text() + '\n[schedule]\ncron = "* * * * *"\n')
    port = free_port()
    api = f"http://127.0.0.1:{port}/api"
    environment = {**os.environ, "PREFECT_HOME": str(tmp_path / "prefect"), "PREFECT_API_URL": api}
    options = {"cwd": tmp_path, "env": environment}
    start = [sys.executable, "-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(port)]
    serve = [sys.executable, "-c", "from flows.cli import main; main()", "serve", "--settings", settings_file.name]
    server_log, serve_log = tmp_path / "server.log", tmp_path / "serve.log"

    def healthy() -> bool:
        try:
            return httpx.get(f"{api}/health", timeout=2).is_success
        except httpx.HTTPError:
            return False

    def completed() -> list[dict[str, Any]]:
        asked = {"flow_runs": {"state": {"type": {"any_": ["COMPLETED", "FAILED", "CRASHED"]}}}}
        runs: list[dict[str, Any]] = httpx.post(f"{api}/flow_runs/filter", json=asked, timeout=20).json()
        return [run for run in runs if run["name"].startswith("daily")]

    with running(start, server_log, **options):
        wait_for(healthy, server_log, seconds=90)
        with running(serve, serve_log, **options):
            (run,) = wait_for(completed, serve_log, seconds=150)[:1]
            artifacts = httpx.post(f"{api}/artifacts/filter", json={}, timeout=20).json()
        deployment = httpx.get(f"{api}/deployments/name/daily/daily", timeout=20).json()
        others = httpx.post(f"{api}/deployments/filter", json={}, timeout=20).json()
        now = datetime.now(UTC)
        span = {"start_time": (now - timedelta(minutes=6)).isoformat(), "end_time": now.isoformat()}
        httpx.post(f"{api}/deployments/{deployment['id']}/schedule", json=span, timeout=20).raise_for_status()
        with running(serve, serve_log, **options):
            made_up = wait_for(lambda: (runs := completed())[4:] and runs, serve_log, seconds=150)
    assert run["state_type"] == "COMPLETED", serve_log.read_text()
    assert run["auto_scheduled"]
    assert {"new-events", "ties"} <= {artifact["key"] for artifact in artifacts}
    assert not deployment["paused"]
    assert {one["name"] for one in others} == {"daily", "brief"}
    states = Counter(run["state_name"] for run in made_up)
    assert set(states) == {"Completed", "Skipped"}
    assert states["Skipped"] >= 3
    assert states["Completed"] <= 3, "the first run, one for all that were missed, and one of a new minute"
    assert f"http://127.0.0.1:{port}" in serve_log.read_text()
    with EventStore(f"sqlite:///{tmp_path / 'served' / 'aliansi.db'}") as store:
        assert store.counts()["articles"] == 3
