"""Read a web page: HTML bytes in, one Article out.

Body and its borders come from trafilatura (its precise setting), from readability where that finds too little. The body
is the story's paragraphs with an empty line between two, without dateline and sign-off, which have fields of their own.
"""

import logging
import re
from collections.abc import Callable, Sequence

import lxml.etree
import lxml.html
from lxml.html import HtmlElement

from extractors.articles import metadata
from extractors.articles.declaration import Source, UnreadableItem
from extractors.articles.decoding import decode
from extractors.articles.language import find_language
from extractors.articles.lines import count_words
from extractors.articles.marks import read_marks
from extractors.articles.publication import find_published
from extractors.articles.story import Story, find_story, finish_story
from ontology.records import Article

ENOUGH_WORDS = 60
"""From here on the first extractor's body is taken as it is."""

XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
BLOCKS = ("p", "h2", "h3", "h4", "h5", "h6", "li", "blockquote", "pre", "td", "dd")
NOT_PAGES = re.compile(r"^\s*(image|audio|video|font)/|pdf|zip|json|octet-stream|msword|officedocument", re.IGNORECASE)


class UnreadablePage(UnreadableItem):
    """A page that no article can be read from."""


def read_page(html: bytes, *, url: str, source: Source, content_type: str = "") -> Article:
    """Read one page of a source; raise `UnreadablePage` (or its parent, for data that is no text).

    `url` is the address the page was found at: links in it count from there. `content_type` is the HTTP header.
    """
    if NOT_PAGES.search(content_type):
        raise UnreadablePage("not-html", f"the server calls this {content_type!r}; point the source at its web page")
    if not html.strip():
        raise UnreadablePage("empty", "the page has no content; remove it, or fetch it again")
    text = decode(html, content_type=content_type)
    if content_type.lower().startswith("text/plain") or "<" not in text:
        return read_text(text, url=url, source=source)
    tree = parse_html(text)
    if tree is None:
        raise UnreadablePage("not-html", "this cannot be parsed as HTML; remove it, or save the page again")
    title = metadata.find_title(tree)
    address = metadata.find_url(tree, url)
    story = _choose(tree, text, title)
    marks = read_marks(tree, story, url=address)
    if marks.fault:
        raise UnreadablePage(*marks.fault)
    published = find_published(tree, url=address, title=title)
    return Article(
        source=source.name, url=address, language=find_language(story.body, source), title=title, body=story.body,
        published=published.time if published else None, published_precision=published.precision if published else None,
        byline=metadata.find_byline(tree) or story.byline, agency=story.agency, dateline=story.dateline,
        form=marks.form,
    )  # fmt: skip


def read_text(text: str, *, url: str, source: Source) -> Article:
    """Read the story in a plain text dump; raise `UnreadablePage` where it has none."""
    if not text.strip():
        raise UnreadablePage("empty", "there is no text in it; remove it from the source")
    story = find_story(text)
    if story is None:
        raise UnreadablePage("no-story", "no running text of twenty words or more; remove it, or save the whole page")
    return article_of(story, url=url, source=source)


def article_of(story: Story, *, url: str, source: Source) -> Article:
    """Return the Article of a story whose language is still to be named."""
    published = story.published
    return Article(
        source=source.name, url=url, language=find_language(story.body, source), title=story.title, body=story.body,
        published=published.time if published else None, published_precision=published.precision if published else None,
        byline=story.byline, agency=story.agency, dateline=story.dateline, page_date=story.page_date,
    )  # fmt: skip


def read_fragment(html: str, *, title: str) -> Story:
    """Read a piece of HTML that is the story alone (the content of a feed's entry)."""
    tree = parse_html(f"<div>{html}</div>")
    return finish_story(title, [] if tree is None else _paragraphs(tree))


def parse_html(text: str) -> HtmlElement | None:
    """Return the tree of a page; None where there is no element in it."""
    parser = lxml.html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    data = XML_DECLARATION.sub("", text).encode("utf-8", "replace")
    try:
        tree = lxml.html.document_fromstring(data, parser=parser)
    except (lxml.etree.ParserError, lxml.etree.XMLSyntaxError):
        return None
    return tree if isinstance(tree, HtmlElement) else None


def _choose(tree: HtmlElement, text: str, title: str) -> Story:
    """Return what the first extractor finds; where that is little, what the second finds if it is far more."""
    story = finish_story(title, _try(_trafilatura, tree, text))
    words = count_words(story.body)
    if words < ENOUGH_WORDS:
        second = finish_story(title, _try(_readability, tree, text))
        if count_words(second.body) > 2 * words:
            return second
    return story


def _try(extract: Callable[[HtmlElement, str], Sequence[str]], tree: HtmlElement, text: str) -> Sequence[str]:
    """Run an extractor; a page that breaks it is a page it finds nothing on."""
    try:
        return extract(tree, text)
    except Exception as error:  # pages from anywhere break parsers in ways that no list can hold
        logging.getLogger(__name__).info("%s failed: %r", extract.__name__, error)
        return []


def _trafilatura(tree: HtmlElement, _text: str) -> Sequence[str]:
    from trafilatura import bare_extraction  # here: half a second that only reading pages needs

    # fast: without its own second opinions, which took half of the time and were worse than ours on real pages
    document = bare_extraction(tree, favor_precision=True, include_comments=False, fast=True)
    found = getattr(document, "text", None)
    return str(found).split("\n") if found else []


def _readability(_tree: HtmlElement, text: str) -> Sequence[str]:
    from readability import Document

    tree = parse_html(Document(XML_DECLARATION.sub("", text)).summary(html_partial=True))
    return [] if tree is None else _paragraphs(tree)


def _paragraphs(tree: HtmlElement) -> Sequence[str]:
    """Return the text of the innermost blocks, or of the whole, cut at line breaks."""
    for tag in tree.xpath("//script | //style | //noscript"):
        tag.drop_tree()
    for tag in tree.iter("br"):
        tag.tail = "\n" + (tag.tail or "")
    inner = [tag for tag in tree.iter(*BLOCKS) if not any(child is not tag for child in tag.iter(*BLOCKS))]
    texts = [str(tag.text_content()) for tag in inner] or [str(tree.text_content())]
    return [line for text in texts for line in text.split("\n") if line.strip()]
