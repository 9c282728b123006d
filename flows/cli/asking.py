"""The commands that ask the graph: `ties`, `why`, `changes`, `path`, `blocs` and `brief`."""

import json
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from flows.cli.completion import complete_actor
from flows.cli.running import Database, Outputs, SettingsFile, read_chosen
from flows.cli.screen import Exit, change_table, day, out, sentence, tell, tie_table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from flows.names import Directory
    from graph import Tie
    from ontology import Article, Event, Record

Span = Annotated[
    str | None,
    typer.Option("--window", help="2024, 2024-Q3, 2024-06, 2024-06-19, 90d (the last 90 days), 2024-06..2024-08."),
]
AsJson = Annotated[bool, typer.Option("--json", help="Write JSON.")]
SHOWN = 20


def ties(
    actor: Annotated[
        str | None, typer.Option(help="Only ties of this actor: a code (PRK) or a name.", autocompletion=complete_actor)
    ] = None,
    label: Annotated[str | None, typer.Option(help="aligned, hostile, ambivalent, neutral or insufficient.")] = None,
    min_events: Annotated[int, typer.Option(min=0, help="Only ties with so many acts.")] = 1,
    every: Annotated[bool, typer.Option("--all", help="All pairs of actors, also those that share no act.")] = False,
    window: Span = None,
    entities: Annotated[
        bool, typer.Option("--entities", help="Persons and groups for themselves, not for their states.")
    ] = False,
    half_life: Annotated[float | None, typer.Option(min=0, help="Years after which cooperation counts half.")] = None,
    hostility_half_life: Annotated[float | None, typer.Option(min=0, help="Years after which conflict does.")] = None,
    limit: Annotated[int, typer.Option(min=1, help="How many to print as a table.")] = SHOWN,
    as_json: AsJson = False,
    settings: SettingsFile = None,
    database: Database = None,
) -> None:
    """List who is close to whom and who is hostile, with 90% intervals.

    Example: aliansi ties --actor PRK --window 2024-Q3
    """
    from flows.atlas import read_evidence, read_ties
    from flows.names import open_directory
    from store import EventStore

    chosen = read_chosen(settings, database)
    directory = open_directory(chosen.actors)
    given = {"half_life": half_life, "hostility_half_life": hostility_half_life}
    fading = chosen.ties.model_copy(update={name: value for name, value in given.items() if value is not None})
    side = directory.find(actor) if actor else None
    if label is not None:
        _check_label(label)
    with EventStore(chosen.database) as store:
        found = [
            tie
            for tie in read_ties(store, fading, window, entities=entities, every=every)
            if (every or tie.n >= min_events)
            and (side is None or side in (tie.actor, tie.target))
            and (label is None or tie.label == label)
        ]
        if as_json:
            _print_json(found)
            return
        best = read_evidence(store, found[:limit])
    if found:
        out().print(tie_table(found[:limit], directory, best))
    tell(f"{len(found)} ties" + (f", {limit} shown; --limit shows more" if len(found) > limit else ""), label="found")


def why(
    a: Annotated[
        str,
        typer.Argument(
            metavar="A", help="One side: a code (PRK) or a name (North Korea).", autocompletion=complete_actor
        ),
    ],
    b: Annotated[str, typer.Argument(metavar="B", help="The other side.", autocompletion=complete_actor)],
    every: Annotated[bool, typer.Option("--all", help=f"Show all sentences, not the {SHOWN} latest.")] = False,
    window: Span = None,
    as_json: AsJson = False,
    settings: SettingsFile = None,
    database: Database = None,
) -> None:
    """Show the tie between two actors: its measures, the treaties between them, and the sentences behind it.

    Example: aliansi why "North Korea" Russia --window 2024
    """
    from flows.atlas import open_window, read_ties
    from flows.names import open_directory
    from ontology import list_bonds
    from store import EventStore

    chosen = read_chosen(settings, database)
    directory = open_directory(chosen.actors)
    one, other = directory.find(a), directory.find(b)
    if one == other:
        raise typer.BadParameter(f"{a} and {b} are the same actor, {one}; a tie has two sides")
    pair = (min(one, other), max(one, other))
    bonds = list_bonds(directory.vocabulary.treaties).get(pair, ())
    with EventStore(chosen.database) as store:
        span = open_window(window, chosen.ties, last=store.last_day())
        found = list(store.events(either=(one, other), since=span.since, until=span.until))
        tie = next((tie for tie in read_ties(store, chosen.ties, window) if (tie.actor, tie.target) == pair), None)
        shown = found if every else found[-SHOWN:]
        articles = {article.id: article for article in store.articles(sorted({event.article for event in shown}))}
    names = f"{directory.show(one, a)} – {directory.show(other, b)}"
    if as_json:
        parts = {
            "tie": tie and tie.model_dump(mode="json"),
            "treaties": [bond.model_dump(mode="json") for bond in bonds],
        }
        print(json.dumps({**parts, "events": [event.model_dump(mode="json") for event in found]}, ensure_ascii=False))
    elif tie is not None:
        _print_tie(names, tie)
    for bond in () if as_json else bonds:
        since, until = bond.since or "?", f"to {bond.until}" if bond.until else "in force"
        out().print(f"treaty: {bond.name} ({', '.join(bond.obligations)}), from {since} {until}", markup=False)
    if tie is None:
        where = "in this window" if window else "in the store"
        tell(f"no event between {names} {where}; aliansi ties shows what there is")
        raise typer.Exit(Exit.FAILURE)
    if as_json:
        return
    if len(shown) < len(found):
        out().print(f"The {len(shown)} latest of {len(found)} sentences; --all shows them all.")
    for event in shown:
        _print_evidence(event, articles[event.article], directory)


def changes(
    period: Annotated[
        str, typer.Option(help="week, month, quarter, year, or days that roll up to the last: 30d.")
    ] = "month",
    actor: Annotated[
        str | None, typer.Option(help="Only changes of this actor's ties.", autocompletion=complete_actor)
    ] = None,
    limit: Annotated[int, typer.Option(min=1, help="How many to print as a table.")] = SHOWN,
    as_json: AsJson = False,
    settings: SettingsFile = None,
    database: Database = None,
) -> None:
    """List where cooperation or conflict of a pair rose or fell beyond the usual bursts of news.

    Example: aliansi changes --period 30d --actor IDN
    """
    from flows.atlas import read_acts, read_evidence
    from flows.names import open_directory
    from graph import find_changes
    from store import EventStore

    chosen = read_chosen(settings, database)
    directory = open_directory(chosen.actors)
    side = directory.find(actor) if actor else None
    with EventStore(chosen.database) as store:
        told = find_changes(read_acts(store), period=_read_period(period))
        found = [change for change in told if side is None or side in (change.actor, change.target)]
        if as_json:
            _print_json(found)
            return
        best = read_evidence(store, found[:limit])
    if found:
        out().print(change_table(found[:limit], directory, best))
    tell(f"{len(found)} significant changes" + (f", {limit} shown" if len(found) > limit else ""), label="found")


def path(
    a: Annotated[str, typer.Argument(metavar="A", help="Where the path starts.", autocompletion=complete_actor)],
    b: Annotated[str, typer.Argument(metavar="B", help="Where it ends.", autocompletion=complete_actor)],
    window: Span = None,
    as_json: AsJson = False,
    settings: SettingsFile = None,
    database: Database = None,
) -> None:
    """Show the strongest chain of cooperation between two actors, each step with its best sentence.

    Example: aliansi path IDN UKR
    """
    from flows.atlas import read_evidence, read_ties
    from flows.names import open_directory
    from graph import find_path
    from store import EventStore

    chosen = read_chosen(settings, database)
    directory = open_directory(chosen.actors)
    one, other = directory.find(a), directory.find(b)
    with EventStore(chosen.database) as store:
        steps = find_path(read_ties(store, chosen.ties, window), one, other)
        best = read_evidence(store, steps)
    if as_json:
        _print_json(steps)
    elif steps:
        out().print(tie_table(steps, directory, best, title="The strongest chain of cooperation"))
    if not steps:
        tell(f"no chain of cooperation leads from {directory.show(one, a)} to {directory.show(other, b)}")
        raise typer.Exit(Exit.FAILURE)


def blocs(
    window: Span = None, as_json: AsJson = False, settings: SettingsFile = None, database: Database = None
) -> None:
    """Show who stands together against whom, how stable that is, and whether triads are balanced beyond chance.

    Example: aliansi blocs --window 2024-06..2024-08
    """
    from flows.atlas import read_ties
    from flows.brief import tell_blocs
    from flows.names import open_directory
    from graph import find_blocs, weigh_balance
    from store import EventStore

    chosen = read_chosen(settings, database)
    directory = open_directory(chosen.actors)
    with EventStore(chosen.database) as store:
        ties = read_ties(store, chosen.ties, window)
    found, balance = find_blocs(ties), weigh_balance(ties)
    if as_json:
        print(json.dumps({**found._asdict(), "balance": balance._asdict()}, ensure_ascii=False))
        return
    for line in tell_blocs(found, balance, directory):
        out().print(line, markup=False, soft_wrap=True)


def brief(
    since: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="First day; else the last 7 days.")
    ] = None,
    settings: SettingsFile = None,
    database: Database = None,
    outputs: Outputs = None,
) -> None:
    """Write what is new: changes, new ties, top events and what is open, as Markdown and HTML.

    Example: aliansi brief --since 2024-06-01
    """
    from flows.brief import save_brief
    from flows.names import open_directory
    from store import EventStore

    chosen = read_chosen(settings, database, outputs)
    with EventStore(chosen.database) as store:
        files = save_brief(
            store,
            chosen.ties,
            open_directory(chosen.actors),
            chosen.outputs / "briefs",
            since=since.date() if since else None,
        )
    for file in files:
        out().print(str(file), soft_wrap=True)


def _print_tie(names: str, tie: "Tie") -> None:
    told = f"[bold]{names}[/]: {tie.label.value}, {_count(tie.n, 'act')}"
    told += f" told by {_count(tie.publishers, 'publisher')} in {_count(tie.reports, 'report')}"
    told += f", {tie.first} to {tie.last}" if tie.first else ""
    told += f"; {tie.not_actual} more planned, hypothetical, denied or negated" if tie.not_actual else ""
    out().print(told)
    parts = [
        f"closeness {tie.closeness:+.2f} ({tie.closeness_low:+.2f} to {tie.closeness_high:+.2f})",
        f"alignment {tie.alignment:+.2f}" if tie.alignment is not None else "",
        f"valence {tie.valence:.2f} ({tie.valence_low:.2f} to {tie.valence_high:.2f})",
        f"hostility {tie.hostility:.2f}",
        f"index {tie.index:+.2f}" if tie.index is not None else "",
    ]
    out().print("; ".join(filter(None, parts)))


def _print_evidence(event: "Event", article: "Article", directory: "Directory") -> None:
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


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def _print_json(records: "Iterable[Record]") -> None:
    print(json.dumps([record.model_dump(mode="json") for record in records], ensure_ascii=False))


def _check_label(label: str) -> None:
    from graph import TieLabel

    if label not in list(TieLabel):
        raise typer.BadParameter(f"there is no label {label!r}; write one of {', '.join(TieLabel)}")


def _read_period(text: str) -> str | int:
    from graph.changes import PERIODS

    if text in PERIODS:
        return text
    if text.endswith("d") and text[:-1].isdigit() and int(text[:-1]) > 0:
        return int(text[:-1])
    raise typer.BadParameter(f"there is no period {text!r}; write one of {', '.join(PERIODS)}, or days such as 30d")
