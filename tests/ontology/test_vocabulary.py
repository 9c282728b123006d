"""The vocabulary holds the published types and codes; a bad row names its file and line."""

import shutil
from collections.abc import Callable
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest

from ontology import Quad, TableError, load_vocabulary
from ontology.vocabulary import read_vocabulary

QUADS = {
    Quad.VERBAL_COOPERATION: {"AGREE", "CONSULT", "SUPPORT", "CONCEDE"},
    Quad.MATERIAL_COOPERATION: {"COOPERATE", "AID", "RETREAT"},
    Quad.VERBAL_CONFLICT: {"REQUEST", "ACCUSE", "REJECT", "THREATEN"},
    Quad.MATERIAL_CONFLICT: {"PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"},
}


@pytest.mark.parametrize("quad", Quad)
def test_the_16_types_and_their_quad_classes(quad: Quad) -> None:
    types = load_vocabulary().types
    assert len(types) == 16
    assert {name for name, entry in types.items() if entry.quad is quad} == QUADS[quad]


def test_the_312_cameo_codes() -> None:
    cameo = load_vocabulary().cameo
    assert len(cameo) == 312
    assert {code[:2] for code in cameo} == {f"{root:02}" for root in range(1, 21)}
    assert all(code[:-1] in cameo for code in cameo if len(code) > 2)


def test_scores_of_well_known_acts() -> None:
    vocabulary = load_vocabulary()
    assert vocabulary.types["ASSAULT"].modes["aerial"].score == -9.5
    assert vocabulary.types["CONSULT"].mutual
    assert not vocabulary.types["AID"].mutual
    assert vocabulary.goldstein("190") == -10
    for code in vocabulary.cameo:
        assert -10 <= vocabulary.goldstein(code) <= 10


def test_an_action_takes_its_code_from_frame_mode_or_type() -> None:
    action = load_vocabulary().action
    assert action("CONSULT", "visit", "043", text="met", start=0, end=3).cameo == "043"
    assert action("CONSULT", "visit", None, text="met", start=0, end=3).cameo == "042"
    assert action("CONSULT", None, None, text="met", start=0, end=3).cameo == "040"
    with pytest.raises(KeyError):
        action("CONSULT", None, "999", text="met", start=0, end=3)


def test_states_have_three_letters_and_well_known_ones_are_there() -> None:
    actors = load_vocabulary().actors
    states = {actor.id for actor in actors.values() if actor.kind == "state"}
    assert len(states) >= 195
    assert all(len(code) == 3 and code.isupper() for code in states)
    assert {"IDN", "USA", "PRK", "KOR", "PSE", "TWN", "XKX", "SSD", "TLS"} <= states | set(actors)


@pytest.mark.parametrize(
    ("person", "day", "actor"),
    [
        ("jens-stoltenberg", date(2010, 1, 1), "NOR"),
        ("jens-stoltenberg", date(2014, 10, 1), "NATO"),
        ("jens-stoltenberg", date(2024, 10, 1), "NATO"),
        ("jens-stoltenberg", date(2025, 6, 1), "NOR"),
        ("jens-stoltenberg", date(1990, 1, 1), "NOR"),
        ("jens-stoltenberg", None, "NOR"),
        ("antonio-guterres", None, "UN"),
        ("donald-tusk", date(2010, 1, 1), "POL"),
        ("donald-tusk", date(2016, 1, 1), "EU"),
        ("donald-tusk", date(2024, 6, 1), "POL"),
        ("retno-marsudi", date(2020, 1, 1), "IDN"),
        ("retno-marsudi", date(2025, 1, 1), "UN"),
        ("HAMAS", None, "HAMAS"),
        ("PIJ", None, "PSE"),
        ("IDN", None, "IDN"),
        ("NATO", None, "NATO"),
    ],
)
def test_whom_an_actor_stands_for(person: str, day: date | None, actor: str) -> None:
    assert load_vocabulary().stands_for(person, day) == actor


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Copy the tables into a folder where they can be spoiled."""
    target = tmp_path / "ontology"
    shutil.copytree(Path(str(files("ontology"))), target, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    return target


def append(table: str, *rows: str) -> Callable[[Path], int]:
    def spoil(folder: Path) -> int:
        path = folder / table
        text = path.read_text(encoding="utf-8")
        path.write_text(text + "".join(f"{row}\n" for row in rows), encoding="utf-8")
        return len(text.splitlines()) + len(rows)

    return spoil


def replace(table: str, old: str, new: str) -> Callable[[Path], int]:
    def spoil(folder: Path) -> int:
        path = folder / table
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return text[: text.index(old)].count("\n") + 1

    return spoil


BAD = {
    "wrong header": (
        "actors/states.csv",
        replace("actors/states.csv", "id,name", "code,name"),
        "the header must be id,name",
    ),
    "too few cells": ("actors/groups.csv", append("actors/groups.csv", "ZED,Zed,armed"), "3 cells where 7 are needed"),
    "month 13": (
        "actors/groups.csv",
        append("actors/groups.csv", "ZED,Zed,armed,PSE,2014-13,,"),
        "month must be in 1..12",
    ),
    "no month": ("actors/groups.csv", append("actors/groups.csv", "ZED,Zed,armed,PSE,,soon,"), "soon"),
    "30 February": ("actors/groups.csv", append("actors/groups.csv", "ZED,Zed,armed,PSE,2014-02-30,,"), "2014-02-30"),
    "bad wikidata": ("actors/groups.csv", append("actors/groups.csv", "ZED,Zed,armed,PSE,,,12"), "wikidata"),
    "bad id": ("actors/groups.csv", append("actors/groups.csv", "Z D,Zed,armed,PSE,,,"), "id: String should match"),
    "an office of nobody": (
        "actors/offices.csv",
        append("actors/offices.csv", "no-one,king,NOR,,"),
        "no person 'no-one'",
    ),
    "an office of nothing": (
        "actors/offices.csv",
        append("actors/offices.csv", "jens-stoltenberg,king,ZZZ,,"),
        "no actor table holds 'ZZZ'",
    ),
    "a score that is no number": ("cameo.csv", append("cameo.csv", "0999,Other,x,1"), "could not convert"),
    "a score out of range": ("cameo.csv", append("cameo.csv", "0999,Other,99,1"), "less than or equal to 10"),
    "an unknown CAMEO code": ("actions.toml", replace("actions.toml", 'cameo = "030"', 'cameo = "999"'), "lacks: 999"),
    "an unknown key of a type": (
        "actions.toml",
        replace("actions.toml", "score = 2.5", "score = 2.5\ncolour = 1"),
        "colour",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_row_names_its_file_and_line(name: str, folder: Path) -> None:
    table, spoil, words = BAD[name]
    line = spoil(folder)
    with pytest.raises(TableError) as raised:
        read_vocabulary(folder)
    message = str(raised.value)
    assert words in message
    place = message.removeprefix(f"{folder}/")
    assert place.startswith(f"{table}:")
    if table.endswith(".csv"):
        assert place.startswith(f"{table}:{line}:")


def test_a_table_that_is_missing_or_no_text(folder: Path) -> None:
    path = folder / "cameo.csv"
    path.write_bytes(b"\xe9" + path.read_bytes())
    with pytest.raises(TableError, match=r"cameo\.csv: cannot be read as UTF-8"):
        read_vocabulary(folder)
    path.unlink()
    with pytest.raises(TableError, match=r"cameo\.csv: cannot be read"):
        read_vocabulary(folder)


@pytest.mark.parametrize(
    ("table", "row", "identity"),
    [
        ("actors/groups.csv", "HAMAS,Other,armed,PSE,,,", "HAMAS"),
        ("actors/groups.csv", "UN,Other,armed,PSE,,,", "UN"),
        ("actors/people.csv", "jens-stoltenberg,Other,person,NOR,,,,", "jens-stoltenberg"),
        ("actors/people.csv", "NOR,Other,person,SWE,,,,", "NOR"),
    ],
)
def test_an_id_that_stands_twice(table: str, row: str, identity: str, folder: Path) -> None:
    append(table, row)(folder)
    with pytest.raises(TableError, match=rf"{table}:\d+: the id {identity} stands twice"):
        read_vocabulary(folder)


def test_an_unknown_parent(folder: Path) -> None:
    append("actors/groups.csv", "ZED,Zed,armed,NOWHERE,,,")(folder)
    with pytest.raises(TableError, match="ZED has the parent NOWHERE, which no table holds"):
        read_vocabulary(folder)


MORE_BAD = {
    "the line of the second of two ids": (
        append("actors/groups.csv", "HAMAS,Other,armed,PSE,,,"),
        r"groups\.csv:(?!2:)\d+:",
    ),
    "file and line of an unknown parent": (
        append("actors/groups.csv", "ZED,Zed,armed,NOWHERE,,,"),
        r"groups\.csv:\d+:",
    ),
    "a CAMEO code that stands twice": (append("cameo.csv", "010,Other,1,1"), "010"),
    "an end before the start": (append("actors/groups.csv", "ZED,Zed,armed,PSE,2014,2010,"), "ZED"),
    "a date of four parts": (append("actors/groups.csv", "ZED,Zed,armed,PSE,2014-01-02-03,,"), "ZED"),
    "a year of two digits": (append("actors/groups.csv", "ZED,Zed,armed,PSE,14,,"), "ZED"),
    "a parent of itself": (append("actors/groups.csv", "ZED,Zed,armed,ZED,,,"), "ZED"),
    "an empty name": (append("actors/groups.csv", "ZED,,armed,PSE,,,"), "ZED"),
}


@pytest.mark.parametrize("name", MORE_BAD)
def test_what_else_is_refused(name: str, folder: Path) -> None:
    spoil, words = MORE_BAD[name]
    spoil(folder)
    with pytest.raises(TableError, match=words):
        read_vocabulary(folder)
