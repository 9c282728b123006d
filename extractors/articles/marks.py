"""Judge what a web page is: its tree and the text found on it in, "no story, because …" or the form of the story out.

A stub before a paywall, a cookie wall and a section page all have running text, so an extractor finds something on
each of them. Their words give walls away (`marks.toml`); the order of headlines, times and paragraphs gives away what
is a list of other stories and what a live page. A whole story is never given up for such a mark.
"""

import re
import tomllib
from collections.abc import Sequence, Set
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from extractors.articles import metadata
from extractors.articles.boilerplate import Phrases, collect_phrases, is_dropped
from extractors.articles.lines import count_words
from extractors.articles.shown import Shown, show_lines
from extractors.articles.story import FEWEST_WORDS, Story

STUB_WORDS = 150
"""A text from here on is worth reading, whatever the page says of the rest."""

LOCKED_WORDS = 60
"""The same where nothing on the page calls for a subscription, and only its metadata say that it is not free."""

DECLARED_SHARE = 0.8
"""Share of the words that a page gives its story from which the story is whole."""

LONGEST_WALL = 400
"""Words from which a text is no wall, so that it need not be searched for calls."""

CALL_WORDS = 60
"""Words of a line that may call for a subscription; a longer one tells of something."""

WALL_SHARE = 0.5
"""Share of the running text from which a call is what the page is about."""

HEADLINE_WORDS = 4
FEWEST_TEASERS = 3
MOST_TEASER_WORDS = 60
"""Words between two headlines that are a summary; more are a story with a link in it."""

MANY_HEADLINES = 10
HEADLINE_SHARE = 0.5
"""Words of headlines for each word of other text that make a page without a story a list."""
ENTRIES, ENTRIES_OF_HINT = 6, 3
"""Timed entries that make a live page; and where the address hints at one."""

CAPTIONS = 5
GALLERY_WORDS = 200
"""Words beside the captions that a gallery has at most."""

ENDING = 40
"""Letters at the end of a paragraph by which it is known among the lines of the page."""

GALLERIES = frozenset({"ImageGallery", "MediaGallery"})
LOCKED = frozenset({"false", "http://schema.org/false", "https://schema.org/false"})
KINDS = ("paywall", "consent", "browser")
SIGNS = re.compile(r"[\W_]+")
QUOTED = re.compile(r"[\"“„«][^\"“„«”»]*[\"”»]")


class Fault(NamedTuple):
    """Why a page is no article: a short reason code, and what to do."""

    reason: str
    detail: str


PAYWALL = Fault("paywall", "only the beginning of the story is there, the rest is for subscribers; read it elsewhere")
TEASERS = Fault(
    "teasers", "a list of other stories, no story; declare it as a source of kind list, or leave it out with exclude"
)
CONSENT = Fault(
    "consent", "the page asks for consent to cookies instead of telling its story; ask the publisher for a feed"
)
BROWSER = Fault(
    "no-story", "the site asks for a browser with scripts and without an ad blocker; ask the publisher for a feed"
)
NOTHING = Fault("no-story", "no running text on the page (a list, a login or a script that draws it); open it")


class Outline(NamedTuple):
    """The order of a page: words of the text between two headlines, and how often a time leads to text."""

    runs: tuple[int, ...]
    headed: bool
    """Whether a headline stands before the first run."""
    headlines: int
    headline_words: int
    other_words: int
    """Words of the other lines that no menu or box holds."""
    entries: int


class Marks(NamedTuple):
    """What a page is besides its text."""

    fault: Fault | None
    form: str | None


def read_marks(tree: HtmlElement, story: Story, *, url: str) -> Marks:
    """Say why a page is no article, or which form the article has: live-blog, gallery, or None for a story."""
    lines = show_lines(tree)
    outline = _outline(lines, story)
    types = {name for item in metadata.read_objects(tree) for name in metadata.types_of(item)}
    form = _find_form(lines, story, outline, types, url)
    return Marks(_find_fault(tree, lines, story, outline, form), form)


def _find_fault(
    tree: HtmlElement, lines: Sequence[Shown], story: Story, outline: Outline, form: str | None
) -> Fault | None:
    if form != "live-blog" and _are_teasers(outline):
        return TEASERS
    if count_words(story.body) > LONGEST_WALL:
        return None
    wall = _find_wall(lines)
    words = _count_told(story, addressed=wall is None)
    called = any(_is_call(line.text, "paywall") for line in lines if not (line.around and line.linked))
    least = STUB_WORDS if called else LOCKED_WORDS if _is_locked(tree) else 0
    if words < least and not _is_whole(tree, words):
        return PAYWALL
    if words >= FEWEST_WORDS:
        return None
    listed = outline.headlines >= MANY_HEADLINES and outline.headline_words >= HEADLINE_SHARE * outline.other_words
    return wall or (TEASERS if listed else NOTHING)


def _find_wall(lines: Sequence[Shown]) -> Fault | None:
    """Return what most of the running text of a page asks for."""
    running = [(line.text, count_words(line.text)) for line in lines if not line.linked and not line.around]
    total = sum(words for _, words in running)
    for kind, fault in (("consent", CONSENT), ("browser", BROWSER)):
        if 0 < WALL_SHARE * total <= sum(words for text, words in running if _is_call(text, kind)):
            return fault
    return None


def _count_told(story: Story, *, addressed: bool) -> int:
    """Count the words that tell something: no calls; in a wall, what is `addressed` to its reader is none either."""
    told = [text for text in story.paragraphs if not any(_is_call(text, kind) for kind in KINDS)]
    return sum(count_words(text) for text in told if addressed or not _is_addressed(text))


def _are_teasers(outline: Outline) -> bool:
    """Tell whether what runs between headlines is their summaries, rather than a story with links in it."""
    if max(outline.runs, default=0) > MOST_TEASER_WORDS or not outline.headed:
        return False
    return len(outline.runs) >= FEWEST_TEASERS or (bool(outline.runs) and outline.headlines >= MANY_HEADLINES)


def _outline(lines: Sequence[Shown], story: Story) -> Outline:
    paragraphs = {_ending(text) for text in story.paragraphs}
    title = _ending(story.title)
    runs: list[int] = []
    headed = headline = timed = False
    headlines = headline_words = other_words = entries = 0
    previous = ""
    for line in lines:
        words = count_words(line.text)
        ending = _ending(line.text)
        if line.linked and words >= HEADLINE_WORDS and ending != title and not line.around:
            if not is_dropped(line.text) and not is_dropped(previous):
                headline = True
                headlines += 1
                headline_words += words
        elif title and ending == title:
            headline = False
        elif ending in paragraphs:
            if not runs:
                headed = headline
            if headline or not runs:
                runs.append(0)
            runs[-1] += words
            entries += timed
            headline = timed = False
        elif line.timed or _is_clock(line.text):
            timed = True
        previous = line.text
        other_words += 0 if line.linked or line.around else words
    return Outline(tuple(runs), headed, headlines, headline_words, other_words, entries)


def _find_form(lines: Sequence[Shown], story: Story, outline: Outline, types: Set[str], url: str) -> str | None:
    path = urlsplit(url).path.lower()
    least = ENTRIES_OF_HINT if _hints("live", path) else ENTRIES
    if "LiveBlogPosting" in types or _hints("live-blog", path) or (outline.entries >= least and not outline.headed):
        return "live-blog"
    captions = {_ending(line.text): count_words(line.text) for line in lines if line.caption}
    beside = sum(count_words(text) for text in story.paragraphs if _ending(text) not in captions)
    if beside > GALLERY_WORDS:
        return None
    many = len(captions) >= CAPTIONS and sum(captions.values()) > beside
    return "gallery" if many or types & GALLERIES or _hints("gallery", path) else None


def _is_locked(tree: HtmlElement) -> bool:
    """Tell whether the page says of itself that it is not free to read."""
    free = [item.get("isAccessibleForFree") for item in metadata.read_linked_data(tree)]
    tier = metadata.read_metas(tree).get("article:content_tier", "")
    return tier.lower() == "locked" or any(str(value).lower() in LOCKED for value in free)


def _is_whole(tree: HtmlElement, words: int) -> bool:
    """Tell whether a short text is all that the page says its story has."""
    declared = [str(item.get("wordCount") or "") for item in metadata.read_linked_data(tree)]
    return any(text.isdecimal() and 0 < DECLARED_SHARE * int(text[:9]) <= words for text in declared)


def _is_call(text: str, kind: str) -> bool:
    """Tell whether a line calls for a subscription, for consent, or for another browser."""
    return _phrases(kind).match(text) and (kind != "paywall" or count_words(text) <= CALL_WORDS)


def _is_addressed(text: str) -> bool:
    """Tell whether words outside quotation marks speak to the reader."""
    unquoted = QUOTED.sub(" ", text)
    return any(rule.search(unquoted) for rule in _rules("address"))


def _is_clock(text: str) -> bool:
    return len(text) <= ENDING and any(rule.fullmatch(text.strip(" \t·•|-–—()[],")) for rule in _rules("clock"))


def _hints(kind: str, path: str) -> bool:
    return any(rule.search(path) for rule in _rules(kind))


def _ending(text: str) -> str:
    """Return the letters by which a paragraph is known, whatever was taken off its beginning."""
    return SIGNS.sub("", text[-3 * ENDING :].casefold())[-ENDING:]


@cache
def _tables() -> dict[str, Any]:
    return tomllib.loads((files(__package__) / "marks.toml").read_text(encoding="utf-8"))


@cache
def _phrases(kind: str) -> Phrases:
    return collect_phrases(table.get(kind, {}) for table in _tables().values())


@cache
def _rules(kind: str) -> tuple[re.Pattern[str], ...]:
    """Return the regular expressions for a clock, or for the path of a live page or a gallery."""
    rules = [table.get(kind, table.get("paths", {}).get(kind, [])) for table in _tables().values()]
    return tuple(re.compile(rule, re.IGNORECASE) for part in rules for rule in part)
