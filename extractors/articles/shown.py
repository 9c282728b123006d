"""Read what a web page shows: HTML tree in, its visible lines in order out, each with what is to be known of it.

An extractor keeps the story and throws the rest away; whether there is a story at all, the rest must tell: what stands
before a paragraph, whether a line is a link, a caption or a time.
"""

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree
from lxml.html import HtmlElement

INLINE = frozenset(
    {
        *("a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i"),
        *("ins", "kbd", "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u"),
        *("var", "wbr"),
    }
)
"""Elements that do not begin a line of their own."""

UNSEEN = frozenset(
    {
        *("applet", "audio", "canvas", "datalist", "embed", "head", "iframe", "map", "math", "noscript", "object"),
        *("script", "select", "style", "svg", "template", "textarea", "title", "video"),
    }
)
AROUND = ("nav", "footer", "aside", "menu")
"""Elements that hold no part of a story."""


class Shown(NamedTuple):
    """A visible line of a page."""

    text: str
    linked: bool
    """Whether all of it is a link."""
    timed: bool
    """Whether a time is marked in it."""
    caption: bool
    around: bool
    """Whether it stands in what surrounds the story: menus, boxes beside it, the foot of the page."""


def show_lines(tree: HtmlElement) -> list[Shown]:
    """Return the lines that a reader of the page sees, in order."""
    return list(_walk(tree))


def _walk(tree: HtmlElement) -> Iterator[Shown]:
    inside: Counter[str] = Counter()
    pieces: list[tuple[str, bool]] = []
    timed = False
    walk = etree.iterwalk(tree, events=("start", "end"))
    for event, element in walk:
        tag = str(element.tag)
        if tag not in INLINE:
            yield from _join(pieces, inside, timed)
            pieces, timed = [], False
        if event == "start":
            inside[tag] += 1
            if tag in UNSEEN or _is_hidden(element):
                walk.skip_subtree()
            else:
                timed = timed or tag == "time"
                if element.text:
                    pieces.append((element.text, inside["a"] > 0))
        else:
            inside[tag] -= 1
            if element.tail:
                pieces.append((element.tail, inside["a"] > 0))
    yield from _join(pieces, inside, timed)


def _join(pieces: list[tuple[str, bool]], inside: Counter[str], timed: bool) -> Iterator[Shown]:
    """Yield the line that the pieces are, if they hold a word."""
    text = " ".join("".join(piece for piece, _ in pieces).split()) if pieces else ""
    if text:
        yield Shown(
            text=text,
            linked=all(linked for piece, linked in pieces if piece.strip()),
            timed=timed,
            caption=inside["figcaption"] > 0,
            around=any(inside[tag] for tag in AROUND),
        )


def _is_hidden(element: etree._Element) -> bool:
    if element.tag in ("html", "body"):  # hidden until a script shows it
        return False
    style = "".join((element.get("style") or "").lower().split())
    return (
        element.get("hidden") is not None
        or element.get("aria-hidden") == "true"
        or "display:none" in style
        or "visibility:hidden" in style
    )
