"""Find the words between two actors that no frame covers, so that a user's own news tells what the lexicon lacks.

In: Clauses and the frames of a language. Out: a verb or noun, and where the second actor stands by it: as its object
or behind a preposition.
"""

from collections.abc import Iterator
from typing import NamedTuple

from spacy.tokens import Token

from extractors.events.actions import FrameIndex
from extractors.events.clauses import Clauses

OBJECT = "obj"


class Missing(NamedTuple):
    """A word that no frame knows: its lemma, part of speech (UPOS), and the place of the second actor by it."""

    lemma: str
    pos: str
    place: str


def find_missing(clauses: Clauses, index: FrameIndex) -> Iterator[Missing]:
    """Yield the verbs and nouns of a sentence that join two actors and are no trigger, no light verb, no report."""
    known = {place for trigger in index.triggers(clauses) for place in range(trigger.start, trigger.end)}
    for token in clauses.doc:
        said = clauses.forms[token.i] & clauses.grammar.speech.verbs
        if token.i in known or token.pos_ not in {"VERB", "NOUN"} or clauses.naming_at(token) or said:
            continue
        if token.pos_ == "VERB" and index.is_support(clauses, token):
            continue
        doers = {naming.code for side in _doers(clauses, token) for naming in clauses.actors(side)}
        for place, side in _others(clauses, token):
            codes = {naming.code for naming in clauses.actors(side, wide=True)}
            if doers and codes - doers:
                yield Missing(token.lemma_.lower(), token.pos_, place)
                break


def _doers(clauses: Clauses, token: Token) -> list[Token]:
    return clauses.agents(token) if token.pos_ == "VERB" else clauses.modifiers(token)


def _others(clauses: Clauses, token: Token) -> Iterator[tuple[str, Token]]:
    if token.pos_ == "VERB":
        yield from ((OBJECT, patient) for patient in clauses.patients(token))
    yield from clauses.phrases(token)
