"""The records that cross a task boundary or are stored: frozen, validated, with ids that are content hashes.

Every room above speaks in these records; none of them knows where a record came from or where it goes.
"""

import hashlib
from datetime import UTC, datetime
from datetime import date as date_type
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Any, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, computed_field, model_validator


def content_hash(*parts: object) -> str:
    """Return 32 hexadecimal digits that are the same for the same parts, whatever the machine or the day."""
    text = "\x1f".join(["" if part is None else str(part) for part in parts])
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def _aware_utc(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError(f"{moment.isoformat()} has no time zone; give an aware time, e.g. {moment.isoformat()}+00:00")
    return moment.astimezone(UTC)


Utc = Annotated[datetime, AfterValidator(_aware_utc)]


class Record(BaseModel):
    """A frozen value that refuses unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    def changed(self, **fields: Any) -> Self:
        """Return the record with other values in some fields, validated; its id is new."""
        return type(self)(**{name: getattr(self, name) for name in type(self).model_fields} | fields)


class Status(StrEnum):
    """Whether the act took place, as the sentence tells it (codebook, section 6)."""

    ACTUAL = "actual"
    PLANNED = "planned"
    HYPOTHETICAL = "hypothetical"
    DENIED = "denied"
    NEGATED = "negated"


class Quad(StrEnum):
    """Quad class: verbal or material, cooperation or conflict (chapters of the PLOVER manual)."""

    VERBAL_COOPERATION = "verbal_cooperation"
    MATERIAL_COOPERATION = "material_cooperation"
    VERBAL_CONFLICT = "verbal_conflict"
    MATERIAL_CONFLICT = "material_conflict"


class Article(Record):
    """One news article as read from a source: the story alone, without what stood around it on the page."""

    source: str = Field(description="name of the news source (never the doer of an event)")
    url: str = Field(description="canonical address, or a file: address for a local file")
    language: str = Field(description="ISO 639-1 code")
    title: str = ""
    body: str
    published: Utc | None = Field(default=None, description="publication time; None where the page does not say")
    published_precision: str | None = Field(default=None, pattern="^(day|minute)$")
    byline: str | None = None
    agency: str | None = Field(default=None, description="news agency named in the dateline")
    dateline: str | None = Field(default=None, description="place of the dateline")
    page_date: date_type | None = Field(default=None, description="day the page was drawn; never a publication date")
    form: str | None = Field(default=None, description="live-blog or gallery; None for a story")

    @computed_field  # type: ignore[prop-decorator]
    @cached_property
    def id(self) -> str:
        """Content hash of address, title and body."""
        return content_hash("article", self.url, self.title, self.body)

    @property
    def text(self) -> str:
        """Title, a blank line, body: the text that all offsets of this article's events count in."""
        return f"{self.title}\n\n{self.body}" if self.title else self.body


class Skipped(Record):
    """One item of a source that became no article, and why: counted and kept, never silent."""

    source: str
    item: str = Field(description="address, file or line that was left out")
    reason: str = Field(description="short code, e.g. empty, too-large, unsupported-language")
    detail: str = Field(default="", description="what was wrong and what to do")


class Visit(Record):
    """That an address was fetched, and what was known of it then: to fetch it again only where it has changed."""

    url: str = Field(description="the address as it was asked for, before redirects")
    revised: str | None = Field(default=None, description="when it last changed, in the words of its feed or sitemap")
    etag: str | None = None
    modified: str | None = Field(default=None, description="its Last-Modified, as the server sent it")


class Actor(Record):
    """One row of the actor tables: a state, organisation, group or person that an event can name."""

    id: str = Field(pattern=r"^[A-Za-z0-9-]{2,}$")
    name: str = Field(min_length=1)
    kind: str
    parent: str | None = None
    since: date_type | None = None
    until: date_type | None = None
    wikidata: str | None = Field(default=None, pattern=r"^Q\d+$")

    @model_validator(mode="after")
    def _makes_sense(self) -> Self:
        if self.since and self.until and self.until < self.since:
            raise ValueError(f"{self.id} ends on {self.until}, before it begins on {self.since}")
        if self.parent == self.id:
            raise ValueError(f"{self.id} is its own parent")
        return self


class Alternative(Record):
    """Whom words may mean as well: the actor, whom it stands for, and how likely it is meant."""

    entity: str
    actor: str
    score: float = Field(ge=0, le=1)


class Mention(Record):
    """Words of a sentence that name an actor: the text as written, its offsets, and whom it resolves to."""

    actor: str | None = Field(description="id of whom the named one stands for; None where the words name nobody known")
    entity: str | None = Field(default=None, description="id of the very person, group or body that the words name")
    rule: str | None = Field(default=None, description="how it was resolved: name, office, surname, context, ...")
    alternatives: tuple[Alternative, ...] = Field(default=(), description="whom the words may mean as well, best first")
    text: str
    start: int = Field(ge=0, description="first character, counted in the article's text")
    end: int = Field(ge=0, description="one past the last character")
    role: str | None = Field(default=None, description="PLOVER actor sector, e.g. GOV, MIL")

    @model_validator(mode="after")
    def _offsets_fit(self) -> Self:
        if self.end - self.start != len(self.text):
            raise ValueError(f"mention {self.text!r} is {len(self.text)} characters long, not {self.start}..{self.end}")
        return self


class Action(Record):
    """What was done: PLOVER type and mode, CAMEO code, scores, and the words that say so."""

    plover: str = Field(description="PLOVER type, e.g. AID")
    mode: str | None = Field(default=None, description="PLOVER mode of that type, e.g. troops")
    cameo: str = Field(pattern=r"^\d{2,4}$")
    quad: Quad
    goldstein: float = Field(ge=-10, le=10, description="Goldstein scale of the CAMEO code")
    text: str
    start: int = Field(ge=0)
    end: int = Field(ge=0)


class Geolocation(Record):
    """Where a place lies; empty fields where that is not known."""

    country: str | None = Field(default=None, description="ISO 3166-1 alpha-3")
    latitude: float | None = Field(default=None, ge=-90, le=90, description="degrees north (WGS 84)")
    longitude: float | None = Field(default=None, ge=-180, le=180, description="degrees east (WGS 84)")


class Event(Record):
    """Who did what to whom, with the sentence that says so and the frame that read it."""

    article: str = Field(description="id of the article")
    url: str = Field(description="address of the article")
    source: str = Field(description="news source that published it")
    published: Utc | None = Field(default=None, description="publication time of the article")
    language: str
    actor: Mention
    action: Action
    target: Mention
    status: Status
    mutual: bool = Field(default=False, description="both sides did it to each other (a meeting, a treaty)")
    speaker: str | None = Field(default=None, description="who says so, verbatim")
    quantity: str | None = Field(default=None, description="how many or how much, verbatim")
    date_text: str | None = Field(default=None, description="when it was done, verbatim")
    date: str | None = Field(
        default=None,
        pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$",
        description="day of the act in ISO 8601, cut to the precision known (2024, 2024-06, 2024-06-19)",
    )
    location: str | None = Field(default=None, description="where it was done, verbatim")
    geolocation: Geolocation | None = Field(default=None, description="where that lies; None where no place is told")
    frame: str = Field(description="name of the lexicon frame that fired")
    rule: str = Field(description="how actor and target were found")
    confidence: float = Field(ge=0, le=1)
    sentence: str
    sentence_start: int = Field(ge=0)
    sentence_end: int = Field(ge=0)

    @computed_field  # type: ignore[prop-decorator]
    @cached_property
    def id(self) -> str:
        """Content hash of the article, the three places in it and what they were read as."""
        return content_hash(
            "event", self.article, self.actor.start, self.actor.actor, self.action.start, self.action.plover,
            self.target.start, self.target.actor,
        )  # fmt: skip

    @property
    def day(self) -> date_type | None:
        """The day an event is reckoned by; None where nothing tells.

        That is its own date; where that is cut to a month or a year, the publication day if it lies inside, else the
        first day of the month or year; where there is no date, the publication day.
        """
        published = self.published.date() if self.published else None
        if self.date is None or (published and published.isoformat().startswith(self.date)):
            return published
        for text in (self.date, self.date[:7], self.date[:4]):  # 2024-02-31 is no day, but its month is one
            try:
                return date_type.fromisoformat(f"{text}-01-01"[:10])
            except ValueError:
                continue
        return published


class UnknownName(Record):
    """A name that a model of names (NER) read in an article and that no table of actors holds."""

    text: str = Field(min_length=1)
    label: str = Field(pattern="^(PER|ORG|LOC)$")
    count: int = Field(ge=1, description="how often the article has it, in sentences that were parsed")


class Reading(Record):
    """What a coder read in one article."""

    article: str = Field(description="id of the article")
    events: tuple[Event, ...] = ()
    unknown: tuple[UnknownName, ...] = ()
    names: str = Field(
        default="", description="digest of where the article names actors, and which of them are the same"
    )
