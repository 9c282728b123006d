"""What a host allows: its robots.txt in (RFC 9309, read by protego), whether and how fast to ask it out."""

from collections.abc import Callable
from urllib.parse import urlsplit

from protego import Protego

LONGEST_DELAY = 30.0
"""Seconds between two requests beyond which a Crawl-delay is not followed: a site that asks for more is read less."""
SIZE_LIMIT = 500 * 1024
"""Bytes of a robots.txt that RFC 9309 asks a reader to take in at least."""

Ask = Callable[[str], tuple[int, bytes]]
"""Fetches an address: the status (0: no answer) and the body."""


class Robots:
    """The rules of the hosts that were asked so far."""

    def __init__(self, ask: Ask, *, agent: str) -> None:
        """Take how to fetch a robots.txt, and as whom the rules are read."""
        self._ask = ask
        self._agent = agent
        self._rules: dict[str, Protego | None] = {}

    def allow(self, url: str) -> bool | None:
        """Tell whether an address may be fetched; None where the host did not say (RFC 9309: then not now)."""
        rules = self._find(url)
        return None if rules is None else bool(rules.can_fetch(url, self._agent))

    def delay(self, url: str) -> float:
        """Return the seconds that a host wants between two requests, 0 to 30."""
        rules = self._find(url)
        delay = rules.crawl_delay(self._agent) if rules else None
        return min(max(delay or 0.0, 0.0), LONGEST_DELAY)

    def _find(self, url: str) -> Protego | None:
        parts = urlsplit(url)
        host = f"{parts.scheme}://{parts.netloc}"
        if host not in self._rules:
            self._rules[host] = self._read(f"{host}/robots.txt")
        return self._rules[host]

    def _read(self, url: str) -> Protego | None:
        status, body = self._ask(url)
        if 200 <= status < 300:
            return Protego.parse(body[:SIZE_LIMIT].decode("utf-8", "replace"))
        if 400 <= status < 500 and status != 429:
            return Protego.parse("")
        return None
