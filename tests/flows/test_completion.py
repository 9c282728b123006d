import os
import subprocess
import sys
from pathlib import Path

import pytest

from flows.cli import completion
from flows.scaffold import Answers, list_sources, save_settings


def complete(*words: str) -> list[str]:
    """What bash would offer for the last word."""
    asked = {"COMP_WORDS": " ".join(("aliansi", *words)), "COMP_CWORD": str(len(words))}
    done = subprocess.run(
        [sys.executable, "-c", "from flows.cli import main; main()"], capture_output=True, text=True, check=True,
        env={**os.environ, **asked, "_ALIANSI_COMPLETE": "complete_bash"},
    )  # fmt: skip
    return done.stdout.split()


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (["why", "PR"], {"PRK", "PRT"}),
        (["why", "PRK", "RU"], {"RUS"}),
        (["ties", "--actor", "NA"], {"NATO"}),
        (["draw", "--export", "p"], {"page", "picture", "parquet", "polecat"}),
        (["events", "--type", "CO"], {"CONSULT", "COERCE"}),
        (["actors", "find", "Kim", "--language", ""], {"en", "id"}),
        (["doc"], {"doctor"}),
    ],
)
def test_the_shell_completes_values(words: list[str], offered: set[str]) -> None:
    assert offered <= set(complete(*words))


def test_the_shell_completes_sources_of_the_settings(tmp_path: Path) -> None:
    assert complete("sources", "check", "UN") == []
    save_settings(Answers(["en"], list_sources(["en"]), "", "", "", "", ""), tmp_path / "own.toml")
    assert "UN" in complete("sources", "check", "--settings", "own.toml", "UN")[:1]


def test_values_are_those_of_the_tables() -> None:
    from extractors import languages
    from graph import EXPORTS
    from ontology import load_vocabulary

    vocabulary = load_vocabulary()
    assert {code for code, _ in completion.complete_actor()} <= set(vocabulary.actors)
    assert set(completion.complete_type()) == set(vocabulary.types)
    assert completion.complete_language() == list(languages())
    assert [name for name, _ in completion.complete_export()] == list(EXPORTS)
