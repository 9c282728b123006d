"""Link an act to its doer and its target: the places that a frame names, filled from the grammar of the sentence.

In: Clauses, a Trigger and one of its frames. Out: Links, each a doer and a target of different actors. A gap is
better than a guess: only where the parse leaves a place of the frame empty does word order speak, and then with lower
confidence.
"""

from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise, product
from typing import NamedTuple

from spacy.tokens import Token

from extractors.events.actions import FrameIndex, Trigger
from extractors.events.actors import Naming
from extractors.events.clauses import VERBAL, Clauses
from extractors.languages.lexicon import Frame

CONFIDENCE = {"parse": 0.9, "order": 0.6, "place": 0.5, "two": 0.5}
"""How sure a link is by the rule that made it: grammar, word order, a place near by, the only two actors named."""

OWN_MEANS = frozenset({"MOBILIZE", "RETREAT", "AID"})
"""Types whose object belongs to the doer: in "US troops were sent to Iraq" the troops' owner sent them."""

SHARED = frozenset({"CONSULT", "AGREE", "SUPPORT", "SANCTION"})
"""Types of mutual acts whose sides may be just the two actors named: "the US and China ... their trade deal"."""

DONE_TOGETHER = frozenset({"AGREE", "CONSULT", "COOPERATE"})
"""Types in which several doers without a target do it with one another: "Jordan and Britain agreed to ..."."""

MEDIATION = "third-party"
"""A mutual act that is the mediator's with each side, not of the sides, nor of several mediators, with one another."""

FELT_AT_A_PLACE = frozenset({"ASSAULT", "MOBILIZE"})
"""Types whose target may be told by the place alone: "three died in Israel in an Iranian attack"."""

REACH = 12
"""Tokens around a trigger in which word order may speak."""


class Link(NamedTuple):
    """Who did it to whom, how that was found, and how sure the reader is (0 to 1)."""

    actor: Naming
    target: Naming
    rule: str
    confidence: float


class Linker:
    """Fills the places of frames in one sentence."""

    def __init__(self, clauses: Clauses, index: FrameIndex, people: frozenset[str]) -> None:
        """Take the sentence, the frames, and the words that name people by what they are (soldiers, protesters)."""
        self._clauses = clauses
        self._index = index
        self._people = people

    def links(self, trigger: Trigger, frame: Frame) -> list[Link]:
        """Return the links of a trigger under one frame; empty where a side is missing."""
        targets = self._targets(trigger, frame)
        actors = self._actors(trigger, frame, targets)
        rule = "parse"
        together = frame.plover in DONE_TOGETHER and not targets and len(_distinct_codes(actors)) > 1
        if (frame.mutual or together) and frame.mode != MEDIATION:
            # places alone ("fighting in Mosul and Raqqa") are no sides
            partners = targets if actors or trigger.verbal else []
            sides = _distinct_codes([*actors, *partners, *self._between(trigger)])
            if len(sides) == 1:
                sides, rule = [*sides, *self._after(trigger, frame, sides)], "order"
            if len(sides) < 2:
                sides, rule = self._joined_before(trigger), "order"
            if len(sides) < 2 and not trigger.verbal and frame.plover in SHARED:
                sides, rule = self._only_two(trigger), "two"
            if (
                rule == "parse" and len(_distinct_codes(actors)) == 1 and targets
            ):  # one side with several partners, not all pairs
                pairs = [(actors[0], target) for target in _distinct_codes(targets)]
            else:
                pairs = list(combinations(sides, 2))
        else:
            if not targets and not actors and trigger.verbal and not self._has_doer(trigger):
                actors, rule = self._before(trigger), "order"  # a headline, or a parse that lost the verb
            if not targets and actors:
                targets, rule = self._after(trigger, frame, actors), "order"
            elif targets and not actors and not self._has_doer(trigger):
                actors, rule = self._before(trigger), "order"
            if actors and not targets and frame.plover in FELT_AT_A_PLACE:
                targets, rule = self._place_near(trigger, actors), "place"
            doers = {naming.code for naming in actors}
            if self._is_reciprocal(trigger):
                targets = [*targets, *actors]
            elif len(doers) > 1:  # of a list of doers none is the target of the others
                targets = [naming for naming in targets if naming.code not in doers]
            pairs = list(product(_distinct_codes(actors), _distinct_codes(targets)))
        return [Link(actor, target, rule, CONFIDENCE[rule]) for actor, target in pairs if actor.code != target.code]

    # --- doer ----------------------------------------------------------------------------------------------------

    def _actors(self, trigger: Trigger, frame: Frame, targets: Sequence[Naming]) -> list[Naming]:
        for place in frame.actor:
            found = self._doers(trigger, targets) if place == "subj" else self._place(trigger, place)
            if found:
                return found
        if (
            trigger.verbal
            and frame.plover in OWN_MEANS
            and "obj" not in frame.target
            and self._clauses.is_passive(trigger.token)
        ):
            return [naming for token in self._clauses.patients(trigger.token) for naming in self._clauses.actors(token)]
        return []

    def _doers(self, trigger: Trigger, targets: Sequence[Naming]) -> list[Naming]:
        clauses = self._clauses
        if trigger.verbal:
            agents = clauses.agents(trigger.token, end=trigger.end)
            found = [naming for token in agents for naming in clauses.actors(token)]
            return found or [naming for token in agents for naming in self._residents(token)]
        taken = {naming.code for naming in targets}
        for tokens in self._noun_doers(trigger.token):
            found = [naming for token in tokens for naming in clauses.actors(token) if naming.code not in taken]
            if found:
                return found
        return []

    def _residents(self, token: Token) -> list[Naming]:
        """Return the state of people named only by where they are: "security forces in Guinea"."""
        if self._clauses.forms[token.i].isdisjoint(self._people):
            return []
        places = self._clauses.grammar.place_prepositions
        near = self._clauses.children(token, self._clauses.labels.nominal)
        inside = [child for child in near if self._clauses.preposition(child) in places]
        return [naming for child in inside for naming in self._clauses.actors(child, wide=True)]

    def _noun_doers(self, noun: Token) -> Iterator[list[Token]]:
        """Yield where the doer of a noun act may stand, the surest place first."""
        clauses, labels, grammar = self._clauses, self._clauses.labels, self._clauses.grammar
        phrases = list(clauses.phrases(noun))
        yield [token for preposition, token in phrases if preposition in grammar.agent_prepositions]
        verb = self._support_verb(noun)
        yield clauses.children(noun, labels.possessive)
        yield clauses.modifiers(noun)
        if verb is not None:
            yield clauses.agents(verb)
        nominal = clauses.children(noun, labels.nominal)
        if grammar.bare_genitive:
            yield [token for token in nominal if clauses.preposition(token) is None]
        yield [token for token in nominal if clauses.preposition(token) in grammar.genitive_prepositions]
        if clauses.preposition(noun) in grammar.act_prepositions:  # "used missiles in an attack on Israel"
            governor = next((node for node in noun.ancestors if node.pos_ in VERBAL), None)
            yield clauses.agents(governor) if governor is not None else []

    def _support_verb(self, noun: Token) -> Token | None:
        """Return the light verb whose object a noun act is ("carried out strikes"), also through a conjunct."""
        labels = self._clauses.labels
        head, token = noun.head, noun
        while token.dep_ in labels.conjunct and head.pos_ not in VERBAL and head.head != head:
            token, head = head, head.head
        taken = labels.object | labels.passive_subject | labels.oblique | labels.complement
        return head if token.dep_ in taken and self._index.is_support(self._clauses, head) else None

    def _has_doer(self, trigger: Trigger) -> bool:
        """Tell whether the sentence names a doer of its own, be it no political actor."""
        if trigger.verbal:
            agents = self._clauses.agents(trigger.token, end=trigger.end)
            return bool(agents) or self._clauses.is_passive(trigger.token)
        return True

    # --- target --------------------------------------------------------------------------------------------------

    def _targets(self, trigger: Trigger, frame: Frame) -> list[Naming]:
        for place in frame.target:
            found = self._place(trigger, place)
            if found:
                return found
        return []

    def _place(self, trigger: Trigger, place: str) -> list[Naming]:
        """Return the namings at a place of the frame: obj, iobj, subj, clause, infinitive or a preposition."""
        clauses, token = self._clauses, trigger.token
        if place == "obj":
            tokens = clauses.patients(token) if trigger.verbal else self._noun_patients(token)
        elif place == "iobj":
            objects = clauses.children(token, clauses.labels.object)
            tokens = clauses.children(token, clauses.labels.indirect_object) or objects[: len(objects) - 1]
        elif place == "subj":
            tokens = (
                clauses.agents(token) if trigger.verbal else [t for group in self._noun_doers(token) for t in group]
            )
        elif place == "clause":
            tokens = [subject for clause in clauses.complements(token) for subject in clauses.subjects(clause)]
            tokens = [subject for subject in tokens if subject.i > token.i]
        elif place == "infinitive":
            tokens = [
                patient
                for clause in clauses.complements(token)
                for patient in [*clauses.patients(clause), *(phrase for _, phrase in clauses.phrases(clause))]
            ]
        else:
            tokens = self._phrases_at(trigger, place)
        return [naming for word in tokens for naming in clauses.actors(word, wide=True)]

    def _phrases_at(self, trigger: Trigger, preposition: str) -> list[Token]:
        clauses, token = self._clauses, trigger.token
        heads = [token]
        if not trigger.verbal:
            verb = self._support_verb(token)
            heads += [verb] if verb is not None else []
        found = [phrase for head in heads for case, phrase in clauses.phrases(head) if case == preposition]
        found = [phrase for phrase in found if phrase.i > trigger.start or len(heads) > 1 or phrase.head == token]
        return found[:1]

    def _noun_patients(self, noun: Token) -> list[Token]:
        clauses, labels, grammar = self._clauses, self._clauses.labels, self._clauses.grammar
        nominal = clauses.children(noun, labels.nominal)
        genitive = [token for token in nominal if clauses.preposition(token) in grammar.genitive_prepositions]
        if genitive:
            return genitive
        by = [token for preposition, token in clauses.phrases(noun) if preposition in grammar.agent_prepositions]
        if by or self._support_verb(noun) is not None:
            bare = [token for token in nominal if clauses.preposition(token) is None] if grammar.bare_genitive else []
            return bare or clauses.modifiers(noun)
        return []

    def _between(self, trigger: Trigger) -> list[Naming]:
        """Return the namings of a noun act's own phrase: "talks between X and Y", "the X-Y summit"."""
        clauses = self._clauses
        if trigger.verbal:
            return []
        tokens = self._noun_companions(trigger.token)
        tokens += clauses.modifiers(trigger.token)
        return [naming for token in tokens for naming in clauses.actors(token)]

    def _noun_companions(self, noun: Token) -> list[Token]:
        companions = self._clauses.grammar.companion_prepositions
        return [token for preposition, token in self._clauses.phrases(noun) if preposition in companions]

    def _is_reciprocal(self, trigger: Trigger) -> bool:
        clauses, token = self._clauses, trigger.token
        near = range(max(0, token.i - 2), min(len(clauses.doc), token.i + 3))
        return any(not clauses.forms[index].isdisjoint(clauses.grammar.reciprocal) for index in near)

    # --- weaker signs --------------------------------------------------------------------------------------------

    def _only_two(self, trigger: Trigger) -> list[Naming]:
        """Return the two actors of a sentence with just two, joined or as "their", for an act that both must share."""
        sides = _distinct_codes(self._clauses.namings)
        near = [side for side in sides if abs(side.start - trigger.start) <= 2 * REACH]
        if len(near) != 2 or len(sides) != 2 or any(side.kind in ("place", "capital") for side in sides):
            return []
        clauses = self._clauses
        joined = clauses.doc[sides[1].start - 1]
        owned = any(child.lower_ in clauses.grammar.possessive_pronouns for child in trigger.token.children)
        coordinated = joined.pos_ == "CCONJ" or joined.lower_ in clauses.grammar.companion_prepositions
        return sides if owned or coordinated else []

    def _place_near(self, trigger: Trigger, actors: Sequence[Naming]) -> list[Naming]:
        """Return the nearest naming that a preposition of place stands before."""
        clauses, taken = self._clauses, {naming.code for naming in actors}
        places = clauses.grammar.place_prepositions | clauses.grammar.goal_prepositions
        found = [
            naming
            for naming in clauses.namings
            if naming.start and naming.code not in taken and clauses.doc[naming.start - 1].lower_ in places
        ]
        found.sort(key=lambda naming: abs(naming.start - trigger.start))
        return [naming for naming in found[:1] if abs(naming.start - trigger.start) <= REACH]

    def _joined_before(self, trigger: Trigger) -> list[Naming]:
        """Return two namings joined by "and" before an act's verb: "Seoul and Washington regularly hold drills"."""
        clauses = self._clauses
        verb = None if trigger.verbal else self._support_verb(trigger.token)
        at = min(trigger.start, verb.i) if verb is not None else trigger.start
        for first, second in pairwise(sorted(clauses.namings)):
            joined = second.start - first.end == 1 and clauses.doc[first.end].pos_ == "CCONJ"
            between = clauses.doc[second.end : at]
            if joined and second.end <= at and not any(token.pos_ in {"PUNCT", "VERB"} for token in between):
                return _distinct_codes([first, second])
        return []

    # --- word order ----------------------------------------------------------------------------------------------

    def _after(self, trigger: Trigger, frame: Frame, actors: Sequence[Naming]) -> list[Naming]:
        """Return the first naming after the trigger that stands where the frame wants its target."""
        clauses = self._clauses
        taken = {naming.code for naming in actors}
        for naming in sorted(clauses.namings):
            if not trigger.end <= naming.start <= trigger.token.i + REACH or naming.code in taken:
                continue
            between = clauses.doc[trigger.end : naming.start]
            if any(token.pos_ in {"PUNCT", "VERB"} or token.pos_ == "SCONJ" for token in between):
                return []
            prepositions = [token.lower_ for token in between if token.pos_ == "ADP"]
            if (prepositions[-1] in frame.target) if prepositions else "obj" in frame.target:
                return [naming]
        return []

    def _before(self, trigger: Trigger) -> list[Naming]:
        """Return the nearest naming before the trigger with no break, verb or preposition between."""
        clauses = self._clauses
        for naming in sorted(clauses.namings, reverse=True):
            if naming.end > trigger.start or trigger.start - naming.end > REACH:
                continue
            between = clauses.doc[naming.end : trigger.start]
            if any(token.pos_ in {"PUNCT", "VERB", "ADP", "SCONJ"} for token in between):
                return []
            before = clauses.doc[naming.start - 1] if naming.start else None
            return [] if before is not None and before.pos_ == "ADP" else [naming]
        return []


def _distinct_codes(namings: Sequence[Naming]) -> list[Naming]:
    first: dict[str, Naming] = {}
    for naming in namings:
        first.setdefault(naming.code, naming)
    return list(first.values())
