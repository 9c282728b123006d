"""Graph in, GEXF of its events out: one directed edge an event, with its codes, its sentence and its address.

Parallel edges have a GEXF `kind` (the PLOVER type); Gephi merges those of one kind unless its import dialog is told
not to.
"""

from pathlib import Path

import networkx as nx

from graph.build import list_events
from graph.exports.gexf import Document, Edge, write_gexf
from graph.exports.nodes import NODE_ATTRIBUTES, list_nodes
from graph.exports.style import LEAN_COLOURS
from graph.ties import COOPERATION, find_ties, weigh
from ontology import Event, Geolocation, Status

EDGE_ATTRIBUTES = {
    "plover": "string",
    "mode": "string",
    "cameo": "string",
    "quad": "string",
    "goldstein": "double",
    "status": "string",
    "mutual": "boolean",
    "day": "string",
    "date_text": "string",
    "actor_text": "string",
    "actor_sector": "string",
    "actor_cameo": "string",
    "action_text": "string",
    "target_text": "string",
    "target_sector": "string",
    "target_cameo": "string",
    "speaker": "string",
    "quantity": "string",
    "location": "string",
    "country": "string",
    "latitude": "double",
    "longitude": "double",
    "confidence": "double",
    "sentence": "string",
    "url": "string",
    "news_source": "string",
}


def write(graph: nx.MultiDiGraph, path: Path) -> None:
    """Write the events of the graph as GEXF 1.3 to `path`."""
    events = list_events(graph)
    document = Document(
        description="Who did what to whom as reported in the news: one edge for each event, with its sentence",
        directed=True,
        changed=max((day for event in events if (day := event.day)), default=None),
        node_attributes=NODE_ATTRIBUTES,
        edge_attributes=EDGE_ATTRIBUTES,
        nodes=list_nodes(graph, find_ties(graph)),
        edges=(_edge(event, graph) for event in events),
    )
    write_gexf(document, path)


def _edge(event: Event, graph: nx.MultiDiGraph) -> Edge:
    day, action, place = event.day, event.action, event.geolocation or Geolocation()
    codes = graph.edges[event.actor.actor, event.target.actor, event.id]["cameo"]
    values = (
        action.plover, action.mode, action.cameo, action.quad.value, action.goldstein, event.status.value,
        event.mutual, day.isoformat() if day else None, event.date_text, event.actor.text,
        event.actor.role, codes[0], action.text, event.target.text, event.target.role, codes[1], event.speaker,
        event.quantity, event.location, place.country, place.latitude, place.longitude, event.confidence,
        event.sentence, event.url, event.source,
    )  # fmt: skip
    return Edge(
        id=event.id,
        source=str(event.actor.actor),
        target=str(event.target.actor),
        label=f"{action.plover}/{action.mode}" if action.mode else action.plover,
        weight=round(weigh(event), 6),
        values=values,
        colour=LEAN_COLOURS["cooperation" if action.quad in COOPERATION else "conflict"],
        shape="solid" if event.status is Status.ACTUAL else "dotted",
        first=day,
        last=day,
        kind=action.plover,
    )
