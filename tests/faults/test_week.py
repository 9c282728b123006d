"""A made-up week, small: every article that was published is stored once, though requests go wrong."""

from pathlib import Path
from typing import Any

from week import simulate


def test_every_article_of_a_week_is_stored_once(tmp_path: Path, note: Any) -> None:
    week = simulate(tmp_path, sources=6, hours=8, faults=0.08)
    note("a small week", 1, week.lost, week.doubled, f"{week.published} published, {week.faults} requests wrong")
    assert week.published > 20
    assert week.failures
    assert week.stored >= week.published


def test_the_week_sees_what_is_corrected(tmp_path: Path) -> None:
    week = simulate(tmp_path, sources=3, hours=72, faults=0)
    assert (week.lost, week.doubled) == (0, 0)
    assert (week.odd_told, week.wrongly_told) == (week.odd_days, 0)
    assert week.odd_days > 0
    assert week.corrected > 0
    assert week.stored == week.published + week.corrected
