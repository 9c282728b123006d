"""Tables of events that others made in, reports out: years of history to start from."""

from extractors.tables.formats import FORMATS, Format
from extractors.tables.reading import BadRow, read_table

__all__ = ["FORMATS", "BadRow", "Format", "read_table"]
