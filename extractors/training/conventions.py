"""Give the Indonesian treebanks one reading of what their guidelines leave open: sentences in, sentences out.

GSD, the largest, was first annotated by machine and calls by one name what CSUI keeps apart; each rule below says what
CSUI (and PUD, the test set, whose own labels are never touched) does with nearly every such word. Where two training
sets disagree with the general guidelines (https://universaldependencies.org/u/dep/), the guidelines decide: the noun
after an intransitive verb (*bernama X*, *menjadi X*) is no object, for no passive can be made of it. Only training data
are changed.
"""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from extractors.training.treebank import NOMINAL, Sentence, Word

MONTHS = "januari februari maret april mei juni juli agustus september oktober november desember"
DAYS = "senin selasa rabu kamis jumat sabtu minggu"
TIMES = frozenset(
    f"{MONTHS} {DAYS} tahun bulan hari tanggal pekan jam pukul abad dekade pagi siang sore malam periode masa waktu "
    "saat musim kuartal triwulan semester zaman".split()
)
"""Nouns that tell when; they hang as obl:tmod and nmod:tmod."""

PLACES = frozenset(["dalam", "luar", "atas", "bawah", "depan", "belakang", "tengah", "antara", "samping"])
"""Nouns between *di* and another noun; they hang by it as nmod:lmod."""

ACTIVE = frozenset(["diam", "diri", "dingin", "terbang", "terjun", "terbit", "terus", "tertawa", "teriak", "terima"])
"""Words that begin like a passive and are none."""

TRANSITIVE = frozenset(
    ["beri", "berikan", "berhentikan", "bersihkan", "berangkatkan", "berantas", "berlakukan", "beritakan"]
)
"""Words that begin like an intransitive with ber- and are none."""

COPULAS = frozenset({"menjadi", "merupakan", "jadi"})
EXISTING = frozenset({"ada", "terdapat"})
FREE = frozenset({"ROOT", "ccomp", "parataxis"})
MANNER = frozenset({"dengan", "secara"})
MARKING = frozenset({"case", "mark", "case:adv"})
SUBJECTS = ("nsubj", "nsubj:pass")
YEAR = re.compile("(18|19|20)[0-9]{2}")


def unify(sentences: Iterable[Sentence], *, language: str) -> list[Sentence]:
    """Return training sentences with heads and relations by one set of conventions, if their language needs it."""
    if language != "id":
        return list(sentences)
    return [sentence._replace(words=tuple(_relabel(_lift_places(sentence.words)))) for sentence in sentences]


def is_passive(verb: Word) -> bool:
    """Tell whether a word is a passive with *di-* or *ter-*."""
    form = verb.form.lower()
    return verb.pos == "VERB" and form.startswith(("di", "ter")) and form not in ACTIVE


def is_intransitive(verb: Word) -> bool:
    """Tell whether no object can follow a word: a passive, a verb with *ber-*, or one that links."""
    form = verb.form.lower()
    begins = verb.pos == "VERB" and form.startswith("ber") and form not in TRANSITIVE
    return begins or is_passive(verb) or form in COPULAS


def _lift_places(words: Sequence[Word]) -> list[Word]:
    """Hang *di dalam rumah* by the house, where a treebank hangs it by the inside."""
    changed = list(words)
    for index, word in enumerate(words[:-1]):
        after = next((i for i in range(index + 1, len(words)) if words[i].head == index), None)
        preceded = index and words[index - 1].head == index and words[index - 1].relation == "case"
        if word.form.lower() not in PLACES or not preceded or after is None or word.head == index:
            continue
        if words[after].pos not in NOMINAL or words[after].relation != "nmod":
            continue
        for i, other in enumerate(words):
            if other.head == index and i != after:
                changed[i] = changed[i]._replace(head=after)
        changed[after] = changed[after]._replace(head=word.head, relation=word.relation)
        changed[index] = word._replace(head=after, relation="nmod:lmod")
    return changed


def _relabel(words: Sequence[Word]) -> list[Word]:
    changed = []
    for index, word in enumerate(words):
        if word.head is None or word.relation is None or word.head == index:
            changed.append(word)
            continue
        place = _Place(word, index, word.relation, words[word.head], index > word.head, words)
        changed.append(word._replace(relation=_name(place)))
    return changed


class _Place(NamedTuple):
    """A word in its sentence: its relation to its head and whether it comes after it."""

    word: Word
    at: int
    relation: str
    head: Word
    after: bool
    words: Sequence[Word]

    @property
    def form(self) -> str:
        return self.word.form.lower()

    @property
    def children(self) -> list[Word]:
        return [word for i, word in enumerate(self.words) if word.head == self.at and i != self.at]

    @property
    def marks(self) -> set[str]:
        return {child.form.lower() for child in self.children if child.relation in MARKING}


def _name(place: _Place) -> str:
    """Return the relation of a word by the conventions."""
    if place.relation in {"case", "mark"}:
        return _name_mark(place)
    if place.word.pos in NOMINAL:
        return _name_nominal(place)
    if place.relation in SUBJECTS:
        return _name_subject(place)
    if place.head.pos == "VERB" and place.word.pos in {"VERB", "ADJ"}:
        return _name_clause(place)
    if place.head.pos in NOMINAL and place.word.pos in {"VERB", "ADJ"} and place.after:
        return _name_modifier(place)
    return place.relation


def _name_subject(place: _Place) -> str:
    if place.head.pos != "VERB":
        return place.relation
    return "nsubj:pass" if is_passive(place.head) else "nsubj"


def _is_inverted(place: _Place) -> bool:
    """Tell whether a noun after a verb is its subject: *ada tentara*, *terjadi gempa*, *ditemukan senjata*."""
    head, above = place.head, place.word.head
    if any(word.head == above and word.relation in SUBJECTS for word in place.words):
        return False
    if head.form.lower() in EXISTING:
        return True
    free = head.relation not in {"acl", "acl:relcl", "conj", "amod"}
    return is_passive(head) and (free if head.form.lower().startswith("ter") else head.relation in FREE)


def _name_nominal(place: _Place) -> str:
    word, head, relation = place.word, place.head, place.relation
    if relation in SUBJECTS:
        return _name_subject(place)
    if relation == "nummod" and word.pos == "NUM" and place.after and head.pos in {"NUM", "VERB"}:
        if head.pos == "NUM":
            return "flat"
        if YEAR.fullmatch(word.form):
            return "obl:tmod"
        relation = "obj"
    if place.after and not place.marks and (relation == "obj" or (relation == "obl" and head.form == "termasuk")):
        if _is_inverted(place):
            return _name_subject(place)
        relation = "obl" if is_intransitive(head) else relation
    if relation == "amod" and word.pos in {"NOUN", "PROPN"}:
        relation = "nmod"
    if relation in {"nmod", "compound"} and (
        (place.marks and head.pos in {"VERB", "ADJ"}) or (place.after and head.pos == "ADJ")
    ):
        relation = "obl"
    return f"{relation}:tmod" if place.form in TIMES and relation in {"obl", "nmod"} else relation


def _name_clause(place: _Place) -> str:
    """Return the relation of a verb or an adjective to a verb."""
    relation, marks = place.relation, place.marks
    own = any((child.relation or "").startswith((*SUBJECTS, "cop")) for child in place.children)
    if place.word.pos == "ADJ" and not own:
        manner = marks <= MANNER if relation == "advcl" else marks and marks <= MANNER
        return "advmod" if relation == "amod" or (relation in {"advcl", "xcomp"} and manner) else relation
    if place.word.pos == "VERB" and place.after:
        between = place.words[(place.word.head or 0) + 1 : place.at]
        near = len(between) < 3 and all(word.pos != "PUNCT" for word in between)
        if relation == "xcomp" and marks:
            return "advcl"
        if relation == "ccomp" and near and not marks and not own:
            return "xcomp"
    return relation


def _name_modifier(place: _Place) -> str:
    """Return the relation of a verb or an adjective to the noun before it."""
    relative = any(child.form.lower() == "yang" for child in place.children)
    if place.relation == "acl:relcl" and not relative:
        return "acl"
    if place.relation == "acl" and relative and not place.marks:
        return "acl:relcl"
    return "acl" if place.relation == "amod" and place.word.pos == "VERB" else place.relation


def _name_mark(place: _Place) -> str:
    head, form = place.head, place.form
    if form in MANNER and head.pos == "ADJ" and head.head is not None and place.words[head.head].pos == "VERB":
        return "case:adv"
    if form == "sekitar" and not place.after and place.words[place.at + 1].pos == "NUM":
        return "advmod"
    if form in PLACES and place.at:
        before = place.words[place.at - 1]
        if before.form.lower() in {"di", "ke", "dari"} and before.head == place.word.head:
            return "nmod:lmod"
    clausal = head.pos == "VERB" and not place.after and form != "oleh"
    return "mark" if clausal or form in {"yaitu", "yakni", "bahwa"} else place.relation
