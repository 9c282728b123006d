"""A change is told where it is one, and not where news only come in bursts."""

from datetime import date, timedelta

import numpy as np
import pytest

from graph import Change, find_acts, find_changes
from ontology import Report

MONTHS = [date(2023 + month // 12, month % 12 + 1, 15) for month in range(18)]
KINDS = {"cooperation": "verbal_cooperation", "conflict": "material_conflict"}


def row(a: str, b: str, day: date, number: int, kind: str = "cooperation") -> Report:
    """Return a row of a table of counts."""
    key = f"{a}{b}{kind}{day}"
    return Report(key, a, a, b, b, None, None, KINDS[kind], "actual", False, day, "table", key, 0.0, number)


def world(*, bursts: float, seed: int = 1, pairs: int = 60, last: float = 1.0) -> list[Report]:
    """Return counts of many pairs whose rates vary from month to month around a steady mean, the last month's apart."""
    chance = np.random.default_rng(seed)
    rates = chance.gamma(2.0, 5.0, size=(pairs, 1))
    size = (pairs, len(MONTHS))
    noise = chance.gamma(1 / bursts, bursts, size=size) if bursts else np.ones(size)
    noise[:, -1] *= last
    counts = chance.poisson(rates * noise).tolist()
    return [
        row(f"A{pair:02}", f"B{pair:02}", day, number)
        for pair, line in enumerate(counts)
        for day, number in zip(MONTHS, line, strict=True)
        if number
    ]


def changes_of(rows: list[Report], **rest: str | int) -> list[Change]:
    """Return the changes in a table of counts."""
    return find_changes(find_acts(rows), **rest)  # type: ignore[arg-type]


def test_a_war_that_breaks_out_is_a_change_with_its_evidence() -> None:
    calm = [row("NOR", "SWE", day, 2, "conflict") for day in MONTHS[:-1]]
    war = row("NOR", "SWE", MONTHS[-1], 120, "conflict")
    found = changes_of([*world(bursts=0.3), *calm, war])
    change = next(one for one in found if one.actor == "NOR")
    assert (change.kind, change.rises, change.n) == ("conflict", True, 120)
    assert (change.since, change.until) == (date(2024, 6, 1), date(2024, 6, 30))
    assert change.expected < 10
    assert change.p < 1e-4
    assert change.evidence == (war.id,)


def test_a_break_in_relations_is_a_change() -> None:
    before = [row("NOR", "SWE", day, 60) for day in MONTHS[:12]]
    found = changes_of([*world(bursts=0.2), *before])
    assert ("NOR", False) in {(one.actor, one.rises) for one in found if one.since > date(2023, 12, 1)}


@pytest.mark.parametrize("bursts", [0.0, 0.3, 1.0])
def test_bursts_alone_are_hardly_ever_a_change(bursts: float) -> None:
    told = sum(bool(changes_of(world(bursts=bursts, seed=seed))) for seed in range(10))
    assert told <= 3


def test_more_news_of_everybody_is_no_change_of_anybody() -> None:
    louder = world(bursts=0.2, last=4.0)
    assert [one for one in changes_of(louder) if one.since == date(2024, 6, 1)] == []


def test_rolling_periods_end_with_the_last_act() -> None:
    rows = [
        *world(bursts=0.2),
        row("NOR", "SWE", MONTHS[-1] - timedelta(days=40), 3),
        row("NOR", "SWE", MONTHS[-1], 150),
    ]
    change = next(one for one in changes_of(rows, period=30) if one.actor == "NOR")
    assert (change.since, change.until) == (MONTHS[-1] - timedelta(days=29), MONTHS[-1])


@pytest.mark.parametrize("period", ["week", "month", "quarter", "year", 7])
def test_any_period_of_anything_is_tested(period: str | int) -> None:
    assert changes_of([], period=period) == []
    assert changes_of([row("NOR", "SWE", MONTHS[0], 50)], period=period) == []
    for change in changes_of(world(bursts=0.5), period=period):
        assert change.since <= change.until


def test_the_latest_changes_come_first() -> None:
    wars = [row(f"X{n}", f"Y{n}", MONTHS[10 + n], 150) for n in range(3)] + [
        row(f"X{n}", f"Y{n}", day, 1) for n in range(3) for day in MONTHS[:10]
    ]
    starts = [one.since for one in changes_of([*world(bursts=0.2), *wars])]
    assert len(starts) >= 3
    assert starts == sorted(starts, reverse=True)
