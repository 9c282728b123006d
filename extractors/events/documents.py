"""Turn an article's text into tokens, its tokens into sentences, and sentences into parsed Docs.

In: text. Out: sentence spans over an unparsed Doc; parsed Docs of one sentence each. Only sentences that name two
actors are worth parsing at all.
"""

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span

from extractors.languages.pack import Pack
from extractors.parsing.clearnlp import DependencyRewriter
from extractors.parsing.sentences import find_starts

LONGEST = 150
"""Tokens; a longer "sentence" is a list or a table, and no parser reads it."""


class ParsedDocs:
    """Docs that are parsed already, in the place of a pipeline: a text's Doc is the one of `docs`, its parse stays."""

    def __init__(self) -> None:
        self.docs: dict[str, Doc] = {}
        self.meta: dict[str, Any] = {"name": "parsed", "version": None}
        self._rewrite = DependencyRewriter()

    def make_doc(self, text: str) -> Doc:
        """Return the Doc of a text."""
        return self.docs[text]

    def pipe(self, docs: Iterable[Doc], *, batch_size: int) -> Iterator[Doc]:
        """Yield Docs of one sentence each, those in ClearNLP's labels rewritten."""
        return map(self._rewrite, docs)


def split_sentences(doc: Doc, pack: Pack) -> Iterator[Span]:
    """Yield the sentences of a Doc as spans without white space at their ends; a parsed one has its own."""
    parsed = doc.has_annotation("DEP")
    starts = [sent.start for sent in doc.sents] if parsed else find_starts(doc, pack.grammar.abbreviations)
    for start, end in pairwise([*starts, len(doc)]):
        span = _trim(doc, start, end)
        if len(span):
            yield span


def parse(nlp: Language | ParsedDocs, sentences: Iterable[Span], *, batch_size: int = 32) -> Iterator[Doc]:
    """Yield a parsed Doc for each sentence, in order; its token offsets count from the sentence's first character."""
    yield from nlp.pipe((_one_sentence(span) for span in sentences), batch_size=batch_size)


def _one_sentence(span: Span) -> Doc:
    doc = span.as_doc()
    for token in () if doc.has_annotation("DEP") else doc:
        token.is_sent_start = token.i == 0
    return doc


def _trim(doc: Doc, start: int, end: int) -> Span:
    while start < end and doc[start].is_space:
        start += 1
    while end > start and doc[end - 1].is_space:
        end -= 1
    return doc[start:end]
