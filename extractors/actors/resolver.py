"""Say whom words stand for: a form, the day and what else the article names in; an actor, its code and the reason out.

Dates decide between bearers of a name and between a person's offices; where nothing decides between two codes, nobody
is named, and both stand as alternatives.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from functools import cache, cached_property
from typing import NamedTuple

from extractors.actors.forms import FormIndex
from extractors.languages.pack import Name, Pack
from ontology.additions import NOBODY
from ontology.rosters import Office
from ontology.vocabulary import Vocabulary

IN_OFFICE, NAMED, ONCE_IN_OFFICE, OTHER_TIME = 1.0, 0.9, 0.6, 0.3
"""Scores: a person in office on the day; a form of one actor; a person whose terms lie near; one of another time."""

NEAR_YEARS = 15
WELL_KNOWN = 4 * 365
"""Days in office after which a family name alone tells who is meant."""

SOUNDS = tuple(
    (re.compile(pattern), plain)
    for pattern, plain in (
        ("ph", "f"), ("ou|oo", "u"), ("ee|y|j", "i"), ("q|ck|c(?=[aou])", "k"), ("w", "v"), ("z", "s"), ("(?<=.)h", ""),
        (r"(\w)\1", r"\1"),
    )
)  # fmt: skip
"""What spellings of one foreign name differ in, and what they have in common."""

PARTICLES = frozenset(["bin", "ibn", "dos", "del", "van", "von", "der", "ould", "sheikh", "sir", "the"])
FIRST = ("supreme-leader", "monarch", "head-of-state", "head-of-government")
"""Offices that lead a state, the highest first."""

LEADING = frozenset(FIRST)
HIGH = LEADING | {"foreign-minister", "defence-minister", "vice-president", "secretary-general"}
FAMILY_NAME_FIRST = frozenset({"CHN", "HKG", "KHM", "KOR", "PRK", "TWN", "VNM"})
"""States whose news writes the family name first: "Kim Jong Un" is "Kim" from then on."""


Words = tuple[frozenset[str], frozenset[str]]
"""The words of a name, and those of the family name in it."""


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
        self.forms = FormIndex(pack.names, clitics=pack.grammar.clitics)
        self._last_day = max(
            (t.since for held in pack.vocabulary.offices.values() for t in held if t.since), default=date.max
        )
        self._known: dict[tuple[str, date | None], Resolution | None] = {}

    @cached_property
    def _surnames(self) -> Mapping[str, Mapping[Office, None]]:
        """High offices by the family names of those who held them; made when first asked for, as the two below."""
        found: defaultdict[str, dict[Office, None]] = defaultdict(dict)
        for _, family, terms in _index_offices(self._vocabulary):
            found[fold(family)].update(dict.fromkeys(terms))
        return found

    @cached_property
    def _leaders(self) -> Mapping[str, Mapping[Office, None]]:
        """Terms of leaders by the words of their names."""
        found: defaultdict[str, dict[Office, None]] = defaultdict(dict)
        for text, _, terms in _index_offices(self._vocabulary):
            for word in name_words(text):
                found[word].update(dict.fromkeys(term for term in terms if term.office in LEADING))
        return found

    @cached_property
    def _spellings(self) -> Mapping[str, Collection[Words]]:
        """Each spelling of a person's name, by person: its words, and those of the family name in it."""
        found: defaultdict[str, set[Words]] = defaultdict(set)
        for text, family, terms in _index_offices(self._vocabulary):
            found[terms[0].person].add((name_words(text), name_words(family)))
        return found

    def resolve(self, text: str, *, day: date | None = None) -> Resolution | None:
        """Return whom a text alone stands for on a day; None where it names no actor, or nothing decides between two.

        A part of a name stands for the one so called who held the first office of a state on that day.
        """
        key = (text, day)
        if key not in self._known:
            found = self.choose(self.forms.look_up(text), day=day)
            sure = found is not None and (found.score > ONCE_IN_OFFICE or " " in text)
            self._known[key] = found if sure else self._resolve_leader(text, day) or found
        return self._known[key]

    def choose(self, names: Sequence[Name], *, day: date | None) -> Resolution | None:
        """Return which of the actors with this form is meant on a day."""
        if any(name.actor == NOBODY for name in names):
            return None
        kinds = {name.actor: name.kind for name in reversed(names)}
        return _decide([self._weigh(actor, kind, day) for actor, kind in kinds.items()], kinds)

    def resolve_surname(self, text: str, *, day: date | None, context: Collection[str]) -> Resolution | None:
        """Return who of this family name held a high office on a day: in a state of the context, else as a leader.

        Without a day whoever holds one still, else whoever ever held one; outside the context only one who led a state
        for years. Nobody where two states remain.
        """
        terms = [term for term in self._surnames.get(fold(text), ()) if day is None or term.covers(day)]
        near = [term for term in terms if term.actor in context]
        found = near or [term for term in terms if term.office in LEADING and (day or self._is_well_known(term))]
        still = [term for term in found if term.until is None] if day is None else []
        return self._lead(still or found, day)

    def _is_well_known(self, term: Office) -> bool:
        """Tell whether a term lasted for years; one that lasts still goes to the last day that the tables know of."""
        return term.since is not None and ((term.until or self._last_day) - term.since).days > WELL_KNOWN

    def _resolve_leader(self, text: str, day: date | None) -> Resolution | None:
        """Return who led a state on a day under this name or more, or fewer, names of theirs; the nearest name wins."""
        if day is None:
            return None
        words = name_words(text)
        terms = {term: None for word in words for term in self._leaders.get(word, ()) if term.covers(day)}
        shared = {term: self._fit(words, term.person) for term in terms}
        most = max(shared.values(), default=0)
        return self._lead([term for term, count in shared.items() if most and count == most], day)

    def _fit(self, words: frozenset[str], person: str) -> int:
        """Return how near a name is to a person's: by the words they share, a family name counting for more."""
        fits = (
            2 * len(words & known) + bool(family and family <= words)
            for known, family in self._spellings[person]
            if words <= known or (family and family <= words)
        )
        return max(fits, default=0)

    def _lead(self, terms: Sequence[Office], day: date | None) -> Resolution | None:
        score = ONCE_IN_OFFICE if day is None else IN_OFFICE
        found = {
            Candidate(
                term.person, self._vocabulary.stands_for(term.actor, day), term.office if day else None, score
            ): None
            for term in terms
        }
        return _decide(list(found), dict.fromkeys((one.actor for one in found), "leader"))

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
    plain = text
    if not text.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join(plain.casefold().replace("-", " ").replace("’", "'").split())


def _decide(candidates: Sequence[Candidate], kinds: Mapping[str, str]) -> Resolution | None:
    rank = {office: place for place, office in enumerate(FIRST)}
    ranked = sorted(candidates, key=lambda one: (-one.score, rank.get(one.office or "", len(rank)), one.actor))
    if not ranked:
        return None
    best, others = ranked[0], tuple(ranked[1:])
    if any(other.score == best.score and other.code != best.code for other in others):
        return None
    rule = kinds[best.actor]
    return Resolution(best.actor, best.code, "office" if best.office and rule == "person" else rule,
                      best.office, best.score, others)  # fmt: skip


def family_name(name: str, state: str | None) -> str:
    """Return the word of a full name that news goes on with."""
    words = name.split()
    first = state in FAMILY_NAME_FIRST and (len(words) > 2 or "-" in words[-1] or state == "CHN")
    return words[0] if first else words[-1]


@cache
def name_words(text: str) -> frozenset[str]:
    """Return the words of a name that tell its bearer from others, by their sound: no initials and no particles."""
    words = re.findall(r"\w+", fold(re.sub(r"\(.*?\)|'", "", text)))
    return frozenset(sound(word) for word in words if len(word) > 2 and word not in PARTICLES)


@cache
def sound(word: str) -> str:
    """Return a word as the spellings of one foreign name have it in common: Qaboos, Qabus; Mahathir, Mahatir."""
    for pattern, plain in SOUNDS:
        word = pattern.sub(plain, word)
    return word


def _index_offices(vocabulary: Vocabulary) -> Iterator[tuple[str, str, tuple[Office, ...]]]:
    """Yield each spelling of those who held a high office, its family name (empty for one word), and their terms."""
    for person, terms in vocabulary.offices.items():
        row, spellings = vocabulary.people[person]
        high = tuple(term for term in terms if term.office in HIGH)
        for text in spellings if high else ():
            yield text, family_name(text, row.parent) if " " in text else "", high


def _years_off(term: Office, day: date) -> float:
    since, until = term.since or date.min, term.until or date.max
    return min(abs((day - since).days), abs((day - until).days)) / 365.25
