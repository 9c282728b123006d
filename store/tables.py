"""The tables of the store, and how a record becomes a row and a row a record again.

Columns beside `event.record` are there to be asked for; the record itself is the truth. No clock flows in: what is
stored depends on what was read, never on when.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    RowMapping,
    String,
    Table,
    Text,
    false,
)
from sqlalchemy.types import TypeDecorator

from ontology import Article, Event, Reading, Skipped, content_hash, read_report


def article_row(article: Article) -> dict[str, Any]:
    """Return the row of an article."""
    return article.model_dump()


def reading_row(item: Reading, records: Mapping[str, str], *, coder: str, language: str) -> dict[str, Any]:
    """Return the row of a reading with these `records` of its events; its digest is the same for the same reading."""
    state = {"coder": coder, "state": "read", "reason": "", "events": len(records), "names": item.names}
    unknown = sorted(name.model_dump_json() for name in item.unknown)
    digest = content_hash(item.names, *(records[key] for key in sorted(records)), *unknown)
    return {"article": item.article, "language": language, **state, "digest": digest}


def write_records(item: Reading) -> dict[str, str]:
    """Return the records of a reading's events as JSON, by id."""
    return {found.id: found.model_dump_json(exclude={"id"}) for found in item.events}


def waiting_row(article: Article) -> dict[str, Any]:
    """Return the row of the reading that an article waits for."""
    state = {"coder": "", "state": "waiting", "reason": "", "events": 0, "names": "", "digest": ""}
    return {"article": article.id, "language": article.language, **state}


def read_article(row: RowMapping) -> Article:
    """Return the article of a row."""
    return Article.model_validate({name: value for name, value in row.items() if name in Article.model_fields})


def skipped_row(item: Skipped) -> dict[str, Any]:
    """Return the row of a skipped item; the same reason told in other words is still the same row."""
    return {"id": content_hash("skipped", item.source, item.item, item.reason), **item.model_dump()}


def event_row(event: Event, record: str) -> dict[str, Any]:
    """Return the row of an event: the columns that are asked for, and the whole record."""
    columns = read_report(event)._asdict()
    del columns["number"], columns["story"]
    return {**columns, "article": event.article, "record": record}


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
    Column("form", Text),
    Column("replaced_by", String(32), index=True),  # a later version at the same address
    Index("ix_article_source_published", "source", "published"),
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

# One row an article, waiting from its first day: what is to be read is found without a look at what was. The last
# reading is the one whose events stand, so going back to an older coder reads again.
reading = Table(
    "reading",
    metadata,
    Column("article", String(32), ForeignKey("article.id"), primary_key=True),
    Column("language", Text, nullable=False, server_default=""),
    Column("coder", Text, nullable=False),  # empty while waiting
    Column("state", Text, nullable=False),  # waiting | read | failed
    Column("reason", Text, nullable=False),
    Column("events", Integer, nullable=False),
    Column("names", Text, nullable=False, server_default=""),
    Column("digest", String(32), nullable=False, server_default=""),  # the same reading gives the same
    Index("ix_reading_language_coder", "language", "coder"),
)

# Which articles are copies of one another (see stories.py); without values, an article has not been compared yet.
story = Table(
    "story",
    metadata,
    Column("article", String(32), ForeignKey("article.id"), primary_key=True),
    Column("story", String(32), nullable=False, index=True),
    Column("day", Date),
    Column("arrival", Integer, nullable=False, index=True),
    Column("values", LargeBinary),
)
Index(
    "ix_story_waiting", story.c.arrival,
    sqlite_where=story.c["values"].is_(None), postgresql_where=story.c["values"].is_(None),
)  # fmt: skip

# Keys under which copies of an article are looked up: many rows, so no key of another table is checked for each.
band = Table(
    "band",
    metadata,
    Column("key", BigInteger, primary_key=True, autoincrement=False),
    Column("article", String(32), primary_key=True),
    sqlite_with_rowid=False,
)

# Articles that were pruned: their sources may give them again.
pruned = Table("pruned", metadata, Column("id", String(32), primary_key=True))

unknown_name = Table(
    "unknown_name",
    metadata,
    Column("article", String(32), ForeignKey("article.id"), primary_key=True),
    Column("text", Text, primary_key=True),
    Column("label", Text, primary_key=True),
    Column("count", Integer, nullable=False),
    Index("ix_unknown_name_all", "text", "label", "article", "count"),  # all that the most frequent are found by
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
    Column("actor_entity", Text),
    Column("target_entity", Text),
    Column("quad", Text, nullable=False, server_default=""),
    Column("mutual", Boolean, nullable=False, server_default=false()),
    Column("publisher", Text, nullable=False, server_default=""),
    Column("wording", Text, nullable=False, server_default=""),
    Column("weight", Float, nullable=False, server_default="0"),
    Index("ix_event_day_id", "day", "id"),
)

# Reports of tables that somebody else made: no article and no sentence, so they are kept apart from what we read.
imported = Table(
    "imported",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("origin", Text, nullable=False, index=True),
    Column("actor", Text, index=True),
    Column("actor_entity", Text),
    Column("target", Text, index=True),
    Column("target_entity", Text),
    Column("plover", Text),
    Column("mode", Text),
    Column("quad", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("mutual", Boolean, nullable=False),
    Column("day", Date, index=True),
    Column("publisher", Text, nullable=False),
    Column("wording", Text, nullable=False),
    Column("weight", Float, nullable=False),
    Column("number", Integer, nullable=False),
)

# Pages that were fetched, by the address that was asked for: what is known is not fetched again.
visit = Table(
    "visit",
    metadata,
    Column("url", Text, primary_key=True),
    Column("revised", Text),
    Column("etag", Text),
    Column("modified", Text),
)

run = Table(
    "run",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("flow", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("started", UtcDateTime, nullable=False, index=True),
    Column("ended", UtcDateTime, nullable=False),
    Column("state", Text, nullable=False),  # completed | partial | failed
    Column("reason", Text, nullable=False),
    Column("summary", JSON, nullable=False),
)

# What an alert told: an act or change by its key, and the reports of the act.
told = Table("told", metadata, Column("alert", Text, primary_key=True), Column("key", Text, primary_key=True))
