"""Treaties bind their parties from day to day, and a bad row is refused with its line."""

from datetime import date
from pathlib import Path

import pytest

from ontology import TableError, list_bonds, load_vocabulary
from ontology.rosters import Span
from ontology.treaties import OBLIGATIONS, read_treaties

WORDS = load_vocabulary()
HEAD = "id,name,obligations,body,since,until\n"
PARTIES = "treaty,party,since,until\n"


def write(folder: Path, treaties: str, parties: str = "") -> Path:
    """Write the two tables."""
    (folder / "treaties.csv").write_text(HEAD + treaties, encoding="utf-8")
    (folder / "parties.csv").write_text(PARTIES + parties, encoding="utf-8")
    return folder


def test_two_parties_are_bound_while_both_are_in(tmp_path: Path) -> None:
    folder = write(
        tmp_path, "pact,Pact,defense|consultation,,1950-05,1990\n", "pact,NOR,,\npact,ISL,1960-02-01,\npact,SWE,,1955\n"
    )
    bonds = list_bonds(read_treaties(folder, WORDS.actors, {}))
    assert list(bonds) == [("ISL", "NOR"), ("NOR", "SWE")], "Iceland came after Sweden had left"
    ((bond,), (other,)) = bonds.values()
    assert (bond.since, bond.until, bond.obligations) == (
        date(1960, 2, 1),
        date(1990, 12, 31),
        ("defense", "consultation"),
    )
    assert (other.since, other.until) == (date(1950, 5, 1), date(1955, 12, 31))


def test_the_members_of_a_body_are_bound_by_its_treaty(tmp_path: Path) -> None:
    members = {"CLUB": tuple(Span(actor="CLUB", other=one, since=None, until=None) for one in ("NOR", "ISL", "SWE"))}
    folder = write(tmp_path, "club,Club,nonaggression,CLUB,2000,\n")
    bonds = list_bonds(read_treaties(folder, WORDS.actors, members))
    assert list(bonds) == [("ISL", "NOR"), ("ISL", "SWE"), ("NOR", "SWE")]
    assert {bond.since for (bond,) in bonds.values()} == {date(2000, 1, 1)}


@pytest.mark.parametrize(
    ("treaties", "parties", "said"),
    [
        ("p,P,friendship,,2000,\n", "p,NOR,,\np,ISL,,\n", r"treaties\.csv:2: 'friendship' is no obligation"),
        (
            "p,P,defense,,2000,\np,P,defense,,2000,\n",
            "p,NOR,,\np,ISL,,\n",
            r"treaties\.csv:3: the treaty p stands twice",
        ),
        ("p,P,defense,,2000,\n", "p,NOR,,\n", r"treaties\.csv:2: p has fewer than two parties"),
        ("p,P,defense,NOBODY,2000,\n", "", r"treaties\.csv:2: memberships\.csv has no members of NOBODY"),
        ("p,P,defense,,2000,\n", "p,NOR,,\nq,ISL,,\n", r"parties\.csv:3: treaties\.csv has no treaty 'q'"),
        ("p,P,defense,,2000,\n", "p,NOR,,\np,QQQ,,\n", r"parties\.csv:3: no actor table holds 'QQQ'"),
        ("p,P,defense,,soon,\n", "p,NOR,,\np,ISL,,\n", r"treaties\.csv:2: 'soon' is no ISO 8601 date"),
    ],
)
def test_a_bad_row_is_refused_with_its_line(treaties: str, parties: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(TableError, match=said):
        read_treaties(write(tmp_path, treaties, parties), WORDS.actors, {})


def test_the_shipped_table_knows_the_pacts_of_the_day() -> None:
    bonds = list_bonds(WORDS.treaties)

    def defended(one: str, other: str, day: date) -> bool:
        return any(
            "defense" in bond.obligations and covers(bond.since, bond.until, day)
            for bond in bonds.get((one, other), ())
        )

    def covers(since: date | None, until: date | None, day: date) -> bool:
        return (since is None or since <= day) and (until is None or day <= until)

    today = date(2025, 6, 1)
    assert defended("PRK", "RUS", today)
    assert not defended("PRK", "RUS", date(2022, 6, 1))
    assert defended("FIN", "USA", today)
    assert not defended("FIN", "USA", date(2022, 6, 1))
    assert not defended("RUS", "USA", today)
    assert {word for treaty in WORDS.treaties.values() for word in treaty.obligations} <= set(OBLIGATIONS)
