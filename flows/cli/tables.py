"""The command `import`: tables of events that others made, taken into the same graph."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flows.cli.running import Database, SettingsFile, read_chosen
from flows.cli.screen import bar, out, tell

if TYPE_CHECKING:
    from ontology import Report

NAMED = 3
"""Bad rows of each reason that are named."""


def import_table(
    file: Annotated[Path, typer.Argument(help="A table, plain or as .gz, .xz or .zip.")],
    kind: Annotated[str, typer.Option("--format", help="gdelt (2.0 events), polecat, icews or dyad-years.")],
    name: Annotated[str | None, typer.Option(help="Name of the origin; else the format.")] = None,
    replace: Annotated[bool, typer.Option("--replace", help="First remove what came from this origin.")] = False,
    settings: SettingsFile = None,
    database: Database = None,
) -> None:
    """Take a table of events that others made into the graph; rows that cannot be used are counted and named.

    Example: aliansi import 20240619.export.CSV.zip --format gdelt
    """
    from extractors.tables import FORMATS, BadRow, read_table
    from flows.names import open_directory
    from store import EventStore, remove_imported

    if kind not in FORMATS:
        raise typer.BadParameter(f"there is no format {kind!r}; write one of {', '.join(FORMATS)}")
    chosen = read_chosen(settings, database)
    vocabulary = open_directory(chosen.actors).vocabulary
    bad: dict[str, list[BadRow]] = {}
    counts: Counter[str] = Counter()

    def keep_good() -> "Iterator[Report]":
        with bar(f"importing {file.name}") as listener:
            for number, row in enumerate(read_table(file, FORMATS[kind], vocabulary), 1):
                if number % 1000 == 0:
                    listener(f"importing {file.name}", number, 0)
                if isinstance(row, BadRow):
                    counts[row.reason] += 1
                    bad.setdefault(row.reason, []).append(row) if counts[row.reason] <= NAMED else None
                else:
                    counts["reports"] += 1
                    yield row

    if replace:
        number = remove_imported(chosen.database, name or kind)
        tell(f"{number} reports of {name or kind}", label="removed")
    with EventStore(chosen.database) as store:
        new = store.put_imported(keep_good(), origin=name or kind)
    out().print(f"{counts.pop('reports', 0)} reports read from {file}, {new} of them new", soft_wrap=True, markup=False)
    for reason, number in counts.most_common():
        lines = "; ".join(f"line {row.line}: {row.detail}" for row in bad[reason])
        tell(f"{number} rows, {reason}: {lines}{' …' if number > NAMED else ''}", label="left out")
