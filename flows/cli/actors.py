"""The command `actors find`: a name in, whom it stands for on a day and why."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from flows.cli.screen import Exit, out, tell

if TYPE_CHECKING:
    from extractors.actors import Resolution

app = typer.Typer(no_args_is_help=True)


@app.callback()
def actors() -> None:
    """Look up who is who."""


@app.command()
def find(
    text: Annotated[str, typer.Argument(help="A name as news writes it: Kim, the Kremlin, Kemlu RI.")],
    on: Annotated[datetime | None, typer.Option("--date", formats=["%Y-%m-%d"], help="A day; else today.")] = None,
    language: Annotated[str | None, typer.Option(help="Only this language, e.g. id; else all.")] = None,
) -> None:
    """Show whom a name stands for on a day, by which rule, and whom it may mean as well."""
    from extractors.actors import Resolver
    from extractors.languages import languages, load_pack

    day = on.date() if on else date.today()
    if language is not None and language not in languages():
        raise typer.BadParameter(f"there is no language pack {language!r}; write one of {', '.join(languages())}")
    found = False
    for code in [language] if language else languages():
        resolver = Resolver(load_pack(code))
        resolution = resolver.resolve(text, day=day)
        if resolution is not None:
            found = True
            _show(code, resolution)
    if not found:
        tell(f"nobody is called {text!r} on {day}, or nothing decides between two states; try the full name")
        raise typer.Exit(Exit.FAILURE)


def _show(language: str, resolution: "Resolution") -> None:
    from flows.names import show_actor
    from ontology import load_vocabulary

    office = f", {resolution.office}" if resolution.office else ""
    name = load_vocabulary().actors[resolution.actor].name
    out().print(
        f"{language}: {name}{office} → {resolution.code} ({show_actor(resolution.code, '')}); "
        f"by {resolution.rule}, score {resolution.score:.1f}",
        markup=False, highlight=False,
    )  # fmt: skip
    for other in resolution.alternatives:
        out().print(
            f"    or {load_vocabulary().actors[other.actor].name} → {other.code}, score {other.score:.1f}",
            markup=False, highlight=False,
        )  # fmt: skip
