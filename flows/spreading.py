"""Spread batches over workers: a task and its batches in, what each gave out, in the order in which they end.

In this process one batch comes after the other, for the models fill the cores of a machine. On a Dask cluster, workers
load the models once, take ids, and write to the store themselves; a worker that dies costs nothing, for Dask hands
its batches to another and every write is an upsert.
"""

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Any, TypeVar

from prefect import Task
from prefect.futures import PrefectFuture, as_completed

from flows.settings import Cluster, SettingsError

Result = TypeVar("Result")


def spread(task: Task[..., Result], batches: Sequence[tuple[Any, ...]], cluster: Cluster | None) -> Iterator[Any]:
    """Yield what the task returns for each batch of arguments, or the error that it ended with on a cluster."""
    if cluster is None:
        yield from (task(*batch) for batch in batches)
        return
    names = list(task.fn.__annotations__)
    with _open_runner(cluster) as runner:
        futures: list[PrefectFuture[Any]] = [
            runner.submit(task, dict(zip(names, batch, strict=False))) for batch in batches
        ]
        for future in as_completed(futures):
            yield future.result(raise_on_failure=False)


def _open_runner(cluster: Cluster) -> AbstractContextManager[Any]:
    try:
        from prefect_dask.task_runners import DaskTaskRunner
    except ModuleNotFoundError as error:
        message = "task_runner: Dask is not installed; pip install 'aliansi[dask]', or write task_runner = \"local\""
        raise SettingsError(message) from error
    if cluster.address:
        return DaskTaskRunner(address=cluster.address)
    local = {"n_workers": cluster.workers, "threads_per_worker": 1, "dashboard_address": None}
    return DaskTaskRunner(cluster_kwargs=local)
