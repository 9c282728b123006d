"""Whatever comes from outside becomes records or an error that is known, in bounded time; nothing else is ever raised."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.articles import Page, Source, SourceError, UnreadableItem, read_page, read_source
from extractors.articles.sitemap import parse_sitemap
from ontology import Article, Skipped

SOURCE = Source(name="desk", kind="feed", location="https://example.org/feed")
URL = "https://example.org/world/a"
STORY = "<p>China praised Russia on Monday for its part in the talks about the northern border, officials said.</p>" * 4
FEW = settings(derandomize=True, deadline=None, database=None, max_examples=40)
MARKUP = (
    "<html>", "<html lang='\0'>", "<head>", "<title>", "</title>", "<body hidden>", "<article>", "<h1>", "</h1>", "<p>", "</p",
    "<div", "</div>", "<table><td>", "<a href='http://[x'>", "</a>", "<time datetime='9999-99-99'>", "<!--", "-->", "<![CDATA[",
    "<script type='application/ld+json'>", '{"@type": "NewsArticle", "headline": "\\ud800", "author": [[{}], {"name": 5}], "wordCount": []}',
    "</script>", "<meta charset='utf-7'>", "<meta name='author' content='\0By \0'>", "<meta property='og:url' content='//['>",
    "<link rel=canonical href='http://a b/'>", "<base href='x:'>", "&#0;", "&#xD800;", "&#99999999999;", "&lt;", "\0", "\ufffe", "\u202e", "😀",
    "3 October 2024", "10:15 WIB", "By Ana", "JAKARTA -- ", "Subscribe to continue reading", "We use cookies to improve your experience", STORY,
)  # fmt: skip
FEED_MARKUP = (
    "<?xml version='1.0' encoding='x'?>", "<rss version='2.0'>", "<channel>", "<item>", "</item", "</item>", "<feed xmlns='http://www.w3.org/2005/Atom'>", "<entry>",
    "<entry", "</entry>", "<link>", "<link", "</link>", "<link href='a'/>", "<link>http://[x</link>", "<guid>S:x</guid>", "<title>", "</title>", "<title>S:x</title>",
    "<pubDate>99 99 9999</pubDate>", "<updated>9999-99-99T99:99Z</updated>", "<content type='xhtml'>", "</content>", "<![CDATA[", "]]>", "<!--", "&#xD800;", "&x;", "\0", STORY,
)  # fmt: skip
MAP_MARKUP = (
    "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>", "<urlset>", "<sitemapindex>", "<sitemap>", "</sitemap>", "<url>", "</url>", "<loc>", "</loc>",
    "https://example.org/a", "<lastmod>x</lastmod>", "<urlsetps:>", "<n:publication_date>2024</n:publication_date>", "<?x?>", "<!-- -->", "&x;", "&#0;", "\x1f\x8b", "\0",
)  # fmt: skip


def texts_of(*parts: str) -> st.SearchStrategy[bytes]:
    """Give pieces of a language in any order, with noise between."""
    noise = st.text(max_size=8).map(lambda text: text.encode("utf-8", "surrogatepass")) | st.binary(max_size=8)
    piece = st.sampled_from([part.encode("utf-8", "surrogatepass") for part in parts])
    return st.lists(piece | piece | piece | noise, max_size=30).map(b"".join)


def require_sound(article: Article) -> None:
    """Make sure that every store takes an article."""
    article.model_dump_json().encode()
    assert "\0" not in article.title + article.body + article.url + (article.byline or "")
    assert article.body.strip()


def read_any(html: bytes, content_type: str = "") -> Article | Skipped:
    """Read a page; what is refused must say why and what to do."""
    try:
        article = read_page(html, url=URL, source=SOURCE, content_type=content_type)
    except UnreadableItem as error:
        skipped = error.skipped(SOURCE, URL)
    else:
        require_sound(article)
        return article
    assert skipped.reason
    assert skipped.detail
    return skipped


def read_items(body: bytes) -> list[Article | Skipped]:
    """Read a feed whose links lead nowhere; nothing where it is refused."""

    def fetch(url: str) -> Page:
        here = url == SOURCE.location
        return Page(url=url, status=200 if here else 404, headers={}, body=body if here else b"")

    try:
        return list(read_source(SOURCE, fetch=fetch))
    except SourceError:
        return []


@FEW
@given(
    html=texts_of(*MARKUP),
    content_type=st.sampled_from(["", "text/html; charset=utf-16", "text/plain", "text/html; charset=\0"]),
)
def test_any_page_is_read_or_refused(html: bytes, content_type: str) -> None:
    read_any(html, content_type)


@pytest.mark.parametrize(
    "codec", ["utf-8", "utf-16", "utf-16-le", "utf-32", "cp1252", "shift_jis", "iso2022_jp", "utf-7", "cp037"]
)
def test_a_page_in_any_encoding_is_read_or_refused(codec: str) -> None:
    html = f"<html><head><meta charset='{codec}'></head><body><article>{STORY}</article>".encode(codec)
    item = read_any(html, f"text/html; charset={codec}")
    assert isinstance(item, Article) or item.reason == "binary" or codec in ("utf-7", "cp037")


@pytest.mark.parametrize(
    "html",
    [
        *("<div>" * 10_000 + STORY, "<b>" * 10_000 + STORY, "<ul><li>" * 10_000 + STORY, "<table><tr><td>" * 10_000 + STORY),
        *("<blockquote>" * 10_000 + STORY, STORY + "&amp;" * 30_000, STORY + "&x;" * 50_000, "<p>" + "&#x1F600;" * 20_000),
        *("<" * 100_000, "<!--" * 40_000, "<a " + "a=b " * 40_000 + ">" + STORY, "<title>" + " | " * 50_000 + "</title>" + STORY),
        f"<script type='application/ld+json'>{'[' * 100_000}</script>{STORY}",
        "<script type='application/ld+json'>" + '{"@graph":' * 20_000 + f"</script>{STORY}",
        f"<meta name=author content='{'3 October ' * 15_000}2024'>{STORY}",
        f"<meta property='og:site_name' content='x'><title>{'| ' * 80_000}a x</title>{STORY}",
        *(f"<p>a {signs * (150_000 // len(signs))} x</p>{STORY}" for signs in ("[(", "(", ".", "…", "“", "\"", "-)", " ", "\n ", "_", "[...]", "1", "a.", "| ")),
    ],
    ids=lambda html: html[:30],
)  # fmt: skip
@pytest.mark.parametrize("content_type", ["text/html", "text/plain"])
def test_a_page_made_to_take_long_does_not(html: str, content_type: str) -> None:
    read_any(html.encode(), content_type)


@FEW
@given(body=texts_of(*FEED_MARKUP))
def test_any_feed_in_xml_is_read_or_refused(body: bytes) -> None:
    for item in read_items(body):
        if isinstance(item, Article):
            require_sound(item)


def test_a_feed_that_breaks_its_parser_is_refused() -> None:
    assert read_items(b"<feed<entry<link</item</link>") == []


KEYS = ("id", "url", "external_url", "title", "content_html", "content_text", "date_published", "date_modified", "authors", "author", "name")  # fmt: skip
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10)
    | st.sampled_from(["http://[x", "/a", "2024-13-01", STORY, "\ud800", "\0"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=5), max_leaves=12,
)  # fmt: skip


@FEW
@given(items=st.lists(st.dictionaries(st.sampled_from(KEYS), VALUES, max_size=6) | VALUES, max_size=4), rest=VALUES)
def test_any_feed_in_json_is_read_or_refused(items: list[object], rest: object) -> None:
    feed = {"version": "https://jsonfeed.org/version/1.1", "items": items, "authors": rest, "title": rest}
    found = read_items(json.dumps(feed).encode())
    assert len(found) <= len(items)
    for item in found:
        if isinstance(item, Article):
            require_sound(item)


@FEW
@given(body=texts_of(*MAP_MARKUP))
def test_any_sitemap_is_read_or_refused(body: bytes) -> None:
    try:
        kind, links = parse_sitemap(body, SOURCE)
    except SourceError:
        return
    assert kind in ("pages", "index")
    assert all(link.url.startswith("http") for link in links)


def test_names_of_elements_that_are_none_do_no_harm() -> None:
    body = b"<urlsetps:><url><loc>https://example.org/a</loc></url></urlsetps:>"
    assert [link.url for link in parse_sitemap(body, SOURCE)[1]] == ["https://example.org/a"]


def archive() -> bytes:
    records = []
    for name in "ab":
        html = f"<html><body><article><h1>{name}</h1>{STORY}</article>"
        answer = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{html}"
        head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/{name}\r\nContent-Length: {len(answer)}"
        records.append(f"{head}\r\nContent-Type: application/http; msgtype=response\r\n\r\n{answer}\r\n\r\n")
    return "".join(records).encode()


@FEW
@given(cut=st.integers(0, 2000), at=st.integers(0, 2000), noise=st.binary(max_size=20))
def test_any_archive_is_read_as_far_as_it_goes(
    cut: int, at: int, noise: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    whole = archive()
    file = tmp_path_factory.mktemp("archive", numbered=True) / "a.warc"
    file.write_bytes(whole[:at] + noise + whole[at + cut :])
    source = Source(name="desk", kind="warc", location=str(file))
    for item in read_source(source, fetch=lambda url: pytest.fail(url)):
        if isinstance(item, Article):
            require_sound(item)


def test_a_record_without_an_address_ends_an_archive(tmp_path: Path) -> None:
    (tmp_path / "a.warc").write_bytes(archive() + archive().replace(b"WARC-Target-URI", b"WARC-Target"))
    items = list(
        read_source(Source(name="desk", kind="warc", location=str(tmp_path)), fetch=lambda url: pytest.fail(url))
    )
    assert [getattr(item, "reason", "read") for item in items] == ["read", "read", "unreadable"]


def test_the_archive_of_these_tests_is_sound(tmp_path: Path) -> None:
    (tmp_path / "a.warc").write_bytes(archive())
    items = read_source(Source(name="desk", kind="warc", location=str(tmp_path)), fetch=lambda url: pytest.fail(url))
    assert [item.url[-1] for item in items if isinstance(item, Article)] == ["a", "b"]
