"""DRAW: events in, the network of actors, its ties and the files that show them out."""

from graph.build import build_graph
from graph.exports import EXPORTS, Export
from graph.ties import Tie, TieLabel, find_ties

__all__ = ["EXPORTS", "Export", "Tie", "TieLabel", "build_graph", "find_ties"]
