"""READ: sources to articles, articles to events. Importing this face loads neither spaCy nor a model."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from extractors.languages import Pack, languages, load_pack

if TYPE_CHECKING:
    from extractors.events.extractor import EventExtractor

__all__ = ["EventExtractor", "Pack", "languages", "load_pack"]


def __getattr__(name: str) -> Any:
    if name == "EventExtractor":
        return import_module("extractors.events.extractor").EventExtractor
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
