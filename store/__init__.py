"""KEEP: articles, what was left out, readings and events, in SQLite by default and PostgreSQL by URL."""

from store.engine import DEFAULT_URL, StoreError
from store.event_store import EventStore
from store.journal import Backlog, Journal, Run
from store.upkeep import Pruned, Size, back_up, check, measure, prune, remove_imported
from store.words import find_terms

__all__ = [
    "DEFAULT_URL", "Backlog", "EventStore", "Journal", "Pruned", "Run", "Size", "StoreError", "back_up", "check",
    "find_terms", "measure", "prune", "remove_imported",
]  # fmt: skip
