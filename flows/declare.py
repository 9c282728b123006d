"""Declare a news source: what was found in, its `[[source]]` entry out, and appended to a settings file."""

import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from flows.settings import SettingsError, read_settings

if TYPE_CHECKING:
    from extractors.articles import Source


def write_entry(source: "Source") -> str:
    """Return the entry of a source as TOML."""
    values = source.model_dump(exclude_defaults=True)
    lines = (f"{key} = {json.dumps(value, ensure_ascii=False)}\n" for key, value in values.items())
    return "[[source]]\n" + "".join(lines)


def append_source(source: "Source", file: Path) -> None:
    """Append a source to a settings file, which is made where there is none; the rest of the file stays as it is.

    Raises SettingsError where a source of this name or location is there already, or the file takes no entry.
    """
    before = file.read_bytes() if file.exists() else b""
    declared = read_settings(file).sources if before else ()
    for entry in declared:
        for key, value, other in (("name", source.name, entry.name), ("location", source.location, entry.location)):
            if value == other:
                raise SettingsError(f"{file}: source {entry.name!r} has the {key} {value!r} already; nothing was added")
    gap = "\n\n" if before and not before.endswith(b"\n") else "\n" if before else ""
    added = (gap + write_entry(source)).encode()
    _require_readable(before + added, file)
    try:
        with file.open("ab") as stream:
            stream.write(added)
    except OSError as error:
        raise SettingsError(f"{file}: cannot be written ({error.strerror}); add the entry by hand") from error


def _require_readable(content: bytes, file: Path) -> None:
    """Try what the file will hold, in its own folder, because paths in it count from there."""
    try:
        with tempfile.NamedTemporaryFile(dir=file.parent, prefix=f".{file.name}-") as trial:
            trial.write(content)
            trial.flush()
            read_settings(trial.name)
    except OSError as error:
        raise SettingsError(f"{file.parent}: cannot be written ({error.strerror}); add the entry by hand") from error
    except SettingsError as error:
        said = str(error).replace(trial.name, str(file))
        raise SettingsError(f"{said}\nWith the new entry the file cannot be read, so nothing was added") from error
