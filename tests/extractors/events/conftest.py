"""Sentences built by hand, read without a model, and the shipped extractors for whole articles."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import pytest
import spacy
from spacy.tokens import Doc

from extractors import EventExtractor, load_pack
from extractors.events.actions import FrameIndex
from extractors.events.actors import Naming
from extractors.events.clauses import Clauses
from extractors.events.links import Linker
from extractors.events.status import read_status
from extractors.languages.lexicon import read_lexicon
from ontology import Article, Event, load_vocabulary

VOCAB = spacy.blank("xx").vocab  # a bare Vocab has no lower-case forms

LEXICON = """
support = ["carry out", "melancarkan", "mengadakan"]

[classes]
soldiers = ["troops", "soldiers", "pasukan", "tentara"]

[[frame]]
name = "attack"
verbs = ["attack", "menyerang"]
nouns = ["attack", "serangan"]
target = ["obj", "on", "ke", "against"]
action = "ASSAULT"

[[frame]]
name = "shoot-down"
verbs = ["shoot down", "menembak jatuh"]
target = ["obj"]
action = "ASSAULT.firearms"

[[frame]]
name = "praise"
verbs = ["praise", "memuji"]
target = ["obj"]
action = "SUPPORT"

[[frame]]
name = "accuse"
verbs = ["accuse", "menuduh"]
target = ["obj"]
action = "ACCUSE"

[[frame]]
name = "send"
verbs = ["send", "mengirim"]
target = ["to", "ke"]
action = "AID"

[[frame]]
name = "send-troops"
verbs = ["send", "mengirim"]
object = ["@soldiers"]
target = ["to", "ke"]
action = "MOBILIZE.troops"

[[frame]]
name = "hold-talks"
nouns = ["talks", "perundingan"]
action = "CONSULT"

[[frame]]
name = "sign"
verbs = ["sign", "menandatangani"]
object = ["treaty", "perjanjian"]
action = "SUPPORT"
mutual = true
"""


class Act(NamedTuple):
    """One act of a sentence, without its offsets."""

    actor: str
    type: str
    target: str
    status: str
    rule: str = "parse"


def build(text: str) -> Doc:
    """Make a Doc of `word/POS/label/head` (heads from 1, 0 is the root; features, then a lemma, may follow)."""
    cells = [[*entry.split("/"), "", ""] for entry in text.split()]
    heads = [int(cell[3]) - 1 if cell[3] != "0" else i for i, cell in enumerate(cells)]
    return Doc(
        VOCAB,
        words=[cell[0] for cell in cells],
        pos=[cell[1] for cell in cells],
        deps=[cell[2] for cell in cells],
        heads=heads,
        lemmas=[cell[5] or cell[0].lower() for cell in cells],
        morphs=[cell[4] for cell in cells],
        sent_starts=[i == 0 for i in range(len(cells))],
    )


NAMES = {
    "Norway": "NOR", "Norwegian": "NOR", "Norwegia": "NOR", "Chad": "TCD", "Peru": "PER", "Cuba": "CUB", "Kuba": "CUB",
}  # fmt: skip


def clauses_of(language: str, text: str) -> Clauses:
    """Return the clauses of a sentence built by hand, with its names of states."""
    doc = build(text)
    namings = [
        Naming(token.i, token.i + 1, NAMES[token.text], NAMES[token.text], "name", token.text, token.idx)
        for token in doc
        if token.text in NAMES
    ]
    return Clauses(doc, namings, load_pack(language).grammar)


@pytest.fixture(scope="session")
def lexicon_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("lexicon") / "actions.toml"
    path.write_text(LEXICON, encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def read(lexicon_file: Path) -> Callable[[str, str], list[Act]]:
    """Read the acts of a sentence built by hand with the grammar of a pack and the small lexicon above."""
    lexicon = read_lexicon(lexicon_file, load_vocabulary())
    indices = {code: FrameIndex(lexicon, load_pack(code).grammar) for code in ("en", "id")}

    def read(language: str, text: str) -> list[Act]:
        clauses = clauses_of(language, text)
        linker = Linker(clauses, indices[language], frozenset({"soldiers", "tentara"}))
        acts = []
        for trigger in indices[language].triggers(clauses):
            status = read_status(clauses, trigger.token, verbal=trigger.verbal)
            for frame in trigger.frames:
                links = linker.links(trigger, frame)
                acts += [Act(e.actor.code, frame.plover, e.target.code, status.value, e.rule) for e in links]
                if links:
                    break
        return acts

    return read


@pytest.fixture(scope="session")
def english() -> EventExtractor:
    return EventExtractor(load_pack("en"))


@pytest.fixture(scope="session")
def indonesian() -> EventExtractor:
    return EventExtractor(load_pack("id"))


PUBLISHED = datetime(2024, 10, 23, 8, tzinfo=UTC)  # a Wednesday


@pytest.fixture(scope="session")
def extract(english: EventExtractor, indonesian: EventExtractor) -> Callable[..., list[Event]]:
    """Extract the events of one article with the shipped pack, checking every offset."""

    def extract(
        language: str, body: str, title: str = "", dateline: str | None = None, published: datetime | None = PUBLISHED
    ) -> list[Event]:
        article = Article(
            source="desk", url="file:///desk/1", language=language, title=title, body=body, published=published,
            dateline=dateline,
        )  # fmt: skip
        events = list((english if language == "en" else indonesian).extract([article]))
        for event in events:
            for part in (event.actor, event.action, event.target):
                assert article.text[part.start : part.end] == part.text
                assert event.sentence_start <= part.start < part.end <= event.sentence_end
            assert article.text[event.sentence_start : event.sentence_end] == event.sentence
            assert event.article == article.id
        assert [e.sentence_start for e in events] == sorted(e.sentence_start for e in events)
        return events

    return extract
