"""How actors and ties look, the same in every export: colours that the colour-blind can tell apart (Okabe and Ito)."""

from math import sqrt
from typing import NamedTuple

from graph.ties import Tie, TieLabel

Colour = tuple[int, int, int]


class Look(NamedTuple):
    """How a tie is drawn: the line has GEXF's name."""

    colour: Colour
    line: str
    meaning: str


GREEN, RED, PURPLE, GREY = (0, 158, 115), (213, 94, 0), (120, 94, 160), (120, 120, 120)
LOOKS = {
    TieLabel.ALIGNED: Look(GREEN, "solid", "aligned"),
    TieLabel.HOSTILE: Look(RED, "dashed", "hostile"),
    TieLabel.AMBIVALENT: Look(PURPLE, "double", "ambivalent: close and hostile"),
    TieLabel.NEUTRAL: Look(GREY, "solid", "neutral"),
}
PALE = 0.5
"""How much of its colour a tie loses that has too few acts to tell."""
ONE_SIDED = 2 / 3
"""Share of a pair's acts from which on these lean to one side; a convention, drawn pale and no label."""
FEW = {
    "cooperation": Look(GREEN, "solid", "too few acts, mostly cooperation"),
    "conflict": Look(RED, "dashed", "too few acts, mostly conflict"),
    "both": Look(PURPLE, "double", "too few acts, of both"),
    "none": Look(GREY, "dotted", "only planned, possible or denied"),
}
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


def look_of(tie: Tie) -> Look:
    """Return how a tie is drawn: by its label, or pale and by where its few acts lean."""
    if tie.label in LOOKS:
        return LOOKS[tie.label]
    look = FEW[lean_of(tie)]
    red, green, blue = (round(part + (255 - part) * PALE) for part in look.colour)
    return look._replace(colour=(red, green, blue))


def lean_of(tie: Tie) -> str:
    """Return where the acts of a tie lean: cooperation, conflict, both or none."""
    if not tie.n:
        return "none"
    share = tie.cooperation / tie.n
    return "cooperation" if share >= ONE_SIDED else "conflict" if share <= 1 - ONE_SIDED else "both"


def family_of(kind: str) -> str:
    """Return what actors of that kind are called in a legend."""
    return FAMILIES.get(kind, "other")


def actor_colour(kind: str) -> Colour:
    """Return the colour of an actor of that kind."""
    return FAMILY_COLOURS[family_of(kind)]


def actor_size(weight: float, *, greatest: float) -> float:
    """Return the diameter of an actor from 10 to 40: the area grows with the weight of its ties."""
    return round(10 + 30 * sqrt(weight / greatest), 2) if greatest > 0 else 10.0
