"""Atlas in, CSV of its events out (RFC 4180, UTF-8): each row one event with its sentence and its address.

Texts come from the news and end in spreadsheets, which run a cell that begins like a formula. A text that begins,
after white space, with one of = + - @ or their full-width forms therefore gets an apostrophe in front; numbers and
dates, which the program wrote itself, do not.
"""

import csv
import io
import re
from datetime import date, datetime
from pathlib import Path

from graph.atlas import Atlas
from graph.exports.export import replacing
from ontology import Event, Geolocation

Cell = str | int | float | date | datetime | None
FORMULA = re.compile(r"\s*[=+\-@\uff1d\uff0b\uff0d\uff20]")
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
COLUMNS = (
    "event", "day", "actor", "actor_name", "target", "target_name", "plover", "mode", "cameo", "quad", "goldstein",
    "status", "mutual", "confidence", "actor_text", "actor_sector", "actor_cameo", "action_text", "target_text",
    "target_sector", "target_cameo", "speaker", "quantity", "date_text", "location", "country",
    "latitude", "longitude", "sentence", "url", "source",
    "published", "language", "frame", "rule", "article", "sentence_start", "sentence_end",
)  # fmt: skip


def write(atlas: Atlas, path: Path) -> None:
    """Write the events, by day and id, as CSV to `path`."""
    with replacing(path) as file, io.TextIOWrapper(file, encoding="utf-8", newline="") as text:
        writer = csv.writer(text, dialect="excel")
        writer.writerow(COLUMNS)
        writer.writerows(map(_format, (list_row(event, atlas) for event in atlas.events.values())))


def guard(text: str | None) -> str:
    """Return text that no spreadsheet runs, without control characters other than tab and line breaks."""
    safe = CONTROL.sub("", text or "")
    return f"'{safe}" if FORMULA.match(safe) else safe


def list_row(event: Event, atlas: Atlas) -> list[Cell]:
    """Return the values of an event in the order of COLUMNS."""
    action, place = event.action, event.geolocation or Geolocation()
    actor, target = str(event.actor.actor), str(event.target.actor)
    codes = atlas.graph.edges[actor, target, event.id]["cameo"]
    return [
        event.id, event.day, actor, atlas.label(actor), target, atlas.label(target), action.plover, action.mode,
        action.cameo, action.quad.value, action.goldstein, event.status.value, event.mutual, event.confidence,
        event.actor.text, event.actor.role, codes[0], action.text, event.target.text, event.target.role, codes[1],
        event.speaker, event.quantity, event.date_text, event.location, place.country, place.latitude, place.longitude,
        event.sentence, event.url, event.source, event.published, event.language, event.frame, event.rule,
        event.article, event.sentence_start, event.sentence_end,
    ]  # fmt: skip


def _format(row: list[Cell]) -> list[str | int | float]:
    """Return a row as text: texts guarded, days and times in ISO 8601, truth in lower case, nothing for None."""
    return [
        guard(cell) if isinstance(cell, str)
        else str(cell).lower() if isinstance(cell, bool)
        else cell.isoformat() if isinstance(cell, date)
        else "" if cell is None
        else cell
        for cell in row
    ]  # fmt: skip
