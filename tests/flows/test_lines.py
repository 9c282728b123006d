import json
from io import BytesIO
from typing import Any

import pytest

from flows import lines
from flows.lines import code_lines, read_lines

PRAISE = "  \n China praised Russia on Monday."


def code(*records: object) -> list[dict[str, Any]]:
    raw = [record if isinstance(record, bytes) else json.dumps(record).encode() for record in records]
    return list(code_lines(raw))


def test_an_event_has_the_agreed_shape_and_its_offsets_count_in_the_text() -> None:
    (line,) = code({"id": 7, "text": PRAISE, "language": "en", "date": "2024-10-18"})
    assert (line["id"], line["language"]) == (7, "en")
    (event,) = line["events"]
    assert set(event["actor"]) == {"id", "text", "start", "end", "role", "cameo", "entity", "rule"}
    assert set(event["action"]) == {"plover", "mode", "cameo", "quad", "goldstein", "text", "start", "end"}
    assert {"status", "speaker", "quantity", "date", "frame", "sentence"} <= set(event)
    assert (event["actor"]["id"], event["action"]["plover"], event["target"]["id"]) == ("CHN", "SUPPORT", "RUS")
    for part in (event["actor"], event["action"], event["target"]):
        assert PRAISE[part["start"] : part["end"]] == part["text"]
    start, end = event["sentence"]
    assert PRAISE[start:end].strip() == PRAISE.strip()


def test_every_line_is_answered_in_order_whatever_its_language() -> None:
    found = code(
        {"id": "a", "text": PRAISE},
        {"id": "b", "text": "Tidak ada apa-apa.", "language": "id"},
        b"{broken",
        {"id": "c", "text": PRAISE},
    )
    assert [line["id"] for line in found] == ["a", "b", None, "c"]
    assert [len(line["events"]) for line in found] == [1, 0, 0, 1]
    assert [line["language"] for line in found] == ["en", "id", None, "en"]
    assert ["error" in line for line in found] == [False, False, True, False]


@pytest.mark.parametrize(
    ("record", "said"),
    [
        (b"", "not JSON"),
        (b'{"id": 1, "text": "x"', "not JSON"),
        (b"[1]", "no JSON object"),
        (b"\xff\xfe", "not UTF-8"),
        (b"[" * 100_000, "not JSON"),
        ({"id": 1}, "no text"),
        ({"id": 1, "text": " "}, "no text"),
        ({"id": 1, "text": 3}, "no text"),
        ({"id": 1, "text": PRAISE, "language": "fr"}, "unsupported language fr"),
        ({"id": 1, "text": PRAISE, "language": 3}, "language"),
        ({"id": 1, "text": PRAISE, "date": "yesterday"}, "no date"),
        ({"id": 1, "text": PRAISE, "date": 3}, "no date"),
        ({"id": 1, "text": "half a pair \ud800"}, "Unicode"),
    ],
)
def test_a_bad_line_gives_its_error_and_no_events(record: object, said: str) -> None:
    (line,) = code(record)
    assert line["events"] == []
    assert line["error"].startswith("line 1: ")
    assert said in line["error"]


def test_a_text_in_an_identified_language_without_a_pack_is_told() -> None:
    text = "Le président français a rencontré hier la chancelière allemande pour parler de la paix en Europe."
    (line,) = code({"id": 1, "text": text})
    assert line["language"] == "fr"
    assert "unsupported language fr: there are packs for en, id" in line["error"]


def test_a_line_without_an_id_is_called_by_its_number() -> None:
    assert [line["id"] for line in code({"text": PRAISE}, {"text": PRAISE})] == ["1", "2"]


def test_a_line_that_is_too_long_is_cut_and_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "LONGEST", 200)
    stream = BytesIO(json.dumps({"id": 1, "text": "x" * 1000}).encode() + b"\n" + json.dumps({"text": PRAISE}).encode())
    found = list(code_lines(read_lines(stream)))
    assert "longer than 200 bytes" in found[0]["error"]
    assert [len(line["events"]) for line in found] == [0, 1]


def test_lines_come_out_before_all_have_come_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "BATCH", 2)
    taken = []

    def feed() -> Any:
        for number in range(6):
            taken.append(number)
            yield json.dumps({"id": number, "text": PRAISE}).encode()

    assert next(code_lines(feed()))["id"] == 0
    assert taken == [0, 1]
