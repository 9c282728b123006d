"""Find the words of a text that name political actors, and say whom they stand for.

In: an unparsed Doc, the pack, the article's day. Out: Names in order, none overlapping. The longest form wins; a form
that the pack marks as nobody ("Persian Gulf") shields its words; a name that only colours another ("Iran-backed") is
left out.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from spacy.tokens import Doc, Span, Token

from extractors.actors import Candidate, Resolution, Resolver, family_name
from extractors.languages.pack import Pack
from extractors.parsing.sentences import find_starts

DATELINE = re.compile(
    r"""^\s*["“]?(?P<place>[A-Z][\w.'’]+(?:[ ,/-]+[A-Z][\w.'’]+){0,4})   # place, perhaps the agency
    (?:,?\s*\d{1,2}(?:,?\s\d{4})?)?                                  # day
    (?P<agency>\s*[(|][^()|\n]{2,40}\)?)?\s*(?P<dash>-\s?-|[—–-])\s""",
    re.VERBOSE,
)
BODIES = frozenset({"GOV", "SPY", "LEG", "JUD"})
"""Sectors of bodies that a state has one of, which a text names again by their kind alone; troops it has many."""

PERSON = "person"
"""The kind of a name that is a person's."""

LINKS = frozenset({",", "'s", "’s"})
"""Marks between a state, an office and the name of who holds it."""

LONGEST = 40
"""Characters around a name that can take it its meaning."""

HEADLINE, HEADED, SHORT = 8, 0.8, 3
"""Tokens around a place, the share of them that begin with a capital in a headline, letters of a short word."""

NEAR = 3
"""Tokens on each side in which an `unless` word takes a name its meaning."""


class Naming(NamedTuple):
    """Tokens start..end (end excluded) that name `actor`; `code` is whom that actor stands for on the day."""

    start: int
    end: int
    actor: str
    code: str
    kind: str
    text: str
    start_char: int
    rule: str = "name"
    alternatives: tuple[Candidate, ...] = ()

    def shifted(self, tokens: int, characters: int) -> "Naming":
        """Return the same naming counted from a later token and character."""
        return self._replace(start=self.start - tokens, end=self.end - tokens, start_char=self.start_char - characters)

    def again(self, span: Span, rule: str) -> "Naming":
        """Return the naming of the same actor by other words, and the rule that tells so."""
        return self._replace(start=span.start, end=span.end, text=span.text, start_char=span.start_char, rule=rule)


class ActorFinder:
    """Finds the actors that a text names, by the forms of a pack."""

    def __init__(self, pack: Pack) -> None:
        self._pack = pack
        self._resolver = Resolver(pack)
        self._linking = pack.grammar.definite_before | pack.grammar.genitive_prepositions
        self._office_words = frozenset(word for words in pack.roles for word in words)

    def find(self, doc: Doc, *, day: date | None, dateline: str | None = None) -> list[Naming]:
        """Return the namings of a Doc in order of place."""
        text = doc.text
        masked = dateline_end(text)
        namings = []
        for found in self._resolver.forms.find(text):
            span = doc.char_span(found.start, found.end)
            names = [name for name in found.names if span is not None and not _near(doc, span, name.unless)]
            if span is None or span.start_char < masked or not names or self._colours(text, span):
                continue
            resolution = self._resolver.choose(names, day=day)
            if resolution is not None:
                namings.append(_make_naming(span, names[0].kind, resolution))
        namings = [naming for naming in namings if not self._given_name(doc, naming, namings)]
        words = [token.text for token in doc]
        dateline = dateline or text[:masked] or _opening(text)
        if not namings:
            return list(self._home(doc, words, namings, day, dateline))
        namings += self._people(doc, namings)
        namings += self._surnames(doc, words, sorted(namings))
        namings += self._leaders(doc, words, namings, day)
        namings += self._contextual(doc, namings, day)
        namings += self._repeated(doc, words, namings)
        namings += self._home(doc, words, namings, day, dateline)
        return sorted(namings)

    def _naming(self, span: Span, actor: str, kind: str, day: date | None, rule: str) -> Naming:
        code = self._pack.vocabulary.stands_for(actor, day)
        return Naming(span.start, span.end, actor, code, kind, span.text, span.start_char, rule)

    def _colours(self, text: str, span: Span) -> bool:
        """Tell whether a name only colours what follows: "Iran-backed", "anti-China"."""
        grammar = self._pack.grammar
        after, before = text[span.end_char :][:LONGEST].lower(), text[: span.start_char][-LONGEST:].lower()
        if after.startswith(grammar.blocked_after):
            return True
        word = before.split()[-1] if before.split() else ""
        return any(word == entry or (entry.endswith("-") and word.endswith(entry)) for entry in grammar.blocked_before)

    def _surnames(self, doc: Doc, words: Sequence[str], namings: Sequence[Naming]) -> Iterator[Naming]:
        """Yield bare family names after the full name ("Kim Jong Un ... Kim"), where they have one bearer."""
        taken = _tokens_of(namings)
        bearers: dict[str, Naming] = {}
        for naming in namings:
            if naming.kind == PERSON and " " in naming.text:
                family = family_name(naming.text, naming.code)
                known = bearers.setdefault(family, naming)
                if known.code != naming.code:
                    bearers[family] = naming._replace(code="")
        for place, word in enumerate(words):
            bearer = bearers.get(word)
            if bearer and bearer.code and place > bearer.end and place not in taken and self._alone(doc, place):
                yield bearer.again(doc[place : place + 1], "surname")

    def _leaders(self, doc: Doc, words: Sequence[str], namings: Sequence[Naming], day: date | None) -> Iterator[Naming]:
        """Yield bare family names of those who lead, on that day, a state that the article names."""
        codes = {naming.code for naming in namings}
        taken = _tokens_of(namings)
        for place, word in enumerate(words):
            token = doc[place] if word[:1].isupper() and place not in taken else None
            if token is None or token.is_stop or not self._alone(doc, place):
                continue
            if self._belongs_elsewhere(doc, token.i):
                continue
            titled = token.i > 0 and doc[token.i - 1].lower_.rstrip(".") in self._office_words
            if token.lower_ in self._pack.grammar.common_words and not titled:
                continue
            resolution = self._resolver.resolve_surname(token.text, day=day, context=codes)
            if resolution is not None:
                yield _make_naming(doc[token.i : token.i + 1], PERSON, resolution)

    def _belongs_elsewhere(self, doc: Doc, index: int) -> bool:
        """Tell whether a name is told by what follows to be of some state: "King Hassan of Morocco"."""
        after = doc[index + 1 : index + 3]
        return (
            len(after) == 2
            and after[0].lower_ in self._pack.grammar.genitive_prepositions
            and after[1].text[:1].isupper()
        )

    def _people(self, doc: Doc, namings: Sequence[Naming]) -> Iterator[Naming]:
        """Yield full names that no table holds, after their state and office: "Ghana's army chief, Kwabena Adomako"."""
        named = _tokens_of(namings)
        for naming in namings:
            if naming.kind == PERSON:
                continue
            before, start = self._beside(doc, naming)
            offices = sum(self._is_office(token) for token in (*doc[before : naming.start], *doc[naming.end : start]))
            names = [_run(doc, start, named, 1)] if offices else []
            owned = naming.start - (doc[max(0, naming.start - 1)].lower_ in self._pack.grammar.definite_before)
            if owned > 0 and doc[owned - 1].lower_ in self._pack.grammar.genitive_prepositions:
                names.append(_run(doc, owned - 1, named, -1))  # "Wang Jiaqi of China"
            for name in names:
                if len(name.text.split()) in (2, 3, 4) and not any(map(self._is_office, name)):
                    yield naming.again(name, "title")._replace(kind=PERSON)

    def _beside(self, doc: Doc, naming: Naming) -> tuple[int, int]:
        """Return the tokens around a naming that tell an office or a body of it: "Menteri Luar Negeri", "'s army"."""
        start, end = naming.start, naming.end
        while start > 0 and (self._is_office(doc[start - 1]) or doc[start - 1].lower_ in self._linking):
            start -= 1
        while end < len(doc) and (self._is_office(doc[end]) or doc[end].text in LINKS):
            end += 1
        return start, end

    def _is_office(self, token: Token) -> bool:
        return token.lower_ in self._office_words

    def _given_name(self, doc: Doc, naming: Naming, namings: Sequence[Naming]) -> bool:
        """Tell whether a place's name is a person's here: "Chad Wexler"."""
        if naming.text not in self._pack.grammar.given_names or naming.end >= len(doc):
            return False
        after = doc[naming.end]
        if _is_headline(doc, naming.start):
            return False
        return _is_name(after) and not self._is_office(after) and all(other.start != after.i for other in namings)

    def _alone(self, doc: Doc, index: int) -> bool:
        """Tell whether a capitalised word stands without another one that would make it part of a longer name."""
        if index + 1 < len(doc) and doc[index + 1].text[:1].isupper():
            return False
        before = doc[index - 1] if index else None
        if before is not None and before.text == "-" and index > 1 and doc[index - 2].text[:1].isupper():
            return False  # "Jung - Jin"
        if before is None or not before.text[:1].isupper():
            return True
        starts = before.i == 0 or doc[before.i - 1].text[-1:] in '.!?"”' or doc[before.i - 1].is_space
        title = before.lower_.rstrip(".")
        return starts or title in self._office_words or title in self._pack.grammar.abbreviations

    def _contextual(self, doc: Doc, namings: Sequence[Naming], day: date | None) -> Iterator[Naming]:
        taken = _tokens_of(namings)
        codes = {naming.code for naming in namings}
        for entry in self._pack.grammar.contextual:
            if not codes.intersection(entry.needs):
                continue
            words = entry.text.split()
            for start in range(len(doc) - len(words) + 1):
                if doc[start + len(words) - 1].text != words[-1]:
                    continue
                span = doc[start : start + len(words)]
                follower = doc[span.end].text if span.end < len(doc) else ""
                previous = doc[start - 1].text if start else ""
                fits = [token.text.lower() for token in span][:-1] == [word.lower() for word in words[:-1]]
                if (
                    fits and span[-1].i not in taken
                    and previous not in entry.not_after and not follower[:1].isupper() and follower != "-"
                ):  # fmt: skip
                    yield self._naming(doc[span.end - 1 : span.end], entry.actor, "name", day, "context")

    def _repeated(self, doc: Doc, words: Sequence[str], namings: Sequence[Naming]) -> Iterator[Naming]:
        """Yield what a text names again by its kind alone: "the Russian Defence Ministry ... the ministry"."""
        known: dict[str, Naming] = {}
        waiting = sorted(namings, reverse=True)
        for place, written in enumerate(words):
            while waiting and waiting[-1].end <= place:
                naming = waiting.pop()
                bodies = (
                    body
                    for body in doc[slice(*self._beside(doc, naming))]
                    if self._pack.roles.get((body.lower_,)) in BODIES
                )
                known.update({body.lower_: naming for body in bodies if not self._is_definite(body)})
            word = written.lower()
            if word not in known and word not in self._pack.grammar.bodies:
                continue
            token = doc[place]
            if not self._is_definite(token):
                continue
            first = known.get(word) or self._topic(doc, token, namings)
            if first is not None and place >= first.end:
                yield first.again(doc[place : place + 1], "repeated")

    def _topic(self, doc: Doc, token: Token, namings: Sequence[Naming]) -> Naming | None:
        """Return the state that an unnamed ministry is of: the one that its sentence, or else the last, began with."""
        if token.lower_ not in self._pack.grammar.bodies:
            return None
        starts = [start for start in find_starts(doc, self._pack.grammar.abbreviations) if start <= token.i]
        for start, end in zip(starts[::-1], [token.i, *starts[::-1]], strict=False):
            inside = [naming for naming in sorted(namings) if start <= naming.start < end]
            if inside:
                return inside[0]
        return None

    def _is_definite(self, token: Token) -> bool:
        """Tell whether a word means a thing named already: "the ministry", "kementerian itu"."""
        grammar, doc, start = self._pack.grammar, token.doc, token.i
        while start > 0 and self._is_office(doc[start - 1]):
            start -= 1
        before, after = doc[max(0, start - 1) : start].text, doc[token.i + 1 : token.i + 2].text
        bare = before.lower() in grammar.definite_before and not after[:1].isupper()
        return bare or after.lower() in grammar.definite_after

    def _home(
        self, doc: Doc, words: Sequence[str], namings: Sequence[Naming], day: date | None, dateline: str
    ) -> Iterator[Naming]:
        home = self._pack.grammar.home
        if home is None or not any(city in dateline for city in home.datelines):
            return
        starts = {naming.start for naming in namings}
        for place, (word, follower) in enumerate(zip(words, [*words[1:], ""], strict=True)):
            owned = {place + 1} | ({place + 2} if follower[:1].isupper() else set())
            if word in home.words and starts.isdisjoint(owned):
                yield self._naming(doc[place : place + 1], home.actor, "metonym", day, "home")


def dateline_end(text: str) -> int:
    """Return where the text goes on after its dateline ("JAKARTA, KOMPAS.com - "); 0 without one."""
    match = DATELINE.match(text[:90])
    if match is None:
        return 0
    if f" {match['dash']} " in text[match.end() : match.end() + 120]:
        return 0  # a pair of dashes holds an aside: "NATO — the alliance — praised ..."
    capitals = match["place"].split(",")[0].split()[0].isupper() and len(match["place"]) > 3
    return match.end() if match["agency"] or capitals or len(match["dash"]) > 1 else 0


def _is_name(token: Token) -> bool:
    """Tell whether a word looks like a part of a person's name."""
    return (token.text[:1].isupper() and token.text[1:].islower()) or (token.text == "-" and not token.whitespace_)


def _is_headline(doc: Doc, at: int) -> bool:
    """Tell whether most words around a place are capitalised, so that a capital tells nothing."""
    words = [token for token in doc[max(0, at - HEADLINE) : at + HEADLINE] if token.is_alpha and len(token) > SHORT]
    return len(words) > SHORT and sum(token.text[0].isupper() for token in words) > HEADED * len(words)


def _run(doc: Doc, place: int, named: Collection[int], step: int) -> Span:
    """Return the words of a person's name from a place on, or back from it."""
    end = place
    inside = range(len(doc))
    while (at := end if step > 0 else end - 1) in inside and at not in named and _is_name(doc[at]):
        end += step
    return doc[min(place, end) : max(place, end)]


def _opening(text: str) -> str:
    """Return the city in capitals that a text opens with, as print does: "JAKARTA, Presiden ..."."""
    match = re.match(r"\s*[A-Z]{4,}(?=,)", text)
    return match.group() if match else ""


def _tokens_of(namings: Iterable[Naming]) -> set[int]:
    return {index for naming in namings for index in range(naming.start, naming.end)}


def _make_naming(span: Span, kind: str, resolution: Resolution) -> Naming:
    return Naming(
        span.start, span.end, resolution.actor, resolution.code, kind, span.text, span.start_char,
        resolution.rule, resolution.alternatives,
    )  # fmt: skip


def _near(doc: Doc, span: Span, words: Iterable[str]) -> bool:
    if not words:
        return False
    window = {token.text for token in doc[max(0, span.start - NEAR) : span.end + NEAR]}
    return not window.isdisjoint(words)
