"""Read who there is: the tables in actors/ of states, organisations, groups and people, and what ties them by date.

In: CSV files. Out: actors by id, people with their spellings, terms of office, memberships, sponsors. A bad row is
refused with file and line.
"""

import calendar
import re
from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import NamedTuple

from ontology.records import Actor, Record
from ontology.tables import Place, TableError, line_of, read_records

ACTOR_COLUMNS = ("id", "name", "kind", "parent", "since", "until", "wikidata")
ACTOR_TABLES = ("states", "organizations", "groups")


class Dated(Record):
    """What holds from a first day to a last (None: unknown, or still)."""

    since: date | None
    until: date | None

    def covers(self, day: date) -> bool:
        """Tell whether it holds on that day."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


class Office(Dated):
    """A term: who held which office of which actor."""

    person: str
    office: str
    actor: str


class Span(Dated):
    """A relation of one actor to another: an organisation to a member, a group to a sponsor, a state to a successor."""

    actor: str
    other: str


class Person(NamedTuple):
    """A person with the spellings that news in any language use."""

    actor: Actor
    spellings: tuple[str, ...]


class Roster(NamedTuple):
    """All tables of actors."""

    actors: Mapping[str, Actor]
    people: Mapping[str, Person]
    offices: Mapping[str, tuple[Office, ...]]
    memberships: Mapping[str, tuple[Span, ...]]
    sponsors: Mapping[str, tuple[Span, ...]]
    successors: Mapping[str, tuple[Span, ...]]


def read_roster(folder: Place) -> Roster:
    """Read and validate the tables of a folder; raises TableError with file and line."""
    actors: dict[str, Actor] = {}
    for table in ACTOR_TABLES:
        path = folder / f"{table}.csv"
        for actor in read_records(path, columns=ACTOR_COLUMNS, make=_actor):
            if actor.id in actors:
                raise TableError(f"{path}:{line_of(path, actor.id + ',', last=True)}: the id {actor.id} stands twice")
            actors[actor.id] = actor
    people = _read_people(folder / "people.csv", actors)
    for actor in actors.values():
        if actor.parent and actor.parent not in actors:
            tables = [folder / f"{table}.csv" for table in (*ACTOR_TABLES, "people")]
            path = next(table for table in tables if f"\n{actor.id}," in table.read_text(encoding="utf-8"))
            line = line_of(path, f"{actor.id},")
            raise TableError(f"{path}:{line}: {actor.id} has the parent {actor.parent}, which no table holds")
    return Roster(
        actors,
        people,
        _read_offices(folder / "offices.csv", actors, people),
        _read_spans(folder / "memberships.csv", ("organization", "member"), actors),
        _read_spans(folder / "sponsors.csv", ("group", "sponsor"), actors),
        _read_spans(folder / "successors.csv", ("state", "successor"), actors),
    )


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
            since=read_day(row["since"], last=False), until=read_day(row["until"], last=True),
        )  # fmt: skip

    for office in read_records(path, columns=("person", "office", "actor", "since", "until"), make=make):
        terms[office.person].append(office)
    return {person: tuple(sorted(held, key=lambda term: term.since or date.min)) for person, held in terms.items()}


def _read_spans(path: Place, columns: tuple[str, str], actors: Mapping[str, Actor]) -> dict[str, tuple[Span, ...]]:
    """Return the spans of a table by its first column; an optional table that is not there has none."""
    found: dict[str, list[Span]] = defaultdict(list)
    if not path.is_file():
        return {}

    def make(row: dict[str, str]) -> Span:
        unknown = [row[column] for column in columns if row[column] not in actors]
        if unknown:
            raise ValueError(f"no actor table holds {', '.join(map(repr, unknown))}")
        first, second = (row[column] for column in columns)
        return Span(
            actor=first, other=second, since=read_day(row["since"], last=False), until=read_day(row["until"], last=True)
        )

    for span in read_records(path, columns=(*columns, "since", "until"), make=make):
        found[span.actor].append(span)
    return {actor: tuple(spans) for actor, spans in found.items()}


def _actor(row: dict[str, str]) -> Actor:
    return Actor(
        id=row["id"], name=row["name"], kind=row["kind"],
        parent=row["parent"] or None, wikidata=row["wikidata"] or None,
        since=read_day(row["since"], last=False), until=read_day(row["until"], last=True),
    )  # fmt: skip


def _person(row: dict[str, str]) -> Person:
    spellings = [row["name"], *row["spellings"].split("|")]
    return Person(_actor(row), tuple(dict.fromkeys(text.strip() for text in spellings if text.strip())))


@cache
def read_day(text: str, *, last: bool) -> date | None:
    """Return the first or the last day that an ISO 8601 date of reduced precision (2014, 2014-07) covers."""
    if not text:
        return None
    if not re.fullmatch(r"\d{4}(-\d{2}(-\d{2})?)?", text):
        raise ValueError(f"{text!r} is no ISO 8601 date; write 2014, 2014-07 or 2014-07-01")
    parts = [int(part) for part in text.split("-")]
    year, month = parts[0], parts[1] if len(parts) > 1 else (12 if last else 1)
    day = parts[2] if len(parts) > 2 else (calendar.monthrange(year, month)[1] if last else 1)
    return date(year, month, day)
