"""Read a news source: its declaration and a way to fetch in, Articles and Skipped items out.

A new kind of source is one module with a reader and one line in SOURCES.
"""

from collections.abc import Collection, Iterator
from typing import Protocol

from extractors.articles.declaration import Source, SourceError
from extractors.articles.feed import read_feed
from extractors.articles.fetch import Fetch
from extractors.articles.folder import read_folder
from extractors.articles.lists import read_addresses, read_gdelt_list, read_list
from extractors.articles.memory import Memory
from extractors.articles.sitemap import read_sitemap
from extractors.articles.warc import read_warc
from ontology.records import Article, Skipped


class Reader(Protocol):
    """Reads all items of one kind of source."""

    def __call__(self, source: Source, *, fetch: Fetch, memory: Memory) -> Iterator[Article | Skipped]:
        """Yield an Article or a Skipped for each item of the source that is new."""
        ...


SOURCES: dict[str, Reader] = {
    "feed": read_feed,
    "sitemap": read_sitemap,
    "list": read_list,
    "addresses": read_addresses,
    "gdelt": read_gdelt_list,
    "folder": read_folder,
    "warc": read_warc,
}


def read_source(
    source: Source, *, fetch: Fetch, accept: Collection[str] | None = None, memory: Memory | None = None
) -> Iterator[Article | Skipped]:
    """Yield the articles of a source that `memory` does not know yet, each once, and what was left out.

    With `accept`, articles in other languages are left out as `unsupported-language`. A source that fails as a whole
    raises `SourceError`.
    """
    reader = SOURCES.get(source.kind)
    if reader is None:
        kinds = ", ".join(sorted(SOURCES))
        raise SourceError(f"source {source.name!r}: there is no kind {source.kind!r}; write one of {kinds}")
    seen: set[str] = set()
    for item in reader(source, fetch=fetch, memory=memory or Memory()):
        if isinstance(item, Skipped):
            yield item
        elif accept is not None and item.language not in accept:
            detail = f"the text is in {item.language!r}; only {', '.join(sorted(accept))} are read"
            yield Skipped(source=source.name, item=item.url, reason="unsupported-language", detail=detail)
        elif item.id in seen:
            detail = "the same article came before in this read; nothing to do"
            yield Skipped(source=source.name, item=item.url, reason="duplicate", detail=detail)
        else:
            seen.add(item.id)
            yield item
