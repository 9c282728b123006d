"""Read lists of pages: a web page with links, a file of addresses, or one of GDELT's tables; their articles out."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from extractors.articles.declaration import Source, SourceError, UnreadableItem
from extractors.articles.decoding import decode
from extractors.articles.fetch import Fetch
from extractors.articles.folder import read_file
from extractors.articles.links import Link, open_index, read_links
from extractors.articles.memory import Memory
from extractors.articles.page import parse_html
from ontology import Article, Skipped

GDELT_TABLES = {61: 60, 27: 4, 16: 5}
"""Column of the address in GDELT 2.0's tables by their number of columns: events, GKG, mentions."""


def read_list(source: Source, *, fetch: Fetch, memory: Memory) -> Iterator[Article | Skipped]:
    """Yield an Article or a Skipped for each page that a web page links to and that `include` names."""
    if not source.include:
        raise SourceError(
            f"source {source.name!r}: a list links to much that is no article; give include a pattern of the addresses "
            r"that are, e.g. include = '/\d{4}/\d{2}/'"
        )
    page = open_index(source, fetch)
    tree = parse_html(decode(page.body, content_type=page.headers.get("content-type", "")))
    hrefs = [] if tree is None else [str(href).strip() for href in tree.xpath("//a/@href")]
    yield from read_links(_join(page.url, hrefs), source, fetch=fetch, memory=memory)


def read_addresses(source: Source, *, fetch: Fetch, memory: Memory) -> Iterator[Article | Skipped]:
    """Yield an Article or a Skipped for each address in a file, one a line; lines with # are comments."""
    lines = (line.strip() for line in _read_text(source, fetch).splitlines())
    links = (Link(line) for line in lines if _is_web(line))
    yield from read_links(links, source, fetch=fetch, memory=memory)


def read_gdelt_list(source: Source, *, fetch: Fetch, memory: Memory) -> Iterator[Article | Skipped]:
    """Yield an Article or a Skipped for each article that a table of GDELT names (events, mentions or GKG)."""
    rows = csv.reader(io.StringIO(_read_text(source, fetch)), delimiter="\t", quoting=csv.QUOTE_NONE)
    addresses = (row[GDELT_TABLES[len(row)]].strip() for row in rows if len(row) in GDELT_TABLES)
    links = (Link(address) for address in addresses if _is_web(address))
    yield from read_links(links, source, fetch=fetch, memory=memory)


def _join(base: str, hrefs: list[str]) -> Iterator[Link]:
    for href in hrefs:
        try:
            address = urljoin(base, href)
        except ValueError:
            continue
        if _is_web(address):
            yield Link(address)


def _is_web(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)


def _read_text(source: Source, fetch: Fetch) -> str:
    """Return the text of a file, on the web or on this machine."""
    if _is_web(source.location):
        page = open_index(source, fetch)
        return decode(page.body, content_type=page.headers.get("content-type", ""))
    path = Path(source.location).expanduser()
    try:
        return decode(read_file(path, path.parent))
    except UnreadableItem as error:
        raise SourceError(f"source {source.name!r}: {path}: {error.detail}") from error
