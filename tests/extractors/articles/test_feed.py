"""A feed gives its linked pages, stands in with its own text where they fail, and is refused where it is dangerous."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from extractors.articles import Fetch, FetchError, Page, Source, SourceError, UnreachableSourceError, read_source
from ontology import Article, Skipped

SENTENCES = (
    "Kenya sent two hundred police officers to Haiti on Tuesday, the first of a force that was promised last year.",
    "The officers left Nairobi after a ceremony at which the president told them that the nation was proud of them.",
    "The United States is paying for most of the mission, and Benin has promised soldiers for it as well.",
    "Nobody in the capital would say how long they would stay, or what would happen if they were attacked.",
)
STORY = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)
BODY = "\n\n".join(SENTENCES)
XML = {"content-type": "application/rss+xml"}


def page(title: str = "Kenya sends police", head: str = "") -> bytes:
    return f"<html><head><title>{title}</title>{head}</head><body><article><h1>{title}</h1>{STORY}</article></body></html>".encode()


def rss(*items: str) -> bytes:
    body = "".join(f"<item>{item}</item>" for item in items)
    return f"""<?xml version="1.0" encoding="utf-8"?>
        <rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Desk</title>
        <link>https://example.org</link>{body}</channel></rss>""".encode()


def read(location: str, fetch: Fetch) -> list[Article | Skipped]:
    return list(read_source(Source(name="desk", kind="feed", location=location), fetch=fetch))


def articles(items: list[Article | Skipped]) -> list[Article]:
    assert all(isinstance(item, Article) for item in items), items
    return [item for item in items if isinstance(item, Article)]


def skips(items: list[Article | Skipped]) -> list[Skipped]:
    assert all(isinstance(item, Skipped) for item in items), items
    return [item for item in items if isinstance(item, Skipped)]


def test_linked_pages_are_fetched_and_read(site: Any, fetch: Fetch) -> None:
    link = "<link>/world/kenya</link><title>Kenya</title><pubDate>Tue, 08 Oct 2024 09:30:00 +0300</pubDate>"
    site.answer("/feed.xml", rss(link), headers=XML)
    site.answer("/world/kenya", page())
    (article,) = articles(read(f"{site.address}/feed.xml", fetch))
    assert (article.title, article.body) == ("Kenya sends police", BODY)
    assert article.url == f"{site.address}/world/kenya"
    assert (article.published, article.published_precision) == (datetime(2024, 10, 8, 6, 30, tzinfo=UTC), "minute")


def test_the_date_of_the_page_goes_before_that_of_the_feed(site: Any, fetch: Fetch) -> None:
    site.answer("/feed.xml", rss("<link>/a</link><pubDate>Tue, 08 Oct 2024 09:30:00 GMT</pubDate>"), headers=XML)
    site.answer("/a", page(head='<meta property="article:published_time" content="2024-10-07T05:00:00Z">'))
    (article,) = articles(read(f"{site.address}/feed.xml", fetch))
    assert article.published == datetime(2024, 10, 7, 5, tzinfo=UTC)


def test_the_same_feed_pulled_twice_gives_the_same_ids(site: Any, fetch: Fetch) -> None:
    site.answer("/feed.xml", rss("<link>/a?utm_source=rss</link>", "<link>/b</link>"), headers=XML)
    site.answer("/a?utm_source=rss", page())
    site.answer("/b", page("Another title"))
    first, second = (articles(read(f"{site.address}/feed.xml", fetch)) for _ in range(2))
    assert [article.id for article in first] == [article.id for article in second]
    assert len({article.id for article in first}) == 2


def test_atom_feeds_are_read(site: Any, fetch: Fetch) -> None:
    site.answer(
        "/atom",
        b"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Desk</title><entry><title>Kenya</title><id>tag:1</id>
        <link rel="alternate" href="a"/><updated>2024-10-08T09:30:00Z</updated></entry></feed>""",
        headers={"content-type": "application/atom+xml"},
    )
    site.answer("/a", page())
    (article,) = articles(read(f"{site.address}/atom", fetch))
    assert article.published == datetime(2024, 10, 8, 9, 30, tzinfo=UTC)


def test_links_count_from_where_the_feed_was_found_after_redirects(site: Any, fetch: Fetch) -> None:
    site.answer("/feed", status=302, headers={"location": "/news/feed.xml"})
    site.answer("/news/feed.xml", rss("<link>kenya</link>"), headers=XML)
    site.answer("/news/kenya", page())
    assert articles(read(f"{site.address}/feed", fetch))[0].url == f"{site.address}/news/kenya"


def test_full_content_stands_in_for_a_page_that_is_gone(site: Any, fetch: Fetch) -> None:
    content = f"<link>/gone</link><title>Kenya &amp; Haiti</title><content:encoded><![CDATA[{STORY}<p>Read more: Haiti</p>]]></content:encoded>"
    site.answer("/feed.xml", rss(content), headers=XML)
    (article,) = articles(read(f"{site.address}/feed.xml", fetch))
    assert (article.title, article.body, article.url) == ("Kenya & Haiti", BODY, f"{site.address}/gone")


def test_full_content_goes_before_a_page_that_shows_only_a_notice(site: Any, fetch: Fetch) -> None:
    content = f"<link>/a</link><title>Kenya</title><content:encoded><![CDATA[{STORY}]]></content:encoded>"
    notice = "<p>To go on reading this story about Kenya and Haiti, please choose one of the plans that we have made for our readers.</p>"
    site.answer("/feed.xml", rss(content), headers=XML)
    site.answer("/a", f"<html><body><article>{notice}</article></body></html>".encode())
    assert articles(read(f"{site.address}/feed.xml", fetch))[0].body == BODY


@pytest.mark.parametrize(
    ("item", "reason"),
    [
        ("<link>/gone</link><description>Too short to stand in.</description>", "http-404"),
        ("<link>/menu</link>", "no-story"),
        ("<link>/image</link>", "not-html"),
        ("<link>javascript:alert(1)</link>", "unsupported-address"),
        ("<link>file:///etc/hostname</link>", "unsupported-address"),
        ("<title>Nothing but a title</title>", "unsupported-address"),
    ],
)
def test_an_entry_that_fails_is_named_and_the_others_are_read(site: Any, fetch: Fetch, item: str, reason: str) -> None:
    site.answer("/feed.xml", rss(item, "<link>/a</link>"), headers=XML)
    site.answer("/a", page())
    site.answer("/menu", b"<html><body><a href='/'>Home</a></body></html>")
    site.answer("/image", b"\x89PNG", headers={"content-type": "image/png"})
    skipped, article = read(f"{site.address}/feed.xml", fetch)
    assert isinstance(skipped, Skipped)
    assert isinstance(article, Article)
    assert (skipped.source, skipped.reason) == ("desk", reason)
    assert skipped.item
    assert skipped.detail


def test_an_empty_feed_gives_nothing(site: Any, fetch: Fetch) -> None:
    site.answer("/feed.xml", rss(), headers=XML)
    assert read(f"{site.address}/feed.xml", fetch) == []


BOMB = b'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "ha">' + b"".join(
    f'<!ENTITY {chr(98 + i)} "{f"&{chr(97 + i)};" * 10}">'.encode() for i in range(9)
) + b"]><rss version='2.0'><channel><title>&j;</title></channel></rss>"  # fmt: skip
EXTERNAL = b"""<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/hostname">]>
    <rss version="2.0"><channel><item><title>&x;</title><link>/a</link></item></channel></rss>"""


@pytest.mark.parametrize(
    "data",
    [
        BOMB,
        EXTERNAL,
        b"<!-- <rss> --><!doctype rss SYSTEM 'http://127.0.0.1/x.dtd'><rss version='2.0'/>",
        EXTERNAL.decode().replace('<?xml version="1.0"?>', "").encode("utf-16"),
        b"<?a <!-- ?>" + EXTERNAL.split(b"?>", 1)[1],
        b"<rss version='2.0'><!-- never closed <!ENTITY x 'y'>",
    ],
    ids=[
        "billion laughs",
        "external entity",
        "external dtd",
        "utf-16",
        "behind an instruction",
        "behind an open comment",
    ],
)
def test_a_feed_that_declares_entities_is_refused_unread(
    site: Any, fetch: Fetch, data: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("feedparser.parse", lambda *_, **__: pytest.fail("feedparser saw it"))
    site.answer("/feed.xml", data, headers=XML)
    with pytest.raises(SourceError, match=r"source 'desk': \S+: the feed declares a document type or entities"):
        read(f"{site.address}/feed.xml", fetch)


def test_markup_quoted_in_an_entry_is_no_declaration(site: Any, fetch: Fetch) -> None:
    content = f"<link>/gone</link><title>K</title><content:encoded><![CDATA[<!DOCTYPE html>{STORY}]]></content:encoded>"
    site.answer("/feed.xml", rss(content), headers=XML)
    assert articles(read(f"{site.address}/feed.xml", fetch))[0].body == BODY


@pytest.mark.parametrize(
    "data", [b"", b"hello", b"<html><body>Not here</body></html>", b"<a><b/></a>", bytes(range(256)) * 9]
)
def test_what_is_no_feed_fails_with_the_name_of_the_source(site: Any, fetch: Fetch, data: bytes) -> None:
    site.answer("/feed.xml", data, headers=XML)
    with pytest.raises(SourceError, match="source 'desk'"):
        read(f"{site.address}/feed.xml", fetch)


def test_a_feed_that_is_gone_fails_for_good_and_one_that_is_down_may_be_tried_again(site: Any, fetch: Fetch) -> None:
    with pytest.raises(SourceError, match="404") as gone:
        read(f"{site.address}/feed.xml", fetch)
    site.answer("/feed.xml", status=503)
    with pytest.raises(UnreachableSourceError, match="503") as down:
        read(f"{site.address}/feed.xml", fetch)
    assert not isinstance(gone.value, OSError)
    assert isinstance(down.value, OSError)


def test_a_local_function_can_stand_in_for_the_network() -> None:
    pages = {"https://example.org/feed": rss("<link>/a</link>", "<link>/b</link>"), "https://example.org/a": page()}

    def fetch(url: str) -> Page:
        if url not in pages:
            raise FetchError(url, "unreachable", "no such page in this test")
        return Page(url=url, status=200, headers={}, body=pages[url])

    article, skipped = read("https://example.org/feed", fetch)
    assert isinstance(article, Article)
    assert isinstance(skipped, Skipped)
    assert (skipped.item, skipped.reason) == ("https://example.org/b", "unreachable")


@pytest.mark.parametrize("as_address", [False, True])
def test_a_feed_in_a_file_links_to_files_beside_it(
    tmp_path: Path, no_fetch: Callable[[str], Page], as_address: bool
) -> None:
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "a b.html").write_bytes(page())
    (tmp_path / "feed.xml").write_bytes(rss("<link>pages/a%20b.html</link>"))
    location = (tmp_path / "feed.xml").as_uri() if as_address else str(tmp_path / "feed.xml")
    (article,) = articles(read(location, no_fetch))
    assert (article.body, article.url) == (BODY, (tmp_path / "pages" / "a b.html").as_uri())


@pytest.mark.parametrize(
    "link", ["../secret.html", "pages/../../secret.html", "%2e%2e/secret.html", "way/secret.html", "{secret}"]
)
def test_a_feed_in_a_file_reads_nothing_outside_its_folder(
    tmp_path: Path, no_fetch: Callable[[str], Page], link: str
) -> None:
    (tmp_path / "secret.html").write_bytes(page())
    folder = tmp_path / "feeds"
    folder.mkdir()
    (folder / "way").symlink_to(tmp_path)
    (folder / "feed.xml").write_bytes(rss(f"<link>{link.format(secret=(tmp_path / 'secret.html').as_uri())}</link>"))
    (skipped,) = skips(read(str(folder / "feed.xml"), no_fetch))
    assert skipped.reason in {"path-escape", "unsupported-address"}


def test_a_missing_file_fails_with_the_name_of_the_source(tmp_path: Path, no_fetch: Callable[[str], Page]) -> None:
    with pytest.raises(SourceError, match="source 'desk'"):
        read(str(tmp_path / "feed.xml"), no_fetch)


def test_a_feed_larger_than_the_limit_is_refused(tmp_path: Path, no_fetch: Callable[[str], Page]) -> None:
    with (tmp_path / "feed.xml").open("wb") as file:
        file.truncate(100 * 1024 * 1024)
    with pytest.raises(SourceError, match="more than 10 MB"):
        read(str(tmp_path / "feed.xml"), no_fetch)


def test_a_long_feed_must_be_well_formed(site: Any, fetch: Fetch, monkeypatch: pytest.MonkeyPatch) -> None:
    site.answer("/whole.xml", rss("<link>/world/kenya</link>"), headers=XML)
    site.answer("/broken.xml", rss("<link>/world/kenya</link><title>Kenya"), headers=XML)
    site.answer("/world/kenya", page())
    assert len(articles(read(f"{site.address}/broken.xml", fetch))) == 1
    monkeypatch.setattr("extractors.articles.entries.LARGE", 100)
    assert len(articles(read(f"{site.address}/whole.xml", fetch))) == 1
    with pytest.raises(
        SourceError, match=r"longer than 100 characters and no well-formed XML \(mismatched tag: line 3"
    ):
        read(f"{site.address}/broken.xml", fetch)


def test_names_of_entries_that_are_no_addresses_do_no_harm(site: Any, fetch: Fetch) -> None:
    names = ("S:xtant", "http://[broken", "a#b", "mailto:desk@example.org?utm_source=x")
    site.answer("/feed.xml", rss(*(f"<title>{name}</title>" for name in names)), headers=XML)
    assert [item.item for item in skips(read(f"{site.address}/feed.xml", fetch))] == list(names)


def json_feed(*items: object, **rest: object) -> bytes:
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "Desk", "items": items} | rest
    return json.dumps(feed).encode()


JSON = {"content-type": "application/feed+json"}


def test_json_feeds_are_read(site: Any, fetch: Fetch) -> None:
    item = {"id": "1", "url": "/world/kenya", "title": "Kenya", "date_published": "2024-10-08T09:30:00+03:00"}
    site.answer("/feed.json", json_feed(item), headers=JSON)
    site.answer("/world/kenya", page())
    (article,) = articles(read(f"{site.address}/feed.json", fetch))
    assert (article.title, article.body, article.url) == ("Kenya sends police", BODY, f"{site.address}/world/kenya")
    assert (article.published, article.published_precision) == (datetime(2024, 10, 8, 6, 30, tzinfo=UTC), "minute")


@pytest.mark.parametrize("content", [{"content_html": STORY}, {"content_text": BODY}])
@pytest.mark.parametrize(
    ("about", "byline"),
    [
        ({"authors": [{"name": "Ana Ruiz"}, {"url": "https://example.org"}, {"name": "Li Wei"}]}, "Ana Ruiz, Li Wei"),
        ({"author": {"name": "Ana Ruiz"}}, "Ana Ruiz"),
        ({}, "The desk"),
    ],
)
def test_a_json_feed_stands_in_for_a_page_that_is_gone(
    site: Any, fetch: Fetch, content: dict[str, str], about: dict[str, object], byline: str
) -> None:
    item = {"id": f"{site.address}/gone", "title": "Kenya & Haiti", "date_modified": "2024-10-08", **content, **about}
    feed = json_feed(item, version="https://jsonfeed.org/version/1", author={"name": "The desk"})
    site.answer("/feed.json", b"\xef\xbb\xbf " + feed, headers=JSON)
    (article,) = articles(read(f"{site.address}/feed.json", fetch))
    assert (article.title, article.body, article.byline) == ("Kenya & Haiti", BODY, byline)
    assert (article.published, article.published_precision) == (datetime(2024, 10, 8, tzinfo=UTC), "day")


def test_a_link_to_elsewhere_stands_in_for_one_of_its_own(site: Any, fetch: Fetch) -> None:
    site.answer("/feed.json", json_feed({"id": 7, "external_url": f"{site.address}/a"}), headers=JSON)
    site.answer("/a", page())
    assert articles(read(f"{site.address}/feed.json", fetch))[0].url == f"{site.address}/a"


@pytest.mark.parametrize(
    "item",
    [5, None, [], "text", {}, {"url": 5}, {"url": ["/a"], "content_html": {}}, {"id": True, "title": {"a": 1}},
     {"url": "http://[broken"}, {"title": "\ud83d\u0000", "authors": 5, "content_text": 7, "date_published": {}}],
)  # fmt: skip
def test_items_of_the_wrong_type_are_named_and_the_others_are_read(site: Any, fetch: Fetch, item: object) -> None:
    site.answer("/feed.json", json_feed(item, {"id": 2, "url": "/a"}), headers=JSON)
    site.answer("/a", page())
    left_out, article = read(f"{site.address}/feed.json", fetch)
    assert isinstance(left_out, Skipped)
    assert left_out.reason == "unsupported-address"
    assert isinstance(article, Article)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b'{"version": "https://jsonfeed.org/version/1.1", "items": [', "is no JSON"),
        (b'{"version": "https://jsonfeed.org/version/1.1", "items": ' + b"[" * 100_000, "is no JSON"),
        (b'{"a":' * 50_000, "is no JSON"),
        (b'{"version": "https://jsonfeed.org/version/1.1"}', "has no list of items"),
        (b'{"version": "https://jsonfeed.org/version/1.1", "items": {"a": 1}}', "has no list of items"),
        (b'{"version": 2, "items": []}', "no JSON feed"),
        (b'{"version": "1' + b"0" * 5000 + b'", "items": 1' + b"0" * 5000 + b"}", "is no JSON"),
        (b'{"error": "not found"}', "no JSON feed"),
    ],
)
def test_json_that_is_no_feed_is_told(site: Any, fetch: Fetch, body: bytes, said: str) -> None:
    site.answer("/feed.json", body, headers=JSON)
    with pytest.raises(SourceError, match=said):
        read(f"{site.address}/feed.json", fetch)


def test_halves_of_characters_in_a_json_feed_are_mended(site: Any, fetch: Fetch) -> None:
    item = {"url": "/gone", "title": "Kenya \ud83d\u0000", "content_html": STORY + "<p>Nobody knew. \udfff</p>"}
    site.answer("/feed.json", json_feed(item), headers=JSON)
    (article,) = articles(read(f"{site.address}/feed.json", fetch))
    assert article.title == "Kenya \ufffd"
    article.text.encode()
