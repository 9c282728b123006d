"""`status` and `store …` tell what is there, for people and for machines."""

import json
from pathlib import Path

import pytest

from flows.cli import main
from flows.daily import daily

pytestmark = pytest.mark.usefixtures("prefect_server")


def run(*args: str) -> int:
    with pytest.raises(SystemExit) as ended:
        main(list(args))
    return int(ended.value.code or 0)


def test_status_tells_runs_backlog_and_gaps(settings_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    settings = ["--settings", str(settings_file)]
    daily(str(settings_file))
    capsys.readouterr()
    assert run("status", "--json", *settings) == 0
    found = json.loads(capsys.readouterr().out)
    assert [one["flow"] for one in found["runs"]] == ["daily"]
    assert found["week"]["new_by_source"] == {"pages": 3}
    assert {row["language"]: row["waiting"] for row in found["backlog"]} == {"en": 0, "id": 0}
    assert found["counts"]["articles"] == 3
    assert run("status", *settings) == 0
    shown = capsys.readouterr().out
    assert "daily" in shown
    assert "completed" in shown
    assert run("status", "--metrics", "-", *settings) == 0
    assert 'aliansi_stored{kind="articles"} 3.0' in capsys.readouterr().out


def test_a_store_without_a_run_has_a_status(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("status") == 0
    assert "No run yet" in capsys.readouterr().out


def test_the_store_is_looked_after(settings_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    daily(str(settings_file))
    database = ["--database", "sqlite:///outputs/aliansi.db"]
    assert run("store", "check", *database) == 0
    assert run("store", "size", *database) == 0
    assert run("store", "backup", "copy.db", *database) == 0
    assert Path("copy.db").stat().st_size > 10_000
    assert run("store", "prune", "--before", "2024-10-19", *database) == 0
    assert "1 articles" in capsys.readouterr().out
    assert run("store", "prune", "--before", "2024-10-19", "--yes", *database) == 0
    assert run("search", "sanctions", *database) == 0
    assert "another missile fell" in capsys.readouterr().out
    assert run("search", "praised", *database) == 0
    assert "northern border" not in capsys.readouterr().out
    assert run("events", "--words", "sanctions", "--json", *database) == 0
    assert json.loads(capsys.readouterr().out.splitlines()[0])["action"]["plover"] == "SANCTION"
