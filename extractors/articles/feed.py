"""Read a feed (RSS, Atom or JSON): its address or file in, the articles it links to out.

The linked page is read first; the entry's own full content stands in where the page cannot be read.
"""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from extractors.articles.declaration import Source, SourceError, UnreachableSourceError, UnreadableItem
from extractors.articles.decoding import decode
from extractors.articles.entries import REMOTE, Entry, FeedError, parse_feed
from extractors.articles.fetch import SIZE_LIMIT, Fetch, FetchError, require_page
from extractors.articles.folder import read_file
from extractors.articles.lines import count_words
from extractors.articles.links import Link, choose_links, read_link
from extractors.articles.memory import Memory
from extractors.articles.metadata import clean_url
from extractors.articles.page import ENOUGH_WORDS, article_of, read_fragment, read_page
from ontology import Article, Skipped, Visit

UNCHANGED = 304


def read_feed(source: Source, *, fetch: Fetch, memory: Memory) -> Iterator[Article | Skipped]:
    """Yield an Article or a Skipped for each new entry, in order; raise `SourceError` where there is no feed.

    An unchanged feed, and an entry that was read before and is not said to be updated, give nothing.
    """
    loaded = _load(source, fetch)
    if loaded is None:
        return
    text, base = loaded
    try:
        feed = parse_feed(text, base)
    except FeedError as error:
        raise SourceError(f"source {source.name!r}: {source.location}: {error}") from error
    entries: dict[str, tuple[str, Entry]] = {}
    for entry in feed.entries:
        item = _address(entry.link, base) or entry.name
        entries.setdefault(clean_url(item), (item, entry))
    links = (Link(item, entry.revised) for item, entry in entries.values())
    for link in choose_links(links, source, memory):
        item, entry = entries[link.url]
        try:
            article = _read_entry(entry, base, source, fetch)
        except UnreadableItem as error:
            yield error.skipped(source, item)
            if error.transient:
                continue
        else:
            yield article
        if link.url.startswith(REMOTE):
            memory.note(Visit(url=link.url, revised=link.revised))


def _load(source: Source, fetch: Fetch) -> tuple[str, str] | None:
    """Return the text of the feed and the address that its links count from; None where it has not changed."""
    try:
        if source.location.lower().startswith(REMOTE):
            page = require_page(fetch, source.location)
            if page.status == UNCHANGED:
                return None
            if len(page.body) > SIZE_LIMIT:
                raise SourceError(f"source {source.name!r}: the feed at {page.url} is larger than {SIZE_LIMIT:,} bytes")
            return decode(page.body, content_type=page.headers.get("content-type", "")), page.url
        path = _path(source.location).expanduser()
        return decode(read_file(path, path.parent)), path.resolve().as_uri()
    except FetchError as error:
        kind = UnreachableSourceError if error.transient else SourceError
        raise kind(f"source {source.name!r}: {error}") from error
    except UnreadableItem as error:
        raise SourceError(f"source {source.name!r}: the feed {source.location} is no use: {error.detail}") from error


def _read_entry(entry: Entry, base: str, source: Source, fetch: Fetch) -> Article:
    try:
        article = _read_link(entry.link, base, source, fetch)
        failure = None
    except UnreadableItem as error:
        article, failure = None, error
    if article is None or count_words(article.body) < ENOUGH_WORDS:
        own = _read_content(entry, _address(entry.link, base) or base, source)
        if own and (article is None or count_words(own.body) > count_words(article.body)):
            article = own
    if article is None:
        raise failure or UnreadableItem("no-link", "the entry has neither link nor content; nothing to do")
    if article.published is None and entry.published:
        article = article.changed(published=entry.published.time, published_precision=entry.published.precision)
    return article


def _read_link(link: str, base: str, source: Source, fetch: Fetch) -> Article:
    address = _address(link, base)
    if address is None:
        detail = f"the entry links to {link!r}, which is no page on the web" if link else "the entry links to no page"
        raise UnreadableItem("unsupported-address", f"{detail}; ask the publisher, or drop the feed")
    if address.startswith("file:"):
        if not base.startswith("file:"):
            raise UnreadableItem("path-escape", "a feed on the web links to a local file; it is not read")
        folder = _path(base).parent
        data = read_file(_path(address), folder)
        return read_page(data, url=address, source=source)
    return read_link(Link(address), source, fetch)


def _address(link: str, base: str) -> str | None:
    """Return the absolute address of a link; None where it is neither http(s) nor a file."""
    try:
        address = urljoin(base, link) if link else ""
        parts = urlsplit(address)
    except ValueError:
        return None
    if parts.scheme == "file":
        return address if parts.netloc in ("", "localhost") else None
    return address if parts.scheme in ("http", "https") and parts.hostname else None


def _path(location: str) -> Path:
    return Path(unquote(urlsplit(location).path)) if location.startswith("file:") else Path(location)


def _read_content(entry: Entry, url: str, source: Source) -> Article | None:
    """Return the article in the entry's own content, where that is long enough to be the whole story."""
    for content in entry.contents:
        story = read_fragment(content, title=entry.title)
        if count_words(story.body) >= ENOUGH_WORDS:
            story = story._replace(byline=entry.author or story.byline)
            return article_of(story, url=clean_url(url), source=source)
    return None
