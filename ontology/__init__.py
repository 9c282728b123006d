"""NAME: the records that travel between the rooms, and the vocabulary that their codes come from."""

from ontology.records import (
    Action,
    Actor,
    Alternative,
    Article,
    Event,
    Geolocation,
    Mention,
    Quad,
    Reading,
    Record,
    Skipped,
    Status,
    UnknownName,
    content_hash,
)
from ontology.tables import TableError
from ontology.vocabulary import Vocabulary, load_vocabulary

__all__ = [
    "Action", "Actor", "Alternative", "Article", "Event", "Geolocation", "Mention", "Quad", "Reading", "Record",
    "Skipped", "Status", "TableError", "UnknownName", "Vocabulary", "content_hash", "load_vocabulary",
]  # fmt: skip
