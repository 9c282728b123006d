"""The examples of a pack are read as they say, but for known failures, which are marked and may only become fewer.

What is said not to be worth a parse holds no event: without that filter the reading is the same.
"""

import json
import re
import tomllib
from pathlib import Path
from typing import NamedTuple

import pytest

from extractors import EventExtractor, languages, load_pack
from extractors.events.extractor import Candidate, find_lack
from ontology import Article, Event, load_vocabulary

GOLD = Path(__file__).parents[4] / "shared" / "data" / "gold"
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
        return sides and event.action.plover in self.types and event.status in self.statuses


class Example(NamedTuple):
    text: str
    expected: list[Expected]
    fails: bool


def parse_expected(text: str) -> Expected:
    match = EVENT.match(text)
    assert match, f"not an event of the form 'PRK > RUS MOBILIZE|AID actual': {text!r}"
    actor, sign, target, types, statuses = match.groups()
    return Expected(actor, sign == "=", target, frozenset(types.split("|")), frozenset(statuses.split("|")))


def read_examples(language: str) -> list[Example]:
    path = load_pack(language).folder / "examples.toml"
    entries = tomllib.loads(path.read_text(encoding="utf-8"))["example"]
    return [
        Example(entry["text"], [parse_expected(text) for text in entry["events"]], entry.get("fails", False))
        for entry in entries
    ]


def make_articles(language: str, texts: list[str]) -> list[Article]:
    return [
        Article(source="examples", url=f"example:{number}", language=language, body=text)
        for number, text in enumerate(texts)
    ]


def find_faults(language: str) -> list[tuple[Example, str]]:
    """Return each example with what is wrong in its reading, empty where it is read as it says."""
    examples = read_examples(language)
    articles = make_articles(language, [example.text for example in examples])
    found: dict[str, list[Event]] = {article.id: [] for article in articles}
    for event in EventExtractor(load_pack(language)).extract(articles):
        found[event.article].append(event)
    faults = []
    for example, events in zip(examples, found.values(), strict=True):
        left, rest = list(example.expected), []
        for event in events:
            match = next((entry for entry in left if entry.fits(event)), None)
            if match is None:
                rest.append(f"{event.actor.actor}>{event.target.actor} {event.action.plover} {event.status}")
            else:
                left.remove(match)
        missed = [f"{one.actor}{'=' if one.mutual else '>'}{one.target} {'|'.join(sorted(one.types))}" for one in left]
        fault = f"missed {', '.join(missed) or 'nothing'}; wrong {', '.join(rest) or 'nothing'}"
        faults.append((example, f"{example.text}\n    {fault}" if missed or rest else ""))
    return faults


@pytest.fixture(scope="module", params=languages())
def read(request: pytest.FixtureRequest) -> tuple[str, list[tuple[Example, str]]]:
    return request.param, find_faults(request.param)


def test_examples_are_read_as_they_say(read: tuple[str, list[tuple[Example, str]]]) -> None:
    faults = [fault for example, fault in read[1] if fault and not example.fails]
    assert not faults, "\n".join(faults)


def test_known_failures_are_failures_and_become_fewer(read: tuple[str, list[tuple[Example, str]]]) -> None:
    language, results = read
    known = [example.text for example, _ in results if example.fails]
    mended = [example.text for example, fault in results if example.fails and not fault]
    assert not mended, "take the mark `fails` off:\n" + "\n".join(mended)
    assert len(known) <= FLOORS[language]["known_failures"], "\n".join(known)


@pytest.mark.parametrize("language", languages())
def test_examples_are_many_and_some_hold_nothing(language: str) -> None:
    examples = read_examples(language)
    assert len(examples) >= FLOORS[language]["examples"]
    assert sum(not example.expected for example in examples) >= FLOORS[language]["without_event"]


@pytest.mark.parametrize("language", languages())
def test_examples_name_known_actors_and_types_once_each(language: str) -> None:
    vocabulary = load_vocabulary()
    examples = read_examples(language)
    texts = [example.text for example in examples]
    assert len(set(texts)) == len(texts), sorted({text for text in texts if texts.count(text) > 1})
    for example in examples:
        for entry in example.expected:
            assert {entry.actor, entry.target} <= set(vocabulary.actors), example.text
            assert entry.types <= set(vocabulary.types), example.text
            assert entry.statuses <= {"actual", "planned", "hypothetical", "denied", "negated"}, example.text


class Unfiltered(EventExtractor):
    """Parses every sentence that names two actors."""

    def find_obstacle(self, candidate: Candidate) -> str | None:
        return find_lack(candidate)


def read_both(language: str, articles: list[Article]) -> tuple[list[Event], list[Event], list[int]]:
    """Return the events with and without the filter, and how many sentences each way parses."""
    readers = [EventExtractor(load_pack(language)), Unfiltered(load_pack(language))]
    parsed = [sum(len(reader.find_candidates(article).candidates) for article in articles) for reader in readers]
    filtered, unfiltered = (list(reader.extract(articles)) for reader in readers)
    return filtered, unfiltered, parsed


@pytest.mark.parametrize("language", languages())
def test_examples_are_read_the_same_without_the_filter(language: str) -> None:
    texts = [example.text for example in read_examples(language)]
    filtered, unfiltered, parsed = read_both(language, make_articles(language, texts))
    assert [event.id for event in filtered] == [event.id for event in unfiltered]
    assert parsed[0] < parsed[1], "the filter keeps no sentence from the parser"


@pytest.mark.parametrize("language", languages())
def test_development_sentences_are_read_the_same_without_the_filter(language: str) -> None:
    gold = GOLD / f"dev_{language}.jsonl"
    if not gold.is_file():
        pytest.skip(f"FILTER NOT TESTED ON DEVELOPMENT SENTENCES: missing {gold}")
    texts = [json.loads(line)["text"] for line in gold.read_text(encoding="utf-8").splitlines()]
    filtered, unfiltered, _ = read_both(language, make_articles(language, texts))
    assert [event.id for event in filtered] == [event.id for event in unfiltered]
