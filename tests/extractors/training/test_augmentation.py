"""Varied sentences stay sound trees."""

import random

import pytest

from extractors.training import augmentation
from extractors.training.treebank import parse_sentences

LINES = """\
1\tThe\tthe\tDET\tDT\t_\t2\tdet\t_\t_
2\tminister\tminister\tNOUN\tNN\t_\t4\tnsubj:pass\t_\t_
3\twas\tbe\tAUX\tVBD\t_\t4\taux:pass\t_\t_
4\tfreed\tfree\tVERB\tVBN\t_\t0\troot\t_\t_
5\tas\tas\tSCONJ\tIN\t_\t7\tmark\t_\t_
6\trebels\trebel\tNOUN\tNNS\t_\t7\tnsubj\t_\t_
7\tcarried\tcarry\tVERB\tVBD\t_\t4\tadvcl\t_\t_
8\tarms\tarm\tNOUN\tNNS\t_\t7\tobj\t_\tSpaceAfter=No
9\t.\t.\tPUNCT\t.\t_\t4\tpunct\t_\t_

"""
(SENTENCE,) = parse_sentences(LINES.splitlines(), name="test", language="en")
CHANCE = random.Random(0)


def forms(words):
    return [word.form for word in words]


@pytest.mark.parametrize(
    ("vary", "expected"),
    [
        (augmentation.drop_stop, "The minister was freed as rebels carried arms"),
        (augmentation.write_upper, "THE MINISTER WAS FREED AS REBELS CARRIED ARMS ."),
        (augmentation.write_lower, "the minister was freed as rebels carried arms ."),
        (augmentation.write_titles, "The Minister Was Freed as Rebels Carried Arms ."),
    ],
)
def test_a_variation_changes_what_it_says(vary, expected):
    assert " ".join(forms(vary(SENTENCE.words, CHANCE))) == expected


def test_a_headline_has_no_article_no_auxiliary_and_stands_in_the_present():
    words = [word.lower() for word in forms(augmentation.write_headline(SENTENCE.words, CHANCE))]
    assert words == ["minister", "freed", "as", "rebels", "carries", "arms"]


def test_a_dateline_hangs_by_the_root():
    words = augmentation.add_dateline(SENTENCE.words, random.Random(1))
    assert forms(words)[-9:] == forms(SENTENCE.words)
    root = next(index for index, word in enumerate(words) if word.head == index)
    assert words[root].form == "freed"
    assert (words[0].head, words[0].relation) == (root, "parataxis")


@pytest.mark.parametrize("language", ["en", "id"])
def test_a_varied_sentence_is_one_tree(language):
    chance = random.Random(3)
    for _ in range(200):
        words = augmentation.vary_sentence(SENTENCE, chance, language=language).words
        assert sum(word.head == index for index, word in enumerate(words)) == 1
        assert all(word.head is not None and 0 <= word.head < len(words) for word in words)
