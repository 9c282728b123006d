"""Put the flows on their schedule: a running Prefect server's address and a schedule in; runs until it is ended."""

from typing import Any, NamedTuple

from prefect import Flow, serve
from prefect.client.orchestration import get_client
from prefect.schedules import Cron
from prefect.schedules import Schedule as CronSchedule
from prefect.settings import PREFECT_API_URL, PREFECT_UI_URL, temporary_settings
from prefect.types.entrypoint import EntrypointType

from flows.daily import daily
from flows.settings import Overrides, Schedule, SettingsError
from flows.weekly import brief

LOCAL_API = "http://127.0.0.1:4200/api"
START = "PREFECT_SERVER_ANALYTICS_ENABLED=false DO_NOT_TRACK=1 prefect server start"


class Server(NamedTuple):
    """A Prefect server: the address of its API, and of its page."""

    api: str
    page: str


class ServerError(RuntimeError):
    """No Prefect server answers: says where one was looked for and how to start one."""


def find_server() -> Server:
    """Return the server that PREFECT_API_URL or Prefect's profile names, else the one on this machine's usual port."""
    named = PREFECT_API_URL.value()
    api = str(named or LOCAL_API).rstrip("/")
    with temporary_settings({PREFECT_API_URL: api}):
        with get_client(sync_client=True) as client:
            fault = client.api_healthcheck()
        page = str(PREFECT_UI_URL.value() or api.removesuffix("/api"))
    if fault is not None:
        other = "" if named else ", or set PREFECT_API_URL to the address of the one you have"
        raise ServerError(
            f"no Prefect server answers at {api} ({fault}); start one in another terminal with\n  {START}{other}"
        )
    return Server(api, page)


def read_cron(line: str, schedule: Schedule) -> CronSchedule:
    """Return a cron line of the schedule as Prefect knows it; raises SettingsError for one that Prefect refuses."""
    try:
        return Cron(line, timezone=schedule.timezone)
    except ValueError as error:
        raise SettingsError(
            f"schedule: {line}: {error}; write five fields, e.g. 0 6 * * * for six every day"
        ) from error


def serve_flows(server: Server, schedule: Schedule, settings: str | None, overrides: Overrides) -> None:
    """Run the daily flow and the weekly brief whenever the schedule says so; stopping does not pause the schedule.

    One run at a time. What was missed while nobody served is made up by one run (see `flows.runs.is_overtaken`).
    """
    lines: dict[Flow[..., Any], str] = {daily: schedule.cron, brief: schedule.brief}
    with temporary_settings({PREFECT_API_URL: server.api}):
        deployments = [
            served.to_deployment(
                name=served.name, schedule=read_cron(line, schedule), tags=["aliansi"],
                parameters={"settings": settings, "overrides": overrides.model_dump(exclude_none=True)},
                description=(served.description or "").partition("\n")[0], entrypoint_type=EntrypointType.MODULE_PATH,
            )
            for served, line in lines.items()
        ]  # fmt: skip
        made: Any = deployments  # typed as if each might have to be awaited
        serve(*made, limit=1, pause_on_shutdown=False, print_starting_message=False)
