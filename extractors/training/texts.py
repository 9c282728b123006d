"""Read plain news to learn from: files of articles in, their paragraphs out; and a teacher's parses of them.

What is read so is never kept: an encoder sees which words stand together, a student network how its teacher parses.
"""

import json
import lzma
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TextIO

from spacy.language import Language
from spacy.tokens import Doc

SHORTEST, LONGEST = 4, 400
"""Words of a paragraph that a student learns from."""


def open_text(path: Path) -> TextIO:
    """Open a UTF-8 file for reading, plain or .xz."""
    return lzma.open(path, "rt", encoding="utf-8") if path.suffix == ".xz" else path.open(encoding="utf-8")


def read_texts(paths: Sequence[Path]) -> Iterator[str]:
    """Yield the paragraphs of files: `.jsonl` with a `text` each line, or plain text; also as .xz."""
    for path in paths:
        lined = ".jsonl" in path.suffixes
        with open_text(path) as lines:
            for line in lines:
                text = json.loads(line)["text"] if lined and line.strip() else line
                yield from filter(None, (paragraph.strip() for paragraph in text.splitlines()))


def parse_texts(teacher: Language, texts: Iterable[str]) -> Iterator[Doc]:
    """Yield the teacher's parses of paragraphs that are long enough to teach and short enough to be prose."""
    for doc in teacher.pipe(texts):
        if SHORTEST <= len(doc) <= LONGEST:
            yield doc
