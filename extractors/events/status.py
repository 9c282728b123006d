"""Say whether an act took place, and who says so (codebook, sections 6 and 7).

In: Clauses and the token of an act. Out: Status; the speaker's words. The walk goes from the act up through the
clauses and phrases it stands in: "plans to hold talks" is planned although "talks" itself has no future.
"""

from collections.abc import Iterator
from itertools import takewhile

from spacy.tokens import Token

from extractors.events.clauses import VERBAL, Clauses
from extractors.languages.grammar import StatusWords
from ontology import Status

BEFORE = 3
"""Tokens right before a verb that may tell its status where the parse does not join them to it."""


def read_status(clauses: Clauses, act: Token, *, verbal: bool) -> Status:
    """Return the status of an act."""
    words, labels = clauses.grammar.status, clauses.labels
    signs = Signs(words)
    if not verbal:
        signs.add_modifiers(_forms(clauses, clauses.children(act, labels.modifier)))
    node, below = act, act
    while True:
        forms = clauses.forms[node.i]
        if node != act and below.dep_ in labels.complement and forms & clauses.grammar.speech.verbs:
            signs.add_report(forms)  # "can confirm that": a reporting verb's own modals are not the act's
            break
        closed = _closed_words(clauses, node, below)
        if _is_around(clauses, below) and node != act:
            closed -= words.negation  # "during his visit he did not mention it": the visit took place
        signs.add_closed(closed)
        if _is_scheduled(clauses, node):
            signs.weaken(Status.PLANNED)
        if node != act:
            governs, fails = _reach(clauses, below)
            if governs:
                signs.add_head(forms, fails=fails)
        for verb in clauses.children(node, labels.adverb):
            if clauses.governed(verb) is not None:
                signs.add_head(clauses.forms[verb.i], fails=True)
        marks = {token.lower_ for token in clauses.children(node, labels.mark)}
        if node.dep_ in labels.adverbial | labels.relative and node.pos_ in VERBAL and marks & words.purpose:
            signs.weaken(Status.PLANNED)
        alone = _stands_alone(clauses, node, act, marks) and not _is_around(clauses, below)
        if signs.denied or alone or node.head == node:
            break
        node, below = node.head, node
    return signs.status


class Signs:
    """What the words on the way up from an act say of it, gathered."""

    def __init__(self, words: StatusWords) -> None:
        """Take the language's words of status."""
        self._words = words
        self._found = Status.ACTUAL
        self._negated = False
        self._reported_future = False
        self.denied = False

    @property
    def status(self) -> Status:
        """The status that all signs together make."""
        if self.denied:
            return Status.DENIED
        if self._negated and self._found is not Status.HYPOTHETICAL:
            return Status.NEGATED
        return self._found

    def weaken(self, status: Status) -> None:
        """Take the act for no more certain than `status`."""
        order = [Status.ACTUAL, Status.PLANNED, Status.HYPOTHETICAL]
        self._found = max(self._found, status, key=order.index)

    def add_modifiers(self, forms: set[str]) -> None:
        """Read the adjectives of a noun act: failed, possible, planned."""
        if forms & self._words.negated_modifiers:
            self._negated = not self._negated
        elif forms & self._words.hypothetical_modifiers:
            self.weaken(Status.HYPOTHETICAL)
        elif forms & self._words.planned_modifiers:
            self.weaken(Status.PLANNED)

    def add_closed(self, forms: set[str]) -> None:
        """Read the auxiliaries, adverbs and markers of one word on the way."""
        self._reported_future = self._reported_future or bool(forms & self._words.reported_future)
        if forms & self._words.negation:
            self._negated = not self._negated
        if forms & self._words.conditional:
            self._found = Status.HYPOTHETICAL
        elif forms & self._words.planned:
            self.weaken(Status.PLANNED)
        elif forms & self._words.hypothetical:
            self.weaken(Status.HYPOTHETICAL)

    def add_head(self, forms: frozenset[str], *, fails: bool) -> None:
        """Read a word that governs the act: deny, fail (where `fails` lets it), plan, consider."""
        if forms & self._words.denial_heads:
            self.denied = True
        elif fails and forms & self._words.failure_heads:
            self._negated = not self._negated
        elif forms & self._words.plan_heads:
            self.weaken(Status.PLANNED)
        elif forms & self._words.hypothetical_heads:
            self.weaken(Status.HYPOTHETICAL)

    def add_report(self, forms: frozenset[str]) -> None:
        """Read the verb that reports the act: "said it would" is a plan, a denial denies."""
        if self._found is Status.HYPOTHETICAL and self._reported_future:
            self._found = Status.PLANNED
        self.denied = self.denied or bool(forms & self._words.denial_heads)


def _is_around(clauses: Clauses, phrase: Token) -> bool:
    """Tell whether a phrase says around what a clause takes place: "during his visit"."""
    return clauses.preposition(phrase) in clauses.grammar.status.around


def _reach(clauses: Clauses, below: Token) -> tuple[bool, bool]:
    """Tell whether the head of a word on the way governs the act, and whether its failure is the act's."""
    labels = clauses.labels
    marks = _forms(clauses, clauses.children(below, labels.mark))
    if below.dep_ in labels.relative and not marks & clauses.grammar.status.purpose:
        bare = not marks and not clauses.relative_pronouns(below) and not clauses.is_passive(below)
        planned = bare and bool(clauses.forms[below.head.i] & clauses.grammar.status.plan_heads)
        return planned, planned  # "the agreement that they signed" is no plan to sign, "rencana mengirim" is
    if below.dep_ in labels.subject and below.head.pos_ not in VERBAL:
        return True, False  # "clashes are a possibility", "reports that Zambia expelled the envoy are untrue"
    clausal = labels.complement | labels.relative
    nominal = labels.object | labels.nominal | labels.passive_subject
    short_of = below.dep_ in labels.adverbial and bool(marks & clauses.grammar.object_marks)
    fails = short_of or below.dep_ in clausal | nominal
    return fails or below.dep_ in labels.oblique | labels.adverbial, fails


def _stands_alone(clauses: Clauses, node: Token, act: Token, marks: set[str]) -> bool:
    """Tell whether what stands above a word says nothing of the act below it."""
    labels = clauses.labels
    if node.dep_ in labels.parataxis:
        return True
    if node.pos_ in VERBAL and node.dep_ in labels.conjunct and _has_subject(clauses, node):
        return True
    if node.dep_ in labels.relative and any(
        child.lower_ in clauses.grammar.relative_pronouns for child in node.children
    ):
        return True  # "will question the guards who killed two": the killing is no plan
    near = clauses.grammar.status.purpose | clauses.grammar.status.simultaneous
    opened = {child.lower_ for child in clauses.children(node, labels.adverb) if child.i < node.i}  # "when" is no mark
    if node.pos_ in VERBAL and node.dep_ in labels.adverbial and (marks - near or (opened and not opened & near)):
        return True  # a background clause ("after", "since")
    return node.dep_ in labels.subject and node.head.pos_ in VERBAL and node != act


def read_speaker(clauses: Clauses, act: Token) -> str | None:
    """Return the words of the one who reports the act: "said X", "according to X", "kata X"."""
    grammar = clauses.grammar
    for node in _up(act):
        for candidate in (node, *clauses.children(node, clauses.labels.parataxis)):
            if candidate != act and clauses.forms[candidate.i] & grammar.speech.verbs:
                subjects = clauses.children(candidate, clauses.labels.subject | clauses.labels.object)
                if subjects and act.i not in {token.i for token in subjects[0].subtree}:
                    return _text(clauses, subjects[0])
    lowered = [token.lower_ for token in clauses.doc]
    for source in grammar.speech.sources:
        words = source.split()
        for start in range(len(lowered) - len(words)):
            if lowered[start : start + len(words)] == words:
                head = clauses.doc[start + len(words)]
                inside = clauses.labels.modifier | clauses.labels.possessive | clauses.labels.case
                while head.dep_ in inside and head.head.i > head.i:
                    head = head.head
                return _text(clauses, head, start=start + len(words))
    return None


def _is_scheduled(clauses: Clauses, verb: Token) -> bool:
    """Tell whether a verb is one of what is to be done: "Kenya is to send", "were due to meet"."""
    marks = [child.lower_ for child in verb.children if child.i < verb.i]
    return any(marks[at : at + 2] in clauses.grammar.status.scheduled for at in range(len(marks)))


def _closed_words(clauses: Clauses, node: Token, below: Token) -> set[str]:
    """Return the small words around a word that tell its status; those of the phrase it was reached from are known."""
    labels = clauses.labels
    near = [
        child
        for child in node.children
        if child.dep_ in labels.auxiliary | labels.adverb | labels.mark | labels.determiner
        or (child.dep_ in labels.modifier and child.pos_ in {"PART", "ADV", "DET"})
        or child.pos_ in {"PART", "AUX"}
    ]
    for noun in clauses.children(node, labels.object | labels.subject | labels.passive_subject):
        near += [child for child in noun.children if noun != below and child.lower_ in {"no", "neither"}]
    before = reversed(clauses.doc[max(0, node.i - BEFORE) : node.i])  # parses lose a bare "tidak" or "akan"
    near += takewhile(lambda token: token.pos_ in {"PART", "AUX", "ADV"}, before)
    return _forms(clauses, [token for token in near if not _taken_back(clauses, token)])


def _taken_back(clauses: Clauses, token: Token) -> bool:
    """Tell whether a negation is only half of "not only"."""
    follower = clauses.forms[token.i + 1] if token.i + 1 < len(clauses.doc) else frozenset()
    return bool(follower & clauses.grammar.status.not_only)


def _forms(clauses: Clauses, tokens: list[Token]) -> set[str]:
    return {form for token in tokens for form in clauses.forms[token.i]}


def _has_subject(clauses: Clauses, verb: Token) -> bool:
    return bool(clauses.children(verb, clauses.labels.subject | clauses.labels.passive_subject))


def _up(token: Token) -> Iterator[Token]:
    yield token
    yield from token.ancestors


def _text(clauses: Clauses, head: Token, *, start: int = 0) -> str:
    """Return the words of a phrase without its clauses."""
    clausal = clauses.labels.relative | clauses.labels.parataxis | clauses.labels.adverbial
    cut = [child.left_edge.i for child in head.subtree if child.dep_ in clausal and child.i > head.i]
    end = min([head.right_edge.i + 1, *cut])
    return clauses.doc[max(head.left_edge.i, start) : max(end, head.i + 1)].text.strip(" ,.")
