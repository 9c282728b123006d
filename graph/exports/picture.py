"""Atlas in, PNG of its strongest ties out: who stands where, drawn by matplotlib without its global state.

Colour and line style say the same twice, so that nobody needs to tell green from red. The same atlas gives the same
picture. matplotlib is imported on the first write, not with the room.
"""

from collections.abc import Iterable, Sequence
from itertools import islice
from math import sqrt
from pathlib import Path
from typing import TYPE_CHECKING

from graph.atlas import Atlas
from graph.exports.export import replacing
from graph.exports.labels import place_labels, shorten
from graph.exports.style import (
    FAMILY_COLOURS,
    Colour,
    Look,
    actor_colour,
    actor_size,
    family_of,
    look_of,
)
from graph.layout import Place, place_actors, weigh_actors
from graph.ties import Tie, TieLabel

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.lines import Line2D

MOST_ACTORS = 40
INCHES = (13.0, 9.5)
DOTS = 130
INK, PAPER, GREY = "#222222", "#ffffff", "#666666"
LINES: dict[str, tuple[float, ...]] = {"solid": (), "dashed": (5, 2), "double": (6, 2, 1, 2), "dotted": (1, 2)}


def write(atlas: Atlas, path: Path) -> None:
    """Draw the ties among the up to 40 strongest actors as PNG to `path`."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    weights = dict(islice(weigh_actors(atlas.graph, atlas.ties).items(), MOST_ACTORS))
    shown = [tie for tie in atlas.ties if tie.actor in weights and tie.target in weights]
    figure = Figure(figsize=INCHES, dpi=DOTS, facecolor=PAPER)
    canvas = FigureCanvasAgg(figure)
    axes = figure.add_axes((0.02, 0.085, 0.96, 0.81))
    axes.set_axis_off()
    places = place_actors(weights, shown)
    _frame(axes, places)
    _draw_ties(axes, shown, places)
    sizes = {name: actor_size(weight, greatest=max(weights.values())) for name, weight in weights.items()}
    kinds = {name: str(atlas.graph.nodes[name]["kind"]) for name in weights}
    for name, (x, y) in places.items():
        axes.plot(
            [x], [y], "o", markersize=sizes[name] * 0.62, color=_shade(actor_colour(kinds[name])),
            markeredgecolor=PAPER, markeredgewidth=1.4, zorder=3,
        )  # fmt: skip
    _write_words(axes, atlas, shown=shown, kinds=list(kinds.values()))
    labels = {name: (shorten(atlas.label(name), name), place) for name, place in places.items()}
    place_labels(canvas, axes, labels, sizes)
    with replacing(path) as file:
        figure.savefig(file, format="png", metadata={"Software": None})


def _frame(axes: "Axes", places: dict[str, Place]) -> None:
    """Fit the limits to the places, with room for labels at the rim."""
    xs, ys = ([place[axis] for place in places.values()] or [0.0] for axis in (0, 1))
    for low, high, limit in ((min(xs), max(xs), axes.set_xlim), (min(ys), max(ys), axes.set_ylim)):
        margin = max(0.06 * (high - low), 0.5)
        limit(low - margin, high + margin)


def _draw_ties(axes: "Axes", ties: Sequence[Tie], places: dict[str, Place]) -> None:
    greatest = max((tie.strength for tie in ties), default=1.0)
    for tie in reversed(ties):  # the strongest last, on top
        ends = zip(places[tie.actor], places[tie.target], strict=True)
        sure = tie.label is not TieLabel.INSUFFICIENT
        width = (1.2 if sure else 0.8) + 4.3 * tie.strength / greatest
        axes.add_line(_line(look_of(tie), width=width, ends=ends, above=sure))


def _line(look: Look, *, width: float, ends: Iterable[Sequence[float]] = ((), ()), above: bool = True) -> "Line2D":
    from matplotlib.lines import Line2D

    dashes = tuple(
        1.4 * part / sqrt(width) for part in LINES[look.line]
    )  # matplotlib multiplies by the width: too much
    xs, ys = ends
    return Line2D(
        xs, ys, color=_shade(look.colour), linewidth=width, linestyle=(0, dashes) if dashes else "solid",
        solid_capstyle="round", zorder=2 if above else 1,
    )  # fmt: skip


def _write_words(axes: "Axes", atlas: Atlas, *, shown: Sequence[Tie], kinds: Sequence[str]) -> None:
    from matplotlib.lines import Line2D

    actors = len(atlas.graph)
    figure = axes.get_figure()
    assert figure is not None
    figure.text(0.025, 0.955, "Who dealt with whom, as reported", fontsize=19, weight="bold", color=INK, va="center")
    figure.text(0.025, 0.917, _tell(atlas), fontsize=11, color=GREY, va="center")
    notes = [
        "What the news report of behaviour, no claim of alliance by treaty. Thick: many acts; pale: too few to tell."
    ]
    if actors > MOST_ACTORS:
        notes.append(
            f"The strongest {MOST_ACTORS} of {actors} actors and the {len(shown)} of {len(atlas.ties)} ties among "
            f"them; {actors - MOST_ACTORS} actors left out."
        )
    figure.text(0.025, 0.022, "  ".join(notes), fontsize=9.5, color=GREY, va="center")
    looks = sorted(set(map(look_of, shown)), key=lambda look: (look.meaning.startswith("too"), look))
    lines = [_line(look, width=3.0) for look in looks]
    families = [family for family in FAMILY_COLOURS if family in set(map(family_of, kinds))]
    dots = [
        Line2D([], [], marker="o", linestyle="", markersize=9, color=_shade(FAMILY_COLOURS[family]))
        for family in families
    ]
    words = {"frameon": False, "fontsize": 10.5, "labelcolor": INK, "columnspacing": 1.8}
    if looks:
        meanings = [look.meaning for look in looks]
        figure.legend(
            lines, meanings, loc="center left", bbox_to_anchor=(0.015, 0.06), ncols=4, handlelength=3.2, **words
        )
    if families:
        figure.legend(
            dots, families, loc="center right", bbox_to_anchor=(0.985, 0.955), ncols=6, handlelength=1.0, **words
        )


def _tell(atlas: Atlas) -> str:
    if not atlas.ties:
        return "No events"
    acts, others = sum(tie.n for tie in atlas.ties), sum(tie.not_actual for tie in atlas.ties)
    told = f"{len(atlas.graph)} actors, {len(atlas.ties)} ties, {acts} acts"
    told += f", {atlas.first} to {atlas.last}" if atlas.first else ""
    return f"{told}; {others} planned, possible or denied not counted" if others else told


def _shade(colour: Colour) -> tuple[float, float, float]:
    red, green, blue = (part / 255 for part in colour)
    return red, green, blue
