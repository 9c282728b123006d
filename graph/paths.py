"""Ties in, the strongest chain of cooperation between two actors out."""

from collections.abc import Iterable
from itertools import pairwise
from math import log1p

import networkx as nx

from graph.ties import Tie


def find_path(ties: Iterable[Tie], start: str, end: str) -> list[Tie]:
    """Return the ties of the chain that costs least, in order; empty where no chain leads from start to end.

    A step costs 1 / log1p(acts of cooperation x valence): few strong steps beat many, and a pair that mostly quarrels
    makes a poor bridge.
    """
    network = nx.Graph()
    for tie in ties:
        if tie.cooperation:
            network.add_edge(tie.actor, tie.target, tie=tie, cost=1 / log1p(tie.cooperation * tie.valence))
    if start not in network or end not in network or not nx.has_path(network, start, end):
        return []
    nodes = nx.shortest_path(network, start, end, weight="cost")
    return [network.edges[one, other]["tie"] for one, other in pairwise(nodes)]
