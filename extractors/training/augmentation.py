"""Vary training sentences as newsrooms do: a parsed sentence in, one as a headline, a dateline or a hasty page has it.

Headlines drop articles and auxiliaries, stand in the present tense, capitalise words and end without a stop; agency
copy starts with a town in capitals; some pages shout and some never press the shift key.
"""

import random
from collections.abc import Callable, Sequence

from extractors.training.treebank import Sentence, Word

Words = tuple[Word, ...]
Vary = Callable[[Words, random.Random], Words]

STOPS = frozenset(".!?")
DROPPED_RELATIONS = frozenset({"aux", "aux:pass", "cop"})
TOWNS = (
    "LONDON",
    "JAKARTA",
    "BEIRUT",
    "MOSCOW",
    "MANILA",
    "NEW YORK",
    "TEL AVIV",
    "BEIJING",
    "KYIV",
    "ABUJA",
    "GENEVA",
)
AGENCIES = ("Reuters", "AP", "AFP", "Antara", "Xinhua", "Kyodo", "dpa", "TASS")
DASHES = ("-", "—", "–", "--")
SMALL = frozenset({"ADP", "CCONJ", "DET", "PART", "SCONJ"})
"""Parts of speech that title case leaves small."""


def vary_sentence(sentence: Sentence, chance: random.Random, *, language: str) -> Sentence:
    """Return the sentence as it is, or varied in one or two ways by chance."""
    words = sentence.words
    for share, vary in (*VARIATIONS, *((HEADLINES,) if language == "en" else ())):
        if chance.random() < share:
            words = vary(words, chance)
    return sentence._replace(words=words)


def drop_words(words: Words, dropped: frozenset[int]) -> Words:
    """Return the words without those at the given places, none of which may be the head of a word that stays."""
    places = {old: new for new, old in enumerate(index for index in range(len(words)) if index not in dropped)}
    return tuple(
        word if word.head is None else word._replace(head=places[word.head])
        for index, word in enumerate(words)
        if index not in dropped
    )


def drop_stop(words: Words, _: random.Random) -> Words:
    """Return the words without their final stop."""
    last = len(words) - 1
    if last < 2 or words[last].form not in STOPS or words[last].head == last or _is_head(words, last):
        return words
    return drop_words(words, frozenset({last}))


def write_headline(words: Words, chance: random.Random) -> Words:
    """Return an English sentence of up to 18 words as a headline."""
    if not 4 <= len(words) <= 18 or words[-1].form == "?":
        return words
    small = {i for i, word in enumerate(words) if word.form.lower() in {"a", "an", "the"} and word.pos == "DET"}
    small |= {i for i, word in enumerate(words) if word.relation in DROPPED_RELATIONS and word.lemma == "be"}
    small = {i for i in small if words[i].head != i and not _is_head(words, i)}
    words = tuple(_put_in_present(word) for word in drop_stop(drop_words(words, frozenset(small)), chance))
    return write_titles(words, chance) if chance.random() < 0.5 else words


def write_titles(words: Words, _: random.Random) -> Words:
    """Return the words with capitals, but for the small words inside."""
    return tuple(
        word if index and word.pos in SMALL else word._replace(form=word.form[:1].upper() + word.form[1:])
        for index, word in enumerate(words)
    )


def write_upper(words: Words, _: random.Random) -> Words:
    """Return the words in capitals."""
    return tuple(word._replace(form=word.form.upper()) for word in words)


def write_lower(words: Words, _: random.Random) -> Words:
    """Return the words without capitals."""
    return tuple(word._replace(form=word.form.lower()) for word in words)


def add_dateline(words: Words, chance: random.Random) -> Words:
    """Return the sentence after the town and the agency of agency copy, both hung to its root."""
    roots = [index for index, word in enumerate(words) if word.head == index]
    if len(roots) != 1 or len(words) < 6:
        return words
    town = chance.choice(TOWNS).split()
    agency = [chance.choice(AGENCIES)] if chance.random() < 0.7 else []
    forms = [*town, *(["(", *agency, ")"] if agency else []), chance.choice(DASHES)]
    shift = len(forms)
    front = []
    for index, form in enumerate(forms):
        if index < len(town):
            head, relation = (roots[0] + shift, "parataxis") if index == 0 else (0, "flat")
        elif form in agency:
            head, relation = 0, "parataxis"
        else:
            head, relation = (len(town) + 1 if form in "()" else 0), "punct"
        name = form not in "()" and form not in DASHES
        pos, tag = ("PROPN", "NNP") if name else ("PUNCT", "-LRB-" if form == "(" else "-RRB-" if form == ")" else ":")
        front.append(
            Word(
                form,
                form.title() if name and form.isupper() and len(form) > 4 else form,
                pos,
                tag,
                None,
                head,
                relation,
            )
        )
    return (*front, *(word._replace(head=None if word.head is None else word.head + shift) for word in words))


def _put_in_present(word: Word) -> Word:
    """Return a verb of the past tense in the third person of the present."""
    if word.tag != "VBD" or word.pos != "VERB" or not word.lemma:
        return word
    lemma = word.lemma
    if lemma.endswith(("s", "x", "z", "ch", "sh", "o")):
        form = f"{lemma}es"
    elif lemma.endswith("y") and lemma[-2:-1] not in "aeiou":
        form = f"{lemma[:-1]}ies"
    else:
        form = f"{lemma}s"
    features = "Mood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin"
    return word._replace(form=form, tag="VBZ", features=features)


def _is_head(words: Sequence[Word], index: int) -> bool:
    return any(word.head == index for place, word in enumerate(words) if place != index)


VARIATIONS: tuple[tuple[float, Vary], ...] = (
    (0.06, drop_stop),
    (0.04, write_titles),
    (0.03, add_dateline),
    (0.04, write_upper),
    (0.04, write_lower),
)
HEADLINES: tuple[float, Vary] = (0.05, write_headline)
