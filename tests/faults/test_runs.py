"""Two runs of the command line at once, on one store, do what one does."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
RUN = "from flows.cli import main; main()"


@pytest.mark.slow
def test_two_runs_at_once_do_what_one_does(
    sources: Any, undisturbed: str, write_settings: Any, compare: Any, note: Any, tmp_path: Path
) -> None:
    top = f'outputs = "{tmp_path / "outputs"}"\nexports = ["ties"]'
    settings = write_settings(tmp_path, sources, top=top)
    runs = []
    for number in range(2):
        home = {"PREFECT_HOME": str(tmp_path / f"prefect{number}"), "PYTHONPATH": str(ROOT)}
        command = [sys.executable, "-c", RUN, "run", "--settings", str(settings)]
        with (tmp_path / f"log{number}").open("w") as log:
            runs.append(subprocess.Popen(command, env={**os.environ, **home}, stdout=log, stderr=log))
    codes = [run.wait(300) for run in runs]
    logs = [(tmp_path / f"log{number}").read_text() for number in range(2)]
    lost, doubled = compare(f"sqlite:///{tmp_path}/store.db", undisturbed)
    note("two runs at once on one store", 1, lost, doubled, "as one run")
    assert codes == [0, 0], logs
    assert not any("Traceback" in log for log in logs), logs
    assert (tmp_path / "outputs" / "graphs" / "ties.gexf").stat().st_size > 0
