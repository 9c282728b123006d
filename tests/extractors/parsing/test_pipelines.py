"""How a pipeline is found, and what is said where it is not."""

import pytest
import spacy

from extractors import load_pack
from extractors.events.extractor import EventExtractor
from extractors.parsing.pipelines import ModelError, load_pipeline
from ontology import Article


def test_a_model_that_is_not_there_is_named_with_what_to_write(tmp_path):
    with pytest.raises(ModelError, match=r"no model 'en_fancy'; write accurate or fast, the folder .* installed one"):
        load_pipeline("en_fancy", models=tmp_path)


def test_a_pipeline_without_a_parser_is_refused(tmp_path):
    spacy.blank("en").to_disk(tmp_path / "blank")
    with pytest.raises(ModelError, match="has no parser"):
        load_pipeline(str(tmp_path / "blank"), models=tmp_path)


def test_a_missing_model_stops_the_coder_before_it_reads():
    with pytest.raises(ModelError):
        EventExtractor(load_pack("en"), model="en_fancy")


def test_a_model_of_other_labels_is_read_as_universal_dependencies(tmp_path):
    nlp = spacy.blank("en")
    parser = nlp.add_pipe("parser")
    for label in ("nsubj", "dobj", "ROOT"):
        parser.add_label(label)
    nlp.initialize()
    nlp.to_disk(tmp_path / "model")
    assert load_pipeline(str(tmp_path / "model"), models=tmp_path).pipe_names[-1] == "universal_dependencies"


@pytest.mark.parametrize("model", ["accurate", "fast"])
@pytest.mark.parametrize(("language", "text"), [("en", "Chad praised Peru."), ("id", "Chad memuji Peru.")])
def test_events_are_read_at_both_speeds(model, language, text):
    article = Article(source="test", url="test", language=language, body=text)
    (event,) = EventExtractor(load_pack(language), model=model).extract([article])
    assert (event.actor.actor, event.action.plover, event.target.actor) == ("TCD", "SUPPORT", "PER")
