"""Load and validate the tables of this folder: PLOVER types, CAMEO codes, actors and the offices they hold.

In: actions.toml, cameo.csv, actors/*.csv. Out: one frozen Vocabulary. A bad row stops the run with file and line.
"""

from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import NamedTuple

from pydantic import Field, ValidationError

from ontology.records import Action, Actor, Quad, Record, content_hash
from ontology.rosters import Office, Person, Span, read_roster
from ontology.tables import Place, TableError, line_of, read_records, read_toml
from ontology.treaties import Treaty, read_treaties

OWN_CODE = frozenset(["HAMAS", "FATAH", "HEZBOLLAH", "TALIBAN", "ALQAEDA", "IS", "YPG", "DNR", "CRIMEA"])
"""Groups that act under a code of their own; every other group stands for its state (codebook, section 3)."""

HEAD_OF_ORGANISATION = "secretary-general"
BELOW = frozenset(["armed", "party", "igo", "bloc", "historical"])
"""Kinds that stand for their parent, where they have one."""


class Mode(Record):
    """A PLOVER mode: its score and the CAMEO code that stands for it."""

    score: float = Field(ge=-10, le=10)
    cameo: str


class EventType(Record):
    """A PLOVER type: quad class, score (PLOVER manual of February 2024), CAMEO code where no mode says more."""

    quad: Quad
    score: float = Field(ge=-10, le=10)
    cameo: str
    mutual: bool = False
    modes: Mapping[str, Mode] = Field(default_factory=dict)


class Cameo(Record):
    """A CAMEO code with its Goldstein scores: GDELT's scale and the one of ICEWS."""

    code: str = Field(pattern=r"^\d{2,4}$")
    name: str
    goldstein: float | None = Field(ge=-10, le=10)
    goldstein_icews: float | None = Field(ge=-10, le=10)


class Vocabulary(NamedTuple):
    """Everything that codes are checked against; `digest` is that of the tables of actors."""

    types: Mapping[str, EventType]
    cameo: Mapping[str, Cameo]
    actors: Mapping[str, Actor]
    people: Mapping[str, Person]
    offices: Mapping[str, tuple[Office, ...]]
    memberships: Mapping[str, tuple[Span, ...]] = MappingProxyType({})
    sponsors: Mapping[str, tuple[Span, ...]] = MappingProxyType({})
    successors: Mapping[str, tuple[Span, ...]] = MappingProxyType({})
    treaties: Mapping[str, Treaty] = MappingProxyType({})
    digest: str = ""

    @property
    def states(self) -> frozenset[str]:
        """The ids of all states."""
        return frozenset(actor.id for actor in self.actors.values() if actor.kind == "state")

    def action(self, plover: str, mode: str | None, cameo: str | None, *, text: str, start: int, end: int) -> Action:
        """Return the full Action of a type and mode; without a CAMEO code the mode's or the type's own is taken."""
        event_type = self.types[plover]
        code = cameo or (event_type.modes[mode].cameo if mode else event_type.cameo)
        return Action(
            plover=plover, mode=mode, cameo=code, quad=event_type.quad, goldstein=self.goldstein(code),
            text=text, start=start, end=end,
        )  # fmt: skip

    def goldstein(self, code: str) -> float:
        """Return the Goldstein score of a CAMEO code, GDELT's scale before that of ICEWS."""
        entry = self.cameo[code]
        scores = (entry.goldstein, entry.goldstein_icews, self.cameo[code[:2]].goldstein, 0.0)
        return next(score for score in scores if score is not None)

    def stands_for(self, actor: str, day: date | None) -> str:
        """Return whom an actor stands for on a day (codebook, section 3).

        A person stands for its office's actor; outside every known term, or without a day, for its own `parent`, but
        without a day for the organisation where its last term was as its head. Most groups stand for their state, a
        body of an organisation for the organisation, a past state for its successor.
        """
        row = self.actors[actor]
        if actor not in self.people:
            below = row.kind in BELOW and actor not in OWN_CODE
            return self.stands_for(row.parent, day) if below and row.parent else actor
        terms = self.offices.get(actor, ())
        current = [
            term.actor
            for term in (terms if day else terms[-1:])
            if (term.covers(day) if day else term.office == HEAD_OF_ORGANISATION)
        ]
        represented = current[-1] if current else row.parent
        return self.stands_for(represented, day) if represented else actor

    def members(self, organization: str, day: date) -> tuple[str, ...]:
        """Return the members of an organisation on a day, sorted; none where no table tells."""
        spans = self.memberships.get(organization, ())
        return tuple(sorted({span.other for span in spans if span.covers(day)}))

    def sponsors_of(self, group: str, day: date) -> tuple[str, ...]:
        """Return who is reported to back a group on a day, sorted; a sponsor is never what the group stands for."""
        return tuple(sorted({span.other for span in self.sponsors.get(group, ()) if span.covers(day)}))


@cache
def load_vocabulary() -> Vocabulary:
    """Return the vocabulary that ships with Aliansi."""
    return read_vocabulary(files("ontology"))


def read_vocabulary(folder: Place) -> Vocabulary:
    """Read and validate the tables of a folder; raises TableError with file and line."""
    cameo_file = folder / "cameo.csv"
    columns = ("code", "name", "goldstein", "goldstein_icews")
    cameo = {}
    for row in read_records(cameo_file, columns=columns, make=_cameo):
        if row.code in cameo:
            raise TableError(f"{cameo_file}:{line_of(cameo_file, row.code + ',', last=True)}: {row.code} stands twice")
        cameo[row.code] = row
    types = _read_types(folder / "actions.toml", cameo)
    roster = read_roster(folder / "actors")
    treaties = read_treaties(folder / "treaties", roster.actors, roster.memberships)
    frozen = (types, cameo, *roster, treaties)
    tables = sorted((folder / "actors").iterdir(), key=lambda table: table.name)
    digest = content_hash(*(table.read_text(encoding="utf-8") for table in tables if table.name.endswith(".csv")))
    return Vocabulary(*(MappingProxyType(table) for table in frozen))._replace(digest=digest)  # type: ignore[arg-type]


def _read_types(path: Place, cameo: Mapping[str, Cameo]) -> dict[str, EventType]:
    types = {}
    for name, table in read_toml(path).items():
        line = line_of(path, f"[{name}]")
        try:
            types[name] = EventType.model_validate(table)
        except ValidationError as error:
            raise TableError(
                f"{path}:{line}: type {name}: {error.errors()[0]['loc']}: {error.errors()[0]['msg']}"
            ) from error
        codes = [types[name].cameo, *(mode.cameo for mode in types[name].modes.values())]
        unknown = [code for code in codes if code not in cameo]
        if unknown:
            raise TableError(f"{path}:{line}: type {name} names CAMEO codes that cameo.csv lacks: {', '.join(unknown)}")
    return types


def _cameo(row: dict[str, str]) -> Cameo:
    scores = {key: float(row[key]) if row[key] else None for key in ("goldstein", "goldstein_icews")}
    return Cameo(code=row["code"], name=row["name"], **scores)
