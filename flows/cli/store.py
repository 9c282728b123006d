"""The commands `store …`: check the database, copy it, forget what is old, tell its size."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from flows.cli.running import Database, SettingsFile, read_chosen
from flows.cli.screen import Exit, out, tell

app = typer.Typer(no_args_is_help=True)


@app.callback()
def store() -> None:
    """Look after the database."""


@app.command()
def check(settings: SettingsFile = None, database: Database = None) -> None:
    """Look for damage and for rows that belong to nothing.

    Example: aliansi store check
    """
    from store import check

    faults = check(read_chosen(settings, database).database)
    for fault in faults:
        tell(fault, label="fault")
    if faults:
        raise typer.Exit(Exit.FAILURE)
    out().print("The store is sound.")


@app.command()
def backup(
    file: Annotated[Path, typer.Argument(help="New file for the copy.")],
    settings: SettingsFile = None,
    database: Database = None,
) -> None:
    """Copy the database into a file, also while flows run.

    Example: aliansi store backup aliansi-backup.db
    """
    from store import back_up

    back_up(read_chosen(settings, database).database, file)
    out().print(f"{file}: {file.stat().st_size:,} bytes", soft_wrap=True)


@app.command()
def prune(
    before: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help="Forget what was published before this day.")],
    yes: Annotated[bool, typer.Option("--yes", help="Do it; without this, it is only counted.")] = False,
    settings: SettingsFile = None,
    database: Database = None,
) -> None:
    """Forget old articles and their events; they are not taken in again.

    Example: aliansi store prune --before 2020-01-01
    """
    from store import prune

    done = prune(read_chosen(settings, database).database, before.date(), dry=not yes)
    out().print(f"{done.articles} articles and {done.events} events {'forgotten' if yes else 'would be forgotten'}")
    if not yes and done.articles:
        tell("nothing was changed; --yes does it", label="note")


@app.command()
def size(settings: SettingsFile = None, database: Database = None) -> None:
    """Tell how many rows each table has, and what the database takes on the disk.

    Example: aliansi store size
    """
    from rich.table import Table

    from store import measure

    found = measure(read_chosen(settings, database).database)
    table = Table("table", "rows")
    for name, number in found.rows.items():
        table.add_row(name, f"{number:,}")
    for name, number in found.origins.items():
        table.add_row(f"  imported as {name}", f"{number:,}")
    out().print(table)
    out().print(f"{found.total:,} bytes on the disk")
