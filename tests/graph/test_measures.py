"""The measures say what they claim, and their intervals hold what they promise."""

import numpy as np
import pytest
from simulation import simulate

from graph import measures
from graph.measures import Expected, Prior


def test_margins_reproduce_the_volumes() -> None:
    chance = np.random.default_rng(2)
    volumes = chance.gamma(2.0, 50.0, size=30)
    x = measures.fit_margins(volumes)
    assert x.sum() * x - x**2 == pytest.approx(volumes, rel=1e-6)


def test_margins_of_nothing_and_of_a_hub_are_finite() -> None:
    assert measures.fit_margins(np.zeros(4)).tolist() == [0.0] * 4
    assert np.isfinite(measures.fit_margins(np.array([100.0, 1.0, 1.0]))).all()


def test_closeness_is_zero_where_acts_are_as_predicted_and_surer_with_more() -> None:
    counts = np.array([0.0, 10.0, 1000.0])
    found = measures.estimate_closeness(counts, counts, Expected(counts, counts, 0 * counts), spread=0.0)
    assert found.value == pytest.approx(0.0)
    widths = found.high - found.low
    assert widths[0] > widths[1] > widths[2]
    assert (found.low < 0).all()
    assert (found.high > 0).all()


def test_bursts_widen_every_interval() -> None:
    counts = np.array([5.0, 50.0, 500.0])
    sure = Expected(counts, counts, 0 * counts)
    calm, bursty = (measures.estimate_closeness(counts, counts, sure, spread=spread) for spread in (0.0, 0.2))
    unsure = measures.estimate_closeness(counts, counts, sure._replace(variance=counts**0), spread=0.0)
    assert (bursty.high - bursty.low > calm.high - calm.low).all()
    assert (unsure.high - unsure.low > calm.high - calm.low).all()
    prior = Prior(2.0, 2.0)
    calm, bursty = (
        measures.estimate_valence(counts / 2, counts, counts, prior=prior, spread=spread) for spread in (0.0, 0.05)
    )
    assert (bursty.high - bursty.low > calm.high - calm.low).all()


def test_valence_without_acts_is_the_prior_and_with_many_the_share() -> None:
    none, many = np.array([0.0, 900.0]), np.array([0.0, 1000.0])
    found = measures.estimate_valence(none, many, many, prior=Prior(3.0, 1.0), spread=0.0)
    assert found.value == pytest.approx([0.75, 0.9], abs=0.002)


def test_the_prior_of_valence_is_found_again() -> None:
    chance = np.random.default_rng(3)
    share, total = chance.beta(6.0, 2.0, size=4000), chance.integers(20, 200, size=4000).astype(float)
    prior = measures.fit_prior(chance.binomial(total.astype(int), share).astype(float), total, spread=0.0)
    assert prior.cooperation == pytest.approx(6.0, rel=0.1)
    assert prior.conflict == pytest.approx(2.0, rel=0.1)


@pytest.mark.parametrize("bursts", [0.0, 0.5, 2.0])
def test_bursts_are_measured(bursts: float) -> None:
    chance = np.random.default_rng(4)
    rates = chance.gamma(2.0, 40.0, size=(3000, 1))
    noise = chance.gamma(1 / bursts, bursts, size=(3000, 8)) if bursts else np.ones((3000, 8))
    parts = chance.poisson(rates * noise).astype(float)
    assert measures.measure_bursts(parts, parts.sum(axis=0), usual=9.0) == pytest.approx(bursts, abs=0.1 + 0.1 * bursts)


def test_few_pairs_tell_nothing_of_bursts() -> None:
    assert measures.measure_bursts(np.ones((3, 8)), np.full(8, 3.0), usual=0.7) == 0.7


@pytest.mark.parametrize("bursts", [0.0, 0.5, 1.5])
def test_intervals_of_90_percent_hold_about_90_percent(bursts: float) -> None:
    coverage = simulate(bursts=bursts, worlds=3, seed=5)
    assert 0.85 <= coverage.closeness <= 0.95
    assert 0.85 <= coverage.valence <= 0.95


def test_alignment_finds_who_stands_together_without_dealing_with_one_another() -> None:
    side = np.repeat([0, 1], 30)
    noise = np.random.default_rng(7).normal(0.0, 0.7, size=(60, 60))
    closeness = np.where(side[:, None] == side[None, :], 1.0, -1.0) + (noise + noise.T) / 2
    closeness[0, 1] = closeness[1, 0] = -1.0
    aligned = measures.align(closeness)
    assert aligned[0, 1] > 0 > aligned[0, 50]
    assert aligned == pytest.approx(aligned.T)


def test_one_odd_pair_draws_no_picture() -> None:
    closeness = np.random.default_rng(6).normal(0, 0.1, size=(24, 24))
    closeness = (closeness + closeness.T) / 2
    closeness[3, 7] = closeness[7, 3] = 100.0
    assert np.abs(measures.align(closeness)).max() <= measures.BOUND * 1.1


def test_too_few_actors_are_not_smoothed() -> None:
    closeness = np.array([[0.0, 1.0], [1.0, 0.0]])
    assert measures.align(closeness).tolist() == closeness.tolist()
