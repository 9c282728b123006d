"""The spaCy component `aliansi_events`: Docs of the user's own pipeline in, the same with their events out.

It reads by the parse that the Doc has, by Universal Dependencies or by the labels of spaCy's English models, and leaves
that parse as it is; or, where its `model` is set, by a parser of ours. `import extractors.events.component` registers
it where the package's entry points do not.

`doc._.events` are Events; `doc.spans` has their words as "actors", "actions" and "targets", in the same order, labelled
with actor ids and PLOVER types. What lies on the Doc is plain data, so that Docs can be written and sent.
"""

from collections.abc import Iterable, Iterator
from functools import cached_property

from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import minibatch

from extractors.events.documents import ParsedDocs
from extractors.events.extractor import EventExtractor
from extractors.events.texts import make_article, open_pack
from extractors.languages import Pack
from ontology import Event

KEY = "aliansi_events"


class EventReader:
    """Reads the events of Docs; `published` is the day of those that have no `doc._.published`."""

    def __init__(self, pack: Pack, *, model: str, published: str | None, least_confidence: float) -> None:
        self._pack = pack
        self._model = model
        self._published = published
        self._least = least_confidence
        self._parsed = ParsedDocs()

    def __call__(self, doc: Doc) -> Doc:
        """Read one Doc."""
        return next(self.pipe([doc]))

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 64) -> Iterator[Doc]:
        """Read Docs, in order, `batch_size` at a time; raises ValueError for one that has no parse."""
        for docs in minibatch(stream, batch_size):  # type: ignore[no-untyped-call]
            if not self._model and not all(doc.has_annotation("DEP") for doc in docs):
                raise ValueError(
                    "aliansi_events found a Doc without a parse; put a parser before it in the pipeline, or add it "
                    'with config={"model": "accurate"} to read by the shipped one'
                )
            self._parsed.docs = {doc.text: doc for doc in docs}
            days = [doc._.published or self._published for doc in docs]
            articles = [make_article(doc.text, self._pack.code, day) for doc, day in zip(docs, days, strict=True)]
            readings = list(self._extractor.read(articles))  # whole, for who takes a Doc may call the pipeline again
            self._parsed.docs = {}
            for doc, reading in zip(docs, readings, strict=True):
                _annotate(doc, reading.events)
                yield doc

    @cached_property
    def _extractor(self) -> EventExtractor:
        if self._model:
            return EventExtractor(self._pack, model=self._model, least_confidence=self._least)
        return EventExtractor(self._pack, model=self._parsed, least_confidence=self._least)


@Language.factory(
    "aliansi_events",
    default_config={"language": "", "model": "", "published": None, "actors": None, "least_confidence": 0.0},
    assigns=["doc._.events", "doc.spans"],
)
def make_reader(
    nlp: Language, name: str, language: str, model: str, published: str | None, actors: str | None,
    least_confidence: float,
) -> EventReader:  # fmt: skip
    """Return the component; by default it reads the pipeline's language by the Doc's own parse."""
    pack = open_pack(language or nlp.lang or "", actors)
    return EventReader(pack, model=model, published=published, least_confidence=least_confidence)


def _annotate(doc: Doc, events: Iterable[Event]) -> None:
    found = list(events)
    doc.user_data[KEY] = [event.model_dump(mode="json", exclude={"id"}) for event in found]
    sides = {"actors": [event.actor for event in found], "targets": [event.target for event in found]}
    for name, mentions in sides.items():
        doc.spans[name] = [
            _mark(doc, mention.start, mention.end, mention.actor, mention.entity) for mention in mentions
        ]
    actions = [event.action for event in found]
    doc.spans["actions"] = [_mark(doc, action.start, action.end, action.plover, action.cameo) for action in actions]


def _mark(doc: Doc, start: int, end: int, label: str | None, more: str | None) -> Span:
    """Return the tokens of some characters as a span, its label and what else is known of it as its id."""
    span = doc.char_span(start, end, label=label or "", kb_id=more or "", alignment_mode="expand")
    assert span is not None  # expanded, characters of the Doc always are
    return span


def _list_events(doc: Doc) -> tuple[Event, ...]:
    return tuple(Event.model_validate(record) for record in doc.user_data.get(KEY, ()))


Doc.set_extension("events", getter=_list_events)
if not Doc.has_extension("published"):
    Doc.set_extension("published", default=None)
