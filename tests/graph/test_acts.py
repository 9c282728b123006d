"""What is told many times is one act with many pieces of evidence."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from graph import find_acts
from ontology import Report


def report(number: int, **fields: Any) -> Report:
    """Return a report; its id and wording differ by number."""
    usual: dict[str, Any] = {
        "id": f"r{number}", "actor": "NOR", "actor_entity": "NOR", "target": "ISL", "target_entity": "ISL",
        "plover": "AID", "mode": None, "quad": "material_cooperation", "status": "actual", "mutual": False,
        "day": date(2024, 6, 10), "publisher": "Post", "wording": f"w{number}", "weight": 5.0,
    }  # fmt: skip
    return Report(**usual | fields)


def test_the_same_act_of_a_day_counts_once_with_all_its_reports() -> None:
    acts = find_acts([report(1), report(2, publisher="Times", mode="troops", weight=7.0), report(3)])
    (act,) = acts.iter_rows(named=True)
    assert (act["count"], act["reports"], act["publishers"]) == (1, 3, ["Post", "Times"])
    assert (act["ids"], act["mode"]) == (["r2", "r1", "r3"], "troops")


@pytest.mark.parametrize(
    "other",
    [
        {"target": "SWE"}, {"plover": "SUPPORT"}, {"day": date(2024, 6, 11)}, {"status": "planned"},
        {"actor": "ISL", "target": "NOR"}, {"quad": "verbal_conflict"}, {"day": None},
    ],
)  # fmt: skip
def test_what_differs_is_another_act(other: dict[str, Any]) -> None:
    assert len(find_acts([report(1), report(2, **other)])) == 2


def test_a_mutual_act_is_one_in_either_direction() -> None:
    there, back = report(1, mutual=True), report(2, mutual=True, actor="ISL", target="NOR")
    (act,) = find_acts([there, back]).iter_rows(named=True)
    assert (act["a"], act["b"], act["reports"]) == ("ISL", "NOR", 2)


@pytest.mark.parametrize(("days", "number"), [(0, 1), (7, 1), (8, 2)])
def test_a_wire_copy_belongs_to_the_day_on_which_it_came_first(days: int, number: int) -> None:
    copy = report(2, wording="w1", publisher="Times", day=date(2024, 6, 10 + days))
    acts = find_acts([report(1), copy])
    assert len(acts) == number
    assert acts["day"][0] == date(2024, 6, 10)


def test_publishers_of_the_same_words_are_one() -> None:
    copies = [report(number, wording="w", publisher=f"P{number}") for number in range(5)]
    (act,) = find_acts([*copies, report(9, publisher="Own")]).iter_rows(named=True)
    assert (act["reports"], act["publishers"]) == (6, ["Own", "P0"])


def test_sides_are_states_or_on_request_the_very_ones_named() -> None:
    named = report(1, actor_entity="jane-doe", target_entity=None)
    assert find_acts([named]).select("actor", "target").row(0) == ("NOR", "ISL")
    assert find_acts([named], entities=True).select("actor", "target").row(0) == ("jane-doe", "ISL")


def test_reports_without_two_sides_are_left_out() -> None:
    assert find_acts([report(1, actor=None), report(2, target="NOR"), report(3, target=None)]).is_empty()


def test_counts_of_a_table_are_kept() -> None:
    (act,) = find_acts([report(1, plover=None)._replace(number=12)]).iter_rows(named=True)
    assert (act["count"], act["reports"]) == (12, 1)


def test_the_order_of_reports_does_not_matter(shuffle: Callable[[list[Report]], list[Report]]) -> None:
    reports = [report(n, day=date(2024, 6, 1 + n % 5), wording=f"w{n % 7}", publisher=f"P{n % 3}") for n in range(40)]
    assert find_acts(reports).equals(find_acts(shuffle(reports)))


def test_copies_of_one_story_are_one_publishers_word() -> None:
    told = [("Wire", "s1"), ("Herald", "s1"), ("Post", "s2"), ("Star", "")]
    reports = [
        report(number, publisher=publisher, story=story, weight=9.0 - number)
        for number, (publisher, story) in enumerate(told)
    ]
    (act,) = find_acts(reports).iter_rows(named=True)
    assert act["reports"] == 4
    assert act["publishers"] == ["Post", "Star", "Wire"]
