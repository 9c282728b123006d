"""Every actor has a place of its own, and the same one each time."""

from itertools import combinations
from math import hypot, isfinite

import pytest

from graph import Atlas
from graph.layout import place_actors, weigh_actors


def test_the_same_ties_give_the_same_places(large: Atlas) -> None:
    weights = weigh_actors(large.graph, large.ties)
    assert place_actors(weights, large.ties) == place_actors(weights, large.ties)


def test_actors_do_not_lie_on_each_other(large: Atlas) -> None:
    places = place_actors(weigh_actors(large.graph, large.ties), large.ties)
    assert set(places) == set(large.graph)
    assert min(hypot(a[0] - b[0], a[1] - b[1]) for a, b in combinations(places.values(), 2)) > 0.3


@pytest.mark.parametrize("actors", [0, 1, 2, 299, 301, 1200])
def test_any_number_of_actors_is_placed(actors: int) -> None:
    weights = {f"A{number:04}": 0.0 for number in range(actors)}
    places = place_actors(weights, [])
    assert len(set(places.values())) == actors
    assert all(isfinite(x) and isfinite(y) for x, y in places.values())


def test_actors_are_weighed_by_their_ties(small: Atlas) -> None:
    weights = weigh_actors(small.graph, small.ties)
    assert next(iter(weights)) == "ISL"
    assert list(weights.values()) == sorted(weights.values(), reverse=True)
