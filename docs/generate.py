"""Write those parts of the pages that follow from the code: models, commands and tables in, Markdown tables out.

    python docs/generate.py

A page says where a part goes with two comments, `<!-- generated: NAME -->` and `<!-- end -->`; what stands between
them is written anew. A test makes sure that the committed pages are up to date.
"""

import re
import tempfile
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from pydantic import BaseModel
from pydantic_core import PydanticUndefined
from typer.main import get_command

DOCS = Path(__file__).parent
MEANINGS = tomllib.loads((DOCS / "columns.toml").read_text(encoding="utf-8"))
MARKED = re.compile(r"(<!-- generated: (?P<name>[a-z-]+) -->\n).*?(<!-- end -->)", re.DOTALL)


def fill(text: str) -> str:
    """Return the text of a page with its generated parts written anew."""
    return MARKED.sub(lambda found: f"{found[1]}\n{PARTS[found['name']]()}\n\n{found[3]}", text)


def list_settings() -> str:
    """Return a table of keys for the settings, and one for each of their parts."""
    from flows.settings import Settings

    return "\n\n".join(_list_model(Settings, ""))


def list_commands() -> str:
    """Return every command with its arguments and options."""
    from flows.cli.app import app

    return "\n\n".join(_list_command(get_command(app), "aliansi"))


def list_types() -> str:
    """Return the event types with their modes, codes and scores."""
    from ontology import load_vocabulary

    vocabulary = load_vocabulary()
    rows = []
    for name, kind in vocabulary.types.items():
        quad = kind.quad.value.replace("_", " ")
        rows.append((f"**{name}**", "", kind.cameo, quad, _number(kind.score), _yes(kind.mutual)))
        rows += [("", mode, found.cameo, "", _number(found.score), "") for mode, found in kind.modes.items()]
    return _table(("type", "mode", "CAMEO", "quad class", "score", "mutual"), rows)


def list_kinds() -> str:
    """Return the kinds of actors with their numbers and an example each."""
    from ontology import load_vocabulary

    kinds: dict[str, list[str]] = {}
    for actor in load_vocabulary().actors.values():
        kinds.setdefault(actor.kind, []).append(f"`{actor.id}` {actor.name}")
    return _table(
        ("kind", "in the tables", "for example"),
        ((f"`{kind}`", f"{len(found):,}", found[0]) for kind, found in sorted(kinds.items())),
    )


def list_own_codes() -> str:
    """Return the groups that act under a code of their own."""
    from ontology import load_vocabulary
    from ontology.vocabulary import OWN_CODE

    actors = load_vocabulary().actors
    return _table(("code", "name"), ((f"`{key}`", actors[key].name) for key in sorted(OWN_CODE)))


def list_event_fields() -> str:
    """Return the fields of an event and of its parts."""
    from ontology import Action, Event, Geolocation, Mention

    names = {Event: "Event", Mention: "`actor` and `target`", Action: "`action`", Geolocation: "`geolocation`"}
    parts = []
    for model, title in names.items():
        rows = [(f"`{name}`", field.description or MEANINGS[name]) for name, field in model.model_fields.items()]
        parts.append(f"**{title}**\n\n{_table(('field', 'what it is'), rows)}")
    return "\n\n".join(parts)


def list_exports() -> str:
    """Return the files that an atlas becomes."""
    from graph import EXPORTS

    rows = (
        (f"`{key}`", f"`{found.file}`", re.sub(",? to `path`", "", _summary(found.write)))
        for key, found in EXPORTS.items()
    )
    return _table(("name", "file", "what it does"), rows)


def list_columns() -> str:
    """Return the columns of every table among the exports, with what they mean."""
    parts = []
    for title, names in _read_columns().items():
        rows = ((f"`{name}`", MEANINGS[name]) for name in names)
        parts.append(f"### {title}\n\n{_table(('column', 'what it is'), rows)}")
    return "\n\n".join(parts)


def list_layouts() -> str:
    """Return the columns of the layouts of other coders."""
    from ontology.layouts import GDELT, POLECAT

    kinds = {"gdelt.tsv": GDELT, "polecat.tsv": POLECAT}
    return "\n\n".join(f"### {file}\n\n{', '.join(f'`{name}`' for name in names)}" for file, names in kinds.items())


def list_tables() -> str:
    """Return the tables of the store with their columns."""
    from store.tables import metadata

    parts = []
    for name, table in sorted(metadata.tables.items()):
        rows = (
            (f"`{column.name}`", str(column.type).lower().replace("_", " "), _describe_column(column))
            for column in table.columns
        )
        parts.append(f"### {name}\n\n{_table(('column', 'type', ''), rows)}")
    return "\n\n".join(parts)


PARTS: dict[str, Callable[[], str]] = {
    "settings": list_settings,
    "commands": list_commands,
    "types": list_types,
    "kinds": list_kinds,
    "own-codes": list_own_codes,
    "event-fields": list_event_fields,
    "exports": list_exports,
    "columns": list_columns,
    "layouts": list_layouts,
    "tables": list_tables,
}


def _list_model(model: type[BaseModel], name: str) -> Iterator[str]:
    """Yield a heading, what the model is, and a table of its keys; then the same for its parts."""
    rows, parts = [], []
    for key, field in model.model_fields.items():
        listed, part = _find_model(field.annotation)
        if part is None:
            default = "**required**" if field.is_required() else _default(field.get_default(call_default_factory=True))
            rows.append((f"`{key}`", _kind(field.annotation), default, field.description or ""))
        else:
            parts.append((part, f"[[{key.removesuffix('s')}]]" if listed else f"[{key}]"))
    heading = f"## `{name}`" if name else "## Keys at the top"
    yield f"{heading}\n\n{_summary(model)}\n\n{_table(('key', 'value', 'default', 'what it is'), rows)}"
    for part, title in parts:
        yield from _list_model(part, title)


def _find_model(annotation: Any) -> tuple[bool, type[BaseModel] | None]:
    """Return whether there may be several of a part of the settings, and its model; None for a plain value."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return False, annotation
    inner = [found for part in getattr(annotation, "__args__", ()) if (found := _find_model(part)[1])]
    return bool(inner), inner[0] if inner else None


def _kind(annotation: Any) -> str:
    """Return in a word or two what a key takes."""
    text = annotation.__name__ if isinstance(annotation, type) else str(annotation)
    if choices := re.findall(r"Literal\[(.*?)\]", text):
        return " or ".join(f"`{choice.strip().strip(chr(39))}`" for choice in choices[0].split(","))
    kinds = {"Mapping": "table", "tuple": "list of texts", "bool": "true or false", "int": "whole number"}
    kinds |= {"float": "number", "Path": "path", "date": "day"}
    return next((kind for sign, kind in kinds.items() if re.search(rf"\b{sign}\b", text)), "text")


def _default(value: Any) -> str:
    if value is None or value is PydanticUndefined or value in ("", (), {}):
        return ""
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    if isinstance(value, (tuple, list)):
        return f"`[{', '.join(chr(34) + str(one) + chr(34) for one in value)}]`"
    return f"`{value}`" if isinstance(value, (int, float)) else f'`"{value}"`'


def _list_command(command: Any, path: str) -> Iterator[str]:
    """Yield a command and those below it, each with its usage and what it takes."""
    commands: Mapping[str, Any] = getattr(command, "commands", {})
    arguments = [one for one in command.params if not one.opts[0].startswith("-")]
    options = [one for one in command.params if one.opts[0].startswith("-")]
    usage = [path, *(["[OPTIONS]"] if options else []), *(["COMMAND"] if commands else []), *map(_place, arguments)]
    help_text = re.sub(r"\[bold\](.*?)\[/\]", r"`\1`", command.help or "").strip()
    help_text = re.sub(r"^Example: (.+)$", r"Example: `\1`", help_text, flags=re.MULTILINE)
    parts = [f"{'##' if commands else '###'} `{path}`", f"```text\n{' '.join(usage)}\n```", help_text]
    rows = [(f"`{_place(one)}`", one.help or "", "") for one in arguments]
    rows += [(_spell(one), one.help or "", _given(one)) for one in options]
    if rows:
        width = 3 if any(row[2] for row in rows) else 2
        parts.append(_table(("takes", "what it is", "default")[:width], (row[:width] for row in rows)))
    yield "\n\n".join(part for part in parts if part)
    for name, inner in commands.items():
        yield from _list_command(inner, f"{path} {name}")


def _place(argument: Any) -> str:
    name = (argument.metavar or argument.name).upper() + ("..." if argument.nargs == -1 else "")
    return name if argument.required else f"[{name}]"


def _spell(option: Any) -> str:
    names = ", ".join(f"`{name}`" for name in option.opts)
    return names if option.is_flag else f"{names} `{option.opts[0].lstrip('-').replace('-', ' ').upper()}`"


def _given(option: Any) -> str:
    if option.required:
        return "**required**"
    return "" if option.is_flag or option.default is None else f"`{option.default}`"


@cache
def _read_columns() -> dict[str, list[str]]:
    """Return the columns of each table of the exports, read from files that were really written."""
    import polars as pl

    from graph import EXPORTS, build_atlas
    from ontology import load_vocabulary

    found: dict[str, list[str]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for export in EXPORTS.values():
            path = Path(folder) / export.file
            if path.suffix not in (".csv", ".gexf", ".parquet"):
                continue
            export.write(build_atlas([], load_vocabulary()), path)
            if path.suffix == ".csv":
                names = {path.name: path.read_text(encoding="utf-8").splitlines()[0].split(",")}
            elif path.suffix == ".parquet":
                names = {path.name: list(pl.read_parquet_schema(path))}
            else:
                names = {f"{path.name}, {kind}s": _read_attributes(path, kind) for kind in ("node", "edge")}
            for title, columns in names.items():
                same = next((other for other, given in found.items() if given == columns), None)
                if same is not None:
                    found[f"{same}; {title}"] = found.pop(same)
                else:
                    found[title] = columns
    return found


def _read_attributes(path: Path, kind: str) -> list[str]:
    space = "{http://gexf.net/1.3}"
    tables = ElementTree.parse(path).getroot().iter(f"{space}attributes")
    return [str(one.get("title")) for table in tables if table.get("class") == kind for one in table]


def _describe_column(column: Any) -> str:
    marks = ["key"] if column.primary_key else []
    marks += [f"→ {key.target_fullname}" for key in column.foreign_keys]
    return ", ".join([*marks, *(["may be empty"] if column.nullable else [])])


def _summary(thing: Any) -> str:
    return (thing.__doc__ or "").strip().partition("\n\n")[0].replace("\n", " ").replace("    ", "")


def _number(value: float) -> str:
    return f"{value:g}".replace("-", "−")


def _yes(value: bool) -> str:
    return "yes" if value else ""


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    lines = [list(head), *(list(row) for row in rows)]
    cells = [[cell.replace("|", "\\|").replace("\n", " ") for cell in line] for line in lines]
    cells.insert(1, ["---"] * len(cells[0]))
    return "\n".join(f"| {' | '.join(line)} |".replace("  |", " |") for line in cells)


if __name__ == "__main__":
    for page in sorted(DOCS.rglob("*.md")):
        text = page.read_text(encoding="utf-8")
        if (filled := fill(text)) != text:
            page.write_text(filled, encoding="utf-8")
