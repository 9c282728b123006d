"""Print how often the 90% intervals of closeness and valence hold the truth, in worlds that are made up.

    python benchmarks/simulation.py

Each world has 40 actors of very unequal volumes, pairs that deal more or less with each other than these predict, and
news that come in bursts. The truth of a pair is its rate, against what the margins of all true rates predict.
"""

from typing import NamedTuple

import numpy as np

from graph import measures
from graph.measures import Array

ACTORS, PARTS = 40, 8
BANDS = ((0, 5), (5, 20), (20, 100), (100, 1e9))


class Coverage(NamedTuple):
    """Shares of pairs whose interval holds the truth, over all pairs and by band of acts."""

    closeness: float
    valence: float
    bands: tuple[tuple[float, float, int], ...]


def simulate(*, bursts: float, worlds: int = 5, seed: int = 1) -> Coverage:
    """Return the coverage in made-up worlds; `bursts` is the squared coefficient of variation between parts of time."""
    chance = np.random.default_rng(seed)
    near, friendly, acts = [], [], []
    for _ in range(worlds):
        one, two, volume = _try(chance, bursts)
        near.append(one)
        friendly.append(two)
        acts.append(volume)
    held, shared, number = (np.concatenate(parts) for parts in (near, friendly, acts))
    bands = [(number >= low) & (number < high) for low, high in BANDS]
    told = tuple((float(held[band].mean()), float(shared[band].mean()), int(band.sum())) for band in bands)
    return Coverage(float(held.mean()), float(shared.mean()), told)


def _try(chance: np.random.Generator, bursts: float) -> tuple[Array, Array, Array]:
    """Return for each pair whether its two intervals hold the truth, and its acts."""
    size = chance.lognormal(1.0, 1.0, ACTORS)
    a, b = np.triu_indices(ACTORS, 1)
    share = chance.beta(6.0, 2.0, len(a))
    cooperation = size[a] * size[b] * chance.gamma(1.0, 1.0, len(a))  # the prior of closeness: gamma(1, 1)
    conflict = cooperation * (1 - share) / share

    def happen(rate: Array) -> Array:
        noise = chance.gamma(1 / bursts, bursts, (len(rate), PARTS)) if bursts else np.ones((len(rate), PARTS))
        parts: Array = chance.poisson(rate[:, None] / PARTS * noise).astype(float)
        return parts

    good, bad = happen(cooperation), happen(conflict)
    c, t = good.sum(axis=1), good.sum(axis=1) + bad.sum(axis=1)
    truth = measures.expect(a, b, cooperation, cooperation, ACTORS, spread=0.0)
    spread = measures.measure_spread(good)
    closeness = measures.estimate_closeness(c, c, measures.expect(a, b, c, c, ACTORS, spread=spread), spread=spread)
    spread = measures.measure_share_spread(good, good + bad)
    valence = measures.estimate_valence(c, t, t, prior=measures.fit_prior(c, t, spread=spread), spread=spread)
    true = np.log(cooperation / truth.acts)
    return (
        ((closeness.low <= true) & (true <= closeness.high)).astype(float),
        ((valence.low <= share) & (share <= valence.high)).astype(float),
        t,
    )


def main() -> None:
    print("coverage of the 90% intervals: closeness / valence (pairs)")
    print(f"{'bursts':>6}  {'all pairs':>13}  " + "  ".join(f"{low:g}-{high:g} acts".rjust(20) for low, high in BANDS))
    for bursts in (0.0, 0.25, 0.5, 1.0, 2.0):
        coverage = simulate(bursts=bursts)
        bands = "  ".join(f"{near:.2f} / {share:.2f} ({number})".rjust(20) for near, share, number in coverage.bands)
        print(f"{bursts:6.2f}  {coverage.closeness:.2f} / {coverage.valence:.2f}    {bands}")


if __name__ == "__main__":
    main()
