"""Say how sure a reading is: an act with its frame and link in, the chance that it is right out.

A logistic model over what makes readings err: a rule other than the grammar, a frame without conditions, an act named
by a noun, long ways between its words, a crowd of actors. Its weights are fitted on the packs' examples and calibrated
on development sentences by `benchmarks/confidence.py`, which also prints how reliable they are.
"""

from collections.abc import Mapping
from math import exp, log1p
from types import MappingProxyType

from extractors.events.actions import Trigger
from extractors.events.clauses import Clauses
from extractors.events.links import CONTEXT, JOINED, ORDER, PLACE, TWO, Link
from extractors.languages.lexicon import Frame

WEIGHTS: Mapping[str, float] = MappingProxyType(
    {
        "always": 2.95,
        ORDER: 0.34,
        JOINED: 0.08,
        PLACE: -1.33,
        CONTEXT: -1.33,  # too rare to be fitted: as PLACE
        TWO: 0.53,
        "plain frame": -0.07,
        "noun": -0.02,
        "way to doer": -0.83,
        "way to target": -0.28,
        "actors": -0.53,
        "words": 0.27,
    }
)
"""Log-odds of a right reading for each unit of a feature."""


def describe(clauses: Clauses, trigger: Trigger, frame: Frame, link: Link) -> dict[str, float]:
    """Return the features of a reading by name."""
    return {
        "always": 1.0,
        ORDER: float(link.rule == ORDER),
        JOINED: float(link.rule == JOINED),
        PLACE: float(link.rule == PLACE),
        TWO: float(link.rule == TWO),
        CONTEXT: float(link.rule == CONTEXT),
        "plain frame": float(not (frame.object or frame.words)),
        "noun": float(not trigger.verbal),
        "way to doer": log1p(abs(link.actor.start - trigger.start)),
        "way to target": log1p(abs(link.target.start - trigger.start)),
        "actors": log1p(len({naming.code for naming in clauses.namings}) - 2),
        "words": log1p(len(clauses.doc)),
    }


def rate(clauses: Clauses, trigger: Trigger, frame: Frame, link: Link) -> float:
    """Return the chance (0 to 1, two digits) that a reading has the right actors and type."""
    features = describe(clauses, trigger, frame, link)
    odds = sum(WEIGHTS.get(name, 0.0) * value for name, value in features.items())
    return round(1 / (1 + exp(-odds)), 2)
