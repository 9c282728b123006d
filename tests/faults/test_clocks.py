"""Clocks decide nothing: neither those of servers, nor the day of an article, nor the clock of this machine.

The clock of the machine is moved inside one process (`time.time` and the time zone); the system's own stays, so what
C code asks the system for is not moved. Nothing stored comes from a clock, so this is as far as it needs to go.
"""

from typing import Any

import pytest
from world.children import collect_elsewhen, run_child
from world.loopback import answer
from world.wrongs import INDEX, Case, later, page

TEN_YEARS = 3.2e8
DAYS = ("Thu, 01 Jan 1970 00:00:00 GMT", "Fri, 31 Dec 9999 23:59:59 GMT", "Sat, 99 Foo 2024 25:61:61 GMT", "yesterday")
CASES = {
    **{
        f"Date and Last-Modified: {day}": Case(
            lambda asked, day=day: answer(asked.body, headers={"date": day, "last-modified": day}), where=INDEX, times=1
        )
        for day in DAYS
    },
    **{
        f"Retry-After: {day}": Case(later("503 Service Unavailable", retry_after=day, date=day), times=1)
        for day in DAYS
    },
    "Retry-After is a date, and there is no Date": Case(later("503 Service Unavailable", retry_after=DAYS[1]), times=1),
    "an article of 2099": Case(
        page(lambda body: body.replace(b"2024-03-01", b"2099-03-01")), where="/story/1"
    ),
    "an article of the year 99999": Case(page(lambda body: body.replace(b"2024-03-01", b"99999-03-01"))),
}  # fmt: skip


@pytest.fixture(scope="module")
def run(run_cases: Any) -> Any:
    return run_cases(CASES, at_once=4)


@pytest.mark.parametrize("name", CASES)
def test_a_wrong_day_costs_nothing(name: str, run: Any, judge: Any) -> None:
    judge(name, CASES[name], run)


@pytest.mark.parametrize(("shift", "zone"), [(TEN_YEARS, "Asia/Jakarta"), (-TEN_YEARS, "America/St_Johns")])
def test_the_clock_of_this_machine_decides_nothing(
    shift: float, zone: str, sources: Any, undisturbed: str, write_settings: Any, compare: Any, note: Any, tmp_path: Any
) -> None:
    settings = str(write_settings(tmp_path, sources))
    told = run_child(collect_elsewhen, settings, shift, zone)
    assert {one.error for one in told.values()} == {""}
    lost, doubled = compare(f"sqlite:///{tmp_path}/store.db", undisturbed)
    note(f"time.time {shift:+.0e} s, in {zone}", 1, lost, doubled, "as undisturbed")
