"""Read a folder of files: pages (.html, .htm), text dumps (.txt) and tables of articles (.jsonl), each also as .gz.

In: a source whose location is a folder, read with its subfolders in the order of their names. Out: an Article or a
Skipped for each file, or for each line of a .jsonl.
"""

import gzip
import json
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from extractors.articles.dates import read_timestamp
from extractors.articles.declaration import Source, SourceError, UnreadableItem
from extractors.articles.decoding import clean, decode
from extractors.articles.fetch import SIZE_LIMIT, Fetch
from extractors.articles.lines import count_words
from extractors.articles.memory import Memory
from extractors.articles.metadata import clean_url
from extractors.articles.page import article_of, read_page, read_text
from extractors.articles.story import FEWEST_WORDS, finish_story
from ontology.records import Article, Skipped

PAGES = frozenset({".html", ".htm"})
TEXTS = frozenset({".txt"})
TABLES = frozenset({".jsonl"})
MEGABYTE = 1024 * 1024


def read_folder(source: Source, *, fetch: Fetch, memory: Memory) -> Iterator[Article | Skipped]:
    """Yield an Article or a Skipped for each item of a folder; raise `SourceError` where there is no such folder."""
    folder = Path(source.location).expanduser()
    if not folder.is_dir():
        raise SourceError(f"source {source.name!r}: there is no folder {folder}; correct its location, or make it")
    for path in sorted(folder.rglob("*")):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if not hidden and not path.is_dir():
            yield from _read_file(path, folder, source)


def read_file(path: Path, folder: Path) -> bytes:
    """Return the bytes of a file inside a folder; raise `UnreadableItem` where it is outside, too large or gone."""
    try:
        inside = path.resolve(strict=True).is_relative_to(folder.resolve())
        size = path.stat().st_size
    except (OSError, RuntimeError) as error:
        raise UnreadableItem("unreadable", f"the file cannot be opened ({error}); check that it is there") from error
    if not inside:
        raise UnreadableItem("path-escape", "the file lies outside the source's folder; copy it into the folder")
    if not path.is_file():
        raise UnreadableItem("unreadable", "this is no ordinary file; remove it from the source")
    if size > SIZE_LIMIT:
        raise _too_large()
    try:
        return _gunzip(path) if path.suffix == ".gz" else path.read_bytes()
    except (OSError, EOFError, zlib.error) as error:
        raise UnreadableItem("unreadable", f"the file cannot be read ({error}); check it and its rights") from error


def _gunzip(path: Path) -> bytes:
    with gzip.open(path) as file:
        data = file.read(SIZE_LIMIT + 1)
    if len(data) > SIZE_LIMIT:
        raise _too_large()
    return data


def _too_large() -> UnreadableItem:
    return UnreadableItem("too-large", f"more than {SIZE_LIMIT // MEGABYTE} MB; split it, or remove it from the source")


def _read_file(path: Path, folder: Path, source: Source) -> Iterator[Article | Skipped]:
    name = clean(path.relative_to(folder).as_posix())
    suffix = Path(path.stem).suffix.lower() if path.suffix == ".gz" else path.suffix.lower()
    try:
        if suffix not in PAGES | TEXTS | TABLES:
            raise UnreadableItem("unsupported-file", "only .html, .htm, .txt and .jsonl files are read (also as .gz)")
        data = read_file(path, folder)
        if not data.strip():
            raise UnreadableItem("empty", "the file has no content; remove it, or save the page again")
        url = path.resolve().as_uri()
        if suffix in TABLES:
            yield from _read_table(decode(data), url, name, source)
        elif suffix in PAGES:
            yield read_page(data, url=url, source=source)
        else:
            yield read_text(decode(data), url=url, source=source)
    except UnreadableItem as error:
        yield error.skipped(source, name)


def _read_table(text: str, url: str, name: str, source: Source) -> Iterator[Article | Skipped]:
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            yield _read_row(line, f"{url}#line={number}", source)
        except UnreadableItem as error:
            yield error.skipped(source, f"{name}, line {number}")


def _read_row(line: str, url: str, source: Source) -> Article:
    try:
        row: Any = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise UnreadableItem("not-json", f"the line is no JSON object ({error}); correct it") from error
    if not isinstance(row, dict):
        raise UnreadableItem("not-json", 'the line is no JSON object; write {"text": "…", "title": "…", "url": "…"}')
    fields = {key: clean(row[key]).strip() for key in row if isinstance(row[key], str)}
    text = fields.get("text") or fields.get("body") or ""
    story = finish_story(" ".join(fields.get("title", "").split()), text.split("\n"))
    if count_words(story.body) < FEWEST_WORDS:
        raise UnreadableItem("empty", f'"text" holds fewer than {FEWEST_WORDS} words; fill it, or remove the line')
    address = fields.get("url", "")
    if address.startswith(("http://", "https://")):
        url = clean_url(address)
    article = article_of(story._replace(published=read_timestamp(fields.get("date", ""))), url=url, source=source)
    language = fields.get("language", "").lower()[:2]
    return article.changed(language=language) if language.isalpha() else article
