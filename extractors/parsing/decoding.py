"""Make trees of scores: what a network says of every pair of words in, one head and one relation for each word out.

The best head of each word is taken first; only where these do not form one tree with one root is the maximum spanning
tree sought (Chu and Liu 1965, Edmonds 1967).
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Integers = NDArray[np.int64]
Floats = NDArray[np.floating]


def find_all_heads(scores: Floats, lengths: Sequence[int]) -> list[Integers]:
    """Return the head of each word of each sentence; every sentence has one root and no cycle.

    `scores` is B x W x W, dependent by head, word 0 being the root above the sentence; `lengths` are the numbers of
    words without it. Heads count words from 1, and 0 is the root.
    """
    width = scores.shape[1]
    words = np.arange(width)
    padding = words > np.asarray(lengths)[:, None]
    masked = np.where((words == words[:, None]) | padding[:, None, :], -np.inf, scores)
    heads = masked.argmax(axis=2)
    heads[:, 0] = 0
    reached = heads
    for _ in range(width.bit_length()):
        reached = np.take_along_axis(reached, reached, axis=1)
    real = (words > 0) & ~padding
    whole = ~(reached * real).any(axis=1) & (((heads == 0) & real).sum(axis=1) == 1)
    return [
        (heads[row] if whole[row] else find_tree(masked[row, : length + 1, : length + 1]))[1 : length + 1]
        for row, length in enumerate(lengths)
    ]


def find_tree(scores: Floats) -> Integers:
    """Return the heads of the best tree with one root over N x N scores, as `span_tree`."""
    scores = np.array(scores, dtype=np.float64)
    np.fill_diagonal(scores, -np.inf)
    finite = np.isfinite(scores)
    # a second root must be dearer than any other change
    scores[:, 0] -= 1.0 + len(scores) * (scores[finite].max() - scores[finite].min())
    return span_tree(scores)


def span_tree(scores: Floats) -> Integers:
    """Return the heads of the tree of greatest sum over N x N scores, dependent by head, rooted in 0."""
    count = len(scores)
    scores = np.array(scores, dtype=np.float64)
    scores[0] = -np.inf
    np.fill_diagonal(scores, -np.inf)
    heads = np.asarray(scores.argmax(axis=1))
    heads[0] = 0
    cycle = _find_cycle(heads)
    if cycle is None:
        return heads
    inside = np.zeros(count, dtype=bool)
    inside[cycle] = True
    rest = np.flatnonzero(~inside)
    kept = len(rest)
    smaller = np.full((kept + 1, kept + 1), -np.inf)
    smaller[:kept, :kept] = scores[np.ix_(rest, rest)]
    into = scores[np.ix_(cycle, rest)] - scores[cycle, heads[cycle]][:, None]
    out = scores[np.ix_(rest, cycle)]
    smaller[kept, :kept], entries = into.max(axis=0), into.argmax(axis=0)
    smaller[:kept, kept], exits = out.max(axis=1), out.argmax(axis=1)
    chosen = span_tree(smaller)
    result = heads.copy()
    for place in range(1, kept):
        result[rest[place]] = cycle[exits[place]] if chosen[place] == kept else rest[chosen[place]]
    result[cycle[entries[chosen[kept]]]] = rest[chosen[kept]]
    return result


def choose_relations(dependents: Floats, governors: Floats, weights: Floats, heads: Integers, *, root: int) -> Integers:
    """Return the number of the relation between each word and its head.

    `dependents`: N x R, the words; `governors`: 1 + N x R, the root and the words; `weights`: R x (L * R), one R x R
    matrix for each relation; `heads`: N; `root` is the number of the root's relation, which words under it have and no
    others.
    """
    mapped = (dependents @ weights).reshape(len(dependents), -1, dependents.shape[1])
    scores = np.matmul(mapped, governors[heads][:, :, None])[:, :, 0]
    scores[:, root] = np.where(heads == 0, np.inf, -np.inf)
    return np.asarray(scores.argmax(axis=1))


def join_names(labels: list[str]) -> list[tuple[int, int, str]]:
    """Return the names of a sentence as start, end and kind; a name that starts without B- is taken as one."""
    names: list[tuple[int, int, str]] = []
    for index, label in enumerate(labels):
        mark, _, kind = label.partition("-")
        if not kind:
            continue
        if mark == "I" and names and names[-1][1] == index and names[-1][2] == kind:
            names[-1] = (names[-1][0], index + 1, kind)
        else:
            names.append((index, index + 1, kind))
    return names


def _find_cycle(heads: Integers) -> Integers | None:
    state = np.zeros(len(heads), dtype=np.int8)
    state[0] = 2
    for start in range(1, len(heads)):
        path = []
        node = start
        while state[node] == 0:
            state[node] = 1
            path.append(node)
            node = int(heads[node])
        if state[node] == 1:
            return np.asarray(path[path.index(node) :])
        state[path] = 2
    return None
