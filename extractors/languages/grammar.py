"""The shape of language.toml: labels, closed-class words and small patterns of one language, as data.

The coder's rules speak of subjects, agents and negation; which label or word that is in a language stands here, so that
another language, or a user's own spaCy model with other labels, needs no code.
"""

import re
from collections.abc import Mapping
from functools import cached_property
from typing import Annotated, Self

from pydantic import AfterValidator, Field, field_validator, model_validator

from ontology.records import Record

Words = frozenset[str]


def _checked(pattern: str) -> str:
    try:
        re.compile(pattern)
    except re.error as error:
        raise ValueError(f"{pattern!r} is no regular expression: {error}") from error
    return pattern


class Labels(Record):
    """Dependency labels by function (defaults: Universal Dependencies 2)."""

    subject: Words = frozenset({"nsubj", "csubj", "nsubj:outer", "expl"})
    passive_subject: Words = frozenset({"nsubj:pass", "csubj:pass"})
    object: Words = frozenset({"obj"})
    indirect_object: Words = frozenset({"iobj"})
    agent: Words = frozenset({"obl:agent"})
    oblique: Words = frozenset({"obl", "obl:tmod", "obl:unmarked", "obl:npmod", "obl:mod", "nmod", "advcl"})
    possessive: Words = frozenset({"nmod:poss"})
    modifier: Words = frozenset(
        {"compound", "amod", "flat", "flat:name", "nmod:desc", "nmod:unmarked", "nmod:lmod", "det"}
    )
    nominal: Words = frozenset({"nmod"})
    apposition: Words = frozenset({"appos"})
    conjunct: Words = frozenset({"conj"})
    complement: Words = frozenset({"ccomp", "xcomp", "csubj"})
    adverbial: Words = frozenset({"advcl"})
    relative: Words = frozenset({"acl", "acl:relcl"})
    parataxis: Words = frozenset({"parataxis"})
    case: Words = frozenset({"case"})
    mark: Words = frozenset({"mark"})
    auxiliary: Words = frozenset({"aux", "aux:pass", "cop"})
    passive_auxiliary: Words = frozenset({"aux:pass"})
    adverb: Words = frozenset({"advmod"})
    determiner: Words = frozenset({"det"})
    number: Words = frozenset({"nummod"})


class Rewrite(Record):
    """A pattern that takes an inflected form to the stems it may come from, with the voice it shows."""

    pattern: str
    stems: tuple[str, ...]
    passive: bool = False

    @field_validator("pattern")
    @classmethod
    def _compiles(cls, pattern: str) -> str:
        return _checked(pattern)

    @model_validator(mode="after")
    def _groups_exist(self) -> Self:
        groups = self.regex.groups
        for stem in self.stems:
            for group in re.findall(r"\\(\d)", stem):
                if int(group) > groups:
                    raise ValueError(f"the stem {stem!r} names a group that the pattern {self.pattern!r} has not")
        return self

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """The compiled pattern."""
        return re.compile(self.pattern)


class StatusWords(Record):
    """Words that say whether an act took place (codebook, section 6); lemmas or lower-case forms."""

    negation: Words
    not_only: Words = Field(description="words that take a negation back: not only, bukan hanya")
    planned: Words = Field(description="auxiliaries and adverbs of the future: will, akan")
    hypothetical: Words = Field(description="modals and adverbs of possibility: may, mungkin")
    reported_future: Words = Field(
        default=frozenset(), description="modals that are a future under a reporting verb: would"
    )
    simultaneous: Words = Field(
        default=frozenset(), description="marks of what happens with the main clause: when, saat"
    )
    around: Words = Field(default=frozenset(), description="prepositions of what a clause takes place in: during")
    scheduled: tuple[list[str], ...] = Field(default=(), description="words in order before what is to be: is to")
    conditional: Words = Field(description="markers of a condition: if, jika")
    plan_heads: Words = Field(description="verbs, nouns, adjectives whose complement is a plan: intend, rencana")
    hypothetical_heads: Words = Field(description="heads whose complement is only a thought: consider, opsi")
    denial_heads: Words = Field(description="heads that say it is untrue: deny, membantah")
    failure_heads: Words = Field(description="heads whose complement did not happen: fail, gagal")
    purpose: Words = Field(description="markers of purpose: to, untuk, agar")
    planned_modifiers: Words = Field(description="adjectives of a noun act: planned, upcoming, mendatang")
    hypothetical_modifiers: Words = Field(description="adjectives of a noun act: possible, alleged, potensial")
    negated_modifiers: Words = Field(description="adjectives of a noun act: failed, cancelled, gagal")


class SpeechWords(Record):
    """Words that report what somebody says."""

    verbs: Words
    sources: tuple[str, ...] = Field(description="phrases before a speaker: according to, menurut")


class ContextualName(Record):
    """A word that names an actor only where others were named before it: Selatan, the North."""

    text: str
    actor: str
    needs: tuple[str, ...] = Field(description="actor ids, one of which the article must name")
    not_after: Words = Field(default=frozenset(), description="words before it that make it something else")


class Home(Record):
    """Bare government words that mean the state of the dateline's city in this language's own news."""

    actor: str
    datelines: Words
    words: Words


class Grammar(Record):
    """All of language.toml; grammars are told apart by identity."""

    __hash__ = object.__hash__

    code: str = Field(pattern=r"^[a-z]{2}$")
    name: str
    labels: Labels = Labels()
    abbreviations: Words = Field(default=frozenset(), description="words whose final stop ends no sentence")
    agent_prepositions: Words
    genitive_prepositions: Words = Field(description="prepositions of possession or origin: of, dari")
    companion_prepositions: Words = Field(description="prepositions of a partner: with, dengan, antara")
    mutual_prepositions: Words = Field(description="those of them that stand before both sides: between, antara")
    bare_agent: bool = Field(default=False, description="a noun right after a passive verb is its doer (Indonesian)")
    bare_genitive: bool = Field(default=False, description="a noun right after a noun is its owner (Indonesian)")
    pronouns: Words
    possessive_pronouns: Words
    first_person: Words = Field(default=frozenset(), description="pronouns of the one who speaks: we, our, kami")
    relative_pronouns: Words
    possessive_suffix: str | None = Field(default=None, description="clitic that works as a possessive: nya")
    reciprocal: Words = Field(description="each other, saling: doers and targets are the same list")
    active_prefixes: tuple[str, ...] = Field(
        default=(), description="prefixes of a verb that is never passive: me-, ber-"
    )
    passive_prefixes: tuple[str, ...] = Field(default=(), description="prefixes of a passive verb: di-")
    verb_prefixes: tuple[str, ...] = Field(
        default=(), description="prefixes by which a word can be a verb whatever its tag"
    )
    both: tuple[str, ...] = Field(description="phrases for two actors named before: both countries, kedua negara")
    blocked_after: tuple[str, ...] = Field(description="what follows a name that only colours another: -backed")
    blocked_before: tuple[str, ...] = Field(description="what stands before such a name: pro-, didukung")
    led: tuple[str, ...] = Field(description="what follows or precedes the leader of a force: -led, pimpinan")
    definite_before: Words = Field(default=frozenset(), description="words before a thing named already: the, that")
    definite_after: Words = Field(default=frozenset(), description="words after a thing named already: itu, tersebut")
    bodies: Words = Field(default=frozenset(), description="bodies that, unnamed, are of the state spoken of: ministry")
    common_words: Words = Field(
        default=frozenset(), description="words that are family names of office holders too: Friday, May"
    )
    given_names: Words = Field(default=frozenset(), description="names of places that people have too: Chad, Oman")
    clitics: tuple[str, ...] = Field(default=(), description="endings that may be written together with a name: -lah")
    off_topic: Words = Field(description="words of sport, markets, films: a sentence with one holds no event")
    inflection: tuple[Rewrite, ...] = Field(default=(), description="endings of any word, where lemmas err: -ed, -s")
    irregular: Mapping[str, str] = Field(default_factory=dict, description="forms that no ending tells: met = meet")
    morphology: tuple[Rewrite, ...] = Field(default=(), description="voice prefixes of verbs: meN-, di-")
    status: StatusWords
    speech: SpeechWords
    contextual: tuple[ContextualName, ...] = ()
    home: Home | None = None
    date_patterns: tuple[Annotated[str, AfterValidator(_checked)], ...] = Field(
        description="regular expressions of expressions of time"
    )
    place_prepositions: Words
    goal_prepositions: Words = Field(description="prepositions of a goal: to, against, ke, terhadap")
    active_suffixes: tuple[str, ...] = Field(default=(), description="endings of verbs that are never passive: -ing")
    act_prepositions: Words = Field(description="prepositions by which a clause names its act: in, during, dalam")
    responses: Words = Field(
        default=frozenset(), description="words for answering or suffering an act: response, retaliate, repel, membalas"
    )
    object_marks: Words = Field(
        default=frozenset(), description="marks of a clause whose subject is the object before it: accused X of sending"
    )
    occasion_prepositions: Words = Field(
        default=frozenset(), description="prepositions by which a clause names a meeting before it: after, usai"
    )
    groups_of: Words = Field(default=frozenset(), description="nouns that count acts: series, wave, serangkaian")
    time_units: Words = Field(description="units of time: their numbers are no quantities of an act")
    quantity_words: Words = Field(description="words that are numbers: thousands, ribuan, million, juta")
    relative_dates: Mapping[str, str] = Field(description="expressions of time by their distance: yesterday = -1d")
    time_distance: str | None = Field(default=None, description="pattern of count and unit: tiga hari lalu")
    time_counts: Mapping[str, int] = Field(default_factory=dict, description="numbers in words: tiga = 3")
    time_offsets: Mapping[str, str] = Field(
        default_factory=dict, description="unit to the letter of its offset: hari = d"
    )
    future_words: Words = Field(description="words that put a date after the day of publication: next, depan")
    date_fillers: Words = Field(description="words of an expression of time that its date does not need: on, pada")
    quantity_modifiers: Words = Field(description="words that belong to a number: about, sekitar, ribuan")

    @cached_property
    def date_regex(self) -> re.Pattern[str]:
        """All date patterns as one."""
        return re.compile("|".join(f"(?:{pattern})" for pattern in self.date_patterns), re.IGNORECASE)
