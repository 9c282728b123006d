"""Read the events of a batch of articles, so that one bad article costs itself and nothing else.

Articles of one language in; their events, and why any of them failed, out. Here because both the extract flow and
`aliansi code` need it; it knows neither Prefect nor the store.
"""

import logging
from collections.abc import Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from ontology import Article, Event

if TYPE_CHECKING:
    from extractors import EventExtractor

logger = logging.getLogger(__name__)


class Reading(NamedTuple):
    """What a batch gave: events by article id, in the order given, and reasons for the articles that failed."""

    events: Mapping[str, list[Event]]
    failures: Mapping[str, str]


@cache
def load_extractor(language: str, model: str = "accurate") -> "EventExtractor":
    """Return the coder of a language with a model (`accurate`, `fast`, a folder, a package), made once in a process."""
    from extractors import EventExtractor
    from extractors.languages import load_pack

    return EventExtractor(load_pack(language), model=model)


def read_events(extractor: "EventExtractor", articles: Sequence[Article]) -> Reading:
    """Read the events of articles in one language; a batch that fails is read again article by article."""
    unique = {article.id: article for article in articles}
    events: dict[str, list[Event]] = {key: [] for key in unique}
    failures: dict[str, str] = {}
    try:
        found = list(extractor.extract(unique.values()))
    except Exception as error:  # whatever an article does to parser or lexicon, the others must not pay for it
        if len(unique) == 1:
            (article,) = unique.values()
            reason = f"{type(error).__name__}: {error}".strip()[:500]
            logger.warning("article %s (%s) failed: %s", article.id, article.url, reason, exc_info=True)
            return Reading({}, {article.id: reason})
        for article in unique.values():
            alone = read_events(extractor, [article])
            events.update(alone.events)
            failures.update(alone.failures)
        return Reading({key: value for key, value in events.items() if key not in failures}, failures)
    for event in found:
        events[event.article].append(event)
    return Reading(events, failures)
