"""The picture shows what it says and keeps its labels apart."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.image import imread

from graph import EXPORTS, Atlas
from graph.exports.labels import place_labels, shorten
from graph.exports.picture import MOST_ACTORS
from graph.exports.style import look_of
from ontology import Actor, Event

Code = Callable[..., Event]
Draw = Callable[..., Atlas]


def draw(atlas: Atlas, folder: Path) -> Any:
    """Draw the picture; return its pixels, 0 to 255."""
    EXPORTS["picture"].write(atlas, folder / "picture.png")
    return (imread(folder / "picture.png")[:, :, :3] * 255).round().astype(int)


def share(pixels: Any, colour: tuple[int, int, int]) -> float:
    """Return the share of pixels of exactly that colour."""
    return float((pixels == colour).all(axis=2).mean())


def record_words(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return a list that fills with all words written on a figure."""
    words: list[str] = []
    write = Figure.text

    def listen(self: Figure, x: float, y: float, text: str, **rest: Any) -> Any:
        words.append(text)
        return write(self, x, y, text, **rest)

    monkeypatch.setattr(Figure, "text", listen)
    return words


@pytest.mark.parametrize(("act", "other"), [("AID", "ASSAULT"), ("ASSAULT", "AID")])
def test_colour_tells_cooperation_from_conflict(
    act: str, other: str, code: Code, atlas_of: Draw, tmp_path: Path
) -> None:
    events = [code("NOR", act, "ISL", start=number, day=f"2024-06-0{number + 1}") for number in range(4)]
    atlas, opposite = atlas_of(events), atlas_of([code("NOR", other, "ISL")])
    pixels = draw(atlas, tmp_path)
    assert share(pixels, look_of(atlas.ties[0]).colour) > 0.001
    assert share(pixels, look_of(opposite.ties[0]).colour) == 0


def test_only_the_strongest_actors_are_drawn_and_the_rest_told(
    code: Code, atlas_of: Draw, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    events = [code("HUB", "AID", f"S{number}", start=number) for number in range(MOST_ACTORS + 5)]
    words = record_words(monkeypatch)
    draw(atlas_of(events, {}), tmp_path)
    assert f"{MOST_ACTORS} of {MOST_ACTORS + 6} actors" in words[-1]
    assert "6 actors left out" in words[-1]


def test_the_heading_counts_what_is_drawn(small: Atlas, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    words = record_words(monkeypatch)
    draw(small, tmp_path)
    assert "5 actors, 3 ties, 5 acts, 2024-06-10 to 2024-06-14; 1 planned, possible or denied not counted" in words


def test_odd_names_are_drawn_as_they_are(code: Code, atlas_of: Draw, tmp_path: Path) -> None:
    odd = {"NOR": Actor(id="NOR", name="$x^$ & <b> {y}", kind="state"), "ISL": Actor(id="ISL", name="_", kind="?")}
    assert share(draw(atlas_of([code("NOR", "AID", "ISL")], odd), tmp_path), (255, 255, 255)) > 0.5


def test_labels_of_a_crowd_stay_apart() -> None:
    figure = Figure(figsize=(8, 6), dpi=100)
    canvas, axes = FigureCanvasAgg(figure), figure.add_axes((0, 0, 1, 1))
    axes.set_xlim(0, 8)
    axes.set_ylim(0, 6)
    names = {f"{x}{y}": (f"Country {x}{y}", (x + 0.5, y + 0.5)) for x in range(8) for y in range(6)}
    place_labels(canvas, axes, names, dict.fromkeys(names, 12.0))
    boxes = [text.get_window_extent() for text in axes.texts]
    assert len(boxes) == 48
    assert not [1 for number, one in enumerate(boxes) for two in boxes[number + 1 :] if one.overlaps(two)]


@pytest.mark.parametrize(
    ("name", "actor", "label"),
    [
        ("Iceland", "ISL", "Iceland"),
        ("Association of Southeast Asian Nations", "ASEAN", "ASEAN"),
        ("A person with quite a number of names", "a-person", "A person with quite a num…"),
    ],
)
def test_long_names_are_shortened(name: str, actor: str, label: str) -> None:
    assert shorten(name, actor) == label
