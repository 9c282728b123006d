"""Blocs are found where there are any, the same ones each time, and only among pairs with enough acts."""

from itertools import combinations

import numpy as np
import pytest

from graph import Balance, Blocs, Tie, TieLabel, find_blocs, weigh_balance
from graph.blocs import find_communities


def tie(a: str, b: str, label: TieLabel, *, alignment: float = 0.0, hostility: float = 0.0) -> Tie:
    """Return a tie of which only these parts matter."""
    return Tie.model_construct(
        actor=min(a, b), target=max(a, b), label=label, alignment=alignment, hostility=hostility, n=50
    )


def camps(sizes: list[int], *, across: TieLabel = TieLabel.HOSTILE) -> list[Tie]:
    """Return ties of camps that are aligned within and hostile across."""
    names = [f"{'ABCDE'[camp]}{number}" for camp, size in enumerate(sizes) for number in range(size)]
    ties = []
    for one, other in combinations(names, 2):
        near = one[0] == other[0]
        label = TieLabel.ALIGNED if near else across
        ties.append(tie(one, other, label, alignment=1.0 if near else -1.0, hostility=0.0 if near else 5.0))
    return ties


def test_camps_become_blocs_the_largest_first() -> None:
    blocs = find_blocs(camps([4, 6, 3]))
    assert [len(members) for members in blocs.members] == [6, 4, 3]
    assert [{name[0] for name in members} for members in blocs.members] == [{"B"}, {"A"}, {"C"}]
    assert blocs.stability == 1.0
    assert {value for _, value in blocs.certainty} == {1.0}
    assert (blocs.bloc_of("B0"), blocs.bloc_of("C2"), blocs.bloc_of("elsewhere")) == (0, 2, None)


def test_blocs_are_the_same_each_time_and_in_any_order() -> None:
    ties = camps([5, 5])
    assert find_blocs(ties) == find_blocs(ties) == find_blocs(reversed(ties))


def test_hostility_alone_parts_what_nothing_joins() -> None:
    ties = [tie("A", "B", TieLabel.ALIGNED, alignment=1.0), tie("C", "D", TieLabel.ALIGNED, alignment=1.0)]
    ties += [tie(a, b, TieLabel.HOSTILE, hostility=4.0) for a in "AB" for b in "CD"]
    assert find_blocs(ties).members == (("A", "B"), ("C", "D"))


def test_pairs_with_too_few_acts_make_no_bloc() -> None:
    unsure = [one.model_copy(update={"label": TieLabel.INSUFFICIENT}) for one in camps([5, 5])]
    assert find_blocs(unsure) == Blocs()
    assert find_blocs([]) == Blocs()


def test_noise_is_less_stable_than_camps() -> None:
    chance = np.random.default_rng(3)
    names = [f"N{number:02}" for number in range(30)]
    noise = [tie(a, b, TieLabel.NEUTRAL, alignment=float(chance.normal())) for a, b in combinations(names, 2)]
    blocs = find_blocs(noise)
    assert blocs.stability is not None
    assert blocs.stability < 0.9
    assert blocs.modularity < find_blocs(camps([15, 15])).modularity


@pytest.mark.parametrize("seed", range(5))
def test_communities_are_as_good_as_the_best_of_all_divisions(seed: int) -> None:
    gains = np.random.default_rng(seed).normal(size=(7, 7))
    gains = (gains + gains.T) / 2
    np.fill_diagonal(gains, 0.0)

    def worth(labels: np.ndarray) -> float:
        return float(gains[labels[:, None] == labels[None, :]].sum())

    def divide(size: int) -> list[list[int]]:
        if size == 1:
            return [[0]]
        return [[*rest, label] for rest in divide(size - 1) for label in range(max(rest) + 2)]

    best = max(worth(np.array(labels)) for labels in divide(7))
    found = max(worth(find_communities(gains, seed=number)) for number in range(20))
    assert found == pytest.approx(best)


def test_camps_are_balanced_beyond_chance() -> None:
    balance = weigh_balance(camps([5, 5]))
    assert (balance.triads, balance.balanced) == (120, 120)
    assert balance.expected < 80
    assert balance.p < 0.01


def test_three_mutual_foes_are_not_balanced() -> None:
    balance = weigh_balance(camps([1, 1, 1]))
    assert (balance.triads, balance.balanced, balance.p) == (1, 0, 1.0)


def test_no_triad_no_balance() -> None:
    assert weigh_balance(camps([2])) == Balance(0, 0, 0.0, 0.0, 1.0)
