"""Find what a site can be read by: its address and a way to fetch in, sources that were tried out, best first, out.

A feed that the site names goes before one in a usual place, and feeds before sitemaps, whose pages are not all news.
Each is read as it will be read later: what gives no article comes last, what is empty or no feed at all is left out.
"""

from functools import lru_cache
from itertools import islice
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement
from protego import Protego

from extractors.articles.declaration import Source, SourceError, UnreachableSourceError, UnreadableItem
from extractors.articles.decoding import clean, decode
from extractors.articles.entries import FeedError, parse_feed
from extractors.articles.feed import read_feed
from extractors.articles.fetch import Fetch, FetchError, require_page
from extractors.articles.links import open_index, read_links
from extractors.articles.memory import Memory
from extractors.articles.metadata import join_url, read_metas
from extractors.articles.page import parse_html
from extractors.articles.sitemap import list_pages
from ontology import Article

FEED_TYPES = ("application/rss+xml", "application/atom+xml", "application/feed+json", "application/json", "text/xml")
USUAL_FEEDS = ("/feed", "/rss", "/rss.xml", "/feed.xml", "/atom.xml", "/feed.json", "/index.xml")
USUAL_MAPS = ("/sitemap-news.xml", "/news-sitemap.xml", "/sitemap.xml")
MOST_NAMED = 10
"""Feeds, and sitemaps, that are tried of those that a site names."""

FEW = 3
"""Items of a source that are read to see whether they give an article."""

LONGEST_NAME = 60
KEPT_PAGES = 50


class Candidate(NamedTuple):
    """A source that answers, and an article of it; None where the first items gave none."""

    source: Source
    article: Article | None


class Site(NamedTuple):
    """What a site says of itself."""

    address: str
    name: str
    language: str | None
    feeds: tuple[str, ...]
    """Addresses of the feeds that it names."""


def discover(url: str, *, fetch: Fetch) -> list[Candidate]:
    """Return the sources found at a site or at the very address of a feed or sitemap; raises SourceError if none."""
    address = join_url(url if "://" in url else f"https://{url}", "")
    if address is None:
        raise SourceError(f"{url!r} is no address on the web; write one like https://news.example.org")
    asked = lru_cache(maxsize=KEPT_PAGES)(fetch)
    tried: list[str] = []
    site, itself = _read_site(address, asked, tried)
    found = _try_all(itself, site, asked, tried)
    if not found:
        feeds = _try_all([("feed", feed) for feed in site.feeds], site, asked, tried)
        feeds = feeds or _try_all(_place(site, USUAL_FEEDS, "feed"), site, asked, tried)
        named = [("sitemap", place) for place in _read_maps(site, asked, tried)]
        maps = _try_all(named, site, asked, tried)
        found = feeds + (maps or _try_all(_place(site, USUAL_MAPS, "sitemap"), site, asked, tried))
    if not found:
        raise SourceError(f"{address}: neither feed nor sitemap found; tried:\n  " + "\n  ".join(tried))
    return sorted(found, key=lambda candidate: candidate.article is None)


def _read_site(address: str, fetch: Fetch, tried: list[str]) -> tuple[Site, list[tuple[str, str]]]:
    """Return what the page at an address says of its site, and the sources that the address itself may be."""
    nothing = Site(address, _host(address), None, ())
    try:
        page = require_page(fetch, address)
        text = decode(page.body, content_type=page.headers.get("content-type", ""))
    except FetchError as error:
        if error.reason in ("unreachable", "timeout", "inside", "unsupported-address"):
            kind = UnreachableSourceError if error.transient else SourceError
            raise kind(str(error)) from error
        tried.append(str(error))
        return nothing, []
    except UnreadableItem:
        return nothing, [("sitemap", address)]  # packed, perhaps
    if "<html" not in text[:5000].lower():
        return nothing, [("feed", address), ("sitemap", address)]
    tree = parse_html(text)
    return nothing if tree is None else _describe(tree, page.url, nothing), []


def _describe(tree: HtmlElement, base: str, nothing: Site) -> Site:
    name = " ".join(clean(read_metas(tree).get("og:site_name", "")).split())[:LONGEST_NAME]
    language = next((str(value) for value in tree.xpath("/html/@lang | /html/@xml:lang")), "")
    links = tree.xpath("//link[@href][contains(translate(@rel, 'ALTERNE', 'alterne'), 'alternate')]")
    named = [
        join_url(base, str(link.get("href")))
        for link in links
        if str(link.get("type") or "").split(";")[0].strip().lower() in FEED_TYPES
        and "comment" not in f"{link.get('href')} {link.get('title')}".lower()
    ]
    feeds = tuple(dict.fromkeys(filter(None, named)))[:MOST_NAMED]
    return Site(base, name or nothing.name, _primary(language), feeds)


def _read_maps(site: Site, fetch: Fetch, tried: list[str]) -> list[str]:
    """Return the sitemaps that the site's robots.txt names, those of news first."""
    address = urljoin(site.address, "/robots.txt")
    try:
        page = require_page(fetch, address)
    except FetchError as error:
        tried.append(str(error))
        return []
    maps = Protego.parse(page.body.decode("utf-8", "replace")).sitemaps
    named = dict.fromkeys(filter(None, (join_url(address, str(place)) for place in maps)))
    return sorted(named, key=lambda place: "news" not in urlsplit(place).path.lower())[:MOST_NAMED]


def _place(site: Site, places: tuple[str, ...], kind: str) -> list[tuple[str, str]]:
    return [(kind, urljoin(site.address, place)) for place in places]


def _try_all(group: list[tuple[str, str]], site: Site, fetch: Fetch, tried: list[str]) -> list[Candidate]:
    """Return those of some places that are sources, and note the others as tried."""
    found = []
    for kind, location in group:
        try:
            found.append(_try(kind, location, site, fetch))
        except (SourceError, FeedError, UnreadableItem) as error:
            tried.append(f"{location} ({kind}): {str(error).removeprefix(f'source {site.name!r}: ')}")
    return found


def _try(kind: str, location: str, site: Site, fetch: Fetch) -> Candidate:
    """Read a few items of a source; raises SourceError where there are none."""
    source = Source(name=site.name, kind=kind, location=location, language=site.language)
    if kind == "feed":
        page = open_index(source, fetch)
        feed = parse_feed(decode(page.body, content_type=page.headers.get("content-type", "")), page.url)
        name = feed.title[:LONGEST_NAME] if feed.title and site.name == _host(site.address) else site.name
        source = source.changed(name=name, language=site.language or _primary(feed.language))
        empty = not feed.entries
        items = read_feed(source, fetch=fetch, memory=Memory())
    else:
        links = list_pages(source, fetch, most_maps=1)
        empty = not links
        items = read_links(links, source, fetch=fetch, memory=Memory())
    if empty:
        raise SourceError("it is empty")
    article = next((item for item in islice(items, FEW) if isinstance(item, Article)), None)
    language = article.language if article else source.language
    return Candidate(source.changed(language=language), article)


def _host(address: str) -> str:
    return (urlsplit(address).hostname or address).removeprefix("www.")


def _primary(language: str) -> str | None:
    """Return the language of a tag such as en-GB or in_ID."""
    code = language.strip().lower().replace("_", "-").split("-")[0]
    return {"in": "id"}.get(code, code) if len(code) == 2 and code.isalpha() else None
