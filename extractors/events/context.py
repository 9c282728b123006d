"""Let the whole article say what one of its sentences leaves open.

In: the events of one article. Out: the same events, some read anew. Troops sent to a state are a threat to it unless
they go to its help (codebook, section 8); where the same article tells of a pact between the two, and of no violence,
they do.
"""

from collections.abc import Iterator, Sequence

from ontology import Event
from ontology.vocabulary import Vocabulary

MILITARY_AID = "072"
PACTS = frozenset({"057", "062"})
"""CAMEO codes of mutual acts that make a pact: an agreement signed, military cooperation."""

HOSTILE = frozenset({"THREATEN", "SANCTION", "COERCE", "ASSAULT"})
SENT = frozenset({"troops", "weapons"})


def read_in_context(events: Sequence[Event], vocabulary: Vocabulary) -> Iterator[Event]:
    """Yield the events of one article, with troops sent under a pact read as AID."""
    allied, hostile = set(), set()
    for event in events:
        pair = frozenset((event.actor.actor, event.target.actor))
        if event.mutual and event.action.cameo in PACTS:
            allied.add(pair)
        elif event.action.plover in HOSTILE:
            hostile.add(pair)
    for event in events:
        pair = frozenset((event.actor.actor, event.target.actor))
        if event.action.plover == "MOBILIZE" and event.action.mode in SENT and pair in allied - hostile:
            action = event.action
            aid = vocabulary.action("AID", None, MILITARY_AID, text=action.text, start=action.start, end=action.end)
            yield event.changed(action=aid, rule=f"{event.rule}, sent under a pact")
        else:
            yield event
