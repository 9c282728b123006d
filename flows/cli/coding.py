"""The command `code`: texts in, events out, without store and without Prefect."""

import json
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from flows.cli.completion import complete_language
from flows.cli.screen import Exit, event_table, out, tell

if TYPE_CHECKING:
    from extractors.events.extractor import Explanation


def code(
    file: Annotated[
        Path | None,
        typer.Argument(help="JSON lines, each with id, text and perhaps language and date; else standard input."),
    ] = None,
    text: Annotated[str | None, typer.Option(help="A text to code; its events come as a table.")] = None,
    language: Annotated[
        str | None,
        typer.Option(help="Language of --text, e.g. id; else it is identified.", autocompletion=complete_language),
    ] = None,
    date: Annotated[str | None, typer.Option(help="Day that --text was published, e.g. 2024-10-18.")] = None,
    model: Annotated[str, typer.Option(help="accurate, fast, or a spaCy pipeline of your own.")] = "accurate",
    actors: Annotated[Path | None, typer.Option(help="CSV with actors of your own.")] = None,
    explain: Annotated[bool, typer.Option("--explain", help="Tell what was tried in each sentence of --text.")] = False,
) -> None:
    """Read the events of texts of your own.

    Writes one line of JSON for each line of input, in order; offsets count characters of the text. A line that cannot
    be coded gets its error, and the exit code is 3.

    Example: aliansi code --explain --text "Chad praised Peru."
    """
    if text is not None:
        if file is not None:
            raise typer.BadParameter("give FILE or --text, not both")
        _print_text(text, language, date, model, actors, explain=explain)
        return
    if language or date or explain:
        raise typer.BadParameter("--language, --date and --explain go with --text; JSON lines carry their own")
    from flows.lines import code_lines, read_lines

    failed = 0
    with nullcontext(sys.stdin.buffer) if file is None or str(file) == "-" else file.open("rb") as stream:
        for record in code_lines(read_lines(stream), model=model, actors=actors):
            failed += "error" in record
            _write(record)
    if failed:
        tell(f"{failed} lines could not be coded; their output lines say why", label="warning")
        raise typer.Exit(Exit.PARTIAL)


def _write(record: dict[str, Any]) -> None:
    line = json.dumps(record, ensure_ascii=False)
    try:
        data = line.encode("utf-8")
    except UnicodeEncodeError:  # half a surrogate pair, which JSON can write and UTF-8 cannot
        data = json.dumps(record).encode("ascii")
    sys.stdout.buffer.write(data + b"\n")
    sys.stdout.buffer.flush()


def _print_text(
    text: str, language: str | None, date: str | None, model: str, actors: Path | None, *, explain: bool
) -> None:
    from extractors.languages import identify_language
    from flows.coder import load_extractor, read_articles
    from flows.lines import make_article
    from flows.names import open_directory

    with ThreadPoolExecutor(max_workers=1) as beside:  # unpacking the model of languages takes as long as the tables
        code = beside.submit(lambda: language or identify_language(text))
        open_directory(actors)
    article = make_article("text", text, code.result(), date)
    extractor = load_extractor(article.language, model, actors)
    if explain:
        for explanation in extractor.explain(article):
            _print_explanation(explanation)
        return
    batch = read_articles(extractor, [article])
    for reason in batch.failures.values():
        tell(f"the coder failed on this text: {reason}")
        raise typer.Exit(Exit.FAILURE)
    found = batch.readings[article.id].events
    table = event_table(found, open_directory(actors))
    out().print(
        table if found else "No event: nobody here does something to somebody else by name (--explain tells more)."
    )


def _print_explanation(explanation: "Explanation") -> None:
    console = out()
    console.print(explanation.sentence, style="bold", markup=False, soft_wrap=True)
    names = ", ".join(f"{text} is {code} ({rule})" for text, code, rule in explanation.names)
    console.print(f"  names: {names or 'none'}", markup=False, soft_wrap=True)
    if explanation.obstacle:
        console.print(f"  nothing read: the sentence {explanation.obstacle}", markup=False, soft_wrap=True)
    for words, tries in groupby(explanation.tried, key=lambda one: (one.words, one.clause)):
        console.print(f"  {words[0]}, in: {words[1]}", markup=False, soft_wrap=True)
        for one in tries:
            console.print(f"    {one.frame}: {one.outcome}", markup=False, soft_wrap=True)
