"""Language packs load whole, or stop with file and line."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from babel import Locale

from extractors.languages import languages, load_pack, read_pack
from ontology import TableError, load_vocabulary

FRAME = '\n[[frame]]\nname = "zed"\nverbs = ["zed"]\naction = "{action}"\n{more}\n'


def test_both_languages_are_there() -> None:
    assert languages() == ("en", "id")
    with pytest.raises(TableError, match="no language pack 'xx'; installed are en, id"):
        load_pack("xx")


@pytest.mark.parametrize("code", languages())
def test_a_pack_loads(code: str) -> None:
    pack = load_pack(code)
    assert pack.code == code
    assert len(pack.lexicon.frames) > 300
    assert {frame.plover for frame in pack.lexicon.frames} == set(pack.vocabulary.types)
    assert len(pack.names) > 5000
    assert len(pack.roles) > 300
    assert re.fullmatch("[0-9a-f]{8}", pack.version)
    assert load_pack(code) is pack


@pytest.mark.parametrize("code", languages())
def test_every_state_has_a_name(code: str) -> None:
    pack = load_pack(code)
    named = {name.actor for name in pack.names if name.kind == "name"}
    states = {actor.id for actor in pack.vocabulary.actors.values() if actor.kind == "state"}
    assert states <= named


@pytest.mark.parametrize("code", languages())
def test_names_of_the_cldr_are_there_where_it_has_the_state(code: str) -> None:
    pack = load_pack(code)
    english, local = Locale("en").territories, Locale(code).territories
    alpha2 = {name: key for key, name in english.items() if len(key) == 2}
    names = {name.text: name.actor for name in pack.names}
    states = [actor for actor in pack.vocabulary.actors.values() if actor.kind == "state"]
    known = [state for state in states if state.name in alpha2]
    assert len(known) >= len(states) - 3  # CLDR calls DR Congo, Myanmar and Palestine otherwise
    for state in known:
        assert local[alpha2[state.name]] in names, state
        assert names[local[alpha2[state.name]]] in {state.id, "-"}, state


@pytest.mark.parametrize(
    ("code", "text", "actor"),
    [
        ("id", "Korea Utara", "PRK"),
        ("id", "Amerika Serikat", "USA"),
        ("id", "Afrika Selatan", "ZAF"),
        ("en", "Germany", "DEU"),
    ],
)
def test_well_known_names(code: str, text: str, actor: str) -> None:
    assert {name.text: name.actor for name in load_pack(code).names}[text] == actor


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    target = tmp_path / "en"
    shutil.copytree(Path(str(load_pack("en").folder)), target, ignore=shutil.ignore_patterns("models"))
    return target


def append(table: str, text: str) -> Callable[[Path], None]:
    def spoil(folder: Path) -> None:
        path = folder / table
        path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")

    return spoil


def replace(table: str, old: str, new: str) -> Callable[[Path], None]:
    def spoil(folder: Path) -> None:
        path = folder / table
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    return spoil


BAD = {
    "an unknown actor": (append("actors.csv", "Zedland,ZZZ,name,\n"), r"actors\.csv:\d+: no actor table holds 'ZZZ'"),
    "an unknown kind": (append("actors.csv", "Zedland,NOR,nome,\n"), r"actors\.csv:\d+: the kind must be one of"),
    "an empty form": (append("actors.csv", ",NOR,name,\n"), r"actors\.csv:\d+: the text is empty"),
    "a form of two actors": (
        append("actors.csv", "Zedland,NOR,name,\nZedland,SWE,name,\n"),
        r"'Zedland' names both NOR and SWE",
    ),
    "an unknown sector": (append("roles.csv", "zed,ZZZ\n"), r"roles\.csv:\d+: no PLOVER sector 'ZZZ'"),
    "a wrong header": (
        replace("roles.csv", "text,sector", "word,sector"),
        r"roles\.csv:1: the header must be text,sector",
    ),
    "an unknown class": (
        append("actions.toml", FRAME.format(action="AID", more='object = ["@zed"]')),
        r"actions\.toml:\d+: frame zed: no class @zed",
    ),
    "an unknown type": (
        append("actions.toml", FRAME.format(action="ZED", more="")),
        r"actions\.toml:\d+: frame zed: no PLOVER type",
    ),
    "an unknown mode": (
        append("actions.toml", FRAME.format(action="CONSULT.zed", more="")),
        r"actions\.toml:\d+: frame zed: CONSULT has no mode 'zed'; known: visit",
    ),
    "an unknown CAMEO code": (
        append("actions.toml", FRAME.format(action="AID", more='cameo = "0999"')),
        r"actions\.toml:\d+: frame zed: no CAMEO code '0999'",
    ),
    "an unknown key": (
        append("actions.toml", FRAME.format(action="AID", more="colour = 1")),
        r"actions\.toml:\d+: frame zed: colour",
    ),
    "neither verb nor noun": (
        append("actions.toml", '\n[[frame]]\nname = "zed"\naction = "AID"\n'),
        r"actions\.toml:\d+: frame zed: needs verbs or nouns",
    ),
    "a name of two frames": (
        append("actions.toml", FRAME.format(action="AID", more="") * 2),
        r"actions\.toml: frame names stand twice: zed",
    ),
    "an unknown table": (append("actions.toml", "\n[zed]\nx = 1\n"), r"actions\.toml: unknown tables zed"),
    "no TOML": (append("language.toml", "[[["), r"language\.toml: not readable as TOML"),
    "an unknown key of the grammar": (
        replace("language.toml", 'code = "en"', 'code = "en"\nzed = 1'),
        r"language\.toml: zed",
    ),
    "a missing key of the grammar": (
        replace("language.toml", 'name = "English"', ""),
        r"language\.toml: name: Field required",
    ),
    "an unknown label": (append("language.toml", "\n[labels]\nzed = []\n"), r"language\.toml: labels\.zed"),
    "an unknown actor of a word": (
        append("language.toml", '\n[[contextual]]\ntext = "the Zed"\nactor = "ZZZ"\nneeds = ["NOR"]\n'),
        r"language\.toml: no actor table holds ZZZ",
    ),
    "a language that CLDR lacks": (
        replace("language.toml", 'code = "en"', 'code = "qq"'),
        "CLDR knows no language 'qq'",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_row_stops_the_pack(name: str, folder: Path) -> None:
    spoil, words = BAD[name]
    spoil(folder)
    with pytest.raises(TableError, match=words):
        read_pack(folder, load_vocabulary())


def test_the_version_changes_with_a_table(folder: Path) -> None:
    before = read_pack(folder, load_vocabulary()).version
    assert before == load_pack("en").version
    append("roles.csv", "zed,MIL\n")(folder)
    assert read_pack(folder, load_vocabulary()).version != before


MORE_BAD = {
    "a bad pattern of an ending": (
        append("language.toml", "\n[[inflection]]\npattern = '(('\nstems = ['a']\n"),
        "language",
    ),
    "a group that the pattern lacks": (
        append("language.toml", "\n[[inflection]]\npattern = '^zed$'\nstems = ['\\3']\n"),
        "language",
    ),
    "a bad pattern of a date": (
        replace("language.toml", "date_patterns = [", "date_patterns = [\n  '((',"),
        "language",
    ),
    "an unknown actor that a word needs": (
        append("language.toml", '\n[[contextual]]\ntext = "the Zed"\nactor = "NOR"\nneeds = ["ZZZ"]\n'),
        "ZZZ",
    ),
    "an unknown home": (append("language.toml", '\n[home]\nactor = "ZZZ"\ndatelines = ["x"]\nwords = ["x"]\n'), "ZZZ"),
    "a line of a form of two actors": (
        append("actors.csv", "Zedland,NOR,name,\nZedland,SWE,name,\n"),
        r"actors\.csv:\d+",
    ),
    "an empty verb": (append("actions.toml", '\n[[frame]]\nname = "zed"\nverbs = [""]\naction = "AID"\n'), "zed"),
    "classes that are no table": (lambda folder: (folder / "actions.toml").write_text("classes = 3\n"), "classes"),
    "a class that is one string": (
        lambda folder: (folder / "actions.toml").write_text('[classes]\nzed = "abc"\n'),
        "zed",
    ),
    "frames that are no list": (lambda folder: (folder / "actions.toml").write_text("frame = 3\n"), "frame"),
    "a support verb that is a number": (
        lambda folder: (folder / "actions.toml").write_text("support = [3]\n"),
        "support",
    ),
}


@pytest.mark.parametrize("name", MORE_BAD)
def test_what_else_is_refused(name: str, folder: Path) -> None:
    spoil, words = MORE_BAD[name]
    spoil(folder)
    with pytest.raises(TableError, match=words):
        read_pack(folder, load_vocabulary())
