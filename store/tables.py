"""The tables of the store, and how a record becomes a row and a row a record again.

Columns beside `event.record` are there to be asked for; the record itself is the truth. No clock flows in: what is
stored depends on what was read, never on when.
"""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    Date,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    RowMapping,
    String,
    Table,
    Text,
)
from sqlalchemy.types import TypeDecorator

from ontology import Article, Event, Skipped, content_hash

SCHEMA_VERSION = 2
MIGRATIONS = {1: ("ALTER TABLE reading ADD COLUMN names TEXT NOT NULL DEFAULT ''",)}
"""What turns the tables of a version into those of the next; tables that are new are made besides."""


def article_row(article: Article) -> dict[str, Any]:
    """Return the row of an article."""
    return article.model_dump()


def read_article(row: RowMapping) -> Article:
    """Return the article of a row."""
    return Article.model_validate({name: value for name, value in row.items() if name != "id"})


def skipped_row(item: Skipped) -> dict[str, Any]:
    """Return the row of a skipped item; the same reason told in other words is still the same row."""
    return {"id": content_hash("skipped", item.source, item.item, item.reason), **item.model_dump()}


def event_row(event: Event) -> dict[str, Any]:
    """Return the row of an event: the columns that are asked for, and the whole record."""
    return {
        "id": event.id, "article": event.article, "actor": event.actor.actor, "target": event.target.actor,
        "plover": event.action.plover, "mode": event.action.mode, "status": event.status.value, "day": event.day,
        "record": event.model_dump(mode="json", exclude={"id"}),
    }  # fmt: skip


class UtcDateTime(TypeDecorator[datetime]):
    """An aware UTC time; SQLite keeps no time zone, so it is taken off on the way in and put back on the way out."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the stored time as aware UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


metadata = MetaData()

schema_version = Table("schema_version", metadata, Column("version", Integer, primary_key=True, autoincrement=False))

article = Table(
    "article",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("source", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("published", UtcDateTime),
    Column("published_precision", Text),
    Column("byline", Text),
    Column("agency", Text),
    Column("dateline", Text),
    Column("page_date", Date),
)

skipped = Table(
    "skipped",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("source", Text, nullable=False),
    Column("item", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("detail", Text, nullable=False),
)

# One row an article: the last reading is the one whose events stand, so going back to an older coder reads again.
reading = Table(
    "reading",
    metadata,
    Column("article", String(32), ForeignKey("article.id"), primary_key=True),
    Column("coder", Text, nullable=False),
    Column("state", Text, nullable=False),  # read | failed
    Column("reason", Text, nullable=False),
    Column("events", Integer, nullable=False),
    Column("names", Text, nullable=False, server_default=""),
)

unknown_name = Table(
    "unknown_name",
    metadata,
    Column("article", String(32), ForeignKey("article.id"), primary_key=True),
    Column("text", Text, primary_key=True, index=True),
    Column("label", Text, primary_key=True),
    Column("count", Integer, nullable=False),
)

event = Table(
    "event",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("article", String(32), ForeignKey("article.id"), nullable=False, index=True),
    Column("actor", Text, index=True),
    Column("target", Text, index=True),
    Column("plover", Text, nullable=False),
    Column("mode", Text),
    Column("status", Text, nullable=False),
    Column("day", Date),
    Column("record", JSON, nullable=False),
    Index("ix_event_day_id", "day", "id"),
)
