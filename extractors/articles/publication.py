"""Read when a page says that its story was published: HTML tree in, a time with its precision out.

Believed are JSON-LD, meta tags, a time tag marked so, a date shown right under the story's title, and the path of the
address, in this order. A date in the page's head, beside a clock or the weather, is the day the page was drawn and
never taken.
"""

import re
from collections.abc import Iterator
from itertools import islice
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from extractors.articles.boilerplate import is_labelled
from extractors.articles.dates import Moment, find_printed, read_path, read_timestamp
from extractors.articles.lines import has_weather
from extractors.articles.metadata import read_linked_data, read_metas, text_of

METAS = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished", "article.published",
    "publishdate", "publish-date", "publish_date", "published_time", "pubdate", "dtk:publishdate",
    "content_publisheddate",
    "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime", "dc.date.issued", "dcterms.created", "dc.date",
    "article_date_original", "originalpublicationdate", "ptime", "date",
)  # fmt: skip
SAME_DAY = 36 * 3600
"""Seconds; a more exact time that is farther from the first one named is another event of the page."""

LEVELS = 3
"""How many elements around the title are searched for a date."""

HEADINGS = 5
DATE_WORDS = 15
NAMED_DATE = re.compile(r"date|time|publish|posted|tanggal|waktu|byline|meta", re.IGNORECASE)
NOT_PUBLISHED = re.compile(
    r"updat|modif|weather|cuaca|clock|jam-|today|current|header|topbar|top-bar|masthead", re.IGNORECASE
)
OUTSIDE = "ancestor::nav or ancestor::aside or ancestor::footer or ancestor::header[not(.//h1)]"


def find_published(tree: HtmlElement, *, url: str, title: str) -> Moment | None:
    """Return when the story was first published; None where the page does not say."""
    metas = read_metas(tree)
    named = [str(item.get("datePublished") or "") for item in read_linked_data(tree)]
    named += [metas[name] for name in METAS if name in metas]
    named += [str(tag.get("datetime")) for tag in tree.xpath(f"//time[@datetime][not({OUTSIDE})]") if _is_marked(tag)][
        :1
    ]
    moments = [moment for moment in map(read_timestamp, filter(None, named)) if moment]
    if not moments:
        return next(_under_title(tree, title), None) or read_path(urlsplit(url).path)
    exact = next((moment for moment in moments if moment.precision == "minute"), moments[0])
    return exact if abs((exact.time - moments[0].time).total_seconds()) <= SAME_DAY else moments[0]


def _is_marked(tag: HtmlElement) -> bool:
    return tag.get("pubdate") is not None or "publish" in f"{tag.get('itemprop')} {tag.get('class')}".lower()


def _under_title(tree: HtmlElement, title: str) -> Iterator[Moment]:
    """Yield the dates shown after the heading that is the story's title, the nearest element around it first."""
    for heading in islice(tree.iter("h1"), HEADINGS):
        shown = text_of(heading).casefold()
        if not shown or not (title.casefold().startswith(shown) or shown.startswith(title.casefold())):
            continue
        after = set(heading.xpath("following::*"))
        for ancestor in list(heading.iterancestors())[:LEVELS]:
            if ancestor.tag in ("body", "html"):
                break
            for tag in ancestor.xpath(f".//*[self::time or @class or @id][not({OUTSIDE})]"):
                moment = _shown_date(tag) if tag in after else None
                if moment:
                    yield moment


def _shown_date(tag: HtmlElement) -> Moment | None:
    name = f"{tag.get('class', '')} {tag.get('id', '')}"
    if (tag.tag != "time" and not NAMED_DATE.search(name)) or NOT_PUBLISHED.search(name):
        return None
    text = text_of(tag)
    if len(text.split()) > DATE_WORDS or has_weather(text) or is_labelled(text, "updated"):
        return None
    printed = find_printed(text)
    return read_timestamp(tag.get("datetime", "")) or (printed.moment if printed else None)
