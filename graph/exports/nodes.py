"""Atlas in, the GEXF nodes of its actors out: the same in the file of ties and the file of events."""

from collections.abc import Iterator

from graph.atlas import Atlas
from graph.exports.gexf import Node
from graph.exports.style import actor_colour, actor_size
from graph.layout import place_actors, weigh_actors

NODE_ATTRIBUTES = {"kind": "string", "ties": "integer", "acts": "integer", "strength": "double", "bloc": "integer"}


def list_nodes(atlas: Atlas) -> Iterator[Node]:
    """Yield a node for each actor by id: its kind, ties, actual acts, the strength of its ties, and its bloc."""
    weights = weigh_actors(atlas.graph, atlas.ties)
    places = place_actors(weights, atlas.ties)
    greatest = max(weights.values(), default=0.0)
    partners, acts = dict.fromkeys(atlas.graph, 0), dict.fromkeys(atlas.graph, 0)
    for tie in atlas.ties:
        for side in (tie.actor, tie.target):
            partners[side] += 1
            acts[side] += tie.n
    for name in sorted(atlas.graph):
        kind = atlas.graph.nodes[name]["kind"]
        yield Node(
            id=name,
            label=atlas.label(name),
            values=(kind, partners[name], acts[name], round(weights[name], 6), atlas.blocs.bloc_of(name)),
            colour=actor_colour(kind),
            size=actor_size(weights[name], greatest=greatest),
            place=places[name],
        )
