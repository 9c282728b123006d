import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from flows.cli.app import app
from flows.settings import read_settings


def init(*args: str) -> Result:
    return CliRunner().invoke(app, ["init", *args])


def test_without_a_terminal_it_takes_defaults_and_tells_what_comes_next() -> None:
    done = init()
    assert done.exit_code == 0, done.output
    settings = read_settings("aliansi.toml")
    assert settings.languages == ("en", "id")
    assert settings.sources
    assert not any(source.enabled for source in settings.sources)
    assert [line.strip() for line in done.stdout.splitlines()[1:]] == [
        "aliansi doctor", "aliansi sources check --all", "aliansi run",
    ]  # fmt: skip


def test_options_answer_every_question() -> None:
    done = init(
        "own.toml", "--languages", "en", "--sources", "un news, BBC News World", "--database", "sqlite:///a.db",
        "--outputs", "there", "--cron", "30 5 * * 1", "--timezone", "Asia/Makassar", "--contact", "me@example.org",
    )  # fmt: skip
    assert done.exit_code == 0, done.output
    settings = read_settings("own.toml")
    assert {source.name for source in settings.sources if source.enabled} == {"UN News", "BBC News World"}
    assert (settings.languages, settings.database, str(settings.outputs)) == (("en",), "sqlite:///a.db", "there")
    assert (settings.schedule.cron, settings.schedule.timezone) == ("30 5 * * 1", "Asia/Makassar")
    assert "me@example.org" in settings.fetch.agent
    assert "aliansi run --settings own.toml" in done.stdout


def test_the_example_articles_are_enabled() -> None:
    assert init("--example").exit_code == 0
    settings = read_settings("aliansi.toml")
    assert [source.kind for source in settings.sources if source.enabled] == ["folder", "folder", "feed"]
    assert str(settings.outputs) == "outputs/demo"


def test_all_sources_can_be_enabled() -> None:
    assert "56 of 56 sources enabled" in init("--sources", "all").stdout


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["--languages", "en,fr"], "some of en, id"),
        (["--languages", ","], "some of en, id"),
        (["--sources", "Nobody's Gazette"], "no source is named Nobody's Gazette"),
        (["--sources", "all", "--example"], "not both"),
        (["--cron", "often"], "no cron line"),
        (["--timezone", "Mars/Olympus"], "no time zone"),
        (["--contact", "mé@example.org"], "plain ASCII"),
    ],
)
def test_a_wrong_answer_is_told_and_nothing_is_written(args: list[str], said: str) -> None:
    done = init(*args)
    assert done.exit_code == 2
    assert said in " ".join(done.stderr.replace("│", " ").split())
    assert list(Path().iterdir()) == []


def test_a_file_that_is_there_is_replaced_only_by_force() -> None:
    Path("aliansi.toml").write_text("batch_size = 7\n")
    done = init("--yes")
    assert (done.exit_code, Path("aliansi.toml").read_text()) == (2, "batch_size = 7\n")
    assert "--force" in done.stderr
    assert init("--yes", "--force").exit_code == 0
    assert read_settings().batch_size == 50


def test_on_a_terminal_it_asks_and_asks_again_after_a_wrong_answer() -> None:
    here, there = pty.openpty()
    answers = ["fr", "id", "1, Tempo Dunia", "", "mine", "never", "0 7 * * *", "Asia/Jakarta", "me@example.org"]
    os.write(here, "".join(f"{answer}\n" for answer in answers).encode())
    command = [sys.executable, "-c", "from flows.cli import main; main()", "init"]
    done = subprocess.run(command, stdin=there, capture_output=True, text=True, timeout=60)
    os.close(here)
    os.close(there)
    assert done.returncode == 0, done.stderr
    settings = read_settings()
    enabled = [source.name for source in settings.sources if source.enabled]
    assert (settings.languages, len(enabled), enabled[-1]) == (("id",), 2, "Tempo Dunia")
    assert (str(settings.outputs), settings.schedule.cron) == ("mine", "0 7 * * *")
    assert (settings.schedule.timezone, "me@example.org" in settings.fetch.agent) == ("Asia/Jakarta", True)
