"""Confidence falls where readings are known to err, and a threshold drops what lies below it, and says so."""

import pytest

from extractors import EventExtractor, load_pack
from ontology import Article

SURE = "Norway attacked Chad."
UNSURE = "Norway and its friends, after weeks in which Peru, Ghana and Mali had spoken of little else, attacked Chad."


def make_article(text: str) -> Article:
    return Article(source="desk", url="file:///desk/1", language="en", body=text)


@pytest.fixture(scope="module")
def strict() -> EventExtractor:
    return EventExtractor(load_pack("en"), least_confidence=0.95)


def test_a_plain_sentence_is_surer_than_a_crowded_one(english: EventExtractor) -> None:
    (sure,) = english.extract([make_article(SURE)])
    unsure = list(english.extract([make_article(UNSURE)]))
    assert unsure
    assert all(event.confidence < sure.confidence for event in unsure)
    assert sure.confidence > 0.9


def test_what_is_less_sure_than_the_threshold_is_dropped(english: EventExtractor, strict: EventExtractor) -> None:
    article = make_article(SURE + " " + UNSURE)
    everything = list(english.extract([article]))
    kept = list(strict.extract([article]))
    assert [event.id for event in kept] == [event.id for event in everything if event.confidence >= 0.95]
    assert len(kept) < len(everything)


def test_what_is_dropped_is_told(strict: EventExtractor) -> None:
    (explanation,) = strict.explain(make_article(UNSURE))
    assert not explanation.events
    assert any("dropped: confidence" in tried.outcome for tried in explanation.tried)


def test_another_threshold_is_another_reader(english: EventExtractor, strict: EventExtractor) -> None:
    assert strict.version != english.version
