"""Read name treebanks: files of words with B-/I-/O labels in, words with person, organisation and place labels out.

The sets name their kinds differently; those below become PER, ORG and LOC, and all others count as no name.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from extractors.training.texts import open_text

KINDS = {
    **dict.fromkeys(("PER", "PERSON", "person", "politician"), "PER"),
    **dict.fromkeys(("ORG", "ORGANISATION", "organisation", "politicalparty"), "ORG"),
    **dict.fromkeys(("LOC", "PLACE", "location", "country"), "LOC"),
}
"""Kinds of names as the sets write them."""

Named = tuple[tuple[str, ...], tuple[str, ...]]
"""The words of a sentence and their labels."""


def read_names(path: Path) -> list[Named]:
    """Return the sentences of a file in two or more columns, plain or .xz; a bad line raises ValueError."""
    with open_text(path) as lines:
        return list(_parse(lines, name=path.name))


def _parse(lines: Iterable[str], *, name: str) -> Iterator[Named]:
    words: list[str] = []
    labels: list[str] = []
    for number, line in enumerate(lines, start=1):
        text = line.rstrip("\r\n")
        columns = text.split("\t") if "\t" in text else text.split(" ")
        if not text.strip():
            if words:
                yield tuple(words), tuple(_read_labels(labels))
            words, labels = [], []
        elif text.startswith("# ") and "\t" not in text:
            continue
        elif len(columns) > 2 and columns[0].isdecimal():  # number, word, label, and notes
            words.append(columns[1])
            labels.append(columns[2])
        elif len(columns) > 1:
            words.append(columns[0])
            labels.append(columns[-1])
        else:
            raise ValueError(f"{name}:{number}: one column; write a word and its label, with a tab between")
    if words:
        yield tuple(words), tuple(_read_labels(labels))


def _read_labels(labels: Iterable[str]) -> Iterator[str]:
    """Yield labels of known kinds; a name that starts without B- is given one."""
    last = ""
    for label in labels:
        mark, _, text = label.partition("-")
        kind = KINDS.get(text, "")
        if not kind:
            yield "O"
        else:
            yield f"{'I' if mark == 'I' and kind == last else 'B'}-{kind}"
        last = kind
