"""Nodes and edges in, a GEXF 1.3 file out, written as it comes and valid against the official schema.

NetworkX's own writer is never schema-valid, breaks on control characters and needs the whole document in memory.
Same input, same bytes: no clock, no random id, no set order. What Gephi asks for: a positive static `weight`, no
attribute title that GEXF has itself (`type`, `id` …), intervals and no timestamps.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import BinaryIO, NamedTuple
from xml.sax.saxutils import escape, quoteattr

from graph.exports.export import replacing
from graph.exports.style import Colour
from graph.layout import Place

Value = str | int | float | bool | None
NOT_XML = re.compile("[^\t\n\r -~\u00a0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
PLAIN = re.compile("[!#-%'-;=?-~]+(?: [!#-%'-;=?-~]+)*")  # most values: nothing to clean, nothing to escape
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
    """A tie or an event as GEXF shows it, from its first to its last day."""

    id: str
    source: str
    target: str
    label: str
    weight: float
    values: tuple[Value, ...]
    colour: Colour
    shape: str
    first: date | None
    last: date | None
    kind: str | None = None


class Document(NamedTuple):
    """A whole GEXF file: attributes are titles with GEXF types (string, integer, double, boolean)."""

    description: str
    directed: bool
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
    line(f'<graph defaultedgetype="{edge_type}" mode="dynamic" timeformat="date" timerepresentation="interval">')
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
    for edge in document.edges:
        line(_edge(edge))
    line("</edges>")
    line("</graph>")
    line("</gexf>")


def _node(node: Node) -> str:
    x, y = (round(part * SCALE, 1) for part in node.place)
    return (
        f"<node{_attributes(id=node.id, label=node.label)}>{_values(node.values)}{_colour(node.colour)}"
        f'<viz:position x="{x}" y="{y}" z="0.0"/><viz:size value="{node.size}"/></node>'
    )


def _edge(edge: Edge) -> str:
    first, last = (day.isoformat() if day else None for day in (edge.first, edge.last))
    own = _attributes(
        id=edge.id, source=edge.source, target=edge.target, label=edge.label, weight=edge.weight, kind=edge.kind,
        start=first, end=last,
    )  # fmt: skip
    return f'<edge{own}>{_values(edge.values)}{_colour(edge.colour)}<viz:shape value="{edge.shape}"/></edge>'


def _attributes(**values: Value) -> str:
    return "".join(f" {name}={_quote(value)}" for name, value in values.items() if value is not None)


def _values(values: tuple[Value, ...]) -> str:
    cells = (
        f'<attvalue for="{number}" value={_quote(value)}/>' for number, value in enumerate(values) if value is not None
    )
    return f"<attvalues>{''.join(cells)}</attvalues>"


def _quote(value: Value) -> str:
    if isinstance(value, bool):
        return '"true"' if value else '"false"'
    if not isinstance(value, str) or PLAIN.fullmatch(value):
        return f'"{value}"'
    return quoteattr(clean(value))


def _colour(colour: Colour) -> str:
    red, green, blue = colour
    return f'<viz:color r="{red}" g="{green}" b="{blue}"/>'
