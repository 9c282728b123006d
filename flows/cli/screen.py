"""Write to the terminal: consoles, exit codes, the bar of long work, events, ties and changes in tables."""

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from enum import IntEnum
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from flows.names import Directory
    from flows.summary import Summary
    from graph import Change, Tie
    from ontology import Event

COLOURS = {"actor": "bold cyan", "action": "bold yellow", "target": "bold magenta"}


class Exit(IntEnum):
    """Exit codes: what a script may rely on."""

    SUCCESS = 0
    FAILURE = 1
    USAGE = 2
    PARTIAL = 3


def out() -> Console:
    """Return the console on standard output; wide where nobody watches, so that no cell is cut."""
    return Console(highlight=False) if sys.stdout.isatty() else Console(highlight=False, width=160)


def tell(message: str, *, label: str = "error") -> None:
    """Write one message to standard error."""
    Console(stderr=True, highlight=False, soft_wrap=True).print(
        Text.assemble((f"{label}: ", "bold red" if label == "error" else "bold yellow"), message)
    )


@contextmanager
def bar(first: str) -> Iterator[Callable[[str, int, int], None]]:
    """Draw a progress bar on standard error while the block runs; gives what to call with stage, done and total."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        line = progress.add_task(first, total=None)

        def show(stage: str, done: int, total: int) -> None:
            progress.update(line, description=stage, completed=done, total=total or None)

        yield show


def sentence(event: "Event") -> Text:
    """Return an event's sentence with actor, action and target in their colours."""
    text = Text(event.sentence.replace("\n", " "))
    for name, colour in COLOURS.items():
        part = getattr(event, name)
        if event.sentence_start <= part.start and part.end <= event.sentence_end:
            text.stylize(colour, part.start - event.sentence_start, part.end - event.sentence_start)
    return text


def day(event: "Event") -> str:
    """Return the day of the act, or else the day it was published."""
    return event.date or (event.published.date().isoformat() if event.published else "")


def event_table(events: Iterable["Event"], directory: "Directory") -> Table:
    """Return a table of events, each with its sentence."""
    table = Table(show_lines=True)
    for column, colour in (
        ("date", ""),
        *((key, COLOURS[key]) for key in ("actor", "action", "target")),
        ("status", ""),
    ):
        table.add_column(column, style=colour, no_wrap=column == "date")
    table.add_column("sentence", ratio=1)
    for event in events:
        mode = f"/{event.action.mode}" if event.action.mode else ""
        table.add_row(
            day(event), directory.show(event.actor.actor, event.actor.text), f"{event.action.plover}{mode}",
            directory.show(event.target.actor, event.target.text), event.status.value, sentence(event),
        )  # fmt: skip
    return table


def summary_table(summary: "Summary", flow: str) -> Table:
    """Return the counts of a run, those that its flow does not touch left out."""
    table = Table(show_header=False, box=None)
    asked = (
        ("sources", summary.sources), ("articles read", summary.articles_read), ("  new", summary.articles_new),
        *((f"  skipped: {reason}", count) for reason, count in summary.skipped.items()),
    )  # fmt: skip
    coded = (
        ("articles coded", summary.articles_coded), ("  failed", summary.articles_failed),
        ("new events", summary.events_new),
    )  # fmt: skip
    drawn = (("events drawn", summary.events), ("ties", summary.ties))
    parts = {"collect": asked, "extract": coded, "draw": drawn, "daily": (*asked, *coded, *drawn)}
    for label, count in parts[flow]:
        table.add_row(label, str(count))
    return table


def tie_table(
    ties: Iterable["Tie"],
    directory: "Directory",
    best: Mapping[str, "Event"],
    *,
    title: str = "Ties with the most acts",
) -> Table:
    """Return a table of ties, each with its label, its measures and, of the events `best` by id, its best sentence."""
    table = Table(title=title, title_justify="left", show_lines=True)
    table.add_column("tie", style="bold")
    table.add_column("label")
    for column in ("acts", "closeness", "valence", "hostility", "index"):
        table.add_column(column, justify="right")
    table.add_column("best sentence", ratio=1)
    for tie in ties:
        event = next((best[key] for key in tie.evidence if key in best), None)
        table.add_row(
            f"{directory.show(tie.actor, tie.actor)} –\n{directory.show(tie.target, tie.target)}", tie.label.value,
            str(tie.n), f"{tie.closeness:+.1f}\n{tie.closeness_low:+.1f} to {tie.closeness_high:+.1f}",
            f"{tie.valence:.2f}\n{tie.valence_low:.2f} to {tie.valence_high:.2f}", f"{tie.hostility:.1f}",
            "" if tie.index is None else f"{tie.index:+.1f}", sentence(event) if event else "",
        )  # fmt: skip
    return table


def change_table(changes: Iterable["Change"], directory: "Directory", best: Mapping[str, "Event"]) -> Table:
    """Return a table of changes, each with the best of its sentences among the events `best` by id."""
    table = Table(show_lines=True)
    for column in ("period", "tie", "change"):
        table.add_column(column, style="bold" if column == "tie" else "")
    for column in ("acts", "expected", "p"):
        table.add_column(column, justify="right")
    table.add_column("best sentence", ratio=1)
    for change in changes:
        event = next((best[key] for key in change.evidence if key in best), None)
        table.add_row(
            f"{change.since} –\n{change.until}",
            f"{directory.show(change.actor, change.actor)} –\n{directory.show(change.target, change.target)}",
            f"{'more' if change.rises else 'less'} {change.kind}", str(change.n), f"{change.expected:.1f}",
            f"{change.p:.1g}", sentence(event) if event else "",
        )  # fmt: skip
    return table
