"""KEEP: articles, what was left out, readings and events, in SQLite by default and PostgreSQL by URL."""

from store.engine import DEFAULT_URL, Checkup, StoreError, check_database
from store.event_store import EventStore
from store.journal import Backlog, Journal, Run
from store.migrations import SCHEMA_VERSION
from store.upkeep import Pruned, Size, back_up, check, measure, prune, remove_imported
from store.words import find_terms

__all__ = [
    "DEFAULT_URL", "SCHEMA_VERSION", "Backlog", "Checkup", "EventStore", "Journal", "Pruned", "Run", "Size",
    "StoreError", "back_up", "check", "check_database", "find_terms", "measure", "prune", "remove_imported",
]  # fmt: skip
