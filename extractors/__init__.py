"""READ: sources to articles, articles to events. Importing this face loads neither spaCy nor a model."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from extractors.languages import Pack, languages, load_pack

if TYPE_CHECKING:
    from extractors.events.extractor import EventExtractor
    from extractors.events.texts import read_events

__all__ = ["EventExtractor", "Pack", "languages", "load_pack", "read_events"]

LATE = {"EventExtractor": "extractors.events.extractor", "read_events": "extractors.events.texts"}
"""What brings spaCy along, imported when it is first asked for."""


def __getattr__(name: str) -> Any:
    if name in LATE:
        return getattr(import_module(LATE[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
