"""Name sets of several shapes are read into one."""

import pytest

from extractors.training.names import read_names


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("Oslo\tB-LOC\nwaits\tO\n\n", ["B-LOC", "O"]),
        ("Oslo PROPN B-LOC\nmenunggu VERB O\n", ["B-LOC", "O"]),
        ("# text = Oslo waits\n1\tOslo\tB-LOC\t-\tx\n2\twaits\tO\n\n", ["B-LOC", "O"]),
        ("Ana\tB-politician\nRuiz\tI-politician\n", ["B-PER", "I-PER"]),
        ("Labour\tB-politicalparty\nwon\tO\nthe\tO\n1997\tB-election\nelection\tI-election\n",
         ["B-ORG", "O", "O", "O", "O"]),
        ("Medan\tI-PLACE\nNiger\tB-country\n", ["B-LOC", "B-LOC"]),
    ],
)  # fmt: skip
def test_kinds_become_three(tmp_path, text, labels):
    path = tmp_path / "names.txt"
    path.write_text(text, encoding="utf-8")
    ((words, found),) = read_names(path)
    assert list(found) == labels
    assert len(words) == len(labels)


def test_a_line_without_label_is_named(tmp_path):
    path = tmp_path / "names.txt"
    path.write_text("Oslo\tB-LOC\nwaits\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"names\.txt:2: one column; write a word and its label"):
        read_names(path)
