"""Read WARC files, as crawlers and web archives write them: the pages of status 200 in, their articles out, in bulk.

A file is read as a stream, one record at a time, so its size does not matter; several files of a folder follow by name.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from extractors.articles.declaration import Source, SourceError, UnreadableItem
from extractors.articles.decoding import clean
from extractors.articles.fetch import SIZE_LIMIT, Fetch
from extractors.articles.memory import Memory
from extractors.articles.page import read_page
from ontology import Article, Skipped

NAMES = ("*.warc", "*.warc.gz")


class DamagedError(Exception):
    """An archive cannot be parsed further."""


def read_warc(source: Source, *, fetch: Fetch, memory: Memory) -> Iterator[Article | Skipped]:
    """Yield an Article or a Skipped for each HTML page of the WARC files at a path; raises SourceError."""
    path = Path(source.location).expanduser()
    files = sorted({file for name in NAMES for file in path.rglob(name)}) if path.is_dir() else [path]
    if not files or not all(file.is_file() for file in files):
        raise SourceError(f"source {source.name!r}: there is no WARC file at {path}; correct its location")
    for file in files:
        yield from _read_file(file, source)


def _read_file(file: Path, source: Source) -> Iterator[Article | Skipped]:
    with file.open("rb") as stream:
        try:
            for record in _iterate(stream):
                if record.rec_type != "response" or record.http_headers is None:
                    continue
                url = clean(str(record.rec_headers.get_header("WARC-Target-URI") or "")).strip("<>")
                content_type = str(record.http_headers.get_header("Content-Type") or "")
                if record.http_headers.get_statuscode() != "200" or "html" not in content_type.lower():
                    continue
                try:
                    yield _read_record(record.content_stream(), url, content_type, source)
                except UnreadableItem as error:
                    yield error.skipped(source, url)
        except (DamagedError, OSError, EOFError, ValueError) as error:
            detail = f"the file breaks off or is damaged ({error}); what came before was read"
            yield UnreadableItem("unreadable", detail).skipped(source, file.name)


def _iterate(stream: IO[bytes]) -> Iterator[Any]:
    """Yield the records of an archive; raises DamagedError where one cannot be parsed."""
    from warcio.archiveiterator import ArchiveIterator

    records = iter(ArchiveIterator(stream))
    while True:
        try:
            record = next(records, None)
        except Exception as error:  # damaged archives break the parser in ways that no list can hold
            raise DamagedError(str(error)) from error
        if record is None:
            return
        yield record


def _read_record(content: object, url: str, content_type: str, source: Source) -> Article:
    body = content.read(SIZE_LIMIT + 1)  # type: ignore[attr-defined]
    if len(body) > SIZE_LIMIT:
        raise UnreadableItem("too-large", f"more than {SIZE_LIMIT:,} bytes; it is left out")
    if not url.startswith(("http://", "https://")):
        raise UnreadableItem("unsupported-address", f"the record is of {url!r}, which is no address on the web")
    return read_page(body, url=url, source=source, content_type=content_type)
