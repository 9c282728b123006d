"""The sentences written by template are sound trees and sound language."""

import pytest

from extractors.training.templates import inflect, read_templates, write_sentences


@pytest.mark.parametrize("language", ["en", "id"])
def test_every_template_gives_trees_with_all_their_labels(language):
    templates = read_templates(language)
    sentences = list(write_sentences(templates, each=3, seed=1))
    assert len(sentences) == 3 * len(templates.templates)
    for sentence in sentences:
        words = sentence.words
        roots = [index for index, word in enumerate(words) if word.head == index]
        assert [words[index].relation for index in roots] == ["ROOT"]
        assert all(word.relation and word.pos for word in words)
        assert words[0].form[0].isupper()
        for index in range(len(words)):
            path = [index]
            while words[path[-1]].head != path[-1]:
                path.append(words[path[-1]].head)
                assert len(path) <= len(words)


def test_names_of_several_words_hang_together():
    english, indonesian = read_templates("en"), read_templates("id")
    one = english.model_copy(update={"templates": english.templates[:1], "actors": ("the:det United:amod States",)})
    (sentence,) = write_sentences(one, each=1)
    assert [word.form for word in sentence.words[:3]] == ["The", "United", "States"]
    assert [word.relation for word in sentence.words[:3]] == ["det", "amod", "nsubj"]
    two = indonesian.model_copy(update={"templates": indonesian.templates[:1], "actors": ("Korea Utara:flat:name",)})
    (sentence,) = write_sentences(two, each=1)
    assert [(word.relation, word.head) for word in sentence.words[:2]] == [("nsubj", 2), ("flat:name", 0)]


def test_the_same_seed_writes_the_same():
    templates = read_templates("en")
    assert list(write_sentences(templates, each=2, seed=5)) == list(write_sentences(templates, each=2, seed=5))


@pytest.mark.parametrize(
    ("verb", "slot", "form"),
    [
        ("condemn", "past", "condemned"), ("raid", "past", "raided"), ("occupy", "past", "occupied"),
        ("betray", "past", "betrayed"), ("arm", "past", "armed"), ("occupy", "third", "occupies"),
        ("reassure", "third", "reassures"), ("attack", "base", "attack"), ("strike", "part", "struck"),
        ("menyerang serang", "active", "menyerang"), ("menyerang serang", "passive", "diserang"),
        ("membebaskan bebas", "passive", "dibebaskan"), ("mengunjungi kunjung", "passive", "dikunjungi"),
        ("memperingatkan ingat", "passive", "diperingatkan"), ("mengakui aku", "passive", "diakui"),
        ("mencurigai curiga", "passive", "dicurigai"), ("mengevakuasi evakuasi", "passive", "dievakuasi"),
    ],
)  # fmt: skip
def test_verbs_are_inflected(verb, slot, form):
    assert inflect(verb, slot, {"strike": "struck struck"})[0] == form
