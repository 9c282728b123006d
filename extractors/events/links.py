"""Link an act to its doer and its target: the places that a frame names, filled from the grammar of the sentence.

In: Clauses, a Trigger and one of its frames. Out: Links, each a doer and a target of different actors. A gap is
better than a guess: only where the parse leaves a place of the frame empty does word order speak.
"""

from collections.abc import Collection, Iterator, Sequence
from itertools import combinations, islice, product
from typing import NamedTuple

from spacy.tokens import Token

from extractors.events.actions import FrameIndex, Trigger
from extractors.events.actors import Naming
from extractors.events.clauses import VERBAL, Clauses
from extractors.events.order import (
    distinct_codes,
    find_after,
    find_before,
    find_joined_before,
    find_only_two,
    find_place_near,
)
from extractors.languages.lexicon import Frame

PARSE, ORDER, JOINED, PLACE, TWO, CONTEXT = "parse", "order", "joined", "place", "two", "context"
"""What a link is found by: grammar, word order, two clauses, a place near, the only two actors, other sentences."""

ACCUSE, AID, THREATEN = "ACCUSE", "AID", "THREATEN"

OWN_MEANS = frozenset({"MOBILIZE", "RETREAT", AID})
"""Types whose object belongs to the doer: in "US troops were sent to Iraq" the troops' owner sent them."""

SHARED = frozenset({"CONSULT", "AGREE", "SUPPORT", "SANCTION"})
"""Types of mutual acts whose sides may be just the two actors named: "the US and China ... their trade deal"."""

DONE_TOGETHER = frozenset({"AGREE", "CONSULT", "COOPERATE"})
"""Types in which several doers without a target do it with one another: "Jordan and Britain agreed to ..."."""

ANSWERED = frozenset({"REQUEST", "ASSAULT", "COERCE", "SANCTION", "MOBILIZE", THREATEN, ACCUSE})
"""Types whose target may be told by who answers: "in response to Ukrainian strikes"."""

JUDGEMENTS = frozenset({ACCUSE, "REJECT", "SUPPORT"})
"""Types whose target may be told by the clause they are about: "... imposed sanctions, a step that Iran rejects"."""

MEDIATION = "third-party"
"""A mutual act that is the mediator's with each side, not of the sides, nor of several mediators, with one another."""

FELT_AT_A_PLACE = frozenset({"ASSAULT", "MOBILIZE"})
"""Types whose target may be told by the place alone: "three died in Israel in an Iranian attack"."""

Pair = tuple[Naming, Naming]


class Link(NamedTuple):
    """Who did it to whom, and how that was found."""

    actor: Naming
    target: Naming
    rule: str


class Linker:
    """Fills the places of frames in one sentence."""

    def __init__(self, clauses: Clauses, index: FrameIndex, people: frozenset[str]) -> None:
        """Take the sentence, the frames, and the words that name people by what they are (soldiers, protesters)."""
        self.clauses = clauses
        self._index = index
        self._people = people

    def links(self, trigger: Trigger, frame: Frame) -> list[Link]:
        """Return the links of a trigger under one frame; empty where a side is missing."""
        targets = self._targets(trigger, frame)
        actors = self._actors(trigger, frame, targets)
        together = frame.plover in DONE_TOGETHER and not targets and len(distinct_codes(actors)) > 1
        if (frame.mutual or together) and frame.mode != MEDIATION:
            pairs, rule = self._mutual_pairs(trigger, frame, actors, targets)
        else:
            pairs, rule = self._directed_pairs(trigger, frame, actors, targets)
        return [Link(actor, target, rule) for actor, target in pairs if actor.code != target.code]

    def join(self, actors: Sequence[Naming], targets: Sequence[Naming]) -> list[Link]:
        """Return the links of doers and targets that two clauses tell."""
        pairs = product(distinct_codes(actors), distinct_codes(targets))
        return [Link(one, other, JOINED) for one, other in pairs if one.code != other.code]

    def sides(self, trigger: Trigger, frame: Frame) -> tuple[list[Naming], list[Naming]]:
        """Return the doers and the targets that the places of a frame give."""
        targets = self._targets(trigger, frame)
        return self._actors(trigger, frame, targets), targets

    def is_open(self, trigger: Trigger, frame: Frame) -> bool:
        """Tell whether nothing stands where a frame wants its target, but perhaps the doer itself."""
        doers = {naming.code for naming in self._actors(trigger, frame, ())}
        places = [place for place in frame.target if place != "obj" or not frame.object]  # "sent troops": no target
        words = [word for place in places for word in self._tokens_at(trigger, place)]
        return all({naming.code for naming in self.clauses.actors(word)} & doers for word in words)

    def find_gap(self, trigger: Trigger, frame: Frame) -> str:
        """Say why a trigger has no links under a frame."""
        targets = self._targets(trigger, frame)
        actors = self._actors(trigger, frame, targets)
        sides = {naming.code for naming in (*actors, *targets)}
        if len(sides) == 1 and actors and targets:
            return f"doer and target are the same, {next(iter(sides))}"
        if actors and targets:
            return "belongs to an act before it"
        wanted = ", ".join(frame.target) or "any place"
        return "no doer" if targets else f"no target (sought at {wanted})" if actors else "neither doer nor target"

    def _mutual_pairs(
        self, trigger: Trigger, frame: Frame, actors: Sequence[Naming], targets: Sequence[Naming]
    ) -> tuple[list[Pair], str]:
        """Return all pairs of those who did it together; one doer with several partners is no pair of the partners."""
        clauses, rule = self.clauses, PARSE
        named = distinct_codes(self._named_sides(trigger))
        if len(named) > 1:
            return list(combinations(named, 2)), rule
        if len(distinct_codes(actors)) > 1:
            targets = self._partners(trigger, frame, targets)
        partners = targets if actors else targets[:1] if trigger.verbal else []  # "to fight X and Y" sets no X on Y
        sides = distinct_codes([*actors, *partners, *self._between(trigger, alone=not actors)])
        apart = len(distinct_codes(actors)) == 1 or frame.plover not in DONE_TOGETHER  # all who talk talk to all
        if len(sides) > 1 and actors and targets and apart:
            return list(product(distinct_codes(actors), distinct_codes(targets))), rule
        if len(sides) == 1:
            sides = distinct_codes([*sides, *self._addressed(trigger)])
        if len(sides) == 1:
            sides, rule = [*sides, *find_after(clauses, trigger, frame, sides)], ORDER
        if len(sides) < 2:
            verb = None if trigger.verbal else self._support_verb(trigger.token)
            at = min(trigger.start, verb.i) if verb is not None else trigger.start
            sides, rule = find_joined_before(clauses, at), ORDER
        if len(sides) < 2 and not trigger.verbal and frame.plover in SHARED:
            sides, rule = find_only_two(clauses, trigger), TWO
        return list(combinations(sides, 2)), rule

    def _partners(self, trigger: Trigger, frame: Frame, targets: Sequence[Naming]) -> list[Naming]:
        """Return the targets that several doers met or agreed with, and not where or after what they did so."""
        clauses = self.clauses
        places = {*clauses.grammar.companion_prepositions, "obj", "iobj"}.intersection(frame.target)
        words = [word for place in places for word in self._tokens_at(trigger, place)]
        near = [naming for word in words for naming in clauses.actors(word)]
        return [naming for naming in targets if naming in near and not clauses.is_setting(naming)]

    def _directed_pairs(
        self, trigger: Trigger, frame: Frame, actors: Sequence[Naming], targets: Sequence[Naming]
    ) -> tuple[list[Pair], str]:
        """Return each doer with each target; a side that the grammar does not give is sought by word order."""
        clauses, rule = self.clauses, PARSE
        if actors and targets and {naming.code for naming in targets} <= {naming.code for naming in actors}:
            targets = self._other_targets(trigger, frame, {naming.code for naming in actors})
        if actors and not targets and trigger.verbal:
            targets = self._targets_around(trigger, frame, {naming.code for naming in actors})
        if actors and not targets and frame.plover == AID:
            targets = self._attacked(trigger, {naming.code for naming in actors})
        if actors and not targets and not trigger.verbal and frame.plover in ANSWERED:
            doers = {naming.code for naming in actors}
            targets = [naming for naming in self._responders(trigger) if naming.code not in doers]
        if not actors and not self._has_doer(trigger) and (targets or trigger.verbal):
            actors, rule = find_before(clauses, trigger), ORDER  # a headline, or a parse that lost the verb
        if actors and not targets:
            targets, rule = find_after(clauses, trigger, frame, actors), ORDER
        if actors and not targets and frame.plover in FELT_AT_A_PLACE:
            targets, rule = find_place_near(clauses, trigger, actors), PLACE
        doers = {naming.code for naming in actors}
        if self._is_reciprocal(trigger):
            targets = [*targets, *actors]
        elif len(doers) > 1:  # of a list of doers none is the target of the others
            targets = [naming for naming in targets if naming.code not in doers]
        return list(product(distinct_codes(actors), distinct_codes(targets))), rule

    # --- doer ----------------------------------------------------------------------------------------------------

    def _actors(self, trigger: Trigger, frame: Frame, targets: Sequence[Naming]) -> list[Naming]:
        if frame.mutual and trigger.verbal and frame.object and "obj" not in frame.target:
            found = self._owners_of_object(trigger)
            if found:
                return found
        for place in frame.actor:
            subject = place == "subj"
            found = self._doers(trigger, targets, mutual=frame.mutual) if subject else self._place(trigger, place)
            if found:
                return found
        if (
            trigger.verbal
            and frame.plover in OWN_MEANS
            and "obj" not in frame.target
            and self.clauses.is_passive(trigger.token)
        ):
            return [naming for token in self.clauses.patients(trigger.token) for naming in self.clauses.actors(token)]
        return []

    def _owners_of_object(self, trigger: Trigger) -> list[Naming]:
        """Return whose ties a verb is about: Pyongyang in "the visit deepened Pyongyang's alliance with Moscow"."""
        clauses, labels = self.clauses, self.clauses.labels
        owned = [
            child for word in clauses.patients(trigger.token) for child in clauses.children(word, labels.possessive)
        ]
        if clauses.grammar.bare_genitive:
            nouns = [
                child for word in clauses.patients(trigger.token) for child in clauses.children(word, labels.nominal)
            ]
            owned += [noun for noun in nouns if clauses.preposition(noun) is None]
        return [naming for word in owned if (naming := clauses.naming_at(word)) is not None]

    def _doers(self, trigger: Trigger, targets: Sequence[Naming], *, mutual: bool) -> list[Naming]:
        clauses = self.clauses
        if trigger.verbal:
            agents = clauses.agents(trigger.token, end=trigger.end)
            found = [naming for token in agents for naming in clauses.actors(token)]
            return found or [naming for token in agents for naming in self._residents(token)]
        taken = {naming.code for naming in targets}
        for tokens in self._noun_doers(trigger.token, mutual=mutual):
            found = [naming for token in tokens for naming in clauses.actors(token) if naming.code not in taken]
            if found:
                return found
        return [naming for naming in clauses.owners(trigger.token) if naming.code not in taken]

    def _residents(self, token: Token) -> list[Naming]:
        """Return the state of people named only by where they are: "security forces in Guinea"."""
        if self.clauses.forms[token.i].isdisjoint(self._people):
            return []
        places = self.clauses.grammar.place_prepositions
        near = self.clauses.children(token, self.clauses.labels.nominal)
        inside = [child for child in near if self.clauses.preposition(child) in places]
        return [naming for child in inside for naming in self.clauses.actors(child, wide=True)]

    def _noun_doers(self, noun: Token, *, mutual: bool = False) -> Iterator[list[Token]]:
        """Yield where the doer of a noun act may stand, the surest place first."""
        clauses, labels, grammar = self.clauses, self.clauses.labels, self.clauses.grammar
        phrases = list(clauses.phrases(noun))
        yield [token for preposition, token in phrases if preposition in grammar.agent_prepositions]
        verb = self._support_verb(noun)
        yield clauses.children(noun, labels.possessive)
        yield clauses.modifiers(noun)
        if verb is not None:
            yield clauses.agents(verb)
            yield [
                doer
                for thing in clauses.agents(verb)
                if (above := self._support_verb(thing)) is not None
                for doer in clauses.agents(above)
            ]  # "approved a package that includes aid"
        nominal = clauses.children(noun, labels.nominal)
        if grammar.bare_genitive:
            yield [token for token in nominal if clauses.preposition(token) is None]
        yield [token for token in nominal if clauses.preposition(token) in grammar.genitive_prepositions]
        occasions = grammar.occasion_prepositions if mutual else frozenset()  # "After talks with Iran, Iraq said ..."
        if clauses.preposition(noun) in grammar.act_prepositions | occasions:  # "used missiles in an attack on Israel"
            governor = next((node for node in noun.ancestors if node.pos_ in VERBAL), None)
            yield clauses.agents(governor) if governor is not None else []

    def _support_verb(self, noun: Token) -> Token | None:
        """Return the light verb whose object a noun act is ("carried out strikes"), also through a conjunct."""
        labels = self.clauses.labels
        head, token = noun.head, noun
        while (
            head.pos_ not in VERBAL and head.head != head and (token.dep_ in labels.conjunct or self._is_group_of(head))
        ):  # "a series of attacks"
            token, head = head, head.head
        taken = labels.object | labels.passive_subject | labels.oblique | labels.complement
        preposition = self.clauses.preposition(token) if token.dep_ in labels.oblique else None
        support = token.dep_ in taken and self._index.is_support(self.clauses, head, preposition)
        return head if support else None

    def _is_group_of(self, noun: Token) -> bool:
        return bool(self.clauses.forms[noun.i] & self.clauses.grammar.groups_of)

    def _has_doer(self, trigger: Trigger) -> bool:
        """Tell whether the sentence names a doer of its own, be it no political actor."""
        if trigger.verbal:
            agents = self.clauses.agents(trigger.token, end=trigger.end)
            return bool(agents) or self.clauses.is_passive(trigger.token)
        return True

    # --- target --------------------------------------------------------------------------------------------------

    def _targets(self, trigger: Trigger, frame: Frame) -> list[Naming]:
        origins = () if trigger.verbal else (place for place in frame.actor if place not in ("subj", "obj"))
        doing = {naming for place in origins for naming in self._place(trigger, place)}  # "appeals for peace from Oman"
        for place in frame.target:
            blamed = self._blamed(trigger) if place == "obj" and frame.plover == ACCUSE else None
            found = self._place(trigger, place) if blamed is None else blamed
            found = [naming for naming in found if naming not in doing]
            if found:
                return found
        return []

    def _blamed(self, trigger: Trigger) -> list[Naming] | None:
        """Return who did what a verb condemns, "the attack by Iran on Israel"; None where its object is no such act."""
        acts = [self._index.noun_trigger(self.clauses, noun) for noun in self.clauses.patients(trigger.token)]
        hostile = [act for act in acts if act is not None and act.frames[0].plover in ANSWERED]
        if not trigger.verbal or not hostile:
            return None
        return [naming for act in hostile for naming in self.sides(act, act.frames[0])[0]]

    def _other_targets(self, trigger: Trigger, frame: Frame, doers: Collection[str]) -> list[Naming]:
        """Return who else is named where the frame finds its target, when the first named there is the doer itself."""
        places = [place for place in frame.target if self._place(trigger, place)][:1]
        if places == ["clause"] and frame.plover == THREATEN:  # "warns that it is ready to strike Iran"
            places += ["infinitive"]
        for place in places:
            found = [naming for word in self._tokens_at(trigger, place) for naming in self.clauses.others(word, doers)]
            if found:
                return found
        return []

    def _targets_around(self, trigger: Trigger, frame: Frame, doers: Collection[str]) -> list[Naming]:
        """Return the target that the clauses around a verb tell.

        Of a threat that is who must not do something ("... if Iran attacks"), of a judgement on "a step", "a charge"
        the one whose step it is.
        """
        clauses, labels = self.clauses, self.clauses.labels
        found: list[Naming] = []
        if frame.plover == THREATEN:
            for clause in trigger.token.subtree:
                marks = {child.lower_ for child in clause.children if child.i < clause.i}
                if clause.dep_ in labels.adverbial and marks & clauses.grammar.status.conditional:
                    found += [naming for subject in clauses.subjects(clause) for naming in clauses.actors(subject)]
        elif frame.plover in JUDGEMENTS:
            about = [trigger.token.head] if trigger.token.dep_ in labels.relative else []
            for noun in [*clauses.patients(trigger.token), *about]:
                passives = [clause for clause in clauses.children(noun, labels.relative) if clauses.is_passive(clause)]
                found += [one for clause in passives for doer in clauses.agents(clause) for one in clauses.actors(doer)]
                governor = next((node for node in noun.ancestors if node.pos_ in VERBAL), None)
                if noun.dep_ in labels.apposition and governor is not None and governor != trigger.token:
                    found += [naming for subject in clauses.agents(governor) for naming in clauses.actors(subject)]
            if frame.plover == ACCUSE and not found:
                found = self._doers_before(trigger)
        return [naming for naming in found if naming.code not in doers]

    def _attacked(self, trigger: Trigger, doers: Collection[str]) -> list[Naming]:
        """Return who is helped in case of need: "Russian help will come if North Korea is attacked"."""
        clauses, labels = self.clauses, self.clauses.labels
        verbs = [node for node in (trigger.token, *trigger.token.ancestors) if node.pos_ in VERBAL][:2]
        around = [clause for verb in verbs for clause in clauses.children(verb, labels.adverbial)]
        cases = [
            clause
            for clause in around
            if clauses.is_passive(clause)
            and {mark.lower_ for mark in clauses.children(clause, labels.mark)} & clauses.grammar.status.conditional
        ]
        found = [naming for case in cases for word in clauses.patients(case) for naming in clauses.actors(word)]
        return [naming for naming in found if naming.code not in doers]

    def _doers_before(self, trigger: Trigger) -> list[Naming]:
        """Return who did what an act comes after: "lodged a protest after a Chinese ship entered its waters"."""
        clauses, labels = self.clauses, self.clauses.labels
        for clause in clauses.children(trigger.token, labels.adverbial):
            marks = {child.lower_ for child in clause.children if child.i < clause.i}
            if marks & clauses.grammar.occasion_prepositions:
                return [naming for doer in clauses.agents(clause) for naming in clauses.actors(doer)]
        return []

    def _responders(self, trigger: Trigger) -> list[Naming]:
        """Return who answers or suffers an act named by a noun: "in response to Kenyan strikes", "balasan atas"."""
        clauses, node = self.clauses, trigger.token
        for head in islice(trigger.token.ancestors, 2):
            if (
                clauses.forms[head.i] & clauses.grammar.responses
                or clauses.stems[head.i].active & clauses.grammar.responses
            ):
                verb = (
                    head if head.pos_ in VERBAL else next((one for one in head.ancestors if one.pos_ in VERBAL), None)
                )
                sides = [] if verb is None else [side for side in clauses.agents(verb) if node not in side.subtree]
                return [naming for side in sides for naming in clauses.actors(side)]
        return []

    def _place(self, trigger: Trigger, place: str) -> list[Naming]:
        """Return the namings at a place of the frame."""
        words = self._tokens_at(trigger, place)
        return [naming for word in words for naming in self.clauses.actors(word, wide=True)]

    def _tokens_at(self, trigger: Trigger, place: str) -> list[Token]:
        """Return the words at a place of the frame: obj, iobj, subj, clause, infinitive or a preposition."""
        clauses, token = self.clauses, trigger.token
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
            inner = clauses.complements(token)
            objects = [patient for clause in inner for patient in clauses.patients(clause)]
            named = [naming for patient in objects for naming in clauses.actors(patient, wide=True)]
            phrases = [phrase for clause in inner for _, phrase in clauses.phrases(clause)]
            tokens = objects if any(naming.kind != "place" for naming in named) else [*objects, *phrases]
        else:
            tokens = self._phrases_at(trigger, place)
        return tokens

    def _phrases_at(self, trigger: Trigger, preposition: str) -> list[Token]:
        clauses, token = self.clauses, trigger.token
        heads = [token]
        if not trigger.verbal:
            verb = self._support_verb(token)
            heads += [verb] if verb is not None else []
        found = [phrase for head in heads for case, phrase in clauses.phrases(head) if case == preposition]
        found = [phrase for phrase in found if phrase.i > trigger.start or len(heads) > 1 or phrase.head == token]
        return found[:1]

    def _noun_patients(self, noun: Token) -> list[Token]:
        clauses, labels, grammar = self.clauses, self.clauses.labels, self.clauses.grammar
        nominal = clauses.children(noun, labels.nominal)
        genitive = [token for token in nominal if clauses.preposition(token) in grammar.genitive_prepositions]
        if genitive:
            return genitive
        by = [token for preposition, token in clauses.phrases(noun) if preposition in grammar.agent_prepositions]
        if by or self._support_verb(noun) is not None:
            bare = [token for token in nominal if clauses.preposition(token) is None] if grammar.bare_genitive else []
            return bare or clauses.modifiers(noun)
        return []

    def _named_sides(self, trigger: Trigger) -> list[Naming]:
        """Return the sides that a noun act names itself: "talks between X and Y"."""
        clauses = self.clauses
        phrases = [] if trigger.verbal else clauses.phrases(trigger.token)
        between = [token for case, token in phrases if case in clauses.grammar.mutual_prepositions]
        return [naming for token in between for naming in clauses.actors(token)]

    def _between(self, trigger: Trigger, *, alone: bool) -> list[Naming]:
        """Return the namings of a noun act's own phrase: "talks between X and Y", "the X-Y summit".

        Partners of someone else ("talks with X and Y") are no pair; `alone`, when no one else is known, one is kept.
        """
        clauses = self.clauses
        if trigger.verbal:
            return []
        companions = self.clauses.grammar.companion_prepositions
        mutual = self.clauses.grammar.mutual_prepositions
        phrases = [(case, token) for case, token in clauses.phrases(trigger.token) if case in companions]
        partners = [naming for case, token in phrases if case not in mutual for naming in clauses.actors(token)]
        coloured = [naming for token in clauses.modifiers(trigger.token) for naming in clauses.actors(token)]
        sides = [*self._named_sides(trigger), *coloured]
        return [*sides, *(partners[:1] if alone and not sides else partners)]

    def _addressed(self, trigger: Trigger) -> list[Naming]:
        """Return whom the clause around a noun act speaks to: "in a phone call Brazil's president told Zelensky"."""
        clauses, labels = self.clauses, self.clauses.labels
        within = clauses.grammar.act_prepositions | clauses.grammar.occasion_prepositions
        if trigger.verbal or clauses.preposition(trigger.token) not in within:
            return []
        verb = next((node for node in trigger.token.ancestors if node.pos_ in VERBAL), None)
        told = [] if verb is None else clauses.children(verb, labels.object | labels.indirect_object)
        return [naming for word in told for naming in clauses.actors(word)]

    def _is_reciprocal(self, trigger: Trigger) -> bool:
        clauses, token = self.clauses, trigger.token
        near = range(max(0, token.i - 2), min(len(clauses.doc), token.i + 3))
        return any(not clauses.forms[index].isdisjoint(clauses.grammar.reciprocal) for index in near)
