"""Run the collecting and reading of articles in processes of their own, which may be killed: settings in, counts out.

A process forks from one that has everything loaded, so it starts in a moment. It calls the very tasks of the flows,
without Prefect's engine around them. `Child` starts one; the other functions run inside.
"""

import multiprocessing
import os
import resource
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from multiprocessing.connection import Connection
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, Self

import store.engine

ROOT = Path(__file__).parents[2]
FORK = multiprocessing.get_context("forkserver")
FORK.set_forkserver_preload(["world.forked"])


class Told(NamedTuple):
    """What came of one source: counts or an error, and the peak of the process's memory when it was done."""

    read: int
    new: int
    skipped: dict[str, int]
    error: str
    peak: int
    """MiB."""


class Child:
    """A process that runs one function; killed where the block ends before it is done."""

    def __init__(self, function: Callable[..., Any], *arguments: Any) -> None:
        """Start a process; function and arguments must be importable and picklable."""
        os.environ["PYTHONPATH"] = os.pathsep.join([str(ROOT), str(ROOT / "benchmarks")])
        self._answers, sender = FORK.Pipe(duplex=False)
        self.process = FORK.Process(target=_run, args=(sender, function, arguments))
        self.process.start()
        sender.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.process.kill()
        self.process.join()
        self._answers.close()

    def result(self, seconds: float = 300) -> Any:
        """Return what the function returned; raises what it raised, EOFError where it was killed."""
        if not self._answers.poll(seconds):
            raise TimeoutError(f"{self.process.name} is not done after {seconds} s")
        answer = self._answers.recv()
        self.process.join()
        if isinstance(answer, Exception):
            raise answer
        return answer


def run_child(function: Callable[..., Any], *arguments: Any, seconds: float = 300) -> Any:
    """Run a function in a process of its own and return its result."""
    with Child(function, *arguments) as child:
        return child.result(seconds)


def collect_each(settings: str, at_once: int = 1) -> dict[str, Told]:
    """Ask every source of a settings file as the flow does; return what came of each by its name."""
    from flows.settings import read_settings

    names = [entry.name for entry in read_settings(settings).sources if entry.enabled]
    with ThreadPoolExecutor(at_once) as pool:
        return dict(zip(names, pool.map(lambda name: _collect(name, settings), names), strict=True))


def group_copies(settings: str) -> None:
    """Put new articles into the stories that they are copies of, as the flow does."""
    from flows.collect import find_copies
    from flows.settings import read_settings

    find_copies.fn(read_settings(settings).database)


def extract_all(settings: str) -> int:
    """Read the events of every pending article as the flow does; return how many are new."""
    from flows.extract import extract_batch, find_pending
    from flows.settings import read_settings

    chosen, new = read_settings(settings), 0
    for language in chosen.languages:
        coder = chosen.coder_of(language)
        pending = find_pending.fn(chosen.database, coder)
        for start in range(0, len(pending), chosen.batch_size):
            new += extract_batch.fn(chosen.database, coder, pending[start : start + chosen.batch_size]).events_new
    return new


def collect_and_extract(settings: str, at_once: int = 1) -> dict[str, Told]:
    """Ask every source and read the events of what is new."""
    told = collect_each(settings, at_once)
    group_copies(settings)
    extract_all(settings)
    return told


def collect_impatiently(settings: str) -> dict[str, Told]:
    """Ask every source, and wait one second at most for a database that somebody else is writing to."""
    store.engine.BUSY_SECONDS = 1
    return collect_each(settings)


def collect_elsewhen(settings: str, shift: float, zone: str) -> dict[str, Told]:
    """Ask and read where `time.time` is so many seconds off, in another time zone."""
    right = time.time
    time.time = lambda: right() + shift
    os.environ["TZ"] = zone
    time.tzset()
    return collect_and_extract(settings)


def collect_within(settings: str, size: int) -> dict[str, Told]:
    """Ask and read where no file may grow beyond `size` bytes."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
    return collect_and_extract(settings)


def peak_memory() -> int:
    """Return the most memory that this process held so far, in MiB."""
    kilobytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return kilobytes // (1024 if sys.platform != "darwin" else 1024 * 1024)


def _collect(name: str, settings: str) -> Told:
    from flows.collect import collect_source
    from flows.settings import NONE

    try:
        found = collect_source.fn(name, settings, NONE)
    except Exception as error:  # as the flow does: whatever a source fails of, the others go on
        return Told(0, 0, {}, f"{type(error).__name__}: {error}", peak_memory())
    return Told(found.read, found.new, dict(found.skipped), "", peak_memory())


def _run(sender: Connection, function: Callable[..., Any], arguments: tuple[Any, ...]) -> None:
    from prefect.logging import disable_run_logger

    import flows.collect  # noqa: F401 (first, because it sets up the loggers)

    for variable in [name for name in os.environ if name.startswith("ALIANSI_")]:
        del os.environ[variable]
    try:
        with disable_run_logger():
            answer = function(*arguments)
    except Exception as error:
        answer = error
    sender.send(answer)
