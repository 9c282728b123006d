"""Find the story in a scraped text dump: lines of a page in, title, paragraphs and the marks around them out.

A story is the longest stretch of running sentences. What interrupts it (advertisements, teasers of other stories, share
buttons) is known by its words (`boilerplate.toml`) or its shape: teasers are cut off, headings have no full stop. The
same cleaning is applied to the paragraphs of a web page.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby
from typing import NamedTuple

from extractors.articles.boilerplate import ends_story, is_dropped, read_byline
from extractors.articles.datelines import read_dateline, read_sign_off
from extractors.articles.dates import Moment
from extractors.articles.lines import Kind, Line, is_sentence, read_lines
from extractors.articles.surroundings import find_byline, find_page_date, find_published, find_title

FEWEST_WORDS = 20
"""A page whose longest stretch of sentences is shorter has no story."""

LONG_BLOCK = 2
"""Sentences in a row that are a story going on, rather than the summary of another one."""

WIDEST_BOX = 6
"""Headings that a box in the middle of a story may hold."""

SUBHEADING = 6
"""Words of a heading inside a story; longer ones are titles of other stories."""


class Story(NamedTuple):
    """The story of a page and what was taken off its ends."""

    title: str
    paragraphs: tuple[str, ...]
    dateline: str | None = None
    agency: str | None = None
    byline: str | None = None
    published: Moment | None = None
    page_date: date | None = None

    @property
    def body(self) -> str:
        """The paragraphs, with an empty line between two."""
        return "\n\n".join(self.paragraphs)


class Block(NamedTuple):
    """Lines `start` to `end` of running sentences, and how many there are."""

    start: int
    end: int
    sentences: int
    words: int


def find_story(text: str) -> Story | None:
    """Return the story in a text dump; None where no stretch of it is running text."""
    lines = read_lines(text)
    stretches = list(_stretches(lines))
    if not stretches:
        return None
    start, end, words = max(stretches, key=lambda stretch: stretch[2])
    if words < FEWEST_WORDS:
        return None
    start = _first_sentence(lines, start, end)
    paragraphs = list(_paragraphs(lines[start:end]))
    story = finish_story(find_title(lines, start), paragraphs)
    return story._replace(
        byline=find_byline(lines, start, end) or story.byline,
        published=find_published(lines, start, end),
        page_date=find_page_date(lines),
    )


def finish_story(title: str, paragraphs: Sequence[str]) -> Story:
    """Take boilerplate lines, dateline and sign-off away from the paragraphs of a story."""
    kept, byline = _clean(title, paragraphs)
    place = agency = None
    if kept and (dateline := read_dateline(kept[0])):
        place, agency = dateline.place, dateline.agency
        kept[0] = dateline.text
    if kept and (sign_off := read_sign_off(kept[-1])):
        agency = agency or sign_off.agency
        byline = byline or sign_off.initials
        kept[-1] = sign_off.text
    return Story(title=title, paragraphs=tuple(kept), dateline=place, agency=agency, byline=byline)


def _clean(title: str, paragraphs: Iterable[str]) -> tuple[list[str], str | None]:
    kept: list[str] = []
    byline = None
    for paragraph in paragraphs:
        text = " ".join(paragraph.split())
        running = any(map(is_sentence, kept))
        if running and ends_story(text):
            break
        if not text or is_dropped(text) or (not running and text.casefold() == title.casefold()):
            continue
        author = read_byline(text)
        if author and not is_sentence(text):
            byline = byline or author
            continue
        kept.append(text)
    return kept, byline


def _paragraphs(lines: Sequence[Line]) -> Iterable[str]:
    """Yield the texts of a stretch: sentences, and headings that stand alone; several in a row are a box of links."""
    rest = [line for line in lines if line.kind in (Kind.PROSE, Kind.SHORT, Kind.TEASER)]
    for kind, group in groupby(rest, key=lambda line: line.kind):
        texts = [line.text for line in group]
        if kind is not Kind.SHORT or len(texts) == 1:
            yield from texts


def _stretches(lines: Sequence[Line]) -> Iterable[tuple[int, int, int]]:
    """Yield (start, end, words) of stretches of text: blocks of sentences joined over what may interrupt a story."""
    blocks = list(_blocks(lines))
    position = 0
    while position < len(blocks):
        first = last = blocks[position]
        words = first.words
        position += 1
        while position < len(blocks) and _goes_on(lines, last, blocks[position], blocks[position + 1 : position + 2]):
            last = blocks[position]
            words += last.words
            position += 1
        yield first.start, last.end, words


def _blocks(lines: Sequence[Line]) -> Iterable[Block]:
    """Yield runs of sentences; dropped lines, and one cut-off line between two sentences, do not break a run."""
    start, last, sentences, words = -1, -1, 0, 0
    for i, line in enumerate(lines):
        if line.kind is Kind.PROSE or (line.kind is Kind.TEASER and start >= 0 and _between_prose(lines, i)):
            if start >= 0 and sentences and _opens_story(line):
                yield Block(start, last + 1, sentences, words)
                start, sentences, words = i, 0, 0
            start = i if start < 0 else start
            last = i
            sentences += 1
            words += line.words
        elif line.kind is not Kind.DROP and start >= 0:
            yield Block(start, last + 1, sentences, words)
            start, sentences, words = -1, 0, 0
    if start >= 0:
        yield Block(start, last + 1, sentences, words)


def _goes_on(lines: Sequence[Line], before: Block, after: Block, next_block: Sequence[Block]) -> bool:
    """Tell whether a story goes on in block `after`, over the lines between."""
    gap = [line for line in lines[before.end : after.start] if line.kind is not Kind.DROP]
    if any(line.kind is not Kind.SHORT for line in gap) or _opens_story(lines[after.start]):
        return False
    if len(gap) <= 1:
        if after.sentences >= LONG_BLOCK:
            return True
        listed = any(
            block.sentences == 1 and block.start - after.end <= 2 and block.start > after.end for block in next_block
        )
        return not gap or (gap[0].words <= SUBHEADING and not listed)
    return len(gap) <= WIDEST_BOX and min(before.sentences, after.sentences) >= LONG_BLOCK


def _between_prose(lines: Sequence[Line], i: int) -> bool:
    after = next((line for line in lines[i + 1 :] if line.kind is not Kind.DROP), None)
    return after is not None and after.kind is Kind.PROSE


def _opens_story(line: Line) -> bool:
    dateline = read_dateline(line.text)
    return dateline is not None and dateline.sure


def _first_sentence(lines: Sequence[Line], start: int, end: int) -> int:
    """Move the start of a story to its dateline, where one follows soon (after a headline like a sentence)."""
    for i in range(start, min(start + 4, end)):
        if lines[i].kind is Kind.PROSE and _opens_story(lines[i]):
            return i
    return start
