"""A tiny treebank of our own making."""

from collections.abc import Callable
from pathlib import Path

import pytest

SENTENCES = {
    "en": [
        ["Iran Iran PROPN NNP Number=Sing 2 nsubj _", "condemned condemn VERB VBD Tense=Past 0 root _"]
        + ["Israel Israel PROPN NNP Number=Sing 2 obj SpaceAfter=No", ". . PUNCT . _ 2 punct _"],
        ["France France PROPN NNP Number=Sing 2 nsubj _", "praised praise VERB VBD Tense=Past 0 root _"]
        + ["Japan Japan PROPN NNP Number=Sing 2 obj SpaceAfter=No", ". . PUNCT . _ 2 punct _"],
    ],
    "id": [
        ["Iran Iran PROPN _ _ 2 nsubj _", "mengecam kecam VERB _ Voice=Act 0 root _"]
        + ["Israel Israel PROPN _ _ 2 obj SpaceAfter=No", ". . PUNCT _ _ 2 punct _"],
        ["Prancis Prancis PROPN _ _ 2 nsubj _", "memuji puji VERB _ Voice=Act 0 root _"]
        + ["Jepang Jepang PROPN _ _ 2 obj SpaceAfter=No", ". . PUNCT _ _ 2 punct _"],
    ],
}


def write_conllu(sentences: list[list[str]]) -> str:
    """Return CoNLL-U text of words written as `form lemma pos tag features head relation misc`."""
    blocks = []
    for words in sentences:
        lines = []
        for number, word in enumerate(words, start=1):
            form, lemma, pos, tag, features, head, relation, misc = word.split(" ")
            lines.append("\t".join([str(number), form, lemma, pos, tag, features, head, relation, "_", misc]))
        blocks.append("\n".join(lines) + "\n\n")
    return "".join(blocks)


@pytest.fixture
def treebank(tmp_path: Path) -> Callable[[str], Path]:
    """A function that writes the treebank of a language, long enough to learn from, and returns its path."""

    def write(language: str) -> Path:
        path = tmp_path / f"{language}.conllu"
        path.write_text(write_conllu(SENTENCES[language] * 15), encoding="utf-8")
        return path

    return write


@pytest.fixture
def data(treebank: Callable[[str], Path], tmp_path: Path) -> Path:
    """A data folder with the treebanks of both languages, names, plain texts and a glossary."""
    for language in SENTENCES:
        treebank(language)
    names = "Iran\tB-LOC\ncondemned\tO\nIsrael\tB-LOC\n.\tO\n\nAnna\tB-PER\nslept\tO\n\n"
    texts = ["Iran mengecam Israel karena serangan itu.", "Prancis memuji Jepang atas bantuan bagi para korban."]
    (tmp_path / "names.txt").write_text(names * 5, encoding="utf-8")
    (tmp_path / "texts.txt").write_text("\n".join(texts * 20), encoding="utf-8")
    (tmp_path / "glossary.csv").write_text(
        "form,root,gloss\nmengecam,kecam,condemn\nmemuji,puji,praise\nkecam,kecam,condemn\n", encoding="utf-8"
    )
    return tmp_path
