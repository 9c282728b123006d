"""Say whom words stand for: a form, the day and what else the article names in; an actor, its code and the reason out.

Dates decide between bearers of a name and between a person's offices; where nothing decides between two codes, nobody
is named, and both stand as alternatives.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from extractors.actors.forms import FormIndex
from extractors.languages.pack import NOBODY, Name, Pack
from ontology.vocabulary import Office, Vocabulary

IN_OFFICE, NAMED, ONCE_IN_OFFICE, OTHER_TIME = 1.0, 0.9, 0.6, 0.3
"""Scores: a person in office on the day; a form of one actor; a person whose terms lie near; one of another time."""

NEAR_YEARS = 15
LEADING = frozenset({"head-of-state", "head-of-government", "monarch", "supreme-leader"})
FAMILY_NAME_FIRST = frozenset({"CHN", "HKG", "KHM", "KOR", "PRK", "TWN", "VNM"})
"""States whose news writes the family name first: "Kim Jong Un" is "Kim" from then on."""


class Candidate(NamedTuple):
    """One actor that words may mean: its id, whom it stands for, its office on the day, and how likely it is meant."""

    actor: str
    code: str
    office: str | None
    score: float


class Resolution(NamedTuple):
    """Whom words stand for, and why; `alternatives` are the others, best first."""

    actor: str
    code: str
    rule: str
    office: str | None
    score: float
    alternatives: tuple[Candidate, ...]


class Resolver:
    """Resolves the forms of one language."""

    def __init__(self, pack: Pack) -> None:
        self._vocabulary = pack.vocabulary
        self.forms = FormIndex(pack.names)
        self._leaders = _index_leaders(pack.vocabulary)
        self._known: dict[tuple[str, date | None], Resolution | None] = {}

    def resolve(self, text: str, *, day: date | None = None) -> Resolution | None:
        """Return whom a text alone stands for on a day; None where it names no actor, or nothing decides between two.

        A part of a name stands for the one so called who held the first office of a state on that day.
        """
        key = (text, day)
        if key not in self._known:
            names = self.forms.look_up(text)
            self._known[key] = self.choose(names, day=day) if names else self._resolve_leader(text, day)
        return self._known[key]

    def choose(self, names: Sequence[Name], *, day: date | None) -> Resolution | None:
        """Return which of the actors with this form is meant on a day."""
        if any(name.actor == NOBODY for name in names):
            return None
        kinds = {name.actor: name.kind for name in reversed(names)}
        return _decide([self._weigh(actor, kind, day) for actor, kind in kinds.items()], kinds)

    def resolve_surname(self, text: str, *, day: date | None, context: Collection[str]) -> Resolution | None:
        """Return who of this family name led a state of the context on a day."""
        return self._resolve_leader(text, day, context)

    def _resolve_leader(self, text: str, day: date | None, context: Collection[str] | None = None) -> Resolution | None:
        if day is None:
            return None
        found = []
        for term, family in self._leaders.get(fold(text), ()):
            if term.covers(day) and (context is None or family):
                code = self._vocabulary.stands_for(term.actor, day)
                if context is None or code in context:
                    found.append(Candidate(term.person, code, term.office, IN_OFFICE))
        return _decide(list(dict.fromkeys(found)), dict.fromkeys((one.actor for one in found), "leader"))

    def _weigh(self, actor: str, kind: str, day: date | None) -> Candidate:
        code = self._vocabulary.stands_for(actor, day)
        if actor not in self._vocabulary.people:
            return Candidate(actor, code, None, NAMED)
        terms = self._vocabulary.offices.get(actor, ())
        if day is None:
            return Candidate(actor, code, None, ONCE_IN_OFFICE if terms else OTHER_TIME)
        held = [term.office for term in terms if term.covers(day)]
        if held:
            return Candidate(actor, code, held[-1], IN_OFFICE)
        near = any(_years_off(term, day) <= NEAR_YEARS for term in terms)
        return Candidate(actor, code, None, ONCE_IN_OFFICE if near else OTHER_TIME)


def fold(text: str) -> str:
    """Return a name without case, accents and hyphens, for comparison."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join(plain.casefold().replace("-", " ").replace("’", "'").split())


def _decide(candidates: Sequence[Candidate], kinds: Mapping[str, str]) -> Resolution | None:
    ranked = sorted(candidates, key=lambda one: (-one.score, one.actor))
    if not ranked:
        return None
    best, others = ranked[0], tuple(ranked[1:])
    if any(other.score == best.score and other.code != best.code for other in others):
        return None
    rule = kinds[best.actor]
    return Resolution(best.actor, best.code, "office" if best.office and rule == "person" else rule,
                      best.office, best.score, others)  # fmt: skip


def family_name(name: str, state: str | None) -> str:
    """Return the word of a full name that news goes on with; a name of one or two words in Asia keeps the last."""
    words = name.split()
    return words[0] if state in FAMILY_NAME_FIRST and len(words) > 2 else words[-1]


def _index_leaders(vocabulary: Vocabulary) -> Mapping[str, tuple[tuple[Office, bool], ...]]:
    """Return the terms of those who led a state by each word of their names, and whether it is their family name."""
    found: defaultdict[str, dict[tuple[Office, bool], None]] = defaultdict(dict)
    for person, terms in vocabulary.offices.items():
        leading = [term for term in terms if term.office in LEADING]
        if not leading:
            continue
        row, spellings = vocabulary.people[person]
        families = {fold(family_name(text, row.parent)) for text in spellings if len(text.split()) > 1}
        words = {part for text in spellings for part in (fold(text), *fold(text).split()) if len(part) > 2}
        for word in words | families:
            found[word].update(dict.fromkeys((term, word in families) for term in leading))
    return {word: tuple(terms) for word, terms in found.items()}


def _years_off(term: Office, day: date) -> float:
    since, until = term.since or date.min, term.until or date.max
    return min(abs((day - since).days), abs((day - until).days)) / 365.25
