"""Acts in, changes out: pairs with more or fewer acts in a period than before, beyond the usual bursts.

News come in bursts, so a doubling means little by itself. Given a pair's acts before and in a period, the share that
falls into the period is beta-binomial where rates vary from period to period (gamma) and counts by chance (Poisson).
A change is told where that is improbable even among as many tests (Benjamini and Hochberg 1995, 5% false).
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from graph import measures
from graph.measures import Array
from graph.sums import COOPERATION
from ontology import Record, Status

if TYPE_CHECKING:
    from polars import DataFrame, Expr

PERIODS = {"week": "1w", "month": "1mo", "quarter": "1q", "year": "1y"}
KINDS = ("cooperation", "conflict")
FALSE = 0.05
LEAST = 5
"""Acts, before and in the period together, below which nothing is tested."""
MEMORY = 12
"""Periods before one that it is compared with."""
USUAL_BURSTS = 1.0
"""Squared coefficient of variation between periods where too few pairs tell."""
SHOWN = 3


class Change(Record):
    """That a pair had more, or fewer, acts of a kind in a period than its past and the volume of news predict."""

    actor: str
    target: str
    kind: str = Field(pattern="^(cooperation|conflict)$")
    since: date = Field(description="first day of the period")
    until: date = Field(description="last day of the period")
    n: int = Field(ge=0, description="acts in the period")
    expected: float = Field(ge=0, description="acts that the periods before predict, at the period's volume of news")
    p: float = Field(ge=0, le=1, description="two-sided probability of so many or so few without a change")
    evidence: tuple[str, ...] = Field(default=(), description="ids of the reports of the period that tell most")

    @property
    def rises(self) -> bool:
        """Whether there are more acts than before."""
        return self.n > self.expected


def find_changes(acts: "DataFrame", *, period: str | int = "month", latest: bool = False) -> list[Change]:
    """Return the significant changes from period to period, the latest first, then the least probable.

    `period` is week, month, quarter or year of the calendar, or a number of days that roll up to the last act. With
    `latest`, only the last one is tested. It may be cut short: expected counts follow the volume of news.
    """
    import polars as pl

    actual = acts.filter((pl.col("status") == Status.ACTUAL.value) & pl.col("day").is_not_null())
    if actual.is_empty():
        return []
    friendly = pl.col("quad").is_in([quad.value for quad in COOPERATION])
    actual = actual.with_columns(start=_start(actual, period), kind=pl.when(friendly).then(pl.lit(0)).otherwise(1))
    starts = actual["start"].unique().sort().to_list()
    volume = actual.group_by("start").agg(pl.col("count").sum()).sort("start")["count"].to_numpy().astype(float)
    pairs = actual.select("a", "b", "kind").unique().sort("a", "b", "kind")
    counts = _count(actual, pairs, starts)
    found = list(_test(counts, volume, first=counts.shape[1] - 1 if latest else 1))
    if not found:
        return []
    told = _discover(np.array([p for *_, p in found]))
    names = list(pairs.iter_rows())
    changes = []
    for (row, column, expected, p), significant in zip(found, told, strict=True):
        if significant:
            a, b, kind = names[row]
            until = (starts[column + 1] if column + 1 < len(starts) else _end(starts[column], period)) - timedelta(1)
            changes.append(
                Change(
                    actor=a, target=b, kind=KINDS[kind], since=starts[column],
                    until=min(until, _end(starts[column], period) - timedelta(1)), n=int(counts[row, column]),
                    expected=round(expected, 3), p=float(f"{p:.3g}"),
                    evidence=_best(actual, a, b, kind, starts[column]),
                )
            )  # fmt: skip
    return sorted(changes, key=lambda change: (-change.since.toordinal(), change.p, change.actor, change.target))


def _start(acts: "DataFrame", period: str | int) -> "Expr":
    """Return the first day of each act's period."""
    import polars as pl

    if isinstance(period, str):
        return pl.col("day").dt.truncate(PERIODS[period])
    last: date = acts["day"].max()  # type: ignore[assignment]
    back = (pl.lit(last) - pl.col("day")).dt.total_days() // period
    return pl.lit(last + timedelta(days=1)) - pl.duration(days=(back + 1) * period)


def _end(start: date, period: str | int) -> date:
    """Return the first day after a period."""
    if isinstance(period, int):
        return start + timedelta(days=period)
    if period == "week":
        return start + timedelta(days=7)
    months = {"month": 1, "quarter": 3, "year": 12}[period]
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, 1)


def _count(acts: "DataFrame", pairs: "DataFrame", starts: list[date]) -> Array:
    import polars as pl

    rows = pairs.with_row_index("row")
    columns = pl.DataFrame({"start": starts}, schema={"start": pl.Date}).with_row_index("column")
    counted = (
        acts.with_columns(pl.col("start").cast(pl.Date))
        .group_by("a", "b", "kind", "start")
        .agg(pl.col("count").sum())
        .join(rows, on=["a", "b", "kind"])
        .join(columns, on="start")
    )
    counts = np.zeros((len(pairs), len(starts)))
    counts[counted["row"].to_numpy(), counted["column"].to_numpy()] = counted["count"].to_numpy()
    return counts


def _test(counts: Array, volume: Array, *, first: int) -> Iterator[tuple[int, int, float, float]]:
    """Yield (pair, period, expected acts, probability) from the period `first` on, for all that have enough acts."""
    from scipy.stats import betabinom

    bursts = max(measures.measure_bursts(counts, volume, usual=USUAL_BURSTS), 0.01)
    for column in range(max(first, 1), counts.shape[1]):
        past = slice(max(column - MEMORY, 0), column)
        now, before = counts[:, column], counts[:, past].sum(axis=1)
        told, periods = volume[past].sum(), volume[past].shape[0]
        if not told:
            continue
        share = volume[column] / (volume[column] + told)
        rows = np.flatnonzero(now + before >= LEAST)
        size = (periods + 1) / bursts
        model = betabinom(now[rows] + before[rows], size * share, size * (1 - share))
        low, high = model.cdf(now[rows]), model.sf(now[rows] - 1)
        p = np.minimum(2 * np.minimum(low, high), 1.0)
        for row, value in zip(rows.tolist(), p.tolist(), strict=True):
            yield row, column, float(before[row] * volume[column] / told), value


def _discover(p: Array) -> NDArray[np.bool_]:
    """Tell which tests are discoveries at 5% false ones."""
    order = np.argsort(p, kind="stable")
    within = p[order] <= FALSE * np.arange(1, len(p) + 1) / len(p)
    last = int(np.flatnonzero(within).max()) + 1 if within.any() else 0
    told = np.zeros(len(p), dtype=bool)
    told[order[:last]] = True
    return told


def _best(acts: "DataFrame", a: str, b: str, kind: int, start: date) -> tuple[str, ...]:
    import polars as pl

    of = (pl.col("a") == a) & (pl.col("b") == b) & (pl.col("kind") == kind) & (pl.col("start") == start)
    return tuple(acts.filter(of).sort("weight", descending=True, maintain_order=True)["ids"].list.first().head(SHOWN))
