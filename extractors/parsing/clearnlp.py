"""Rewrite a parse by ClearNLP's labels into Universal Dependencies 2: a parsed Doc in, the same Doc out.

spaCy's English models let prepositions and forms of *be* govern their nouns and predicates; the coder's rules want
content words as heads. Every change either puts a word in the place of its head or hangs it elsewhere outside its own
subtree, so a tree stays a tree; a sentence that comes out as anything else keeps its parse.
"""

from bisect import bisect
from collections.abc import Collection, Iterable

import numpy as np
from spacy.attrs import DEP, HEAD
from spacy.language import Language
from spacy.tokens import Doc, Span

RENAMED = {
    "acomp": "xcomp",
    "agent": "advmod",
    "attr": "xcomp",
    "auxpass": "aux:pass",
    "csubjpass": "csubj:pass",
    "dative": "iobj",
    "dobj": "obj",
    "intj": "discourse",
    "meta": "dep",
    "neg": "advmod",
    "nn": "compound",
    "npadvmod": "nmod",
    "nsubjpass": "nsubj:pass",
    "oprd": "xcomp",
    "pcomp": "acl",
    "pobj": "nmod",
    "poss": "nmod:poss",
    "preconj": "cc:preconj",
    "predet": "det:predet",
    "prep": "advmod",
    "prt": "compound:prt",
    "quantmod": "advmod",
    "relcl": "acl:relcl",
}
"""ClearNLP's labels that UD 2 lacks, with the UD label of a word that no change of structure met."""

UNDER_VERBS = {"npadvmod": "obl:npmod", "pcomp": "advcl", "pobj": "obl"}
"""What three of them are under a head that takes obliques."""

BE = frozenset({"be", "am", "is", "are", "was", "were", "been", "being", "'s", "'re", "'m", "’s", "’re", "’m", "ai"})
TAKES_OBLIQUES = frozenset({"VERB", "AUX", "ADJ", "ADV"})
NEVER_PREPOSITION = frozenset({"VERB", "AUX", "NOUN", "PROPN", "PRON", "NUM"})
OF_CLAUSES = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl", "cop"})
ADJUNCTS = frozenset({"prep", "agent", "dative", "advmod", "prt"})


class DependencyRewriter:
    """The component `universal_dependencies`: rewrites heads and labels where they are ClearNLP's."""

    def __call__(self, doc: Doc) -> Doc:
        """Rewrite the parse of a Doc; one without ClearNLP's labels stays as it is."""
        if not speaks_clearnlp(token.dep_ for token in doc):
            return doc
        values = doc.to_array([HEAD, DEP])
        for sentence in doc.sents if doc.has_annotation("SENT_START") else [doc[:]]:
            tree = rewrite_sentence(sentence)
            if tree is not None:
                place = slice(sentence.start, sentence.end)
                values[place, 0] = (np.array(tree.heads) - np.arange(len(sentence))).astype(np.int64).view(np.uint64)
                values[place, 1] = [doc.vocab.strings.add(label) for label in tree.labels]
        return doc.from_array([HEAD, DEP], values)  # type: ignore[arg-type]  # the stubs know no unsigned arrays


@Language.factory("universal_dependencies", assigns=["token.head", "token.dep"], requires=["token.dep", "token.pos"])
def make_rewriter(nlp: Language, name: str) -> DependencyRewriter:
    """Return the component; it stands after the parser and after what sets parts of speech."""
    return DependencyRewriter()


def speaks_clearnlp(labels: Iterable[str]) -> bool:
    """Tell whether one of the labels is ClearNLP's and none of UD 2: dobj, nsubjpass, pobj, attr, prep."""
    return not RENAMED.keys().isdisjoint(labels)


class Tree:
    """One sentence while it is rewritten: heads (the root's is itself), labels, children, by place in the sentence."""

    def __init__(self, sentence: Span) -> None:
        self.words = [token.lower_ for token in sentence]
        self.pos = [token.pos_ for token in sentence]
        self.heads = [token.head.i - sentence.start for token in sentence]
        self.labels = [token.dep_ for token in sentence]
        self.children: list[set[int]] = [set() for _ in sentence]
        for node, head in enumerate(self.heads):
            if head != node and 0 <= head < len(self.heads):
                self.children[head].add(node)

    def list_nodes(self) -> list[int]:
        """Return the nodes below the root with every head before its children; all of them only in a sound tree."""
        order = [node for node, head in enumerate(self.heads) if head == node][:1]
        for node in order:
            order += sorted(self.children[node])
        return order

    def is_sound(self) -> bool:
        """Tell whether there is one root and every node hangs below it."""
        return len(self.list_nodes()) == len(self.heads)

    def find(self, node: int, labels: Collection[str]) -> list[int]:
        """Return a node's children by some of the labels, from left to right."""
        return sorted(child for child in self.children[node] if self.labels[child] in labels)

    def attach(self, node: int, head: int, label: str) -> None:
        """Hang a node that is not the root by another head, one outside its subtree."""
        self.children[self.heads[node]].discard(node)
        self.children[head].add(node)
        self.heads[node], self.labels[node] = head, label

    def promote(self, node: int, label: str, former: str, *, keep: Collection[int] = ()) -> None:
        """Put a node, as `label`, in the place of its head, which hangs by it as `former` and keeps only `keep`."""
        head = self.heads[node]
        above = self.heads[head]
        if above == head:
            self.children[head].discard(node)
            self.heads[node], self.labels[node] = node, label
        else:
            self.attach(node, above, label)
        for child in self.children[head].difference(keep):
            self.attach(child, node, self.labels[child])
        self.attach(head, node, former)


def rewrite_sentence(sentence: Span) -> Tree | None:
    """Return the sentence's tree by UD 2, None where its parse is no tree or would not stay one."""
    tree = Tree(sentence)
    if not tree.is_sound():
        return None
    prepositions = {node for node in range(len(tree.heads)) if _is_preposition(tree, node)}
    _relabel(tree, prepositions)
    joined: dict[int, int] = {}  # objects of prepositions that are conjuncts: "in and around Jakarta"
    for node in reversed(tree.list_nodes()):
        if node in prepositions:
            _lower_preposition(tree, node, prepositions, joined)
        elif tree.words[node] in BE and tree.labels[node] not in {"aux", "auxpass"}:
            _lower_copula(tree, node)
    _hang_conjunctions(tree)
    tree.labels = [RENAMED.get(label, label) for label in tree.labels]
    return tree if tree.is_sound() else None


def _is_preposition(tree: Tree, node: int) -> bool:
    """Tell whether a node is a preposition by its label, or by its object."""
    if tree.labels[node] in {"prep", "agent"}:
        return True
    governed = {"pobj", "pcomp", "prep"} if tree.pos[node] == "ADP" else {"pobj", "pcomp"}
    return tree.pos[node] not in NEVER_PREPOSITION and bool(tree.find(node, governed))


def _relabel(tree: Tree, prepositions: Collection[int]) -> None:
    """Set the labels that depend on heads as ClearNLP has them."""
    for node, (head, label) in enumerate(zip(tree.heads, tree.labels, strict=True)):
        under, bare = head in prepositions, not tree.children[node]
        if label in {"prep", "pcomp"} and under and bare and tree.pos[node] == "ADP":
            tree.labels[node] = "case"
        elif label == "dative" and tree.pos[node] == "ADP" and node not in prepositions:
            tree.labels[node] = "advmod"
        elif label == "aux" and tree.words[node] == "to":
            tree.labels[node] = "mark"
        elif label == "npadvmod" and under:
            tree.labels[node] = UNDER_VERBS[label]
        elif label in UNDER_VERBS and not under:
            tree.labels[node] = _name(tree, head, label)


def _lower_preposition(tree: Tree, node: int, prepositions: Collection[int], joined: dict[int, int]) -> None:
    """Hang a preposition by its object or its clause; all below it is done."""
    objects = tree.find(node, {"pobj"})
    complements = objects or tree.find(node, {"pcomp"})
    through = [] if complements else [child for child in tree.find(node, {"conj"}) if child in joined]
    if not complements and not through:
        return
    chosen = (complements or through)[0]
    clause = not objects and (tree.pos[chosen] in {"VERB", "AUX"} or bool(tree.find(chosen, OF_CLAUSES)))
    label, head = tree.labels[node], tree.heads[node]
    adjunct = label in ADJUNCTS
    if head in prepositions and (adjunct or label == "pcomp"):
        adjunct, label = False, "pcomp" if clause else "pobj"
    elif adjunct:
        agent = label == "agent" and not clause
        label = "obl:agent" if agent else _name(tree, head, "pcomp" if clause else "pobj")
    kept = tree.find(node, {"cc", "preconj"}) if through else ()
    tree.promote(chosen, label, "mark" if clause else "case", keep=kept)
    if through:
        tree.attach(joined[chosen], node, "conj")
    if label == "conj":
        joined[chosen] = node
    for extra in objects[1:] if adjunct else ():
        tree.attach(extra, head, _name(tree, head, "pobj"))


def _name(tree: Tree, head: int, label: str) -> str:
    return (UNDER_VERBS if tree.pos[head] in TAKES_OBLIQUES else RENAMED)[label]


def _lower_copula(tree: Tree, node: int) -> None:
    """Hang a form of *be* by its predicate; in *there is* the predicate is the subject."""
    predicates = tree.find(node, {"attr", "acomp"})
    if any(tree.words[child] == "there" for child in tree.find(node, {"expl"})):
        for child in predicates:
            tree.labels[child] = "nsubj"
    elif predicates:
        chosen = next((child for child in predicates if child > node), predicates[0])
        tree.promote(chosen, tree.labels[node], "cop")


def _hang_conjunctions(tree: Tree) -> None:
    """Hang conjunctions by the conjunct after them, and every conjunct by the first of its row."""
    for node in range(len(tree.heads)):
        conjuncts = tree.find(node, {"conj"})
        for conjunction in tree.find(node, {"cc"}) if conjuncts else ():
            after = bisect(conjuncts, conjunction)
            if conjunction > node and after < len(conjuncts):
                tree.attach(conjunction, conjuncts[after], "cc")
    for node in tree.list_nodes()[1:]:
        head = tree.heads[node]
        if tree.labels[node] == tree.labels[head] == "conj":
            tree.attach(node, tree.heads[head], "conj")
