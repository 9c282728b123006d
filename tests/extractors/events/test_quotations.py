"""Who says what stands in a quotation of several sentences is told where it begins or ends."""

from collections.abc import Callable

import pytest

from extractors.events.quotations import find_quotations
from ontology import Event

Extract = Callable[..., list[Event]]


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ('He said "no" and "yes".', ['"no"', '"yes"']),
        ("“One. Two,” he said.", ["“One. Two,”"]),
        ("“One.\n\n“Two,” he said.", ["“One.\n\n“Two,”"]),
        ('A 5" pipe.\nA 6" pipe.', []),
        ("“Never closed.", []),
        ("", []),
    ],
)
def test_quotations_are_found(text: str, quoted: list[str]) -> None:
    assert [text[start:end] for start, end in find_quotations(text)] == quoted


@pytest.mark.parametrize(
    ("language", "text", "speaker"),
    [
        ("en", "“It was dark. Kenya attacked Somalia in May,” said Jean Dupont.", "Jean Dupont"),
        ("en", "Jean Dupont said: “It was dark. Kenya attacked Somalia in May. We ran.” Then he left.", "Jean Dupont"),
        ("en", "“It was dark.\n\n“Kenya attacked Somalia in May,” said Dupont.", "Dupont"),
        ("id", "“Malam itu gelap. Kenya menyerang Somalia pada Mei,” kata Dupont.", "Dupont"),
        ("en", "Kenya attacked Somalia in May. “We ran,” said Dupont.", None),
        ("en", "Kenya attacked Somalia in May. “We ran. It was dark,” said Dupont.", None),
    ],
)
def test_a_quotation_keeps_its_speaker(language: str, text: str, speaker: str | None, extract: Extract) -> None:
    assert [event.speaker for event in extract(language, text)] == [speaker]


def test_a_quotation_that_ends_before_its_sentence_breaks_nothing(extract: Extract) -> None:
    text = "“Kenya attacked Somalia in May.” JAKARTA, DESK - “It was dark.\n\n“Kenya attacked Somalia in May.”"
    assert all(event.action.plover == "ASSAULT" for event in extract("en", text))
