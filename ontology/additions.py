"""Read a user's own actors: one CSV that adds to the tables of this folder, or overrules them.

In: a CSV file with the columns below. Out: the vocabulary with its actors, and the words that name them. Whatever is
wrong is told at once, each row with file and line.

A row defines an actor (`name` and `kind`, and whom it stands for as `parent`), gives it more names (`aliases`, set
apart by |, in one `language` or in all), or, with an `office`, a term that a person holds for `parent`. Rows of one
actor may follow each other. An id that the package knows is changed where a cell says something, and a term takes the
place of all terms that the package knows of that person in that office; the actor "-" takes its aliases from everyone.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, NamedTuple

from ontology.records import Actor, content_hash
from ontology.rosters import Office, Person, read_day
from ontology.tables import Place, TableError, first_line, read_rows
from ontology.vocabulary import Vocabulary

COLUMNS = ("actor", "name", "kind", "parent", "office", "since", "until", "aliases", "language")
PERSON = "person"
NOBODY = "-"
"""The actor of words that name no political actor, whatever names they hold (Persian Gulf, Paris Saint-Germain)."""

SHOWN = 20
"""Faults told at once."""


class Alias(NamedTuple):
    """Words that name an actor, in one language (ISO 639-1) or, where that is None, in all."""

    text: str
    actor: str
    language: str | None


class Additions(NamedTuple):
    """The vocabulary with a user's actors, the words that name them, and a digest of the file."""

    vocabulary: Vocabulary
    aliases: tuple[Alias, ...]
    digest: str


class _Row(NamedTuple):
    line: int
    cells: Mapping[str, str]


def read_additions(path: Place, vocabulary: Vocabulary, *, languages: Collection[str]) -> Additions:
    """Read and validate a user's file; raises TableError with a line for each fault."""
    rows = [_Row(line, cells) for line, cells in read_rows(path, columns=COLUMNS)]
    faults: list[tuple[int, str]] = []
    actors = dict(vocabulary.actors)
    for row in rows:
        try:
            if row.cells["actor"] != NOBODY:
                actors[row.cells["actor"]] = _define(row.cells, actors.get(row.cells["actor"]), vocabulary)
        except ValueError as error:
            faults.append((row.line, first_line(error)))
    terms: defaultdict[str, list[Office]] = defaultdict(list)
    aliases: dict[Alias, int] = {}
    for row in rows:
        faults += [(row.line, fault) for fault in _find_faults(row.cells, actors, languages)]
        try:
            terms[row.cells["actor"]] += _read_terms(row.cells)
        except ValueError as error:
            faults.append((row.line, first_line(error)))
        for alias in _read_aliases(row.cells):
            aliases.setdefault(alias, row.line)
    faults += _find_clashes(aliases, actors)
    if faults:
        told = [f"{path}:{line}: {fault}" for line, fault in sorted(set(faults))]
        more = [f"and {len(told) - SHOWN} more"] if len(told) > SHOWN else []
        raise TableError("\n".join(told[:SHOWN] + more))
    extended = vocabulary._replace(
        actors=MappingProxyType(actors),
        people=MappingProxyType(_add_people(vocabulary, actors, aliases)),
        offices=MappingProxyType(_add_terms(vocabulary, terms)),
    )
    return Additions(extended, tuple(aliases), content_hash(path.read_text(encoding="utf-8-sig")))


def _define(cells: Mapping[str, str], known: Actor | None, vocabulary: Vocabulary) -> Actor:
    """Return the actor of a row; what its cells leave open stays as it is known."""
    term = bool(cells["office"])
    given: dict[str, Any] = {
        "name": cells["name"], "kind": cells["kind"], "parent": "" if term and known else cells["parent"],
        "since": None if term else read_day(cells["since"], last=False),
        "until": None if term else read_day(cells["until"], last=True),
    }  # fmt: skip
    if known is None and not (cells["name"] and cells["kind"]):
        raise ValueError(f"{cells['actor']!r} is in no table yet: give it a name and a kind")
    kinds = {actor.kind for actor in vocabulary.actors.values()}
    if cells["kind"] and cells["kind"] not in kinds:
        raise ValueError(f"there is no kind {cells['kind']!r}; write one of {', '.join(sorted(kinds))}")
    if known and PERSON in (known.kind, cells["kind"]) and cells["kind"] not in ("", known.kind):
        raise ValueError(f"{known.id} is of kind {known.kind}; give another id")
    before = known.model_dump() if known else {"id": cells["actor"]}
    return Actor(**before | {key: value for key, value in given.items() if value})


def _find_faults(cells: Mapping[str, str], actors: Mapping[str, Actor], languages: Collection[str]) -> Iterator[str]:
    actor = actors.get(cells["actor"])
    if cells["parent"] and cells["parent"] not in actors:
        yield f"the parent {cells['parent']!r} is in no table; give a code such as IDN, or a row of its own"
    elif actor is not None and _turns_in_circles(actor, actors):
        yield f"{actor.id} stands for itself by way of its parents"
    if cells["language"] and cells["language"] not in languages:
        yield f"there is no language {cells['language']!r}; write one of {', '.join(sorted(languages))}, or nothing"
    if cells["office"] and (actor is None or actor.kind != PERSON):
        yield f"only a person holds an office; {cells['actor']!r} is none"
    if cells["office"] and not cells["parent"]:
        yield f"whose office is {cells['office']!r}? give the parent, e.g. IDN"
    if cells["actor"] == NOBODY and not cells["aliases"]:
        yield "the actor - needs aliases: the words that name nobody"


def _turns_in_circles(actor: Actor, actors: Mapping[str, Actor]) -> bool:
    seen = set()
    one: Actor | None = actor
    while one is not None and one.parent is not None:
        if one.id in seen:
            return True
        seen.add(one.id)
        one = actors.get(one.parent)
    return False


def _read_terms(cells: Mapping[str, str]) -> list[Office]:
    if not cells["office"]:
        return []
    since, until = read_day(cells["since"], last=False), read_day(cells["until"], last=True)
    if since and until and until < since:
        raise ValueError(f"the term ends on {until}, before it begins on {since}")
    return [Office(person=cells["actor"], office=cells["office"], actor=cells["parent"], since=since, until=until)]


def _read_aliases(cells: Mapping[str, str]) -> Iterator[Alias]:
    if cells["name"]:
        yield Alias(cells["name"], cells["actor"], None)
    for text in filter(None, map(str.strip, cells["aliases"].split("|"))):
        yield Alias(text, cells["actor"], cells["language"] or None)


def _find_clashes(aliases: Mapping[Alias, int], actors: Mapping[str, Actor]) -> Iterator[tuple[int, str]]:
    """Yield words that would name two actors in one language; only people may share a name, whom dates tell apart."""
    by_text: defaultdict[str, list[Alias]] = defaultdict(list)
    for alias in aliases:
        by_text[alias.text].append(alias)
    for text, same in by_text.items():
        first = same[0]
        for other in same[1:]:
            together = first.language is None or other.language is None or first.language == other.language
            people = all(one.actor in actors and actors[one.actor].kind == PERSON for one in (first, other))
            if together and first.actor != other.actor and not people:
                yield aliases[other], f"{text!r} names {first.actor} already (line {aliases[first]})"


def _add_people(vocabulary: Vocabulary, actors: Mapping[str, Actor], aliases: Collection[Alias]) -> dict[str, Person]:
    people = dict(vocabulary.people)
    spellings: defaultdict[str, list[str]] = defaultdict(list)
    for alias in aliases:
        spellings[alias.actor].append(alias.text)
    for key, actor in actors.items():
        if actor.kind == PERSON and (key in spellings or actor != vocabulary.actors.get(key)):
            known = people[key].spellings if key in people else ()
            people[key] = Person(actor, tuple(dict.fromkeys((*known, *spellings[key]))))
    return people


def _add_terms(vocabulary: Vocabulary, added: Mapping[str, list[Office]]) -> dict[str, tuple[Office, ...]]:
    offices = dict(vocabulary.offices)
    for person, terms in added.items():
        overruled = {(term.office, term.actor) for term in terms}
        kept = [term for term in offices.get(person, ()) if (term.office, term.actor) not in overruled]
        if terms:
            offices[person] = tuple(sorted((*kept, *terms), key=lambda term: term.since or date.min))
    return offices
