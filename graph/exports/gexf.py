"""Nodes and edges in, a GEXF 1.3 file out, written as it comes and valid against the official schema.

NetworkX's own writer is never schema-valid, breaks on control characters and needs the whole document in memory.
Same input, same bytes: no clock, no random id, no set order. What Gephi asks for: a positive static `weight`, no
attribute title that GEXF has itself (`type`, `id` …), intervals and no timestamps.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import BinaryIO, NamedTuple
from xml.sax.saxutils import escape, quoteattr

from graph.exports.export import replacing
from graph.exports.style import Colour
from graph.layout import Place

Value = str | int | float | bool | None
NOT_XML = re.compile("[^\t\n\r -~\u00a0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
PLAIN = re.compile("[!#-%'-;=?-~]+(?: [!#-%'-;=?-~]+)*")  # most values: nothing to clean, nothing to escape
BATCH = 1000
SHORT = 20
OPENINGS = [f'<attvalue for="{number}" value=' for number in range(100)]
"""How an attribute begins; no file declares as many."""
SCALE = 100.0  # Gephi's sizes are pixels: neighbours lie some 100 apart


class Node(NamedTuple):
    """An actor as GEXF shows it; values in the order of the declared attributes, None where there is none."""

    id: str
    label: str
    values: tuple[Value, ...]
    colour: Colour
    size: float
    place: Place


class Edge(NamedTuple):
    """A tie or an event as GEXF shows it, and the spells of days (first, last) in which it is there."""

    id: str
    source: str
    target: str
    label: str
    weight: float
    values: tuple[Value, ...]
    colour: Colour
    shape: str
    spells: tuple[tuple[date, date], ...] = ()
    kind: str | None = None


class Document(NamedTuple):
    """A whole GEXF file: attributes are titles with GEXF types (string, integer, double, boolean).

    Only a dynamic one shows spells.
    """

    description: str
    directed: bool
    dynamic: bool
    changed: date | None
    node_attributes: Mapping[str, str]
    edge_attributes: Mapping[str, str]
    nodes: Iterable[Node]
    edges: Iterable[Edge]


def write_gexf(document: Document, path: Path) -> None:
    """Write the document to `path`, replacing what was there."""
    with replacing(path) as file:
        _write(document, file)


def clean(text: str) -> str:
    """Return text on one line, without characters that XML does not allow or that nobody sees."""
    return " ".join(NOT_XML.sub("", text).split())


def _write(document: Document, file: BinaryIO) -> None:
    def line(text: str) -> None:
        file.write(f"{text}\n".encode())

    changed = f' lastmodifieddate="{document.changed.isoformat()}"' if document.changed else ""
    edge_type = "directed" if document.directed else "undirected"
    line('<?xml version="1.0" encoding="UTF-8"?>')
    line('<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">')
    line(f"<meta{changed}>")
    line("<creator>Aliansi</creator>")
    line(f"<description>{escape(clean(document.description))}</description>")
    line("</meta>")
    mode = 'mode="dynamic" timeformat="date" timerepresentation="interval"' if document.dynamic else 'mode="static"'
    line(f'<graph defaultedgetype="{edge_type}" {mode}>')
    for name, attributes in (("node", document.node_attributes), ("edge", document.edge_attributes)):
        line(f'<attributes class="{name}" mode="static">')
        for number, (title, kind) in enumerate(attributes.items()):
            line(f'<attribute id="{number}" title={quoteattr(title)} type="{kind}"/>')
        line("</attributes>")
    line("<nodes>")
    for node in document.nodes:
        line(_node(node))
    line("</nodes>")
    line("<edges>")
    for part in _batch(document.edges):
        line("\n".join(_edge(edge if document.dynamic else edge._replace(spells=())) for edge in part))
    line("</edges>")
    line("</graph>")
    line("</gexf>")


def _batch(edges: Iterable[Edge]) -> Iterator[list[Edge]]:
    """Yield the edges in lists, so that a million of them are not as many writes."""
    waiting = iter(edges)
    while part := list(islice(waiting, BATCH)):
        yield part


def _node(node: Node) -> str:
    x, y = (round(part * SCALE, 1) for part in node.place)
    return (
        f"<node id={_quote(node.id)} label={_quote(node.label)}>{_values(node.values)}{_colour(node.colour)}"
        f'<viz:position x="{x}" y="{y}" z="0.0"/><viz:size value="{node.size}"/></node>'
    )


def _edge(edge: Edge) -> str:
    kind = f" kind={_quote(edge.kind)}" if edge.kind is not None else ""
    time, spells = "", ""
    if len(edge.spells) == 1:
        time = f' start="{edge.spells[0][0]}" end="{edge.spells[0][1]}"'
    elif edge.spells:
        within = "".join(f'<spell start="{since}" end="{until}"/>' for since, until in edge.spells)
        spells = f"<spells>{within}</spells>"
    return (
        f"<edge id={_quote_text(edge.id)} source={_quote(edge.source)} target={_quote(edge.target)} "
        f'label={_quote(edge.label)} weight="{edge.weight}"{kind}{time}>{_values(edge.values)}{spells}'
        f'{_colour(edge.colour)}<viz:shape value="{edge.shape}"/></edge>'
    )


def _values(values: tuple[Value, ...]) -> str:
    cells = [
        f"{opening}{_quote(value)}/>" for opening, value in zip(OPENINGS, values, strict=False) if value is not None
    ]
    return f"<attvalues>{''.join(cells)}</attvalues>"


def _quote(value: Value) -> str:
    if isinstance(value, str):
        return _quote_short(value) if len(value) <= SHORT else _quote_text(value)
    if isinstance(value, bool):
        return '"true"' if value else '"false"'
    return f'"{value}"'


def _quote_text(text: str) -> str:
    return f'"{text}"' if PLAIN.fullmatch(text) else quoteattr(clean(text))


_quote_short = lru_cache(maxsize=50_000)(_quote_text)
"""Codes and names come again and again, sentences and ids do not."""


@lru_cache
def _colour(colour: Colour) -> str:
    red, green, blue = colour
    return f'<viz:color r="{red}" g="{green}" b="{blue}"/>'
