"""The week's news for people: a settings file in, the brief as Markdown and HTML and on the page of the run out."""

from datetime import date, timedelta

from prefect import flow, runtime
from prefect.artifacts import create_markdown_artifact

from flows.brief import save_brief
from flows.names import open_directory
from flows.runs import is_overtaken, name_run, overtaken
from flows.settings import NONE, Overrides, read_settings
from store import EventStore


@flow(name="brief", flow_run_name=name_run)
def brief(settings: str | None = None, overrides: Overrides = NONE, days: int = 7) -> list[str]:
    """Write what is new: changes of ties, new ties, the events told most, and what is open; return the files.

    Args:
        settings: path of the settings file; empty for aliansi.toml in the working folder, or else the defaults
        overrides: what stands above the settings file for this run
        days: how many days before the run the brief looks back
    """
    if is_overtaken():
        return overtaken()  # type: ignore[return-value]
    chosen = read_settings(settings, overrides)
    since: date = runtime.flow_run.scheduled_start_time.date() - timedelta(days=days)
    with EventStore(chosen.database) as store:
        directory = open_directory(chosen.actors)
        files = save_brief(store, chosen.ties, directory, chosen.outputs / "briefs", since=since)
    create_markdown_artifact(key="brief", markdown=files[0].read_text(encoding="utf-8"), description="What is new")
    return [str(file) for file in files]
