"""Read the settings: a TOML file and the environment in, one frozen Settings or a SettingsError out.

What stands first wins: the command line, the environment (`ALIANSI_BATCH_SIZE`, `ALIANSI_FETCH__TIMEOUT`), the TOML
file, the defaults. The places of sources count from the folder of the TOML file, because they belong to it; the
database and the outputs folder count from the working folder, because they belong to whoever runs the program.
"""

import os
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    ValidationError,
    ValidationInfo,
    field_validator,
    model_validator,
)
from pydantic_settings import BaseSettings, InitSettingsSource, NoDecode, SettingsConfigDict
from pydantic_settings import PydanticBaseSettingsSource as SettingsSource
from pydantic_settings.exceptions import SettingsError as UnreadableSettings

from flows.parts import Alert

if TYPE_CHECKING:
    from extractors.articles import Fetching, Source

DEFAULT_FILE = Path("aliansi.toml")
PREFIX = "ALIANSI_"
ADDRESS = re.compile(r"^[a-z][a-z0-9+.-]+://", re.IGNORECASE)
CRON = re.compile(r"^\S+(\s+\S+){4}$")
"""Five fields; the server checks what stands in them."""


class SettingsError(ValueError):
    """A setting is wrong: names the file or the variable, the key, and what to do."""


def _known_language(code: str) -> str:
    from extractors.languages import languages

    if code not in languages():
        raise ValueError(f"there is no language pack {code!r}; write one of {', '.join(languages())}")
    return code


def _known_export(name: str) -> str:
    from graph import EXPORTS

    if name not in EXPORTS:
        raise ValueError(f"there is no export {name!r}; write some of {', '.join(sorted(EXPORTS))}")
    return name


def _known_timezone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise ValueError(f"there is no time zone {name!r}; write one like UTC or Asia/Jakarta") from error
    return name


def _pattern(text: str | None) -> str | None:
    try:
        re.compile(text or "")
    except re.error as error:
        raise ValueError(f"{text!r} is no regular expression ({error})") from error
    return text


def _cron(text: str) -> str:
    if not CRON.match(text.strip()):
        raise ValueError(f"{text!r} is no cron line; write five fields: minute, hour, day, month, weekday (0 6 * * *)")
    return text.strip()


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Schedule(_Part):
    """When `aliansi serve` runs the daily flow and writes the weekly brief."""

    cron: Annotated[str, AfterValidator(_cron)] = Field(
        default="0 6 * * *", description="minute, hour, day, month, weekday; * is every"
    )
    brief: Annotated[str, AfterValidator(_cron)] = Field(default="0 7 * * 1", description="when the brief is written")
    timezone: Annotated[str, AfterValidator(_known_timezone)] = Field(
        default="UTC", description="whose clock the schedule goes by, e.g. Asia/Jakarta"
    )


class Fetch(_Part):
    """How addresses are fetched."""

    agent: str = Field(
        default="Aliansi/0.1 (news reader for research; set fetch.agent to your address)",
        min_length=3,
        description="how the reader introduces itself; name a way to reach you",
    )
    timeout: float = Field(default=20, gt=0, le=600, description="seconds to connect and for each read")
    retries: int = Field(default=2, ge=0, le=10, description="how often what may succeed later is tried again")
    delay: float = Field(default=0.5, ge=0, le=60, description="seconds between two requests to a host")
    size_limit: int = Field(default=10 * 1024 * 1024, gt=0, description="bytes of a page after decompression")
    robots: bool = Field(default=True, description="whether to ask each host's robots.txt")
    inside: bool = Field(default=False, description="whether addresses of this machine and its network are fetched")

    def fetching(self) -> "Fetching":
        """Return this as the extractors know it."""
        from extractors.articles import Fetching

        return Fetching(**self.model_dump())


class Cluster(_Part):
    """Where the batches of `task_runner = "dask"` are read."""

    address: str | None = Field(
        default=None, description="of a scheduler; else local workers", examples=["tcp://host:8786"]
    )
    workers: int = Field(default=2, ge=1, description="processes of a local cluster")
    batch_size: int = Field(default=150, ge=1, description="articles a worker takes at once")


class TieSettings(_Part):
    """How fast acts fade when ties are measured."""

    half_life: float = Field(default=16, ge=0, description="years after which cooperation counts half; 0: never")
    hostility_half_life: float = Field(default=2, ge=0, description="years after which conflict counts half; 0: never")


class SourceEntry(_Part):
    """One `[[source]]`: where articles come from."""

    name: str = Field(min_length=1, description="what it is called in counts, in evidence and on the command line")
    kind: str = Field(description="what is read: feed, sitemap, folder, …")
    location: str = Field(min_length=1, description="an address, or a path counted from the settings file")
    language: str | None = Field(default=None, description="of its articles; else it is identified", examples=["en"])
    country: str | None = Field(default=None, description="where it is published, ISO 3166 code", examples=["IDN"])
    include: Annotated[str | None, AfterValidator(_pattern)] = Field(
        default=None, description="regular expression: only addresses in which it is found", examples=["/world/"]
    )
    exclude: Annotated[str | None, AfterValidator(_pattern)] = Field(
        default=None, description="regular expression: no address in which it is found", examples=["/sport/"]
    )
    min_daily: int | None = Field(default=None, ge=0, description="with fewer articles a day it is reported as silent")
    max_daily: int | None = Field(default=None, ge=1, description="with more articles a day it is reported as flooding")
    enabled: bool = Field(default=True, description="whether it is asked")

    @field_validator("kind")
    @classmethod
    def _known_kind(cls, kind: str) -> str:
        from extractors.articles import SOURCES  # here and below: these rooms take a while to import

        if kind not in SOURCES:
            raise ValueError(f"there is no kind of source {kind!r}; write one of {', '.join(sorted(SOURCES))}")
        return kind

    @field_validator("language")
    @classmethod
    def _known_language(cls, code: str | None) -> str | None:
        return code if code is None else _known_language(code)

    def source(self) -> "Source":
        """Return the source as the extractors know it."""
        from extractors.articles import Source

        return Source(**self.model_dump(exclude={"min_daily", "max_daily"}))


class Coding(NamedTuple):
    """How the articles of a language are read: what `flows.coder.load_extractor` takes."""

    language: str
    model: str
    actors: str | None
    least_confidence: float


class Settings(BaseSettings):
    """Everything that can be set."""

    model_config = SettingsConfigDict(
        frozen=True, extra="forbid", env_prefix=PREFIX, env_nested_delimiter="__", validate_default=False
    )

    outputs: Path = Field(default=Path("outputs"), description="folder for the database, the graphs and the pictures")
    outputs_url: str | None = Field(
        default=None,
        pattern="^https?://",
        description="where browsers find the outputs folder, for links in the UI",
        examples=["https://example.org/outputs"],
    )
    database: str = Field(default="", description="database URL; by default the SQLite file aliansi.db in outputs")
    languages: Annotated[tuple[Annotated[str, AfterValidator(_known_language)], ...], NoDecode] = Field(
        default=("en", "id"), description="languages to read; articles in others are left out and counted"
    )
    sources: tuple[SourceEntry, ...] = ()
    model: Literal["accurate", "fast"] = Field(default="accurate", description="how every language is parsed")
    models: Mapping[str, str] = Field(
        default={}, description="spaCy pipelines of your own, by language", examples=[{"en": "en_core_web_sm"}]
    )
    actors: Path | None = Field(
        default=None, description="CSV with actors of your own, counted from the settings file", examples=["actors.csv"]
    )
    least_confidence: float = Field(default=0, ge=0, le=1, description="events less sure than this are not kept")
    batch_size: int = Field(default=50, ge=1, le=1000, description="articles a task takes at once")
    task_runner: Literal["local", "dask"] = Field(default="local", description="what reads the batches of articles")
    cluster: Cluster = Cluster()
    schedule: Schedule = Schedule()
    alerts: tuple[Alert, ...] = ()
    metrics: Path | None = Field(
        default=None, description="file of Prometheus metrics, written after each run", examples=["aliansi.prom"]
    )
    fetch: Fetch = Fetch()
    ties: TieSettings = TieSettings()
    exports: Annotated[tuple[Annotated[str, AfterValidator(_known_export)], ...] | None, NoDecode] = Field(
        default=None, description="files to write; else all", examples=[["page", "ties", "evidence"]]
    )
    min_events: int = Field(default=1, ge=1, description="a tie is printed from this many acts on")
    labels: Annotated[str, AfterValidator(_known_language)] = Field(default="en", description="language of the names")
    every: Literal["week", "month", "quarter", "year"] | None = Field(
        default=None, description="also draw the ties of each such period into a file of its own", examples=["month"]
    )

    @field_validator("models")
    @classmethod
    def _known_languages(cls, models: Mapping[str, str]) -> Mapping[str, str]:
        return {_known_language(code): model for code, model in models.items()}

    @field_validator("languages", "exports", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        return [part.strip() for part in value.split(",") if part.strip()] if isinstance(value, str) else value

    @field_validator("sources", "alerts")
    @classmethod
    def _named_once(cls, entries: tuple[SourceEntry | Alert, ...], about: ValidationInfo) -> Any:
        names = [entry.name for entry in entries]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise ValueError(f"two {about.field_name} are named {', '.join(twice)}; give each a name of its own")
        return entries

    @model_validator(mode="before")
    @classmethod
    def _database_in_outputs(cls, values: dict[str, Any]) -> dict[str, Any]:
        if values.get("database"):
            return values
        return {**values, "database": f"sqlite:///{Path(str(values.get('outputs') or 'outputs')) / 'aliansi.db'}"}

    def model_of(self, language: str) -> str:
        """Return what parses a language: the user's pipeline where one is named, else the speed."""
        return self.models.get(language, self.model)

    def coder_of(self, language: str) -> Coding:
        """Return how a language is read."""
        actors = str(self.actors) if self.actors else None
        return Coding(language, self.model_of(language), actors, self.least_confidence)


class Overrides(BaseModel):
    """What stands above the settings file for one run; a field left empty changes nothing."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    database: str | None = Field(default=None, description="database URL; keep one with a password in ALIANSI_DATABASE")
    outputs: str | None = Field(default=None, description="folder for the graphs and the pictures")
    model: Literal["accurate", "fast"] | None = Field(default=None, description="how every language is parsed")
    languages: tuple[str, ...] | None = Field(default=None, description="languages to read, e.g. en, id")
    batch_size: int | None = Field(default=None, description="articles a task takes at once")
    exports: tuple[str, ...] | None = Field(default=None, description="files to write, e.g. ties, picture")
    min_events: int | None = Field(default=None, description="a tie is shown from this many acts on")
    labels: str | None = Field(default=None, description="language of the names in the graph, e.g. id")
    every: str | None = Field(default=None, description="week, month, quarter or year: a file of ties for each")


NONE = Overrides()


def read_settings(file: Path | str | None = None, overrides: Overrides | None = None) -> Settings:
    """Return the settings from a TOML file (None: aliansi.toml in the working folder, where there is one).

    Raises SettingsError for a file that cannot be read, an unknown key or a bad value.
    """
    path = Path(file) if file is not None else DEFAULT_FILE if DEFAULT_FILE.is_file() else None
    written = _read_file(path) if path else {}
    given = overrides.model_dump(exclude_none=True) if overrides else {}
    _refuse_unknown_variables(path)

    class SettingsOfFile(Settings):
        @classmethod
        def settings_customise_sources(
            cls, settings_cls: type[BaseSettings], init_settings: SettingsSource, env_settings: SettingsSource,
            dotenv_settings: SettingsSource, file_secret_settings: SettingsSource,
        ) -> tuple[SettingsSource, ...]:  # fmt: skip
            return init_settings, env_settings, InitSettingsSource(settings_cls, init_kwargs=written)

    try:
        return SettingsOfFile(**given)
    except ValidationError as error:
        raise SettingsError("\n".join(_explain(one, path, given) for one in error.errors())) from error
    except UnreadableSettings as error:
        raise SettingsError(f"environment: {error}; write a list or table as JSON") from error


def _read_file(path: Path) -> dict[str, Any]:
    try:
        table = tomllib.loads(path.read_bytes().decode("utf-8"))
    except FileNotFoundError as error:
        raise SettingsError(f"{path}: there is no such settings file; give --settings the path of one") from error
    except OSError as error:
        raise SettingsError(f"{path}: cannot be read ({error.strerror}); give --settings a TOML file") from error
    except UnicodeDecodeError as error:
        raise SettingsError(f"{path}: is not UTF-8 text (byte {error.start}); save it as UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{path}: is not TOML: {error}; mend that line (https://toml.io)") from error
    for key in ("source", "alert"):
        if f"{key}s" in table:
            raise SettingsError(f"{path}: {key}s: unknown key; write each {key} as a [[{key}]] table")
    if isinstance(table.get("actors"), str):
        table["actors"] = _place_actors(table["actors"], path)
    for key in ("source", "alert"):
        entries = table.pop(key, [])
        if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
            raise SettingsError(f"{path}: {key}: write [[{key}]] with two brackets, one for each {key}")
        if entries:
            table[f"{key}s"] = entries
    if "sources" in table:
        table["sources"] = [_place(entry, path, number) for number, entry in enumerate(table["sources"], 1)]
    return table


def _place_actors(location: str, path: Path) -> str:
    """Count the file of the user's actors from the folder of the settings file, and make sure that it is there."""
    place = os.path.abspath(path.parent / Path(location).expanduser())
    if not os.path.isfile(place):
        raise SettingsError(f"{path}: actors: there is no file {place}; paths count from the settings file")
    return place


def _place(entry: dict[str, Any], path: Path, number: int) -> dict[str, Any]:
    """Count a source's path from the folder of the settings file, and make sure that something is there."""
    location = entry.get("location")
    if not isinstance(location, str) or not location or ADDRESS.match(location):
        return entry
    place = os.path.abspath(path.parent / Path(location).expanduser())
    missing = not os.path.isdir(place) if entry.get("kind") == "folder" else not os.path.exists(place)
    if missing and entry.get("enabled", True):
        raise SettingsError(
            f"{path}: source {number} ({entry.get('name', 'without a name')}), location: there is no "
            f"{'folder' if entry.get('kind') == 'folder' else 'file'} {place}; paths count from the settings file"
        )
    return {**entry, "location": place}


def _refuse_unknown_variables(path: Path | None) -> None:
    known = set(Settings.model_fields)
    for variable in sorted(os.environ):
        if variable.startswith(PREFIX):
            key = variable.removeprefix(PREFIX).lower().split("__")[0]
            if key not in known:
                raise SettingsError(f"environment: {variable}: unknown setting; known are {', '.join(sorted(known))}")


def _explain(error: Any, path: Path | None, given: Mapping[str, Any]) -> str:
    """Return one line for one wrong value: where it stands, its key, what is wrong and what to do."""
    first = str(error["loc"][0]) if error["loc"] else ""
    variables = [name for name in os.environ if name.lower().split("__")[0] == f"{PREFIX}{first}".lower()]
    where = (
        "command line" if first in given else f"environment ({variables[0]})" if variables else str(path or "defaults")
    )
    key = ""
    for part in error["loc"]:
        key += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if key else str(part)
    for name in ("source", "alert"):
        key = key.replace(f"{name}s[", f"{name}[")
    if error["type"] == "extra_forbidden":
        return f"{where}: {key}: unknown key; take it out or mend its spelling"
    message = str(error["msg"]).removeprefix("Value error, ")
    return f"{where}: {key}: {message}"
