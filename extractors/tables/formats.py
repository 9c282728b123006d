"""What the tables of other coders look like, and how their rows become reports in our codes.

Every format is an entry of FORMATS. Sides become states and organisations by their codes or names; acts become PLOVER
types by the CAMEO root. CAMEO 01 (statements) is no act in PLOVER and is left out.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from ontology import Quad, Report, Status, Vocabulary, content_hash
from ontology.layouts import GDELT

Row = Mapping[str, str]


class LeftOutError(ValueError):
    """A row that becomes no report: a short code, and what was wrong."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(detail)
        self.reason, self.detail = reason, detail


class Format(NamedTuple):
    """A kind of table: `columns` where the file has no header line, `needed` those that are read."""

    name: str
    delimiter: str
    quoted: bool
    columns: tuple[str, ...]
    needed: tuple[str, ...]
    read: Callable[[Row, Vocabulary], Iterator[Report]]


CAMEO_STATES = {"ROM": "ROU", "TMP": "TLS", "ZAR": "COD", "MTN": "MNE", "KSV": "XKX", "WSB": "PSE", "GZS": "PSE"}
"""Country codes of CAMEO that are not those of ISO 3166."""
CAMEO_GROUPS = {"UNO": "UN", "NAT": "NATO", "EEC": "EU", "ASN": "ASEAN", "ARL": "AL", "GCC": "GCC", "OAS": "OAS"}
"""Organisations of CAMEO, by their code without IGO."""
ROOTS = {
    "02": "REQUEST", "03": "AGREE", "04": "CONSULT", "05": "SUPPORT", "06": "COOPERATE", "07": "AID", "08": "CONCEDE",
    "09": "ACCUSE", "10": "REQUEST", "11": "ACCUSE", "12": "REJECT", "13": "THREATEN", "14": "PROTEST",
    "15": "MOBILIZE", "16": "SANCTION", "17": "COERCE", "18": "ASSAULT", "19": "ASSAULT", "20": "ASSAULT",
}  # fmt: skip
RETREATS = ("0831", "0832", "0841", "0842", "085", "086", "087")
"""CAMEO codes of root 08 that are RETREAT in PLOVER."""
STATEMENT = "01"


def _read_gdelt(row: Row, vocabulary: Vocabulary) -> Iterator[Report]:
    sides = [_read_cameo_side(row[f"Actor{n}CountryCode"], row[f"Actor{n}KnownGroupCode"], vocabulary) for n in "12"]
    yield _make_report(
        "gdelt", row["GLOBALEVENTID"], sides, _read_cameo(row["EventCode"]), _read_date(row["SQLDATE"]), vocabulary,
        publisher=row["SOURCEURL"].split("/")[2] if row["SOURCEURL"].count("/") > 1 else "GDELT",
    )  # fmt: skip


def _read_polecat(row: Row, vocabulary: Vocabulary) -> Iterator[Report]:
    sides = [_read_state(row[f"{side} Country"], vocabulary) for side in ("Actor", "Recipient")]
    plover = row["Event Type"].upper()
    if plover not in vocabulary.types:
        raise LeftOutError("type", f"Event Type {row['Event Type']!r} is no PLOVER type")
    mode = row["Event Mode"].lower() or None
    yield _make_report(
        "polecat", row["Event ID"], sides, plover, _read_date(row["Event Date"]), vocabulary,
        mode=mode if mode in vocabulary.types[plover].modes else None, publisher=row["Source"] or "POLECAT",
    )  # fmt: skip


def _read_icews(row: Row, vocabulary: Vocabulary) -> Iterator[Report]:
    sides = [_read_state(row[f"{side} Country"], vocabulary) for side in ("Source", "Target")]
    yield _make_report(
        "icews", row["Event ID"], sides, _read_cameo(row["CAMEO Code"]), _read_date(row["Event Date"]), vocabulary,
        publisher=row["Publisher"] or "ICEWS",
    )  # fmt: skip


def _read_dyad_year(row: Row, vocabulary: Vocabulary) -> Iterator[Report]:
    sides = [_read_state(row[side], vocabulary) for side in ("actor", "target")]
    if not row["year"].isdigit() or not 1000 <= int(row["year"]) <= 9999:
        raise LeftOutError("date", f"{row['year']!r} is no year")
    day = date(int(row["year"]), 7, 1)
    for quad in Quad:
        count = row[quad.value]
        if not count.isdigit():
            raise LeftOutError("count", f"{quad.value} is {count!r}, no whole number from 0 on")
        if int(count):
            key = content_hash("dyad-years", *sides, day.year, quad.value)
            yield Report(
                id=key, actor=_of_day(sides[0], day, vocabulary), actor_entity=sides[0],
                target=_of_day(sides[1], day, vocabulary), target_entity=sides[1], plover=None, mode=None,
                quad=quad.value, status=Status.ACTUAL.value, mutual=False, day=day, publisher="dyad-years", wording=key,
                number=int(count),
            )  # fmt: skip


def _make_report(
    origin: str, key: str, sides: list[str], plover: str, day: date, vocabulary: Vocabulary, *, publisher: str,
    mode: str | None = None,
) -> Report:  # fmt: skip
    if sides[0] == sides[1]:
        raise LeftOutError("same-side", f"both sides are {sides[0]}")
    kind = vocabulary.types[plover]
    number = content_hash(origin, key)
    return Report(
        id=number, actor=_of_day(sides[0], day, vocabulary), actor_entity=sides[0],
        target=_of_day(sides[1], day, vocabulary), target_entity=sides[1], plover=plover, mode=mode,
        quad=kind.quad.value, status=Status.ACTUAL.value, mutual=kind.mutual, day=day, publisher=publisher,
        wording=number, weight=abs(kind.score),
    )  # fmt: skip


def _of_day(actor: str, day: date, vocabulary: Vocabulary) -> str:
    return vocabulary.stands_for(actor, day)


def _read_cameo(code: str) -> str:
    if code.startswith(STATEMENT):
        raise LeftOutError("statement", f"CAMEO {code}: a statement is no act")
    if code.startswith(RETREATS):
        return "RETREAT"
    if code[:2] not in ROOTS:
        raise LeftOutError("type", f"{code!r} is no CAMEO code")
    return ROOTS[code[:2]]


def _read_cameo_side(country: str, group: str, vocabulary: Vocabulary) -> str:
    if not country and not group:
        raise LeftOutError("no-side", "actor or target has neither country nor known group")
    code = CAMEO_STATES.get(country, country) or CAMEO_GROUPS.get(group.removeprefix("IGO"), group)
    if code not in vocabulary.actors:
        raise LeftOutError("unknown-actor", f"{country or group!r} is no actor known here")
    return code


def _read_state(text: str, vocabulary: Vocabulary) -> str:
    """Return the state with this code, or this English name as ICEWS writes it."""
    if not text:
        raise LeftOutError("no-side", "actor or target is empty")
    code = CAMEO_STATES.get(text.upper(), text.upper())
    if code in vocabulary.actors:
        return code
    found = _state_names().get(" ".join(text.casefold().split()))
    if found is None:
        raise LeftOutError("unknown-actor", f"{text!r} is no state known here")
    return found


@lru_cache(maxsize=1)
def _state_names() -> Mapping[str, str]:
    from extractors.languages import load_pack

    pack = load_pack("en")
    return {name.text.casefold(): name.actor for name in pack.names if name.kind in ("name", "abbreviation")}


def _read_date(text: str) -> date:
    digits = text.replace("-", "")
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError as error:
        raise LeftOutError("date", f"{text!r} is no day (2024-06-19 or 20240619)") from error


POLECAT_NEEDED = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Actor Country", "Recipient Country", "Source",
)  # fmt: skip
ICEWS_NEEDED = ("Event ID", "Event Date", "Source Country", "CAMEO Code", "Target Country", "Publisher")
DYAD_NEEDED = ("actor", "target", "year", *(quad.value for quad in Quad))
FORMATS: Mapping[str, Format] = {
    "gdelt": Format("gdelt", "\t", False, GDELT, GDELT, _read_gdelt),
    "polecat": Format("polecat", "\t", False, (), POLECAT_NEEDED, _read_polecat),
    "icews": Format("icews", "\t", False, (), ICEWS_NEEDED, _read_icews),
    "dyad-years": Format("dyad-years", ",", True, (), DYAD_NEEDED, _read_dyad_year),
}
