"""Say from word order alone who may have done it, or to whom: what is left where a parse is silent or wrong.

In: Clauses and a Trigger. Out: namings, few and close by.
"""

from collections.abc import Sequence
from itertools import pairwise

from extractors.events.actions import Trigger
from extractors.events.actors import Naming
from extractors.events.clauses import Clauses
from extractors.languages.lexicon import Frame

REACH = 12
"""Tokens around a trigger in which word order may speak."""


def distinct_codes(namings: Sequence[Naming]) -> list[Naming]:
    """Return the first naming of each actor code, in order."""
    first: dict[str, Naming] = {}
    for naming in namings:
        first.setdefault(naming.code, naming)
    return list(first.values())


def find_after(clauses: Clauses, trigger: Trigger, frame: Frame, taken: Sequence[Naming]) -> list[Naming]:
    """Return the first naming after the trigger that stands where the frame wants its target."""
    codes = {naming.code for naming in taken}
    for naming in sorted(clauses.namings):
        if not trigger.end <= naming.start <= trigger.token.i + REACH or naming.code in codes:
            continue
        between = clauses.doc[trigger.end : naming.start]
        if any(token.pos_ in {"PUNCT", "VERB", "SCONJ"} for token in between):
            return []
        prepositions = [token.lower_ for token in between if token.pos_ == "ADP"]
        genitive = "obj" in frame.target and set(prepositions[-1:]) <= clauses.grammar.genitive_prepositions
        if (prepositions and prepositions[-1] in frame.target) or genitive:  # "phoned his counterpart from Peru"
            return [naming]
    return []


def find_before(clauses: Clauses, trigger: Trigger) -> list[Naming]:
    """Return the nearest naming before the trigger with no break, verb or preposition between."""
    for naming in sorted(clauses.namings, reverse=True):
        if naming.end > trigger.start or trigger.start - naming.end > REACH:
            continue
        between = clauses.doc[naming.end : trigger.start]
        before = clauses.doc[naming.start - 1] if naming.start else None
        broken = any(token.pos_ in {"PUNCT", "VERB", "ADP", "SCONJ"} for token in between)
        return [] if broken or (before is not None and before.pos_ == "ADP") else [naming]
    return []


def find_joined_before(clauses: Clauses, at: int) -> list[Naming]:
    """Return two namings joined by "and" before a token: "Seoul and Washington regularly hold drills"."""
    for first, second in pairwise(sorted(clauses.namings)):
        joined = second.start - first.end == 1 and clauses.doc[first.end].pos_ == "CCONJ"
        between = clauses.doc[second.end : at]
        before = clauses.doc[first.start - 1].lower_ if first.start else ""
        joined = joined and before not in clauses.grammar.mutual_prepositions  # "shuttled between Seoul and Tokyo"
        if joined and second.end <= at and not any(token.pos_ in {"PUNCT", "VERB"} for token in between):
            return distinct_codes([first, second])
    return []


def find_place_near(clauses: Clauses, trigger: Trigger, taken: Sequence[Naming]) -> list[Naming]:
    """Return the nearest naming that a preposition of place or goal stands before, no comma or stop between."""
    codes = {naming.code for naming in taken}
    places = clauses.grammar.place_prepositions | clauses.grammar.goal_prepositions
    found = [
        naming
        for naming in clauses.namings
        if naming.start and naming.code not in codes and clauses.doc[naming.start - 1].lower_ in places
    ]
    found.sort(key=lambda naming: abs(naming.start - trigger.start))
    return [naming for naming in found[:1] if _joins(clauses, trigger, naming)]


def _joins(clauses: Clauses, trigger: Trigger, naming: Naming) -> bool:
    start, end = min(naming.end, trigger.end), max(naming.start, trigger.start)
    return end - start <= REACH and not any(token.pos_ == "PUNCT" for token in clauses.doc[start:end])


def find_only_two(clauses: Clauses, trigger: Trigger) -> list[Naming]:
    """Return the two actors of a sentence with just two, joined or as "their", for an act that both must share."""
    sides = distinct_codes(clauses.namings)
    near = [side for side in sides if abs(side.start - trigger.start) <= 2 * REACH]
    if len(near) != 2 or len(sides) != 2 or any(side.kind in ("place", "capital") for side in sides):
        return []
    joined = clauses.doc[sides[1].start - 1]
    owned = any(child.lower_ in clauses.grammar.possessive_pronouns for child in trigger.token.children)
    coordinated = joined.pos_ == "CCONJ" or joined.lower_ in clauses.grammar.companion_prepositions
    return sides if owned or coordinated else []
