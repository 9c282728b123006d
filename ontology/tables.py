"""Read CSV and TOML tables; a row that does not fit is refused with its file and line.

Used for the tables of this room and for those of the language packs, so that every bad row fails in the same words.
"""

import csv
import tomllib
from collections.abc import Callable, Iterator
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, TypeVar

Place = Path | Traversable
R = TypeVar("R")


class TableError(ValueError):
    """A table or lexicon that cannot be used: says which file, which line and what to do."""


def read_rows(path: Place, *, columns: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield (line number, row) of a CSV file whose header must be exactly `columns`; cells are stripped."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise TableError(f"{path}: cannot be read as UTF-8 text ({error})") from error
    reader = csv.reader(text.splitlines())
    header = tuple(next(reader, []))
    if header != columns:
        raise TableError(f"{path}:1: the header must be {','.join(columns)}, not {','.join(header)}")
    for cells in reader:
        if not cells:
            continue
        if len(cells) != len(columns):
            raise TableError(f"{path}:{reader.line_num}: {len(cells)} cells where {len(columns)} are needed: {cells}")
        yield reader.line_num, dict(zip(columns, map(str.strip, cells), strict=True))


def read_records(path: Place, *, columns: tuple[str, ...], make: Callable[[dict[str, str]], R]) -> Iterator[R]:
    """Yield `make(row)` for each row; a ValueError of `make` becomes a TableError with file and line."""
    for line, row in read_rows(path, columns=columns):
        try:
            yield make(row)
        except ValueError as error:
            raise TableError(f"{path}:{line}: {first_line(error)} in row {list(row.values())}") from error


def read_toml(path: Place) -> dict[str, Any]:
    """Return a TOML file as a dict."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise TableError(f"{path}: not readable as TOML: {error}") from error


def line_of(path: Place, text: str, *, last: bool = False) -> int:
    """Return the first (or last) line, from 1, of a file that starts with `text`, else holds it; 1 where none does.

    TOML keeps no line numbers of its own, and a table is checked as a whole only after it was read.
    """
    lines = list(enumerate(path.read_text(encoding="utf-8").splitlines(), 1))
    starting = [number for number, line in lines if line.startswith(text)]
    found = starting or [number for number, line in lines if text in line]
    return (found[-1] if last else found[0]) if found else 1


def first_line(error: ValueError) -> str:
    """Return what an error says, on one line; of pydantic's, each field with its fault."""
    messages = getattr(error, "errors", None)
    if callable(messages):  # pydantic: one entry for each field
        return "; ".join(f"{'.'.join(map(str, item['loc'])) or 'row'}: {item['msg']}" for item in messages())
    return str(error).splitlines()[0]
