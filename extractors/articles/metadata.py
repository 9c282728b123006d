"""Read what a web page says about itself: HTML tree in, title, address and author out.

JSON-LD goes before meta tags, and these before what is shown, because the shown title carries the site's name.
"""

import html
import json
import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from lxml.html import HtmlElement

from extractors.articles.dates import find_printed
from extractors.articles.decoding import clean

ARTICLE_TYPES = re.compile(r"(Article|BlogPosting|Report|Posting|Statement)$")
AUTHORS = (
    "author",
    "article:author",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "byl",
    "content_author",
    "dtk:author",
)
TITLES = ("og:title", "twitter:title", "parsely-title", "dc.title")
TRACKING = re.compile(r"^(utm_\w+|fbclid|gclid|mc_[ce]id|cmpid|ns_\w+)$", re.IGNORECASE)
TRACKING_HINT = re.compile(r"(^|&)(utm_|fbclid|gclid|mc_|cmpid|ns_)", re.IGNORECASE)
HEADINGS = 5
"""First-level headings that are looked at; a page with more repeats them."""

SIGNS_AT_END = " |–—·•»:-"
SEPARATOR = re.compile(r"\s+[|–—·•»:]\s+|\s+-{1,2}\s+|\s*\|\s*")
LABEL = re.compile(r"^(by|oleh|penulis|reporter)\b:?\s+", re.IGNORECASE)


def find_title(tree: HtmlElement) -> str:
    """Return the title without the name of the site; empty where the page has none."""
    metas = read_metas(tree)
    headlines = [str(item.get("headline") or "") for item in read_linked_data(tree)]
    headings = [text_of(heading) for heading in islice(tree.iter("h1"), HEADINGS)]
    others = [metas.get(name, "") for name in TITLES]
    others += headings if len(headings) == 1 else []
    others += [text_of(title) for title in islice(tree.iter("title"), 1)]
    for candidate in (*headlines, *others):
        title = " ".join(clean(html.unescape(candidate)).split())
        if title:
            return _without_site(title, metas.get("og:site_name", ""), headings, guess=candidate not in headlines)
    return ""


def find_url(tree: HtmlElement, url: str) -> str:
    """Return the canonical http(s) address of the page; the given address where the page names none that fits."""
    base = next((found for found in tree.xpath("//base/@href")), "")
    base = join_url(url, str(base)) or url
    links = [str(link) for link in tree.xpath("//link[translate(@rel, 'CANOIL', 'canoil')='canonical']/@href")]
    for candidate in (*links, read_metas(tree).get("og:url", "")):
        joined = join_url(base, candidate) if candidate.strip() else None
        if joined and not (_is_home(joined) and not _is_home(url)):
            return clean_url(joined)
    return clean_url(url)


def clean_url(url: str) -> str:
    """Return an address without fragment and tracking parameters; what is no address as it is."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    if not TRACKING_HINT.search(parts.query):
        return urlunsplit(parts._replace(fragment=""))
    query = [
        (name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if not TRACKING.match(name)
    ]
    return urlunsplit(parts._replace(query=urlencode(query), fragment=""))


def find_byline(tree: HtmlElement) -> str | None:
    """Return the names of the authors, joined by commas."""
    for item in read_linked_data(tree):
        names = [name for name in map(_clean_name, _author_names(item.get("author"))) if name]
        if names:
            return ", ".join(dict.fromkeys(names))
    metas = read_metas(tree)
    names = [name for name in (_clean_name(metas.get(key, "")) for key in AUTHORS) if name]
    if names:
        return names[0]
    tags = tree.xpath("//*[@rel='author' or @itemprop='author' or contains(concat(' ', @class, ' '), ' byline ')]")
    return next((name for name in (_clean_name(text_of(tag)) for tag in tags[:3]) if name), None)


def read_metas(tree: HtmlElement) -> dict[str, str]:
    """Return the meta tags of a page by their names in lower case; the first of a name counts."""
    metas: dict[str, str] = {}
    for tag in tree.iter("meta"):
        name = tag.get("property") or tag.get("name") or tag.get("itemprop") or tag.get("http-equiv") or ""
        content = (tag.get("content") or "").strip()
        if name and content:
            metas.setdefault(name.strip().lower(), content)
    return metas


def read_linked_data(tree: HtmlElement) -> list[dict[str, Any]]:
    """Return the JSON-LD objects of the page that are articles."""
    return [item for item in read_objects(tree) if any(map(ARTICLE_TYPES.search, types_of(item)))]


def read_objects(tree: HtmlElement) -> list[dict[str, Any]]:
    """Return all JSON-LD objects of the page."""
    items: list[dict[str, Any]] = []
    for script in tree.iterfind(".//script[@type='application/ld+json']"):
        try:
            data = json.loads((script.text or "").strip().strip(";"), strict=False)
        except (ValueError, RecursionError):
            continue  # malformed on many pages; the meta tags say the same
        items += _objects(data)
    return items


def types_of(item: dict[str, Any]) -> list[str]:
    """Return the types that a JSON-LD object says it is of."""
    found = item.get("@type")
    return [str(entry) for entry in (found if isinstance(found, list) else [found])]


def _objects(data: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    if isinstance(data, list) and depth < 4:
        for entry in data:
            yield from _objects(entry, depth + 1)
    elif isinstance(data, dict):
        yield data
        yield from _objects(data.get("@graph"), depth + 1)
        yield from _objects(data.get("mainEntity"), depth + 1) if depth < 4 else ()


def _author_names(author: Any) -> list[str]:
    authors = author if isinstance(author, list) else [author]
    names = [entry.get("name") if isinstance(entry, dict) else entry for entry in authors]
    return [
        name for entry in names for name in (entry if isinstance(entry, list) else [entry]) if isinstance(name, str)
    ]


def _clean_name(name: str) -> str | None:
    name = LABEL.sub("", " ".join(clean(html.unescape(name)).split())).split(" | ")[0]
    printed = find_printed(name)
    name = (name[: printed.start] if printed else name).strip(" ,;|-–—·•")
    return name if 2 <= len(name) <= 80 and "://" not in name and not re.search(r"[{}<>@]", name) else None


def _without_site(title: str, site: str, headings: Sequence[str], *, guess: bool) -> str:
    """Cut the name of the site off a title: the name the page gives, what its heading lacks, or what looks like one."""
    if site and title.casefold().endswith(site.casefold()) and SEPARATOR.search(title[: -len(site)]):
        title = title[: -len(site)].rstrip(SIGNS_AT_END) or title
    for heading in headings:
        if len(heading.split()) >= 3 and title.casefold().startswith(heading.casefold()):
            return title[: len(heading)]
    *_, last = [None, *SEPARATOR.finditer(title)]
    if last is None or not guess:
        return title
    rest, name = title[: last.start()], title[last.end() :]
    looks_so = len(name.split()) <= 4 <= len(rest.split()) and name[:1].isupper() and ":" not in last[0]
    return rest if looks_so else title


def join_url(base: str, link: str) -> str | None:
    """Return the absolute http(s) address of a link; None where it is none."""
    try:
        joined = urljoin(base, link.strip())
        parts = urlsplit(joined)
    except ValueError:
        return None
    return joined if parts.scheme in ("http", "https") and parts.hostname else None


def _is_home(url: str) -> bool:
    parts = urlsplit(url)
    return parts.path in ("", "/") and not parts.query


def text_of(element: HtmlElement) -> str:
    """Return the text in an element with single spaces."""
    return " ".join(str(element.text_content()).split())
