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

WIDEST_BOX = 8
"""Lines that a picture or a box in the middle of a story may hold."""

LONGEST_HEADING = 12
"""Words of a line without a full stop that is kept; longer ones are captions."""

SUBHEADING = 4
"""Words of a heading that one sentence may follow; a longer one with one sentence is another story with its summary."""

LEAD_WORDS = 20
"""Words of a single sentence that opens a story before a picture or a box."""


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
    stretch = max(stretches, key=lambda stretch: stretch.words)
    if stretch.words < FEWEST_WORDS:
        return None
    end = stretch.end
    start = _first_sentence(lines, stretch.start, end)
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
    byline, running = None, False
    for paragraph in paragraphs:
        text = " ".join(paragraph.split())
        if running and ends_story(text):
            break
        if not text or is_dropped(text) or (not running and text.casefold() == title.casefold()):
            continue
        author = read_byline(text)
        if author and not is_sentence(text):
            byline = byline or author
            continue
        kept.append(text)
        running = running or is_sentence(text)
    return kept, byline


def _paragraphs(lines: Sequence[Line]) -> Iterable[str]:
    """Yield the texts of a stretch: sentences, and headings that stand alone; several in a row are a box of links."""
    rest = [line for line in lines if line.kind in (Kind.PROSE, Kind.SHORT, Kind.TEASER)]
    for kind, group in groupby(rest, key=lambda line: line.kind):
        found = list(group)
        if kind is not Kind.SHORT or (len(found) == 1 and found[0].words <= LONGEST_HEADING):
            yield from (line.text for line in found)


def _stretches(lines: Sequence[Line]) -> Iterable[Block]:
    """Yield stretches of text: blocks of sentences joined over what may interrupt a story."""
    blocks = list(_blocks(lines))
    position = 0
    while position < len(blocks):
        stretch = blocks[position]
        position += 1
        while reach := _reach(lines, stretch, blocks[position : position + WIDEST_BOX]):
            joined = (stretch, *blocks[position : position + reach])
            sentences, words = sum(block.sentences for block in joined), sum(block.words for block in joined)
            stretch = Block(stretch.start, joined[-1].end, sentences, words)
            position += reach
        yield stretch


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


def _reach(lines: Sequence[Line], stretch: Block, following: Sequence[Block]) -> int:
    """Return in which of the following blocks, counted from 1, the story of a stretch goes on; 0 where in none.

    One short or numbered heading may lead to any sentence. Longer headings, captions and lone sentences between them
    are a picture or a box: the story goes on behind it with several sentences, and a list of stories never does.
    """
    for number, block in enumerate(following, start=1):
        gap = [line for line in lines[stretch.end : block.start] if line.kind is not Kind.DROP]
        if _opens_story(lines[block.start]) or not all(line.kind in (Kind.SHORT, Kind.PROSE) for line in gap):
            return 0
        if not gap or (len(gap) == 1 and _is_subheading(gap[0])):
            return number
        if len(gap) > WIDEST_BOX:
            return 0
        if block.sentences >= LONG_BLOCK:
            long = stretch.sentences >= LONG_BLOCK
            return number if long or (stretch.words >= LEAD_WORDS and find_title(lines, stretch.start)) else 0
    return 0


def _is_subheading(line: Line) -> bool:
    return line.kind is Kind.SHORT and (line.words <= SUBHEADING or line.text[0].isdigit())


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
