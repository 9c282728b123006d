"""Event in, its one day out: what ties, intervals and orders are reckoned by."""

from datetime import date

from ontology import Event


def day_of(event: Event) -> date | None:
    """Return the day of an event, None where nothing tells.

    That is its own date; where that is cut to a month or a year, the publication day if it lies inside, else the
    first day of the month or year; where there is no date, the publication day.
    """
    published = event.published.date() if event.published else None
    if event.date is None or (published and published.isoformat().startswith(event.date)):
        return published
    for text in (event.date, event.date[:7], event.date[:4]):  # 2024-02-31 is no day, but its month is one
        try:
            return date.fromisoformat(f"{text}-01-01"[:10])
        except ValueError:
            continue
    return published


def in_order(event: Event) -> tuple[date, str]:
    """Return the key that sorts events by day and id, those without a day last."""
    return day_of(event) or date.max, event.id
