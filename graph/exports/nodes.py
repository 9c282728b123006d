"""Graph and ties in, the GEXF nodes of its actors out: the same in the file of ties and the file of events."""

from collections.abc import Iterator, Sequence

import networkx as nx

from graph.exports.gexf import Node
from graph.exports.style import actor_colour, actor_size
from graph.layout import place_actors, weigh_actors
from graph.ties import Tie

NODE_ATTRIBUTES = {"kind": "string", "ties": "integer", "events": "integer", "strength": "double"}


def list_nodes(graph: nx.MultiDiGraph, ties: Sequence[Tie]) -> Iterator[Node]:
    """Yield a node for each actor by id: its kind, ties, events of any status, and the strength of its ties."""
    weights = weigh_actors(graph, ties)
    places = place_actors(weights, ties)
    greatest = max(weights.values(), default=0.0)
    partners = dict.fromkeys(graph, 0)
    for tie in ties:
        partners[tie.a] += 1
        partners[tie.b] += 1
    for name in sorted(graph):
        about = graph.nodes[name]
        yield Node(
            id=name,
            label=about["label"],
            values=(about["kind"], partners[name], graph.degree(name), round(weights[name], 6)),
            colour=actor_colour(about["kind"]),
            size=actor_size(weights[name], greatest=greatest),
            place=places[name],
        )
