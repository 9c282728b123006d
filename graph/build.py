"""Events in, one directed multigraph out: actors are nodes, every event is an edge that carries itself.

Nothing is summed up here, so that every later figure and file can lead back to the events it rests on.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from types import MappingProxyType

import networkx as nx

from ontology import Actor, Event
from ontology.codes import cameo_actor

UNKNOWN_KIND = "unknown"
NO_NAMES: Mapping[str, str] = MappingProxyType({})


def build_graph(
    events: Iterable[Event], actors: Mapping[str, Actor], *, names: Mapping[str, str] = NO_NAMES
) -> nx.MultiDiGraph:
    """Return the graph of the events: node = actor id (label, kind), edge key = event id.

    Labels are `names`, else those of `actors`.

    An edge holds its `event`, and as `cameo` the CAMEO codes of doer and target, None where there is none.

    Left out, and counted in `graph.graph["left_out"]`: events with a side that resolves to nobody (`unresolved`) and
    events of an actor with itself (`same_side`). An id that `actors` lacks keeps itself as label and the kind
    `unknown`. The order of the events does not matter.
    """
    left_out = {"unresolved": 0, "same_side": 0}
    kept: dict[str, Event] = {}
    for event in events:
        if event.actor.actor is None or event.target.actor is None:
            left_out["unresolved"] += 1
        elif event.actor.actor == event.target.actor:
            left_out["same_side"] += 1
        else:
            kept[event.id] = event
    graph = nx.MultiDiGraph(left_out=left_out)
    add_actors(graph, {side for event in kept.values() for side in _sides(event)}, actors, names=names)
    for event in sorted(kept.values(), key=_in_order):
        graph.add_edge(
            event.actor.actor, event.target.actor, key=event.id, event=event,
            cameo=tuple(cameo_actor(side.actor, side.role, actors) for side in (event.actor, event.target)),
        )  # fmt: skip
    return graph


def add_actors(
    graph: nx.MultiDiGraph, ids: Iterable[str], actors: Mapping[str, Actor], *, names: Mapping[str, str] = NO_NAMES
) -> None:
    """Add a node for each of these ids that the graph lacks."""
    for name in sorted(set(ids).difference(graph)):
        known = actors.get(name)
        label = names.get(name) or (known.name if known else name)
        graph.add_node(name, label=label, kind=known.kind if known else UNKNOWN_KIND)


def list_events(graph: nx.MultiDiGraph) -> list[Event]:
    """Return the events of a graph by day and id."""
    return sorted((event for _, _, event in graph.edges(data="event")), key=_in_order)


def _sides(event: Event) -> Iterator[str]:
    for mention in (event.actor, event.target):
        if mention.actor is not None:
            yield mention.actor


def _in_order(event: Event) -> tuple[date, str]:
    """Return the key that sorts events by day and id, those without a day last."""
    return event.day or date.max, event.id
