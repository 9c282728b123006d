"""Carry an older database forward: what turns the tables of a version into those of the next."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import Connection, bindparam, inspect, select, text, update

from ontology import Event
from store.tables import article, event, event_row, metadata, story, unknown_name
from store.words import add_index

SCHEMA_VERSION = 5
REPORT_COLUMNS = (  # those of `event` that make a report, beside id, actor, target, plover, mode, status, day
    "actor_entity", "target_entity", "quad", "mutual", "publisher", "wording", "weight",
)  # fmt: skip
FILLED_AT_ONCE = 1000


def migrate(connection: Connection, version: int) -> None:
    """Bring the tables from a version, 0 for an empty database, to SCHEMA_VERSION."""
    for older in range(version, SCHEMA_VERSION) if version else ():
        for step in MIGRATIONS[older]:
            if callable(step):
                step(connection)
            else:
                connection.execute(text(step))
    metadata.create_all(connection)
    if not version:
        add_index(connection)


def _add_stories(connection: Connection) -> None:
    """Give every article that was stored before version 5 the row of its story."""
    story.create(connection)
    rows = connection.execute(select(article.c.id, article.c.published).order_by(article.c.published, article.c.id))
    values = [
        {"article": row.id, "story": row.id, "day": row.published and row.published.date(), "arrival": number}
        for number, row in enumerate(rows, 1)
    ]
    if values:
        connection.execute(story.insert(), values)


def _index_names(connection: Connection) -> None:
    """Let the names that no table holds be counted from an index alone; version 1 had none of them."""
    if unknown_name.name in inspect(connection).get_table_names():
        connection.execute(text("DROP INDEX IF EXISTS ix_unknown_name_text"))
        for index in unknown_name.indexes:
            index.create(connection)


def _fill_reports(connection: Connection) -> None:
    """Fill the columns of `event` that came with version 3 from its records."""
    last = ""
    while True:
        query = select(event.c.id, event.c.record).where(event.c.id > last).order_by(event.c.id).limit(FILLED_AT_ONCE)
        rows = [event_row(Event.model_validate(row.record), "") for row in connection.execute(query)]
        if not rows:
            return
        values = [{"key": row["id"], **{name: row[name] for name in REPORT_COLUMNS}} for row in rows]
        named: dict[str, Any] = {name: bindparam(name) for name in REPORT_COLUMNS}
        connection.execute(update(event).where(event.c.id == bindparam("key")).values(named), values)
        last = rows[-1]["id"]


MIGRATIONS: dict[int, tuple[str | Callable[[Connection], None], ...]] = {
    1: ("ALTER TABLE reading ADD COLUMN names TEXT NOT NULL DEFAULT ''",),
    2: (
        *(f"ALTER TABLE event ADD COLUMN {name} TEXT" for name in ("actor_entity", "target_entity")),
        *(f"ALTER TABLE event ADD COLUMN {name} TEXT NOT NULL DEFAULT ''" for name in ("quad", "publisher", "wording")),
        "ALTER TABLE event ADD COLUMN mutual BOOLEAN NOT NULL DEFAULT FALSE",
        "ALTER TABLE event ADD COLUMN weight FLOAT NOT NULL DEFAULT 0",
        _fill_reports,
    ),
    3: (),
    4: (
        "ALTER TABLE article ADD COLUMN form TEXT",
        "ALTER TABLE article ADD COLUMN replaced_by VARCHAR(32)",
        "CREATE INDEX ix_article_replaced_by ON article (replaced_by)",
        "CREATE INDEX ix_article_source_published ON article (source, published)",
        "ALTER TABLE reading ADD COLUMN language TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE reading ADD COLUMN digest VARCHAR(32) NOT NULL DEFAULT ''",
        "CREATE INDEX ix_reading_language_coder ON reading (language, coder)",
        "UPDATE reading SET language = (SELECT language FROM article WHERE article.id = reading.article)",
        "INSERT INTO reading (article, language, coder, state, reason, events, names) "
        "SELECT id, language, '', 'waiting', '', 0, '' FROM article WHERE id NOT IN (SELECT article FROM reading)",
        _add_stories,
        _index_names,
        add_index,
    ),
}
"""What turns the tables of a version into those of the next; tables that are new are made besides."""
