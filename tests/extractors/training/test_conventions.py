"""One reading of Indonesian trees: what the treebanks leave open is named one way, and nothing else is touched."""

import pytest

from extractors.training.conventions import unify
from extractors.training.treebank import Sentence, Word


def read(text):
    """Return the sentence of `form/POS/head/relation` parts; heads count from 1, 0 is the root."""
    words = []
    for index, part in enumerate(text.split()):
        form, pos, head, relation = part.rsplit("/", 3)
        words.append(Word(form, pos=pos, head=int(head) - 1 if int(head) else index, relation=relation))
    return Sentence(tuple(words), True)


def show(sentence):
    return " ".join(
        f"{word.form}/{word.pos}/{0 if word.relation == 'ROOT' else word.head + 1}/{word.relation}"
        for word in sentence.words
    )


CASES = {
    "subject of a passive": (
        "Peru/PROPN/2/nsubj dikecam/VERB/0/ROOT",
        "Peru/PROPN/2/nsubj:pass dikecam/VERB/0/ROOT",
    ),
    "subject of an active verb": (
        "Peru/PROPN/2/nsubj:pass mengecam/VERB/0/ROOT Chad/PROPN/2/obj",
        "Peru/PROPN/2/nsubj mengecam/VERB/0/ROOT Chad/PROPN/2/obj",
    ),
    "a word that looks passive": (
        "Ia/PRON/2/nsubj terbang/VERB/0/ROOT",
        "Ia/PRON/2/nsubj terbang/VERB/0/ROOT",
    ),
    "no object after ber-": (
        "Ia/PRON/2/nsubj bernama/VERB/0/ROOT Ali/PROPN/2/obj",
        "Ia/PRON/2/nsubj bernama/VERB/0/ROOT Ali/PROPN/2/obl",
    ),
    "beri is not ber-": (
        "Ia/PRON/2/nsubj beri/VERB/0/ROOT beras/NOUN/2/obj",
        "Ia/PRON/2/nsubj beri/VERB/0/ROOT beras/NOUN/2/obj",
    ),
    "no object after a linking verb": (
        "Ali/PROPN/2/nsubj menjadi/VERB/0/ROOT presiden/NOUN/2/obj",
        "Ali/PROPN/2/nsubj menjadi/VERB/0/ROOT presiden/NOUN/2/obl",
    ),
    "what there is": (
        "Ada/VERB/0/ROOT tentara/NOUN/1/obj di/ADP/4/case kota/NOUN/1/obl",
        "Ada/VERB/0/ROOT tentara/NOUN/1/nsubj di/ADP/4/case kota/NOUN/1/obl",
    ),
    "what was found": (
        "Ditemukan/VERB/0/ROOT senjata/NOUN/1/obj di/ADP/4/case kota/NOUN/1/obl",
        "Ditemukan/VERB/0/ROOT senjata/NOUN/1/nsubj:pass di/ADP/4/case kota/NOUN/1/obl",
    ),
    "the doer of a passive": (
        "Peru/PROPN/2/nsubj:pass dikecam/VERB/0/ROOT Chad/PROPN/2/obj",
        "Peru/PROPN/2/nsubj:pass dikecam/VERB/0/ROOT Chad/PROPN/2/obl",
    ),
    "time under a verb": (
        "Ali/PROPN/2/nsubj pergi/VERB/0/ROOT pada/ADP/4/case tahun/NOUN/2/obl 1998/NUM/4/nummod",
        "Ali/PROPN/2/nsubj pergi/VERB/0/ROOT pada/ADP/4/case tahun/NOUN/2/obl:tmod 1998/NUM/4/nummod",
    ),
    "time under a noun": (
        "pemilu/NOUN/0/ROOT tahun/NOUN/1/nmod ini/DET/2/det",
        "pemilu/NOUN/0/ROOT tahun/NOUN/1/nmod:tmod ini/DET/2/det",
    ),
    "purpose": (
        "Ali/PROPN/2/nsubj datang/VERB/0/ROOT untuk/SCONJ/4/mark berunding/VERB/2/xcomp",
        "Ali/PROPN/2/nsubj datang/VERB/0/ROOT untuk/SCONJ/4/mark berunding/VERB/2/advcl",
    ),
    "a clause after a preposition": (
        "Ali/PROPN/2/nsubj pergi/VERB/0/ROOT setelah/ADP/4/case kalah/VERB/2/advcl",
        "Ali/PROPN/2/nsubj pergi/VERB/0/ROOT setelah/ADP/4/mark kalah/VERB/2/advcl",
    ),
    "manner": (
        "Ali/PROPN/2/nsubj pergi/VERB/0/ROOT dengan/ADP/4/case cepat/ADJ/2/amod",
        "Ali/PROPN/2/nsubj pergi/VERB/0/ROOT dengan/ADP/4/case:adv cepat/ADJ/2/advmod",
    ),
    "numbers of many words": (
        "dua/NUM/3/nummod juta/NUM/1/nummod orang/NOUN/0/ROOT",
        "dua/NUM/3/nummod juta/NUM/1/flat orang/NOUN/0/ROOT",
    ),
    "a relative clause": (
        "pasukan/NOUN/0/ROOT yang/PRON/3/nsubj menyerang/VERB/1/acl Peru/PROPN/3/obj",
        "pasukan/NOUN/0/ROOT yang/PRON/3/nsubj menyerang/VERB/1/acl:relcl Peru/PROPN/3/obj",
    ),
    "a participle": (
        "pasukan/NOUN/0/ROOT bersenjata/VERB/1/acl:relcl",
        "pasukan/NOUN/0/ROOT bersenjata/VERB/1/acl",
    ),
    "inside a house": (
        "Ali/PROPN/2/nsubj tidur/VERB/0/ROOT di/ADP/4/case dalam/NOUN/2/obl rumah/NOUN/4/nmod",
        "Ali/PROPN/2/nsubj tidur/VERB/0/ROOT di/ADP/5/case dalam/NOUN/5/nmod:lmod rumah/NOUN/2/obl",
    ),
}


@pytest.mark.parametrize(("before", "after"), CASES.values(), ids=CASES)
def test_trees_are_given_one_reading(before, after):
    assert [show(sentence) for sentence in unify([read(before)], language="id")] == [after]


@pytest.mark.parametrize("after", [after for _, after in CASES.values()], ids=CASES)
def test_what_is_unified_stays_as_it_is(after):
    assert [show(sentence) for sentence in unify([read(after)], language="id")] == [after]


def test_other_languages_are_left_alone():
    sentence = read("Peru/PROPN/2/nsubj dikecam/VERB/0/ROOT")
    assert unify([sentence], language="en") == [sentence]


def test_words_without_a_tree_stay_without_one():
    sentence = Sentence((Word("di"), Word("dalam"), Word("rumah", pos="NOUN")), True)
    assert unify([sentence], language="id") == [sentence]
