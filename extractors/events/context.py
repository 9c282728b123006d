"""Let the whole article say what one of its sentences leaves open.

In: what the sentences of an article tell. Out: acts that another sentence completes, and events read anew. "The
deployment has paid off for Russia" tells whom the troops were sent to where another sentence of the article says that
they were sent to Russia. Troops sent to a state are a threat to it unless they go to its help (codebook, section 8);
where the same article tells of a pact between the two, and of no violence, they do.
"""

from collections.abc import Collection, Iterator, Sequence

from extractors.events.acts import Act, Sentence
from extractors.events.clauses import Clauses
from extractors.events.order import distinct_codes
from ontology import Event
from ontology.vocabulary import Vocabulary

MILITARY_AID = "072"
PACTS = frozenset({"057", "062"})
"""CAMEO codes of mutual acts that make a pact: an agreement signed, military cooperation."""

HOSTILE = frozenset({"THREATEN", "SANCTION", "COERCE", "ASSAULT"})
SENT = frozenset({"troops", "weapons"})


def complete(sentence: Sentence, clauses: Clauses, known: Collection[tuple[str, str, str]]) -> Iterator[Act]:
    """Yield the acts whose target a sentence names somewhere, but not as a mere setting, and another sentence tells.

    `known` are the (doer, type, target) that the article tells.
    """
    named = distinct_codes([naming for naming in clauses.namings if not clauses.is_setting(naming)])
    told = {(act.link.actor.code, act.frame.plover, act.link.target.code) for act in sentence.acts}
    for half in sentence.halves:
        for naming in named:
            key = (half.actor.code, half.frame.plover, naming.code)
            if key in known and key not in told:
                told.add(key)
                yield half.complete(naming)


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
