"""Say whether an act took place, and who says so (codebook, sections 6 and 7).

In: Clauses and the token of an act. Out: Status; the speaker's words. The walk goes from the act up through the
clauses and phrases it stands in: "plans to hold talks" is planned although "talks" itself has no future.
"""

from collections.abc import Iterator

from spacy.tokens import Token

from extractors.events.clauses import VERBAL, Clauses
from ontology import Status


def read_status(clauses: Clauses, act: Token, *, verbal: bool) -> Status:
    """Return the status of an act."""
    words, labels = clauses.grammar.status, clauses.labels
    speech = clauses.grammar.speech.verbs
    negated, found, reported_future = False, Status.ACTUAL, False
    node, below = act, act
    first = True
    while True:
        if not first and below.dep_ in labels.complement and clauses.forms[node.i] & speech:
            # "can confirm that": a reporting verb's own modals are not the act's; "said it would" is a plan
            if found is Status.HYPOTHETICAL and reported_future:
                found = Status.PLANNED
            if clauses.forms[node.i] & words.denial_heads:
                return Status.DENIED
            break
        own = _closed_words(clauses, node)
        if first and not verbal:
            modifiers = _forms(clauses, clauses.children(node, labels.modifier))
            if modifiers & words.negated_modifiers:
                negated = not negated
            elif modifiers & words.hypothetical_modifiers:
                found = _weaker(found, Status.HYPOTHETICAL)
            elif modifiers & words.planned_modifiers:
                found = _weaker(found, Status.PLANNED)
        reported_future = reported_future or bool(own & words.reported_future)
        if own & words.negation:
            negated = not negated
        if own & words.conditional:
            found = Status.HYPOTHETICAL
        elif own & words.planned:
            found = _weaker(found, Status.PLANNED)
        elif own & words.hypothetical:
            found = _weaker(found, Status.HYPOTHETICAL)
        if not first:
            governs = clauses.forms[node.i]
            within = (
                below.dep_
                in labels.complement
                | labels.relative
                | labels.object
                | labels.nominal
                | labels.oblique
                | labels.adverbial
                | labels.passive_subject
            )
            clausal = below.dep_ in labels.complement | labels.relative
            if (
                below.dep_ in labels.relative
                and not _forms(clauses, clauses.children(below, labels.mark)) & words.purpose
            ):
                within = clausal = False  # "the agreement that they signed" is no plan to sign, "the plan to sign" is
            if within and governs & words.denial_heads:
                return Status.DENIED
            if (
                within
                and governs & words.failure_heads
                and (clausal or below.dep_ in labels.object | labels.nominal | labels.passive_subject)
            ):
                negated = not negated
            elif within and governs & words.plan_heads:
                found = _weaker(found, Status.PLANNED)
            elif within and governs & words.hypothetical_heads:
                found = _weaker(found, Status.HYPOTHETICAL)
        for verb in clauses.children(node, labels.adverb):
            if clauses.governed(verb) is not None:
                governs = clauses.forms[verb.i]
                if governs & words.denial_heads:
                    return Status.DENIED
                if governs & words.failure_heads:
                    negated = not negated
                elif governs & words.plan_heads:
                    found = _weaker(found, Status.PLANNED)
                elif governs & words.hypothetical_heads:
                    found = _weaker(found, Status.HYPOTHETICAL)
        marks = {token.lower_ for token in clauses.children(node, labels.mark)}
        if node.dep_ in labels.adverbial | labels.relative and node.pos_ in VERBAL and marks & words.purpose:
            found = _weaker(found, Status.PLANNED)
        if (
            node.head == node
            or node.dep_ in labels.parataxis
            or (node.dep_ in labels.conjunct and node.pos_ in VERBAL and _has_subject(clauses, node))
        ):
            break
        if node.dep_ in labels.adverbial and node.pos_ in VERBAL and marks - words.purpose:
            break  # a background clause ("after", "since") stands on its own
        if node.dep_ in labels.subject and node.head.pos_ in VERBAL and node != act:
            break
        node, below, first = node.head, node, False
    if negated:
        return Status.NEGATED if found is not Status.HYPOTHETICAL else found
    return found


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


def _closed_words(clauses: Clauses, node: Token) -> set[str]:
    labels = clauses.labels
    near = [
        child
        for child in node.children
        if child.dep_ in labels.auxiliary | labels.adverb | labels.mark | labels.determiner
        or (child.dep_ in labels.modifier and child.pos_ in {"PART", "ADV", "DET"})
        or child.pos_ in {"PART", "AUX"}
    ]
    for noun in clauses.children(node, labels.object | labels.subject | labels.passive_subject):
        near += [child for child in noun.children if child.lower_ in {"no", "neither"}]
    previous = clauses.doc[node.i - 1] if node.i else None  # parses lose a bare "tidak" or "akan" before its verb
    if previous is not None and previous.pos_ in {"PART", "AUX", "ADV"}:
        near.append(previous)
    return _forms(clauses, [token for token in near if not _taken_back(clauses, token)])


def _taken_back(clauses: Clauses, token: Token) -> bool:
    """Tell whether a negation is only half of "not only"."""
    follower = clauses.forms[token.i + 1] if token.i + 1 < len(clauses.doc) else frozenset()
    return bool(follower & clauses.grammar.status.not_only)


def _forms(clauses: Clauses, tokens: list[Token]) -> set[str]:
    return {form for token in tokens for form in clauses.forms[token.i]}


def _weaker(current: Status, new: Status) -> Status:
    order = [Status.ACTUAL, Status.PLANNED, Status.HYPOTHETICAL]
    return max(current, new, key=order.index)


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
