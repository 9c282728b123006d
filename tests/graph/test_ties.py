"""Ties add up what took place, say how sure they are, and say nothing where there is too little."""

from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest

from graph import Atlas, Tie, TieLabel, Window, find_acts, find_ties
from ontology import Event, Report, Status, read_report

Code = Callable[..., Event]
NEVER = Window(half_life=None, hostility_half_life=None)


def count(a: str, b: str, number: int, quad: str = "verbal_cooperation", day: date = date(2024, 6, 10)) -> Report:
    """Return a row of a table of counts."""
    key = f"{a}{b}{quad}{day}"
    return Report(key, a, a, b, b, None, None, quad, "actual", False, day, "table", key, 0.0, number)


def ties_of(events: list[Event], **rest: Any) -> list[Tie]:
    """Return the ties of events."""
    return find_ties(find_acts(map(read_report, events)), **rest)


def two_camps(*, within: int, across: int, foes: int) -> list[Report]:
    """Return counts of two camps of twelve: cooperation within and across, conflict across."""
    names = [f"{camp}{number:02}" for camp in "EW" for number in range(12)]
    days = [date(2024, month, 1) for month in range(1, 9)]
    rows = []
    for place, one in enumerate(names):
        for other in names[place + 1 :]:
            near = one[0] == other[0]
            rows += [count(one, other, within if near else across, day=day) for day in days]
            rows += [count(one, other, foes, "material_conflict", day=day) for day in days if not near and foes]
    return [row for row in rows if row.number]


def test_both_directions_add_up_to_one_tie(code: Code) -> None:
    (tie,) = ties_of([
        code("SWE", "SUPPORT", "NOR", start=0, day="2024-06-12"),
        code("NOR", "AID", "SWE", start=100, day="2024-06-10"),
        code("NOR", "ACCUSE", "SWE", start=200, day="2024-06-11"),
        code("NOR", "ASSAULT", "SWE", start=300, day="2024-07-01", status=Status.HYPOTHETICAL),
    ])  # fmt: skip
    assert (tie.actor, tie.target, tie.n, tie.not_actual) == ("NOR", "SWE", 3, 1)
    assert (tie.verbal_cooperation, tie.material_cooperation) == (1, 1)
    assert (tie.verbal_conflict, tie.material_conflict) == (1, 0)
    assert (tie.cooperation, tie.conflict) == (2, 1)
    assert (tie.first, tie.last) == (date(2024, 6, 10), date(2024, 6, 12))


def test_a_wire_story_of_many_publishers_is_one_act(code: Code) -> None:
    (tie,) = ties_of([
        code("NOR", "AID", "ISL", article=f"a{number}", source=f"Paper {number}", sentence="Norway sent relief.")
        for number in range(30)
    ])  # fmt: skip
    assert (tie.n, tie.reports, tie.publishers, tie.label) == (1, 30, 1, TieLabel.INSUFFICIENT)


def test_a_tie_of_plans_alone_is_kept_and_weighs_least(code: Code) -> None:
    plan = code("NOR", "AID", "ISL", status=Status.PLANNED)
    (tie,) = ties_of([plan])
    assert (tie.n, tie.not_actual, tie.label, tie.first) == (0, 1, TieLabel.INSUFFICIENT, None)
    assert tie.evidence == (plan.id,)
    assert 0 < tie.strength < ties_of([code("NOR", "AID", "ISL")])[0].strength


def test_evidence_is_what_took_place_and_tells_most(code: Code) -> None:
    visit = code("NOR", "CONSULT", "ISL", start=0, day="2024-06-01")
    raid = code("NOR", "ASSAULT", "ISL", start=100, day="2024-06-02")
    unsure = code("NOR", "AID", "ISL", start=200, day="2024-06-03", confidence=0.1)
    plan = code("NOR", "SANCTION", "ISL", start=300, day="2024-06-04", status=Status.PLANNED)
    (tie,) = ties_of([plan, unsure, visit, raid])
    assert tie.evidence == (raid.id, visit.id, unsure.id)


def test_ties_come_by_acts_and_pairs_once(large: Atlas) -> None:
    numbers = [tie.n for tie in large.ties]
    assert numbers == sorted(numbers, reverse=True)
    assert len({(tie.actor, tie.target) for tie in large.ties}) == len(large.ties)
    assert all(tie.actor < tie.target for tie in large.ties)
    assert sum(numbers) == large.acts.filter(status="actual")["count"].sum()


def test_a_small_corpus_invents_no_blocs() -> None:
    chance = np.random.default_rng(8)
    names = [f"A{number:02}" for number in range(60)]
    quads = ["verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict"]
    reports = []
    for number in range(1000):
        one, other = chance.choice(60, size=2, replace=False)
        day = date(2024, 1, 1) + timedelta(days=int(chance.integers(300)))
        row = count(names[one], names[other], 1, quads[int(chance.integers(4))], day)
        reports.append(row._replace(id=f"r{number}", wording=f"w{number}"))
    labels = Counter(tie.label for tie in find_ties(find_acts(reports)))
    assert labels[TieLabel.INSUFFICIENT] == sum(labels.values())


def test_camps_are_told_apart() -> None:
    ties = find_ties(find_acts(two_camps(within=12, across=1, foes=0)), window=NEVER)
    near = [tie.label for tie in ties if tie.actor[0] == tie.target[0]]
    assert set(near) == {TieLabel.ALIGNED} or Counter(near)[TieLabel.ALIGNED] > 0.9 * len(near)
    assert not [tie for tie in ties if tie.label is TieLabel.ALIGNED and tie.actor[0] != tie.target[0]]


def test_one_feud_in_a_friendly_world_is_hostile_and_not_its_neighbours() -> None:
    rows = two_camps(within=3, across=3, foes=1)
    feud = [count("E00", "W00", 40, quad, date(2024, 6, 1)) for quad in ("verbal_conflict", "material_conflict")]
    ties = {(tie.actor, tie.target): tie for tie in find_ties(find_acts([*rows, *feud]), window=NEVER)}
    assert ties["E00", "W00"].label in (TieLabel.HOSTILE, TieLabel.AMBIVALENT)
    assert ties["E00", "W00"].valence_high < ties["E00", "W01"].valence_low
    assert {tie.label for pair, tie in ties.items() if pair != ("E00", "W00")} == {TieLabel.NEUTRAL}


def test_treaty_talk_alone_is_no_alliance(code: Code) -> None:
    events = [code("NOR", "SUPPORT", "ISL", start=n * 100, day=f"2024-06-{n + 1:02}") for n in range(25)]
    (tie,) = ties_of(events)
    assert tie.n == 25
    assert tie.closeness_low < 0 < tie.closeness_high  # the two deal with nobody else: nothing to compare with
    assert tie.label is not TieLabel.ALIGNED


def test_old_conflict_fades_faster_than_old_cooperation() -> None:
    old, new = date(2020, 1, 1), date(2024, 1, 1)
    rows = two_camps(within=3, across=3, foes=0)
    foes = [count("E00", "E01", 30, "material_conflict", old), count("E00", "E02", 30, "material_conflict", new)]
    kinds = find_acts([*rows, *foes])
    hostile = {(tie.actor, tie.target): tie.hostility for tie in find_ties(kinds)}
    kept = {(tie.actor, tie.target): tie.hostility for tie in find_ties(kinds, window=NEVER)}
    assert hostile["E00", "E01"] < hostile["E00", "E02"] - 1
    assert kept["E00", "E01"] == pytest.approx(kept["E00", "E02"], abs=0.01)


def test_a_window_counts_only_its_days(code: Code) -> None:
    events = [code("NOR", "AID", "ISL", start=n * 100, day=f"2024-0{n + 1}-15") for n in range(5)]
    undated = code("NOR", "ACCUSE", "ISL", start=900, day=None)
    window = Window(since=date(2024, 2, 1), until=date(2024, 3, 31))
    (tie,) = ties_of([*events, undated], window=window)
    assert (tie.n, tie.first, tie.last) == (2, date(2024, 2, 15), date(2024, 3, 15))
    assert ties_of([*events, undated])[0].n == 6
    assert ties_of(events, window=Window(since=date(2030, 1, 1))) == []


def test_all_pairs_get_what_the_map_says_of_them() -> None:
    acts = find_acts(two_camps(within=10, across=0, foes=0))
    some, every = find_ties(acts), find_ties(acts, every=True)
    assert (len(some), len(every)) == (132, 276)
    strangers = [tie for tie in every if tie.n == 0]
    assert {tie.label for tie in strangers} == {TieLabel.INSUFFICIENT}
    assert max(tie.alignment or 0 for tie in strangers) < 0 < min(tie.alignment or 0 for tie in some)
    known = {(tie.actor, tie.target): tie for tie in every}
    assert all(known[tie.actor, tie.target] == tie for tie in some)


def test_intervals_hold_their_values(large: Atlas) -> None:
    for tie in large.ties:
        assert tie.closeness_low <= tie.closeness <= tie.closeness_high
        assert tie.valence_low <= tie.valence <= tie.valence_high
        assert tie.excess_low <= tie.excess <= tie.excess_high


def test_a_tie_is_the_record_it_says(large: Atlas) -> None:
    for tie in large.ties:
        assert Tie.model_validate(tie.model_dump()) == tie


def test_nothing_makes_no_ties() -> None:
    assert find_ties(find_acts([])) == []
    assert find_ties(find_acts([]), every=True) == []
