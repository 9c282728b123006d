"""The table of events is plain CSV that no spreadsheet runs."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from graph import EXPORTS, Atlas
from graph.exports.evidence import guard
from ontology import Event


def read_rows(atlas: Atlas, folder: Path) -> list[dict[str, str]]:
    """Write the table; return its rows."""
    path = folder / "evidence.csv"
    EXPORTS["evidence"].write(atlas, path)
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_each_event_is_a_row_with_sentence_and_address(small: Atlas, tmp_path: Path) -> None:
    rows = read_rows(small, tmp_path)
    assert {row["event"] for row in rows} == {key for _, _, key in small.graph.edges(keys=True)}
    assert [row["day"] for row in rows] == ["2024-06-10"] * 3 + ["2024-06-12", "2024-06-14", ""]
    aid = next(row for row in rows if row["plover"] == "AID")
    assert (aid["actor_name"], aid["target_name"], aid["goldstein"]) == ("Iceland", "Norway", "7.0")
    assert (aid["sentence"], aid["url"]) == ("ISL sent relief to NOR (100).", "https://example.org/1")


def test_lines_end_as_rfc_4180_says_and_breaks_in_texts_are_kept(small: Atlas, tmp_path: Path) -> None:
    rows = read_rows(small, tmp_path)
    content = (tmp_path / "evidence.csv").read_bytes()
    assert content.count(b"\r\n") == len(rows) + 1
    assert content.endswith(b"\r\n")
    assert b"\x00" not in content
    assert '"Tusk & <claw>", said\nthey — 😀.' in [row["sentence"] for row in rows]


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "\r=1", "\n+1", "\x00=1", "\uff1d1", "\uff201"]
)
def test_a_text_that_begins_like_a_formula_is_guarded(text: str) -> None:
    assert guard(text) == "'" + text.replace("\x00", "")


@pytest.mark.parametrize("text", ["Norway praised Iceland.", "1 = 1", "https://example.org/?a=b", "'=1", "", "— so"])
def test_other_text_is_left_alone(text: str) -> None:
    assert guard(text) == text


def test_numbers_keep_their_sign_and_texts_are_guarded_in_the_file(
    code: Callable[..., Event], atlas_of: Callable[..., Atlas], tmp_path: Path
) -> None:
    atlas = atlas_of([code("NOR", "ASSAULT", "ISL", sentence="=HYPERLINK(1)", url="=cmd")])
    (row,) = read_rows(atlas, tmp_path)
    assert (row["goldstein"], row["sentence"], row["url"]) == ("-10.0", "'=HYPERLINK(1)", "'=cmd")
