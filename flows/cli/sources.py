"""The commands `sources …`: what is read, whether each of it answers, and how another site can be."""

from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING, Annotated

import typer

from flows.cli.completion import complete_source
from flows.cli.running import SettingsFile, read_chosen
from flows.cli.screen import Exit, bar, out, tell

if TYPE_CHECKING:
    from extractors.articles import Fetching
    from flows.settings import SourceEntry

app = typer.Typer(no_args_is_help=True)
FEW = 5


@app.callback()
def sources() -> None:
    """Look at the news sources."""


@app.command("list")
def list_sources(settings: SettingsFile = None) -> None:
    """List the sources of the settings.

    Example: aliansi sources list --settings aliansi.toml
    """
    from rich.table import Table

    table = Table("name", "kind", "language", "enabled", "location")
    for entry in read_chosen(settings).sources:
        table.add_row(entry.name, entry.kind, entry.language or "", "yes" if entry.enabled else "no", entry.location)
    out().print(table)


@app.command()
def add(
    url: Annotated[str, typer.Argument(help="Address of a news site, or of its feed or sitemap.")],
    write: Annotated[bool, typer.Option("--write", help="Append the source to the settings file.")] = False,
    settings: SettingsFile = None,
) -> None:
    """Find how a news site can be read, and print it as an entry of the settings.

    Example: aliansi sources add https://news.example.org --write
    """
    from extractors.articles import discover, open_fetch
    from extractors.languages import languages
    from flows.declare import append_source, write_entry
    from flows.settings import DEFAULT_FILE

    chosen = read_chosen(settings)
    with bar(f"asking {url}"), open_fetch(chosen.fetch.fetching()) as fetch:
        best, *others = discover(url, fetch=fetch)
    source = best.source
    if source.language and source.language not in languages():
        tell(f"its articles are in {source.language!r}, a language without a pack: they will be left out", label="note")
        source = source.changed(language=None)
    print(write_entry(source), end="")
    for other in others:
        print(f"# also: {other.source.kind} {other.source.location}")
    tell(f"{best.article.title} ({best.article.url})" if best.article else "no article yet", label="read")
    if write:
        append_source(source, settings or DEFAULT_FILE)
        tell(f"{settings or DEFAULT_FILE} holds it now", label="written")


@app.command()
def check(
    name: Annotated[
        list[str] | None,
        typer.Argument(help="Only these sources; else all that are enabled.", autocompletion=complete_source),
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="Also those that are not enabled.")] = False,
    limit: Annotated[int, typer.Option(min=1, help="How many items of each to read.")] = FEW,
    settings: SettingsFile = None,
) -> None:
    """Read a few items of each source and tell what they became; nothing is stored.

    Ends with 3 where a source does not answer.

    Example: aliansi sources check --all --limit 3
    """
    from rich.table import Table

    chosen = read_chosen(settings)
    wanted = [entry for entry in chosen.sources if (entry.name in name if name else entry.enabled or every)]
    unknown = set(name or ()) - {entry.name for entry in wanted}
    if unknown:
        raise typer.BadParameter(f"no source is named {', '.join(sorted(unknown))}; aliansi sources list shows them")
    table = Table("name", "articles", "languages", "left out", "fault")
    failed = 0
    with bar("asking sources") as listener:
        for number, entry in enumerate(wanted, 1):
            listener(f"asking {entry.name}", number, len(wanted))
            row, fault = _try(entry, chosen.fetch.fetching(), limit)
            failed += bool(fault)
            table.add_row(entry.name, *row, fault)
    out().print(table)
    tell(f"{len(wanted) - failed} of {len(wanted)} sources answer", label="checked")
    if failed:
        raise typer.Exit(Exit.PARTIAL)


def _try(entry: "SourceEntry", how: "Fetching", limit: int) -> tuple[list[str], str]:
    """Return the cells of a source's row, and what was wrong with it as a whole."""
    from extractors.articles import SourceError, open_fetch, read_source
    from ontology import Article, Skipped

    items: list[Article | Skipped] = []
    fault = ""
    with open_fetch(how) as fetch:
        try:
            items += islice(read_source(entry.source(), fetch=fetch), limit)
        except SourceError as error:
            fault = str(error).removeprefix(f"source {entry.name!r}: ")
    languages = Counter(item.language for item in items if isinstance(item, Article))
    reasons = Counter(item.reason for item in items if isinstance(item, Skipped))
    if not items and not fault:
        fault = "gives nothing"
    return [str(languages.total()), ", ".join(sorted(languages)), _tell(reasons)], fault


def _tell(reasons: Counter[str]) -> str:
    return ", ".join(f"{reason} {count}" for reason, count in sorted(reasons.items()))
