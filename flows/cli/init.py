"""The command `init`: a few questions on a terminal, or options, in; a commented settings file out."""

import shlex
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from flows.cli.screen import out

if TYPE_CHECKING:
    from flows.settings import Settings, SourceEntry

Answer = TypeVar("Answer")
DEFAULT = Path("aliansi.toml")


def init(
    file: Annotated[Path, typer.Argument(help="The settings file to write.")] = DEFAULT,
    languages: Annotated[str | None, typer.Option("--languages", help="Languages to read, e.g. en,id.")] = None,
    sources: Annotated[str | None, typer.Option(help="Names of public sources to enable, or all, or none.")] = None,
    example: Annotated[bool, typer.Option("--example", help="Read the example articles, and nothing else.")] = False,
    database: Annotated[str | None, typer.Option(help="Database URL; else SQLite in the outputs folder.")] = None,
    outputs: Annotated[str | None, typer.Option(help="Folder for what is written.")] = None,
    cron: Annotated[str | None, typer.Option(help="When to run: minute, hour, day, month, weekday.")] = None,
    timezone: Annotated[str | None, typer.Option(help="Whose clock that is; else this machine's.")] = None,
    contact: Annotated[str | None, typer.Option(help="How sites can reach you: a mail or web address.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is there.")] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Ask nothing, take the defaults.")] = False,
) -> None:
    """Write a settings file with every setting in it; asks where somebody is there to answer.

    A database URL with a password belongs in ALIANSI_DATABASE, not in a file.

    Example: aliansi init --languages en,id --sources "UN News,Antara Internasional" --contact you@example.org
    """
    if file.exists() and not force:
        raise typer.BadParameter(f"{file} is there already; --force replaces it, or name another FILE")
    if example and sources is not None:
        raise typer.BadParameter("give --example or --sources, not both")
    from extractors.languages import languages as packs
    from flows.scaffold import EXAMPLE, Answers, find_timezone, list_sources, save_settings
    from flows.settings import Schedule, read_settings

    asks = sys.stdin.isatty() and not yes
    codes = _answer("Languages", languages, ",".join(packs()), _read_languages, asks=asks)
    listed = list_sources(codes, example=example)
    chosen = listed if example else _answer_sources(sources, listed, asks=asks)
    folder = str(read_settings(EXAMPLE).outputs) if example else "outputs"
    answers = Answers(
        languages=codes, sources=chosen,
        database=_answer("Database URL (empty: SQLite in the outputs folder)", database, "", str.strip, asks=asks),
        outputs=_answer("Folder for what is written", outputs, folder, str.strip, asks=asks),
        cron=_answer("When to run (cron)", cron, "0 6 * * *", _reads(lambda text: Schedule(cron=text).cron), asks=asks),
        timezone=_answer(
            "Time zone", timezone, find_timezone(), _reads(lambda text: Schedule(timezone=text).timezone), asks=asks
        ),
        contact=_answer("How sites can reach you (mail or web address)", contact, "", _read_contact, asks=asks),
    )  # fmt: skip
    _tell_next(save_settings(answers, file), file)


def _answer(question: str, given: str | None, default: str, read: Callable[[str], Answer], *, asks: bool) -> Answer:
    """Return what an option says, else what somebody answers, else the default; a wrong answer is asked again."""
    if given is None and asks:
        answer: Answer = typer.prompt(question, default=default, show_default=bool(default), value_proc=read)
        return answer
    return read(default if given is None else given)


def _answer_sources(given: str | None, listed: "tuple[SourceEntry, ...]", *, asks: bool) -> "tuple[SourceEntry, ...]":
    """Return the listed sources, those enabled that were named or numbered."""
    if given is None and asks:
        from rich.columns import Columns

        out().print(Columns([f"{number} {one.name}" for number, one in enumerate(listed, 1)], column_first=True))

    def read(text: str) -> "tuple[SourceEntry, ...]":
        numbers = {str(number): one.name for number, one in enumerate(listed, 1)}
        names = {one.name.casefold(): one.name for one in listed}
        if text.strip().casefold() in ("", "all", "none"):
            wanted = set(names.values()) if text.strip().casefold() == "all" else set()
        else:
            parts = [part.strip() for part in text.split(",") if part.strip()]
            unknown = [part for part in parts if part not in numbers and part.casefold() not in names]
            if unknown:
                raise typer.BadParameter(f"no source is named {', '.join(unknown)}; write some of {', '.join(names)}")
            wanted = {numbers.get(part) or names[part.casefold()] for part in parts}
        return tuple(one.model_copy(update={"enabled": one.name in wanted}) for one in listed)

    return _answer("Sources (numbers or names, all, none)", given, "none", read, asks=asks)


def _read_languages(text: str) -> tuple[str, ...]:
    from extractors.languages import languages

    codes = tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))
    if not codes or not set(codes) <= set(languages()):
        raise typer.BadParameter(f"{text!r} names no languages; write some of {', '.join(languages())}")
    return codes


def _read_contact(text: str) -> str:
    if not (text.isascii() and text.isprintable()):
        raise typer.BadParameter(f"{text!r} goes into a header of each request: write it in plain ASCII letters")
    return text.strip()


def _reads(make: Callable[[str], str]) -> Callable[[str], str]:
    """Return what reads an answer by a field of Settings, and tells what the field refuses."""
    from pydantic import ValidationError

    def read(text: str) -> str:
        try:
            return make(text.strip())
        except ValidationError as error:
            raise typer.BadParameter(error.errors()[0]["msg"].removeprefix("Value error, ")) from error

    return read


def _tell_next(settings: "Settings", file: Path) -> None:
    enabled = sum(source.enabled for source in settings.sources)
    none = "" if enabled else f"; none is read until {file} says enabled = true"
    out().print(f"{file}: {enabled} of {len(settings.sources)} sources enabled{none}. Next:", soft_wrap=True)
    option = "" if file == DEFAULT else f" --settings {shlex.quote(str(file))}"
    every = "" if enabled else " --all"
    for command in ("doctor", f"sources check{every}", "run"):
        out().print(f"  aliansi {command}{option}", soft_wrap=True, markup=False)
