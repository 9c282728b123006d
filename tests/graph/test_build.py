"""Events become edges that carry themselves; what cannot be an edge is counted."""

import random
from collections.abc import Callable

from graph import Atlas, build_graph
from graph.build import list_events
from ontology import Actor, Event

Code = Callable[..., Event]


def test_nodes_carry_label_and_kind(small: Atlas) -> None:
    assert dict(small.graph.nodes(data=True)) == {
        "ISL": {"label": "Iceland", "kind": "state"},
        "NOR": {"label": "Norway", "kind": "state"},
        "NOWHERE": {"label": "NOWHERE", "kind": "unknown"},
        "SWE": {"label": "Sweden", "kind": "state"},
        "jane-doe": {"label": "Jane Doe", "kind": "person"},
    }


def test_every_edge_leads_back_to_its_event(small: Atlas, small_events: list[Event]) -> None:
    by_id = {event.id: event for event in small_events}
    edges = list(small.graph.edges(keys=True, data="event"))
    assert len(edges) == 6
    for actor, target, key, event in edges:
        assert event is by_id[key]
        assert (event.actor.actor, event.target.actor) == (actor, target)


def test_what_is_left_out_is_counted(small: Atlas) -> None:
    assert small.graph.graph["left_out"] == {"unresolved": 1, "same_side": 1}


def test_an_event_given_twice_is_one_edge(code: Code, actors: dict[str, Actor]) -> None:
    assert build_graph([code("NOR", "AID", "ISL")] * 2, actors).size() == 1


def test_the_order_of_events_does_not_matter(small_events: list[Event], actors: dict[str, Actor]) -> None:
    mixed = random.Random(3).sample(small_events, len(small_events))
    one, other = build_graph(small_events, actors), build_graph(mixed, actors)
    assert list(one.nodes) == list(other.nodes)
    assert list(one.edges(keys=True)) == list(other.edges(keys=True))


def test_events_are_listed_by_day_with_undated_ones_last(small: Atlas) -> None:
    days = [event.date or str(event.published)[:10] for event in list_events(small.graph)]
    assert days == ["2024-06-10"] * 3 + ["2024-06-12", "2024-06-14", "None"]
