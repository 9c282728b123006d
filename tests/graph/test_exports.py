"""What holds for every export: whole files, the same bytes each time, nothing left lying about."""

import random
from pathlib import Path
from xml.etree import ElementTree

import networkx as nx
import pytest

from graph import EXPORTS, build_graph
from graph.exports.export import replacing
from ontology import Actor, Event

names = pytest.mark.parametrize("name", sorted(EXPORTS))


def export(name: str, graph: nx.MultiDiGraph, folder: Path) -> Path:
    """Write one export; return its path."""
    path = folder / "deep" / f"{name}{EXPORTS[name].suffix}"
    EXPORTS[name].write(graph, path)
    return path


@names
def test_the_same_events_in_any_order_give_the_same_bytes(
    name: str, small_events: list[Event], actors: dict[str, Actor], tmp_path: Path
) -> None:
    mixed = random.Random(5).sample(small_events, len(small_events))
    one = export(name, build_graph(small_events, actors), tmp_path / "one")
    other = export(name, build_graph(mixed, actors), tmp_path / "other")
    assert one.read_bytes() == other.read_bytes()


@names
def test_a_file_is_replaced_and_alone(name: str, small: nx.MultiDiGraph, tmp_path: Path) -> None:
    path = export(name, small, tmp_path)
    whole = path.read_bytes()
    path.write_bytes(b"old")
    export(name, small, tmp_path)
    assert path.read_bytes() == whole
    assert list(path.parent.iterdir()) == [path]


@names
def test_an_empty_graph_is_exported(name: str, empty: nx.MultiDiGraph, tmp_path: Path) -> None:
    path = export(name, empty, tmp_path)
    content = path.read_bytes()
    if path.suffix == ".gexf":
        assert len(ElementTree.fromstring(content)) == 2
        assert len(nx.read_gexf(path)) == 0
    elif path.suffix == ".png":
        assert content.startswith(b"\x89PNG\r\n\x1a\n")
    else:
        assert content.count(b"\r\n") == 1


def test_names_and_suffixes_make_distinct_files() -> None:
    assert {f"{name}{export.suffix}" for name, export in EXPORTS.items()} == {
        "ties.gexf",
        "events.gexf",
        "picture.png",
        "evidence.csv",
    }


def test_a_failed_write_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "file.txt"
    path.write_text("old", encoding="utf-8")

    def fail() -> None:
        with replacing(path) as file:
            file.write(b"half")
            raise RuntimeError("no more")

    with pytest.raises(RuntimeError, match="no more"):
        fail()
    assert path.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [path]
