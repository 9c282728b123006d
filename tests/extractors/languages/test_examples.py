"""The examples of a pack are read as they say: above the floors of tests/quality/floors.json, not one by one."""

import json
import re
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import pytest

from extractors import EventExtractor, languages, load_pack
from ontology import Article, Event, load_vocabulary

FLOORS = json.loads((Path(__file__).parents[2] / "quality" / "floors.json").read_text(encoding="utf-8"))["examples"]
EVENT = re.compile(r"^(\S+) ([>=]) (\S+) ([A-Z|]+) ([a-z|]+)$")


class Expected(NamedTuple):
    actor: str
    mutual: bool
    target: str
    types: frozenset[str]
    statuses: frozenset[str]

    def fits(self, event: Event) -> bool:
        pair = (event.actor.actor, event.target.actor)
        sides = pair in ((self.actor, self.target), (self.target, self.actor)) if self.mutual else pair == self[0:3:2]
        return sides and event.action.plover in self.types


class Result(NamedTuple):
    hits: int
    wrong: int
    missed: int
    right_status: int
    negatives: int
    false_alarms: int
    failures: list[str]

    @property
    def f1(self) -> float:
        return 2 * self.hits / (2 * self.hits + self.wrong + self.missed)

    def report(self) -> str:
        head = (
            f"F1 {self.f1:.4f} ({self.hits} right, {self.wrong} wrong, {self.missed} missed), "
            f"false alarms {self.false_alarms} of {self.negatives}, status {self.right_status} of {self.hits}"
        )
        return "\n".join([head, *self.failures])


def parse_expected(text: str) -> Expected:
    match = EVENT.match(text)
    assert match, f"not an event of the form 'PRK > RUS MOBILIZE|AID actual': {text!r}"
    actor, sign, target, types, statuses = match.groups()
    return Expected(actor, sign == "=", target, frozenset(types.split("|")), frozenset(statuses.split("|")))


def read_examples(language: str) -> list[tuple[str, list[Expected]]]:
    path = load_pack(language).folder / "examples.toml"
    entries = tomllib.loads(path.read_text(encoding="utf-8"))["example"]
    return [(entry["text"], [parse_expected(text) for text in entry["events"]]) for entry in entries]


def read_events(extractor: EventExtractor, language: str, texts: Iterable[str]) -> list[list[Event]]:
    articles = [Article(source="examples", url=f"example:{i}", language=language, body=t) for i, t in enumerate(texts)]
    found: dict[str, list[Event]] = {article.id: [] for article in articles}
    for event in extractor.extract(articles):
        found[event.article].append(event)
    return list(found.values())


def compare(language: str) -> Result:
    examples = read_examples(language)
    found = read_events(EventExtractor(load_pack(language)), language, (text for text, _ in examples))
    hits = wrong = missed = right_status = negatives = false_alarms = 0
    failures = []
    for (text, expected), events in zip(examples, found, strict=True):
        left, rest, statuses = list(expected), [], []
        for event in events:
            match = next((entry for entry in left if entry.fits(event)), None)
            if match is None:
                rest.append(event)
            else:
                left.remove(match)
                statuses.append(event.status in match.statuses)
        hits += len(events) - len(rest)
        wrong += len(rest)
        missed += len(left)
        right_status += sum(statuses)
        negatives += not expected
        false_alarms += not expected and bool(rest)
        if left or rest or not all(statuses):
            said = [f"{e.actor.actor}>{e.target.actor} {e.action.plover} {e.status} ({e.frame})" for e in events]
            wanted = [f"{e.actor}{'=' if e.mutual else '>'}{e.target} {'|'.join(sorted(e.types))}" for e in expected]
            failures.append(f"{text}\n    wanted {wanted}\n    read   {said}")
    return Result(hits, wrong, missed, right_status, negatives, false_alarms, failures)


@pytest.fixture(scope="module", params=languages())
def compared(request: pytest.FixtureRequest) -> tuple[str, Result]:
    return request.param, compare(request.param)


def test_examples_are_found_with_their_type(compared: tuple[str, Result]) -> None:
    language, result = compared
    assert result.f1 >= FLOORS[language]["f1"], result.report()


def test_examples_without_events_stay_empty(compared: tuple[str, Result]) -> None:
    language, result = compared
    assert result.negatives >= 20
    assert result.false_alarms / result.negatives <= FLOORS[language]["false_alarm_ceiling"], result.report()


def test_examples_have_their_status(compared: tuple[str, Result]) -> None:
    language, result = compared
    assert result.right_status / result.hits >= FLOORS[language]["status"], result.report()


@pytest.mark.parametrize("language", languages())
def test_examples_name_known_actors_and_types_once_each(language: str) -> None:
    vocabulary = load_vocabulary()
    examples = read_examples(language)
    texts = [text for text, _ in examples]
    assert len(set(texts)) == len(texts), sorted({text for text in texts if texts.count(text) > 1})
    for text, expected in examples:
        for entry in expected:
            assert {entry.actor, entry.target} <= set(vocabulary.actors), text
            assert entry.types <= set(vocabulary.types), text
            assert entry.statuses <= {"actual", "planned", "hypothetical", "denied", "negated"}, text
