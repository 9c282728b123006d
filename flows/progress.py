"""Tell how far a flow is: to Prefect as a progress artifact, and to whoever listens in this process.

The command line listens and draws a bar. A flow's parameters must be plain data, so the listener comes by context.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import UUID

from prefect.artifacts import create_progress_artifact, update_progress_artifact

Listener = Callable[[str, int, int], None]
"""Takes the stage, how many items are done, and how many there are."""

_listener: ContextVar[Listener | None] = ContextVar("listener", default=None)


@contextmanager
def listening(listener: Listener) -> Iterator[None]:
    """Hand every step of the flows that run inside to a listener."""
    token = _listener.set(listener)
    try:
        yield
    finally:
        _listener.reset(token)


@contextmanager
def progress(stage: str, total: int) -> Iterator[Callable[[int], None]]:
    """Give a function to call with the number of items done since the last call."""
    done = 0
    artifact = create_progress_artifact(progress=0.0, description=f"{stage}: {total} in all") if total else None

    def advance(count: int) -> None:
        nonlocal done
        done += count
        if isinstance(artifact, UUID):
            update_progress_artifact(artifact, progress=round(100 * done / total, 1))
        _tell(stage, done, total)

    _tell(stage, 0, total)
    yield advance


def _tell(stage: str, done: int, total: int) -> None:
    listener = _listener.get()
    if listener is not None:
        listener(stage, done, total)
