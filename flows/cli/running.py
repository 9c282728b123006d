"""The commands that run flows: `run`, its parts, and `serve`. Prefect is imported inside them, for it takes seconds."""

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from flows.cli.completion import complete_export, complete_language
from flows.cli.screen import Exit, bar, out, summary_table, tell, tie_table

if TYPE_CHECKING:
    from flows.names import Directory
    from flows.settings import Overrides, Settings
    from flows.summary import Summary

SettingsFile = Annotated[
    Path | None, typer.Option("--settings", help="Settings file; else aliansi.toml here, else the defaults.")
]
Database = Annotated[str | None, typer.Option("--database", help="Database URL; else the one in the settings.")]
Outputs = Annotated[Path | None, typer.Option("--outputs", help="Folder for what is written; else the settings'.")]
SHOWN = 10


def read_chosen(settings: Path | None, database: str | None = None, outputs: Path | None = None) -> "Settings":
    """Return the settings of a command that runs no flow."""
    from flows.settings import read_settings

    return read_settings(settings, override(database, outputs))


def run(
    context: typer.Context, settings: SettingsFile = None, database: Database = None, outputs: Outputs = None
) -> None:
    """Ask the sources, read the events, draw the graph: collect, extract and draw; again, it adds only what is new.

    Example: aliansi run --settings aliansi.toml
    """
    _run("daily", context, settings, database, outputs)


def collect(context: typer.Context, settings: SettingsFile = None, database: Database = None) -> None:
    """Ask the sources for new articles.

    Example: aliansi collect --database sqlite:///news.db
    """
    _run("collect", context, settings, database, None)


def extract(context: typer.Context, settings: SettingsFile = None, database: Database = None) -> None:
    """Read the events of the articles that were not read yet.

    Example: aliansi extract --database sqlite:///news.db
    """
    _run("extract", context, settings, database, None)


def resolve(settings: SettingsFile = None, database: Database = None) -> None:
    """Bring stored events up to the tables of actors after a change of these; no sentence is parsed again.

    Example: aliansi resolve --settings aliansi.toml
    """
    from flows.resolve import resolve_store

    with bar("resolving actors") as listener:
        done = resolve_store(read_chosen(settings, database), listener)
    out().print(f"{done.articles} articles resolved anew, {done.events_changed} events changed")
    if done.left:
        tell(
            f"{done.left} articles name actors that were unknown or apart before: aliansi extract reads them",
            label="note",
        )


def draw(
    context: typer.Context,
    html: Annotated[bool, typer.Option("--html", help="Only the HTML page with the map.")] = False,
    export: Annotated[
        list[str] | None,
        typer.Option(help="Only this file, e.g. ties; may be given again.", autocompletion=complete_export),
    ] = None,
    labels: Annotated[
        str | None, typer.Option(help="Language of the names, e.g. id.", autocompletion=complete_language)
    ] = None,
    every: Annotated[str | None, typer.Option(help="Also the ties of each week, month, quarter or year.")] = None,
    settings: SettingsFile = None,
    database: Database = None,
    outputs: Outputs = None,
) -> None:
    """Draw the graph of all events, and write its files.

    Example: aliansi draw --html --labels id
    """
    exports = (*(export or ()), *(["page"] if html else ())) or None
    _run("draw", context, settings, database, outputs, exports=exports, labels=labels, every=every)


def serve(settings: SettingsFile = None, database: Database = None, outputs: Outputs = None) -> None:
    """Run the daily flow and the weekly brief on their schedule, shown by a running Prefect server.

    Example: aliansi serve --settings aliansi.toml
    """
    from flows.quiet import quiet_prefect
    from flows.settings import DEFAULT_FILE, read_settings

    quiet_prefect()
    overrides = override(database, outputs)
    chosen = read_settings(settings, overrides)
    file = settings or (DEFAULT_FILE if DEFAULT_FILE.is_file() else None)
    from flows.serve import find_server, read_cron, serve_flows

    for line in (chosen.schedule.cron, chosen.schedule.brief):
        read_cron(line, chosen.schedule)
    server = find_server()
    out().print(
        f"Serving [bold]daily[/] on the schedule [bold]{chosen.schedule.cron}[/] and [bold]brief[/] on "
        f"[bold]{chosen.schedule.brief}[/] ({chosen.schedule.timezone}). "
        f"Prefect shows them at [bold]{server.page}[/]. End with Ctrl-C."
    )
    serve_flows(server, chosen.schedule, str(file.absolute()) if file else None, overrides)


def _run(
    name: str, context: typer.Context, settings: Path | None, database: str | None, outputs: Path | None, **more: Any
) -> None:
    from flows.names import open_directory
    from flows.quiet import quiet_prefect
    from flows.settings import read_settings

    debug = bool(context.parent and context.parent.params.get("debug"))
    quiet_prefect(terminal_level=None if debug else "CRITICAL")
    overrides = override(database, outputs, **more)
    chosen = read_settings(settings, overrides)  # these before Prefect starts, so that what is wrong is told at once
    directory = open_directory(chosen.actors)
    with bar("starting Prefect (the first time takes half a minute)") as listener:
        summary = _call(name, str(settings.absolute()) if settings else None, overrides, listener)
    _print(name, summary)
    if name in ("daily", "draw"):
        _print_ties(chosen, directory)
        for export, path in summary.files.items():
            out().print(f"{export}: {path}", soft_wrap=True)
    if summary.partial:
        raise typer.Exit(Exit.PARTIAL)


def _print_ties(chosen: "Settings", directory: "Directory") -> None:
    from flows.atlas import read_evidence, read_ties
    from store import EventStore

    with EventStore(chosen.database) as store:
        ties = [tie for tie in read_ties(store, chosen.ties) if tie.n >= chosen.min_events][:SHOWN]
        best = read_evidence(store, ties)
    out().print(
        tie_table(ties, directory, best) if ties else "No ties yet: no event between two known actors was read."
    )


def _call(
    name: str, settings: str | None, overrides: "Overrides", listener: Callable[[str, int, int], None]
) -> "Summary":
    from flows.progress import listening

    flow = getattr(import_module(f"flows.{name}"), name)
    with listening(listener):
        summary: Summary = flow(settings, overrides)
    return summary


def override(database: str | None, outputs: Path | None, **more: Any) -> "Overrides":
    """Return what the command line puts above the settings."""
    from flows.settings import Overrides

    return Overrides(database=database, outputs=str(outputs) if outputs else None, **more)


def _print(name: str, summary: "Summary") -> None:
    out().print(summary_table(summary, name))
    for item in summary.left_out:
        tell(f"{item.item} ({item.source}): {item.reason}: {item.detail}", label="skipped")
    for source, reason in summary.sources_failed.items():
        tell(f"source {source} failed: {reason}", label="warning")
    for name, reason in summary.alerts_failed.items():
        tell(f"alert {name} waits for the next run: {reason}", label="warning")
    for source, what in summary.sources_odd.items():
        tell(f"source {source} {what}", label="warning")
    if summary.articles_failed:
        tell(f"{summary.articles_failed} articles failed; --debug shows why", label="warning")
