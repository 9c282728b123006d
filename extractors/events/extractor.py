"""Read the events of articles: candidate sentences, a parse of each, the acts in it, and who did them to whom.

In: Articles of one language. Out: their Readings, with Events in order of place and offsets in the article's text.
What an unforeseen article breaks is raised to the caller, who decides whether the others go on.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import islice, tee
from pathlib import Path
from typing import NamedTuple

from spacy.tokens import Doc, Span

from extractors.events.actions import Trigger
from extractors.events.actors import ActorFinder, Naming, dateline_end
from extractors.events.acts import Act, ActReader
from extractors.events.clauses import Clauses, have_words
from extractors.events.confidence import rate
from extractors.events.context import complete, read_in_context
from extractors.events.details import read_date, read_location, read_quantity, resolve_date
from extractors.events.documents import LONGEST, ParsedDocs, parse, split_sentences
from extractors.events.links import PARSE
from extractors.events.missing import Missing, find_missing
from extractors.events.places import locate
from extractors.events.quotations import Quotation, find_quotations
from extractors.events.roles import read_role
from extractors.events.status import read_speaker
from extractors.languages.lexicon import Frame
from extractors.languages.morphology import word_forms
from extractors.languages.pack import Pack
from extractors.parsing.pipelines import ACCURATE, MODELS, load_pipeline
from ontology import Alternative, Article, Event, Mention, Reading, Status, UnknownName, content_hash

CODER = "2026.11.3"
"""Version of the rules in this folder; with the digests of pack and model it names a reading."""


LABELS = {
    **dict.fromkeys(("PER", "PERSON"), "PER"),
    **dict.fromkeys(("ORG", "NORP"), "ORG"),
    **dict.fromkeys(("LOC", "GPE"), "LOC"),
}
"""Kinds of names (NER labels) that may be of political actors."""


ACTLESS = "has no word that the lexicon knows as an act"
OFF_TOPIC = "is about sport or the like, by its words"
"""What keeps sentences with two actors from being read."""


class Candidate(NamedTuple):
    """A sentence and the actors that it names."""

    article: Article
    span: Span
    namings: list[Naming]


class Named(NamedTuple):
    """An article, its sentences worth parsing, and a digest of the names in it."""

    article: Article
    candidates: list[Candidate]
    digest: str


class Tried(NamedTuple):
    """Words that name an act, the clause below them, a frame of them, and what came of it."""

    words: str
    clause: str
    frame: str
    outcome: str


class Explanation(NamedTuple):
    """What was read in a sentence: names as (text, actor, rule), an obstacle to reading, frames tried, events."""

    sentence: str
    names: tuple[tuple[str, str, str], ...]
    obstacle: str | None
    tried: tuple[Tried, ...]
    events: tuple[Event, ...]


class EventExtractor:
    """Reads the events of one language; holds the pack, the model and the compiled lexicon."""

    def __init__(self, pack: Pack, *, model: str | ParsedDocs = ACCURATE, least_confidence: float = 0.0) -> None:
        """Use the pack's `accurate` or `fast` model, a user's spaCy pipeline (a folder or a package), or parsed Docs.

        Events less sure than `least_confidence` (0 to 1) are dropped.
        """
        self._pack = pack
        self._least = least_confidence
        self._states = pack.vocabulary.states
        self.nlp = load_pipeline(model, models=Path(str(pack.folder)) / MODELS) if isinstance(model, str) else model

    @property
    def reader(self) -> str:
        """Name of coder, lexicon and model: what sentences are read by, whoever is named in them."""
        meta, least = self.nlp.meta, f"-from-{self._least:g}" if self._least else ""
        return f"{self._pack.code}-{CODER}-{self._pack.version}-{meta.get('name')}-{meta.get('version')}{least}"

    @property
    def version(self) -> str:
        """Name of the reader and of the tables of actors: articles read by another version are not up to date."""
        return f"{self.reader}+{self._pack.actors_version}"

    @cached_property
    def _finder(self) -> ActorFinder:
        return ActorFinder(self._pack)

    @cached_property
    def _acts(self) -> ActReader:
        return ActReader(self._pack)

    def extract(self, articles: Iterable[Article]) -> Iterator[Event]:
        """Yield the events of the articles, article by article, sentence by sentence."""
        for reading in self.read(articles):
            yield from reading.events

    def read(self, articles: Iterable[Article]) -> Iterator[Reading]:
        """Yield what each article tells, in order; some of the next articles are taken before that."""
        found, ahead = tee(map(self.find_candidates, articles))
        parsed = parse(self.nlp, (candidate.span for named in ahead for candidate in named.candidates))
        for named in found:
            docs = list(islice(parsed, len(named.candidates)))
            yield Reading(
                article=named.article.id, events=tuple(self._read(named.candidates, docs)), names=named.digest,
                unknown=tuple(_count_unknown(named.candidates, docs)),
            )  # fmt: skip

    def resolve(self, article: Article, reading: Reading) -> Reading | None:
        """Return a reading with its actors resolved anew, without a parse: the very reading that `read` would give.

        None where only `read` can tell: where other words name an actor now, or two names became one actor or two.
        The reading must be of the same `reader`.
        """
        doc = self.nlp.make_doc(article.text)
        namings = self._find(doc, article)
        if self._digest(namings) != reading.names:
            return None
        places = {naming.start_char: naming for naming in namings}
        events = []
        for event in reading.events:
            actor, target = (_resolve(side, places[side.start]) for side in (event.actor, event.target))
            events.append(event.changed(actor=actor, target=target))
        return reading.changed(events=tuple(events))

    def _find(self, doc: Doc, article: Article) -> list[Naming]:
        day = article.published.date() if article.published else None
        return self._finder.find(doc, day=day, dateline=article.dateline)

    def _digest(self, namings: Sequence[Naming]) -> str:
        """Return a digest of all that a reading takes from names: their places, kinds, and which are the same actor."""
        order: dict[str, int] = {}
        return content_hash(
            *(
                f"{naming.start_char} {len(naming.text)} {naming.kind} {order.setdefault(naming.code, len(order))}"
                for naming in namings
            )
        )

    def find_candidates(self, article: Article) -> "Named":
        """Return the sentences of an article that are worth a parse."""
        doc = self.nlp.make_doc(article.text)
        namings = self._find(doc, article)
        several = len({naming.code for naming in namings}) > 1
        sentences = self._split(article, doc, namings) if several else ()
        candidates = [candidate for candidate in sentences if self.find_obstacle(candidate) is None]
        return Named(article, candidates, self._digest(namings))

    def find_obstacle(self, candidate: Candidate) -> str | None:
        """Return why a sentence is not worth a parse; None where it is."""
        lack = find_lack(candidate)
        if lack is not None:
            return lack
        words = [token.text for token in candidate.span]
        if have_words([word_forms(word, word, self._pack.grammar) for word in words], self._pack.grammar.off_topic):
            return OFF_TOPIC
        return None if self._acts.index.may_act(words) else ACTLESS

    def _split(
        self, article: Article, doc: Doc | None = None, namings: Sequence[Naming] | None = None
    ) -> Iterator[Candidate]:
        """Yield the sentences of an article with the namings in each; its Doc and namings are given where known."""
        doc = doc or self.nlp.make_doc(article.text)
        namings = self._find(doc, article) if namings is None else namings
        for sentence in split_sentences(doc, self._pack):
            span = _without_dateline(sentence)
            inside = [naming for naming in namings if span.start <= naming.start < naming.end <= span.end]
            shifted = [naming.shifted(span.start, span.start_char) for naming in inside]
            yield Candidate(article, span, shifted)

    def find_missing(self, articles: Iterable[Article]) -> Iterator[tuple[Missing, str]]:
        """Yield the words between two actors that no frame covers, each with its sentence."""
        sentences = [candidate for article in articles for candidate in self._split(article)]
        candidates = [candidate for candidate in sentences if find_lack(candidate) is None]
        parsed = parse(self.nlp, (candidate.span for candidate in candidates))
        for candidate, doc in zip(candidates, parsed, strict=True):
            clauses = Clauses(doc, candidate.namings, self._pack.grammar)
            if not self._is_off_topic(clauses):
                yield from ((missing, candidate.span.text) for missing in find_missing(clauses, self._acts.index))

    def explain(self, article: Article) -> Iterator[Explanation]:
        """Yield, for each sentence of an article, what was read in it and why nothing more."""
        (reading,) = self.read([article])
        for candidate in self._split(article):
            names = tuple((naming.text, naming.code, naming.rule) for naming in candidate.namings)
            events = tuple(event for event in reading.events if event.sentence_start == candidate.span.start_char)
            told = Explanation(candidate.span.text, names, self.find_obstacle(candidate), (), events)
            yield self._explain(candidate, told) if told.obstacle is None else told

    def read_acts(self, article: Article) -> Iterator[tuple[Event, Clauses, Act]]:
        """Yield the events of an article, sentence by sentence, each with the clauses and the act that it was read in.

        This is for those who measure readings: nothing is dropped, and nothing read in the light of other sentences.
        """
        candidates = self.find_candidates(article).candidates
        for candidate, doc in zip(candidates, parse(self.nlp, (one.span for one in candidates)), strict=True):
            clauses = Clauses(doc, candidate.namings, self._pack.grammar)
            if not self._is_off_topic(clauses):
                yield from (
                    (self._event(candidate, clauses, act), clauses, act) for act in self._acts.read(clauses).acts
                )

    def _explain(self, candidate: Candidate, told: Explanation) -> Explanation:
        (doc,) = parse(self.nlp, [candidate.span])
        clauses = Clauses(doc, candidate.namings, self._pack.grammar)
        if self._is_off_topic(clauses):
            return told._replace(obstacle=OFF_TOPIC)
        tried: list[Tried] = []

        def note(trigger: Trigger, frame: Frame, outcome: str) -> None:
            words, edges = doc[trigger.start : trigger.end], (trigger.token.left_edge.i, trigger.token.right_edge.i + 1)
            tried.append(Tried(words.text, doc[slice(*edges)].text, frame.name, outcome))

        for act in self._acts.read(clauses, tell=note).acts:
            confidence = rate(clauses, act.trigger, act.frame, act.link)
            if confidence < self._least:
                note(act.trigger, act.frame, f"dropped: confidence {confidence}, least {self._least:g}")
        for event in told.events:
            offset = candidate.span.start_char
            words = doc.char_span(event.action.start - offset, event.action.end - offset) or doc[:]
            clause = doc[words.root.left_edge.i : words.root.right_edge.i + 1]
            why = "" if event.rule == PARSE else f" (by {event.rule})"
            sides = f"{event.actor.actor} → {event.action.plover} → {event.target.actor}{why}"
            tried.append(Tried(words.text, clause.text, event.frame.partition(":")[2], sides))
        return told._replace(obstacle=None if tried else ACTLESS, tried=tuple(tried))

    def _read(self, candidates: Sequence[Candidate], docs: Sequence[Doc]) -> Iterator[Event]:
        """Yield the events of the sentences of one article, in order of place."""
        read = [(one, Clauses(doc, one.namings, self._pack.grammar)) for one, doc in zip(candidates, docs, strict=True)]
        told = [(*one, self._acts.read(one[1])) for one in read if not self._is_off_topic(one[1])]
        known = {(act.link.actor.code, act.frame.plover, act.link.target.code) for *_, one in told for act in one.acts}
        events: dict[str, Event] = {}
        for candidate, clauses, sentence in told:
            acts = [*sentence.acts, *complete(sentence, clauses, known)]
            acts.sort(key=lambda act: act.trigger.start)
            for event in (self._event(candidate, clauses, act) for act in acts):
                if event.confidence >= self._least:
                    events.setdefault(event.id, event)
        quoted = [self._with_speaker(event, candidates[0].article) for event in events.values()]
        yield from read_in_context(quoted, self._pack.vocabulary)

    def _with_speaker(self, event: Event, article: Article) -> Event:
        """Return an event told in a quotation that runs over several sentences, with who says it."""
        if event.speaker is None:
            start, end = event.sentence_start, event.sentence_end
            for quotation in find_quotations(article.text):
                if quotation.start <= event.action.start < quotation.end and quotation.runs_on(start, end):
                    return event.changed(speaker=self._speaker_of(quotation, article))
        return event

    def _speaker_of(self, quotation: Quotation, article: Article) -> str | None:
        """Return whom the sentence says that a quotation ends in, or else the one that it begins in."""
        spans = [candidate.span for candidate in self._split(article)]
        edges = [(quotation.end, quotation.end - 2), (quotation.start, quotation.start + 1)]
        for edge, place in edges:
            span = next((span for span in spans if span.start_char <= edge - 1 <= span.end_char), None)
            if span is None:
                continue
            (doc,) = parse(self.nlp, [span])
            said = [doc[0], *(token for token in doc if token.idx + span.start_char <= place)][-1]
            speaker = read_speaker(Clauses(doc, [], self._pack.grammar), said)
            if speaker is not None:
                return speaker
        return None

    def _is_off_topic(self, clauses: Clauses) -> bool:
        return clauses.has_words(self._pack.grammar.off_topic, 0, len(clauses.doc))

    def _event(self, candidate: Candidate, clauses: Clauses, act: Act) -> Event:
        (article, span, _), (trigger, frame, link, status) = candidate, act
        words = clauses.doc[trigger.start : trigger.end]
        start = span.start_char + words.start_char
        date_text = read_date(clauses, trigger.token)
        where = read_location(clauses, trigger.token)
        sides = (link.actor.code, link.target.code)
        return Event(
            article=article.id, url=article.url, source=article.source, published=article.published,
            language=article.language,
            actor=self._mention(clauses, link.actor, span.start_char),
            action=self._pack.vocabulary.action(
                frame.plover, frame.mode, frame.cameo, text=words.text, start=start, end=start + len(words.text)
            ),
            target=self._mention(clauses, link.target, span.start_char),
            status=status, mutual=frame.mutual,
            speaker=read_speaker(clauses, trigger.token),
            quantity=read_quantity(clauses, trigger.token),
            date_text=date_text,
            date=self._date(date_text, article, status),
            location=where[0] if where else None,
            geolocation=locate(*where, states=self._states, near=sides) if where else None,
            frame=f"{self._pack.code}:{frame.name}", rule=link.rule,
            confidence=rate(clauses, trigger, frame, link),
            sentence=span.text, sentence_start=span.start_char, sentence_end=span.end_char,
        )  # fmt: skip

    def _date(self, text: str | None, article: Article, status: Status) -> str | None:
        if text is None:
            return None
        future = status is Status.PLANNED
        return resolve_date(text, grammar=self._pack.grammar, published=article.published, future=future)

    def _mention(self, clauses: Clauses, naming: Naming, offset: int) -> Mention:
        start = offset + naming.start_char
        mention = Mention(
            actor=None, text=naming.text, start=start, end=start + len(naming.text),
            role=read_role(clauses, naming, self._pack),
        )  # fmt: skip
        return _resolve(mention, naming)


def _resolve(mention: Mention, naming: Naming) -> Mention:
    """Return a mention with whom its words stand for, and why."""
    alternatives = tuple(
        Alternative(entity=other.actor, actor=other.code, score=other.score) for other in naming.alternatives
    )
    return mention.changed(actor=naming.code, entity=naming.actor, rule=naming.rule, alternatives=alternatives)


def _count_unknown(candidates: Sequence[Candidate], docs: Sequence[Doc]) -> Iterator[UnknownName]:
    """Yield the names that the model found in parsed sentences where the tables know nobody, the frequent first."""
    counts: Counter[tuple[str, str]] = Counter()
    for candidate, doc in zip(candidates, docs, strict=True):
        known = {place for naming in candidate.namings for place in range(naming.start, naming.end)}
        for name in doc.ents:
            if name.label_ in LABELS and known.isdisjoint(range(name.start, name.end)):
                counts[" ".join(name.text.split()), LABELS[name.label_]] += 1
    for (text, label), count in counts.most_common():
        yield UnknownName(text=text, label=label, count=count)


def find_lack(candidate: Candidate) -> str | None:
    """Return why nobody could read two actors in a sentence; None where it names them."""
    codes = {naming.code for naming in candidate.namings}
    if len(codes) < 2:
        return f"names one actor alone, {next(iter(codes))}" if codes else "names no actor that the tables know"
    return f"is longer than {LONGEST} words" if len(candidate.span) > LONGEST else None


def _without_dateline(sentence: Span) -> Span:
    """Return a sentence from where it goes on after "JAKARTA, KOMPAS.com - "."""
    end = sentence.start_char + dateline_end(sentence.text)
    skipped = sum(token.idx < end for token in sentence) if end > sentence.start_char else 0
    return sentence[skipped:] if skipped < len(sentence) else sentence
