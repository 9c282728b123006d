"""Ties in, blocs out: who stands together, how sure the division is, and whether friends' foes are foes.

Only pairs with enough acts speak: alignment draws together, hostility pushes apart. Communities are found by the
Leiden algorithm (Traag, Waltman and van Eck 2019) on the sum of two modularities, that of the positive layer less that
of the negative one (Traag and Bruggeman 2009). A bloc is a set of actors with a number; it has no name, for to
resemble an alliance is not to be one.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from graph.measures import Array
from graph.ties import Tie, TieLabel

Labels = NDArray[np.int64]
SEEDS = 20
"""Runs with other seeds; the best one is kept, and all tell how stable it is."""
TEMPERATURE = 0.05
"""How freely the refinement of Leiden departs from the best merger, as a share of the mean gain."""
SHUFFLES = 1000
HOSTILITY_SHARE = 0.25
"""Weight of the negative layer against the positive one."""
SMALLEST = 2
GAIN = 1e-9


class Blocs(NamedTuple):
    """A division of the actors that have ties with enough acts.

    `members` is by bloc, the largest first, each sorted by id; actors alone are in none. `stability` is the mean
    adjusted Rand index of two runs (1: always the same), `certainty` the share of runs in which an actor is with most
    of its bloc.
    """

    members: tuple[tuple[str, ...], ...] = ()
    stability: float | None = None
    certainty: tuple[tuple[str, float], ...] = ()
    modularity: float = 0.0

    def bloc_of(self, actor: str) -> int | None:
        """Return the number of an actor's bloc, None where it is in none."""
        return next((number for number, members in enumerate(self.members) if actor in members), None)


class Balance(NamedTuple):
    """How many triads of aligned and hostile ties are balanced (a product of signs above 0), beside chance.

    `expected` and `deviation` are those of the same ties with their signs shuffled, `p` the share of shuffles with as
    many balanced triads or more.
    """

    triads: int
    balanced: int
    expected: float
    deviation: float
    p: float


def find_blocs(ties: Iterable[Tie], *, seed: int = 1) -> Blocs:
    """Return the blocs that aligned, ambivalent, neutral and hostile ties make; none where there are no such ties."""
    known = [tie for tie in ties if tie.label is not TieLabel.INSUFFICIENT]
    actors = sorted({side for tie in known for side in (tie.actor, tie.target)})
    if len(actors) <= SMALLEST:
        return Blocs()
    gains = _weigh(known, actors)
    runs = [find_communities(gains, seed=seed + number) for number in range(SEEDS)]
    worth = [round(float(gains[run[:, None] == run[None, :]].sum()), 9) for run in runs]
    best = runs[int(np.argmax(worth))]
    agreement = [_rand_index(one, other) for place, one in enumerate(runs) for other in runs[place + 1 :]]
    together = np.mean([run[:, None] == run[None, :] for run in runs], axis=0)
    members = sorted(
        (np.flatnonzero(best == label).tolist() for label in np.unique(best)), key=lambda bloc: (-len(bloc), bloc)
    )
    blocs = [bloc for bloc in members if len(bloc) >= SMALLEST]
    certainty = {
        actors[one]: round(float(np.mean([together[one, other] for other in bloc if other != one])), 4)
        for bloc in blocs
        for one in bloc
    }
    return Blocs(
        tuple(tuple(actors[one] for one in bloc) for bloc in blocs),
        round(float(np.mean(agreement)), 4), tuple(sorted(certainty.items())),
        round(max(worth) / float(np.abs(gains).sum() or 1), 6),
    )  # fmt: skip


def find_communities(gains: Array, *, seed: int) -> Labels:
    """Return a label for each node so that the gains within communities add up to much: Leiden on a dense matrix.

    `gains` is symmetric: what it is worth to have two nodes in one community.
    """
    chance = np.random.default_rng(seed)
    owner = np.arange(len(gains))  # of each node, its aggregate
    matrix, labels = gains.copy(), np.arange(len(gains))
    while True:
        labels = _move(matrix, labels, chance)
        if len(np.unique(labels)) == len(matrix):
            return _number(labels[owner])
        refined = _refine(matrix, labels, chance)
        if len(np.unique(refined)) == len(matrix):  # nothing merges within: the communities themselves are next
            refined = labels
        refined = _number(refined)
        size = int(refined.max()) + 1
        member = np.zeros((len(matrix), size))
        member[np.arange(len(matrix)), refined] = 1
        community = np.zeros(size, dtype=np.int64)
        community[refined] = labels
        matrix, owner, labels = member.T @ matrix @ member, refined[owner], _number(community)


def weigh_balance(ties: Iterable[Tie], *, seed: int = 1) -> Balance:
    """Return the balance of the triads that aligned (+) and hostile (-) ties close, and what chance would make."""
    signs = {
        (tie.actor, tie.target): 1 if tie.label is TieLabel.ALIGNED else -1
        for tie in sorted(ties, key=lambda tie: (tie.actor, tie.target))
        if tie.label in (TieLabel.ALIGNED, TieLabel.HOSTILE)
    }
    number = {pair: place for place, pair in enumerate(signs)}
    after: dict[str, set[str]] = {}
    for one, other in signs:
        after.setdefault(one, set()).add(other)
    triads = np.array(
        [
            (number[one, two], number[one, three], number[two, three])
            for one, two in signs
            for three in sorted(after[one] & after.get(two, set()))
        ],
        dtype=np.int64,
    ).reshape(-1, 3)
    values = np.array(list(signs.values()), dtype=np.int64)
    if not len(triads):
        return Balance(0, 0, 0.0, 0.0, 1.0)
    balanced = int((values[triads].prod(axis=1) > 0).sum())
    chance = np.random.default_rng(seed)
    drawn = np.array([(chance.permutation(values)[triads].prod(axis=1) > 0).sum() for _ in range(SHUFFLES)])
    p = (1 + int((drawn >= balanced).sum())) / (SHUFFLES + 1)
    return Balance(len(triads), balanced, round(float(drawn.mean()), 3), round(float(drawn.std()), 3), round(p, 6))


def _weigh(ties: Sequence[Tie], actors: Sequence[str]) -> Array:
    """Return what it is worth to put two actors together: both layers, each less what its degrees predict."""
    number = {name: place for place, name in enumerate(actors)}
    gains = np.zeros((len(actors), len(actors)))
    for layer, sign in ((_alignment, 1.0), (_hostility, -HOSTILITY_SHARE)):
        matrix = np.zeros_like(gains)
        for tie in ties:
            a, b = number[tie.actor], number[tie.target]
            matrix[a, b] = matrix[b, a] = max(layer(tie), 0.0)
        degrees, total = matrix.sum(axis=1), matrix.sum()
        if total > 0:
            gains += sign * (matrix - np.outer(degrees, degrees) / total) / total
    np.fill_diagonal(gains, 0.0)
    return gains


def _alignment(tie: Tie) -> float:
    return tie.alignment or 0.0


def _hostility(tie: Tie) -> float:
    return tie.hostility if tie.label in (TieLabel.HOSTILE, TieLabel.AMBIVALENT) else 0.0


def _move(matrix: Array, labels: Labels, chance: np.random.Generator) -> Labels:
    """Move nodes to the community where they gain most, till none moves."""
    labels, size = labels.copy(), len(matrix)
    waiting = list(chance.permutation(size))
    queued = np.ones(size, dtype=bool)
    while waiting:
        node = waiting.pop(0)
        queued[node] = False
        gain = np.bincount(labels, matrix[node], size + 1)
        gain[labels[node]] -= matrix[node, node]
        empty = np.setdiff1d(np.arange(size + 1), labels)[0]
        gain[empty] = 0.0
        best = int(np.argmax(gain))
        if gain[best] > gain[labels[node]] + GAIN:
            labels[node] = best
            for other in np.flatnonzero((matrix[node] > 0) & (labels != best) & ~queued):
                waiting.append(other)
                queued[other] = True
    return labels


def _refine(matrix: Array, labels: Labels, chance: np.random.Generator) -> Labels:
    """Merge nodes within each community, starting alone, with those to which they are well connected."""
    refined = np.arange(len(matrix))
    scale = TEMPERATURE * float(np.abs(matrix).mean() or 1.0)
    for label in np.unique(labels):
        inside = np.flatnonzero(labels == label)
        for node in chance.permutation(inside):
            if (refined == refined[node]).sum() > 1 or matrix[node, inside].sum() - matrix[node, node] < 0:
                continue
            gains = {
                int(target): float(matrix[node, inside[refined[inside] == target]].sum())
                for target in np.unique(refined[inside])
                if target != refined[node]
            }
            targets = [target for target, gain in gains.items() if gain > GAIN]
            if targets:
                worth = np.array([gains[target] for target in targets]) / scale
                odds = np.exp(worth - worth.max())
                refined[node] = targets[int(chance.choice(len(targets), p=odds / odds.sum()))]
    return refined


def _number(labels: Labels) -> Labels:
    """Return the same division with labels 0, 1, … in the order of their first nodes."""
    _, first, inverse = np.unique(labels, return_index=True, return_inverse=True)
    rank = np.empty(len(first), dtype=np.int64)
    rank[np.argsort(first)] = np.arange(len(first))
    return rank[inverse]


def _rand_index(one: Labels, other: Labels) -> float:
    """Return the adjusted Rand index of two divisions (Hubert and Arabie 1985)."""
    table = np.zeros((one.max() + 1, other.max() + 1))
    np.add.at(table, (one, other), 1)

    def pairs(counts: Array) -> float:
        return float((counts * (counts - 1) / 2).sum())

    rows, columns, both = pairs(table.sum(axis=1)), pairs(table.sum(axis=0)), pairs(table)
    expected = rows * columns / pairs(np.array([float(len(one))]))
    most = (rows + columns) / 2
    return 1.0 if most == expected else (both - expected) / (most - expected)
