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
    Visit,
    content_hash,
)
from ontology.reports import Report, read_report
from ontology.sketches import NUMBERS, Sketch, compare
from ontology.tables import TableError
from ontology.treaties import Bond, Treaty, list_bonds
from ontology.vocabulary import Vocabulary, load_vocabulary

__all__ = [
    "NUMBERS", "Action", "Actor", "Alternative", "Article", "Bond", "Event", "Geolocation", "Mention", "Quad",
    "Reading", "Record", "Report", "Sketch", "Skipped", "Status", "TableError", "Treaty", "UnknownName", "Visit",
    "Vocabulary", "compare", "content_hash", "list_bonds", "load_vocabulary", "read_report",
]  # fmt: skip
