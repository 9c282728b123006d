"""Follow links: what a feed, a sitemap, a list or a table links to in, an Article or a Skipped for each out.

Whatever names the pages, they are read in the same way: each once, again only when it is said to have changed, and one
that cannot be read stops none of the others.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from extractors.articles.dates import Moment
from extractors.articles.declaration import Source, SourceError, UnreachableSourceError, UnreadableItem
from extractors.articles.fetch import Fetch, FetchError, Page, require_page
from extractors.articles.memory import Memory
from extractors.articles.metadata import clean_url
from extractors.articles.page import read_page
from ontology import Article, Skipped, Visit

AT_ONCE = 500
"""Links that are looked up in the memory at once."""


class Link(NamedTuple):
    """A page that something links to, and what is said of it there."""

    url: str
    revised: str | None = None
    published: Moment | None = None


def read_links(links: Iterable[Link], source: Source, *, fetch: Fetch, memory: Memory) -> Iterator[Article | Skipped]:
    """Yield an Article or a Skipped for each linked page that is new or has changed, in order, each page once."""
    for link in choose_links(links, source, memory):
        try:
            article = read_link(link, source, fetch)
        except UnreadableItem as error:
            yield error.skipped(source, link.url)
            if not error.transient:
                memory.note(Visit(url=link.url, revised=link.revised))
        else:
            memory.note(Visit(url=link.url, revised=link.revised))
            yield article


def choose_links(links: Iterable[Link], source: Source, memory: Memory) -> Iterator[Link]:
    """Yield the links that the source wants and that are not known as they are, each address once."""
    wanted = re.compile(source.include) if source.include else None
    unwanted = re.compile(source.exclude) if source.exclude else None
    seen: set[str] = set()
    waiting = iter(links)
    while part := list(islice(waiting, AT_ONCE)):
        cleaned = [link._replace(url=clean_url(link.url)) for link in part]
        known = memory.find([link.url for link in cleaned])
        for link in cleaned:
            before = known.get(link.url)
            if link.url in seen or (before is not None and before.revised == link.revised):
                continue
            if (wanted and not wanted.search(link.url)) or (unwanted and unwanted.search(link.url)):
                continue
            seen.add(link.url)
            yield link


def read_link(link: Link, source: Source, fetch: Fetch) -> Article:
    """Return the article of a linked page; raises UnreadableItem."""
    try:
        page = require_page(fetch, link.url)
    except FetchError as error:
        raise UnreadableItem(error.reason, error.detail, transient=error.transient) from error
    article = read_page(page.body, url=page.url, source=source, content_type=page.headers.get("content-type", ""))
    if article.published is None and link.published is not None:
        article = article.changed(published=link.published.time, published_precision=link.published.precision)
    return article


def open_index(source: Source, fetch: Fetch, url: str | None = None) -> Page:
    """Return the page that names the others (a feed, a sitemap, a list); raises SourceError."""
    try:
        return require_page(fetch, url or source.location)
    except FetchError as error:
        kind = UnreachableSourceError if error.transient else SourceError
        raise kind(f"source {source.name!r}: {error}") from error
