"""Everything that is drawn, in three layers that are never collapsed: events, ties, and formal bonds.

In: events with their sentences, reports of tables made elsewhere, the vocabulary. Out: one Atlas, from which every
export writes its file. Behaviour makes ties; only a treaty, or a signing that the news report, makes a bond.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

import networkx as nx

from graph.acts import find_acts
from graph.blocs import Blocs, find_blocs
from graph.build import NO_NAMES, add_actors, build_graph, list_events
from graph.sums import WHOLE, Window
from graph.ties import Tie, find_ties
from ontology import Bond, Event, Report, Status, Vocabulary, list_bonds, read_report
from ontology.reports import NO_STORIES
from ontology.rosters import Span

if TYPE_CHECKING:
    from polars import DataFrame


SIGNED = "057"
"""CAMEO: sign a formal agreement."""


class Atlas(NamedTuple):
    """The map of who stands with whom; `bonds` are by pair of ids, the lesser first."""

    graph: nx.MultiDiGraph
    events: Mapping[str, Event]
    acts: "DataFrame"
    ties: tuple[Tie, ...]
    blocs: Blocs
    bonds: Mapping[tuple[str, str], tuple[Bond, ...]]
    memberships: tuple[Span, ...]
    window: Window
    language: str
    first: date | None
    """The first day of an actual act."""
    last: date | None

    def label(self, actor: str) -> str:
        """Return what an actor is called."""
        return str(self.graph.nodes[actor]["label"])

    def evidence(self, tie: Tie) -> list[Event]:
        """Return the events of a tie that tell most, the best first; none where it rests on tables of others."""
        return [self.events[key] for key in tie.evidence if key in self.events]

    def signings(self) -> list[Event]:
        """Return the actual events in which an agreement is signed, by day: formal acts, as the news report them."""
        return [
            event
            for event in self.events.values()
            if event.action.cameo.startswith(SIGNED) and event.status is Status.ACTUAL
        ]

    def treaties(self, tie: Tie) -> list[Bond]:
        """Return the treaties that bind a pair on some day of the window."""
        since, until = self.window.since or self.first, self.window.until or self.last
        return [
            bond
            for bond in self.bonds.get((tie.actor, tie.target), ())
            if (bond.since is None or until is None or bond.since <= until)
            and (bond.until is None or since is None or bond.until >= since)
        ]


def build_atlas(
    events: Iterable[Event], vocabulary: Vocabulary, *, reports: Iterable[Report] = (), window: Window = WHOLE,
    names: Mapping[str, str] = NO_NAMES, language: str = "en", stories: Mapping[str, str] = NO_STORIES,
) -> Atlas:  # fmt: skip
    """Return the atlas of events, and of `reports` of events that were read elsewhere.

    `names` is what actors are called where it is not what the vocabulary calls them (in another language), `stories`
    the story of an article by its id (see `ontology.read_report`).
    """
    graph = build_graph(filter(window.holds, events), vocabulary.actors, names=names)
    drawn = {event.id: event for event in list_events(graph)}
    acts = find_acts(chain((read_report(event, stories) for event in drawn.values()), reports))
    ties = tuple(find_ties(acts, window=window))
    add_actors(graph, {side for tie in ties for side in (tie.actor, tie.target)}, vocabulary.actors, names=names)
    first = min((tie.first for tie in ties if tie.first), default=None)
    last = max((tie.last for tie in ties if tie.last), default=None)
    bonds = list_bonds(vocabulary.treaties)
    spans = (span for body in sorted(vocabulary.memberships) for span in vocabulary.memberships[body])
    members = tuple(span for span in spans if span.actor in graph and span.other in graph)
    return Atlas(graph, drawn, acts, ties, find_blocs(ties), bonds, members, window, language, first, last)
