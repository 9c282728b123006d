"""Read a sitemap: its address in, the pages it names out, the latest first (sitemaps.org, and Google's news namespace).

An index of sitemaps is followed one step; a sitemap may be packed (.gz). The parser reads no document type and expands
no entity.
"""

import gzip
import io
import zlib
from collections.abc import Iterator

from lxml import etree

from extractors.articles.dates import read_timestamp
from extractors.articles.declaration import Source, SourceError
from extractors.articles.fetch import SIZE_LIMIT, Fetch
from extractors.articles.links import Link, open_index, read_links
from extractors.articles.memory import Memory
from ontology import Article, Skipped

MOST_LINKS = 50_000
"""Pages of one sitemap that its standard allows."""
MOST_MAPS = 50
"""Sitemaps of an index that are read, those that changed last."""


def read_sitemap(source: Source, *, fetch: Fetch, memory: Memory) -> Iterator[Article | Skipped]:
    """Yield an Article or a Skipped for each new page of a sitemap, the latest first; raises SourceError."""
    yield from read_links(list_pages(source, fetch), source, fetch=fetch, memory=memory)


def list_pages(source: Source, fetch: Fetch, *, most_maps: int = MOST_MAPS) -> list[Link]:
    """Return the pages of a sitemap, or of the sitemaps of an index that changed last, the latest first."""
    kind, links = parse_sitemap(open_index(source, fetch).body, source)
    if kind == "index":
        maps = sorted(links, key=_latest, reverse=True)[:most_maps]
        links = [link for part in maps for link in parse_sitemap(open_index(source, fetch, part.url).body, source)[1]][
            :MOST_LINKS
        ]
    return sorted(links, key=_latest, reverse=True)


def parse_sitemap(body: bytes, source: Source) -> tuple[str, list[Link]]:
    """Return "pages" or "index", and the links of a sitemap; raises SourceError where it is none."""
    data = _unpack(body, source)
    if b"<!DOCTYPE" in data[:2000].upper() or b"<!ENTITY" in data.upper():
        raise SourceError(f"source {source.name!r}: the sitemap declares a document type; it is not read")
    links: list[Link] = []
    kind = ""
    try:
        for _, element in etree.iterparse(
            io.BytesIO(data), events=("end",), resolve_entities=False, no_network=True, huge_tree=False, recover=True
        ):
            name = _name(element)
            if name in ("url", "sitemap"):
                kind = kind or ("index" if name == "sitemap" else "pages")
                link = _read(element)
                if link is not None and len(links) < MOST_LINKS:
                    links.append(link)
                element.clear()
            kind = kind or {"urlset": "pages", "sitemapindex": "index"}.get(name, "")
    except etree.XMLSyntaxError as error:
        if not links:
            raise SourceError(f"source {source.name!r}: {source.location} is no sitemap ({error})") from error
    if not kind:
        raise SourceError(f"source {source.name!r}: {source.location} is no sitemap; correct its location")
    return kind, links


def _name(element: etree._Element) -> str:
    """Return the name of an element without its namespace, whatever signs are in it; empty for a comment."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _read(element: etree._Element) -> Link | None:
    texts = {_name(child): (child.text or "").strip() for child in element.iter()}
    url = texts.get("loc", "")
    if not url.startswith(("http://", "https://")):
        return None
    published = read_timestamp(texts["publication_date"]) if texts.get("publication_date") else None
    return Link(url, texts.get("lastmod") or None, published)


def _latest(link: Link) -> str:
    return link.revised or (link.published.time.isoformat() if link.published else "")


def _unpack(body: bytes, source: Source) -> bytes:
    if not body.startswith(b"\x1f\x8b"):
        return body
    try:
        with gzip.open(io.BytesIO(body)) as file:
            data = file.read(5 * SIZE_LIMIT + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise SourceError(f"source {source.name!r}: the sitemap does not unpack ({error})") from error
    if len(data) > 5 * SIZE_LIMIT:
        raise SourceError(f"source {source.name!r}: the sitemap unpacks to more than {5 * SIZE_LIMIT:,} bytes")
    return data
