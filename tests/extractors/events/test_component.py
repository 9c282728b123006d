"""Events on the Docs of a pipeline that is not ours."""

from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin

import extractors.events.component  # noqa: F401  # registers the component
from extractors import load_pack, read_events
from ontology import TableError

TEXT = "North Korea deployed troops to Russia on Monday. Nothing happened. France criticised Kenya over snorfles."
WORDS = "Peru was praised by Chad ."
PARSES = {
    "clearnlp": ["nsubjpass", "auxpass", "ROOT", "agent", "pobj", "punct"],
    "universal": ["nsubj:pass", "aux:pass", "ROOT", "case", "obl:agent", "punct"],
}
HEADS = {"clearnlp": [2, 2, 2, 2, 3, 2], "universal": [2, 2, 2, 4, 2, 2]}


@Language.factory("set_parse", default_config={"labels": "universal"})
def make_parse(nlp, name, labels):
    def parse(doc):
        parsed = Doc(
            nlp.vocab, words=WORDS.split(), deps=PARSES[labels], heads=HEADS[labels],
            pos=["PROPN", "AUX", "VERB", "ADP", "PROPN", "PUNCT"],
            lemmas=["Peru", "be", "praise", "by", "Chad", "."], spaces=[True] * 5 + [False],
        )  # fmt: skip
        return doc.from_array(["HEAD", "DEP", "POS", "LEMMA"], parsed.to_array(["HEAD", "DEP", "POS", "LEMMA"]))

    return parse


def blank(config=None):
    nlp = spacy.blank("en")
    nlp.add_pipe("aliansi_events", config=config or {})
    return nlp


@pytest.fixture(scope="module")
def own():
    """A pipeline that somebody puts together from our parser."""
    shipped = spacy.load(str(load_pack("en").folder / "models" / "accurate"))
    nlp = spacy.blank("en")
    nlp.add_pipe("news_sentences")
    nlp.add_pipe("news_parser", source=shipped)
    nlp.add_pipe("aliansi_events")
    return nlp


def told(doc):
    return [(event.actor.actor, event.action.plover, event.target.actor) for event in doc._.events]


def test_events_and_their_words_stand_on_the_doc(own):
    doc = own(TEXT)
    assert told(doc) == [("PRK", "MOBILIZE", "RUS"), ("FRA", "ACCUSE", "KEN")]
    shown = {name: [(span.text, span.label_) for span in doc.spans[name]] for name in doc.spans}
    assert shown == {
        "actors": [("North Korea", "PRK"), ("France", "FRA")],
        "actions": [("deployed", "MOBILIZE"), ("criticised", "ACCUSE")],
        "targets": [("Russia", "RUS"), ("Kenya", "KEN")],
    }


def test_the_events_are_those_of_the_coder(own):
    text = Path(__file__).parents[3].joinpath("README.md").read_text(encoding="utf-8")[:3000] + TEXT
    assert own(text)._.events == read_events(text, language="en")


@pytest.mark.parametrize("labels", ["clearnlp", "universal"])
def test_a_parse_of_either_labels_is_read_and_left_as_it_is(labels):
    nlp = spacy.blank("en")
    nlp.add_pipe("set_parse", config={"labels": labels})
    nlp.add_pipe("aliansi_events")
    doc = nlp(WORDS)
    assert told(doc) == [("TCD", "SUPPORT", "PER")]
    assert [token.dep_ for token in doc] == PARSES[labels]
    assert [token.head.i for token in doc] == HEADS[labels]


def test_a_doc_without_a_parse_is_refused_with_what_to_do():
    with pytest.raises(ValueError, match=r"put a parser before it .* \"accurate\""):
        blank()(TEXT)


def test_the_shipped_model_reads_docs_that_have_no_parse():
    doc = blank({"model": "fast"})(TEXT)
    assert told(doc)[0] == ("PRK", "MOBILIZE", "RUS")
    assert not doc.has_annotation("DEP")
    assert doc.spans["targets"][0].text == "Russia"


def test_docs_are_read_alike_alone_and_in_batches(own):
    texts = [TEXT, "", "Nothing.", "Chad praised Peru.", TEXT] * 15
    assert [doc._.events for doc in own.pipe(texts, batch_size=7)] == [own(text)._.events for text in texts]


def test_the_pipeline_may_be_called_while_docs_are_taken_from_it(own):
    quotation = 'China said: "Peru praised Chad. Kenya attacked Chad." ' + TEXT
    alone = own(quotation)._.events
    for doc in own.pipe([quotation] * 3):
        assert doc._.events == alone
        assert told(own("Chad praised Peru.")) == [("TCD", "SUPPORT", "PER")]


def test_the_day_of_the_doc_stands_above_that_of_the_pipeline():
    nlp = blank({"model": "fast", "published": "2024-10-18"})
    other = nlp.make_doc("Chad praised Peru on Monday.")
    other._.published = "2024-10-25"
    assert [doc._.events[0].date for doc in nlp.pipe([other.text, other])] == ["2024-10-14", "2024-10-21"]


def test_another_language_and_own_actors_can_be_named(tmp_path):
    file = tmp_path / "own.csv"
    file.write_text(
        "actor,name,kind,parent,office,since,until,aliases,language\nRIVERS,Pakta Sungai,bloc,,,,,,id\n",
        encoding="utf-8",
    )
    nlp = blank({"model": "accurate", "language": "id", "actors": str(file)})
    assert told(nlp("Pakta Sungai memuji Rusia.")) == [("RIVERS", "SUPPORT", "RUS")]
    with pytest.raises(TableError, match="no language pack 'xx'"):
        spacy.blank("xx").add_pipe("aliansi_events")


def test_a_pipeline_survives_disk_and_bytes(own, tmp_path):
    own.to_disk(tmp_path / "own")
    doc = own(TEXT)
    assert spacy.load(tmp_path / "own")(TEXT)._.events == doc._.events
    assert own.from_bytes(own.to_bytes())(TEXT)._.events == doc._.events


def test_docs_keep_their_events_where_they_are_written(own):
    doc = own(TEXT)
    box = DocBin(docs=[doc], store_user_data=True, attrs=["DEP", "HEAD", "LEMMA", "POS"])
    (again,) = DocBin().from_bytes(box.to_bytes()).get_docs(own.vocab)
    assert again._.events == doc._.events
    assert [span.text for span in again.spans["actors"]] == ["North Korea", "France"]


def test_a_doc_that_was_not_read_has_no_events():
    assert spacy.blank("en")(TEXT)._.events == ()
