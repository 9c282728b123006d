"""Decide which words of a parsed sentence are acts between two actors, and which only belong to another act.

In: Clauses with their Linker. Out: Acts, one for each doer, type and target; and, to whoever asks, why a word that a
frame knows became none.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from spacy.tokens import Token

from extractors.events.actions import FrameIndex, Trigger
from extractors.events.actors import Naming
from extractors.events.clauses import Clauses
from extractors.events.links import ACCUSE, CONTEXT, PLACE, THREATEN, TWO, Link, Linker
from extractors.events.order import distinct_codes
from extractors.events.status import read_status
from extractors.languages.lexicon import Frame
from extractors.languages.pack import Pack
from ontology import Quad, Status


class Act(NamedTuple):
    """Who did it to whom, by which words and frame, and whether it took place."""

    trigger: Trigger
    frame: Frame
    link: Link
    status: Status


class Half(NamedTuple):
    """An act whose doer a sentence names and whose target it leaves open, with its status."""

    trigger: Trigger
    frame: Frame
    actor: Naming
    status: Status

    def complete(self, target: Naming) -> Act:
        """Return the act done to somebody whom other sentences tell."""
        return Act(self.trigger, self.frame, Link(self.actor, target, CONTEXT), self.status)


class Sentence(NamedTuple):
    """What a sentence tells: acts in order of place, and such as only other sentences can complete."""

    acts: tuple[Act, ...]
    halves: tuple[Half, ...]


Proposal = tuple[Trigger, Frame, list[Link]]
"""A word that is an act, with a frame and the links that the rules give it."""

VIOLENT = frozenset({"ASSAULT", "COERCE"})
"""Types whose victims and doers news likes to tell in two clauses."""

SPOKEN = frozenset({"REQUEST", ACCUSE, THREATEN})
"""Types whose acts are words."""

ITS_OWN_PURPOSE = frozenset({"PROTEST", "AID"})
"""Types that are done by what is done for their sake: "marched to protest", "gave 20 million to help"."""

Tell = Callable[[Trigger, Frame, str], None]
"""Takes a word, a frame of it and why nothing came of the two."""


def tell_nobody(trigger: Trigger, frame: Frame, reason: str) -> None:
    """Take what nobody asked for."""


class ActReader:
    """Reads the acts of sentences by the frames of a pack."""

    def __init__(self, pack: Pack) -> None:
        self._pack = pack
        self.index = FrameIndex(pack.lexicon, pack.grammar)
        self._people = frozenset(words[0] for words in pack.roles if len(words) == 1)

    def read(self, clauses: Clauses, *, tell: Tell = tell_nobody) -> Sentence:
        """Return what a sentence tells: one act for each (doer, type, target)."""
        linker = Linker(clauses, self.index, self._people)
        proposed = list(join_halves(linker, list(self._propose(linker, tell))))
        halves = (half for trigger, frame, links in proposed if not links for half in _halves(linker, trigger, frame))
        return Sentence(tuple(self._choose(clauses, proposed, tell)), tuple(halves))

    def _choose(self, clauses: Clauses, proposed: Sequence[Proposal], tell: Tell) -> Iterator[Act]:
        """Yield the acts proposed, each (doer, type, target) once, weak signs only where no surer one tells."""
        seen: set[tuple[str, ...]] = set()
        sure = {(link.actor.code, frame.plover) for _, frame, links in proposed for link in links if link.rule != PLACE}
        for trigger, frame, links in proposed:
            status = _read_status(clauses, trigger, frame) if links else Status.ACTUAL
            for link in links:
                sides = (link.actor.code, link.target.code)
                key = (*(sorted(sides) if frame.mutual else sides), frame.plover)
                told = link.rule == TWO and any(set(other[:2]) == set(sides) for other in seen)
                told = told or (link.rule == PLACE and (link.actor.code, frame.plover) in sure)
                if key in seen or told:
                    tell(trigger, frame, "told already by a surer sign")
                    continue  # a weak sign adds nothing to what the grammar told
                seen.add(key)
                yield Act(trigger, frame, link, status)

    def _propose(self, linker: Linker, tell: Tell) -> Iterator[Proposal]:
        """Yield the words that are acts of their own, each with its frame and the links that the rules give it."""
        clauses = linker.clauses
        held: set[int] = set()
        covered: set[int] = set()
        swallowed: set[tuple[int, str]] = set()  # acts named as objects: "cut aid" is one act of its doer, not two
        triggers = list(self.index.triggers(clauses))
        for trigger in triggers:
            if trigger.token.i in held or trigger.start in covered:
                passed_over = "content of an act before it" if trigger.token.i in held else "part of that act"
                tell(trigger, trigger.frames[0], passed_over)
                continue
            for frame in trigger.frames:
                links = [
                    link for link in linker.links(trigger, frame) if (trigger.start, link.actor.code) not in swallowed
                ]
                if frame.holds and frame.plover == "AGREE" and self._agreed_conflict(linker, trigger, links, triggers):
                    tell(trigger, frame, "the conflict agreed on is the act")
                    break  # "agreed to impose sanctions" is a planned SANCTION: the act is coded, not the consent
                if frame.holds and (links or trigger.verbal):
                    held |= _held(clauses, trigger)
                if not links:
                    tell(trigger, frame, linker.find_gap(trigger, frame))
                    continue
                covered.update(range(trigger.start, trigger.end))
                if frame.object and trigger.verbal:
                    doers = {link.actor.code for link in links}
                    swallowed.update((token.i, doer) for token in clauses.patients(trigger.token) for doer in doers)
                yield trigger, frame, links
                break
            else:
                yield trigger, trigger.frames[0], []

    def _agreed_conflict(
        self, linker: Linker, trigger: Trigger, links: Sequence[Link], triggers: Sequence[Trigger]
    ) -> bool:
        """Tell whether the clause that an agreement takes holds an act of material conflict by the one who agrees."""
        doers = {link.actor.code for link in links}
        inside, types = _held(linker.clauses, trigger), self._pack.vocabulary.types
        return any(
            link.actor.code in doers
            for inner in triggers
            if inner.token.i in inside and types[inner.frames[0].plover].quad is Quad.MATERIAL_CONFLICT
            for link in linker.links(inner, inner.frames[0])
        )


def join_halves(linker: Linker, proposed: Sequence[Proposal]) -> Iterator[Proposal]:
    """Yield the acts of a sentence, those that lack a side joined: "nine Armenians were killed when Azerbaijan fired".

    Of two violent acts of one type the one may tell who suffered and the other who did it.
    """
    doers = [half for half in proposed if _is_half(linker, half, 0)]
    for trigger, frame, links in proposed:
        found = list(links)
        if _is_half(linker, (trigger, frame, links), 1):
            fitting = [half for half in doers if half[1].plover == frame.plover]
            nearest = min(fitting, key=lambda half: abs(half[0].start - trigger.start), default=None)
            if nearest is not None:
                found = linker.join(linker.sides(*nearest[:2])[0], linker.sides(trigger, frame)[1])
        yield trigger, frame, found


def _is_half(linker: Linker, proposal: Proposal, side: int) -> bool:
    """Tell whether a violent act has no link and, of doers (0) and targets (1), this side alone."""
    trigger, frame, links = proposal
    if links or frame.plover not in VIOLENT:
        return False
    if side and not (trigger.verbal and (linker.clauses.is_passive(trigger.token) or "subj" in frame.target)):
        return False  # who suffers is told by a verb: "was killed", "died"
    sides = linker.sides(trigger, frame)
    return bool(sides[side]) and not sides[1 - side]


def _halves(linker: Linker, trigger: Trigger, frame: Frame) -> Iterator[Half]:
    """Yield an act for each doer of one without a target, where nobody at all stands in the target's place."""
    if not frame.mutual and not linker.sides(trigger, frame)[1] and linker.is_open(trigger, frame):
        for actor in distinct_codes(linker.sides(trigger, frame)[0]):
            yield Half(trigger, frame, actor, _read_status(linker.clauses, trigger, frame))


def _read_status(clauses: Clauses, trigger: Trigger, frame: Frame) -> Status:
    """Return the status of an act; a threat is made now, and who marches to protest or pays to help does so now."""
    act, status = trigger.token, read_status(clauses, trigger.token, verbal=trigger.verbal)
    if status is Status.DENIED and frame.plover in SPOKEN and not trigger.verbal:
        return Status.ACTUAL  # who denies a charge does not deny that it was made
    if status is not Status.PLANNED:
        return status
    if frame.plover == THREATEN:
        return Status.ACTUAL
    if frame.plover in ITS_OWN_PURPOSE and trigger.verbal and act.dep_ in clauses.labels.adverbial:
        return read_status(clauses, act.head, verbal=True)
    return status


def _held(clauses: Clauses, trigger: Trigger) -> set[int]:
    """Return the tokens of the clauses that a holding act takes: what is urged, threatened or refused is no act yet."""
    held: set[int] = set()
    verb = trigger.token.head  # "extended an invitation to attend": the clause hangs by the verb
    carried = not trigger.verbal and trigger.token.dep_ in clauses.labels.object
    for clause in [*clauses.complements(trigger.token), *(clauses.complements(verb) if carried else ())]:
        if not _is_background(clauses, clause) and not clauses.relative_pronouns(clause):
            held.update(token.i for token in _subtree(clauses, clause) if token.i > trigger.token.i)
    return held


def _subtree(clauses: Clauses, clause: Token) -> Iterator[Token]:
    """Yield the words of a clause without the background clauses in it: "... to leave Iraq, while Iran sent arms"."""
    yield clause
    for child in clause.children:
        if not _is_background(clauses, child):
            yield from _subtree(clauses, child)


def _is_background(clauses: Clauses, clause: Token) -> bool:
    marks = {token.lower_ for token in clauses.children(clause, clauses.labels.mark | clauses.labels.case)}
    inner = clauses.grammar.status.purpose | clauses.grammar.object_marks
    return clause.dep_ in clauses.labels.adverbial and bool(marks - inner)
