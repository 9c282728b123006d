"""Put the commands together, and turn what goes wrong into one clear line and an exit code.

0: done. 1: failed. 2: wrong usage or settings. 3: done, but a source or an article failed on the way; items that a
source leaves out for a reason of its own (an empty page, another language) are counted and are no failure.
"""

import gc
import sys
from collections.abc import Callable
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from flows.cli import (
    actors,
    asking,
    coding,
    doctor,
    init,
    lexicon,
    reading,
    running,
    sources,
    status,
    store,
    tables,
)
from flows.cli.screen import Exit, tell

HELP = """Read world news and keep the map of who stands with whom.

[bold]aliansi run[/] does it all: asks the sources, reads the events, draws the graph.

[bold]aliansi why PRK RUS[/] shows the sentences behind a tie.

[bold]aliansi code[/] reads the events of your own texts.

Begin with [bold]aliansi init[/] and [bold]aliansi doctor[/]. Every command takes --help.

Exit codes: 0 done; 1 failed; 2 wrong usage or settings; 3 done, but a source, an article or a line failed on the way.
"""


USAGE = frozenset({"SettingsError", "UnknownActorError", "WindowError"})
CLEAR = frozenset(
    {"StoreError", "TableError", "LineError", "ModelError", "ServerError", "SourceError", "UnreachableSourceError"}
)
"""Errors by name, because importing them takes time, whose messages say all."""


GARBAGE = (50_000, 20, 100)
"""Thresholds of the search for garbage: half a million objects of tables and models stay, and each search costs."""


class ClearErrors(TyperGroup):
    """Commands whose errors are one line on standard error, unless --debug asks for the traceback."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command; what it raises becomes a message and an exit code."""
        try:
            return super().invoke(ctx)
        except Exception as error:
            if type(error).__module__.split(".")[0] in ("typer", "click"):
                raise  # Typer writes these itself
            if ctx.params.get("debug"):
                raise
            name = type(error).__name__
            usage = name in ("SettingsError", "UnknownActorError", "WindowError")
            known = usage or name in (
                "StoreError",
                "TableError",
                "LineError",
                "ModelError",
                "ServerError",
                "SourceError",
            )
            known = known or name == "UnreachableSourceError"
            hint = "" if known else f" ({name}; aliansi --debug … shows where)"
            tell(f"{error or name}{hint}")
            raise typer.Exit(Exit.USAGE if usage else Exit.FAILURE) from error


app = typer.Typer(
    cls=ClearErrors, help=HELP, no_args_is_help=True, rich_markup_mode="rich", pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)  # fmt: skip


def _show_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        print(f"aliansi {version('aliansi')}")
        raise typer.Exit


@app.callback()
def _options(
    debug: Annotated[bool, typer.Option("--debug", help="Show tracebacks and the full log.")] = False,
    _version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and end.")
    ] = False,
) -> None:
    if debug:
        import logging

        logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")


COMMANDS: dict[str, tuple[Callable[..., None], ...]] = {
    "Begin": (init.init, doctor.doctor),
    "Keep the map": (
        running.run,
        running.collect,
        running.extract,
        running.resolve,
        running.draw,
        running.serve,
        status.status,
        status.alert,
    ),
    "Look at it": (
        reading.events,
        reading.search,
        asking.ties,
        asking.why,
        asking.changes,
        asking.path,
        asking.blocs,
        asking.brief,
    ),
    "Code texts of your own": (coding.code,),
}
for panel, commands in COMMANDS.items():
    for command in commands:
        app.command(rich_help_panel=panel)(command)
app.command("import", rich_help_panel="Keep the map")(tables.import_table)
app.add_typer(actors.app, name="actors", rich_help_panel="Look at it")
app.add_typer(sources.app, name="sources", rich_help_panel="Keep the map")
app.add_typer(store.app, name="store", rich_help_panel="Keep the map")
app.add_typer(lexicon.app, name="lexicon", rich_help_panel="Look at it")


def main(args: list[str] | None = None) -> None:
    """Run the command line; ends the process with one of the exit codes."""
    gc.set_threshold(*GARBAGE)
    try:
        app(args=args, prog_name="aliansi")
    finally:
        gc.freeze()  # else the interpreter searches all of it once more before it ends
    sys.exit(Exit.SUCCESS)
