"""Describe who may have done an act to whom: an act and two namings in, features as words out.

The same words describe a pair to the trainer of links and to the reader: how the parse joins each side to the act, with
which prepositions, in what order and how far, what the frame wants there, and what the rules of `links` made of it.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import permutations
from typing import NamedTuple

from spacy.tokens import Token

from extractors.events.actions import Trigger
from extractors.events.actors import Naming
from extractors.events.clauses import Clauses
from extractors.events.links import Link, Linker
from extractors.languages.lexicon import Frame

LONGEST = 5
"""Arcs; a path that is longer is only far."""

DISTANCES = (1, 2, 4, 7, 12, 20)
"""Tokens; distances are told by the first of these that they do not exceed."""


class Ruled(NamedTuple):
    """What the rules made of an act: the codes of its doers and targets, its links as pairs of codes, all its sides."""

    actors: frozenset[str]
    targets: frozenset[str]
    pairs: frozenset[tuple[str, str]]
    namings: frozenset[Naming]


class Pair(NamedTuple):
    """Two actors as doer and target of an act, and the features that tell whether they are."""

    actor: Naming
    target: Naming
    features: tuple[str, ...]


def describe_side(clauses: Clauses, trigger: Trigger, frame: Frame, naming: Naming, ruled: Ruled) -> list[str]:
    """Return the features of a naming as a side of an act."""
    root = clauses.doc[naming.start : naming.end].root
    up, down, prepositions = _path(clauses, root, trigger.token)
    voice = _voice(clauses, trigger)
    path = f"{up}^{down}"
    before = naming.end <= trigger.start
    start, end = (naming.end, trigger.start) if before else (trigger.end, naming.start)
    between = clauses.doc[start:end] if start < end else ()
    case = prepositions[0] if prepositions else "-"
    fits = "fits" if case in frame.target else "obj" if case == "-" and "obj" in frame.target else "not"
    others = sum(start <= other.start < end and other.code != naming.code for other in clauses.namings)
    side = "before" if before else "after"
    distance = next((step for step in DISTANCES if end - start <= step), "far")
    rule = ("actor" if naming.code in ruled.actors else "") + ("target" if naming.code in ruled.targets else "")
    signs = "".join(sorted({_sign(clauses, token) for token in between} - {""}))
    speaks = bool(clauses.forms[root.head.i] & clauses.grammar.speech.verbs) and root.dep_ in clauses.labels.subject
    return [
        f"path {path} {voice}", f"path {path} {side}", f"path {path} {fits}", f"up {up} {voice}", f"down {down} {side}",
        f"case {case} {voice}", f"case {case} {frame.plover}", f"fits {fits} {side} {voice}", f"fits {fits} {up}",
        f"{side} {distance} {voice}", f"{side} {others} between {voice}", f"{side} signs {signs} {voice}",
        f"kind {naming.kind}", f"kind {naming.kind} {side} {fits}", f"rule {rule}", f"rule {rule} {voice}",
        f"rule {rule} {path}", f"{frame.plover} {side} {up}", f"speaks {speaks} {side}",
        f"{frame.plover} {voice} {side} {fits}",
    ]  # fmt: skip


def describe_pair(
    clauses: Clauses, trigger: Trigger, frame: Frame, actor: Naming, target: Naming, ruled: Ruled
) -> list[str]:
    """Return the features of two namings together, as doer and target of an act."""
    voice = _voice(clauses, trigger)
    places = sorted([(actor.start, "A"), (target.start, "T"), (trigger.start, "v")])
    order = "".join(letter for _, letter in places)
    codes = len({naming.code for naming in clauses.namings})
    first, second = (clauses.doc[one.start : one.end].root for one in (actor, target))
    up, down, prepositions = _path(clauses, first, second)
    pair, back = (actor.code, target.code), (target.code, actor.code)
    rule = (
        "linked" if pair in ruled.pairs else "reversed" if back in ruled.pairs else "other" if ruled.pairs else "none"
    )
    mutual = "mutual" if frame.mutual else "directed"
    return [
        f"order {order} {voice}", f"order {order} {voice} {rule}", f"order {order} {mutual}", rule, f"{rule} {voice}",
        f"{rule} {frame.plover}", f"{rule} {mutual} {voice}", f"codes {min(codes, 5)} {rule}",
        f"join {up}^{down}", f"join {up}^{down} {mutual}", f"type {frame.plover} {voice}", f"frame {frame.name}",
        f"join cases {' '.join(prepositions[:2])} {mutual}",
        f"sides {bool(ruled.actors)} {bool(ruled.targets)} {rule}",
        f"actor {actor.code in ruled.actors} target {target.code in ruled.targets} {voice}",
    ]  # fmt: skip


def describe_pairs(linker: Linker, trigger: Trigger, frame: Frame, links: Sequence[Link]) -> Iterator[Pair]:
    """Yield each two actors of a sentence as doer and target of an act, with their features."""
    clauses, ruled = linker.clauses, find_ruled(linker, trigger, frame, links)
    namings = choose_namings(clauses, trigger, ruled)
    sides = [(naming, describe_side(clauses, trigger, frame, naming, ruled)) for naming in namings]
    for (actor, doing), (target, suffering) in permutations(sides, 2):
        together = describe_pair(clauses, trigger, frame, actor, target, ruled)
        features = (*(f"A {one}" for one in doing), *(f"T {one}" for one in suffering), *together)
        yield Pair(actor, target, features)


def find_ruled(linker: Linker, trigger: Trigger, frame: Frame, links: Sequence[Link]) -> Ruled:
    """Return what the rules make of an act."""
    actors, targets = linker.sides(trigger, frame)
    return Ruled(
        frozenset(naming.code for naming in actors),
        frozenset(naming.code for naming in targets),
        frozenset((link.actor.code, link.target.code) for link in links),
        frozenset([*actors, *targets]),
    )


def choose_namings(clauses: Clauses, trigger: Trigger, ruled: Ruled) -> list[Naming]:
    """Return one naming of each actor: the one that the rules chose, else the nearest to the act in the parse."""

    def order(naming: Naming) -> tuple[bool, int, int]:
        up, down, _ = _path(clauses, clauses.doc[naming.start : naming.end].root, trigger.token)
        return naming not in ruled.namings, len(up.split("<") + down.split(">")), abs(naming.start - trigger.start)

    best: dict[str, Naming] = {}
    for naming in sorted(clauses.namings, key=order):
        best.setdefault(naming.code, naming)
    return sorted(best.values())


def _path(clauses: Clauses, token: Token, end: Token) -> tuple[str, str, list[str]]:
    """Return the relations from a word up to where the ways meet, those down to another word, and the prepositions."""
    above = [end, *end.ancestors]
    places = {one.i: place for place, one in enumerate(above)}
    up: list[str] = []
    prepositions: list[str] = []
    node = token
    while node.i not in places:
        up.append(_short(node.dep_))
        case = clauses.preposition(node)
        if case:
            prepositions.append(case)
        if node.head == node:
            return "apart", "apart", prepositions
        node = node.head
    down = [_short(one.dep_) for one in above[: places[node.i]]]
    if len(up) + len(down) > LONGEST:
        return "far" if len(up) > 2 else "<".join(up), "far" if len(down) > 2 else ">".join(down), prepositions
    return "<".join(up), ">".join(down), prepositions


@cache
def _short(label: str) -> str:
    kept = {"nsubj:pass", "obl:agent", "nmod:poss", "acl:relcl"}
    return label if label in kept else label.split(":")[0]


def _voice(clauses: Clauses, trigger: Trigger) -> str:
    if not trigger.verbal:
        return "noun"
    return "passive" if clauses.is_passive(trigger.token) else "active"


def _sign(clauses: Clauses, token: Token) -> str:
    if token.pos_ == "PUNCT":
        return "," if token.text in {",", "-", "--", "–", "—"} else ";"
    return {"VERB": "v", "SCONJ": "s", "CCONJ": "c", "ADP": "p"}.get(token.pos_, "")
