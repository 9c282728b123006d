"""DRAW: events in, the network of actors, its ties and the files that show them out."""

from graph.acts import find_acts
from graph.atlas import Atlas, build_atlas
from graph.blocs import Balance, Blocs, find_blocs, weigh_balance
from graph.build import build_graph
from graph.changes import Change, find_changes
from graph.exports import EXPORTS, Export, replacing
from graph.paths import find_path
from graph.sums import WHOLE, Window, select_acts
from graph.ties import Tie, TieLabel, find_ties

__all__ = [
    "EXPORTS", "WHOLE", "Atlas", "Balance", "Blocs", "Change", "Export", "Tie", "TieLabel", "Window", "build_atlas",
    "build_graph", "find_acts", "find_blocs", "find_changes", "find_path", "find_ties", "replacing", "select_acts",
    "weigh_balance",
]  # fmt: skip
