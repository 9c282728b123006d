"""Watch the flow of each source: what it is expected to give a day and what it gave in, what is odd out."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from flows.settings import SourceEntry
from store import EventStore

DAY = timedelta(days=1)


def find_odd(
    store: EventStore, sources: Iterable[SourceEntry], new: Mapping[str, int], *, until: datetime
) -> dict[str, str]:
    """Return, by source, in what it is silent or floods: by publication times of the day before `until` (aware).

    Articles without a publication time count where they are `new`, the number that each source gave just now.
    """
    odd = {}
    for entry in sources:
        if entry.min_daily is None and entry.max_daily is None:
            continue
        number = max(store.count_published(entry.name, since=until - DAY, until=until), new.get(entry.name, 0))
        if entry.min_daily is not None and number < entry.min_daily:
            odd[entry.name] = f"silent: {number} articles in a day, {entry.min_daily} or more were expected"
        elif entry.max_daily is not None and number > entry.max_daily:
            odd[entry.name] = f"floods: {number} articles in a day, {entry.max_daily} at most were expected"
    return odd
