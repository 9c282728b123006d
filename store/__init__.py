"""KEEP: articles, what was left out, readings and events, in SQLite by default and PostgreSQL by URL."""

from store.engine import DEFAULT_URL, Checkup, StoreError, check_database
from store.event_store import EventStore
from store.tables import SCHEMA_VERSION

__all__ = ["DEFAULT_URL", "SCHEMA_VERSION", "Checkup", "EventStore", "StoreError", "check_database"]
