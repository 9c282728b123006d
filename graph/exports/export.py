"""What every export is, and how its file comes into being: whole, or not at all."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import BinaryIO, NamedTuple
from uuid import uuid4

from graph.atlas import Atlas


class Export(NamedTuple):
    """One kind of file: what writes an atlas to a path, and the name of the file."""

    write: Callable[[Atlas, Path], None]
    file: str


def iso(day: date | None) -> str | None:
    """Return a day in ISO 8601; None where there is none."""
    return day.isoformat() if day else None


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """Give a file to write that takes the place of `path` when all went well; missing folders are made.

    Until then an earlier file stays as it was; its readers never see half of the new one.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{uuid4().hex}.part")
    try:
        with draft.open("xb") as file:
            yield file
        os.replace(draft, path)
    finally:
        draft.unlink(missing_ok=True)
