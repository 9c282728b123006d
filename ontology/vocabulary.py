"""Load and validate the tables of this folder: PLOVER types, CAMEO codes, actors and the offices they hold.

In: actions.toml, cameo.csv, actors/*.csv. Out: one frozen Vocabulary. A bad row stops the run with file and line.
"""

import calendar
import re
from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import NamedTuple

from pydantic import Field, ValidationError

from ontology.records import Action, Actor, Quad, Record
from ontology.tables import Place, TableError, line_of, read_records, read_toml

ACTOR_COLUMNS = ("id", "name", "kind", "parent", "since", "until", "wikidata")
OWN_CODE = frozenset(["HAMAS", "FATAH", "HEZBOLLAH", "TALIBAN", "ALQAEDA", "IS", "YPG", "DNR", "CRIMEA"])
"""Groups that act under a code of their own; every other group stands for its state (codebook, section 3)."""

ACTOR_TABLES = ("states", "organizations", "groups")


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


class Office(Record):
    """A term: who held which office of which actor, from the first day to the last (None: unknown, or still)."""

    person: str
    office: str
    actor: str
    since: date | None
    until: date | None

    def covers(self, day: date) -> bool:
        """Tell whether the term runs on that day."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


class Person(NamedTuple):
    """A person with the spellings that news in any language use."""

    actor: Actor
    spellings: tuple[str, ...]


class Vocabulary(NamedTuple):
    """Everything that codes are checked against."""

    types: Mapping[str, EventType]
    cameo: Mapping[str, Cameo]
    actors: Mapping[str, Actor]
    people: Mapping[str, Person]
    offices: Mapping[str, tuple[Office, ...]]

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
        """Return whom an actor stands for on a day: a person its office's actor, most groups their state.

        Without a day, or outside every known term, a person's own `parent` answers.
        """
        row = self.actors[actor]
        if actor not in self.people:
            stands_alone = row.kind not in ("armed", "party") or actor in OWN_CODE
            return actor if stands_alone else (row.parent or actor)
        terms = self.offices.get(actor, ())
        current = [term.actor for term in terms if day is not None and term.covers(day)]
        represented = current[-1] if current else row.parent
        return self.stands_for(represented, day) if represented else actor


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
    actors: dict[str, Actor] = {}
    for table in ACTOR_TABLES:
        path = folder / "actors" / f"{table}.csv"
        for actor in read_records(path, columns=ACTOR_COLUMNS, make=_actor):
            if actor.id in actors:
                raise TableError(f"{path}:{line_of(path, actor.id + ',', last=True)}: the id {actor.id} stands twice")
            actors[actor.id] = actor
    people = _read_people(folder / "actors" / "people.csv", actors)
    for actor in actors.values():
        if actor.parent and actor.parent not in actors:
            tables = [folder / "actors" / f"{table}.csv" for table in (*ACTOR_TABLES, "people")]
            path = next(table for table in tables if f"\n{actor.id}," in table.read_text(encoding="utf-8"))
            line = line_of(path, f"{actor.id},")
            raise TableError(f"{path}:{line}: {actor.id} has the parent {actor.parent}, which no table holds")
    offices = _read_offices(folder / "actors" / "offices.csv", actors, people)
    frozen = (types, cameo, actors, people, offices)
    return Vocabulary(*(MappingProxyType(table) for table in frozen))  # type: ignore[arg-type]


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


def _read_people(path: Place, actors: dict[str, Actor]) -> dict[str, Person]:
    people = {}
    for person in read_records(path, columns=(*ACTOR_COLUMNS, "spellings"), make=_person):
        if person.actor.id in actors:
            raise TableError(
                f"{path}:{line_of(path, person.actor.id + ',', last=True)}: the id {person.actor.id} stands twice"
            )
        actors[person.actor.id] = person.actor
        people[person.actor.id] = person
    return people


def _read_offices(
    path: Place, actors: Mapping[str, Actor], people: Mapping[str, Person]
) -> dict[str, tuple[Office, ...]]:
    terms: dict[str, list[Office]] = defaultdict(list)

    def make(row: dict[str, str]) -> Office:
        if row["person"] not in people:
            raise ValueError(f"people.csv has no person {row['person']!r}")
        if row["actor"] not in actors:
            raise ValueError(f"no actor table holds {row['actor']!r}")
        return Office(
            person=row["person"], office=row["office"], actor=row["actor"],
            since=_day(row["since"], last=False), until=_day(row["until"], last=True),
        )  # fmt: skip

    for office in read_records(path, columns=("person", "office", "actor", "since", "until"), make=make):
        terms[office.person].append(office)
    return {person: tuple(sorted(held, key=lambda term: term.since or date.min)) for person, held in terms.items()}


def _cameo(row: dict[str, str]) -> Cameo:
    scores = {key: float(row[key]) if row[key] else None for key in ("goldstein", "goldstein_icews")}
    return Cameo(code=row["code"], name=row["name"], **scores)


def _actor(row: dict[str, str]) -> Actor:
    return Actor(
        id=row["id"], name=row["name"], kind=row["kind"],
        parent=row["parent"] or None, wikidata=row["wikidata"] or None,
        since=_day(row["since"], last=False), until=_day(row["until"], last=True),
    )  # fmt: skip


def _person(row: dict[str, str]) -> Person:
    spellings = [row["name"], *row["spellings"].split("|")]
    return Person(_actor(row), tuple(dict.fromkeys(text.strip() for text in spellings if text.strip())))


def _day(text: str, *, last: bool) -> date | None:
    """Return the first or the last day that an ISO 8601 date of reduced precision (2014, 2014-07) covers."""
    if not text:
        return None
    if not re.fullmatch(r"\d{4}(-\d{2}(-\d{2})?)?", text):
        raise ValueError(f"{text!r} is no ISO 8601 date; write 2014, 2014-07 or 2014-07-01")
    parts = [int(part) for part in text.split("-")]
    year, month = parts[0], parts[1] if len(parts) > 1 else (12 if last else 1)
    day = parts[2] if len(parts) > 2 else (calendar.monthrange(year, month)[1] if last else 1)
    return date(year, month, day)
