"""Cut a text dump into lines and say what each one is: running text, cut-off teaser, heading, date, noise.

The words of a line count first (boilerplate lists), then its shape, so that a page in an unlisted layout is read too.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from enum import Enum
from typing import NamedTuple

from extractors.articles.boilerplate import ends_story, is_dropped, is_editor, is_labelled, read_byline
from extractors.articles.dates import find_printed

SENTENCE_WORDS = 8
"""Words from which a line with a full stop is running text on its own."""

UNPUNCTUATED_WORDS = 30
"""Words from which a line is running text even without a full stop."""

SEVERAL_WORDS = 15
"""Words from which a line with a full stop inside is running text."""

SHORTEST_SENTENCE = 3
LONGEST_DATE = 200
"""Characters of a line that may be a date."""

LONGEST_END = 200
"""Characters at the end of a line that its last signs are looked for in; what is longer is no line of a writer."""

WRAP_WIDTHS = range(40, 121)
"""Widths that editors and mail programs wrap lines at."""

CLOSE = "\"”“’'»)\\]*"
END = re.compile(rf"[.!?…:;。！？]\s?[{CLOSE}]*[,.]*(?:\s*[(\[][\w /.,&-]{{2,30}}[)\]]\.?)?$|[,–—-][{CLOSE}]+$")
INNER_END = re.compile(r"[a-z)\"”’][.!?][\"”’]?\s+[\"“‘]?[A-Z][a-z]* [a-z]")
CUT_OFF = re.compile(
    r"(?:\.{3,}|…|\[(?:\.{3}|…)\]|\(\.{3}\)|\[\+\d+ chars\])\s*"
    r"(?:\(?(?:read more|baca selengkapnya|selengkapnya|more)\)?\W*)?$",
    re.IGNORECASE,
)
WEATHER = re.compile(r"[+-]?\d{1,2}([.,]\d)?\s?°?\s?[CF]\b|°", re.IGNORECASE)
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]")
WORD = re.compile(r"\w+(?:[-'’.]\w+)*")
UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
MARKUP = re.compile(r"^(?:#{1,6}\s+|>\s+)|^\*\*(?=.*\*\*$)|(?<=.)\*\*$")


class Kind(Enum):
    """What a line is to a story."""

    PROSE = "running text"
    TEASER = "running text that is cut off"
    SHORT = "heading, menu item or the like"
    BYLINE = "names the author, an editor or an origin"
    DATE = "a printed date and little else"
    DROP = "noise that the story goes on after"
    END = "noise that no story follows"


class Line(NamedTuple):
    """A line with words."""

    text: str
    kind: Kind
    words: int


def read_lines(text: str) -> list[Line]:
    """Return the lines of a dump that are not empty, each with its kind; hard-wrapped paragraphs are one line."""
    clean = INVISIBLE.sub("", unicodedata.normalize("NFC", text)).replace("\r\n", "\n").replace("\r", "\n")
    lines = [Line(part, kind_of(part), count_words(part)) for part in _unwrap(clean.split("\n"))]
    return list(_settle_sentences(lines))


def is_sentence(text: str) -> bool:
    """Tell whether a line is running text on its own."""
    words = count_words(text)
    if words >= UNPUNCTUATED_WORDS or (words >= SENTENCE_WORDS and ends_sentence(text)):
        return True
    return words >= SEVERAL_WORDS and INNER_END.search(text) is not None


def ends_sentence(text: str) -> bool:
    """Tell whether a line ends as a sentence does."""
    return END.search(text[-LONGEST_END:]) is not None


def count_words(text: str) -> int:
    """Count words; of scripts that write none apart, two characters count as one."""
    if text.isascii():
        return len(WORD.findall(text))
    return len(WORD.findall(UNSPACED.sub(" ", text))) + (len(UNSPACED.findall(text)) + 1) // 2


def kind_of(text: str) -> Kind:
    """Say what a line is, by its own words and shape alone."""
    if ends_story(text):
        return Kind.END
    if _is_date(text):
        return Kind.DATE
    if is_dropped(text):
        return Kind.DROP
    words = count_words(text)
    if CUT_OFF.search(text[-LONGEST_END:]) and words >= SENTENCE_WORDS - 3:
        return Kind.TEASER
    if is_sentence(text):
        return Kind.PROSE
    return Kind.BYLINE if read_byline(text) or is_editor(text) else Kind.SHORT


def has_weather(text: str) -> bool:
    """Tell whether a line shows a temperature."""
    return WEATHER.search(text) is not None


def _is_date(text: str) -> bool:
    """Tell whether a line is a date with at most four other words, besides a label."""
    printed = find_printed(text) if len(text) <= LONGEST_DATE else None
    if printed is None or "(@" in text:  # the second is the foot of an embedded post
        return False
    others = count_words(text) - count_words(text[printed.start : printed.end])
    labelled = is_labelled(text, "published") or is_labelled(text, "updated")
    return others <= (6 if labelled else 4) and not (ends_sentence(text[printed.end :]) and others > 2)


def _settle_sentences(lines: Sequence[Line]) -> Iterator[Line]:
    """Make a short line with a full stop running text where it touches running text ("No," he said.)."""
    previous = None
    for i, line in enumerate(lines):
        if (
            line.kind is Kind.SHORT
            and line.words >= SHORTEST_SENTENCE
            and ends_sentence(line.text)
            and line.text[-1] != ":"
        ):
            following = next((after.kind for after in lines[i + 1 : i + 3] if after.kind is not Kind.DROP), None)
            if previous is Kind.PROSE or (previous is None and following is Kind.PROSE):
                line = line._replace(kind=Kind.PROSE)
        if line.kind is not Kind.DROP:
            previous = line.kind
        yield line


def _unwrap(lines: Iterable[str]) -> Iterator[str]:
    """Join the lines of hard-wrapped paragraphs; yield the lines that are not empty."""
    block: list[str] = []
    for line in (*lines, ""):
        text = MARKUP.sub("", " ".join(line.split()))
        if text:
            block.append(text)
        elif block:
            yield from _join(block)
            block = []


def _join(block: Sequence[str]) -> Iterator[str]:
    if _is_wrapped(block) and not any(kind_of(line) in (Kind.DROP, Kind.END, Kind.DATE) for line in block):
        yield " ".join(block)
    else:
        yield from block


def _is_wrapped(block: Sequence[str]) -> bool:
    """Tell whether lines are one paragraph: all full, ended anywhere but the last, some begun in small letters."""
    width = max(map(len, block))
    if len(block) < 2 or width not in WRAP_WIDTHS or not ends_sentence(block[-1]):
        return False
    full = all(len(line) >= width * 0.7 for line in block[:-1])
    open_ended = sum(not ends_sentence(line) for line in block[:-1])
    small = any(line[0].islower() for line in block[1:])
    return full and open_ended * 2 >= len(block) - 1 and (small or len(block) == 2)
