"""What a news source is: the frozen record a setting turns into, and the errors of a source and of one of its items.

Both kinds of source (feed, folder) speak in these, so they live apart from the dict that lists the kinds.
"""

from pydantic import Field

from ontology.records import Record, Skipped


class Source(Record):
    """A place that articles come from, as declared in the settings."""

    name: str = Field(min_length=1, description="name of the news source, as it will stand in every article")
    kind: str = Field(description="a key of SOURCES, e.g. feed or folder")
    location: str = Field(min_length=1, description="address, or path of a file or folder")
    language: str | None = Field(default=None, description="ISO 639-1; settles what the text alone cannot")
    country: str | None = Field(default=None, description="ISO 3166 alpha-2 or alpha-3; tells Malay from Indonesian")
    include: str | None = Field(default=None, description="pattern that addresses of its articles match")
    exclude: str | None = Field(default=None, description="pattern of addresses that are left out, e.g. a section")
    enabled: bool = True


class SourceError(Exception):
    """A source failed as a whole; the message names it and says what to do."""


class UnreachableSourceError(SourceError, ConnectionError):
    """A source failed for a reason that may pass (network, overload): worth another try later."""


class UnreadableItem(ValueError):  # noqa: N818 - it tells of an item; the reader counts it and goes on
    """One item of a source cannot become an article: a short reason code and a sentence on what to do."""

    def __init__(self, reason: str, detail: str, *, transient: bool = False) -> None:
        super().__init__(reason, detail)
        self.reason = reason
        self.detail = detail
        self.transient = transient

    def __str__(self) -> str:
        return f"{self.reason}: {self.detail}"

    def skipped(self, source: Source, item: str) -> Skipped:
        """Return the record that counts this item as left out."""
        return Skipped(source=source.name, item=item, reason=self.reason, detail=self.detail)
