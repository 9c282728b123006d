"""Whatever names and sentences hold, every file is whole, reads back with equal counts, and is the same each time."""

import csv
import json
import re
import shutil
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path

import networkx as nx
import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph import EXPORTS, Atlas
from ontology import Actor, Event, Status

Code = Callable[..., Event]
ODD = ["\x00", "\x0b", "\u202e", "\u200f", "😀", "\ud7ff", "\ufffe", '"', "'", "<b>", "]]>", "</script>", "&amp;", "\n", "\t", "=1+1", "שלום", "नमस्ते", "\\", "{{DATA}}", "-->"]  # fmt: skip
texts = st.lists(st.one_of(st.sampled_from(ODD), st.text(max_size=6)), min_size=1, max_size=5).map("".join)
names = texts.map(lambda text: text if text.strip() else f"{text}x")
FILES = Path(__file__).parents[2] / "graph" / "viewer"


@st.composite
def worlds(draw: Callable[..., object]) -> list[tuple[str, str, str, str, str | None, Status]]:
    """Return what happens between five actors: sides, act, sentence, day and status."""
    sides = st.sampled_from(["NOR", "ISL", "SWE", "UN", "jane-doe"])
    days = st.one_of(st.none(), st.dates(date(1990, 1, 1), date(2030, 1, 1)).map(date.isoformat))
    acts = st.tuples(sides, st.sampled_from(["AID", "ASSAULT", "CONSULT"]), sides, names, days, st.sampled_from(Status))
    return draw(st.lists(acts, max_size=8))  # type: ignore[return-value]


@given(world=worlds(), labels=st.lists(names, min_size=5, max_size=5), url=texts)
@settings(
    max_examples=25, deadline=None, derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
def test_odd_texts_go_out_and_come_back(
    world: list[tuple[str, str, str, str, str | None, Status]], labels: list[str], url: str, code: Code,
    atlas_of: Callable[..., Atlas], tmp_path_factory: pytest.TempPathFactory,
) -> None:  # fmt: skip
    ids = ["NOR", "ISL", "SWE", "UN", "jane-doe"]
    actors = {key: Actor(id=key, name=label, kind="state") for key, label in zip(ids, labels, strict=True)}
    events = [
        code(one, act, other, start=number * 100, sentence=sentence, day=day, status=status, url=url)
        for number, (one, act, other, sentence, day, status) in enumerate(world)
    ]
    atlas = atlas_of(events, actors)
    folder = tmp_path_factory.mktemp("odd")
    for name, export in EXPORTS.items():
        if name in ("picture", "matrix"):
            continue
        export.write(atlas, folder / export.file)
        first = (folder / export.file).read_bytes()
        export.write(atlas, folder / export.file)
        assert (folder / export.file).read_bytes() == first, name
    actors_drawn, events_drawn, ties_drawn = len(atlas.graph), len(atlas.events), len(atlas.ties)
    assert (len(nx.read_gexf(folder / "ties.gexf")), nx.read_gexf(folder / "ties.gexf").size()) == (
        actors_drawn,
        ties_drawn,
    )
    assert nx.read_gexf(folder / "events.gexf").size() == events_drawn
    assert nx.read_graphml(folder / "ties.graphml").size() == ties_drawn
    for file, rows in (("evidence.csv", events_drawn), ("nodes.csv", actors_drawn), ("edges.csv", ties_drawn)):
        with (folder / file).open(encoding="utf-8", newline="") as stream:
            assert len(list(csv.DictReader(stream))) == rows
    lines = (folder / "events.jsonl").read_text(encoding="utf-8").split("\n")[:-1]
    assert [json.loads(line)["sentence"] for line in lines] == [event.sentence for event in atlas.events.values()]
    assert len(pl.read_parquet(folder / "events.parquet")) == events_drawn
    told = sum(event.status is Status.ACTUAL and event.day is not None for event in atlas.events.values())
    assert (folder / "gdelt.tsv").read_bytes().count(b"\n") == told
    assert (folder / "polecat.tsv").read_bytes().count(b"\n") == told + 1
    data = re.search(r'<script type="application/json" id="graph-data">(.*?)</script>', (folder / "graph.html").read_text("utf-8"), re.DOTALL)  # fmt: skip
    assert data is not None
    page = json.loads(data[1])
    assert (len(page["actors"]), len(page["ties"])) == (actors_drawn, ties_drawn)


def test_graphology_reads_what_was_written(large: Atlas, tmp_path: Path) -> None:
    node = shutil.which("node")
    if node is None or not (FILES / "node_modules" / "graphology-gexf").is_dir():
        pytest.skip("GEXF NOT READ BY GRAPHOLOGY: no node, or graph/viewer without `npm install`")
    expected = {"ties": len(large.ties), "dynamic": len(large.ties), "events": len(large.events)}
    for name, size in expected.items():
        path = tmp_path / EXPORTS[name].file
        EXPORTS[name].write(large, path)
        done = subprocess.run(
            [node, str(FILES / "read_gexf.mjs"), str(path)], capture_output=True, text=True, check=True
        )
        assert json.loads(done.stdout) == {"order": len(large.graph), "size": size}


def test_a_table_for_gdelt_is_read_again(large: Atlas, tmp_path: Path) -> None:
    from extractors.tables import FORMATS, read_table
    from ontology import Report, load_vocabulary

    EXPORTS["gdelt"].write(large, tmp_path / "gdelt.tsv")
    rows = list(read_table(tmp_path / "gdelt.tsv", FORMATS["gdelt"], load_vocabulary()))
    reports = [row for row in rows if isinstance(row, Report)]
    states = {key for key, about in large.graph.nodes(data=True) if about["kind"] in ("state", "igo")}
    told = [
        event
        for event in large.events.values()
        if event.status is Status.ACTUAL and {event.actor.actor, event.target.actor} <= states
    ]
    assert len(reports) == len(told)
    assert [(report.actor, report.target, report.day) for report in reports] == [
        (event.actor.actor, event.target.actor, event.day) for event in told
    ]
