"""Read what stands around a story in a text dump: the title above it, author, publication time, day of the page.

A date beside the weather is the day the page was drawn. Only a date between title and story, or one that says so
("Published"), is the day of the story.
"""

from collections.abc import Sequence
from datetime import date

from extractors.articles.boilerplate import is_labelled, read_byline
from extractors.articles.dates import Moment, find_printed
from extractors.articles.lines import Kind, Line, has_weather

REACH = 12
"""Lines above a story in which its title is looked for."""

TITLE_WORDS = range(3, 31)
BESIDE = 3
"""Lines between a date and the weather that it belongs to."""


def find_title(lines: Sequence[Line], start: int) -> str:
    """Return the title of the story that starts at a line: the nearest heading above it; empty where there is none."""
    place = _title_line(lines, start)
    return "" if place is None else _strip_label(lines[place].text)


def find_byline(lines: Sequence[Line], start: int, end: int) -> str | None:
    """Return the author named near the story's beginning or end."""
    top = _title_line(lines, start)
    above = lines[top if top is not None else max(0, start - 4) : start]
    names = [read_byline(line.text) for line in (*above, *lines[end : end + 3]) if line.kind is Kind.BYLINE]
    return next((name for name in names if name), None)


def find_published(lines: Sequence[Line], start: int, end: int) -> Moment | None:
    """Return the publication time, where a line around the story gives one that is not the day of the page."""
    top = _title_line(lines, start)
    for i in (*range(top or max(0, start - 4), start), *range(max(0, start - REACH), start), *range(end, end + 4)):
        if i >= len(lines) or lines[i].kind is not Kind.DATE or is_labelled(lines[i].text, "updated"):
            continue
        labelled = is_labelled(lines[i].text, "published")
        under_title = top is not None and top < i < start
        if labelled or (under_title and not _beside_weather(lines, i)):
            printed = find_printed(lines[i].text)
            return printed.moment if printed else None
    return None


def find_page_date(lines: Sequence[Line]) -> date | None:
    """Return the day the page was drawn: a date beside the weather."""
    for i, line in enumerate(lines):
        printed = find_printed(line.text) if line.kind in (Kind.DATE, Kind.DROP, Kind.SHORT) else None
        if printed and _beside_weather(lines, i) and not is_labelled(line.text, "published"):
            return printed.day
    return None


def _beside_weather(lines: Sequence[Line], i: int) -> bool:
    around = lines[max(0, i - BESIDE) : i + BESIDE + 1]
    return any(has_weather(line.text) for line in around if line.kind in (Kind.DROP, Kind.SHORT, Kind.DATE))


def _title_line(lines: Sequence[Line], start: int) -> int | None:
    """Return the number of the title's line: of two headings in a row the upper one, if it is the shorter."""
    place = None
    for i in range(start - 1, max(-1, start - 1 - REACH), -1):
        line = lines[i]
        if line.kind in (Kind.END, Kind.TEASER):
            break
        fits = line.kind is Kind.SHORT and line.words in TITLE_WORDS and not has_weather(line.text)
        fits = fits or (line.kind is Kind.PROSE and line.words <= max(TITLE_WORDS))
        if not fits:
            if place is not None and line.kind is not Kind.DROP:
                break
            continue
        if place is None:
            place = i
        elif 4 <= line.words < lines[place].words:
            return i
        else:
            break
    return place


def _strip_label(text: str) -> str:
    head, colon, rest = text.partition(":")
    return rest.strip() if colon and head.casefold() in {"title", "judul", "headline"} and rest.strip() else text
