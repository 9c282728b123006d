"""Atlas in, GraphML of its ties out, for yEd, igraph and whatever else reads no GEXF."""

from pathlib import Path

import networkx as nx

from graph.atlas import Atlas
from graph.exports.export import replacing
from graph.exports.gexf import clean
from graph.exports.nodes import NODE_ATTRIBUTES, list_nodes
from graph.exports.ties import FIGURES


def write(atlas: Atlas, path: Path) -> None:
    """Write the ties as GraphML to `path`."""
    network = nx.Graph()
    for node in list_nodes(atlas):
        values = dict(zip(NODE_ATTRIBUTES, node.values, strict=True))
        known = {name: value for name, value in values.items() if value is not None}
        network.add_node(clean(node.id), label=clean(node.label), x=node.place[0], y=node.place[1], **known)
    for tie in atlas.ties:
        figures = {name: value for name in FIGURES if (value := getattr(tie, name)) is not None}
        treaties = clean("; ".join(bond.name for bond in atlas.treaties(tie)))
        network.add_edge(
            clean(tie.actor), clean(tie.target), weight=tie.strength, tie=tie.label.value, treaties=treaties, **figures
        )
    with replacing(path) as file:
        nx.write_graphml_xml(network, file, named_key_ids=True)
