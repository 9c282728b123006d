"""Put the daily flow on its schedule: a running Prefect server's address and a schedule in; runs until it is ended."""

from typing import NamedTuple

from prefect.client.orchestration import get_client
from prefect.schedules import Cron
from prefect.schedules import Schedule as CronSchedule
from prefect.settings import PREFECT_API_URL, PREFECT_UI_URL, temporary_settings
from prefect.types.entrypoint import EntrypointType

from flows.daily import daily
from flows.settings import Overrides, Schedule, SettingsError

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


def read_cron(schedule: Schedule) -> CronSchedule:
    """Return the schedule as Prefect knows it; raises SettingsError for a cron line that Prefect refuses."""
    try:
        return Cron(schedule.cron, timezone=schedule.timezone)
    except ValueError as error:
        raise SettingsError(f"schedule.cron: {error}; write five fields, e.g. 0 6 * * * for six every day") from error


def serve_daily(server: Server, schedule: CronSchedule, settings: str | None, overrides: Overrides) -> None:
    """Run the daily flow whenever the schedule says so; one run at a time; stopping does not pause the schedule."""
    with temporary_settings({PREFECT_API_URL: server.api}):
        daily.serve(
            name="daily", schedule=schedule, limit=1, pause_on_shutdown=False, print_starting_message=False,
            parameters={"settings": settings, "overrides": overrides.model_dump(exclude_none=True)},
            description="Collects new articles, reads their events and draws who stands with whom.",
            tags=["aliansi"], entrypoint_type=EntrypointType.MODULE_PATH,
        )  # fmt: skip
