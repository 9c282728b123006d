"""Full-text search over stored articles: FTS5 in SQLite, kept up to date by triggers; a GIN index in PostgreSQL.

Only the index is kept, not a second copy of the texts. Words are taken as they stand, in any language: no stemming.
"""

import re
import unicodedata
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, false, func, literal_column, select, text

SQLITE = (
    "CREATE VIRTUAL TABLE words USING fts5(title, body, content='article', tokenize='unicode61 remove_diacritics 2')",
    "CREATE TRIGGER words_added AFTER INSERT ON article BEGIN "
    "INSERT INTO words (rowid, title, body) VALUES (new.rowid, new.title, new.body); END",
    "CREATE TRIGGER words_gone AFTER DELETE ON article BEGIN "
    "INSERT INTO words (words, rowid, title, body) VALUES ('delete', old.rowid, old.title, old.body); END",
)
SIGNS = "“”„‘’«»—–…"  # what PostgreSQL takes for letters where its locale is plain
PLAIN = f"translate(left(article.title || ' ' || article.body, 250000), '{SIGNS}', '{' ' * len(SIGNS)}')"
VECTOR = f"to_tsvector('simple', {PLAIN})"
POSTGRESQL = (f"CREATE INDEX ix_article_words ON article USING gin ({VECTOR.replace('article.', '')})",)


def add_index(connection: Connection) -> None:
    """Make the index, of what is stored as well."""
    for step in POSTGRESQL if connection.dialect.name == "postgresql" else SQLITE:
        connection.execute(text(step))
    renew_index(connection)


def renew_index(connection: Connection) -> None:
    """Index all articles again, in SQLite: its VACUUM may number the rows anew."""
    if connection.dialect.name == "sqlite":
        connection.execute(text("INSERT INTO words (words) VALUES ('rebuild')"))


def check_index(connection: Connection) -> None:
    """Raise the database's own error where SQLite's index does not agree with the articles."""
    if connection.dialect.name == "sqlite":
        connection.execute(text("INSERT INTO words (words, rank) VALUES ('integrity-check', 1)"))


def holds(connection: Connection, words: str) -> ColumnElement[bool]:
    """Return the condition that an article has all these words, or the phrases in double quotes."""
    terms = find_terms(words)
    if not terms:
        return false()
    if connection.dialect.name == "postgresql":
        vector: ColumnElement[Any] = literal_column(VECTOR)
        return and_(*(vector.op("@@")(func.phraseto_tsquery("simple", term)) for term in terms))
    quoted = " ".join(f'"{term}"' for term in terms)
    match = text("words MATCH :words").bindparams(words=quoted)
    found: Select[Any] = select(literal_column("rowid")).select_from(text("words")).where(match)
    return literal_column("article.rowid").in_(found)


def says(sentence: str, words: str) -> bool:
    """Tell whether a sentence holds all these words, or the phrases in double quotes, whatever their case."""
    plain = f" {_plain(sentence)} "
    return all(f" {_plain(term)} " in plain for term in find_terms(words))


def find_terms(words: str) -> list[str]:
    """Return the words and phrases of a query that hold a letter or digit."""
    parts = [[part] if number % 2 else part.split() for number, part in enumerate(words.split('"'))]
    return [term.strip() for part in parts for term in part if _plain(term)]


def _plain(text: str) -> str:
    bare = "".join(sign for sign in unicodedata.normalize("NFD", text) if not unicodedata.combining(sign))
    return " ".join(re.findall(r"\w+", bare.casefold()))
