"""Read points in time: machine timestamps and printed dates in, an aware UTC time with its precision out.

A time of day without a zone is not believed: the day is kept and the precision says so.
"""

import re
import tomllib
from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from functools import cache
from importlib.resources import files
from typing import NamedTuple

FIRST_YEAR, LAST_YEAR = 1990, 2100
ISO = re.compile(r"\d{4}-\d{1,2}-\d{1,2}|\d{4}/\d{1,2}/\d{1,2}")
COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?\d{0,6}Z?)?")
SHORT_OFFSET = re.compile(r"([+-]\d{2})(\d{2})?$")
YEAR = re.compile(r"(?:19|20)\d\d")
IN_PATH = re.compile(r"/((?:19|20)\d{2})[/-](\d{1,2})[/-](\d{1,2})(?=[/_-]|$)")
IN_PATH_COMPACT = re.compile(r"/((?:19|20)\d{2})(\d{2})(\d{2})(?=[/_-]|\d{4,6}[/_-])")


class Moment(NamedTuple):
    """An aware UTC time and how well it is known."""

    time: datetime
    precision: str
    """`day` or `minute`; of a `day` the time is midnight."""


class Printed(NamedTuple):
    """A date as a page prints it."""

    moment: Moment
    day: date
    """The day as printed, in the page's own time zone."""
    weekday: bool
    """Whether the name of the weekday stands before it."""
    start: int
    end: int


def read_timestamp(text: str) -> Moment | None:
    """Read a machine timestamp (ISO 8601 or RFC 822); None where it is neither."""
    text = text.strip()
    compact = COMPACT.fullmatch(text)
    if compact:
        return _day(*map(int, compact.groups()[:3]))
    if not ISO.match(text):
        return _rfc822(text)
    try:
        year, month, day = map(int, re.split("[-/]", text[:10].split("T")[0].split()[0]))
        moment = datetime.fromisoformat(_normalise(text))
    except ValueError:
        found = re.match(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})", text)
        return _day(*map(int, found.groups())) if found else None
    if moment.tzinfo is None or (moment.hour, moment.minute, moment.second) == (0, 0, 0):
        return _day(year, month, day)
    return _minute(moment)


def read_path(path: str) -> Moment | None:
    """Read the day out of the path of an address (`/2024/10/03/`)."""
    found = IN_PATH.search(path) or IN_PATH_COMPACT.search(path)
    return _day(*map(int, found.groups())) if found else None


def find_printed(text: str) -> Printed | None:
    """Find the first date printed in words or figures in a line of text (`Minggu, 20 Juli 2025, 10.15 WIB`)."""
    if not YEAR.search(text):
        return None
    for found in _printed().finditer(text):
        day = _printed_day(found)
        if day is not None:
            return Printed(_with_time(found, day), day, found["weekday"] is not None, found.start(), found.end())
    return None


def _normalise(text: str) -> str:
    """Bring ISO 8601 as pages write it into the form that the standard library reads."""
    text = re.sub(r"^(\d{4})/(\d{1,2})/(\d{1,2})", r"\1-\2-\3", text)
    text = re.sub(r"^(\d{4})-(\d)-", r"\1-0\2-", text)
    text = re.sub(r"^(\d{4}-\d{2})-(\d)(?!\d)", r"\1-0\2", text)
    zone = re.search(r"\s*([A-Za-z]{1,4})$", text)
    if zone and zone[1].lower() in _names("zones"):
        hours = int(_names("zones")[zone[1].lower()])
        text = f"{text[: zone.start()]}{'-' if hours < 0 else '+'}{abs(hours):02}:00"
    text = re.sub(r"\s+([+-]\d{2}:?\d{2})$", r"\1", text)
    return re.sub(r"\.(\d+)", lambda digits: "." + digits[1][:6], text)


def _rfc822(text: str) -> Moment | None:
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError):
        return None
    if ":" not in text or moment.tzinfo is None:
        return _day(moment.year, moment.month, moment.day)
    return _minute(moment)


def _minute(moment: datetime) -> Moment | None:
    try:
        moment = moment.astimezone(UTC)
    except OverflowError:
        return None
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        return None
    return Moment(moment.replace(microsecond=0), "minute")


def _day(year: int, month: int, day: int) -> Moment | None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return Moment(datetime(year, month, day, tzinfo=UTC), "day")
    except ValueError:
        return None


@cache
def _tables() -> dict[str, dict[str, dict[str, int]]]:
    return tomllib.loads((files(__package__) / "dates.toml").read_text(encoding="utf-8"))


@cache
def _names(kind: str) -> dict[str, int]:
    return {name: number for table in _tables().values() for name, number in table.get(kind, {}).items()}


@cache
def _printed() -> re.Pattern[str]:
    def either(kind: str) -> str:
        return "|".join(sorted(map(re.escape, _names(kind)), key=lambda name: (-len(name), name)))

    weekday = rf"(?:\b(?P<weekday>{either('weekdays')})\b\.?\s*[,(|/-]?\s*)?"
    day, year = r"(?:the\s+)?(?P<d{0}>\d{{1,2}})(?:st|nd|rd|th)?", r"(?P<y{0}>(?:19|20)\d{{2}})"
    month = rf"(?P<m{{0}}>{either('months')})\.?"
    forms = (
        rf"{day}[\s-]+(?:of\s+)?{month},?[\s-]+{year}".format(1),
        rf"{month}\s+{day}\s*,?\s+{year}".format(2),
    )
    figures = r"(?P<f1>\d{1,2})[/.-](?P<f2>\d{1,2})[/.-](?P<y3>(?:19|20)\d{2})"
    clock = rf"""(?:\)?\s*(?:,|\||-|–|—|•|·|at|pukul|jam)?\s*(?:pukul\s+)?
        (?P<hour>\d{{1,2}})[:.](?P<minute>\d{{2}})(?::\d{{2}})?\s*(?P<half>[ap]\.?m\b\.?)?\s*(?P<zone>\b(?:{either("zones")})\b)?)?"""
    pattern = rf"{weekday}(?<!\d)(?:{'|'.join(forms)}|{figures})(?!\d)"
    clock = re.sub(r"\n\s+", "", clock)
    return re.compile(pattern + clock, re.IGNORECASE)


def _printed_day(found: re.Match[str]) -> date | None:
    if found["f1"] is None:
        order = 1 if found["d1"] else 2
        month = _names("months")[found[f"m{order}"].lower()]
        moments = [_day(int(found[f"y{order}"]), month, int(found[f"d{order}"]))]
    else:
        first, second, year = int(found["f1"]), int(found["f2"]), int(found["y3"])
        moments = [_day(year, second, first), _day(year, first, second) if first != second else None]
        weekday = _names("weekdays").get((found["weekday"] or "").lower())
        if weekday:
            moments = [moment for moment in moments if moment and moment.time.isoweekday() == weekday]
    days = [moment.time.date() for moment in moments if moment]
    return days[0] if len(days) == 1 else None


def _with_time(found: re.Match[str], day: date) -> Moment:
    midnight = datetime(day.year, day.month, day.day, tzinfo=UTC)
    if not found["hour"] or not found["zone"]:
        return Moment(midnight, "day")
    hour, minute = int(found["hour"]), int(found["minute"])
    if found["half"]:
        hour = hour % 12 + (12 if found["half"].lower().startswith("p") else 0)
    if hour > 23 or minute > 59:
        return Moment(midnight, "day")
    zone = timezone(timedelta(hours=_names("zones")[found["zone"].lower()]))
    local = datetime(day.year, day.month, day.day, hour, minute, tzinfo=zone)
    return Moment(local.astimezone(UTC), "minute")
