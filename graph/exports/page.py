r"""Atlas in, one HTML page out that works without network: the map, its ties, their measures and their sentences.

The page is `graph/viewer/template.html` with its style, its program and the data in it. What comes from the web stands
in a block of JSON, which no sentence can end ("<" is written as \u003c), and the page's own policy forbids it to load
anything.
"""

import html
import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

from graph.atlas import Atlas
from graph.exports.export import iso, replacing
from graph.exports.labels import name_shortly
from graph.exports.nodes import list_nodes
from graph.exports.style import actor_colour, family_of, lean_of
from graph.sums import COOPERATION
from graph.ties import Tie
from ontology import Event, Status

MOST_TIES = 5000
SENTENCES = 25
"""Sentences shown for a tie: those that tell most, then the latest."""
FIGURES = (
    "n", "reports", "publishers", "closeness", "closeness_low", "closeness_high", "alignment", "valence", "valence_low",
    "valence_high", "hostility", "index",
)  # fmt: skip
TITLES = {"en": "Who stands with whom", "id": "Siapa bersama siapa"}
NOTES = {
    "en": "What the news report of behaviour, no claim of alliance by treaty.",
    "id": "Perilaku seperti diberitakan, bukan pernyataan adanya aliansi menurut perjanjian.",
}
PLACEHOLDER = re.compile(r"\{\{(TITLE|CSS|DATA|JS)\}\}")
Json = dict[str, Any]


def write(atlas: Atlas, path: Path) -> None:
    """Write the page to `path`: all actors, and the up to 5,000 ties with the most acts."""
    with replacing(path) as file:
        file.write(assemble(collect_data(atlas)).encode("utf-8", "replace"))


def assemble(data: Json) -> str:
    """Return the page of some data; each placeholder is filled once, so that no filling is filled itself."""
    folder = files("graph") / "viewer"
    parts = {
        "TITLE": html.escape(data["title"]),
        "CSS": (folder / "viewer.css").read_text(encoding="utf-8"),
        "DATA": json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=True).replace("<", "\\u003c"),
        "JS": (folder / "viewer.js").read_text(encoding="utf-8"),
    }
    template = (folder / "template.html").read_text(encoding="utf-8")
    return PLACEHOLDER.sub(lambda found: parts[found[1]], template)


def collect_data(atlas: Atlas) -> Json:
    """Return what the page shows, as JSON has it; actors of a tie are places in the list of actors."""
    ties = atlas.ties[:MOST_TIES]
    actors = [
        {
            "id": node.id, "label": name_shortly(node.label, node.id), "family": family_of(kind := str(node.values[0])),
            "colour": "#{:02x}{:02x}{:02x}".format(*actor_colour(kind)), "size": node.size, "x": node.place[0],
            "y": node.place[1], "bloc": atlas.blocs.bloc_of(node.id),
        }
        for node in list_nodes(atlas)
    ]  # fmt: skip
    place = {str(actor["id"]): number for number, actor in enumerate(actors)}
    months, types, publishers = _count(atlas)
    events: dict[tuple[str, str], list[Event]] = defaultdict(list)
    for event in atlas.events.values():
        one, other = sorted((str(event.actor.actor), str(event.target.actor)))
        events[one, other].append(event)
    note = NOTES.get(atlas.language, NOTES["en"])
    if len(ties) < len(atlas.ties):
        note += f" {len(ties)}/{len(atlas.ties)}"
    return {
        "title": TITLES.get(atlas.language, TITLES["en"]),
        "language": atlas.language,
        "first": iso(atlas.first),
        "last": iso(atlas.last),
        "note": note,
        "actors": actors,
        "ties": [
            {
                "actor": place[tie.actor], "target": place[tie.target], "label": tie.label.value, "lean": lean_of(tie),
                **{name: getattr(tie, name) for name in FIGURES},
                "treaties": [
                    f"{bond.name} ({bond.since.year})" if bond.since else bond.name for bond in atlas.treaties(tie)
                ],
                "types": types.get((tie.actor, tie.target), {}),
                "timeline": months.get((tie.actor, tie.target), []),
                "evidence": list(_list_evidence(tie, events[tie.actor, tie.target], place, publishers)),
            }
            for tie in ties
        ],
    }  # fmt: skip


def _count(
    atlas: Atlas,
) -> tuple[dict[tuple[str, str], list[list[Any]]], dict[tuple[str, str], dict[str, int]], dict[str, int]]:
    """Return by pair the acts by month and by type, and by report the publishers of its act."""
    import polars as pl

    actual = atlas.acts.filter(pl.col("status") == Status.ACTUAL.value)
    friendly = pl.col("quad").is_in([quad.value for quad in COOPERATION])
    by_month = (
        actual.filter(pl.col("day").is_not_null())
        .group_by("a", "b", month=pl.col("day").dt.strftime("%Y-%m"))
        .agg(pl.col("count").filter(friendly).sum().alias("good"), pl.col("count").filter(~friendly).sum().alias("bad"))
        .sort("a", "b", "month")
    )
    by_type = actual.group_by("a", "b", pl.col("plover").fill_null(pl.col("quad"))).agg(pl.col("count").sum())
    months: dict[tuple[str, str], list[list[Any]]] = defaultdict(list)
    for a, b, *counts in by_month.iter_rows():
        months[a, b].append(counts)
    types: dict[tuple[str, str], dict[str, int]] = defaultdict(dict)
    for a, b, plover, count in by_type.sort("a", "b", "plover").iter_rows():
        types[a, b][plover] = count
    told = atlas.acts.select("ids", number=pl.col("publishers").list.len()).explode("ids")
    return months, types, dict(told.iter_rows())


def _list_evidence(
    tie: Tie, events: list[Event], place: Mapping[str, int], publishers: Mapping[str, int]
) -> Iterator[Json]:
    best = [event for key in tie.evidence for event in events if event.id == key]
    latest = [event for event in reversed(events) if event.id not in tie.evidence]
    for event in [*best, *latest][:SENTENCES]:
        start = event.sentence_start
        spans = [
            [part.start - start, part.end - start]
            for part in (event.actor, event.action, event.target)
            if start <= part.start and part.end <= event.sentence_end
        ]
        yield {
            "day": iso(event.day), "actor": place[str(event.actor.actor)], "target": place[str(event.target.actor)],
            "type": event.action.plover, "mode": event.action.mode, "status": event.status.value,
            "sentence": event.sentence, "url": event.url, "source": event.source,
            "publishers": publishers.get(event.id, 1), "spans": spans if len(spans) == 3 else None,
        }  # fmt: skip
