"""All GEXF files are valid GEXF 1.3 and read back with everything that went in."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from lxml import etree

from graph import EXPORTS, Atlas, build_atlas
from ontology import Event, Treaty, load_vocabulary
from ontology.rosters import Span

PLACES = [folder / "shared" / "data" / "gexf" / "gexf.xsd" for folder in Path(__file__).parents[2:4]]
SCHEMA = next((path for path in PLACES if path.exists()), None)
GEXF = "{http://gexf.net/1.3}"
VIZ = "{http://gexf.net/1.3/viz}"
OWN = {  # what GEXF and the readers of GEXF fill themselves
    "node": {"id", "label", "pid", "start", "end", "x", "y", "z", "color", "size", "shape", "viz"},
    "edge": {
        "id",
        "label",
        "type",
        "source",
        "target",
        "weight",
        "kind",
        "start",
        "end",
        "color",
        "shape",
        "thickness",
    },
}
kinds = pytest.mark.parametrize("name", ["ties", "dynamic", "events"])
graphs = pytest.mark.parametrize("graph", ["small", "large", "empty"])


def read(name: str, atlas: Atlas, folder: Path) -> Any:
    """Write a GEXF file; return its root element."""
    path = folder / f"{name}.gexf"
    EXPORTS[name].write(atlas, path)
    return etree.parse(str(path)).getroot()


def values(element: Any, root: Any, kind: str) -> dict[str, str]:
    """Return the attribute values of a node or edge by title."""
    declared = root.findall(f"{GEXF}graph/{GEXF}attributes[@class='{kind}']/{GEXF}attribute")
    titles = {attribute.get("id"): attribute.get("title") for attribute in declared}
    return {titles[cell.get("for")]: cell.get("value") for cell in element.iter(f"{GEXF}attvalue")}


@kinds
@graphs
def test_the_file_without_viz_follows_the_official_schema(
    name: str, graph: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    if SCHEMA is None:
        pytest.skip("no official GEXF 1.3 schema in shared/data/gexf: only the structure is checked")
    root = read(name, request.getfixturevalue(graph), tmp_path)
    for element in list(root.iter(f"{VIZ}*")):
        element.getparent().remove(element)
    etree.XMLSchema(etree.parse(str(SCHEMA))).assertValid(root)


@kinds
@graphs
def test_the_structure_is_what_gephi_reads(
    name: str, graph: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    root = read(name, request.getfixturevalue(graph), tmp_path)
    assert (root.tag, root.get("version")) == (f"{GEXF}gexf", "1.3")
    assert [child.tag for child in root] == [f"{GEXF}meta", f"{GEXF}graph"]
    parts = [child.tag.removeprefix(GEXF) for child in root[1]]
    assert parts == ["attributes", "attributes", "nodes", "edges"]
    nodes, edges = root[1][2], root[1][3]
    ids = [node.get("id") for node in nodes]
    assert len(ids) == len(set(ids))
    for node in nodes:
        assert [child.tag for child in node][1:] == [f"{VIZ}color", f"{VIZ}position", f"{VIZ}size"]
        assert float(node.find(f"{VIZ}size").get("value")) > 0
    assert len({edge.get("id") for edge in edges}) == len(edges)
    for edge in edges:
        assert {edge.get("source"), edge.get("target")} <= set(ids)
        assert float(edge.get("weight")) > 0
        assert (edge.get("start") is None) == (edge.get("end") is None)
        assert "timestamp" not in edge.attrib


@kinds
def test_no_title_collides_with_what_gexf_has_itself(name: str, empty: Atlas, tmp_path: Path) -> None:
    root = read(name, empty, tmp_path)
    for declared in root.iter(f"{GEXF}attributes"):
        titles = [attribute.get("title") for attribute in declared]
        reserved = OWN[declared.get("class")]
        assert len(titles) == len(set(titles))
        assert not reserved & {title.lower() for title in titles}


@kinds
def test_the_date_of_the_file_is_the_last_day_of_its_events(name: str, small: Atlas, tmp_path: Path) -> None:
    assert read(name, small, tmp_path)[0].get("lastmodifieddate") == "2024-06-14"


def test_an_empty_file_has_no_date(empty: Atlas, tmp_path: Path) -> None:
    assert read("ties", empty, tmp_path)[0].get("lastmodifieddate") is None


def test_ties_carry_measures_and_evidence(small: Atlas, tmp_path: Path) -> None:
    root = read("ties", small, tmp_path)
    edge = root.find(f".//{GEXF}edge[@id='ISL--NOR']")
    tie = next(tie for tie in small.ties if (tie.actor, tie.target) == ("ISL", "NOR"))
    assert float(edge.get("weight")) == tie.strength
    found = values(edge, root, "edge")
    assert (found["tie"], found["n"], found["first"], found["last"]) == (
        "insufficient",
        "3",
        "2024-06-10",
        "2024-06-14",
    )
    assert float(found["closeness"]) == tie.closeness
    assert (found["evidence"], found["evidence_url"]) == ("ISL sent relief to NOR (100).", "https://example.org/1")
    assert found["evidence_event"] in small.graph["ISL"]["NOR"]


def test_only_the_dynamic_files_tell_when(large: Atlas, tmp_path: Path) -> None:
    still, moving = read("ties", large, tmp_path), read("dynamic", large, tmp_path)
    assert still[1].get("mode") == "static"
    assert not [edge for edge in still.iter(f"{GEXF}edge") if edge.get("start")] + list(still.iter(f"{GEXF}spell"))
    for edge, tie in zip(moving.iter(f"{GEXF}edge"), large.ties, strict=True):
        spells = [(spell.get("start"), spell.get("end")) for spell in edge.iter(f"{GEXF}spell")]
        spells = spells or [(edge.get("start"), edge.get("end"))] if tie.n else []
        months = {day.replace(day=1) for day in large.acts.filter(a=tie.actor, b=tie.target, status="actual")["day"]}
        assert all(
            any(date.fromisoformat(start) <= day <= date.fromisoformat(end) for start, end in spells) for day in months
        )
        assert spells == sorted(spells)


def test_conflict_never_makes_a_negative_weight(
    code: Callable[..., Event], atlas_of: Callable[..., Atlas], tmp_path: Path
) -> None:
    root = read("ties", atlas_of([code("SWE", "ASSAULT", "ISL")]), tmp_path)
    (edge,) = root.iter(f"{GEXF}edge")
    assert float(edge.get("weight")) > 0
    assert values(edge, root, "edge")["material_conflict"] == "1"


def test_treaties_stand_beside_behaviour(code: Callable[..., Event], tmp_path: Path) -> None:
    vocabulary = load_vocabulary()
    pact = Treaty(id="t", name="Northern Pact", obligations=("defense",), body=None, since=date(2000, 1, 1), until=None)
    parties = tuple(Span(actor="t", other=side, since=pact.since, until=None) for side in ("NOR", "ISL"))
    bound = vocabulary._replace(treaties={"t": pact.changed(parties=parties)})
    root = read(
        "ties", build_atlas([code("NOR", "ACCUSE", "ISL"), code("NOR", "AID", "SWE", start=9)], bound), tmp_path
    )
    found = {edge.get("id"): values(edge, root, "edge").get("treaties") for edge in root.iter(f"{GEXF}edge")}
    assert found == {"ISL--NOR": "Northern Pact", "NOR--SWE": None}


def test_hostile_text_becomes_clean_text(small: Atlas, tmp_path: Path) -> None:
    root = read("events", small, tmp_path)
    sentences = {values(edge, root, "edge")["sentence"] for edge in root.iter(f"{GEXF}edge")}
    assert '"Tusk & <claw>", said they — 😀.' in sentences


def test_networkx_reads_the_ties_back(large: Atlas, tmp_path: Path) -> None:
    read("ties", large, tmp_path)
    again = nx.read_gexf(tmp_path / "ties.gexf")
    assert type(again) is nx.Graph
    assert set(again) == set(large.graph)
    assert again.size() == len(large.ties)
    for tie in large.ties:
        assert again[tie.actor][tie.target]["weight"] == tie.strength
        assert again[tie.actor][tie.target]["evidence"] == large.evidence(tie)[0].sentence
    for name, about in large.graph.nodes(data=True):
        assert again.nodes[name]["label"] == about["label"]
        assert again.nodes[name]["kind"] == about["kind"]


def test_networkx_reads_the_events_back(large: Atlas, tmp_path: Path) -> None:
    read("events", large, tmp_path)
    again = nx.read_gexf(tmp_path / "events.gexf")
    assert type(again) is nx.MultiDiGraph
    assert set(again.edges(keys=True)) == set(large.graph.edges(keys=True))
    for one, other, key, event in large.graph.edges(keys=True, data="event"):
        edge = again[one][other][key]
        assert (edge["plover"], edge["status"], edge["url"]) == (event.action.plover, event.status.value, event.url)
        assert date.fromisoformat(edge["day"]) == date.fromisoformat(event.date)
