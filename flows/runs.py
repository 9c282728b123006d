"""What the flows and tasks have in common as runs of Prefect: their names, and when a task is tried again."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
from prefect import runtime
from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import (
    FlowRunFilter,
    FlowRunFilterDeploymentId,
    FlowRunFilterExpectedStartTime,
    FlowRunFilterState,
    FlowRunFilterStateType,
)
from prefect.client.schemas.objects import State, StateType, TaskRun
from prefect.states import Completed
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


def is_overtaken() -> bool:
    """Tell whether this scheduled run is late and a later one of its deployment is due as well.

    After a downtime all runs that were missed come one after the other; only the last of them has work to do.
    """
    deployment, own = runtime.deployment.id, runtime.flow_run.scheduled_start_time
    if deployment is None:
        return False
    due = FlowRunFilter(
        deployment_id=FlowRunFilterDeploymentId(any_=[deployment]),
        state=FlowRunFilterState(type=FlowRunFilterStateType(any_=[StateType.SCHEDULED, StateType.PENDING])),
        expected_start_time=FlowRunFilterExpectedStartTime(after_=own, before_=datetime.now(UTC)),
    )
    with get_client(sync_client=True) as client:
        runs = client.read_flow_runs(flow_run_filter=due, limit=5)
    return any(run.auto_scheduled and run.id != runtime.flow_run.id for run in runs)


def overtaken() -> State[Any]:
    """Return the state of a run that leaves its work to a later one."""
    return Completed(name="Skipped", message="a later run of this schedule is due and does the work")


def may_pass(_task: Task[..., Any], _run: TaskRun, state: State[Any]) -> bool:
    """Tell whether the fault lay with network or database, so that another try may go well."""
    error = state.result(raise_on_failure=False)
    return isinstance(error, (OSError, httpx.TransportError, StoreError))
