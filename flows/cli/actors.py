"""The commands `actors …`: whom a name stands for and why, which names nobody knows, is a file of actors right."""

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flows.cli.completion import complete_language
from flows.cli.running import Database, SettingsFile, read_chosen
from flows.cli.screen import Exit, out, tell

if TYPE_CHECKING:
    from extractors.actors import Resolution
    from flows.names import Directory

app = typer.Typer(no_args_is_help=True)
Language = Annotated[
    str | None, typer.Option(help="Only this language, e.g. id; else all.", autocompletion=complete_language)
]


@app.callback()
def actors() -> None:
    """Look up who is who."""


@app.command()
def find(
    text: Annotated[str, typer.Argument(help="A name as news writes it: Kim, the Kremlin, Kemlu RI.")],
    on: Annotated[datetime | None, typer.Option("--date", formats=["%Y-%m-%d"], help="A day; else today.")] = None,
    language: Language = None,
    settings: SettingsFile = None,
) -> None:
    """Show whom a name stands for on a day, by which rule, and whom it may mean as well.

    Example: aliansi actors find "Antonio Guterres" --date 2000-01-01
    """
    from extractors.actors import Resolver
    from flows.names import open_directory

    day = on.date() if on else date.today()
    directory = open_directory(read_chosen(settings).actors)
    found = False
    for code in _languages(language):
        resolution = Resolver(directory.pack(code)).resolve(text, day=day)
        if resolution is not None:
            found = True
            _show(code, resolution, directory)
    if not found:
        tell(f"nobody is called {text!r} on {day}, or nothing decides between two states; try the full name")
        raise typer.Exit(Exit.FAILURE)


@app.command()
def unresolved(
    language: Language = None,
    limit: Annotated[int, typer.Option(min=1, help="How many names to show.")] = 50,
    settings: SettingsFile = None,
    database: Database = None,
) -> None:
    """List the names in sentences about actors that no table holds, those of the most articles first.

    Example: aliansi actors unresolved --language id --limit 20
    """
    from rich.table import Table

    from store import EventStore

    _languages(language)
    with EventStore(read_chosen(settings, database).database) as store:
        names = store.unknown_names(language=language, limit=limit)
    table = Table("name", "kind")
    table.add_column("articles", justify="right")
    table.add_column("times", justify="right")
    for name, articles in names:
        table.add_row(name.text, name.label, str(articles), str(name.count))
    out().print(table if names else "No unknown name in the sentences that were read.")


@app.command()
def check(
    file: Annotated[Path, typer.Argument(help="A CSV file with actors of your own.")],
) -> None:
    """Check a file of actors; what is wrong is told with file and line.

    Example: aliansi actors check actors.csv
    """
    from flows.names import open_directory
    from ontology import load_vocabulary

    directory, shipped = open_directory(file), load_vocabulary()
    before, now = shipped.actors, directory.vocabulary.actors
    new = [key for key in now if key not in before]
    changed = [key for key in before if now[key] != before[key]]
    out().print(f"{file}: right; {len(new)} new actors, {len(changed)} changed", soft_wrap=True)
    for key in new:
        out().print(f"  {key}: {now[key].name} → {directory.vocabulary.stands_for(key, None)}", markup=False)


def _languages(language: str | None) -> tuple[str, ...]:
    from extractors.languages import languages

    if language is not None and language not in languages():
        raise typer.BadParameter(f"there is no language pack {language!r}; write one of {', '.join(languages())}")
    return (language,) if language else languages()


def _show(language: str, resolution: "Resolution", directory: "Directory") -> None:
    name = directory.vocabulary.actors[resolution.actor].name
    office = f", {resolution.office}" if resolution.office else ""
    lines = [
        f"{language}: {name}{office} → {resolution.code} ({directory.show(resolution.code, '')}); "
        f"by {resolution.rule}, score {resolution.score:.1f}"
    ]
    for other in resolution.alternatives:
        name = directory.vocabulary.actors[other.actor].name
        lines.append(f"    or {name} → {other.code}, score {other.score:.1f}")
    for line in lines:
        out().print(line, markup=False, highlight=False)
