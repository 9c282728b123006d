"""Find the longest known forms in running text: names in, their places in any text out.

Forms and text are cut alike, at word boundaries and marks, so that "Niger" is not found in "Nigeria" nor "AS" in
"ASEAN"; a curly apostrophe is a straight one, and a form of more than three letters is also found in capitals.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from extractors.languages.pack import Name

WORD = re.compile(r"\w+|[^\w\s]")
SHORT = 3
"""Letters of a form that in capitals would be taken for an abbreviation."""


class Found(NamedTuple):
    """Characters start..end (end excluded) of a text and the names that are written so."""

    start: int
    end: int
    names: tuple[Name, ...]


class FormIndex:
    """All forms of a pack by their words."""

    def __init__(self, names: Iterable[Name], *, clitics: tuple[str, ...] = ()) -> None:
        """Take in the names; `clitics` are endings that a single word may have besides, as in *Iranlah*."""
        self._clitics = clitics
        self._names: defaultdict[tuple[str, ...], list[Name]] = defaultdict(list)
        self._longest: dict[str, int] = {}
        for name in names:
            written = tuple(cut(name.text))
            self._names[written].append(name)
            capitals = tuple(word.upper() for word in written) if len(name.text) > SHORT else written
            if capitals != written:
                self._names[capitals].append(name)
            for words in (written, capitals):
                self._longest[words[0]] = max(len(words), self._longest.get(words[0], 0))

    def look_up(self, text: str) -> tuple[Name, ...]:
        """Return the names that are written exactly so; none where the words name nobody."""
        return tuple(self._names.get(tuple(cut(text)), ()))

    def find(self, text: str) -> list[Found]:
        """Return the longest forms in a text, in order, none overlapping; of two as long the first."""
        words = WORD.finditer(straighten(text))
        places = [(self._without_clitic(word.group()), word.start(), word.end()) for word in words]
        spans = sorted(self._all(places), key=lambda span: (span[0] - span[1], span[0]))
        taken: set[int] = set()
        found = []
        for first, last in spans:
            if taken.isdisjoint(range(first, last)):
                taken.update(range(first, last))
                names = self._names[tuple(place[0] for place in places[first:last])]
                found.append(Found(places[first][1], places[last - 1][2], tuple(names)))
        return sorted(found, key=lambda one: one.start)

    def _without_clitic(self, word: str) -> str:
        """Return the name that a word is with a clitic written to it, else the word."""
        if self._clitics and word not in self._longest and word.endswith(self._clitics):
            stem = next(word.removesuffix(end) for end in self._clitics if word.endswith(end))
            if len(stem) > SHORT and (stem,) in self._names:
                return stem
        return word

    def _all(self, places: list[tuple[str, int, int]]) -> Iterator[tuple[int, int]]:
        words = [place[0] for place in places]
        for first, word in enumerate(words):
            for size in range(1, self._longest.get(word, 0) + 1):
                if tuple(words[first : first + size]) in self._names and first + size <= len(words):
                    yield first, first + size


def cut(text: str) -> list[str]:
    """Return the words and marks of a text."""
    return WORD.findall(straighten(text))


def straighten(text: str) -> str:
    """Return a text of the same length with straight apostrophes."""
    return text.replace("’", "'")
