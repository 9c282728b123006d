"""A stretch of time as people write it in, a Window out: 2024, 2024-Q3, 2024-06, 2024-06-19, 90d, 2024-06..2024-08."""

import calendar
import re
from datetime import date, timedelta

from graph import Window

FORM = re.compile(r"(?P<year>\d{4})(?:-(?:Q(?P<quarter>[1-4])|(?P<month>\d{2})(?:-(?P<day>\d{2}))?))?", re.IGNORECASE)
WAYS = "write 2024, 2024-Q3, 2024-06, 2024-06-19, 90d (the last 90 days) or 2024-06..2024-08"


class WindowError(ValueError):
    """A window that cannot be read: says what can be written."""


def read_window(text: str | None, *, last: date | None, window: Window) -> Window:
    """Return `window` with the days of the text; `last` is the day that "90d" counts back from."""
    if not text:
        return window
    since, until = _read(text.strip(), last)
    if since and until and until < since:
        raise WindowError(f"the window {text!r} ends before it begins; {WAYS}")
    return window._replace(since=since, until=until)


def _read(text: str, last: date | None) -> tuple[date | None, date | None]:
    if re.fullmatch(r"[1-9]\d{0,5}d", text):
        return (last - timedelta(days=int(text[:-1]) - 1) if last else None), last
    if ".." in text:
        since, until = (part.strip() for part in text.split("..", 1))
        return (_read_part(since)[0] if since else None), (_read_part(until)[1] if until else None)
    return _read_part(text)


def _read_part(text: str) -> tuple[date, date]:
    """Return the first and the last day of a year, quarter, month or day."""
    found = FORM.fullmatch(text)
    if found is None:
        raise WindowError(f"{text!r} is no window; {WAYS}")
    year, quarter, month, day = (int(part) if part else None for part in found.group("year", "quarter", "month", "day"))
    assert year is not None
    try:
        if day:
            return date(year, month or 1, day), date(year, month or 1, day)
        first = month or (quarter * 3 - 2 if quarter else 1)
        final = month or (quarter * 3 if quarter else 12)
        return date(year, first, 1), date(year, final, calendar.monthrange(year, final)[1])
    except ValueError as error:
        raise WindowError(f"{text!r} is no day of the calendar; {WAYS}") from error
