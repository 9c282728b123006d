"""The first hour of the documentation, step by step, on a Prefect server of its own."""

import json
import os
import re
import shlex
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
from world.served import free_port, running

TUTORIAL = (Path(__file__).parent.parent / "docs" / "tutorial.md").read_text(encoding="utf-8")
ALIANSI = [sys.executable, "-c", "from flows.cli import main; main()"]


def step(number: int) -> str:
    """Return the text of a step."""
    return re.split(r"^## \d+\. ", TUTORIAL, flags=re.MULTILINE)[number]


def commands(text: str) -> list[list[str]]:
    """Return the calls of aliansi in the console blocks of a text."""
    lines = re.findall(r"^\$ aliansi (.*)$", text, re.MULTILINE)
    return [shlex.split(line) for line in lines]


def wait_for(what: Callable[[], Any], *, seconds: float = 180) -> Any:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            if found := what():
                return found
        except httpx.HTTPError:
            pass
        time.sleep(0.5)
    raise AssertionError(f"waited {seconds} s in vain")


@pytest.mark.slow
def test_the_first_hour(tmp_path: Path) -> None:
    port = free_port()
    api = f"http://127.0.0.1:{port}/api"
    environment = {name: value for name, value in os.environ.items() if not name.startswith("ALIANSI_")}
    environment |= {"PREFECT_HOME": str(tmp_path / "prefect"), "PYTHONPATH": str(Path(__file__).parent.parent)}
    options: dict[str, Any] = {"cwd": tmp_path, "env": environment}

    def call(arguments: list[str]) -> str:
        done = subprocess.run(
            [*ALIANSI, *arguments], capture_output=True, text=True, timeout=300, check=False, **options
        )
        assert done.returncode == 0, (arguments, done.stdout, done.stderr)
        return done.stdout

    (init,), (doctor,) = commands(step(2)), commands(step(3))
    call(init)
    assert (tmp_path / "aliansi.toml").is_file()
    assert "ok" in call(doctor)
    told = [call(command) for command in commands(step(4))]
    assert "491" in told[0]
    assert "completed" in told[1]
    assert "treaty" in told[2]

    (server,) = re.findall(r"^\$ (?:\w+=\w+ )*(prefect server start)$", step(5), re.MULTILINE)
    (serve,) = commands(step(5))
    environment["PREFECT_API_URL"] = api
    start = [sys.executable, "-m", *server.split(), "--host", "127.0.0.1", "--port", str(port)]
    with running(start, tmp_path / "server.log", **options):
        wait_for(lambda: httpx.get(f"{api}/health", timeout=5).is_success)
        with running([*ALIANSI, *serve], tmp_path / "serve.log", **options):
            deployments = wait_for(lambda: httpx.post(f"{api}/deployments/filter", json={}, timeout=5).json()[1:] and
                                   httpx.post(f"{api}/deployments/filter", json={}, timeout=5).json())  # fmt: skip
            ids = {one["name"]: one["id"] for one in deployments}
            assert set(ids) == {"daily", "brief"}
            upcoming = {
                "deployments": {"id": {"any_": [ids["daily"]]}},
                "flow_runs": {"state": {"type": {"any_": ["SCHEDULED"]}}},
            }
            wait_for(lambda: httpx.post(f"{api}/flow_runs/filter", json=upcoming, timeout=5).json())
            body = {"state": {"type": "SCHEDULED"}}
            address = f"{api}/deployments/{ids['daily']}/create_flow_run"
            run = wait_for(lambda: httpx.post(address, json=body, timeout=20).json().get("id"))  # a busy server refuses
            wait_for(lambda: httpx.get(f"{api}/flow_runs/{run}", timeout=5).json()["state_type"] == "COMPLETED")
            artifacts = httpx.post(f"{api}/artifacts/filter", json={}, timeout=20).json()
    named = set(re.findall(r"`([a-z-]+)`", step(6).partition("*Artifacts*")[2])) - {"new-events"}  # nothing was new
    assert named == {"ties", "brief", "picture", "graph", "daily-summary"}
    assert named <= {one["key"] for one in artifacts}

    del environment["PREFECT_API_URL"]  # that server is gone
    (folder,) = re.findall(r"files lie in `(.*?)`", step(7))
    assert (tmp_path / folder / "graph.html").stat().st_size > 100_000

    (entry,) = re.findall(r"```toml title=\"aliansi.toml\"\n(.*?)```", step(8), re.DOTALL)
    with (tmp_path / "aliansi.toml").open("a", encoding="utf-8") as file:
        file.write(f"\n{entry}")
    (alert,) = commands(step(8))
    call(alert)
    (place,) = re.findall(r"`(outputs/\S+jsonl)`", step(8))
    lines = [json.loads(line) for line in (tmp_path / place).read_text("utf-8").splitlines()]
    assert {(line["actor"], line["target"]) for line in lines} <= {("PRK", "RUS"), ("RUS", "PRK")}
    assert all(line["sentences"] for line in lines)
    call(alert)
    assert len((tmp_path / place).read_text("utf-8").splitlines()) == len(lines) > 0
