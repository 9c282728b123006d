"""Draw who stands with whom: the stored events in, graph files and a summary of the ties out."""

from collections.abc import Sequence
from pathlib import Path

from prefect import flow, get_run_logger, task
from prefect.artifacts import create_markdown_artifact
from prefect.cache_policies import NO_CACHE

from flows.names import open_directory
from flows.progress import progress
from flows.runs import BACKOFF, RETRIES, may_pass, name_run
from flows.settings import NONE, Overrides, read_settings
from flows.summary import Summary, describe
from flows.ties import show_ties
from graph import EXPORTS, build_graph, find_ties
from ontology import Record
from store import EventStore

SHOWN = 20
"""Ties on the page of a run."""


class Drawn(Record):
    """What was drawn, and where it lies."""

    events: int
    ties: int
    files: dict[str, str]


@flow(name="draw", flow_run_name=name_run)
def draw(settings: str | None = None, overrides: Overrides = NONE) -> Summary:
    """Build the graph of all stored events and write its files.

    Args:
        settings: path of the settings file; empty for aliansi.toml in the working folder, or else the defaults
        overrides: what stands above the settings file for this run
    """
    chosen = read_settings(settings, overrides)
    exports = sorted(EXPORTS) if chosen.exports is None else chosen.exports
    with progress("drawing the graph", 1) as advance:
        drawn = draw_graph(
            chosen.database, str(chosen.outputs / "graphs"), exports, chosen.min_events,
            str(chosen.actors) if chosen.actors else None,
        )  # fmt: skip
        advance(1)
    summary = Summary(events=drawn.events, ties=drawn.ties, files=drawn.files)
    get_run_logger().info(describe(summary))
    return summary


@task(
    task_run_name="draw into {folder}", cache_policy=NO_CACHE,
    retries=RETRIES, retry_delay_seconds=BACKOFF, retry_condition_fn=may_pass,
)  # fmt: skip
def draw_graph(database: str, folder: str, exports: Sequence[str], min_events: int, actors: str | None = None) -> Drawn:
    """Write the graph in every format asked for; one graph serves all, so it never crosses a task boundary."""
    directory = open_directory(actors)
    with EventStore(database) as store:
        graph = build_graph(store.events(), directory.vocabulary.actors)
    ties = find_ties(graph)
    files = {}
    for name in exports:
        path = Path(folder) / f"{name}{EXPORTS[name].suffix}"
        EXPORTS[name].write(graph, path)
        files[name] = str(path)
        get_run_logger().info("wrote %s", path)
    text = show_ties([tie for tie in ties if tie.events >= min_events][:SHOWN], directory)
    links = "\n".join(f"- {name}: [`{path}`]({Path(path).absolute().as_uri()})" for name, path in files.items())
    create_markdown_artifact(
        key="ties", markdown=f"{text}\n\n## Files\n\n{links}\n", description="Who stands with whom"
    )
    return Drawn(events=graph.number_of_edges(), ties=len(ties), files=files)
