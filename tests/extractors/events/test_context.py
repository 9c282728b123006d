"""What one sentence leaves open another may tell: whom an act was done to, and whether troops sent are help."""

from collections.abc import Callable

from extractors import EventExtractor
from ontology import Article, Event

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


OPEN = "Uganda has paid for the 400 soldiers whom Kenya deployed."


def test_whom_an_act_was_done_to_is_told_elsewhere(extract: Extract) -> None:
    alone = [event for event in extract("en", OPEN) if event.action.plover == "MOBILIZE"]
    told = [event for event in extract("en", f"{SENT} {OPEN}") if event.action.plover == "MOBILIZE"]
    assert not alone
    assert codes(told) == [("KEN", "MOBILIZE", "UGA")] * 2
    assert [event.rule for event in told] == ["parse", "context"]
    assert told[1].confidence < told[0].confidence


def test_a_place_is_not_whom_an_act_was_done_to(extract: Extract) -> None:
    events = extract("en", f"{SENT} Kenya deployed more soldiers after talks with Peru in Uganda.")
    assert ("KEN", "MOBILIZE", "UGA") in codes(events)
    assert "context" not in [event.rule for event in events]


def test_an_act_told_of_nobody_stays_open(extract: Extract) -> None:
    assert "MOBILIZE" not in [kind for _, kind, _ in codes(extract("en", f"Kenya bombed Uganda. {OPEN}"))]


def test_help_in_case_of_need(extract: Extract) -> None:
    events = extract("en", "Kenya will send military aid if Uganda is attacked.")
    assert ("KEN", "AID", "UGA") in codes(events)


def test_an_explanation_tells_what_another_sentence_told(english: EventExtractor) -> None:
    article = Article(source="desk", url="file:///desk/1", language="en", body=f"{SENT} {OPEN}")
    outcomes = [tried.outcome for told in english.explain(article) for tried in told.tried]
    assert "KEN → MOBILIZE → UGA" in outcomes
    assert "KEN → MOBILIZE → UGA (by context)" in outcomes
