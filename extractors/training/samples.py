"""Turn annotated sentences into what a network learns from: words with the numbers of their labels.

A label that is unknown is `UNKNOWN` and teaches nothing: sentences of a treebank without names, of a name set without
trees, of an older treebank without lemmas.
"""

import random
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from extractors.parsing.labels import OUTSIDE, Labels
from extractors.parsing.lemmas import find_rule
from extractors.training.augmentation import vary_sentence
from extractors.training.names import Named
from extractors.training.treebank import Sentence, Word

UNKNOWN = -100
RARE = 3
"""Times that a lemma rule must be seen to be learnt; a rarer one is mostly an irregular word or an error."""

NAMES = (OUTSIDE, *(f"{mark}-{kind}" for kind in ("LOC", "ORG", "PER") for mark in "BI"))


class Material(NamedTuple):
    """A sentence to learn from, with its names where they are known."""

    sentence: Sentence
    names: tuple[str, ...] | None = None


class Sample(NamedTuple):
    """Words and the numbers of their labels; `heads` count words from 1, 0 is the root."""

    words: list[str]
    heads: list[int]
    relations: list[int]
    morphology: list[int]
    tags: list[int]
    lemmas: list[int]
    names: list[int]


class Numbers(NamedTuple):
    """The number of each label."""

    relations: Mapping[str, int]
    morphology: Mapping[str, int]
    tags: Mapping[str, int]
    lemmas: Mapping[str, int]
    names: Mapping[str, int]


def gather(sentences: Iterable[Sentence], named: Iterable[Named]) -> list[Material]:
    """Return the sentences of the treebanks with their names where a name set holds the same words, and the rest."""
    names = dict(named)
    found = set()
    materials = []
    for sentence in sentences:
        words = tuple(word.form for word in sentence.words)
        materials.append(Material(sentence, names.get(words)))
        found.add(words)
    rest = [(words, labels) for words, labels in names.items() if words not in found]
    bare = (Material(Sentence(tuple(Word(word) for word in words), True), labels) for words, labels in rest)
    return [*materials, *bare]


def find_labels(sentences: Sequence[Sentence], *, tags: bool) -> Labels:
    """Return all labels of the sentences; without `tags` the treebanks' own tags are not learnt."""
    words = [word for sentence in sentences for word in sentence.words]
    rules = Counter(find_rule(word.form, word.lemma) for word in words if word.lemma)
    return Labels(
        relations=tuple(sorted({word.relation for word in words if word.relation})),
        morphology=tuple(sorted({name for word in words if (name := name_morphology(word))})),
        tags=tuple(sorted({word.tag for word in words if word.tag})) if tags else (),
        lemmas=tuple(sorted(rule for rule, count in rules.items() if count >= RARE)),
        names=NAMES,
    )


def number_labels(labels: Labels) -> Numbers:
    """Return the number of each label."""
    return Numbers(*({label: number for number, label in enumerate(part)} for part in labels))


def make_sample(material: Material, numbers: Numbers, chance: random.Random | None = None, *, language: str) -> Sample:
    """Return a sentence as numbers, varied by `chance` where its names need not be kept in step."""
    sentence, names = material
    if chance is not None and sentence.words[0].head is not None:
        varied = vary_sentence(sentence, chance, language=language)
        names = names if len(varied.words) == len(sentence.words) else None
        sentence = varied
    words = sentence.words
    return Sample(
        [word.form for word in words],
        [UNKNOWN if word.head is None else 0 if word.head == i else word.head + 1 for i, word in enumerate(words)],
        [numbers.relations.get(word.relation or "", UNKNOWN) for word in words],
        [numbers.morphology.get(name_morphology(word) or "", UNKNOWN) for word in words],
        [numbers.tags.get(word.tag or "", UNKNOWN) for word in words],
        [numbers.lemmas.get(find_rule(word.form, word.lemma), UNKNOWN) if word.lemma else UNKNOWN for word in words],
        [UNKNOWN] * len(words) if names is None else [numbers.names[label] for label in names],
    )


def name_morphology(word: Word) -> str | None:
    """Return part of speech and features as one label, None where either is unknown."""
    return f"{word.pos}#{word.features}" if word.pos and word.features is not None else None
