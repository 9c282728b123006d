"""Graph in, one Tie for each pair of actors out: what passed between them, added up, with its best evidence.

A tie describes reported events and no more. It does not say that two actors are allies or rivals: news reports what
is new and near, wire copies repeat it, and closeness, treaties and uncertainty are not weighed here.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from itertools import chain
from math import log1p

import networkx as nx
from pydantic import Field

from graph.build import list_events
from ontology import Event, Quad, Record, Status

COOPERATION = (Quad.VERBAL_COOPERATION, Quad.MATERIAL_COOPERATION)
SPARSE_BELOW = 3  # actual events
ONE_SIDED_FROM = 1 / 3  # balance: two thirds of the weight on one side
LEAST_WEIGHT = 0.1  # an act of Goldstein score 0 still is an act
EVIDENCE = 3


class TieLabel(StrEnum):
    """Which way the reported events of a pair lean. This is no claim of alliance or rivalry.

    sparse: fewer than 3 actual events, too few to lean; cooperative and conflictual: at least two thirds of the
    weight on that side; mixed: anything between. The bounds are conventions, chosen by hand and not measured.
    """

    COOPERATIVE = "cooperative"
    CONFLICTUAL = "conflictual"
    MIXED = "mixed"
    SPARSE = "sparse"


class Tie(Record):
    """What was reported between two actors, in either direction.

    Only events of status `actual` count, but for `not_actual` and, where there is room, `evidence`. Each weighs
    |Goldstein| / 10, at least 0.1. A mutual act (a meeting, a treaty) that was read in both directions counts once.
    """

    a: str = Field(description="actor id, the lesser of the two")
    b: str
    events: int = Field(ge=0, description="actual events")
    not_actual: int = Field(ge=0, description="planned, hypothetical, denied and negated events")
    verbal_cooperation: int = Field(ge=0)
    material_cooperation: int = Field(ge=0)
    verbal_conflict: int = Field(ge=0)
    material_conflict: int = Field(ge=0)
    cooperation: float = Field(ge=0, description="weight of the cooperative events")
    conflict: float = Field(ge=0, description="weight of the conflictual events")
    balance: float | None = Field(ge=-1, le=1, description="(cooperation - conflict) / (cooperation + conflict)")
    goldstein: float | None = Field(ge=-10, le=10, description="mean score; None without an actual event")
    strength: float = Field(gt=0, description="log1p(cooperation + conflict); log1p(0.1) without an actual event")
    label: TieLabel
    first: date | None = Field(description="first day of an actual event")
    last: date | None = Field(description="last day of an actual event")
    evidence: tuple[Event, ...] = Field(description="up to 3 events, the best first")


def find_ties(graph: nx.MultiDiGraph) -> list[Tie]:
    """Return a Tie for each pair of actors that share an event, the strongest first, then by ids."""
    pairs: dict[tuple[str, str], list[Event]] = defaultdict(list)
    for event in list_events(graph):
        one, other = sorted((str(event.actor.actor), str(event.target.actor)))
        pairs[one, other].append(event)
    ties = [_add_up(a, b, _count_mutual_once(events)) for (a, b), events in pairs.items()]
    return sorted(ties, key=lambda tie: (-tie.strength, tie.a, tie.b))


def weigh(event: Event) -> float:
    """Return the weight of an event: |Goldstein| / 10, at least 0.1."""
    return max(abs(event.action.goldstein) / 10, LEAST_WEIGHT)


def _count_mutual_once(events: Iterable[Event]) -> list[Event]:
    """Drop the second of two mutual events that stand for the same words of the same article."""
    seen: dict[tuple[object, ...], Event] = {}
    for event in events:
        key = (event.article, event.action.start, event.action.plover) if event.mutual else (event.id,)
        if key not in seen or _rank(event) < _rank(seen[key]):
            seen[key] = event
    return list(seen.values())


def _add_up(a: str, b: str, events: list[Event]) -> Tie:
    actual = [event for event in events if event.status is Status.ACTUAL]
    counts = {quad.value: sum(event.action.quad is quad for event in actual) for quad in Quad}
    cooperation = sum(weigh(event) for event in actual if event.action.quad in COOPERATION)
    conflict = sum(weigh(event) for event in actual if event.action.quad not in COOPERATION)
    days = [day for event in actual if (day := event.day)]
    return Tie(
        a=a,
        b=b,
        events=len(actual),
        not_actual=len(events) - len(actual),
        **counts,
        cooperation=round(cooperation, 6),
        conflict=round(conflict, 6),
        balance=round((cooperation - conflict) / (cooperation + conflict), 6) if actual else None,
        goldstein=round(sum(event.action.goldstein for event in actual) / len(actual), 6) if actual else None,
        strength=round(log1p(cooperation + conflict if actual else LEAST_WEIGHT), 6),
        label=_label(len(actual), cooperation, conflict),
        first=min(days, default=None),
        last=max(days, default=None),
        evidence=_find_evidence(events),
    )


def _label(events: int, cooperation: float, conflict: float) -> TieLabel:
    if events < SPARSE_BELOW:
        return TieLabel.SPARSE
    balance = (cooperation - conflict) / (cooperation + conflict)
    if abs(balance) < ONE_SIDED_FROM:
        return TieLabel.MIXED
    return TieLabel.COOPERATIVE if balance > 0 else TieLabel.CONFLICTUAL


def _find_evidence(events: Iterable[Event]) -> tuple[Event, ...]:
    """Return the best events: actual before others, then by confidence x |Goldstein|, then by id.

    A sentence that is shown already waits till the others are through: wire copies and lists say it again.
    """
    best: list[Event] = []
    again: list[Event] = []
    sentences: set[str] = set()
    for event in sorted(events, key=_rank):
        words = " ".join(event.sentence.casefold().split())
        (again if words in sentences else best).append(event)
        sentences.add(words)
    return tuple(chain(best, again))[:EVIDENCE]


def _rank(event: Event) -> tuple[bool, float, str]:
    return event.status is not Status.ACTUAL, -event.confidence * abs(event.action.goldstein), event.id
