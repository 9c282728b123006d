"""What the flows and tasks have in common as runs of Prefect: their names, and when a task is tried again."""

from pathlib import Path
from typing import Any

import httpx
from prefect import runtime
from prefect.client.schemas.objects import State, TaskRun
from prefect.tasks import Task, exponential_backoff

from store import StoreError

RETRIES = 2
BACKOFF = exponential_backoff(backoff_factor=1)


def name_run() -> str:
    """Return a name that says which flow ran on which settings, and for when."""
    run = runtime.flow_run
    file = run.parameters.get("settings")
    moment = run.scheduled_start_time
    return f"{run.flow_name} {Path(file).stem if file else 'defaults'} {moment:%Y-%m-%d %H:%M}"


def may_pass(_task: Task[..., Any], _run: TaskRun, state: State[Any]) -> bool:
    """Tell whether the fault lay with network or database, so that another try may go well."""
    error = state.result(raise_on_failure=False)
    return isinstance(error, (OSError, httpx.TransportError, StoreError))
