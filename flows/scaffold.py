"""Write settings to start from: a few answers in, a TOML file with every setting that exists out.

Descriptions and defaults come from the fields of Settings, so the file says what the program does; it is read back
before it takes its place.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple
from zoneinfo import ZoneInfoNotFoundError, available_timezones

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from tzlocal import get_localzone_name

from flows.parts import Alert
from flows.settings import Fetch, Settings, SettingsError, SourceEntry, read_settings

LISTED = Path(__file__).parent / "sources.toml"
EXAMPLE = Path(__file__).parent / "examples" / "settings.toml"
HEAD = """\
# Settings of Aliansi. A line that begins with # is what holds anyway; take the mark away to change it.
# ALIANSI_BATCH_SIZE=50 in the environment stands above batch_size here; `aliansi doctor` checks it all.
"""
TERMS = """\
# Mind the terms of each site: most allow reading their feed for yourself and forbid printing their texts anew.
# `aliansi sources check` reads a few items of each source and stores nothing.
"""


class Answers(NamedTuple):
    """What a settings file is made from; an empty text leaves the default."""

    languages: Sequence[str]
    sources: Sequence[SourceEntry]
    database: str
    outputs: str
    cron: str
    timezone: str
    contact: str


def list_sources(languages: Sequence[str], *, example: bool = False) -> tuple[SourceEntry, ...]:
    """Return the public sources in some languages, all disabled, or else those of the example articles."""
    entries = read_settings(EXAMPLE if example else LISTED).sources
    return tuple(entry for entry in entries if entry.language is None or entry.language in languages)


def find_timezone() -> str:
    """Return the time zone of this machine, UTC where it does not say."""
    try:
        name = get_localzone_name()
    except ZoneInfoNotFoundError:  # two files of the system contradict each other
        return "UTC"
    return name if name in available_timezones() else "UTC"


def save_settings(answers: Answers, path: Path) -> Settings:
    """Write the settings file, and return what it says; an earlier file stays where the answers are no settings."""
    from graph import replacing

    with replacing(path) as file:
        file.write(write_settings(answers).encode("utf-8"))
        file.flush()
        try:
            return read_settings(file.name)
        except SettingsError as error:
            raise SettingsError(str(error).replace(file.name, str(path))) from error


def write_settings(answers: Answers) -> str:
    """Return the text of a settings file: what was answered, and everything else as comments."""
    product = str(Fetch.model_fields["agent"].default).partition(" (")[0]
    given: dict[str, Any] = {
        "outputs": answers.outputs,
        "database": answers.database,
        "languages": list(answers.languages),
        "schedule": {"cron": answers.cron, "timezone": answers.timezone},
        "fetch": {"agent": f"{product} ({answers.contact})" if answers.contact else ""},
    }
    fields = dict(Settings.model_fields)
    del fields["sources"], fields["alerts"]
    parts = {name: part for name, field in fields.items() if (part := field.annotation) and _is_part(part)}
    lines = [HEAD]
    for name, field in fields.items():
        lines += () if name in parts else _write_field(name, field, given)
    for name, part in parts.items():
        lines += [f"# {part.__doc__}", f"[{name}]"]
        for key, field in part.model_fields.items():
            lines += _write_field(key, field, given.get(name, {}))
    return "\n".join([*lines, *_write_alert(), *_write_sources(answers.sources)])


def _is_part(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)


def _write_field(name: str, field: FieldInfo, given: Mapping[str, Any]) -> Iterator[str]:
    """Yield what a setting is, its value, behind a mark where none is given, and a blank line."""
    default, shown = field.default, field.default or next(iter(field.examples or ()), field.default)
    yield f"# {field.description}; default: {_write_value(default) if default not in (None, '', {}) else 'not set'}"
    yield f"{name} = {_write_value(given[name])}" if given.get(name) else f"# {name} = {_write_value(shown)}"
    yield ""


def _write_alert() -> Iterator[str]:
    """Yield an alert behind marks, with what each of its keys is."""
    yield f"# {Alert.__doc__}"
    yield "# [[alert]]"
    for name, field in Alert.model_fields.items():
        yield f"#     {name} = {_write_value(next(iter(field.examples or ()), field.default))}  # {field.description}"
    yield ""


def _write_sources(sources: Sequence[SourceEntry]) -> Iterator[str]:
    yield f"# {SourceEntry.__doc__}"
    for name, field in SourceEntry.model_fields.items():
        yield f"#   {name:<9} {field.description}"
    yield TERMS
    for source in sources:
        yield "[[source]]"
        for name, value in source.model_dump(exclude_none=True).items():
            yield f"{name} = {_write_value(value)}"
        yield ""


def _write_value(value: object) -> str:
    """Return a value as TOML; for all but tables that is how JSON writes it."""
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{key} = {_write_value(item)}" for key, item in value.items()) + " }"
    return json.dumps(value, ensure_ascii=False, default=str).replace("\x7f", "\\u007f")
