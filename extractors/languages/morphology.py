"""From a word to the forms it is looked up by: lower case, lemma, without clitics, stems by the pack's rewrites.

In: a word and the Grammar. Out: sets of strings. Lexicon entries and words of a text go through the same functions
and match where they share a form, so the lexicon is written in dictionary forms.
"""

from functools import lru_cache
from typing import NamedTuple

from extractors.languages.grammar import Grammar

KEPT = 50_000
"""Words whose forms are remembered: news says the same words again."""

CLITICS = ("nya", "lah", "kah", "pun", "ku", "mu")


class Stems(NamedTuple):
    """The stems of a verb form, and those among them that only a passive reading gives."""

    active: frozenset[str]
    passive: frozenset[str]


@lru_cache(maxsize=KEPT)
def word_forms(word: str, lemma: str, grammar: Grammar) -> frozenset[str]:
    """Return the forms under which a word is looked up as a noun or adjective."""
    lower = word.lower()
    forms = {lower} if grammar.morphology else {lower, lemma.lower()}  # an Indonesian lemma is a root: it blurs words
    if lower in grammar.irregular:
        forms.add(grammar.irregular[lower])
    for rewrite in grammar.inflection:
        match = rewrite.regex.match(lower)
        if match:
            forms.update(match.expand(stem) for stem in rewrite.stems)
    if grammar.possessive_suffix:
        forms |= {lower.removesuffix(clitic) for clitic in CLITICS if lower.endswith(clitic) and len(lower) > 6}
        half, _, other = lower.partition("-")
        if half and half == other[: len(half)]:  # reduplication: pasukan-pasukan
            forms.add(half)
    return frozenset(forms - {""})


@lru_cache(maxsize=KEPT)
def verb_stems(word: str, lemma: str, grammar: Grammar) -> Stems:
    """Return the stems under which a word is looked up as a verb."""
    forms = word_forms(word, lemma, grammar)
    active: set[str] = set(forms)
    passive: set[str] = set()
    for form in forms:
        for rewrite in grammar.morphology:
            match = rewrite.regex.match(form)
            if match:
                (passive if rewrite.passive else active).update(match.expand(stem) for stem in rewrite.stems)
    return Stems(frozenset(active), frozenset(passive))
