"""Name the values that a shell may complete, from tables as they stand; Typer keeps those that begin as was typed."""

import csv
import tomllib
from collections.abc import Iterator
from pathlib import Path

import typer

ROOT = Path(__file__).parents[2]
ACTORS = ("states", "organizations", "groups")


def complete_actor() -> Iterator[tuple[str, str]]:
    """Yield codes of actors, each with its name; people are too many."""
    for table in ACTORS:
        with (ROOT / "ontology" / "actors" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
            yield from ((row["id"], row["name"]) for row in csv.DictReader(file))


def complete_language() -> list[str]:
    """Return codes of languages that have a pack."""
    return sorted(table.parent.name for table in (ROOT / "extractors" / "languages").glob("*/language.toml"))


def complete_type() -> list[str]:
    """Return PLOVER types."""
    return list(tomllib.loads((ROOT / "ontology" / "actions.toml").read_text(encoding="utf-8")))


def complete_export() -> list[tuple[str, str]]:
    """Return names of exports, each with its file."""
    from graph import EXPORTS

    return [(name, export.file) for name, export in EXPORTS.items()]


def complete_source(context: typer.Context) -> list[str]:
    """Return names of the sources in the settings file."""
    try:
        table = tomllib.loads(Path(context.params.get("settings") or "aliansi.toml").read_text(encoding="utf-8"))
        return [str(entry["name"]) for entry in table["source"]]
    except (OSError, ValueError, KeyError, TypeError):  # not while somebody types; the command itself tells
        return []
