"""A site's address leads to its feeds and sitemaps, each really read, best first, with its name and language."""

import gzip
import json
from typing import Any

import pytest

from extractors.articles import Candidate, Fetch, Fetching, SourceError, UnreachableSourceError, discover, open_fetch

BODY = (
    "Kenya sent four hundred police officers to Haiti on Monday to help restore order in the capital, where armed groups "
    "hold most of the streets, the interior ministry in Nairobi said in a statement that named no date for their return."
)
INDONESIAN = (
    "Indonesia mengecam Israel atas serangan terhadap rumah sakit di Gaza, kata juru bicara kementerian pada hari Minggu. "
    "Pernyataan itu dibacakan di depan wartawan yang sudah menunggu sejak pagi di halaman gedung kementerian luar negeri."
)
RSS = '<rss version="2.0"><channel><title>{title}</title><language>{language}</language>{items}</channel></rss>'
SITEMAP = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{}</urlset>'


def page(body: str = BODY) -> bytes:
    return f"<html><head><title>Police for Haiti</title></head><body><article><p>{body}</p></article></body></html>".encode()


def home(head: str = "", language: str = "en-GB") -> bytes:
    return f'<!DOCTYPE html><html lang="{language}"><head><title>Home</title>{head}</head><body>Hello</body></html>'.encode()


def rss(*links: str, title: str = "Desk: world", language: str = "") -> bytes:
    return RSS.format(
        title=title, language=language, items="".join(f"<item><link>{link}</link></item>" for link in links)
    ).encode()


def shown(candidates: list[Candidate]) -> list[tuple[str, str]]:
    """Return the kinds and paths of candidates."""
    return [(one.source.kind, "/" + one.source.location.split("/", 3)[3]) for one in candidates]


@pytest.mark.parametrize(
    "kind", ["application/rss+xml", "Application/Atom+XML", "application/feed+json; charset=utf-8"]
)
def test_a_feed_that_the_site_names_is_found(site: Any, fetch: Fetch, kind: str) -> None:
    head = (
        f'<meta property="og:site_name" content="The Desk"><link rel="alternate" type="{kind}" href="/world.xml">'
        '<link rel="alternate" type="application/rss+xml" title="Comments" href="/comments/feed">'
        '<link rel="alternate" hreflang="id" href="/id"><link rel="stylesheet" type="text/css" href="/style.css">'
    )
    site.answer("/", home(head))
    site.answer("/world.xml", rss("/a"))
    site.answer("/a", page())
    (best,) = discover(site.address, fetch=fetch)
    assert best.source.model_dump(exclude_defaults=True) == {
        "name": "The Desk", "kind": "feed", "location": f"{site.address}/world.xml", "language": "en"
    }  # fmt: skip
    assert best.article is not None
    assert best.article.body == BODY
    assert not {"/comments/feed", "/id", "/style.css"} & set(site.asked)


@pytest.mark.parametrize("place", ["/feed", "/rss.xml", "/atom.xml", "/feed.json"])
def test_a_feed_in_a_usual_place_is_found(site: Any, fetch: Fetch, place: str) -> None:
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "Desk: world", "items": [{"url": "/a"}]}
    site.answer("/", home())
    site.answer(place, json.dumps(feed).encode() if place.endswith("json") else rss("/a"))
    site.answer("/a", page())
    (best,) = discover(f"{site.address}/", fetch=fetch)
    assert shown([best]) == [("feed", place)]
    assert best.source.name == "Desk: world"


def test_sitemaps_that_robots_names_are_found_those_of_news_first(site: Any, fetch: Fetch) -> None:
    site.answer("/", home())
    lines = (
        f"User-agent: *\nSitemap: {site.address}/all.xml\nSitemap: /news-map.xml.gz\nSitemap: {site.address}/gone.xml"
    )
    site.answer("/robots.txt", lines.encode())
    for name, body in {"/all.xml": "/a", "/news-map.xml.gz": "/b"}.items():
        urls = SITEMAP.format(f"<url><loc>{site.address}{body}</loc></url>").encode()
        site.answer(name, gzip.compress(urls) if name.endswith("gz") else urls)
        site.answer(body, page())
    assert shown(discover(site.address, fetch=fetch)) == [("sitemap", "/news-map.xml.gz"), ("sitemap", "/all.xml")]
    assert "/sitemap.xml" not in site.asked


def test_an_index_of_sitemaps_is_tried_by_its_latest(site: Any, fetch: Fetch) -> None:
    part = "<sitemap><loc>{0}/{1}.xml</loc><lastmod>{1}</lastmod></sitemap>"
    index = "".join(part.format(site.address, day) for day in ("2024-01-01", "2024-02-01"))
    site.answer("/", home())
    site.answer("/sitemap.xml", f"<sitemapindex>{index}</sitemapindex>".encode())
    site.answer("/2024-02-01.xml", SITEMAP.format(f"<url><loc>{site.address}/a</loc></url>").encode())
    site.answer("/a", page())
    assert shown(discover(site.address, fetch=fetch)) == [("sitemap", "/sitemap.xml")]
    assert "/2024-01-01.xml" not in site.asked


def test_what_gives_no_article_comes_last_and_what_is_empty_not_at_all(site: Any, fetch: Fetch) -> None:
    head = "".join(f'<link rel="alternate" type="text/xml" href="/{name}">' for name in ("empty", "gone", "videos"))
    site.answer("/", home(head))
    site.answer("/empty", rss())
    site.answer("/videos", rss("/video"))
    site.answer("/video", home())
    site.answer("/sitemap.xml", SITEMAP.format(f"<url><loc>{site.address}/a</loc></url>").encode())
    site.answer("/a", page())
    found = discover(site.address, fetch=fetch)
    assert shown(found) == [("sitemap", "/sitemap.xml"), ("feed", "/videos")]
    assert [one.article is None for one in found] == [False, True]


def test_the_address_of_a_feed_is_enough(site: Any, fetch: Fetch) -> None:
    site.answer("/world.xml", rss("/a", language="id-ID"))
    site.answer("/a", page(INDONESIAN))
    (best,) = discover(f"{site.address}/world.xml", fetch=fetch)
    assert (best.source.name, best.source.language) == ("Desk: world", "id")
    assert "/robots.txt" not in site.asked


def test_the_text_of_an_article_goes_before_the_language_that_a_site_declares(site: Any, fetch: Fetch) -> None:
    site.answer("/", home('<link rel="alternate" type="application/rss+xml" href="/feed">', language="en"))
    site.answer("/feed", rss("/a"))
    site.answer("/a", page(INDONESIAN))
    assert discover(site.address, fetch=fetch)[0].source.language == "id"


def test_nothing_found_tells_what_was_tried(site: Any, fetch: Fetch) -> None:
    site.answer("/", home('<link rel="alternate" type="application/rss+xml" href="/feed">'))
    site.answer("/feed", b"<html>not here</html>")
    with pytest.raises(SourceError) as error:
        discover(site.address, fetch=fetch)
    said = str(error.value)
    assert "neither feed nor sitemap found" in said
    assert "/feed (feed): this is no RSS, Atom or JSON feed" in said
    assert "/sitemap.xml (sitemap): http" in said
    assert "/robots.txt: the server answered 404" in said


def test_what_cannot_be_asked_is_told_at_once(how: Fetching) -> None:
    with open_fetch(how) as fetch:
        with pytest.raises(SourceError, match="is no address on the web"):
            discover("http://[broken", fetch=fetch)
        with pytest.raises(UnreachableSourceError, match="unreachable"):
            discover("http://127.0.0.1:9", fetch=fetch)
    with open_fetch(how.changed(inside=False)) as fetch, pytest.raises(SourceError, match="no public address"):
        discover("http://127.0.0.1:9", fetch=fetch)
