"""The tables of the store, and how a record becomes a row and a row a record again.

Columns beside `event.record` are there to be asked for; the record itself is the truth. No clock flows in: what is
stored depends on what was read, never on when.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Connection,
    Date,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    RowMapping,
    String,
    Table,
    Text,
    bindparam,
    false,
    select,
    update,
)
from sqlalchemy.types import TypeDecorator

from ontology import Article, Event, Skipped, content_hash, read_report

FILLED_AT_ONCE = 1000

SCHEMA_VERSION = 5
REPORT_COLUMNS = (  # those of `event` that make a report, beside id, actor, target, plover, mode, status, day
    "actor_entity", "target_entity", "quad", "mutual", "publisher", "wording", "weight",
)  # fmt: skip


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
    columns = read_report(event)._asdict()
    del columns["number"]
    return {**columns, "article": event.article, "record": event.model_dump(mode="json", exclude={"id"})}


def fill_reports(connection: Connection) -> None:
    """Fill the columns of `event` that came with version 3 from its records."""
    last = ""
    while True:
        query = select(event.c.id, event.c.record).where(event.c.id > last).order_by(event.c.id).limit(FILLED_AT_ONCE)
        rows = [event_row(Event.model_validate(row.record)) for row in connection.execute(query)]
        if not rows:
            return
        values = [{"key": row["id"], **{name: row[name] for name in REPORT_COLUMNS}} for row in rows]
        named: dict[str, Any] = {name: bindparam(name) for name in REPORT_COLUMNS}
        connection.execute(update(event).where(event.c.id == bindparam("key")).values(named), values)
        last = rows[-1]["id"]


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

MIGRATIONS: dict[int, tuple[str | Callable[[Connection], None], ...]] = {
    1: ("ALTER TABLE reading ADD COLUMN names TEXT NOT NULL DEFAULT ''",),
    2: (
        *(f"ALTER TABLE event ADD COLUMN {name} TEXT" for name in ("actor_entity", "target_entity")),
        *(f"ALTER TABLE event ADD COLUMN {name} TEXT NOT NULL DEFAULT ''" for name in ("quad", "publisher", "wording")),
        "ALTER TABLE event ADD COLUMN mutual BOOLEAN NOT NULL DEFAULT FALSE",
        "ALTER TABLE event ADD COLUMN weight FLOAT NOT NULL DEFAULT 0",
        fill_reports,
    ),
    3: (),
    4: ("ALTER TABLE article ADD COLUMN form TEXT",),
}
"""What turns the tables of a version into those of the next; tables that are new are made besides."""
