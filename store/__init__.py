"""KEEP: articles, what was left out, readings and events, in SQLite by default and PostgreSQL by URL."""

from store.engine import DEFAULT_URL, StoreError
from store.event_store import EventStore

__all__ = ["DEFAULT_URL", "EventStore", "StoreError"]
