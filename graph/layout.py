"""Ties in, a place in the plane for every actor out: the same ties give the same places.

Aligned actors are drawn together, so that blocs show; hostility pulls only a little, to keep rivals in one picture.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from math import cos, hypot, log, pi, sin, sqrt

import networkx as nx

from graph.ties import Tie, TieLabel

Place = tuple[float, float]
SEED = 7
SPRINGS_UP_TO = 300  # actors: the springs take quadratic time, and from 500 on NetworkX asks for SciPy
PULL = {
    TieLabel.ALIGNED: 1.0,
    TieLabel.AMBIVALENT: 0.5,
    TieLabel.NEUTRAL: 0.4,
    TieLabel.INSUFFICIENT: 0.4,
    TieLabel.HOSTILE: 0.25,
}
GOLDEN_ANGLE = pi * (3 - sqrt(5))


def weigh_actors(actors: Iterable[str], ties: Iterable[Tie]) -> dict[str, float]:
    """Return for each actor the strength of its ties, added up; the greatest first, then by id."""
    weights = dict.fromkeys(actors, 0.0)
    for tie in ties:
        weights[tie.actor] += tie.strength
        weights[tie.target] += tie.strength
    return dict(sorted(weights.items(), key=lambda item: (-item[1], item[0])))


def place_actors(weights: Mapping[str, float], ties: Iterable[Tie]) -> dict[str, Place]:
    """Return places with the middle near (0, 0) and neighbours some 1 apart; `weights` as from `weigh_actors`.

    The first 300 actors lie on springs; any others are strewn around them in rings.
    """
    inner = list(weights)[:SPRINGS_UP_TO]
    springs = nx.Graph()
    springs.add_nodes_from(inner)
    for tie in ties:
        if tie.actor in springs and tie.target in springs:
            springs.add_edge(tie.actor, tie.target, weight=PULL[tie.label] * (0.5 + tie.valence) * tie.strength)
    size = sqrt(len(inner) or 1)
    places: dict[str, Place] = {}
    parts = sorted(nx.connected_components(springs), key=lambda part: (-len(part), min(part)))
    for number, part in enumerate(parts):
        middle = _ring(number, len(parts), size)
        within = nx.spring_layout(springs.subgraph(sorted(part)), seed=SEED, iterations=300, k=2 / sqrt(len(part)))
        reach = sqrt(len(part)) / 1.2 if len(part) > 1 else 0.0
        pulled = _pull_in({name: (float(x), float(y)) for name, (x, y) in within.items()})
        places.update((name, (middle[0] + x * reach, middle[1] + y * reach)) for name, (x, y) in pulled.items())
    places = {name: places[name] for name in inner}
    _push_apart(places)
    reach = max((hypot(*place) for place in places.values()), default=0.0) + 1
    for number, name in enumerate(list(weights)[SPRINGS_UP_TO:]):
        distance = sqrt(reach**2 + number / 2)
        places[name] = (distance * cos(number * GOLDEN_ANGLE), distance * sin(number * GOLDEN_ANGLE))
    return {name: (round(x, 3), round(y, 3)) for name, (x, y) in places.items()}


def _pull_in(places: Mapping[str, Place]) -> dict[str, Place]:
    """Return the places with the few outermost drawn nearer, and the whole scaled to reach 1.

    A pair that hangs on the rest by one tie flies far off and leaves the others no room: beyond the distance that four
    in five stay within, distance counts by its logarithm.
    """
    distances = sorted(hypot(*place) for place in places.values())
    near = distances[(len(distances) * 4) // 5] if len(distances) > 2 else 0.0
    factors = {
        name: (1 + log(hypot(*place) / near)) * near / hypot(*place) if 0 < near < hypot(*place) else 1.0
        for name, place in places.items()
    }
    far = max((hypot(*place) * factors[name] for name, place in places.items()), default=0.0) or 1.0
    return {name: (x * factors[name] / far, y * factors[name] / far) for name, (x, y) in places.items()}


def _ring(number: int, parts: int, size: float) -> Place:
    """Return the middle of a connected part: the largest in the middle of all, the others on a ring around it."""
    if number == 0:
        return 0.0, 0.0
    angle = 2 * pi * number / max(parts - 1, 1)
    return 1.25 * size * cos(angle), 1.25 * size * sin(angle)


def _push_apart(places: dict[str, Place], *, least: float = 0.55, rounds: int = 40) -> None:
    """Move actors that lie too near each other apart, in place, in fixed order."""
    names = list(places)
    for _ in range(rounds):
        moved = False
        shifts: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0])
        for index, one in enumerate(names):
            for other in names[index + 1 :]:
                dx, dy = places[one][0] - places[other][0], places[one][1] - places[other][1]
                distance = hypot(dx, dy)
                if distance >= least:
                    continue
                moved = True
                if distance < 1e-6:
                    dx, dy, distance = cos(index), sin(index), 1.0
                step = (least - min(distance, least)) / 2 / distance
                shifts[one][0] += dx * step
                shifts[one][1] += dy * step
                shifts[other][0] -= dx * step
                shifts[other][1] -= dy * step
        for name, (dx, dy) in shifts.items():
            places[name] = (places[name][0] + dx, places[name][1] + dy)
        if not moved:
            return
