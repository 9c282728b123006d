"""What passed between two actors is added up without losing its evidence."""

from collections.abc import Callable
from datetime import date
from math import log1p

import networkx as nx
import pytest
from pydantic import ValidationError

from graph import Tie, TieLabel, build_graph, find_ties
from ontology import Event, Status

Code = Callable[..., Event]


def tie_of(*events: Event) -> Tie:
    """Return the one tie of these events."""
    (tie,) = find_ties(build_graph(events, {}))
    return tie


def test_both_directions_add_up_to_one_tie(code: Code) -> None:
    tie = tie_of(
        code("SWE", "SUPPORT", "NOR", start=0, day="2024-06-12"),
        code("NOR", "AID", "SWE", start=100, day="2024-06-10"),
        code("NOR", "ACCUSE", "SWE", start=200, day="2024-06-11"),
        code("NOR", "ASSAULT", "SWE", start=300, day="2024-07-01", status=Status.HYPOTHETICAL),
    )
    assert (tie.a, tie.b) == ("NOR", "SWE")
    assert (tie.events, tie.not_actual) == (3, 1)
    assert (tie.verbal_cooperation, tie.material_cooperation, tie.verbal_conflict, tie.material_conflict) == (
        1,
        1,
        1,
        0,
    )
    assert tie.cooperation == pytest.approx(1.04)
    assert tie.conflict == pytest.approx(0.2)
    assert tie.balance == pytest.approx(0.84 / 1.24)
    assert tie.goldstein == pytest.approx((3.4 + 7.0 - 2.0) / 3)
    assert tie.strength == pytest.approx(log1p(1.24), abs=1e-6)
    assert (tie.first, tie.last) == (date(2024, 6, 10), date(2024, 6, 12))


@pytest.mark.parametrize(
    ("acts", "label"),
    [
        (["SUPPORT", "AID"], TieLabel.SPARSE),
        (["ASSAULT", "ASSAULT"], TieLabel.SPARSE),
        (["SUPPORT", "AID", "CONSULT"], TieLabel.COOPERATIVE),
        (["ASSAULT", "SANCTION", "CONSULT"], TieLabel.CONFLICTUAL),
        (["AID", "SANCTION", "CONSULT"], TieLabel.MIXED),
        (["ACCUSE"] * 2 + ["AID"], TieLabel.MIXED),
        (["REQUEST"] * 3, TieLabel.CONFLICTUAL),
    ],
)
def test_label_follows_the_weight(acts: list[str], label: TieLabel, code: Code) -> None:
    tie = tie_of(*(code("NOR", act, "ISL", start=100 * number) for number, act in enumerate(acts)))
    assert tie.label is label


def test_a_tie_of_plans_alone_is_kept_and_weighs_least(code: Code) -> None:
    plan = code("NOR", "AID", "ISL", status=Status.PLANNED)
    tie = tie_of(plan)
    assert (tie.events, tie.not_actual, tie.label) == (0, 1, TieLabel.SPARSE)
    assert (tie.balance, tie.goldstein, tie.first, tie.last) == (None, None, None, None)
    assert tie.strength == pytest.approx(log1p(0.1), abs=1e-6)
    assert tie.evidence == (plan,)


def test_every_tie_is_positive_and_the_strongest_come_first(large: nx.MultiDiGraph) -> None:
    ties = find_ties(large)
    strengths = [tie.strength for tie in ties]
    assert min(strengths) > 0
    assert strengths == sorted(strengths, reverse=True)
    assert sum(tie.events + tie.not_actual for tie in ties) == large.size()
    assert len({(tie.a, tie.b) for tie in ties}) == len(ties)
    assert all(tie.a < tie.b for tie in ties)


def test_a_mutual_act_read_in_both_directions_counts_once(code: Code) -> None:
    there, back = (code(one, "CONSULT", two, mutual=True) for one, two in (("NOR", "ISL"), ("ISL", "NOR")))
    another = code("NOR", "CONSULT", "ISL", mutual=True, article="a2")
    assert tie_of(there, back).events == 1
    assert tie_of(there, back, another).events == 2


def test_evidence_is_actual_grave_sure_and_distinct(code: Code) -> None:
    grave = code("NOR", "ASSAULT", "ISL", start=0, sentence="One thing.")
    copy = code("NOR", "ASSAULT", "ISL", start=0, article="a2", sentence="One  THING.", confidence=0.7)
    unsure = code("NOR", "ASSAULT", "ISL", start=100, confidence=0.1)
    mild = code("NOR", "SUPPORT", "ISL", start=200)
    planned = code("NOR", "ASSAULT", "ISL", start=300, confidence=1.0, status=Status.PLANNED)
    assert tie_of(planned, unsure, mild, copy, grave).evidence == (grave, mild, unsure)
    assert tie_of(planned, copy, grave).evidence == (grave, planned, copy)


def test_a_tie_is_frozen(small: nx.MultiDiGraph) -> None:
    with pytest.raises(ValidationError, match="frozen"):
        find_ties(small)[0].events = 9


def test_no_events_no_ties(empty: nx.MultiDiGraph) -> None:
    assert find_ties(empty) == []
