"""Resolve stored actors anew after the tables of actors changed: a store in, the same events of other actors out.

No sentence is parsed. An article in which other words name actors now, or two of its actors became one, is left to
`aliansi extract`, which parses it; all others come out as a new reading would give them.
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from flows.coder import load_extractor
from flows.settings import Settings
from ontology import Reading, Record
from store import EventStore

if TYPE_CHECKING:
    from extractors import EventExtractor

BATCH = 200


class Resolved(Record):
    """What was done: articles resolved anew, their events of other actors, and articles that need a parse."""

    articles: int = 0
    events_changed: int = 0
    left: int = 0


def resolve_store(settings: Settings, tell: Callable[[str, int, int], None]) -> Resolved:
    """Bring all stored readings up to the tables of actors; `tell` takes stage, articles done and articles in all."""
    articles, changed, left = 0, 0, 0
    with EventStore(settings.database) as store:
        for language in settings.languages:
            extractor = load_extractor(*settings.coder_of(language))
            ids = store.outdated(extractor.version, reader=extractor.reader)
            for start in range(0, len(ids), BATCH):
                tell(f"resolving {language} articles", start, len(ids))
                part = ids[start : start + BATCH]
                resolved = resolve_articles(extractor, store, part)
                changed += store.put_readings(resolved.values(), coder=extractor.version)
                articles += len(resolved)
                left += len(part) - len(resolved)
    return Resolved(articles=articles, events_changed=changed, left=left)


def resolve_articles(extractor: "EventExtractor", store: EventStore, ids: Sequence[str]) -> dict[str, Reading]:
    """Return, by article, the readings that can be brought up to the tables of actors without a parse."""
    readings = store.readings(ids, reader=extractor.reader)
    found = {article.id: extractor.resolve(article, readings[article.id]) for article in store.articles(list(readings))}
    return {key: reading for key, reading in found.items() if reading is not None}
