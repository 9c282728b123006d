"""Event reading on the development sentences and the acceptance article stays above the floors of floors.json."""

import json
from pathlib import Path
from typing import Any

import confidence
import pytest
import quality

from extractors import EventExtractor, load_pack

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
FLOORS = json.loads((Path(__file__).parent / "floors.json").read_text(encoding="utf-8"))["development"]
ACCEPTED = 9
"""Sentences of the acceptance article in which every required event is read."""

CALIBRATION = 0.1
"""How far the mean confidence may lie from the share of readings that are right."""


@pytest.fixture(scope="module", params=sorted(FLOORS))
def scored(request: pytest.FixtureRequest) -> tuple[str, dict[str, Any], str]:
    language = request.param
    lacking = quality.find_lacking(SHARED, language)
    if lacking:
        pytest.skip(f"QUALITY NOT MEASURED for {language}: missing {', '.join(map(str, lacking))}")
    score = quality.measure(SHARED, language)
    return language, score.figures, score.table


def test_pairs_with_their_type_are_found(scored: tuple[str, dict[str, Any], str]) -> None:
    language, figures, table = scored
    assert figures["pair_type"]["f1"] >= FLOORS[language]["pair_type_f1"], table


def test_what_is_said_is_right(scored: tuple[str, dict[str, Any], str]) -> None:
    language, figures, table = scored
    assert figures["pair_type"]["precision"] >= FLOORS[language]["pair_type_precision"], table


def test_sentences_without_events_stay_empty(scored: tuple[str, dict[str, Any], str]) -> None:
    language, figures, table = scored
    assert figures["fpr"] <= FLOORS[language]["fpr_ceiling"], table


def test_the_status_of_what_is_found_is_right(scored: tuple[str, dict[str, Any], str]) -> None:
    language, figures, table = scored
    assert figures["status"] >= FLOORS[language]["status"], table


@pytest.fixture(scope="module")
def reading() -> Any:
    path = SHARED / quality.SEEDS / quality.ACCEPTANCE
    if not path.is_file():
        pytest.skip(f"ACCEPTANCE ARTICLE NOT READ: missing {path}")
    return quality.read_acceptance(SHARED)


def _pairs(reading: Any, *pair: str) -> list[Any]:
    return [event for event in reading[1] if {event.actor.actor, event.target.actor} == set(pair)]


def test_the_troops_in_russia_are_counted(reading: Any) -> None:
    sent = [
        event
        for event in _pairs(reading, "PRK", "RUS")
        if event.actor.actor == "PRK"
        and event.action.plover in {"AID", "MOBILIZE"}
        and "1.500" in (event.quantity or "")
    ]
    assert sent
    assert sent[0].sentence.startswith("Sekitar 1.500 tentara pasukan khusus Korea Utara")


def test_the_pact_of_the_two_leaders_is_found(reading: Any) -> None:
    pacts = [
        event
        for event in _pairs(reading, "PRK", "RUS")
        if event.action.plover in {"AGREE", "SUPPORT", "COOPERATE"}
        and "ditandatangani oleh Kim Jong Un" in event.sentence
    ]
    assert pacts
    assert pacts[0].status == "actual"


def test_the_joint_exercises_are_found(reading: Any) -> None:
    drills = [event for event in _pairs(reading, "USA", "KOR") if event.action.plover == "COOPERATE"]
    assert drills
    assert "latihan militer bersama" in drills[0].sentence


def test_the_required_events_of_the_article_are_read(reading: Any) -> None:
    right, total, missed = quality.measure_acceptance(SHARED)
    assert total >= 10
    assert right >= ACCEPTED, missed


def test_nothing_is_read_from_around_the_story(reading: Any) -> None:
    article, events = reading
    for teaser in ("ABINDO", "Primkoveri", "Sidoarjo", "TINGGALKAN KOMENTAR", "spot_img", "adsbygoogle"):
        assert teaser not in article.text
    assert events
    for event in events:
        assert article.text[event.sentence_start : event.sentence_end] == event.sentence
        assert "IDN" not in {event.actor.actor, event.target.actor}


@pytest.mark.parametrize("language", sorted(FLOORS))
def test_readings_are_as_right_as_they_say(language: str) -> None:
    gold = quality.gold_file(SHARED, language)
    if not gold.is_file():
        pytest.skip(f"CONFIDENCE NOT MEASURED for {language}: missing {gold}")
    judged = list(confidence.judge(EventExtractor(load_pack(language)), confidence.read_gold(gold), language))
    said = sum(one.event.confidence for one in judged) / len(judged)
    right = sum(one.right for one in judged) / len(judged)
    assert abs(said - right) <= CALIBRATION, confidence.tabulate(judged)
