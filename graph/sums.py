"""Acts of a window in, sums for each pair out: plain counts, and counts in which older acts weigh less."""

from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from graph.measures import Array, Places, add_sides
from ontology import Event, Quad, Status

if TYPE_CHECKING:
    from polars import DataFrame, Expr

YEAR = 365.25
COOPERATION = (Quad.VERBAL_COOPERATION, Quad.MATERIAL_COOPERATION)
PARTS = 8
"""Parts of equal length that a window is cut into, to see how acts come in bursts."""
SHOWN = 3
"""Reports kept to show for each pair, the best of as many acts."""


class Window(NamedTuple):
    """Which acts count, and how fast they fade: an act that is d days old counts 2^(-d / half-life).

    Alliances outlive cabinets, hostility is of the day: cooperation fades by half in 16 years, hostility in 2. A
    half-life of None lets nothing fade. Days count back from `until`, else from the last act. An act without a day is
    as old as the oldest, and is left out where a bound is given.
    """

    since: date | None = None
    until: date | None = None
    half_life: float | None = 16 * YEAR
    hostility_half_life: float | None = 2 * YEAR

    def holds(self, event: Event) -> bool:
        """Tell whether an event is of the days of this window."""
        if self.since is None and self.until is None:
            return True
        day = event.day
        return day is not None and (self.since or day) <= day <= (self.until or day)


WHOLE = Window()


class Pairs(NamedTuple):
    """What passed between pairs: one row of `table` a pair; `a` and `b` are the places of its sides in `actors`.

    Columns: a, b, n, reports, publishers, not_actual, the four quad classes, first, last, evidence (plain); weighted by
    age: c and cc (cooperation, and its squared weights), t and tt (all acts), k, kk, v and m (conflict: all,
    its squares, verbal, material; by the half-life of hostility).
    """

    table: "DataFrame"
    actors: list[str]
    a: Places
    b: Places

    def column(self, name: str) -> Array:
        """Return a column as numbers."""
        return self.table[name].to_numpy().astype(np.float64)

    def volumes(self, name: str) -> Array:
        """Return what each actor has of a column, over all its pairs."""
        return add_sides(self.a, self.b, self.column(name), len(self.actors))


def select_acts(acts: "DataFrame", window: Window) -> "DataFrame":
    """Return the acts of the days of a window."""
    import polars as pl

    if window.since is not None:
        acts = acts.filter(pl.col("day") >= window.since)
    if window.until is not None:
        acts = acts.filter(pl.col("day") <= window.until)
    return acts


def add_up(acts: "DataFrame", window: Window, *, every: bool = False) -> Pairs:
    """Return the sums of each pair that shares an act, by ids; with `every` of all pairs of these actors."""
    import polars as pl

    actual = pl.col("status") == Status.ACTUAL.value
    friendly = pl.col("quad").is_in([quad.value for quad in COOPERATION])
    kinds = {quad.value: pl.col("count").filter(actual & (pl.col("quad") == quad.value)).sum() for quad in Quad}
    last: Any = window.until or acts.filter(actual)["day"].max() or acts["day"].max()
    slow, fast = _fade(last, window.half_life), _fade(last, window.hostility_half_life)
    weighted = acts.with_columns(slow=slow, fast=fast)

    def total(weight: str, which: "Expr", *, square: bool = False) -> "Expr":
        return ((pl.col(weight) ** (2 if square else 1)) * pl.col("count")).filter(actual & which).sum()

    table = (
        weighted.sort(actual, "weight", descending=True, maintain_order=True)
        .group_by("a", "b", maintain_order=True)
        .agg(
            n=pl.col("count").filter(actual).sum(), reports=pl.col("reports").filter(actual).sum(),
            publishers=pl.col("publishers").filter(actual).explode().n_unique(),
            not_actual=pl.col("count").filter(~actual).sum(), **kinds,
            first=pl.col("day").filter(actual).min(), last=pl.col("day").filter(actual).max(),
            evidence=pl.col("ids").list.first().head(SHOWN),
            c=total("slow", friendly), cc=total("slow", friendly, square=True),
            t=total("slow", pl.lit(True)), tt=total("slow", pl.lit(True), square=True),
            k=total("fast", ~friendly), kk=total("fast", ~friendly, square=True),
            v=total("fast", pl.col("quad") == Quad.VERBAL_CONFLICT.value),
            m=total("fast", pl.col("quad") == Quad.MATERIAL_CONFLICT.value),
        )
        .sort("a", "b")
    )  # fmt: skip
    actors = sorted({*table["a"], *table["b"]})
    if every:
        a, b = np.triu_indices(len(actors), 1)
        names = np.array(actors, dtype=object)
        pairs = pl.DataFrame({"a": names[a], "b": names[b]}, schema={"a": pl.String, "b": pl.String})
        numbers = pl.selectors.numeric()
        table = pairs.join(table, on=["a", "b"], how="left", maintain_order="left").with_columns(numbers.fill_null(0))
    number = {name: place for place, name in enumerate(actors)}
    sides = (np.array([number[name] for name in table[side]], dtype=np.int64) for side in "ab")
    return Pairs(table, actors, *sides)


def count_parts(acts: "DataFrame") -> tuple[Array, Array]:
    """Return (acts of cooperation, all acts) of each pair (rows) in parts of equal length of the time (columns)."""
    import polars as pl

    dated = acts.filter((pl.col("status") == Status.ACTUAL.value) & pl.col("day").is_not_null())
    if dated.is_empty():
        return np.zeros((0, PARTS)), np.zeros((0, PARTS))
    days = (pl.col("day") - pl.col("day").min()).dt.total_days()
    counted = (
        dated.with_columns(
            part=(days * PARTS // (days.max() + 1)).cast(pl.Int64),
            friendly=pl.col("count") * pl.col("quad").is_in([quad.value for quad in COOPERATION]),
            pair=pl.struct("a", "b").rank("dense").cast(pl.Int64) - 1,
        )
        .group_by("pair", "part")
        .agg(pl.col("friendly", "count").sum())
    )
    size = int(counted["pair"].max()) + 1  # type: ignore[arg-type]
    place = (counted["pair"].to_numpy() * PARTS + counted["part"].to_numpy()).astype(np.int64)
    friendly, every = (
        np.bincount(place, counted[name].to_numpy(), size * PARTS).reshape(size, PARTS).astype(np.float64)
        for name in ("friendly", "count")
    )
    return friendly, every


def _fade(last: date | None, half_life: float | None) -> "Expr":
    """Return the weight of an act by its age."""
    import polars as pl

    if half_life is None or last is None:
        return pl.lit(1.0)
    age = (pl.lit(last) - pl.col("day")).dt.total_days().clip(lower_bound=0)
    return (pl.lit(2.0) ** (-age.fill_null(age.max()) / half_life)).fill_null(1.0)
