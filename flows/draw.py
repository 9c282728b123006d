"""Draw who stands with whom: the stored events in, graph files and a summary of the ties out."""

from base64 import b64encode
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from urllib.parse import quote

from PIL import Image
from prefect import flow, get_run_logger, task
from prefect.artifacts import create_image_artifact, create_link_artifact, create_markdown_artifact
from prefect.cache_policies import NO_CACHE

from flows.atlas import list_periods, read_atlas
from flows.brief import show_ties, write_brief
from flows.names import open_directory
from flows.progress import progress
from flows.recording import recorded
from flows.runs import BACKOFF, RETRIES, may_pass, name_run
from flows.settings import NONE, Overrides, Settings, read_settings
from flows.summary import Summary, describe
from graph import EXPORTS, Atlas
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
@recorded
def draw(settings: str | None = None, overrides: Overrides = NONE) -> Summary:
    """Build the graph of all stored events and write its files.

    Args:
        settings: path of the settings file; empty for aliansi.toml in the working folder, or else the defaults
        overrides: what stands above the settings file for this run
    """
    chosen = read_settings(settings, overrides)
    exports = sorted(EXPORTS) if chosen.exports is None else chosen.exports
    with progress("drawing the graph", 1) as advance:
        drawn = draw_graph(settings, overrides, str(chosen.outputs / "graphs"), exports)
        advance(1)
    summary = Summary(events=drawn.events, ties=drawn.ties, files=drawn.files)
    get_run_logger().info(describe(summary))
    return summary


@task(
    task_run_name="draw into {folder}", cache_policy=NO_CACHE,
    retries=RETRIES, retry_delay_seconds=BACKOFF, retry_condition_fn=may_pass,
)  # fmt: skip
def draw_graph(settings: str | None, overrides: Overrides, folder: str, exports: Sequence[str]) -> Drawn:
    """Write the graph in every format asked for; one atlas serves all, so it never crosses a task boundary."""
    chosen = read_settings(settings, overrides)
    directory = open_directory(chosen.actors)
    with EventStore(chosen.database) as store:
        atlas = read_atlas(store, chosen.ties, directory, language=chosen.labels)
        files = {name: _write(atlas, name, Path(folder) / EXPORTS[name].file) for name in exports}
        for window in list_periods(atlas, chosen.every):
            part = read_atlas(store, chosen.ties, directory, window, language=chosen.labels)
            files[f"ties {window}"] = _write(part, "ties", Path(folder) / f"ties-{window}.gexf")
        brief = write_brief(store, atlas.acts, atlas.ties, directory)
    ties = [tie for tie in atlas.ties if tie.n >= chosen.min_events][:SHOWN]
    addresses = {name: _address(Path(path), chosen) for name, path in files.items()}
    links = "\n".join(f"- {name}: [`{files[name]}`]({address})" for name, address in addresses.items())
    create_markdown_artifact(
        key="ties", markdown=f"{show_ties(ties, atlas)}\n\n## Files\n\n{links}\n", description="Who stands with whom"
    )
    create_markdown_artifact(key="brief", markdown=brief, description="What is new")
    if "page" in addresses:
        create_link_artifact(key="graph", link=addresses["page"], description="The graph, to look around in")
    if "picture" in files:
        create_image_artifact(key="picture", image_url=_embed(Path(files["picture"])), description="The graph")
    return Drawn(events=len(atlas.events), ties=len(atlas.ties), files=files)


def _address(path: Path, chosen: Settings) -> str:
    """Return where a browser finds a file of the outputs."""
    if chosen.outputs_url is None:
        return path.absolute().as_uri()
    return f"{chosen.outputs_url.rstrip('/')}/{quote(path.relative_to(chosen.outputs).as_posix())}"


def _embed(picture: Path) -> str:
    """Return a picture as an address that holds it, for the page of the run cannot reach this machine's files."""
    small = BytesIO()
    Image.open(picture).convert("RGB").save(small, "WEBP", quality=80)
    return f"data:image/webp;base64,{b64encode(small.getvalue()).decode()}"


def _write(atlas: Atlas, name: str, path: Path) -> str:
    EXPORTS[name].write(atlas, path)
    get_run_logger().info("wrote %s", path)
    return str(path)
