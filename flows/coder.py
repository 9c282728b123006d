"""Read the events of a batch of articles, so that one bad article costs itself and nothing else.

Articles of one language in; their events, and why any of them failed, out. Here because both the extract flow and
`aliansi code` need it; it knows neither Prefect nor the store.
"""

import logging
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from flows.names import Directory, open_directory
from ontology import Article, Reading

if TYPE_CHECKING:
    from extractors import EventExtractor

logger = logging.getLogger(__name__)


class Batch(NamedTuple):
    """What a batch gave: a reading by article id, in the order given, and reasons for the articles that failed."""

    readings: Mapping[str, Reading]
    failures: Mapping[str, str]


def load_extractor(
    language: str, model: str = "accurate", actors: str | Path | None = None, least_confidence: float = 0.0
) -> "EventExtractor":
    """Return the coder of a language, made once in a process.

    `model` is `accurate`, `fast`, a folder or a package; `actors` a file with actors of the user's own; events less
    sure than `least_confidence` are dropped.
    """
    return _load_extractor(open_directory(actors), language, model, least_confidence)


@lru_cache(maxsize=8)
def _load_extractor(directory: Directory, language: str, model: str, least_confidence: float) -> "EventExtractor":
    from extractors import EventExtractor

    return EventExtractor(directory.pack(language), model=model, least_confidence=least_confidence)


def read_articles(extractor: "EventExtractor", articles: Sequence[Article]) -> Batch:
    """Read articles in one language; a batch that fails is read again article by article."""
    unique = {article.id: article for article in articles}
    try:
        return Batch({reading.article: reading for reading in extractor.read(unique.values())}, {})
    except Exception as error:  # whatever an article does to parser or lexicon, the others must not pay for it
        if len(unique) == 1:
            (article,) = unique.values()
            reason = f"{type(error).__name__}: {error}".strip()[:500]
            logger.warning("article %s (%s) failed: %s", article.id, article.url, reason, exc_info=True)
            return Batch({}, {article.id: reason})
        parts = [read_articles(extractor, [article]) for article in unique.values()]
        readings = {key: reading for part in parts for key, reading in part.readings.items()}
        return Batch(readings, {key: reason for part in parts for key, reason in part.failures.items()})
