"""Atlas in, its events out in the column layouts of GDELT 2.0 and of PLOVER's POLECAT: tables that scripts know.

Only actual events are written, for these layouts have no status. What a layout has and we have not stays empty: GDELT's
FIPS codes of places, its tone, its ethnic and religious codes.
"""

import csv
import io
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from graph.atlas import Atlas
from graph.exports.evidence import CONTROL
from graph.exports.export import replacing
from ontology import Event, Geolocation, Status, load_vocabulary
from ontology.codes import PREFIXES, STATES
from ontology.layouts import GDELT, POLECAT, QUAD_CLASSES

Row = dict[str, str | int | float | None]


def write_gdelt(atlas: Atlas, path: Path) -> None:
    """Write the actual events as tab-separated lines of GDELT 2.0's 61 columns, without header, to `path`.

    GLOBALEVENTID is the first 15 hexadecimal digits of our id as a number; an event without a day is left out.
    """
    _write(path, GDELT, (_gdelt_row(event, day, atlas) for event, day in _list(atlas)), header=False)


def write_polecat(atlas: Atlas, path: Path) -> None:
    """Write the actual events as tab-separated lines with POLECAT's header to `path`; one without a day is left out."""
    _write(path, POLECAT, (_polecat_row(event, day, atlas) for event, day in _list(atlas)), header=True)


def _list(atlas: Atlas) -> Iterator[tuple[Event, date]]:
    for event in atlas.events.values():
        if event.status is Status.ACTUAL and event.day is not None:
            yield event, event.day


def _gdelt_row(event: Event, day: date, atlas: Atlas) -> Row:
    action, place = event.action, event.geolocation or Geolocation()
    codes = atlas.graph.edges[event.actor.actor, event.target.actor, event.id]["cameo"]
    row: Row = {
        "GLOBALEVENTID": int(event.id[:15], 16), "SQLDATE": f"{day:%Y%m%d}", "MonthYear": f"{day:%Y%m}",
        "Year": f"{day:%Y}", "FractionDate": f"{day.year + day.timetuple().tm_yday / 365:.4f}", "IsRootEvent": 1,
        "EventCode": action.cameo, "EventBaseCode": action.cameo[:3], "EventRootCode": action.cameo[:2],
        "QuadClass": QUAD_CLASSES[action.quad.value], "GoldsteinScale": action.goldstein, "NumMentions": 1,
        "NumSources": 1, "NumArticles": 1, "ActionGeo_FullName": event.location, "ActionGeo_Lat": place.latitude,
        "ActionGeo_Long": place.longitude, "SOURCEURL": event.url,
        "DATEADDED": f"{event.published:%Y%m%d%H%M%S}" if event.published else f"{day:%Y%m%d}000000",
    }  # fmt: skip
    for number, side, code in zip("12", (event.actor, event.target), codes, strict=True):
        kind = str(atlas.graph.nodes[side.actor]["kind"])
        row |= {
            f"Actor{number}Code": code, f"Actor{number}Name": atlas.label(str(side.actor)).upper(),
            f"Actor{number}CountryCode": side.actor if kind in STATES else None,
            f"Actor{number}KnownGroupCode": side.actor if kind in PREFIXES else None,
            f"Actor{number}Type1Code": code[3:6] if code and kind in STATES else None,
        }  # fmt: skip
    return row


def _polecat_row(event: Event, day: date, atlas: Atlas) -> Row:
    action, place = event.action, event.geolocation or Geolocation()
    kind = load_vocabulary().types[action.plover]
    mode = kind.modes.get(action.mode or "")
    row: Row = {
        "Event ID": event.id, "Event Date": day.isoformat(), "Event Type": action.plover, "Event Mode": action.mode,
        "Intensity": mode.score if mode else kind.score, "Quad Code": action.quad.value.replace("_", "-"),
        "Placename": event.location, "Country": place.country, "Latitude": place.latitude, "Longitude": place.longitude,
        "Source": event.source, "Publication Date": event.published.date().isoformat() if event.published else None,
        "Language": event.language, "Version": "Aliansi",
    }  # fmt: skip
    for name, side in (("Actor", event.actor), ("Recipient", event.target)):
        state = str(atlas.graph.nodes[side.actor]["kind"]) in STATES
        row |= {
            f"{name} Name": atlas.label(str(side.actor)), f"{name} Country": side.actor if state else None,
            f"{name} Sectors": side.role, f"{name} Name Raw": side.text,
        }  # fmt: skip
    return row


def _write(path: Path, columns: Sequence[str], rows: Iterator[Row], *, header: bool) -> None:
    with replacing(path) as file, io.TextIOWrapper(file, encoding="utf-8", newline="") as text:
        writer = csv.writer(text, delimiter="\t", quoting=csv.QUOTE_NONE, quotechar=None, lineterminator="\n")
        if header:
            writer.writerow(columns)
        writer.writerows([_flatten(row.get(name)) for name in columns] for row in rows)


def _flatten(value: str | int | float | None) -> str | int | float:
    """Return a cell without tabs, line breaks and control characters, for nothing is quoted in these layouts."""
    if isinstance(value, str):
        return " ".join(CONTROL.sub("", value).split())
    return "" if value is None else value
