"""Ties and the atlas of a store: settings and a window in, what the graph makes of the stored reports out."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING

from flows.names import Directory
from flows.settings import TieSettings
from flows.windows import read_window
from graph import Atlas, Change, Tie, Window, build_atlas, find_acts, find_ties
from ontology import Event
from store import EventStore

if TYPE_CHECKING:
    from graph.acts import Acts

YEAR = 365.25


def open_window(text: str | None, ties: TieSettings, *, last: date | None) -> Window:
    """Return the window that a text names, with the half-lives of the settings."""
    whole = Window(half_life=_days(ties.half_life), hostility_half_life=_days(ties.hostility_half_life))
    return read_window(text, last=last, window=whole)


def read_acts(store: EventStore, *, entities: bool = False) -> "Acts":
    """Return the acts of a store (see `graph.find_acts`)."""
    return find_acts(store.reports(), entities=entities)


def read_ties(
    store: EventStore, ties: TieSettings, window: str | None = None, *, entities: bool = False, every: bool = False
) -> list[Tie]:
    """Return the ties of a store in a window, most acts first."""
    acts = read_acts(store, entities=entities)
    return find_ties(acts, window=open_window(window, ties, last=_last(acts)), every=every)


def read_atlas(
    store: EventStore, ties: TieSettings, directory: Directory, window: str | None = None, *, language: str = "en"
) -> Atlas:
    """Return the atlas of a store in a window, its labels in a language."""
    span = open_window(window, ties, last=store.last_day() if window else None)
    events, imported = store.events(since=span.since, until=span.until), store.reports(imported_only=True)
    return build_atlas(
        events,
        directory.vocabulary,
        reports=imported,
        window=span,
        names=directory.names(language),
        language=language,
        stories=store.stories(),
    )


def read_evidence(store: EventStore, found: Iterable[Tie | Change], *keys: str) -> dict[str, Event]:
    """Return by id the event that tells most of each tie or change, and those of further `keys`."""
    ids = [*keys, *(key for one in found for key in one.evidence[:1])]
    return {event.id: event for event in store.events_of(ids)}


def list_periods(atlas: Atlas, every: str | None) -> list[str]:
    """Return the windows of each week, month, quarter or year in which the atlas has acts, in order; none for None."""
    if every is None:
        return []
    days = atlas.acts.filter(status="actual")["day"].drop_nulls().unique().sort().to_list()
    return list(dict.fromkeys(name_period(day, every) for day in days))


def name_period(day: date, every: str) -> str:
    """Return the window of the week, month, quarter or year that holds a day."""
    if every == "week":
        monday = day - timedelta(days=day.weekday())
        return f"{monday}..{monday + timedelta(days=6)}"
    if every == "quarter":
        return f"{day.year}-Q{(day.month + 2) // 3}"
    return day.isoformat()[: {"month": 7, "year": 4}[every]]


def _days(years: float) -> float | None:
    return years * YEAR or None


def _last(acts: "Acts") -> date | None:
    last: date | None = acts["day"].max()  # type: ignore[assignment]
    return last
