"""Find the words of a sentence that name an act, with the frames whose conditions hold there.

In: Clauses and a language's lexicon. Out: Triggers in order of place, each with its frames, the most specific first.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from spacy.tokens import Token

from extractors.events.clauses import VERBAL, Clauses, by_first_word
from extractors.languages.grammar import Grammar
from extractors.languages.lexicon import Frame, Lexicon, Phrase
from extractors.languages.morphology import verb_stems, word_forms

GAP = 4
"""Tokens that may stand between a verb and its particle: "carried the attack out"."""


ACTOR = "ACTOR"
"""Among the words of an object: it is the very name of an actor, as in "recognised Palestine"."""


class Trigger(NamedTuple):
    """A word that names an act: its head token, its last token, its frames, and whether it is a verb."""

    token: Token
    start: int
    end: int
    frames: tuple[Frame, ...]
    verbal: bool


class FrameIndex:
    """The frames of a lexicon by the first word of their phrases."""

    def __init__(self, lexicon: Lexicon, grammar: Grammar) -> None:
        self._verbs: dict[str, list[tuple[Phrase, Frame]]] = defaultdict(list)
        self._nouns: dict[str, list[tuple[Phrase, Frame]]] = defaultdict(list)
        self._grammar = grammar
        self._support: dict[str, list[Phrase]] = defaultdict(list)
        for frame in lexicon.frames:
            for phrase in frame.verbs:
                for stem in verb_stems(phrase[0], phrase[0], grammar).active:
                    self._verbs[stem].append((phrase, frame))
            for phrase in frame.nouns:
                self._nouns[phrase[0]].append((phrase, frame))
        for phrase in lexicon.support:
            for stem in verb_stems(phrase[0], phrase[0], grammar).active:
                self._support[stem].append(phrase)

    def triggers(self, clauses: Clauses) -> Iterator[Trigger]:
        """Yield the triggers of a sentence; the longest phrase at a word wins, a word inside it may be one too."""
        for token in clauses.doc:
            if clauses.naming_at(token) is None:
                trigger = self.noun_trigger(clauses, token) or self._verb_trigger(clauses, token)
                if trigger is not None:
                    yield trigger

    def may_act(self, words: Sequence[str]) -> bool:
        """Tell, before any parse, whether a sentence may hold a trigger: whether some frame finds its words there.

        Forms are known without their lemmas; where only a lemma would tell, the inflections of the pack have to.
        """
        known = [word_forms(word, word, self._grammar) for word in words]
        forms = frozenset[str]().union(*known)
        for word, own in zip(words, known, strict=True):
            stems = verb_stems(word, word, self._grammar)
            entries = [entry for stem in stems.active | stems.passive for entry in self._verbs.get(stem, ())]
            entries += [entry for form in own for entry in self._nouns.get(form, ())]
            for phrase, frame in entries:
                wanted = (words for words in (frame.object, frame.words) if words and ACTOR not in words)
                there = forms.issuperset(phrase[1:]) and forms.isdisjoint(frame.without)
                if there and all(_may_hold(words, forms) for words in wanted):
                    return True
        return False

    def is_support(self, clauses: Clauses, verb: Token, preposition: str | None = None) -> bool:
        """Tell whether a verb is a light one, whose object noun (or the one behind a preposition) names the act."""
        stems = clauses.stems[verb.i]
        phrases = [phrase for stem in stems.active | stems.passive for phrase in self._support.get(stem, ())]
        fitting = (phrase for phrase in phrases if preposition is None or phrase[-1] == preposition)
        return any(_rest(clauses, phrase, verb.i) is not None for phrase in fitting)

    def _verb_trigger(self, clauses: Clauses, token: Token) -> Trigger | None:
        stems = clauses.stems[token.i]
        if not _may_be_verb(clauses, token):
            return None
        entries = [entry for stem in sorted(stems.active | stems.passive) for entry in self._verbs.get(stem, ())]
        longest: dict[str, tuple[Phrase, Frame, int]] = {}
        for phrase, frame in entries:
            end = _rest(clauses, phrase, token.i)
            if end is not None and (frame.name not in longest or len(phrase) > len(longest[frame.name][0])):
                longest[frame.name] = (phrase, frame, end)
        fitting = [entry for entry in longest.values() if _conditions(clauses, entry[1], token, entry[2], verbal=True)]
        if not fitting:
            return None
        fitting.sort(key=lambda entry: (-len(entry[0]), *entry[1].rank))
        size = len(fitting[0][0])
        frames = tuple(frame for _, frame, _ in fitting)
        end = fitting[0][2] if size > 1 else token.i + 1
        return Trigger(token, token.i, end, frames, True)

    def noun_trigger(self, clauses: Clauses, token: Token) -> Trigger | None:
        """Return the act that a word names as a noun; None where it names none."""
        entries = {(phrase, frame) for form in clauses.forms[token.i] for phrase, frame in self._nouns.get(form, ())}
        fitting = [(phrase, frame) for phrase, frame in entries if clauses.matches(phrase, token.i)]
        if not fitting:
            return None
        size = max(len(phrase) for phrase, _ in fitting)
        heads = [clauses.doc[token.i + offset] for offset in range(size)]
        head = next((word for word in heads if word.head not in heads), heads[-1])
        if size == 1 and head.pos_ in VERBAL and not self._grammar.verb_prefixes:
            return None
        fitting = [entry for entry in fitting if _conditions(clauses, entry[1], head, head.i + 1, verbal=False)]
        if not fitting:
            return None
        fitting.sort(key=lambda entry: (-len(entry[0]), *entry[1].rank))
        return Trigger(head, token.i, token.i + len(fitting[0][0]), tuple(frame for _, frame in fitting), False)


def _may_be_verb(clauses: Clauses, token: Token) -> bool:
    """Tell whether a word can be a verb here.

    By its tag; in Indonesian also by its own voice prefix, or as the bare stem right after a name that headlines write
    ("AS cabut sanksi").
    """
    if token.pos_ in VERBAL:
        return True
    if clauses.grammar.verb_prefixes:
        prefixed = token.lower_.startswith(clauses.grammar.verb_prefixes) and token.pos_ != "PROPN"
        if token.pos_ in {"ADP", "DET", "SCONJ", "CCONJ", "PUNCT"}:
            return prefixed and token.dep_ == "ROOT"  # a preposition at the root is a verb that the tagger did not know
        headline = token.i > 0 and clauses.naming_at(clauses.doc[token.i - 1]) is not None
        return prefixed or headline or token.pos_ == "ADJ"
    return token.pos_ == "ADJ" and token.lower_.endswith("ed") and token.dep_ not in clauses.labels.modifier


def _rest(clauses: Clauses, phrase: Phrase, start: int) -> int | None:
    """Return the end of a verb phrase whose further words follow, each within GAP tokens; None if not there."""
    at = start
    for word in phrase[1:]:
        window = range(at + 1, min(at + 1 + GAP, len(clauses.doc)))
        at = next((index for index in window if word in clauses.forms[index]), -1)
        if at < 0:
            return None
    return at + 1


def _conditions(clauses: Clauses, frame: Frame, token: Token, end: int, *, verbal: bool) -> bool:
    if frame.without and clauses.has_words(frame.without, 0, len(clauses.doc)):
        return False
    if frame.words:
        start, end = token.left_edge.i, token.right_edge.i + 1
        if not clauses.has_words(frame.words, start, end):
            return False
    return not frame.object or _object_fits(clauses, frame.object, token, end, verbal=verbal)


def _may_hold(words: frozenset[str], forms: frozenset[str]) -> bool:
    """Tell whether one of some words or word sequences may stand in a sentence with these forms."""
    phrases = by_first_word(words)
    return not forms.isdisjoint(words) or any(
        forms.issuperset(phrase) for first in phrases.keys() & forms for phrase in phrases[first]
    )


def _object_fits(clauses: Clauses, words: frozenset[str], token: Token, after: int, *, verbal: bool) -> bool:
    heads = clauses.patients(token) if verbal else _noun_objects(clauses, token)
    for head in heads:
        if ACTOR in words and clauses.naming_at(head) is not None:
            return True
        if any(clauses.has_words(words, part.i, part.i + 1) for part in _phrase_words(clauses, head)):
            return True
        if any(" " in word for word in words) and clauses.has_words(words, head.left_edge.i, head.right_edge.i + 1):
            return True
    if verbal and not clauses.is_passive(token):  # where the parse gives no object, the words right after the verb
        stop = next(
            (i for i in range(after, len(clauses.doc)) if clauses.doc[i].pos_ in {"ADP", "PUNCT", "SCONJ", "VERB"}),
            len(clauses.doc),
        )
        return not heads and clauses.has_words(words, after, min(stop, after + 6))
    return False


def _noun_objects(clauses: Clauses, noun: Token) -> Sequence[Token]:
    labels = clauses.labels
    return clauses.children(noun, labels.nominal | labels.modifier | labels.oblique | labels.possessive)


def _phrase_words(clauses: Clauses, head: Token) -> Iterator[Token]:
    """Yield the words that say what a phrase is: its head, modifiers, what "thousands of" counts, and its conjuncts."""
    labels = clauses.labels
    yield head
    for child in head.children:
        if child.dep_ in labels.modifier | labels.number | labels.conjunct:
            yield child
        elif child.dep_ in labels.nominal and clauses.preposition(child) in {
            None,
            *clauses.grammar.genitive_prepositions,
        }:
            yield child
            yield from (grandchild for grandchild in child.children if grandchild.dep_ in labels.nominal)
