"""Keep what each run of a flow did: a flow in, the same flow that writes its run into the store and its metrics out.

A run that came to its end has its summary as an artifact too, for the Prefect UI.
"""

import functools
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, TypeVar
from uuid import uuid4

from prefect import runtime
from prefect.artifacts import create_markdown_artifact

from flows.metrics import write_metrics
from flows.settings import NONE, Settings, read_settings
from flows.summary import Summary, describe, show_summary
from store import Journal, Run

Flow = TypeVar("Flow", bound=Callable[..., Any])


def recorded(function: Flow) -> Flow:
    """Return a flow's function that also keeps its runs; within another flow it is that one's run that is kept."""

    @functools.wraps(function)
    def wrapper(settings: str | None = None, overrides: Any = NONE, *args: Any, **more: Any) -> Any:
        if runtime.flow_run.parent_flow_run_id is not None:
            return function(settings, overrides, *args, **more)
        chosen = read_settings(settings, overrides)
        started = datetime.now(UTC)
        try:
            result = function(settings, overrides, *args, **more)
        except Exception as error:
            reason = f"{type(error).__name__}: {error}".strip().splitlines()[0]
            _keep(chosen, function.__name__, started, "failed", Summary(), reason)
            raise
        if isinstance(result, Summary):  # else a run that left its work to a later one
            key = f"{function.__name__}-summary"
            create_markdown_artifact(key=key, markdown=show_summary(result), description=describe(result))
            _keep(chosen, function.__name__, started, "partial" if result.partial else "completed", result)
        return result

    return wrapper  # type: ignore[return-value]


def _keep(chosen: Settings, flow: str, started: datetime, state: str, summary: Summary, reason: str = "") -> None:
    done = Run(
        id=str(runtime.flow_run.id or uuid4()), flow=flow, name=str(runtime.flow_run.name or flow), started=started,
        ended=datetime.now(UTC), state=state, reason=reason,
        summary=summary.model_dump(mode="json", exclude={"left_out"}),
    )  # fmt: skip
    with Journal(chosen.database) as journal:
        journal.put_run(done)
    if chosen.metrics is not None:
        write_metrics(chosen.database, chosen.metrics)
