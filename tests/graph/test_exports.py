"""What holds for every export: whole files, the same bytes each time, nothing left lying about."""

import random
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import networkx as nx
import polars as pl
import pytest

from graph import EXPORTS, Atlas
from graph.exports.export import replacing
from ontology import Event

names = pytest.mark.parametrize("name", sorted(EXPORTS))


def export(name: str, atlas: Atlas, folder: Path) -> Path:
    """Write one export; return its path."""
    path = folder / "deep" / EXPORTS[name].file
    EXPORTS[name].write(atlas, path)
    return path


@names
def test_the_same_events_in_any_order_give_the_same_bytes(
    name: str, small_events: list[Event], atlas_of: Callable[..., Atlas], tmp_path: Path
) -> None:
    mixed = random.Random(5).sample(small_events, len(small_events))
    one = export(name, atlas_of(small_events), tmp_path / "one")
    other = export(name, atlas_of(mixed), tmp_path / "other")
    assert one.read_bytes() == other.read_bytes()


@names
def test_a_file_is_replaced_and_alone(name: str, small: Atlas, tmp_path: Path) -> None:
    path = export(name, small, tmp_path)
    whole = path.read_bytes()
    path.write_bytes(b"old")
    export(name, small, tmp_path)
    assert path.read_bytes() == whole
    assert list(path.parent.iterdir()) == [path]


@names
def test_an_empty_atlas_is_exported(name: str, empty: Atlas, tmp_path: Path) -> None:
    path = export(name, empty, tmp_path)
    content = path.read_bytes()
    match path.suffix:
        case ".gexf":
            assert len(ElementTree.fromstring(content)) == 2
            assert len(nx.read_gexf(path)) == 0
        case ".graphml":
            assert len(nx.read_graphml(path)) == 0
        case ".png":
            assert content.startswith(b"\x89PNG\r\n\x1a\n")
        case ".html":
            assert b'"ties":[]' in content
        case ".svg":
            assert b"No events" in content
        case ".csv":
            assert content.count(b"\r\n") == 1
        case ".parquet":
            assert pl.read_parquet(path).is_empty()
        case ".tsv":
            assert content.count(b"\n") == (name == "polecat")
        case ".jsonl":
            assert content == b""
        case other:
            pytest.fail(f"nothing is said of {other}")


def test_every_file_has_a_name_of_its_own() -> None:
    files = [export.file for export in EXPORTS.values()]
    assert len(set(files)) == len(files)
    assert {"ties.gexf", "events.gexf", "evidence.csv", "picture.png"} <= set(files)


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
