"""Let one request at a time to a host, each some time after the one before, whoever in this process asks."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache


class Gate:
    """Lets one request at a time to a host, each so long after the one before."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._free = 0.0

    @contextmanager
    def enter(self, pause: float) -> Iterator[None]:
        """Wait for the turn, and keep the others away `pause` seconds longer than the block."""
        with self._lock:
            time.sleep(max(self._free - time.monotonic(), 0.0))
            try:
                yield
            finally:
                self._free = time.monotonic() + pause


@lru_cache(maxsize=10_000)
def find_gate(_host: str) -> Gate:
    """Return the gate of a host, one for all sources that this process reads."""
    return Gate()
