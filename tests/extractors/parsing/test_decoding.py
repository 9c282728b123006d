"""Scores become the best tree with one root."""

from functools import cache
from itertools import product

import numpy as np
import pytest

from extractors.parsing.decoding import choose_relations, find_all_heads, find_tree, join_names, span_tree


def is_tree(heads, *, roots=1):
    """Tell whether heads (of words from 1, 0 the root) form one tree with one root; any number where `roots` is 0."""
    if roots and list(heads).count(0) != roots:
        return False
    for word in range(1, len(heads) + 1):
        seen, at = set(), word
        while at:
            if at in seen:
                return False
            seen.add(at)
            at = heads[at - 1]
    return True


@cache
def make_trees(count, roots=1):
    """Return all trees over so many words, one a row."""
    every = product(range(count + 1), repeat=count)
    return np.array([heads for heads in every if is_tree(heads, roots=roots)], dtype=np.int64)


def add_up(scores, heads):
    """Return the sum of the scores of heads, in the last axis."""
    return np.asarray(scores, dtype=np.float64)[np.arange(1, len(scores)), heads].sum(axis=-1)


def best_tree(scores, roots=1):
    """Return the best of all trees, by trying them all."""
    trees = make_trees(len(scores) - 1, roots)
    return trees[add_up(scores, trees).argmax()].tolist()


def make_scores(count, arcs, *, other=-9.0):
    """Return the scores of so many words with those of some arcs, by dependent and head, and one of all others."""
    scores = np.full((count + 1, count + 1), other)
    for (dependent, head), score in arcs.items():
        scores[dependent, head] = score
    return scores


def decode(scores):
    """Return the heads that are found for one sentence alone."""
    return find_all_heads(scores[None], [len(scores) - 1])[0].tolist()


@pytest.mark.parametrize(("count", "trees"), [(1, 1), (2, 2), (3, 9), (4, 64), (5, 625)])
def test_the_trees_to_compare_with_are_all_there(count, trees):
    assert len(make_trees(count)) == trees
    assert len(make_trees(count, roots=0)) == (count + 1) ** (count - 1)


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("count", [1, 2, 3, 4, 5])
def test_the_best_of_all_trees_is_found(count, seed):
    chance = np.random.default_rng([count, seed])
    for scale in (0.01, 1, 50) * 5:
        scores = chance.normal(scale=scale, size=(count + 1, count + 1))
        assert find_tree(scores).tolist() == [0, *best_tree(scores)]
        assert decode(scores) == best_tree(scores)


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("count", [1, 2, 3, 4, 5])
def test_without_the_bound_on_roots_the_best_of_all_trees_is_found(count, seed):
    chance = np.random.default_rng([9, count, seed])
    for _ in range(15):
        scores = chance.normal(size=(count + 1, count + 1))
        assert span_tree(scores).tolist() == [0, *best_tree(scores, roots=0)]


@pytest.mark.parametrize("count", [2, 3, 4, 5])
def test_scores_as_single_floats_give_the_best_tree(count):
    chance = np.random.default_rng(count)
    for _ in range(20):
        scores = chance.normal(size=(count + 1, count + 1)).astype(np.float32)
        assert decode(scores) == best_tree(scores)


@pytest.mark.parametrize("count", [2, 3, 4, 5])
def test_among_equal_trees_any_of_the_best_is_found(count):
    chance = np.random.default_rng(count)
    for _ in range(40):
        scores = chance.integers(3, size=(count + 1, count + 1)).astype(float)
        best = add_up(scores, make_trees(count)).max()
        for heads in (find_tree(scores)[1:], np.array(decode(scores))):
            assert is_tree(heads.tolist())
            assert add_up(scores, heads) == best
        free = span_tree(scores)[1:]
        assert is_tree(free.tolist(), roots=0)
        assert add_up(scores, free) == add_up(scores, make_trees(count, roots=0)).max()


@pytest.mark.parametrize("count", [2, 3, 4, 5])
def test_where_every_word_wants_the_root_the_tree_has_one_root_and_is_the_best(count):
    chance = np.random.default_rng(count)
    for _ in range(20):
        scores = chance.normal(size=(count + 1, count + 1))
        scores[:, 0] += 20
        assert best_tree(scores, roots=0) == [0] * count
        assert decode(scores) == find_tree(scores)[1:].tolist() == best_tree(scores)


@pytest.mark.parametrize("count", [2, 3, 4, 5])
def test_where_no_word_wants_the_root_the_tree_has_one_root_and_is_the_best(count):
    chance = np.random.default_rng(count)
    for _ in range(20):
        scores = chance.normal(size=(count + 1, count + 1))
        scores[:, 0] -= 20
        assert decode(scores) == find_tree(scores)[1:].tolist() == best_tree(scores)


def test_two_words_that_want_the_root_share_it_out():
    scores = np.array([[0, 0, 0], [9, 0, 1], [8, 5, 0]], dtype=float)
    assert span_tree(scores).tolist() == [0, 0, 0]
    assert find_tree(scores).tolist() == [0, 0, 1]
    assert find_all_heads(scores[None], [2])[0].tolist() == [0, 1]


def test_the_word_that_wants_the_root_most_leaves_it_where_that_is_cheaper():
    scores = make_scores(2, {(1, 0): 9, (2, 0): 8, (1, 2): 7, (2, 1): -3})
    assert decode(scores) == [2, 0]


@pytest.mark.parametrize("cycle", [2, 3, 4])
def test_a_cycle_is_broken_where_it_costs_least(cycle):
    scores = np.full((cycle + 1, cycle + 1), -5.0)
    for word in range(1, cycle + 1):
        scores[word, word % cycle + 1] = 5.0
    scores[2, 0] = 1.0
    heads = find_all_heads(scores[None], [cycle])[0].tolist()
    assert heads[1] == 0
    assert is_tree(heads)
    assert heads == best_tree(scores)


@pytest.mark.parametrize(
    ("count", "arcs", "heads"),
    [
        pytest.param(2, {(1, 2): 5, (2, 1): 5, (1, 0): 1, (2, 0): 0}, [0, 1], id="two words"),
        pytest.param(3, {(1, 2): 5, (2, 1): 5, (3, 0): 4, (2, 3): 3, (1, 3): 2}, [2, 3, 0], id="two beside the root"),
        pytest.param(3, {(1, 2): 5, (2, 3): 5, (3, 1): 5, (1, 0): 2, (2, 0): 1}, [0, 3, 1], id="three words"),
        pytest.param(
            4, {(1, 2): 5, (2, 3): 5, (3, 1): 5, (4, 0): 4, (3, 4): 3, (1, 4): 2}, [2, 3, 4, 0], id="three of four"
        ),
        pytest.param(
            5,
            {(1, 2): 5, (2, 1): 5, (3, 4): 5, (4, 3): 5, (5, 0): 4, (2, 5): 3, (3, 2): 2, (4, 5): 1},
            [2, 5, 2, 3, 0],
            id="two cycles of two",
        ),
        pytest.param(
            5,
            {(1, 2): 5, (2, 1): 5, (3, 4): 5, (4, 5): 5, (5, 3): 5, (1, 0): 4, (4, 2): 1},
            [0, 1, 4, 2, 3],
            id="a cycle of two and one of three",
        ),
        pytest.param(
            3, {(1, 2): 10, (2, 1): 10, (3, 2): 9, (1, 3): 8, (3, 0): 1, (2, 0): -20}, [3, 1, 0], id="one in another"
        ),
        pytest.param(
            4,
            {(1, 2): 10, (2, 1): 10, (3, 2): 9, (1, 3): 8, (4, 3): 7, (3, 4): 6, (4, 0): 1, (1, 0): -20},
            [3, 1, 4, 0],
            id="two in one another in a third",
        ),
    ],
)
def test_cycles_are_opened_at_the_right_word(count, arcs, heads):
    scores = make_scores(count, arcs)
    greedy = np.where(np.eye(count + 1, dtype=bool), -np.inf, scores)[1:].argmax(axis=1)
    assert not is_tree(greedy.tolist(), roots=0)
    assert best_tree(scores) == heads
    assert decode(scores) == find_tree(scores)[1:].tolist() == heads


def test_words_that_hang_by_a_cycle_stay_at_theirs():
    scores = make_scores(5, {(1, 2): 5, (2, 1): 5, (3, 1): 4, (4, 2): 4, (5, 4): 4, (2, 0): 1})
    assert decode(scores) == [2, 0, 1, 2, 4]


@pytest.mark.parametrize("seed", range(4))
def test_neither_a_word_as_its_own_head_nor_a_head_of_the_root_counts(seed):
    chance = np.random.default_rng(seed)
    scores = chance.normal(size=(6, 6))
    odd = scores.copy()
    np.fill_diagonal(odd, 1e3)
    odd[0] = chance.normal(size=6) * 1e3
    assert decode(odd) == decode(scores)
    assert find_tree(odd).tolist() == find_tree(scores).tolist()
    assert span_tree(odd).tolist() == span_tree(scores).tolist()


def test_scores_stay_as_they_are():
    batch = np.random.default_rng(0).normal(size=(2, 6, 6))
    before = batch.copy()
    find_all_heads(batch, [5, 3])
    find_tree(batch[0])
    span_tree(batch[1])
    assert (batch == before).all()


@pytest.mark.parametrize("score", [-50.0, 0.0, 50.0])
def test_a_single_word_is_the_root(score):
    scores = np.array([[score, score + 1], [score, score + 2]])
    assert decode(scores) == [0]
    assert find_tree(scores).tolist() == span_tree(scores).tolist() == [0, 0]


def test_padding_changes_nothing():
    chance = np.random.default_rng(0)
    lengths = [7, 3, 1, 5]
    batch = chance.normal(size=(4, 9, 9)) * 10
    for row, length in enumerate(lengths):
        alone = find_all_heads(batch[row : row + 1, : length + 1, : length + 1], [length])[0]
        assert find_all_heads(batch, lengths)[row].tolist() == alone.tolist()


@pytest.mark.parametrize("filling", [-1e4, 0.0, 1e4, np.nan])
def test_what_stands_in_the_padding_is_never_read(filling):
    chance = np.random.default_rng(3)
    lengths = [1, 2, 5, 9, 9, 4, 1]
    alone = [chance.normal(scale=3, size=(length + 1, length + 1)) for length in lengths]
    batch = np.full((len(lengths), 12, 12), filling)
    for row, scores in enumerate(alone):
        batch[row, : len(scores), : len(scores)] = scores
    found = find_all_heads(batch, lengths)
    assert [heads.tolist() for heads in found] == [decode(scores) for scores in alone]
    assert [len(heads) for heads in found] == lengths


@pytest.mark.parametrize("seed", range(8))
def test_a_word_that_likes_the_padding_best_still_gets_a_head_of_its_sentence(seed):
    chance = np.random.default_rng([4, seed])
    lengths = [2, 3, 4, 7]
    batch = chance.normal(scale=5, size=(4, 8, 8))
    found = find_all_heads(batch, lengths)
    for heads, scores, length in zip(found, batch, lengths, strict=True):
        assert heads.tolist() == decode(scores[: length + 1, : length + 1])
        assert is_tree(heads.tolist())


def test_trees_and_cycles_in_one_batch_are_told_apart():
    whole = make_scores(3, {(1, 2): 5, (2, 0): 5, (3, 2): 5})
    cycle = make_scores(3, {(1, 2): 5, (2, 1): 5, (3, 2): 5, (2, 0): 1})
    roots = make_scores(3, {(1, 0): 5, (2, 0): 6, (3, 2): 5, (1, 2): 1})
    found = find_all_heads(np.stack([whole, cycle, roots, whole]), [3, 3, 3, 3])
    assert [heads.tolist() for heads in found] == [[2, 0, 2]] * 4


def test_a_long_sentence_of_nonsense_is_a_tree():
    scores = np.random.default_rng(1).normal(size=(1, 250, 250))
    assert is_tree(find_all_heads(scores, [249])[0].tolist())


@pytest.mark.parametrize("seed", range(5))
def test_two_hundred_words_by_chance_give_a_tree(seed):
    scores = np.random.default_rng(seed).normal(size=(201, 201)).astype(np.float32)
    heads = decode(scores)
    assert is_tree(heads)
    others = np.random.default_rng(seed).integers(200, size=(50, 200)) + 1
    chains = [[0, *range(1, 200)], [*range(2, 201), 0], [0] + [1] * 199]
    assert add_up(scores, heads) > max(add_up(scores, np.array(chain)) for chain in chains)
    assert add_up(scores, heads) > add_up(scores, others).max()


@pytest.mark.parametrize("chain", [list(range(200)), [*range(2, 201), 0]], ids=["to the left", "to the right"])
def test_a_chain_as_deep_as_its_sentence_is_long_is_kept(chain):
    scores = make_scores(200, dict.fromkeys(enumerate(chain, 1), 5.0))
    assert decode(scores) == chain


def test_a_cycle_through_two_hundred_words_is_opened_at_one():
    arcs = {(word, word % 200 + 1): 5.0 for word in range(1, 201)}
    assert decode(make_scores(200, arcs | {(77, 0): 1.0})) == [*range(2, 78), 0, *range(79, 201), 1]


def test_two_hundred_cycles_in_one_another_are_opened():
    arcs = {(200, 0): 1.0}
    for word in range(2, 201):
        arcs[word, word - 1] = 901.0 - 2 * word
        arcs[word - 1, word] = 900.0 - 2 * word
    assert decode(make_scores(200, arcs, other=-1000.0)) == [*range(2, 201), 0]


def choose_plainly(dependents, governors, weights, heads, root):
    """Return the relations by the definition, label by label."""
    found = []
    for word, head in enumerate(heads):
        scores = [dependents[word] @ weights[label] @ governors[head] for label in range(len(weights))]
        scores[root] = -np.inf
        found.append(root if head == 0 else int(np.argmax(scores)))
    return found


def flatten(weights):
    """Return one R x R matrix for each relation as R x (L * R)."""
    return weights.transpose(1, 0, 2).reshape(weights.shape[1], -1)


@pytest.mark.parametrize("root", [0, 2, 6])
@pytest.mark.parametrize(("count", "width", "labels"), [(1, 3, 7), (2, 1, 7), (9, 5, 7), (30, 8, 12)])
def test_relations_are_those_of_a_plain_loop_over_labels(count, width, labels, root):
    chance = np.random.default_rng([count, root])
    for _ in range(5):
        dependents, governors = chance.normal(size=(count, width)), chance.normal(size=(count + 1, width))
        weights = chance.normal(size=(labels, width, width))
        heads = find_all_heads(chance.normal(size=(1, count + 1, count + 1)), [count])[0]
        found = choose_relations(dependents, governors, flatten(weights), heads, root=root).tolist()
        assert found == choose_plainly(dependents, governors, weights, heads.tolist(), root)
        assert [relation == root for relation in found] == [head == 0 for head in heads]


@pytest.mark.parametrize("sign", [1, -1], ids=["best", "worst"])
def test_the_root_relation_goes_by_the_tree_whatever_its_score(sign):
    dependents, governors, weights = np.ones((3, 1)), np.ones((4, 1)), np.array([[[1.0]], [[2.0]], [[9.0 * sign]]])
    found = choose_relations(dependents, governors, flatten(weights), np.array([2, 0, 2]), root=2)
    assert found.tolist() == [1, 2, 1]


def test_a_relation_reads_the_word_and_its_head_in_their_order():
    weights = np.zeros((3, 2, 2))
    weights[1, 0, 1] = weights[2, 1, 0] = 1
    dependents, governors = np.array([[0.0, 1.0], [1.0, 0.0]]), np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0]])
    assert choose_relations(dependents, governors, flatten(weights), np.array([2, 0]), root=0).tolist() == [2, 0]
    assert choose_relations(dependents, governors, flatten(weights), np.array([0, 1]), root=0).tolist() == [0, 1]


@pytest.mark.parametrize(
    ("labels", "names"),
    [
        ("O B-PER I-PER O", [(1, 3, "PER")]),
        ("B-LOC B-LOC", [(0, 1, "LOC"), (1, 2, "LOC")]),
        ("I-ORG I-ORG O I-LOC", [(0, 2, "ORG"), (3, 4, "LOC")]),
        ("B-PER I-ORG", [(0, 1, "PER"), (1, 2, "ORG")]),
        ("O O", []),
        ("", []),
        ("B-PER", [(0, 1, "PER")]),
        ("I-PER", [(0, 1, "PER")]),
        ("O O B-ORG I-ORG I-ORG", [(2, 5, "ORG")]),
        ("O I-LOC I-LOC", [(1, 3, "LOC")]),
        ("B-LOC I-LOC B-LOC I-LOC", [(0, 2, "LOC"), (2, 4, "LOC")]),
        ("I-LOC B-LOC", [(0, 1, "LOC"), (1, 2, "LOC")]),
        ("B-PER I-PER I-ORG I-ORG", [(0, 2, "PER"), (2, 4, "ORG")]),
        ("I-PER I-ORG I-PER", [(0, 1, "PER"), (1, 2, "ORG"), (2, 3, "PER")]),
        ("B-PER O I-PER", [(0, 1, "PER"), (2, 3, "PER")]),
        ("B-ORG B-PER I-PER O B-LOC", [(0, 1, "ORG"), (1, 3, "PER"), (4, 5, "LOC")]),
        ("B-X-Y I-X-Y I-X", [(0, 2, "X-Y"), (2, 3, "X")]),
    ],
)
def test_names_are_joined(labels, names):
    assert join_names(labels.split()) == names


@pytest.mark.parametrize("seed", range(5))
def test_names_never_overlap_and_hold_every_label_of_their_kind(seed):
    chance = np.random.default_rng(seed)
    labels = chance.choice(["O", "B-PER", "I-PER", "B-LOC", "I-LOC"], size=300).tolist()
    kinds = [None] * len(labels)
    names = join_names(labels)
    for start, end, kind in names:
        assert kinds[start:end] == [None] * (end - start)
        kinds[start:end] = [kind] * (end - start)
    assert kinds == [label.partition("-")[2] or None for label in labels]
    assert sum(label.startswith("B-") for label in labels) <= len(names)
