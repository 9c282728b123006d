"""Graph in, CSV of its events out (RFC 4180, UTF-8): each row one event with its sentence and its address.

Texts come from the news and end in spreadsheets, which run a cell that begins like a formula. A text that begins,
after white space, with one of = + - @ or their full-width forms therefore gets an apostrophe in front; numbers and
dates, which the program wrote itself, do not.
"""

import csv
import io
import re
from pathlib import Path

import networkx as nx

from graph.build import list_events
from graph.exports.export import replacing
from ontology import Event, Geolocation

FORMULA = re.compile(r"\s*[=+\-@\uff1d\uff0b\uff0d\uff20]")
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
COLUMNS = (
    "event", "day", "actor", "actor_name", "target", "target_name", "plover", "mode", "cameo", "quad", "goldstein",
    "status", "mutual", "confidence", "actor_text", "actor_sector", "actor_cameo", "action_text", "target_text",
    "target_sector", "target_cameo", "speaker", "quantity", "date_text", "location", "country",
    "latitude", "longitude", "sentence", "url", "source",
    "published", "language", "frame", "rule", "article", "sentence_start", "sentence_end",
)  # fmt: skip


def write(graph: nx.MultiDiGraph, path: Path) -> None:
    """Write the events of the graph, by day and id, as CSV to `path`."""
    with replacing(path) as file, io.TextIOWrapper(file, encoding="utf-8", newline="") as text:
        writer = csv.writer(text, dialect="excel")
        writer.writerow(COLUMNS)
        writer.writerows(_row(event, graph) for event in list_events(graph))


def guard(text: str | None) -> str:
    """Return text that no spreadsheet runs, without control characters other than tab and line breaks."""
    safe = CONTROL.sub("", text or "")
    return f"'{safe}" if FORMULA.match(safe) else safe


def _number(value: float | None) -> str | float:
    return "" if value is None else value


def _row(event: Event, graph: nx.MultiDiGraph) -> list[str | int | float]:
    day, action, place = event.day, event.action, event.geolocation or Geolocation()
    actor, target = event.actor.actor, event.target.actor
    codes = graph.edges[actor, target, event.id]["cameo"]
    return [
        event.id, day.isoformat() if day else "", guard(actor), guard(graph.nodes[actor]["label"]), guard(target),
        guard(graph.nodes[target]["label"]), guard(action.plover), guard(action.mode), action.cameo,
        action.quad.value, action.goldstein, event.status.value, str(event.mutual).lower(), event.confidence,
        guard(event.actor.text), guard(event.actor.role), guard(codes[0]), guard(action.text),
        guard(event.target.text), guard(event.target.role), guard(codes[1]), guard(event.speaker),
        guard(event.quantity), guard(event.date_text), guard(event.location),
        guard(place.country), _number(place.latitude), _number(place.longitude), guard(event.sentence),
        guard(event.url), guard(event.source), event.published.isoformat() if event.published else "",
        guard(event.language), guard(event.frame), guard(event.rule), guard(event.article), event.sentence_start,
        event.sentence_end,
    ]  # fmt: skip
