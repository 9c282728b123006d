"""Read the grammar around a word: its subject, object, agent, prepositional phrases, and the actors inside each.

In: a parsed Doc of one sentence with its namings. Out: tokens by grammatical function, and the namings that a phrase
stands for ("Seoul's spy agency" is Seoul; "troops from Chad" is Chad). Labels come from the pack, so any UD-like
parse will do.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache

from spacy.tokens import Doc, Token

from extractors.events.actors import Naming
from extractors.languages.grammar import Grammar
from extractors.languages.lexicon import Phrase
from extractors.languages.morphology import Stems, verb_stems, word_forms

VERBAL = frozenset({"VERB", "AUX"})
NEAR = 3
"""Tokens between a thing and a bare participle that says whose it is: "a tanker carrying Iranian oil"."""

NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "SYM", "ADJ", "X"})


class Clauses:
    """One parsed sentence with its namings, asked by function instead of by label."""

    def __init__(self, doc: Doc, namings: Sequence[Naming], grammar: Grammar) -> None:
        self.doc = doc
        self.grammar = grammar
        self.labels = grammar.labels
        self.namings = list(namings)
        self._at = {index: naming for naming in namings for index in range(naming.start, naming.end)}
        self.forms = [word_forms(token.text, token.lemma_, grammar) for token in doc]
        self.stems: list[Stems] = [verb_stems(token.text, token.lemma_, grammar) for token in doc]
        self._both = self._find_both()

    # --- words ---------------------------------------------------------------------------------------------------

    def naming_at(self, token: Token) -> Naming | None:
        """Return the naming that covers a token."""
        return self._at.get(token.i)

    def has_words(self, words: frozenset[str], start: int, end: int) -> bool:
        """Tell whether one of the words (or word sequences) stands among the tokens start..end."""
        return have_words(self.forms[start:end], words)

    def matches(self, phrase: Phrase, start: int) -> bool:
        """Tell whether a word sequence stands at a token."""
        return _follows(self.forms, phrase, start)

    # --- functions -----------------------------------------------------------------------------------------------

    def children(self, token: Token, labels: frozenset[str]) -> list[Token]:
        """Return the children of a token that bear one of the labels."""
        return [child for child in token.children if child.dep_ in labels]

    def modifiers(self, noun: Token) -> list[Token]:
        """Return what colours a noun: possessors, adjectives, compounds, and bare nouns before it."""
        labels = self.labels
        close = self.children(noun, labels.possessive | labels.modifier)
        loose = labels.nominal | (labels.oblique if noun.dep_ in labels.modifier else frozenset())  # "US-led"
        before = [child for child in self.children(noun, loose) if child.i < noun.i and self.preposition(child) is None]
        last = self.doc[noun.i - 1] if noun.i else noun
        if last.pos_ == "ADJ" and last.dep_ in labels.conjunct and self.naming_at(last) is not None:
            before.append(last)  # "during US and Israeli strikes": a parse may hang the list elsewhere
        return sorted({*close, *before}, key=lambda token: token.i)

    def preposition(self, token: Token) -> str | None:
        """Return the preposition of a phrase in lower case; the first where several stand together."""
        cases = self.children(token, self.labels.case)
        return cases[0].lower_ if cases else None

    def is_passive(self, verb: Token) -> bool:
        """Tell whether a verb is read as passive, by its dependents, its features or its own form."""
        labels = self.labels
        if self.grammar.morphology and verb.lower_.startswith(self.grammar.active_prefixes):
            return False
        if verb.lower_.endswith(self.grammar.active_suffixes):
            return False
        if self.children(verb, labels.passive_subject | labels.passive_auxiliary | labels.agent):
            return True
        if self.grammar.morphology:
            return bool(self.stems[verb.i].passive) and verb.lower_.startswith(self.grammar.passive_prefixes)
        if self.children(verb, labels.object | labels.subject):
            return False
        participle = verb.morph.get("VerbForm", []) == ["Part"] and verb.morph.get("Tense", []) == ["Past"]
        return verb.morph.get("Voice", []) == ["Pass"] or (participle and verb.dep_ in labels.relative)

    def governed(self, verb: Token) -> Token | None:
        """Return the verb that an auxiliary-like verb before it takes, where the parse has them the wrong way round.

        In "sepakat memulihkan" a parse may make the first verb an adverb of the second.
        """
        serial = verb.dep_ in self.labels.adverb and verb.pos_ == "VERB"
        return verb.head if serial and verb.head.pos_ == "VERB" and verb.head.i > verb.i else None

    def subjects(self, verb: Token, depth: int = 0) -> list[Token]:
        """Return the subject of a verb; one that it shares with another verb is found there."""
        labels = self.labels
        own = self.children(verb, labels.subject | labels.passive_subject)
        own = [token for token in own if not self._is_relative_pronoun(token) and not self._is_bare_agent(token)]
        if own or depth > 3 or verb.head == verb:
            return own
        head = verb.head
        if self.governed(verb) is not None:
            return [token for token in self.subjects(head, depth + 1) if token.i < verb.i]
        if verb.dep_ in labels.relative and head.pos_ not in VERBAL:
            head = self._antecedent_noun(head)
            kept = head.dep_ in labels.object and verb.morph.get("VerbForm", []) == ["Inf"]
            if kept and not self.actors(head):  # "keeps troops there to fight": the one who keeps them fights
                return self.subjects(head.head, depth + 1)
            return [head]
        if verb.dep_ in labels.conjunct and head.pos_ in VERBAL | {"ADJ"}:
            return self.subjects(head, depth + 1)
        if verb.dep_ in labels.complement | labels.adverbial | labels.relative and not self._finite_clause(verb):
            objects = self.children(head, labels.object | labels.indirect_object)
            marks = {token.lower_ for token in self.children(verb, labels.mark)}
            if objects and (verb.dep_ not in labels.adverbial or marks & self.grammar.object_marks):
                return objects
            if head.pos_ in NOMINAL and not self.children(head, labels.subject | labels.passive_subject):
                return [head]
            return self.subjects(head, depth + 1)
        return []

    def _antecedent_noun(self, noun: Token) -> Token:
        """Return what a relative clause is about: of "US aid workers Jane Doe and Ann Roe, who ..." the aid workers."""
        labels = self.labels
        while not self.actors(noun) and noun.dep_ in labels.apposition | labels.conjunct | labels.modifier:
            if noun.head.pos_ in VERBAL:
                break
            noun = noun.head
        return noun

    def patients(self, verb: Token) -> list[Token]:
        """Return the object of a verb: of a passive its subject, in a relative clause the noun it belongs to."""
        labels = self.labels
        if self.is_passive(verb):
            return self.subjects(verb)
        objects = [token for token in self.children(verb, labels.object) if not self._is_relative_pronoun(token)]
        if objects:
            return [inner for token in objects for inner in self._named_by_clause(token)]
        if verb.dep_ in labels.relative and self._own_subjects(verb):
            return [self._antecedent_noun(verb.head)]
        return []

    def _named_by_clause(self, token: Token) -> list[Token]:
        """Return what a free relative clause names: of "what he called an attack by Iran" the attack and its doer."""
        inner = [clause for clause in self.children(token, self.labels.relative) if token.pos_ == "PRON"]
        return [word for clause in inner for word in self.children(clause, self.labels.object)] or [token]

    def agents(self, verb: Token, *, end: int | None = None) -> list[Token]:
        """Return the doer of a verb: its subject, or of a passive the agent phrase.

        `end` is where the verb's phrase ends: "ditembak jatuh Turki" has its bare agent after both words, "ditahan
        Turki karena ..." right after the first.
        """
        if not self.is_passive(verb):
            return self.subjects(verb)
        labels, grammar = self.labels, self.grammar
        agents = self.children(verb, labels.agent)
        agents += [
            token
            for preposition, token in self.phrases(verb)
            if preposition in grammar.agent_prepositions and token not in agents
        ]
        agents = agents or list(self._stray_agents(verb))
        if agents or not grammar.bare_agent:
            return agents
        return next((found for at in (end, verb.i + 1) if at is not None and (found := self._bare_agent(verb, at))), [])

    def _bare_agent(self, verb: Token, at: int) -> list[Token]:
        """Return the noun at a place, if it is the bare doer of a passive verb before it."""
        if at >= len(self.doc):
            return []
        after = self.doc[at]
        suffers = after.dep_ in self.labels.passive_subject and not self._is_bare_agent(after)
        named = after.pos_ in {"NOUN", "PROPN", "PRON"} and not suffers
        attached = (
            self.naming_at(after) is not None
            or after.head == verb
            or (self.preposition(after) is None and after.head.i < at)
        )
        return [after] if named and attached else []

    def _is_bare_agent(self, token: Token) -> bool:
        """Tell whether the subject that a parse gives a passive verb is its doer: "tewas ditembak pasukan Israel".

        It stands right after a verb that shares its subject with the verb before it.
        """
        verb = token.head
        shares = verb.dep_ in self.labels.complement and verb.head.pos_ in VERBAL and verb.i == verb.head.i + 1
        return (
            self.grammar.bare_agent and shares and token.left_edge.i == verb.i + 1
            and verb.lower_.startswith(self.grammar.passive_prefixes)
        )  # fmt: skip

    def _stray_agents(self, verb: Token) -> Iterator[Token]:
        """Yield the agent of a passive that a parse hung on a word after it: "charged with spying by Iran"."""
        for token in verb.subtree:
            head = token.head
            by = self.preposition(token) in self.grammar.agent_prepositions and token.i > head.i > verb.i
            if by and head.head == verb and head.pos_ in VERBAL and not self.is_passive(head):
                yield token

    def phrases(self, head: Token, depth: int = 0) -> Iterator[tuple[str, Token]]:
        """Yield (preposition, head of the phrase) below a word, nearest first, not crossing into other clauses."""
        labels = self.labels
        inner = []
        for child in head.children:
            clausal = labels.complement | labels.relative | labels.parataxis | labels.subject | labels.passive_subject
            if child.dep_ in clausal or (child.dep_ in labels.adverbial and child.pos_ in VERBAL):
                continue
            if child.dep_ in labels.conjunct and child.pos_ in VERBAL:
                continue
            preposition = self.preposition(child)
            if preposition:
                yield preposition, child
            inner.append(child)
        if depth < 3:
            for child in inner:
                yield from self.phrases(child, depth + 1)

    def complements(self, verb: Token) -> list[Token]:
        """Return the heads of the clauses that a verb takes: "to attack", "that Iran stop", "agar Iran ..."."""
        labels = self.labels
        taken = self.children(verb, labels.complement | labels.adverbial)
        if verb.pos_ not in VERBAL:  # "the demand that Iran stop", "desakan agar Iran berhenti"
            marked = (clause for clause in self.children(verb, labels.relative) if self.children(clause, labels.mark))
            taken += [clause for clause in marked if not self.relative_pronouns(clause)]
        governed = self.governed(verb)
        if governed is not None:
            taken.append(governed)
        for noun in self.children(verb, labels.object | labels.indirect_object | labels.oblique):
            taken += self.children(noun, labels.relative)
        return [token for token in taken if token.i > verb.i]

    # --- actors --------------------------------------------------------------------------------------------------

    def actors(self, token: Token, *, wide: bool = False, depth: int = 0) -> list[Naming]:
        """Return the namings that a phrase stands for, nearest to its head first.

        `wide` also looks into prepositional phrases: a place stands for its state as the target of an act.
        """
        if depth > 5:
            return []
        naming = self.naming_at(token)
        if naming is not None:
            tokens = [self.doc[index] for index in range(naming.start, naming.end)]
            listing = self.labels.modifier | self.labels.conjunct
            listed = self._listed_before(naming) if token.dep_ in listing and token.pos_ == "ADJ" else []
            return _distinct([*listed, naming, *self._conjoined(tokens, wide=wide, depth=depth)])
        if token.i in self._both:
            return self._both[token.i]
        if token.lower_ in self.grammar.pronouns | self.grammar.possessive_pronouns:
            return self._antecedent(token, depth)
        if token.lower_ in self.grammar.first_person:
            return self._speakers(token, depth)
        labels = self.labels
        for group in (self.modifiers(token), self.children(token, labels.apposition)):
            found = [naming for child in group for naming in self.actors(child, depth=depth + 1)]
            if found:
                return _distinct(found + self._conjoined([token], wide=wide, depth=depth))
        nominal = self.children(token, labels.nominal | labels.oblique)
        genitive = [child for child in nominal if self._is_genitive(child)]
        for group_tokens in (genitive, nominal if wide else []):
            found = [naming for child in group_tokens for naming in self.actors(child, wide=wide, depth=depth + 1)]
            if found:
                return _distinct(found + self._conjoined([token], wide=wide, depth=depth))
        found = self._conjoined([token], wide=wide, depth=depth) or self.owners(token, depth)
        if wide and not found:
            sides = [side for clause in self.children(token, labels.relative) for side in self._sides_of(clause)]
            found = [naming for side in sides for naming in self.actors(side, depth=depth + 1)]
        return _distinct(found)

    def is_setting(self, naming: Naming) -> bool:
        """Tell whether a name says where something took place: "Iran and Iraq met in Oman"."""
        return naming.start > 0 and self.doc[naming.start - 1].lower_ in self.grammar.place_prepositions

    def _sides_of(self, clause: Token) -> list[Token]:
        """Return who a bare participle says a thing belongs to: "carrying Iranian oil", "berbendera Iran"."""
        near = clause.i - clause.head.i < NEAR and clause.dep_ == "acl" and not self._own_subjects(clause)
        return self.children(clause, self.labels.object | self.labels.oblique) if near else []

    def others(self, token: Token, known: Collection[str]) -> list[Naming]:
        """Return the namings in a phrase that are none of the known actors: the "Gaza" of "its border with Gaza".

        A pronoun in it that would mean one of them means the subject of the clause around: "... after Iran shot down
        one of its drones".
        """
        clausal = self.labels.relative | self.labels.parataxis | self.labels.complement
        inside = [word for word in self._phrase(token, clausal) if word.i > token.i or word == token]
        found = [naming for word in inside if (naming := self.naming_at(word)) and naming.code not in known]
        if found:
            return found[:1]
        pronouns = self.grammar.pronouns | self.grammar.possessive_pronouns
        suffix = self.grammar.possessive_suffix
        if any(
            word.lower_ in pronouns or (suffix and word.lower_.endswith(suffix))
            for word in self._phrase(token, clausal)
        ):
            labels = self.labels
            for ancestor in token.ancestors:
                sides = self.children(ancestor, labels.subject | labels.passive_subject | labels.object)
                found = [one for side in sides if side.right_edge.i < token.i for one in self.actors(side)]
                found = [naming for naming in found if naming.code not in known]
                if found:
                    return found[:1]
        return []

    def _phrase(self, token: Token, clausal: frozenset[str]) -> Iterator[Token]:
        """Yield the words of a phrase without the clauses in it."""
        yield token
        for child in token.children:
            if child.dep_ not in clausal:
                yield from self._phrase(child, clausal)

    def _listed_before(self, naming: Naming) -> list[Naming]:
        """Return the namings that stand in one list before a naming: the "US" of "US and Israeli strikes".

        Parses often join such a list to the noun instead of to its last adjective.
        """
        listed: list[Naming] = []
        at = naming.start
        while at > 1 and self.doc[at - 1].pos_ in ({"CCONJ", "PUNCT"} if listed else {"CCONJ"}):
            before = self._at.get(at - 2)
            if before is None or self.doc[at - 1].text not in {",", self.doc[naming.start - 1].text}:
                break
            listed.insert(0, before)
            at = before.start
        return listed

    def _listed_after(self, token: Token) -> list[Token]:
        """Return the names of others that a parse took for another word of a name: "Bahrain, Egypt and Jordan"."""
        naming = self._at.get(token.i)
        named = [(child, self._at.get(child.i)) for child in self.children(token, self.labels.apposition)]
        return [child for child, other in named if naming and other and other.code != naming.code]

    def _conjoined(self, tokens: Sequence[Token], *, wide: bool, depth: int) -> list[Naming]:
        heads = [child for token in tokens for child in self.children(token, self.labels.conjunct)]
        heads += [child for token in tokens for child in self._listed_after(token)]
        nouns = [head for head in heads if head.pos_ not in VERBAL and not self._speaks(head)]
        return [naming for head in nouns for naming in self.actors(head, wide=wide, depth=depth + 1)]

    def _speaks(self, noun: Token) -> bool:
        """Tell whether a noun that a parse joined to a list is the speaker after it: "... to Russia, Seoul says"."""
        end = noun.right_edge.i + 1
        follower = self.doc[end] if end < len(self.doc) else None
        return follower is not None and follower.pos_ in VERBAL and bool(self.forms[end] & self.grammar.speech.verbs)

    def _is_genitive(self, token: Token) -> bool:
        preposition = self.preposition(token)
        if preposition is None:
            return self.grammar.bare_genitive
        return preposition in self.grammar.genitive_prepositions

    def owners(self, token: Token, depth: int = 0) -> list[Naming]:
        """Return whom "its troops", "pasukannya" belong to."""
        grammar = self.grammar
        owned = any(child.lower_ in grammar.possessive_pronouns for child in token.children)
        suffix = grammar.possessive_suffix
        noun = token.pos_ in {"NOUN", "PROPN"}  # "lainnya" is nobody's
        owned = owned or bool(suffix and noun and token.lower_.endswith(suffix) and len(token.lower_) > 6)
        return self._antecedent(token, depth) if owned else []

    def _speakers(self, token: Token, depth: int) -> list[Naming]:
        """Return who says "we" in a sentence: the subject of a verb of speech that the pronoun is no part of."""
        for verb in self.doc:
            if self.forms[verb.i] & self.grammar.speech.verbs:
                subjects = self.children(verb, self.labels.subject | self.labels.object)
                said = [subject for subject in subjects if token.i not in {one.i for one in subject.subtree}]
                found = [naming for subject in said for naming in self.actors(subject, depth=depth + 1)]
                if found:
                    return found[:1]
        return []

    def _antecedent(self, token: Token, depth: int) -> list[Naming]:
        """Return the nearest subject before a pronoun: of the clauses around it, else the first naming before it."""
        people = [naming for naming in self.namings if naming.kind == "person" and 0 <= token.i - naming.end < 8]
        if people and token.i - people[-1].end < 3:
            return people[-1:]
        for ancestor in token.ancestors:
            for subject in self.children(ancestor, self.labels.subject | self.labels.passive_subject):
                if subject.i < token.i and subject != token and subject.lower_ not in self.grammar.pronouns:
                    found = self.actors(subject, depth=depth + 2)
                    if found:
                        return found[:1]
        return people[-1:]

    def _find_both(self) -> dict[int, list[Naming]]:
        """Map the tokens of "both countries" to the two actors named in the sentence, where there are just two."""
        first: dict[str, Naming] = {}
        for naming in self.namings:
            first.setdefault(naming.code, naming)
        if len(first) != 2:
            return {}
        found = {}
        lowered = [token.lower_ for token in self.doc]
        for phrase in self.grammar.both:
            words = phrase.split()
            for start in range(len(lowered) - len(words) + 1):
                if lowered[start] == words[0] and lowered[start : start + len(words)] == words:
                    found.update({index: list(first.values()) for index in range(start, start + len(words))})
        return found

    # --- details -------------------------------------------------------------------------------------------------

    def _own_subjects(self, verb: Token) -> list[Token]:
        own = self.children(verb, self.labels.subject)
        return [token for token in own if not self._is_relative_pronoun(token)]

    def relative_pronouns(self, clause: Token) -> list[Token]:
        """Return the relative pronouns of a clause."""
        return [child for child in clause.children if self._is_relative_pronoun(child) and child.dep_ != "mark"]

    def _is_relative_pronoun(self, token: Token) -> bool:
        return token.lower_ in self.grammar.relative_pronouns

    def _finite_clause(self, verb: Token) -> bool:
        return bool(self.children(verb, self.labels.subject | self.labels.passive_subject))


def have_words(forms: Sequence[frozenset[str]], words: frozenset[str]) -> bool:
    """Tell whether one of the words (or word sequences) stands among words given by their forms."""
    phrases = by_first_word(words)
    for index, known in enumerate(forms):
        if not known.isdisjoint(words):
            return True
        for first in phrases.keys() & known:
            if any(_follows(forms, phrase, index) for phrase in phrases[first]):
                return True
    return False


def _follows(forms: Sequence[frozenset[str]], phrase: Phrase, start: int) -> bool:
    window = forms[start : start + len(phrase)]
    return len(window) == len(phrase) and all(word in form for word, form in zip(phrase, window, strict=True))


@cache
def by_first_word(words: frozenset[str]) -> Mapping[str, Sequence[Phrase]]:
    """Return the word sequences of a class by their first words."""
    phrases: dict[str, list[Phrase]] = {}
    for phrase in (tuple(word.split()) for word in words if " " in word):
        phrases.setdefault(phrase[0], []).append(phrase)
    return phrases


def _distinct(namings: Sequence[Naming]) -> list[Naming]:
    return list(dict.fromkeys(namings))
