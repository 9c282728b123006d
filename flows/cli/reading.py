"""The commands that look into the store: `events` and `why`."""

import json
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from flows.cli.running import Database, SettingsFile, read_chosen
from flows.cli.screen import Exit, day, event_table, out, sentence, tell
from ontology import Article, Event

if TYPE_CHECKING:
    from flows.names import Directory

Day = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="A day, e.g. 2024-10-18.")]
SHOWN = 20


def events(
    actor: Annotated[str | None, typer.Option(help="Who did it: a code (PRK) or a name (North Korea).")] = None,
    target: Annotated[str | None, typer.Option(help="To whom it was done.")] = None,
    kind: Annotated[str | None, typer.Option("--type", help="PLOVER type, e.g. AID.")] = None,
    since: Day = None,
    until: Day = None,
    as_json: Annotated[bool, typer.Option("--json", help="Write one JSON object a line.")] = False,
    settings: SettingsFile = None,
    database: Database = None,
) -> None:
    """List the stored events, each with its sentence."""
    from flows.names import open_directory
    from store import EventStore

    chosen = read_chosen(settings, database)
    directory = open_directory(chosen.actors)
    with EventStore(chosen.database) as store:
        found = store.events(
            actor=directory.find(actor) if actor else None, target=directory.find(target) if target else None,
            type=_check_type(kind) if kind else None, since=_day(since), until=_day(until),
        )  # fmt: skip
        if as_json:
            for event in found:
                print(json.dumps(event.model_dump(mode="json"), ensure_ascii=False))
            return
        listed = list(found)
    if listed:
        out().print(event_table(listed, directory))
    tell(f"{len(listed)} events", label="found")


def why(
    a: Annotated[str, typer.Argument(metavar="A", help="One side: a code (PRK) or a name (North Korea).")],
    b: Annotated[str, typer.Argument(metavar="B", help="The other side.")],
    every: Annotated[bool, typer.Option("--all", help=f"Show all sentences, not the {SHOWN} latest.")] = False,
    settings: SettingsFile = None,
    database: Database = None,
) -> None:
    """Show the tie between two actors and the sentences behind it."""
    from flows.names import open_directory
    from flows.ties import read_ties
    from store import EventStore

    chosen = read_chosen(settings, database)
    directory = open_directory(chosen.actors)
    one, other = directory.find(a), directory.find(b)
    if one == other:
        raise typer.BadParameter(f"{a} and {b} are the same actor, {one}; a tie has two sides")
    with EventStore(chosen.database) as store:
        found = list(store.events(either=(one, other)))
        shown = found if every else found[-SHOWN:]
        articles = {article.id: article for article in store.articles(sorted({event.article for event in shown}))}
    names = f"{directory.show(one, a)} – {directory.show(other, b)}"
    if not found:
        tell(f"no event between {names} in the store; aliansi events shows what there is")
        raise typer.Exit(Exit.FAILURE)
    console = out()
    for tie in read_ties(chosen.database, directory, pair=(one, other)):
        console.print(
            f"[bold]{names}[/]: {tie.events} events, cooperation {tie.cooperation:.1f}, conflict {tie.conflict:.1f}; "
            f"reported events lean {tie.label.value}"
            + (f"; {tie.first} to {tie.last}" if tie.first else "")
            + (f"; {tie.not_actual} more planned, hypothetical, denied or negated" if tie.not_actual else "")
        )
    if len(shown) < len(found):
        console.print(f"The {len(shown)} latest of {len(found)} sentences; --all shows them all.")
    for event in shown:
        _print_evidence(event, articles[event.article], directory)


def _print_evidence(event: Event, article: Article, directory: "Directory") -> None:
    console = out()
    action = event.action.plover + (f"/{event.action.mode}" if event.action.mode else "")
    sides = [directory.show(side.actor, side.text) for side in (event.actor, event.target)]
    more = [
        part
        for part in (event.quantity and f"quantity: {event.quantity}", event.speaker and f"says: {event.speaker}")
        if part
    ]
    console.print()
    console.print(f"{day(event) or 'no date'}  {sides[0]} → {action} → {sides[1]}", style="bold", markup=False, end="")
    console.print("  " + "; ".join([event.status.value, *more]), markup=False)
    console.print(sentence(event), soft_wrap=True)
    published = article.published.date().isoformat() if article.published else "no date"
    title = f"{article.title}, " if article.title else ""
    console.print(f"{title}{article.source}, {published}, {article.url}", style="dim", markup=False, soft_wrap=True)


def _check_type(kind: str) -> str:
    from ontology import load_vocabulary

    types = load_vocabulary().types
    if kind.upper() not in types:
        raise typer.BadParameter(f"there is no PLOVER type {kind}; write one of {', '.join(sorted(types))}")
    return kind.upper()


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None
