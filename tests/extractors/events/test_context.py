"""Troops sent to a state are help where the article tells of a pact of the two."""

from collections.abc import Callable

from ontology import Event

Extract = Callable[..., list[Event]]
SENT = "Kenya sent 400 soldiers to Uganda."


def codes(events: list[Event]) -> list[tuple[str | None, str, str | None]]:
    return [(event.actor.actor, event.action.plover, event.target.actor) for event in events]


def test_sent_without_a_hint(extract: Extract) -> None:
    assert codes(extract("en", SENT)) == [("KEN", "MOBILIZE", "UGA")]


def test_sent_under_a_pact(extract: Extract) -> None:
    events = extract("en", f"{SENT} Kenya and Uganda signed a defense pact.")
    assert codes(events) == [("KEN", "AID", "UGA"), ("KEN", "SUPPORT", "UGA")]
    assert (events[0].action.cameo, events[0].action.quad) == ("072", "material_cooperation")
    assert events[0].rule.endswith("sent under a pact")


def test_a_pact_and_violence_leave_it_as_it_was(extract: Extract) -> None:
    events = extract("en", f"{SENT} Kenya and Uganda signed a defense pact. Kenya bombed Uganda.")
    assert codes(events)[0] == ("KEN", "MOBILIZE", "UGA")


def test_a_pact_with_another_state_means_nothing(extract: Extract) -> None:
    events = extract("en", f"{SENT} Kenya and Peru signed a defense pact.")
    assert codes(events)[0] == ("KEN", "MOBILIZE", "UGA")
