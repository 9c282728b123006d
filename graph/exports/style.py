"""How actors and ties look, the same in every export: colours that the colour-blind can tell apart (Okabe and Ito)."""

from math import sqrt

from graph.ties import ONE_SIDED_FROM, Tie, TieLabel

Colour = tuple[int, int, int]

LEAN_COLOURS: dict[str, Colour] = {
    "cooperation": (0, 158, 115),
    "conflict": (213, 94, 0),
    "both": (120, 94, 160),
    "unknown": (150, 150, 150),  # no event that took place
}
SHAPES = {"cooperation": "solid", "conflict": "dashed", "both": "double", "unknown": "dotted"}  # GEXF's names
PALE = 0.45  # how much of its colour a sparse tie loses
FAMILIES = {  # kinds of the actor tables that look the same
    "state": "state",
    "territory": "territory or former state",
    "contested": "territory or former state",
    "historical": "territory or former state",
    "igo": "organisation or bloc",
    "bloc": "organisation or bloc",
    "armed": "armed group or party",
    "party": "armed group or party",
    "person": "person",
}
FAMILY_COLOURS: dict[str, Colour] = {
    "state": (86, 180, 233),
    "territory or former state": (0, 90, 150),
    "organisation or bloc": (240, 228, 66),
    "armed group or party": (204, 121, 167),
    "person": (230, 159, 0),
    "other": (170, 170, 170),
}


def lean_of(tie: Tie) -> str:
    """Return which way the weight of a tie leans, also where it is sparse: a key of LEAN_COLOURS."""
    if tie.balance is None:
        return "unknown"
    if abs(tie.balance) < ONE_SIDED_FROM:
        return "both"
    return "cooperation" if tie.balance > 0 else "conflict"


def tie_colour(tie: Tie) -> Colour:
    """Return the colour of a tie: its lean, paler where it is sparse."""
    pale = PALE if tie.label is TieLabel.SPARSE else 0.0
    red, green, blue = (round(part + (255 - part) * pale) for part in LEAN_COLOURS[lean_of(tie)])
    return red, green, blue


def family_of(kind: str) -> str:
    """Return what actors of that kind are called in a legend."""
    return FAMILIES.get(kind, "other")


def actor_colour(kind: str) -> Colour:
    """Return the colour of an actor of that kind."""
    return FAMILY_COLOURS[family_of(kind)]


def actor_size(weight: float, *, greatest: float) -> float:
    """Return the diameter of an actor from 10 to 40: the area grows with the weight of its ties."""
    return round(10 + 30 * sqrt(weight / greatest), 2) if greatest > 0 else 10.0
