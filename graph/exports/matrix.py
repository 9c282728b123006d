"""Atlas in, an SVG matrix for papers out: the busiest actors by bloc, each pair by its index and its label.

matplotlib is imported on the first write, not with the room. The same atlas gives the same bytes.
"""

from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from graph.atlas import Atlas
from graph.exports.export import replacing
from graph.exports.labels import shorten
from graph.layout import weigh_actors
from graph.ties import TieLabel

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST = 30
INCHES = (11.0, 10.0)
SIGNS = {TieLabel.ALIGNED: "+", TieLabel.HOSTILE: "−", TieLabel.AMBIVALENT: "±", TieLabel.NEUTRAL: "·"}
INK, PAPER, EMPTY = "#222222", "#ffffff", "#f2f2f2"


def write(atlas: Atlas, path: Path) -> None:
    """Draw the ties among the up to 30 busiest actors as an SVG matrix to `path`."""
    import matplotlib as mpl
    from matplotlib.backends.backend_svg import FigureCanvasSVG
    from matplotlib.figure import Figure

    busiest = list(islice(weigh_actors(atlas.graph, atlas.ties), MOST))
    order = sorted(busiest, key=lambda name: (_bloc(atlas, name), busiest.index(name)))
    with mpl.rc_context({"svg.hashsalt": "aliansi", "svg.fonttype": "none", "text.parse_math": False}):
        figure = Figure(figsize=INCHES, facecolor=PAPER)
        FigureCanvasSVG(figure)
        axes = figure.add_axes((0.2, 0.05, 0.68, 0.72))
        if order:
            _draw(axes, atlas, order)
        figure.text(0.02, 0.965, "Alignment against hostility, as reported", fontsize=17, weight="bold", color=INK)
        figure.text(0.02, 0.935, _tell(atlas, len(order)), fontsize=10, color="#555555")
        with replacing(path) as file:
            figure.savefig(file, format="svg", metadata={"Date": None, "Creator": "Aliansi"})


def _bloc(atlas: Atlas, name: str) -> int:
    bloc = atlas.blocs.bloc_of(name)
    return len(atlas.blocs.members) if bloc is None else bloc


def _draw(axes: "Axes", atlas: Atlas, order: list[str]) -> None:
    from matplotlib.colors import LinearSegmentedColormap

    place = {name: number for number, name in enumerate(order)}
    values = np.full((len(order), len(order)), np.nan)
    for tie in atlas.ties:
        if tie.actor in place and tie.target in place and tie.index is not None:
            a, b = place[tie.actor], place[tie.target]
            values[a, b] = values[b, a] = tie.index
            for x, y in ((a, b), (b, a)):
                sign = SIGNS.get(tie.label, "")
                axes.text(x, y, sign, ha="center", va="center", fontsize=9, color=INK)
    colours = LinearSegmentedColormap.from_list("index", ["#d55e00", "#ffffff", "#009e73"]).with_extremes(bad=EMPTY)
    most = float(np.nanmax(np.abs(values))) if not np.isnan(values).all() else 1.0
    image = axes.imshow(np.ma.masked_invalid(values), cmap=colours, vmin=-most, vmax=most)
    names = [shorten(atlas.label(name), name) for name in order]
    axes.set_xticks(range(len(order)), names, rotation=90, fontsize=8, color=INK)
    axes.set_yticks(range(len(order)), names, fontsize=8, color=INK)
    axes.xaxis.tick_top()
    axes.tick_params(length=0)
    axes.set_xticks(np.arange(len(order) + 1) - 0.5, minor=True)
    axes.set_yticks(np.arange(len(order) + 1) - 0.5, minor=True)
    axes.grid(which="minor", color=PAPER, linewidth=1.5)
    axes.spines[:].set_visible(False)
    figure = axes.get_figure()
    assert figure is not None
    bar = figure.colorbar(image, ax=axes, fraction=0.03, pad=0.02)
    bar.set_label("index: z(alignment) − 0.75 z(hostility)", fontsize=8, color=INK)
    bar.outline.set_visible(False)


def _tell(atlas: Atlas, shown: int) -> str:
    if not shown:
        return "No events"
    days = f", {atlas.first} to {atlas.last}" if atlas.first else ""
    return (
        f"The {shown} busiest of {len(atlas.graph)} actors{days}. + aligned, − hostile, ± ambivalent, · neutral; "
        "no sign: too few acts to tell. Grey: no act."
    )
