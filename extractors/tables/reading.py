"""A file in, its rows as reports or as named faults out: one bad row stops nothing and is never silent."""

import csv
import gzip
import io
import lzma
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, NamedTuple, TextIO

from extractors.tables.formats import Format, LeftOutError
from ontology import Report, TableError, Vocabulary

csv.field_size_limit(10_000_000)


class BadRow(NamedTuple):
    """A row that became no report: its line, a short code and what was wrong."""

    line: int
    reason: str
    detail: str


def read_table(path: Path, kind: Format, vocabulary: Vocabulary) -> Iterator[Report | BadRow]:
    """Yield the reports of a table (plain, .gz, .xz or .zip) and, in their places, the rows that became none.

    Raises TableError where the file cannot be read or is of another format.
    """
    with _open(path) as stream:
        rows = csv.reader(
            stream, delimiter=kind.delimiter, quoting=csv.QUOTE_MINIMAL if kind.quoted else csv.QUOTE_NONE
        )
        try:
            header = kind.columns or tuple(cell.strip() for cell in next(rows, []))
            missing = [name for name in kind.needed if name not in header]
            if missing:
                raise TableError(
                    f"{path}:1: no column {', '.join(missing)}; a {kind.name} table has {', '.join(kind.needed)}"
                )
            for cells in rows:
                if cells:
                    yield from _read(cells, header, rows.line_num, kind, vocabulary)
        except (csv.Error, UnicodeDecodeError, EOFError, OSError, lzma.LZMAError) as error:
            raise TableError(
                f"{path}: line {rows.line_num + 1} cannot be read ({error}); is the file whole?"
            ) from error


def _read(
    cells: list[str], header: tuple[str, ...], line: int, kind: Format, vocabulary: Vocabulary
) -> Iterator[Report | BadRow]:
    if len(cells) != len(header):
        yield BadRow(line, "columns", f"{len(cells)} cells where {len(header)} are needed")
        return
    row = dict(zip(header, (cell.strip() for cell in cells), strict=True))
    try:
        yield from kind.read(row, vocabulary)
    except LeftOutError as left:
        yield BadRow(line, left.reason, left.detail)


@contextmanager
def _open(path: Path) -> Iterator[TextIO]:
    openers: dict[str, Callable[..., Any]] = {".gz": gzip.open, ".xz": lzma.open, ".zip": _open_zip}
    try:
        raw = openers.get(path.suffix.lower(), open)(path, "rb")
    except (OSError, zipfile.BadZipFile) as error:
        raise TableError(f"{path}: cannot be opened ({error}); give a table, plain or as .gz, .xz or .zip") from error
    with io.TextIOWrapper(raw, encoding="utf-8-sig", newline="") as stream:
        yield stream


def _open_zip(path: Path, _mode: str) -> IO[bytes]:
    archive = zipfile.ZipFile(path)
    names = [name for name in archive.namelist() if not name.endswith("/")]
    if len(names) != 1:
        raise TableError(f"{path}: holds {len(names)} files where one is expected; unpack it and import the one meant")
    return archive.open(names[0])
