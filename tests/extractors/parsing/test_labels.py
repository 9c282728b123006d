"""Labels are written and read back, and a file that lacks a list is refused."""

import json

import pytest

from extractors.parsing.labels import OUTSIDE, ROOT, Labels, read_labels

LABELS = Labels(
    relations=(ROOT, "nsubj", "obl:tmod"),
    morphology=("NOUN#Number=Sing", "PUNCT#", "VERB#Tense=Past|VerbForm=Fin"),
    tags=("NN", "''", "VBD"),
    lemmas=("l >|ies>y", "l meng>k|kan>", "k >|’s>", "t >|>", 'l ">é|😀>'),
    names=(OUTSIDE, "B-PER", "I-PER"),
)


@pytest.mark.parametrize(
    "labels",
    [
        pytest.param(LABELS, id="all lists"),
        pytest.param(LABELS._replace(tags=()), id="no tags"),
        pytest.param(Labels((), (), (), (), ()), id="nothing in any list"),
        pytest.param(LABELS._replace(relations=("obj", "det", ROOT)), id="another order"),
        pytest.param(LABELS._replace(lemmas=("l \n>\u2028|\t>\\",)), id="line ends inside"),
    ],
)
def test_labels_survive_the_disk(labels, tmp_path):
    labels.write(tmp_path / "labels.json")
    assert read_labels(tmp_path / "labels.json") == labels


def test_labels_are_read_back_as_tuples(tmp_path):
    LABELS.write(tmp_path / "labels.json")
    assert all(isinstance(names, tuple) for names in read_labels(tmp_path / "labels.json"))


def test_labels_are_written_as_one_json_object_in_utf8(tmp_path):
    LABELS.write(tmp_path / "labels.json")
    text = (tmp_path / "labels.json").read_bytes().decode("utf-8")
    assert json.loads(text) == {field: list(names) for field, names in LABELS._asdict().items()}
    assert "é|😀" in text
    assert text.endswith("}\n")


def test_writing_again_replaces_what_was_there(tmp_path):
    LABELS.write(tmp_path / "labels.json")
    LABELS._replace(tags=(), lemmas=()).write(tmp_path / "labels.json")
    assert read_labels(tmp_path / "labels.json") == LABELS._replace(tags=(), lemmas=())


def test_lists_that_nobody_asked_for_are_passed_over(tmp_path):
    (tmp_path / "labels.json").write_text(json.dumps(LABELS._asdict() | {"colours": ["red"]}), encoding="utf-8")
    assert read_labels(tmp_path / "labels.json") == LABELS


@pytest.mark.parametrize("field", Labels._fields)
def test_a_missing_list_is_named_with_its_file(field, tmp_path):
    content = {name: list(names) for name, names in LABELS._asdict().items() if name != field}
    (tmp_path / "some.json").write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(ValueError, match=rf"{tmp_path.name}.some\.json: no {field}; export the model again"):
        read_labels(tmp_path / "some.json")


def test_all_missing_lists_are_named(tmp_path):
    (tmp_path / "labels.json").write_text('{"relations": []}', encoding="utf-8")
    with pytest.raises(ValueError, match=r"labels\.json: no lemmas, morphology, names, tags"):
        read_labels(tmp_path / "labels.json")


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(FileNotFoundError, match=r"labels\.json"):
        read_labels(tmp_path / "labels.json")
