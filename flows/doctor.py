"""Look whether everything is there that a run needs: settings in, findings that each say how to mend them out.

No news source is asked, and nothing is changed: a database that is not there yet is not made.
"""

import asyncio
import platform
import shutil
import tempfile
import tomllib
from collections.abc import Callable, Iterator
from functools import partial
from importlib.metadata import PackageNotFoundError, metadata, requires, version
from ipaddress import ip_address
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from pydantic import Field

from flows.settings import ADDRESS, Coding, Fetch, Overrides, Schedule, Settings, read_settings
from ontology import Record

PACKAGE = "aliansi"
LOW = 1_000_000_000
"""Bytes on the disk below which a warning is due."""


class Finding(Record):
    """What a check found, and how to mend it."""

    name: str
    state: Literal["ok", "warning", "fault"]
    found: str
    mend: str = Field(default="", description="what to do; empty where all is well, or where `found` says it already")


def examine(file: Path | None, overrides: Overrides) -> Iterator[Finding]:
    """Yield what each check finds; without settings that can be read, only the checks that need none."""
    yield _try("python", check_python)
    yield _try("packages", check_packages)
    try:
        settings = read_settings(file, overrides)
    except ValueError as error:
        yield Finding(name="settings", state="fault", found=str(error))
        return
    yield Finding(name="settings", state="ok", found="can be read")
    yield _try("sources", partial(check_sources, settings))
    for language in settings.languages:
        yield _try(f"language {language}", partial(check_language, settings.coder_of(language)))
    yield _try("database", partial(check_store, settings.database))
    yield _try("outputs", partial(check_outputs, settings.outputs))
    yield _try("disk", partial(check_disk, settings.outputs))
    yield _try("schedule", partial(check_schedule, settings.schedule))
    yield _try("prefect server", check_server)


def check_python() -> Finding:
    """Tell whether this Python is one that the package asks for."""
    asked, here = metadata(PACKAGE)["Requires-Python"], platform.python_version()
    if not SpecifierSet(asked).contains(here, prereleases=True):
        return _find("fault", f"{here}, but {asked} is needed", "make the virtual environment with a newer Python")
    return _find("ok", here)


def check_packages() -> Finding:
    """Tell whether the installed packages are in the ranges that the package's own metadata name."""
    asked = [Requirement(line) for line in requires(PACKAGE) or ()]
    needed = [one for one in asked if one.marker is None or one.marker.evaluate({"extra": ""})]
    wrong = [fault for one in needed if (fault := _mismatch(one))]
    if wrong:
        return _find("fault", "; ".join(wrong), "install again with the versions of constraints.txt (README, Set up)")
    return _find("ok", f"{len(needed)} packages in their ranges")


def check_sources(settings: Settings) -> Finding:
    """Tell whether there is anything to read, and whether sites can tell who reads them."""
    enabled = [source for source in settings.sources if source.enabled]
    if not enabled:
        mend = "write enabled = true for some of them" if settings.sources else "aliansi init writes a file with some"
        return _find("warning", f"none of {len(settings.sources)} is enabled, so there is nothing to read", mend)
    if settings.fetch.agent == Fetch().agent and any(ADDRESS.match(source.location) for source in enabled):
        mend = "set fetch.agent to a text with your mail or web address"
        return _find("warning", f"{len(enabled)} enabled, but sites cannot tell who reads them", mend)
    return _find("ok", f"{len(enabled)} of {len(settings.sources)} enabled")


def check_language(coding: Coding) -> Finding:
    """Tell whether a language's model reads the first example of its pack as it should."""
    from extractors.languages import load_pack
    from flows.coder import load_extractor
    from flows.lines import make_article

    examples = (load_pack(coding.language).folder / "examples.toml").read_text(encoding="utf-8")
    example = next(one for one in tomllib.loads(examples)["example"] if len(one["events"]) == 1)
    actor, _, target, types, _ = example["events"][0].split()
    extractor = load_extractor(coding.language, coding.model, coding.actors)
    events = list(extractor.extract([make_article("example", example["text"], coding.language, None)]))
    read = [(event.actor.actor, event.action.plover, event.target.actor) for event in events]
    wanted = [(actor, one, target) for one in types.split("|")]
    if len(read) != 1 or read[0] not in wanted:
        mend = "install the package again, or choose another model"
        return _find("fault", f"model {coding.model} reads {example['text']!r} as {read or 'nothing'}", mend)
    return _find("ok", f"model {coding.model} reads {' '.join(map(str, read[0]))} in {example['text']!r}")


def check_store(url: str) -> Finding:
    """Tell whether the database can be read and written, and is sound."""
    from store import SCHEMA_VERSION, check_database

    checkup = check_database(url)
    if checkup.damage:
        return _find("fault", f"{checkup.place}: {checkup.damage}", "restore a copy, or move it away and collect again")
    if not checkup.version:
        return _find("ok", f"{checkup.place} will be made by the first run")
    if checkup.version < SCHEMA_VERSION:
        found = f"{checkup.place} has schema version {checkup.version}; the next run brings it to {SCHEMA_VERSION}"
        return _find("warning", found, "copy the file first, for the change cannot be undone")
    return _find("ok", f"{checkup.place} is sound, schema version {checkup.version}")


def check_outputs(folder: Path) -> Finding:
    """Tell whether a file can be written where the outputs go."""
    place = _nearest(folder)
    try:
        tempfile.TemporaryFile(dir=place).close()
    except OSError as error:
        return _find("fault", f"{place}: {error.strerror}", "set outputs to a folder that may be written")
    return _find("ok", f"{folder} may be written" if place == folder.absolute() else f"{folder} will be made")


def check_disk(folder: Path, *, least: int = LOW) -> Finding:
    """Tell whether there is room where the outputs go: `least` bytes."""
    free = shutil.disk_usage(_nearest(folder)).free
    found = f"{free / 1e9:.1f} GB free"
    return _find("ok", found) if free >= least else _find("warning", found, "make room, or set outputs to another disk")


def check_schedule(schedule: Schedule) -> Finding:
    """Tell when the schedule fires next, as Prefect's server reckons."""
    from prefect.server.schemas.schedules import CronSchedule

    from flows.serve import read_cron

    for line in (schedule.cron, schedule.brief):
        read_cron(line, schedule)
    cron = CronSchedule(cron=schedule.cron, timezone=schedule.timezone)
    times = ", ".join(f"{moment:%a %Y-%m-%d %H:%M}" for moment in asyncio.run(cron.get_dates(n=3)))
    return _find("ok", f"next {times} ({schedule.timezone})")


def check_server() -> Finding:
    """Tell whether a Prefect server answers, in the version of this client, and not to everybody."""
    import httpx
    from prefect import __version__ as here
    from prefect.client.orchestration import get_client
    from prefect.exceptions import PrefectHTTPStatusError
    from prefect.settings import PREFECT_API_URL, get_current_settings, temporary_settings

    from flows.serve import ServerError, find_server

    try:
        server = find_server()
    except ServerError as error:
        return _find("warning", f"{error}", "only aliansi serve needs it")
    with temporary_settings({PREFECT_API_URL: server.api}), get_client(sync_client=True) as client:
        try:
            there = client.api_version()
        except PrefectHTTPStatusError as error:
            return _find("warning", f"{server.api} refuses us: {error}", "set PREFECT_API_AUTH_STRING to its password")
    if there != here:
        mend = "install the same version on both sides, and restart the server"
        return _find("warning", f"{server.api} is Prefect {there}, this client {here}", mend)
    hosts = urlsplit(server.api).hostname or "", get_current_settings().server.api.host
    if is_open(*hosts) and httpx.get(f"{server.api}/admin/version", timeout=10).is_success:
        mend = "set PREFECT_SERVER_API_AUTH_STRING for the server, or let it listen on 127.0.0.1 alone"
        return _find("warning", f"{server.api} may be reached from elsewhere and asks for no password", mend)
    return _find("ok", f"{server.api} is Prefect {there}")


def is_open(*hosts: str) -> bool:
    """Tell whether one of the hosts is anything but this machine speaking to itself."""
    return any(host != "localhost" and not _is_loopback(host) for host in hosts)


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:  # a name
        return False


def _mismatch(asked: Requirement) -> str:
    """Return what is wrong with an installed package; empty where nothing is."""
    try:
        here = version(asked.name)
    except PackageNotFoundError:
        return f"{asked.name} is not installed"
    return "" if asked.specifier.contains(here, prereleases=True) else f"{asked.name} is {here}, not {asked.specifier}"


def _nearest(folder: Path) -> Path:
    """Return the folder, or the nearest place above it that is there."""
    return next(place for place in (folder.absolute(), *folder.absolute().parents) if place.exists())


def _find(state: Literal["ok", "warning", "fault"], found: str, mend: str = "") -> Finding:
    return Finding(name="", state=state, found=found, mend=mend)


def _try(name: str, check: Callable[[], Finding]) -> Finding:
    """Return what a check finds under its name; whatever it raises is a fault, and the other checks go on."""
    try:
        return check().changed(name=name)
    except Exception as error:
        return Finding(name=name, state="fault", found=f"{error}" or type(error).__name__)
