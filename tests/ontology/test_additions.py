from datetime import date
from pathlib import Path

import pytest

from ontology import TableError, load_vocabulary
from ontology.additions import COLUMNS, Additions, Alias, read_additions

HEAD = ",".join(COLUMNS)
JANE = "p-jane-harrow,Jane Harrow,person,NZL,foreign-minister,2024-01,2025,J. Harrow,"


def read(folder: Path, *rows: str) -> Additions:
    path = folder / "own.csv"
    path.write_text("\n".join([HEAD, *rows]), encoding="utf-8")
    return read_additions(path, load_vocabulary(), languages=("en", "id"))


def test_a_new_group_stands_for_its_parent(tmp_path: Path) -> None:
    added = read(tmp_path, "RIVERGUARD,River Guard,armed,MLI,,2019,,Guards of the River|Gardiens,en")
    assert added.vocabulary.actors["RIVERGUARD"].since == date(2019, 1, 1)
    assert added.vocabulary.stands_for("RIVERGUARD", None) == "MLI"
    assert added.aliases == (
        Alias("River Guard", "RIVERGUARD", None),
        Alias("Guards of the River", "RIVERGUARD", "en"),
        Alias("Gardiens", "RIVERGUARD", "en"),
    )
    assert "RIVERGUARD" not in load_vocabulary().actors, "the package's own tables stay as they are"


def test_a_person_has_spellings_and_dated_terms(tmp_path: Path) -> None:
    added = read(tmp_path, JANE, "p-jane-harrow,,,UN,envoy,2026,,,")
    people, offices = added.vocabulary.people, added.vocabulary.offices
    assert people["p-jane-harrow"].spellings == ("Jane Harrow", "J. Harrow")
    assert [(term.office, term.since, term.until) for term in offices["p-jane-harrow"]] == [
        ("foreign-minister", date(2024, 1, 1), date(2025, 12, 31)), ("envoy", date(2026, 1, 1), None),
    ]  # fmt: skip
    assert added.vocabulary.stands_for("p-jane-harrow", date(2026, 5, 1)) == "UN"
    assert added.vocabulary.stands_for("p-jane-harrow", date(2030, 5, 1)) == "UN"
    assert added.vocabulary.stands_for("p-jane-harrow", date(2020, 5, 1)) == "NZL"


def test_known_actors_are_changed_only_where_a_cell_says_so(tmp_path: Path) -> None:
    before = load_vocabulary().actors["HEZBOLLAH"]
    added = read(tmp_path, "HEZBOLLAH,,,,,,,Party of God,en", "PSE,State of Palestine,,,,,,,")
    assert added.vocabulary.actors["HEZBOLLAH"] == before
    assert added.vocabulary.actors["PSE"] == load_vocabulary().actors["PSE"].changed(name="State of Palestine")


def test_a_term_takes_the_place_of_the_known_ones_in_that_office(tmp_path: Path) -> None:
    vocabulary = load_vocabulary()
    person, terms = next((key, terms) for key, terms in vocabulary.offices.items() if len(terms) > 1)
    first = terms[0]
    added = read(tmp_path, f"{person},,,{first.actor},{first.office},1999-01-01,1999-12-31,,")
    held = added.vocabulary.offices[person]
    same = [term for term in held if (term.office, term.actor) == (first.office, first.actor)]
    assert [(term.since, term.until) for term in same] == [(date(1999, 1, 1), date(1999, 12, 31))]
    assert [t for t in held if t not in same] == [
        t for t in terms if (t.office, t.actor) != (first.office, first.actor)
    ]


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("NEWONE,,,,,,,,", r"own\.csv:2: 'NEWONE' is in no table yet: give it a name and a kind"),
        ("NEWONE,New One,tribe,,,,,,", "there is no kind 'tribe'; write one of armed, bloc"),
        ("NEWONE,New One,armed,XXX,,,,,", "the parent 'XXX' is in no table"),
        ("NEWONE,New One,armed,NEWONE,,,,,", "NEWONE is its own parent"),
        ("n!,New One,armed,MLI,,,,,", "id: String should match pattern"),
        ("NEWONE,New One,armed,MLI,,2020-13,,,", "month must be in 1..12"),
        ("NEWONE,New One,armed,MLI,,last year,,,", "'last year' is no ISO 8601 date"),
        ("NEWONE,New One,armed,MLI,,2021,2020,,", "ends on 2020-12-31, before it begins"),
        ("NEWONE,New One,armed,MLI,president,,,,", "only a person holds an office"),
        ("p-x,X Y,person,,president,2020,,,", "whose office is 'president'"),
        ("p-x,X Y,person,MLI,president,2020,2019,,", "the term ends on 2019-12-31, before it begins"),
        ("HAMAS,,,,,,,Hamas,fr", "there is no language 'fr'; write one of en, id"),
        ("RUS,,person,,,,,,", "RUS is of kind state; give another id"),
        ("-,,,,,,,,", "the actor - needs aliases"),
        ("HAMAS,Hamas,armed", "3 cells where 9 are needed"),
    ],
)
def test_a_bad_row_is_told_with_its_line(tmp_path: Path, row: str, fault: str) -> None:
    with pytest.raises(TableError, match=fault):
        read(tmp_path, row)


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(TableError) as told:
        read(tmp_path, "A1,,,,,,,,", JANE, "B1,B,armed,A1,,,,,", "C1,C,armed,D1,,,,,", "D1,D,armed,C1,,,,,")
    lines = [line.split(".csv:")[1].split(":")[0] for line in str(told.value).splitlines()]
    assert lines == ["2", "4", "5", "6"]
    assert "stands for itself" in str(told.value)


def test_words_name_one_actor_in_a_language_unless_they_name_people(tmp_path: Path) -> None:
    with pytest.raises(TableError, match=r":3: 'Guards' names MLI already \(line 2\)"):
        read(tmp_path, "MLI,,,,,,,Guards,", "NER,,,,,,,Guards,en")
    read(tmp_path, "MLI,,,,,,,Guards,id", "NER,,,,,,,Guards,en")
    read(tmp_path, JANE, "p-jane-other,Jane Harrow,person,CAN,,,,,")


def test_another_header_is_told(tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    path.write_text("name,code\nx,y\n", encoding="utf-8")
    with pytest.raises(TableError, match=r"own\.csv:1: the header must be actor,name,kind"):
        read_additions(path, load_vocabulary(), languages=("en",))
    with pytest.raises(TableError, match="cannot be read"):
        read_additions(tmp_path / "none.csv", load_vocabulary(), languages=("en",))
