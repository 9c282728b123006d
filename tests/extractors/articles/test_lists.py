"""Sitemaps, lists, tables and archives name pages; each becomes an article once, and again only when it has changed."""

import gzip
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from extractors.articles import Fetch, Memory, Source, SourceError, UnreachableSourceError, read_source
from ontology import Article, Skipped, Visit

BODY = (
    "Kenya sent four hundred police officers to Haiti on Monday to help restore order in the capital, where armed groups "
    "hold most of the streets, the interior ministry in Nairobi said in a statement that named no date for their return."
)
PAGE = f"<html><head><title>Kenya sends police</title></head><body><article><h1>Kenya</h1><p>{BODY}</p></article></body></html>"
XML = {"content-type": "application/xml"}
SITEMAP = '<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">{}</urlset>'  # fmt: skip


def entry(url: str, *, revised: str = "", published: str = "") -> str:
    """Return a page of a sitemap."""
    news = f"<news:news><news:publication_date>{published}</news:publication_date></news:news>" if published else ""
    return f"<url><loc>{url}</loc>{f'<lastmod>{revised}</lastmod>' if revised else ''}{news}</url>"


def read(
    kind: str, location: str, fetch: Fetch, *, memory: Memory | None = None, **rest: str
) -> list[Article | Skipped]:
    """Read a source."""
    source = Source(name="desk", kind=kind, location=location, **rest)
    return list(read_source(source, fetch=fetch, memory=memory))


def titles(items: list[Article | Skipped]) -> list[str]:
    """Return the paths of articles, and the reasons of what was left out."""
    return [item.url.rpartition("/")[2] if isinstance(item, Article) else item.reason for item in items]


def remember(*visits: Visit) -> Memory:
    """Return a memory of earlier visits."""
    known = {visit.url: visit for visit in visits}
    return Memory(lambda urls: {url: known[url] for url in urls if url in known})


def test_a_sitemap_is_read_the_latest_first_with_its_dates(site: Any, fetch: Fetch) -> None:
    for name in "ab":
        site.answer(f"/{name}", PAGE.replace("Monday", f"Monday {name}").encode())
    pages = entry(f"{site.address}/a", published="2024-06-18T08:00:00Z") + entry(
        f"{site.address}/b", revised="2024-06-19"
    )
    site.answer("/map.xml", SITEMAP.format(pages).encode(), headers=XML)
    items = read("sitemap", f"{site.address}/map.xml", fetch)
    assert titles(items) == ["b", "a"]
    assert isinstance(items[1], Article)
    assert str(items[1].published) == "2024-06-18 08:00:00+00:00"


def test_an_index_and_packed_sitemaps_are_followed(site: Any, fetch: Fetch) -> None:
    site.answer("/a", PAGE.encode())
    index = f"<sitemapindex><sitemap><loc>{site.address}/part.xml.gz</loc></sitemap></sitemapindex>"
    site.answer("/map.xml", index.encode(), headers=XML)
    site.answer("/part.xml.gz", gzip.compress(SITEMAP.format(entry(f"{site.address}/a")).encode()), headers=XML)
    assert titles(read("sitemap", f"{site.address}/map.xml", fetch)) == ["a"]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"<html><body>no map</body></html>", "is no sitemap"),
        (b"", "is no sitemap"),
        (b'<!DOCTYPE x [<!ENTITY a "b">]><urlset></urlset>', "declares a document type"),
        (b"\x1f\x8bnot packed", "does not unpack"),
    ],
)
def test_what_is_no_sitemap_is_told(body: bytes, said: str, site: Any, fetch: Fetch) -> None:
    site.answer("/map.xml", body, headers=XML)
    with pytest.raises(SourceError, match=said):
        read("sitemap", f"{site.address}/map.xml", fetch)


def test_a_sitemap_that_is_away_may_come_back(site: Any, fetch: Fetch) -> None:
    site.answer("/map.xml", b"", status=503)
    with pytest.raises(UnreachableSourceError):
        read("sitemap", f"{site.address}/map.xml", fetch)


def test_known_pages_are_fetched_again_only_when_they_changed(site: Any, fetch: Fetch) -> None:
    for name in "abc":
        site.answer(f"/{name}", PAGE.replace("Monday", f"Monday {name}").encode())
    pages = "".join(entry(f"{site.address}/{name}", revised="2024-06-19") for name in "abc")
    site.answer("/map.xml", SITEMAP.format(pages).encode(), headers=XML)
    memory = remember(
        Visit(url=f"{site.address}/a", revised="2024-06-19"), Visit(url=f"{site.address}/b", revised="2024-06-18")
    )
    assert sorted(titles(read("sitemap", f"{site.address}/map.xml", fetch, memory=memory))) == ["b", "c"]
    assert sorted(visit.url[-1] for visit in memory.take()) == ["b", "c"]
    assert memory.take() == []


def test_what_fails_for_a_while_is_not_remembered_and_what_is_gone_is(site: Any, fetch: Fetch, tmp_path: Path) -> None:
    site.answer("/busy", b"", status=503)
    (tmp_path / "urls.txt").write_text(f"{site.address}/busy\n# a comment\n{site.address}/gone\nnot an address\n")
    memory = Memory()
    assert titles(read("addresses", str(tmp_path / "urls.txt"), fetch, memory=memory)) == ["http-503", "http-404"]
    assert [visit.url for visit in memory.take()] == [f"{site.address}/gone"]


def test_a_list_gives_the_links_that_its_pattern_names(site: Any, fetch: Fetch) -> None:
    links = '<a href="/2024/06/a">A</a> <a href="/about">About</a> <a href="/2024/06/a#top">A</a> <a href="/2024/06/video">V</a>'
    site.answer(
        "/", f"<html><body>{links} <a href='javascript:x'>x</a> <a href='http://['>y</a></body></html>".encode()
    )
    site.answer("/2024/06/a", PAGE.encode())
    found = read("list", f"{site.address}/", fetch, include=r"/\d{4}/\d{2}/", exclude="video")
    assert titles(found) == ["a"]
    assert site.asked == ["/", "/2024/06/a"]
    with pytest.raises(SourceError, match="give include a pattern"):
        read("list", f"{site.address}/", fetch)


@pytest.mark.parametrize(("columns", "place"), [(61, 60), (16, 5), (27, 4)])
def test_tables_of_gdelt_name_articles(columns: int, place: int, site: Any, fetch: Fetch, tmp_path: Path) -> None:
    site.answer("/a", PAGE.encode())
    rows = [["x"] * columns, ["y"] * 3]
    rows[0][place] = f"{site.address}/a"
    (tmp_path / "list.tsv").write_text("\n".join("\t".join(row) for row in [*rows, rows[0]]))
    assert titles(read("gdelt", str(tmp_path / "list.tsv"), fetch)) == ["a"]


def write_warc(path: Path, pages: list[tuple[str, bytes, str]]) -> None:
    """Write a WARC file of responses, each packed by itself: address, body and status line."""
    packed = b""
    for url, body, status in pages:
        answer = f"HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\n\r\n".encode() + body
        head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nContent-Type: application/http; msgtype=response\r\n"
        packed += gzip.compress(f"{head}Content-Length: {len(answer)}\r\n\r\n".encode() + answer + b"\r\n\r\n")
    path.write_bytes(packed)


def test_the_pages_of_a_warc_file_are_read(tmp_path: Path, no_fetch: Callable[[str], Any]) -> None:
    pages = [
        ("https://example.org/a", PAGE.encode(), "200 OK"),
        ("https://example.org/b", b"<html><body>too short</body></html>", "200 OK"),
        ("https://example.org/c", PAGE.encode(), "404 Not Found"),
    ]
    write_warc(tmp_path / "crawl.warc.gz", pages)
    assert titles(read("warc", str(tmp_path), no_fetch)) == ["a", "no-story"]
    whole = (tmp_path / "crawl.warc.gz").read_bytes()
    (tmp_path / "crawl.warc.gz").write_bytes(whole[: len(whole) // 3])
    items = read("warc", str(tmp_path / "crawl.warc.gz"), no_fetch)
    assert all(isinstance(item, Skipped) for item in items[1:])
    with pytest.raises(SourceError, match="there is no WARC file"):
        read("warc", str(tmp_path / "none"), no_fetch)
