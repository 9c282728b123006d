"""What was fetched before: addresses in, whether they need to be fetched again out.

A page is fetched once, and again only where its feed or sitemap says that it has changed since. What failed for a
reason that may pass is not remembered, so it comes again. New visits are handed over after what they gave was stored:
a kill between the two fetches a page twice, and never loses it.
"""

from collections.abc import Callable, Collection, Mapping

from ontology import Visit

Find = Callable[[Collection[str]], Mapping[str, Visit]]


def find_nothing(_urls: Collection[str]) -> Mapping[str, Visit]:
    """Return no visits: everything is new."""
    return {}


class Memory:
    """The visits of one source: those of earlier runs, and those of this one that are not handed over yet."""

    def __init__(self, find: Find = find_nothing) -> None:
        """Take how to find earlier visits by their addresses."""
        self._find = find
        self._new: dict[str, Visit] = {}

    def find(self, urls: Collection[str]) -> Mapping[str, Visit]:
        """Return the earlier visits of these addresses."""
        return self._find(urls)

    def note(self, visit: Visit) -> None:
        """Remember a visit."""
        self._new[visit.url] = visit

    def take(self) -> list[Visit]:
        """Return the visits since the last call, to be kept."""
        taken = list(self._new.values())
        self._new.clear()
        return taken
