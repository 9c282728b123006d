"""Read the entries of a feed: its text in, neutral entries out, whether it is RSS, Atom or JSON Feed.

feedparser expands entity bombs, so a feed in XML is refused here if it declares any entity; feedparser sees only text
that passed, as UTF-8, without a declaration of its own. In JSON (jsonfeed.org, 1.0 and 1.1) a value of the wrong type
counts as missing.
"""

import calendar
import html
import io
import json
import re
from datetime import UTC, datetime
from typing import Any, NamedTuple
from xml.parsers import expat

from extractors.articles.dates import FIRST_YEAR, LAST_YEAR, Moment, read_timestamp
from extractors.articles.decoding import clean

REMOTE = ("http://", "https://")
XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
OPAQUE = re.compile(r"<!--.*?(-->|\Z)|<!\[CDATA\[.*?(\]\]>|\Z)|<\?.*?(\?>|\Z)", re.DOTALL)
DECLARES = re.compile(r"<!\s*(DOCTYPE|ENTITY|ELEMENT|ATTLIST|NOTATION)", re.IGNORECASE)
JSON_FEED = re.compile(r"\bjsonfeed\.org/version/")


LARGE = 4 * 1024 * 1024
"""Characters from which a feed must be well-formed: on broken markup of that length feedparser takes minutes."""


class FeedError(ValueError):
    """A text is no feed that can be read; the message says why and what to do."""


class Entry(NamedTuple):
    """What a feed says of one story."""

    name: str
    """Its link, else what else names it."""
    link: str
    title: str
    author: str | None
    contents: tuple[str, ...]
    """HTML of the story or a part of it."""
    published: Moment | None
    revised: str | None
    """When it was changed, in the words of the feed."""


class Feed(NamedTuple):
    """The entries of a feed, and what it says of itself."""

    title: str
    language: str
    entries: tuple[Entry, ...]


def parse_feed(text: str, base: str) -> Feed:
    """Return what is in a feed whose links count from `base`; raises FeedError."""
    return _parse_json(text) if text.lstrip().startswith("{") else _parse_xml(text, base)


def _parse_xml(text: str, base: str) -> Feed:
    import feedparser

    if _declares(text):
        raise FeedError(
            "the feed declares a document type or entities, which can blow up or read local files; ask the publisher "
            "for a plain feed, or save it without the declaration"
        )
    plain = XML_DECLARATION.sub("", text)
    if len(plain) > LARGE and (fault := _find_fault(plain)):
        raise FeedError(
            f"the feed is longer than {LARGE:,} characters and no well-formed XML ({fault}); ask the publisher to mend "
            "or shorten it"
        )
    headers = {"content-type": "application/xml; charset=utf-8"}
    if base.startswith(REMOTE):
        headers["content-location"] = base
    try:
        feed = feedparser.parse(io.BytesIO(plain.encode("utf-8", "replace")), response_headers=headers)
    except Exception as error:  # feeds from anywhere break parsers in ways that no list can hold
        raise FeedError(f"the feed is damaged: its parser gave up ({error!r}); ask the publisher to mend it") from error
    if not feed.get("version") and not feed.entries:
        raise FeedError("this is no RSS, Atom or JSON feed; correct its location")
    entries = tuple(_read_xml(entry, number) for number, entry in enumerate(feed.entries, start=1))
    return Feed(_line(feed.feed.get("title")), _line(feed.feed.get("language")), entries)


def _find_fault(text: str) -> str:
    """Return why a text is no well-formed XML; empty where it is."""
    try:
        expat.ParserCreate("utf-8").Parse(text.encode("utf-8", "replace"), True)
    except expat.ExpatError as error:
        return str(error)
    return ""


def _read_xml(entry: Any, number: int) -> Entry:
    raw: dict[str, Any] = dict(entry)  # the plain dict: feedparser's own answers `updated` with `published`, and warns
    link, title = _line(raw.get("link")), _line(raw.get("title"))
    contents = (content.get("value") for content in raw.get("content") or ())
    return Entry(
        name=link or _line(raw.get("id")) or title or f"entry {number}",
        link=link, title=title, author=_line(raw.get("author")) or None,
        contents=tuple(clean(str(content)) for content in contents if content),
        published=_published(raw), revised=_line(raw.get("updated")) or None,
    )  # fmt: skip


def _parse_json(text: str) -> Feed:
    try:
        feed: Any = json.loads(text, strict=False)
    except (ValueError, RecursionError) as error:
        raise FeedError(f"the feed is no JSON ({error}); ask the publisher to mend it") from error
    if not JSON_FEED.search(_line(feed.get("version"))):
        raise FeedError("this is JSON, but no JSON feed: its version names no jsonfeed.org; correct its location")
    items = feed.get("items")
    if not isinstance(items, list):
        raise FeedError("the JSON feed has no list of items; ask the publisher to mend it")
    everywhere = _authors(feed)
    entries = tuple(_read_json(item, number, everywhere) for number, item in enumerate(items, start=1))
    return Feed(_line(feed.get("title")), _line(feed.get("language")), entries)


def _read_json(item: Any, number: int, everywhere: str | None) -> Entry:
    entry: dict[str, Any] = item if isinstance(item, dict) else {}
    name, title = _line(entry.get("id")), _line(entry.get("title"))
    link = _line(entry.get("url")) or _line(entry.get("external_url")) or (name if name.startswith(REMOTE) else "")
    page, plain = entry.get("content_html"), entry.get("content_text")
    contents = [clean(page)] if isinstance(page, str) else []
    if isinstance(plain, str):
        contents.append("".join(f"<p>{html.escape(line)}</p>" for line in clean(plain).split("\n")))
    published, revised = _line(entry.get("date_published")), _line(entry.get("date_modified"))
    return Entry(
        name=link or name or title or f"entry {number}",
        link=link, title=title, author=_authors(entry) or everywhere, contents=tuple(contents),
        published=read_timestamp(published) or read_timestamp(revised), revised=revised or None,
    )  # fmt: skip


def _authors(item: dict[str, Any]) -> str | None:
    """Return the names of the authors of a feed or an item: `authors` since 1.1, `author` before."""
    found = item.get("authors")
    authors = found if isinstance(found, list) else [item.get("author")]
    names = [_line(author.get("name")) for author in authors if isinstance(author, dict)]
    return ", ".join(filter(None, names)) or None


def _line(value: object) -> str:
    """Return a text as one line; empty where it is none."""
    return " ".join(clean(value).split()) if isinstance(value, str) else ""


def _declares(text: str) -> bool:
    """Tell whether markup outside comments and the like declares anything; what is never closed hides nothing."""
    return DECLARES.search(OPAQUE.sub(lambda found: " " if any(found.groups()) else found[0], text)) is not None


def _published(raw: dict[str, Any]) -> Moment | None:
    for name in ("published", "updated"):
        parsed = raw.get(f"{name}_parsed")
        moment = datetime.fromtimestamp(calendar.timegm(parsed), UTC) if parsed else None
        if moment and FIRST_YEAR <= moment.year <= LAST_YEAR:
            if ":" in str(raw.get(name) or ""):
                return Moment(moment, "minute")
            return Moment(moment.replace(hour=0, minute=0, second=0), "day")
    return None
