"""Names and places in, text on the axes out: each label where it covers the least of what is drawn already.

Greedy, in the order given (the strongest actor first): eight seats around each actor are tried at three distances,
and the seat with the least overlap with actors, other labels and the rim is taken; ties between seats go to the first.
"""

from collections.abc import Mapping
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from graph.layout import Place

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.backends.backend_agg import FigureCanvasAgg

SEATS = ((0, -1), (0, 1), (1, 0), (-1, 0), (1, -1), (-1, -1), (1, 1), (-1, 1))
GAP = 4.0  # pixels
LONGEST = 26  # characters


class Box(NamedTuple):
    """A rectangle in pixels."""

    left: float
    bottom: float
    right: float
    top: float

    def overlap(self, other: "Box") -> float:
        """Return the area that both share."""
        width = min(self.right, other.right) - max(self.left, other.left)
        height = min(self.top, other.top) - max(self.bottom, other.bottom)
        return max(width, 0.0) * max(height, 0.0)


def place_labels(
    canvas: "FigureCanvasAgg", axes: "Axes", names: Mapping[str, tuple[str, Place]], sizes: Mapping[str, float]
) -> None:
    """Write each name beside its place; `sizes` are as from `actor_size`."""
    from matplotlib.patheffects import withStroke

    renderer = canvas.get_renderer()  # type: ignore[no-untyped-call]
    pixels = canvas.figure.dpi / 72
    centres = {key: axes.transData.transform(place) for key, (_, place) in names.items()}
    radii = {key: sizes[key] * 0.31 * pixels for key in names}
    taken = [Box(x - radii[key], y - radii[key], x + radii[key], y + radii[key]) for key, (x, y) in centres.items()]
    page = Box(0, 0, *canvas.get_width_height())
    for key, (name, _) in names.items():
        text = axes.text(
            0, 0, name, fontsize=7.5 + sizes[key] * 0.11, color="#222222", ha="center", va="center", zorder=5,
            transform=None, parse_math=False, path_effects=[withStroke(linewidth=2.6, foreground="#ffffff")],
        )  # fmt: skip
        extent = text.get_window_extent(renderer)
        x, y = centres[key]
        boxes = [
            _seat(x, y, seat, reach=radii[key] + GAP * far, width=extent.width, height=extent.height)
            for far, seat in product((1, 3, 6), SEATS)
        ]
        best = min(boxes, key=lambda box: _cost(box, taken, page))
        text.set_position(((best.left + best.right) / 2, (best.bottom + best.top) / 2))
        taken.append(best)


def name_shortly(name: str, actor: str) -> str:
    """Return the id of an actor with a long name, where that is an acronym (ASEAN); else the name."""
    return actor if len(name) > LONGEST and actor.isupper() and len(actor) <= LONGEST else name


def shorten(name: str, actor: str) -> str:
    """Return a name of at most 26 characters; for a longer one the id, where that is an acronym (ASEAN)."""
    name = name_shortly(name, actor)
    return name if len(name) <= LONGEST else f"{name[: LONGEST - 1].rstrip()}…"


def _seat(x: float, y: float, seat: tuple[int, int], *, reach: float, width: float, height: float) -> Box:
    across, along = seat
    slant = 0.75 if across and along else 1.0
    x += across * (reach * slant + width / 2)
    y += along * (reach * slant + height / 2)
    return Box(x - width / 2, y - height / 2, x + width / 2, y + height / 2)


def _cost(box: Box, taken: list[Box], page: Box) -> float:
    area = (box.right - box.left) * (box.top - box.bottom)
    return round(sum(box.overlap(other) for other in taken) + 4 * (area - box.overlap(page)), 3)
