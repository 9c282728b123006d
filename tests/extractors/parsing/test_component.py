"""What the parsers make of sentences, and of text that is none."""

from pathlib import Path

import pytest
import spacy
from spacy.tokens import Doc

from extractors import load_pack
from extractors.parsing.component import LONGEST, NewsParser
from extractors.parsing.pipelines import ACCURATE, MODELS, SPEEDS, load_pipeline

ODD = {
    "nothing": "",
    "white space": " \n\t\n ",
    "emoji": "😀🔥😂 🇮🇩 👨‍👩‍👧‍👦",
    "control characters": "a\x00b \x01\x02 c\x7f. Yes",
    "several scripts": "Путин met 习近平 di Jakarta und sprach über 협력.",
    "one word": "Iran",
    "blank lines inside": "Iran\nattacked\n\nIsrael",
    "white space first": "  Iran attacked.",
    "a thousand words": "word " * 1000,
    "clauses without end": "The army of the north attacked and " * 200,
    "one endless word": "x" * 50_000,
    "no space at all": "абв-" * 20_000,
    "no stop at all": "Iran attacked Israel and " * 3_000,
    "lone surrogate": "Iran \ud800 attacked",
}


def load(language, model=ACCURATE):
    return load_pipeline(model, models=Path(str(load_pack(language).folder)) / MODELS)


@pytest.fixture(scope="module")
def english():
    return load("en")


def is_forest(doc):
    """Tell whether each sentence is one tree, and every tree one sentence."""
    return all(sum(token.head == token for token in sentence) == 1 for sentence in doc.sents) and all(
        sentence.root in {*token.ancestors, token} for sentence in doc.sents for token in sentence
    )


@pytest.mark.parametrize("model", SPEEDS)
@pytest.mark.parametrize(
    ("language", "text", "heads", "labels"),
    [
        ("en", "Chad praised Peru.", [1, 1, 1, 1], ["nsubj", "ROOT", "obj", "punct"]),
        ("id", "Chad memuji Peru.", [1, 1, 1, 1], ["nsubj", "ROOT", "obj", "punct"]),
    ],
)
def test_both_speeds_read_a_plain_sentence(model, language, text, heads, labels):
    doc = load(language, model)(text)
    assert [token.head.i for token in doc] == heads
    assert [token.dep_ for token in doc] == labels
    assert [token.pos_ for token in doc] == ["PROPN", "VERB", "PROPN", "PUNCT"]


@pytest.mark.parametrize(
    ("language", "text", "lemmas"),
    [
        ("en", "The troops denounced it and sold the missiles.", "the troops denounce it and sell the missile ."),
        ("id", "Pasukan itu menyerang kota dan mengirimkan rudal.", "pasukan itu serang kota dan kirim rudal ."),
    ],
)
def test_lemmas_undo_what_the_language_adds(language, text, lemmas):
    assert [token.lemma_ for token in load(language)(text)] == lemmas.split()


@pytest.mark.parametrize("language", ["en", "id"])
@pytest.mark.parametrize("text", ODD.values(), ids=ODD)
def test_odd_text_gets_trees(language, text):
    doc = load(language)(text.encode("utf-8", "replace").decode("utf-8"))
    assert all(token.dep_ and token.pos_ and token.lemma_ for token in doc)
    assert is_forest(doc)


@pytest.mark.parametrize("language", ["en", "id"])
def test_a_sentence_is_read_alike_in_every_company(language):
    nlp = load(language)
    texts = [
        "Iran attacked Israel on Monday, officials said.",
        "Rusia dan Korea Utara menandatangani pakta.",
        "x " * 90,
    ]
    alone = [nlp(text) for text in texts]
    together = list(nlp.pipe(texts * 9, batch_size=4))
    for number, doc in enumerate(together):
        assert (
            doc.to_array(["HEAD", "DEP", "POS", "LEMMA", "MORPH"]).tolist()
            == alone[number % 3].to_array(["HEAD", "DEP", "POS", "LEMMA", "MORPH"]).tolist()
        )


def test_a_sentence_too_long_to_be_read_at_once_is_one_tree(english):
    doc = Doc(english.vocab, words=["Iran", "attacked", "Israel", "and"] * LONGEST)
    doc = english.get_pipe("news_parser")(doc)
    assert [sentence.root.dep_ for sentence in doc.sents] == ["ROOT"]
    assert {token.dep_ for token in doc if token.head == doc[:].root} >= {"parataxis"}


def test_white_space_hangs_by_the_word_before_it(english):
    doc = english("Iran  attacked \n Israel.")
    blank = [token for token in doc if token.is_space]
    assert blank
    assert all((token.head.i, token.pos_, token.dep_) == (token.i - 1, "SPACE", "dep") for token in blank)


def test_names_are_found(english):
    doc = english("Foreign Minister Ivan Petrov flew from Oslo to Geneva, the United Nations said.")
    found = {(name.text, name.label_) for name in doc.ents}
    assert found >= {("Ivan Petrov", "PER"), ("Oslo", "LOC"), ("Geneva", "LOC"), ("United Nations", "ORG")}


def test_a_pipeline_survives_the_disk(english, tmp_path):
    english.to_disk(tmp_path / "model")
    again = spacy.load(tmp_path / "model")
    text = "Norway sent aid to Chad. The ship sailed on Monday."
    attributes = ["HEAD", "DEP", "TAG", "LEMMA", "MORPH", "ENT_TYPE", "SENT_START"]
    assert again(text).to_array(attributes).tolist() == english(text).to_array(attributes).tolist()


def test_a_parser_without_weights_says_so():
    nlp = spacy.blank("en")
    nlp.add_pipe("news_parser")
    with pytest.raises(ValueError, match="no weights; load a trained pipeline"):
        nlp("Iran attacked.")


def test_missing_files_are_named(tmp_path):
    with pytest.raises(FileNotFoundError, match=r"labels\.json"):
        NewsParser(spacy.blank("en").vocab).from_disk(tmp_path)
