"""Acts in, one Tie for each pair of actors out: how close, how friendly and how hostile, and how sure that is.

"Cooperation minus conflict" measures no alliance: who deals much with one another also quarrels much. So closeness
compares the cooperation of a pair with what the volumes of its two actors predict, alignment smooths it over the whole
map, and hostility stands apart. A tie describes reported behaviour; it never says that two actors are allies by
treaty. The figures behind the choices are printed by `benchmarks/alliances.py`.
"""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from math import log1p
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from graph import measures
from graph.measures import Array, Estimate
from graph.sums import WHOLE, Pairs, Window, add_up, count_parts, select_acts
from ontology import Record

if TYPE_CHECKING:
    from polars import DataFrame

Flags = NDArray[np.bool_]
MOST_ALIGNED = 2000
"""Actors, those with the most acts, that are placed on the map: the time for it grows with their cube."""
HOSTILITY_WEIGHT = 0.75
ENOUGH = 20
WIDEST = 2.0
ALIGNED_FROM, HOSTILE_FROM = 1.0, 3.0


class TieLabel(StrEnum):
    """What the acts of a pair say.

    insufficient: fewer than 20 acts, or an interval of closeness wider than 2 (a factor of 7). Else the standard
    scores z over all pairs decide: aligned from an alignment of 1 where the interval of closeness lies above 0,
    hostile from a hostility of 3 where the interval of excess lies above 0, or that of valence below the usual share in
    a pair of alignment below 0; ambivalent where both hold, neutral where neither does.
    """

    ALIGNED = "aligned"
    HOSTILE = "hostile"
    AMBIVALENT = "ambivalent"
    NEUTRAL = "neutral"
    INSUFFICIENT = "insufficient"


class Tie(Record):
    """What was reported between two actors, in either direction; only acts of status `actual` count.

    Logarithms are natural, intervals hold 90%. Plain counts are of the window, all else is weighted by age.
    """

    actor: str = Field(description="actor id, the lesser of the two")
    target: str
    n: int = Field(ge=0, description="actual acts")
    reports: int = Field(ge=0, description="reports of these acts")
    publishers: int = Field(ge=0, description="publishers who told of them in words of their own")
    not_actual: int = Field(ge=0, description="planned, hypothetical, denied and negated acts")
    verbal_cooperation: int = Field(ge=0)
    material_cooperation: int = Field(ge=0)
    verbal_conflict: int = Field(ge=0)
    material_conflict: int = Field(ge=0)
    closeness: float = Field(description="log of cooperation over what the two volumes predict; 0: as much")
    closeness_low: float
    closeness_high: float
    alignment: float | None = Field(description="closeness smoothed over the map; None beyond the 2,000 busiest actors")
    valence: float = Field(ge=0, le=1, description="share of cooperation")
    valence_low: float = Field(ge=0, le=1)
    valence_high: float = Field(ge=0, le=1)
    excess: float = Field(description="log of conflict over what the two volumes of conflict predict; 0: as much")
    excess_low: float
    excess_high: float
    hostility: float = Field(description="log1p(verbal conflict) + log1p(material conflict) + excess")
    index: float | None = Field(description="z(alignment) - 0.75 z(hostility) over all pairs")
    label: TieLabel
    first: date | None = Field(description="day of the first actual act")
    last: date | None
    evidence: tuple[str, ...] = Field(default=(), description="ids of the reports that tell most, best first")

    @property
    def cooperation(self) -> int:
        """Acts of cooperation."""
        return self.verbal_cooperation + self.material_cooperation

    @property
    def conflict(self) -> int:
        """Acts of conflict."""
        return self.verbal_conflict + self.material_conflict

    @property
    def strength(self) -> float:
        """How broad to draw the tie: log1p of its acts, and a little where none took place; always positive."""
        return round(log1p(self.n or 0.1), 6)


class Scores(NamedTuple):
    """What the whole map says of each pair; NaN for pairs that are not on it."""

    alignment: Array
    z_alignment: Array
    z_hostility: Array

    @property
    def together(self) -> Array:
        """Alignment against hostility, in standard scores."""
        return self.z_alignment - HOSTILITY_WEIGHT * self.z_hostility


def find_ties(acts: "DataFrame", *, window: Window = WHOLE, every: bool = False) -> list[Tie]:
    """Return a Tie for each pair that shares an act of the window, most acts first; `acts` as from `find_acts`.

    With `every`, also the pairs of these actors that share none: what the rest of the map says of them.
    """
    acts = select_acts(acts, window)
    if acts.is_empty():
        return []
    pairs = add_up(acts, window, every=every)
    friendly, all_acts = count_parts(acts)
    spread = measures.measure_share_spread(friendly, all_acts)
    c, cc, t, tt = (pairs.column(name) for name in ("c", "cc", "t", "tt"))
    prior = measures.fit_prior(c, t, spread=spread)
    valence = measures.estimate_valence(c, t, tt, prior=prior, spread=spread)
    closeness, x = _compare(pairs, c, cc, friendly)
    excess, y = _compare(pairs, pairs.column("k"), pairs.column("kk"), all_acts - friendly)
    hostility = measures.measure_hostility(pairs.column("v"), pairs.column("m"), excess.value)
    scores = _place_on_map(pairs, x, y)
    told = (excess.low > 0) | ((valence.high < prior.mean) & (scores.alignment < 0))
    ties = _make_ties(pairs, closeness, valence, excess, hostility, scores, told)
    return sorted(ties, key=lambda tie: (-tie.n, tie.actor, tie.target))


def _compare(pairs: Pairs, counts: Array, squares: Array, parts: Array) -> tuple[Estimate, Array]:
    """Return each pair's closeness by these counts, and the factors of the actors that predict them."""
    spread = measures.measure_spread(parts)
    expected = measures.expect(pairs.a, pairs.b, counts, squares, len(pairs.actors), spread=spread)
    return measures.estimate_closeness(counts, squares, expected, spread=spread), expected.factors


def _place_on_map(pairs: Pairs, x: Array, y: Array) -> Scores:
    """Return what all pairs of the busiest actors, also those that share no act, say of each pair."""
    busiest = np.sort(np.argsort(-pairs.volumes("t"), kind="stable")[:MOST_ALIGNED])
    place = np.full(len(pairs.actors), -1)
    place[busiest] = np.arange(len(busiest))
    a, b = place[pairs.a], place[pairs.b]
    inside = (a >= 0) & (b >= 0)

    def spread_out(name: str) -> Array:
        matrix = np.zeros((len(busiest), len(busiest)))
        matrix[a[inside], b[inside]] = pairs.column(name)[inside]
        return matrix + matrix.T

    closeness = np.log((spread_out("c") + 1) / (np.outer(x[busiest], x[busiest]) + 1))
    alignment = measures.align(closeness)
    excess = np.log((spread_out("k") + 1) / (np.outer(y[busiest], y[busiest]) + 1))
    hostility = measures.measure_hostility(spread_out("v"), spread_out("m"), excess)
    found = [np.full(len(pairs.a), np.nan) for _ in Scores._fields]
    for values, matrix in zip(found, (alignment, _standardise(alignment), _standardise(hostility)), strict=True):
        values[inside] = matrix[a[inside], b[inside]]
    return Scores(*found)


def _standardise(matrix: Array) -> Array:
    """Return standard scores over the pairs of a symmetric matrix; 0 where all are alike."""
    pairs = matrix[np.triu_indices(len(matrix), 1)]
    deviation = float(pairs.std()) if len(pairs) else 0.0
    scores: Array = (matrix - pairs.mean()) / deviation if deviation > 1e-9 else np.zeros_like(matrix)
    return scores


def _make_ties(
    pairs: Pairs,
    closeness: Estimate,
    valence: Estimate,
    excess: Estimate,
    hostility: Array,
    scores: Scores,
    told: Flags,
) -> Iterator[Tie]:
    labels = _label(pairs.column("n"), closeness, scores, told)
    measured = {
        "closeness": closeness.value, "closeness_low": closeness.low, "closeness_high": closeness.high,
        "alignment": scores.alignment, "valence": valence.value, "valence_low": valence.low,
        "valence_high": valence.high, "excess": excess.value, "excess_low": excess.low, "excess_high": excess.high,
        "hostility": hostility, "index": scores.together,
    }  # fmt: skip
    numbers = zip(*(column.round(6).tolist() for column in measured.values()), strict=True)
    for row, label, values in zip(pairs.table.iter_rows(named=True), labels, numbers, strict=True):
        fields: dict[str, Any] = {name: row[name] for name in PLAIN}
        fields |= {name: None if value != value else value for name, value in zip(measured, values, strict=True)}
        evidence = tuple(row["evidence"] or ())
        yield Tie.model_construct(None, actor=row["a"], target=row["b"], label=label, evidence=evidence, **fields)


def _label(n: Array, closeness: Estimate, scores: Scores, told: Flags) -> list[TieLabel]:
    """Return the label of each pair (see TieLabel); `told` says where conflict is more than usual for sure."""
    enough = (n >= ENOUGH) & (closeness.high - closeness.low <= WIDEST) & ~np.isnan(scores.alignment)
    together = (scores.z_alignment >= ALIGNED_FROM) & (closeness.low > 0)
    apart = (scores.z_hostility >= HOSTILE_FROM) & told
    return [
        LABELS[one, other] if known else TieLabel.INSUFFICIENT
        for known, one, other in zip(enough.tolist(), together.tolist(), apart.tolist(), strict=True)
    ]


LABELS = {
    (True, False): TieLabel.ALIGNED,
    (False, True): TieLabel.HOSTILE,
    (True, True): TieLabel.AMBIVALENT,
    (False, False): TieLabel.NEUTRAL,
}
PLAIN = (
    "n", "reports", "publishers", "not_actual", "verbal_cooperation", "material_cooperation", "verbal_conflict",
    "material_conflict", "first", "last",
)  # fmt: skip
