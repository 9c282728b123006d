"""The commands `events` and `search`: what the store holds, each event with its sentence."""

import json
from datetime import date, datetime
from typing import Annotated

import typer

from flows.cli.completion import complete_actor, complete_type
from flows.cli.running import Database, SettingsFile, read_chosen
from flows.cli.screen import event_table, out, tell

Day = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="A day, e.g. 2024-10-18.")]


def events(
    actor: Annotated[
        str | None,
        typer.Option(help="Who did it: a code (PRK) or a name (North Korea).", autocompletion=complete_actor),
    ] = None,
    target: Annotated[str | None, typer.Option(help="To whom it was done.", autocompletion=complete_actor)] = None,
    kind: Annotated[
        str | None, typer.Option("--type", help="PLOVER type, e.g. AID.", autocompletion=complete_type)
    ] = None,
    since: Day = None,
    until: Day = None,
    words: Annotated[str | None, typer.Option(help='Words of the sentence; phrases in "double quotes".')] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Write one JSON object a line.")] = False,
    settings: SettingsFile = None,
    database: Database = None,
) -> None:
    """List the stored events, each with its sentence.

    Example: aliansi events --actor PRK --type AID --since 2024-06-01
    """
    from flows.names import open_directory
    from store import EventStore

    chosen = read_chosen(settings, database)
    directory = open_directory(chosen.actors)
    with EventStore(chosen.database) as store:
        found = store.events(
            actor=directory.find(actor) if actor else None, target=directory.find(target) if target else None,
            type=_check_type(kind) if kind else None, since=_day(since), until=_day(until),
            words=words,
        )  # fmt: skip
        if as_json:
            for event in found:
                print(json.dumps(event.model_dump(mode="json"), ensure_ascii=False))
            return
        listed = list(found)
    if listed:
        out().print(event_table(listed, directory))
    tell(f"{len(listed)} events", label="found")


def search(
    words: Annotated[str, typer.Argument(help='Words that an article has; phrases in "double quotes".')],
    limit: Annotated[int, typer.Option(min=1, help="How many articles to list, the latest first.")] = 20,
    settings: SettingsFile = None,
    database: Database = None,
) -> None:
    """Search the stored articles; lists each with the paragraphs that hold one of the words.

    Example: aliansi search "border talks" --limit 5
    """
    from rich.text import Text

    from store import EventStore, find_terms

    with EventStore(read_chosen(settings, database).database) as store:
        articles = store.find_articles(words, limit=limit)
    terms = find_terms(words)
    for article in articles:
        day = article.published.date().isoformat() if article.published else "undated"
        out().print(
            f"{day} {article.source}: {article.title or article.url}", style="bold", soft_wrap=True, markup=False
        )
        out().print(article.url, style="dim", soft_wrap=True, markup=False)
        for paragraph in article.body.split("\n\n"):
            text = Text(paragraph)
            if text.highlight_words(terms, "bold yellow", case_sensitive=False):
                out().print(text)
    tell(f"{len(articles)} articles", label="found")


def _check_type(kind: str) -> str:
    from ontology import load_vocabulary

    types = load_vocabulary().types
    if kind.upper() not in types:
        raise typer.BadParameter(f"there is no PLOVER type {kind}; write one of {', '.join(sorted(types))}")
    return kind.upper()


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None
