"""The README's commands are those that the project has."""

import json
import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
ALIANSI = Path(sys.executable).parent / "aliansi"


def _run(*arguments: str, text: str | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run([str(ALIANSI), *arguments], input=text, capture_output=True, text=True, cwd=ROOT, check=False)


def test_every_make_target_exists() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"`make ([a-z]+)`|^\$ make ([a-z]+)", README, re.MULTILINE))
    named = {first or second for first, second in targets}
    assert named >= {"demo", "test", "setup", "check"}
    assert all(re.search(rf"^{target}:", makefile, re.MULTILINE) for target in named)


@pytest.mark.parametrize("command", sorted(set(re.findall(r"`aliansi ([a-z]+)", README))))
def test_every_command_exists(command: str) -> None:
    assert _run(command, "--help").returncode == 0


@pytest.mark.parametrize("script", sorted(set(re.findall(r"python (benchmarks/\w+\.py)", README))))
def test_every_benchmark_exists(script: str) -> None:
    assert (ROOT / script).is_file()


def test_the_settings_example_is_read(tmp_path: Path) -> None:
    from flows.settings import read_settings

    (example,) = re.findall(r"```toml\n(.*?)```", README, re.DOTALL)
    (tmp_path / "articles").mkdir()
    file = tmp_path / "aliansi.toml"
    file.write_text(example, encoding="utf-8")
    assert [source.name for source in read_settings(str(file)).sources] == [
        entry["name"] for entry in tomllib.loads(example)["source"]
    ]


def test_code_gives_the_output_shown() -> None:
    (line,) = re.findall(r"^\$ (echo .*\| aliansi code)$", README, re.MULTILINE)
    (shown,) = re.findall(r"```json\n(.*?)```", README, re.DOTALL)
    result = _run("code", text=shlex.split(line)[1])
    assert result.returncode == 0, result.stderr
    assert json.loads(result.stdout) == json.loads(shown)


def test_the_example_of_own_actors_is_right(tmp_path: Path) -> None:
    (example,) = re.findall(r"```csv\n(.*?)```", README, re.DOTALL)
    file = tmp_path / "actors.csv"
    file.write_text(example, encoding="utf-8")
    result = _run("actors", "check", str(file))
    assert (result.returncode, result.stderr) == (0, "")
    assert "2 new actors" in result.stdout
