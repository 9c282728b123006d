"""The whole day's work: ask the sources, read the events, draw the graph; a settings file in, one Summary out."""

from prefect import flow, get_run_logger

from flows.alerting import alert
from flows.collect import collect
from flows.draw import draw
from flows.extract import extract
from flows.recording import recorded
from flows.runs import is_overtaken, name_run, overtaken
from flows.settings import NONE, Overrides
from flows.summary import Summary, describe, join


@flow(name="daily", flow_run_name=name_run)
@recorded
def daily(settings: str | None = None, overrides: Overrides = NONE) -> Summary:
    """Collect new articles, read their events, and draw who stands with whom.

    Args:
        settings: path of the settings file; empty for aliansi.toml in the working folder, or else the defaults
        overrides: what stands above the settings file for this run
    """
    if is_overtaken():
        return overtaken()  # type: ignore[return-value]
    summary = join(*(part(settings, overrides) for part in (collect, extract, draw, alert)))
    get_run_logger().info(describe(summary))
    return summary
