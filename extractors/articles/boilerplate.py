"""Tell the words of a page from the words of a story: a line in, what it is to the story out.

The word lists are data (`boilerplate.toml`), a table for each language; all are used on every page, since an
Indonesian page carries English buttons.
"""

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

EDGES = re.compile(r"^[\W_]+|[\W_]+$")
BULLETS = "([{*-–—•·►▶»> "
LONGEST_START = 30
"""Words; a line that begins like boilerplate and runs longer is a paragraph of the story."""

LONGEST_LOOK = 400
"""Characters of a line that patterns are searched in."""

BYLINE_WORDS = 8


class Phrases(NamedTuple):
    """Whole lines, beginnings and patterns that mark one kind of boilerplate."""

    lines: frozenset[str]
    starts: tuple[str, ...]
    patterns: tuple[re.Pattern[str], ...]

    def match(self, text: str) -> bool:
        """Tell whether a line is of this kind."""
        folded = text.casefold().strip()
        bare = EDGES.sub("", folded) if len(folded) <= LONGEST_LOOK else folded
        if bare in self.lines or any(pattern.search(text[:LONGEST_LOOK]) for pattern in self.patterns):
            return True
        return folded.lstrip(BULLETS).startswith(self.starts) and len(folded.split()) <= LONGEST_START


def collect_phrases(languages: Iterable[dict[str, list[str]]]) -> Phrases:
    """Return the phrases of one kind from the tables of all languages."""
    tables = list(languages)
    return Phrases(
        lines=frozenset(EDGES.sub("", line.casefold()) for table in tables for line in table.get("lines", ())),
        starts=tuple(start.casefold() for table in tables for start in table.get("starts", ())),
        patterns=tuple(re.compile(rule, re.IGNORECASE) for table in tables for rule in table.get("patterns", ())),
    )


def is_dropped(text: str) -> bool:
    """Tell whether a line goes while the story goes on (advertisement, share button, script)."""
    return _phrases("drop").match(text)


def ends_story(text: str) -> bool:
    """Tell whether no story follows a line (comment form, most read, copyright)."""
    return _phrases("end").match(text)


def read_byline(text: str) -> str | None:
    """Return the author's name of a line such as `By Ana Ruiz` or `Penulis: Budi`; None where it is no such line."""
    return _after_label(text, "byline") or _after_label(text, "author", colon=True)


def is_editor(text: str) -> bool:
    """Tell whether a line names an editor, photographer or origin rather than the author."""
    return _after_label(text, "editor", colon=True) is not None


def is_labelled(text: str, kind: str) -> bool:
    """Tell whether a line begins with a label of `kind` (published, updated)."""
    return _label(kind).match(text) is not None


def _after_label(text: str, kind: str, *, colon: bool = False) -> str | None:
    found = _label(kind).match(text)
    if found is None:
        return None
    name = re.split(r"\s+[|•·–—]\s+|\s+-\s+|\s*,\s*(?=\d)", text[found.end() :].strip())[0].strip(" .,;|-–—")
    words = name.split()
    if not 1 <= len(words) <= BYLINE_WORDS or name[-1:] in "!?:" or (colon and ":" not in found[0]):
        return None
    named = words[0][:1].isupper() or words[0].startswith("@")
    return name if (":" in found[0] or named) and not re.search(r"\d{4}|https?:", name) else None


@cache
def _tables() -> dict[str, Any]:
    return tomllib.loads((files(__package__) / "boilerplate.toml").read_text(encoding="utf-8"))


@cache
def _phrases(kind: str) -> Phrases:
    return collect_phrases(table.get(kind, {}) for table in _tables().values())


@cache
def _label(kind: str) -> re.Pattern[str]:
    labels = sorted(
        {label for table in _tables().values() for label in table.get(kind, ())}, key=lambda x: (-len(x), x)
    )
    return re.compile(rf"\W{{0,2}}\b(?:{'|'.join(map(re.escape, labels))})\b\s*:?\s*", re.IGNORECASE)
