"""Atlas in, GEXF of its events out: one directed edge an event, with its codes, its sentence and its address.

Parallel edges have a GEXF `kind` (the PLOVER type); Gephi merges those of one kind unless its import dialog is told
not to.
"""

from pathlib import Path

from graph.atlas import Atlas
from graph.exports.gexf import Document, Edge, write_gexf
from graph.exports.nodes import NODE_ATTRIBUTES, list_nodes
from graph.exports.style import GREEN, RED
from graph.sums import COOPERATION
from ontology import Event, Geolocation, Status

LEAST_WEIGHT = 0.1
"""Of an act of Goldstein score 0: Gephi asks for positive weights."""
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


def write(atlas: Atlas, path: Path) -> None:
    """Write the events as dynamic GEXF 1.3 to `path`."""
    document = Document(
        description="Who did what to whom as reported in the news: one edge for each event, with its sentence",
        directed=True,
        dynamic=True,
        changed=max((day for event in atlas.events.values() if (day := event.day)), default=None),
        node_attributes=NODE_ATTRIBUTES,
        edge_attributes=EDGE_ATTRIBUTES,
        nodes=list_nodes(atlas),
        edges=(_edge(event, atlas) for event in atlas.events.values()),
    )
    write_gexf(document, path)


def _edge(event: Event, atlas: Atlas) -> Edge:
    day, action, place = event.day, event.action, event.geolocation or Geolocation()
    codes = atlas.graph.edges[event.actor.actor, event.target.actor, event.id]["cameo"]
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
        weight=round(max(abs(event.action.goldstein) / 10, LEAST_WEIGHT), 6),
        values=values,
        colour=GREEN if action.quad in COOPERATION else RED,
        shape="solid" if event.status is Status.ACTUAL else "dotted",
        spells=((day, day),) if day else (),
        kind=action.plover,
    )
