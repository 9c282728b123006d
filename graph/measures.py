"""Counts of acts in, what they say of a pair out, each with a 90% interval: closeness and valence.

All arrays run over pairs of actors. Counts may be weighted (time decay); `squares` is then the sum of the squared
weights, the variance that the count would have if acts were independent. They are not: acts come in bursts, so the
variance that is measured between parts of the window (`measure_spread`) is added, and it grows with the volume.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Places = NDArray[np.int64]

CERTAINTY = 0.90
PRIOR = 1.0
"""Acts that the prior of closeness is worth: a gamma distribution of mean 1, as much as the volumes predict."""
LEAST_ACTS = 20
"""Acts from which on a pair tells how its acts spread over time."""
USUAL_SPREAD = 0.19
USUAL_SHARE_SPREAD = 0.03
"""What `measure_spread` and `measure_share_spread` find in dyad-years 2002-2010; taken where too few pairs tell."""
FEW = 10
"""Pairs below which nothing is estimated from pairs."""
RANK = 8
BOUND = 3.0


class Estimate(NamedTuple):
    """What is said of each pair, with the bounds of its 90% interval."""

    value: Array
    low: Array
    high: Array


class Expected(NamedTuple):
    """What volumes predict: the factor of each actor, and for each pair the acts and their relative variance."""

    factors: Array
    acts: Array
    variance: Array


class Prior(NamedTuple):
    """The beta distribution of valence before a pair's own acts are seen."""

    cooperation: float
    conflict: float

    @property
    def mean(self) -> float:
        """The usual share of cooperation."""
        return self.cooperation / (self.cooperation + self.conflict)


def fit_margins(volumes: Array) -> Array:
    """Return x so that x_i x_j, summed over all j but i, is the volume of i: what volumes alone predict of pairs.

    Where one actor has more than all others together there is no such x; then it is as near as 200 steps come.
    """
    total = float(volumes.sum())
    x: Array = volumes / np.sqrt(total) if total > 0 else np.zeros_like(volumes)
    for _ in range(200):
        others = np.maximum(x.sum() - x, 1e-12)
        x = 0.5 * x + 0.5 * np.where(volumes > 0, volumes / others, 0.0)
    return x


def add_sides(a: Places, b: Places, values: Array, size: int) -> Array:
    """Return for each of `size` actors the values of all pairs (a, b) that it is in, added up."""
    return np.asarray(np.bincount(a, values, size) + np.bincount(b, values, size), dtype=np.float64)


def expect(a: Places, b: Places, counts: Array, squares: Array, size: int, *, spread: float) -> Expected:
    """Return what the volumes of all actors predict for each pair (a, b), and how unsure that is."""
    volumes, variances = (add_sides(a, b, values, size) for values in (counts, squares + spread * counts**2))
    x = fit_margins(volumes)
    unsure = np.divide(variances, volumes**2, out=np.zeros(size), where=volumes > 0)
    return Expected(x, x[a] * x[b], unsure[a] + unsure[b])


def estimate_closeness(counts: Array, squares: Array, expected: Expected, *, spread: float) -> Estimate:
    """Return log((count + 1) / (expected + 1)): the logarithm of the posterior mean of a gamma-Poisson model.

    0 means as many acts as the volumes predict. The interval is that of a gamma distribution with this mean, its
    relative variance that of the count (with the spread) and of what is expected.
    """
    from scipy.special import gammaincinv

    mean = (counts + PRIOR) / (expected.acts + PRIOR)
    variance = (squares + spread * counts**2 + PRIOR) / (counts + PRIOR) ** 2
    variance += expected.variance * (expected.acts / (expected.acts + PRIOR)) ** 2
    tail = (1 - CERTAINTY) / 2
    low, high = (mean * gammaincinv(1 / variance, part) * variance for part in (tail, 1 - tail))
    return Estimate(np.log(mean), np.log(np.maximum(low, 1e-9)), np.log(high))


def measure_hostility(verbal: Array, material: Array, excess: Array) -> Array:
    """Return how hostile each pair is: log1p(verbal conflict) + log1p(material conflict) + excess of all conflict.

    Much conflict, in deeds as in words, and more than the volumes of the two actors predict.
    """
    found: Array = np.log1p(verbal) + np.log1p(material) + excess
    return found


def estimate_valence(cooperation: Array, total: Array, squares: Array, *, prior: Prior, spread: float) -> Estimate:
    """Return the posterior mean of the share of cooperation: a beta-binomial model with an empirical-Bayes prior."""
    from scipy.special import betaincinv

    acts = np.divide(total**2, squares, out=np.zeros_like(total), where=squares > 0)  # Kish's effective number
    share = np.divide(cooperation, total, out=np.zeros_like(total), where=total > 0)
    told = acts / (1 + np.maximum(acts - 1, 0) * spread)
    good, bad = prior.cooperation + told * share, prior.conflict + told * (1 - share)
    tail = (1 - CERTAINTY) / 2
    return Estimate(good / (good + bad), betaincinv(good, bad, tail), betaincinv(good, bad, 1 - tail))


def fit_prior(cooperation: Array, total: Array, *, spread: float) -> Prior:
    """Return the prior of valence by the method of moments over the pairs; a wide one where there are few."""
    known = total >= 5
    if known.sum() < FEW:
        return Prior(2.0, 2.0)
    share, acts = cooperation[known] / total[known], total[known]
    mean = float(np.clip(share.mean(), 0.05, 0.95))
    noise = mean * (1 - mean) * float(np.mean((1 + (acts - 1) * spread) / acts))
    between = max(float(share.var()) - noise, 1e-6)
    size = float(np.clip(mean * (1 - mean) / between - 1, 2.0, 50.0))
    return Prior(mean * size, (1 - mean) * size)


def measure_spread(parts: Array) -> float:
    """Return the squared coefficient of variation that bursts give the whole count of a pair.

    `parts` counts each pair's acts (rows) in parts of the window (columns).
    """
    if not parts.sum():
        return USUAL_SPREAD
    volume = parts.sum(axis=0)
    alike = float(((volume / volume.sum()) ** 2).sum())
    return measure_bursts(parts, volume, usual=USUAL_SPREAD / alike) * alike


def measure_bursts(parts: Array, volume: Array, *, usual: float) -> float:
    """Return the squared coefficient of variation that bursts give a pair's count in one part; `usual` if few tell.

    Moments of a negative binomial whose rate, beside the volume of news, changes from part to part; the mean over the
    pairs with at least 20 acts.
    """
    totals = parts.sum(axis=1)
    known = totals >= LEAST_ACTS
    if known.sum() < FEW or parts.shape[1] < 3:
        return usual
    share = volume / volume.sum()
    own, acts = parts[known], totals[known][:, None]
    alike = float((share**2).sum())
    beyond = ((own - acts * share) ** 2).sum(axis=1) - acts[:, 0] * (1 - alike)
    ratio = max(float(np.mean(beyond / (acts[:, 0] ** 2 * alike))), 0.0)
    return ratio / max(1 - alike - ratio * alike, 0.1)  # the total that stands below varies with its parts


def measure_share_spread(cooperation: Array, total: Array) -> float:
    """Return by how much two acts of a pair are alike beyond its share: the intra-class correlation over time.

    Rows are pairs, columns parts of the window. Pearson's statistic of each pair with at least 20 acts says how much
    larger than binomial its variance is, which grows with the acts in a part.
    """
    totals = total.sum(axis=1)
    share = np.divide(cooperation.sum(axis=1), totals, out=np.zeros_like(totals), where=totals > 0)
    known = (totals >= LEAST_ACTS) & (share > 0.02) & (share < 0.98)
    if known.sum() < FEW or total.shape[1] < 3:
        return USUAL_SHARE_SPREAD
    own, acts, mean = cooperation[known], total[known], share[known][:, None]
    there = acts > 0
    squares = np.divide((own - acts * mean) ** 2, acts * mean * (1 - mean), out=np.zeros_like(acts), where=there)
    freedom = np.maximum(there.sum(axis=1) - 1, 1)
    beyond = squares.sum(axis=1) / freedom - 1
    size = (acts**2).sum(axis=1) / acts.sum(axis=1)  # acts that an act finds in its own part
    within = float(np.clip(np.mean(beyond / np.maximum(size - 1, 1)), 0.0, 0.5))
    alike = float(np.mean((acts**2).sum(axis=1) / acts.sum(axis=1) ** 2))
    return within * alike


def align(closeness: Array) -> Array:
    """Return the spectral smoothing of a symmetric matrix of closeness: who stands together with the same others.

    Extremes are bounded (3 tanh(c / 3)), so that one odd pair draws no picture. Kept are the min(8, n / 6)
    eigenvalues largest in size, the last quarter of them by half, which is the mean of two ranks. The diagonal is 0.
    With fewer than 6 actors there is nothing to smooth.
    """
    n = len(closeness)
    rank = min(RANK, n // 6)
    if rank < 1:
        return closeness.copy()
    bounded = BOUND * np.tanh(closeness / BOUND)
    np.fill_diagonal(bounded, 0.0)
    values, vectors = np.linalg.eigh(bounded)
    order = np.argsort(-np.abs(values), kind="stable")[:rank]
    weights = np.where(np.arange(rank) < np.ceil(rank * 0.75), 1.0, 0.5)
    smoothed: Array = (vectors[:, order] * (values[order] * weights)) @ vectors[:, order].T
    return smoothed
