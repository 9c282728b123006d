"""Graph in, GEXF of its ties out: one undirected edge a pair, with its sums and its best evidence.

The weight is the strength and always positive (Gephi's layouts run away on negative ones); which way a tie leans is
in `sign`, `balance` and the colour, whether it is sparse in `tie`.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

import networkx as nx

from graph.build import list_events
from graph.exports.gexf import Document, Edge, write_gexf
from graph.exports.nodes import NODE_ATTRIBUTES, list_nodes
from graph.exports.style import SHAPES, lean_of, tie_colour
from graph.ties import Tie, find_ties

SIGNS = {"cooperation": 1, "conflict": -1}
EDGE_ATTRIBUTES = {
    "tie": "string",
    "sign": "integer",
    "events": "integer",
    "not_actual": "integer",
    "verbal_cooperation": "integer",
    "material_cooperation": "integer",
    "verbal_conflict": "integer",
    "material_conflict": "integer",
    "cooperation": "double",
    "conflict": "double",
    "balance": "double",
    "goldstein": "double",
    "first": "string",
    "last": "string",
    "evidence": "string",
    "evidence_url": "string",
    "evidence_event": "string",
}


def write(graph: nx.MultiDiGraph, path: Path) -> None:
    """Write the ties of the graph as GEXF 1.3 to `path`."""
    ties = find_ties(graph)
    days = [day for event in list_events(graph) if (day := event.day)]
    document = Document(
        description="Ties between actors as reported in the news: sums of events, no claim of alliance or rivalry",
        directed=False,
        changed=max(days, default=None),
        node_attributes=NODE_ATTRIBUTES,
        edge_attributes=EDGE_ATTRIBUTES,
        nodes=list_nodes(graph, ties),
        edges=_list_edges(ties),
    )
    write_gexf(document, path)


def _list_edges(ties: Sequence[Tie]) -> Iterator[Edge]:
    for tie in ties:
        best, lean = tie.evidence[0], lean_of(tie)
        first, last = (day.isoformat() if day else None for day in (tie.first, tie.last))
        values = (
            tie.label.value, SIGNS.get(lean, 0), tie.events, tie.not_actual,
            tie.verbal_cooperation, tie.material_cooperation, tie.verbal_conflict, tie.material_conflict,
            tie.cooperation, tie.conflict, tie.balance, tie.goldstein, first, last, best.sentence, best.url, best.id,
        )  # fmt: skip
        yield Edge(
            id=f"{tie.a}--{tie.b}",
            source=tie.a,
            target=tie.b,
            label=f"{tie.label.value}, {tie.events} {'event' if tie.events == 1 else 'events'}",
            weight=tie.strength,
            values=values,
            colour=tie_colour(tie),
            shape=SHAPES[lean],
            first=tie.first,
            last=tie.last,
        )
