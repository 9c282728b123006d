"""Write sentences of news with their trees: templates in, annotated sentences out.

Treebanks of web text and encyclopedias hardly hold "Bahrain, Egypt and Jordan denounced Iran": to a parser that has
read no news, a name after a name and a comma is an apposition, and a verb that it does not know a participle. The
templates and the words are our own.
"""

import random
import tomllib
from collections.abc import Iterator, Mapping
from importlib.resources import files
from typing import NamedTuple

from extractors.training.treebank import Sentence, Word
from ontology.records import Record

FORMS = {"past": "VBD", "third": "VBZ", "base": "VB", "part": "VBN", "active": None, "passive": None}
"""Slots for a verb and the tag of the form; Indonesian verbs have none."""

VOICES = {"active": "Voice=Act", "passive": "Voice=Pass"}
"""Features of the slots whose form does not tell them to `fill_features`."""

NOUNS = {"title", "thing"}


class Templates(Record):
    """The templates of a language and the words that fill them."""

    language: str
    templates: tuple[str, ...]
    actors: tuple[str, ...]
    names: tuple[str, ...]
    days: tuple[str, ...]
    titles: tuple[str, ...]
    things: tuple[str, ...]
    verbs: tuple[str, ...]
    words: Mapping[str, str]
    irregular: Mapping[str, str]


class _Token(NamedTuple):
    text: str
    head: int
    relation: str


def read_templates(language: str) -> Templates:
    """Return the templates of a language."""
    path = files("extractors.training") / f"templates_{language}.toml"
    return Templates.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))


def write_sentences(templates: Templates, *, each: int, seed: int = 0) -> Iterator[Sentence]:
    """Yield `each` sentences of each template, filled by chance."""
    chance = random.Random(seed)
    for template in templates.templates:
        tokens = [_read(part) for part in template.split(" ")]
        for _ in range(each):
            yield _fill(tokens, templates, chance)


def inflect(verb: str, slot: str, irregular: Mapping[str, str]) -> tuple[str, str]:
    """Return the form of a verb for a slot, and its lemma; an Indonesian verb is given as its me- form and its root."""
    if slot in {"active", "passive"}:
        active, root = verb.split(" ")
        if slot == "active":
            return active, root
        ends = next((end for end in ("kan", "i") if active.endswith(end) and not root.endswith(end)), "")
        stem = active.removeprefix("memper")
        return (f"diper{stem}" if stem != active and not root.startswith("per") else f"di{root}{ends}"), root
    past, part = irregular.get(verb, f"{_past(verb)} {_past(verb)}").split(" ")
    third = (
        f"{verb[:-1]}ies" if _soft(verb) else f"{verb}es" if verb.endswith(("s", "sh", "ch", "x", "o")) else f"{verb}s"
    )
    return {"past": past, "part": part, "third": third, "base": verb}[slot], verb


def _fill(tokens: list[_Token], templates: Templates, chance: random.Random) -> Sentence:
    groups = [_choose(token, templates, chance) for token in tokens]
    starts = [sum(len(group) for group in groups[:index]) for index in range(len(groups))]
    heads = [start + len(group) - 1 for start, group in zip(starts, groups, strict=True)]
    if templates.language == "id":  # names begin with their head
        heads = starts
    words = []
    for token, group, start, head in zip(tokens, groups, starts, heads, strict=True):
        for place, word in enumerate(group, start=start):
            if place == head:
                above = heads[token.head - 1] if token.head else head
                words.append(word._replace(head=above, relation=token.relation))
            else:
                words.append(word._replace(head=head))
    first = words[0]
    words[0] = first._replace(form=first.form[:1].upper() + first.form[1:])
    spaced = [
        word._replace(space=after is not None and after.form not in {".", ",", "'s"})
        for word, after in zip(words, [*words[1:], None], strict=True)
    ]
    return Sentence(tuple(spaced), True)


def _choose(token: _Token, templates: Templates, chance: random.Random) -> list[Word]:
    """Return the words of a token; those that are not its head carry their relation to it."""
    slot = token.text.strip("{}")
    tagged = templates.language == "en"
    if slot == token.text:
        pos, tag, lemma = (*templates.words[slot].split(" "), "_", "_")[:3]
        return [Word(slot, slot if lemma == "_" else lemma, pos, None if tag == "_" else tag)]
    if slot in FORMS:
        form, lemma = inflect(chance.choice(templates.verbs), slot, templates.irregular)
        return [Word(form, lemma, "VERB", FORMS[slot], VOICES.get(slot))]
    filling = chance.choice(getattr(templates, f"{slot}s"))
    words = []
    for part in filling.split(" "):
        form, _, relation = part.partition(":")
        pos = {"det": "DET", "amod": "ADJ"}.get(relation, "NOUN" if slot in NOUNS else "PROPN")
        plural = form.endswith("s") and slot == "thing"
        tag = {"DET": "DT", "NOUN": "NNS" if plural else "NN", "PROPN": "NNP"}.get(
            pos, "JJ" if slot in NOUNS else "NNP"
        )
        known = form if pos == "PROPN" else None
        words.append(Word(form, known, pos, tag if tagged else None, relation=relation or None))
    return words


def _read(part: str) -> _Token:
    text, _, rest = part.rpartition(">")
    head, _, relation = rest.partition(":")
    return _Token(text, int(head), relation)


def _past(verb: str) -> str:
    if verb.endswith("e"):
        return f"{verb}d"
    if _soft(verb):
        return f"{verb[:-1]}ied"
    doubled = verb[-1] in "bdgmnpt" and verb[-2] in "aeiou" and verb[-3] not in "aeiou" and len(verb) < 6
    return f"{verb}{verb[-1]}ed" if doubled else f"{verb}ed"


def _soft(verb: str) -> bool:
    return verb.endswith("y") and verb[-2] not in "aeiou"
