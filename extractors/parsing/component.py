"""The spaCy component `news_parser`: Docs with sentences in, the same with trees, morphology, lemmas and names out.

One small network reads the words of a sentence once and scores all of these. It runs on the processor through ONNX
Runtime, in a thread beside the program's own, and gives a sentence the same parse whatever is read beside it.
"""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import onnxruntime
from spacy.attrs import DEP, HEAD, LEMMA, MORPH, POS, TAG
from spacy.language import Language
from spacy.pipeline.dep_parser import parser_score
from spacy.pipeline.lemmatizer import lemmatizer_score
from spacy.pipeline.morphologizer import morphologizer_score
from spacy.pipeline.tagger import tagger_score
from spacy.symbols import IDS
from spacy.tokens import Doc, Span
from spacy.training import Example
from spacy.util import minibatch
from spacy.vocab import Vocab
from threadpoolctl import ThreadpoolController

from extractors.parsing.decoding import Floats, Integers, choose_relations, find_all_heads, join_names
from extractors.parsing.labels import ROOT, Labels, read_labels
from extractors.parsing.lemmas import choose_lemma, find_known
from extractors.parsing.pieces import Encoded, make_batch, read_pieces

NETWORK, LABELS, PIECES, RELATIONS, LEMMAS = "network.onnx", "labels.json", "pieces.txt", "relations.npy", "lemmas.txt"
LONGEST = 254
"""Pieces that the network reads at once, beside the start and the end; a longer sentence is read in parts."""

LONGEST_WORD = 24
"""Pieces of one word that are read; what comes after them is an address or noise."""

JOINT = "parataxis"
"""The relation by which the later parts of a very long sentence hang by the first."""

CANDIDATES = 8
"""Lemma rules that are tried, from the best on."""

VARYING = frozenset({"ADJ", "ADV", "AUX", "NOUN", "VERB"})
"""Parts of speech whose lemmas are looked up among the known ones."""


class Part(NamedTuple):
    """Words of a Doc that are read at once, by their places, and the first word of their sentence's first part."""

    tokens: Sequence[int]
    encoded: Encoded
    continues: bool


class Reading(NamedTuple):
    """What was read of a part: for each word its head (a place in the part, itself at the root) and label numbers."""

    heads: Integers
    relations: Integers
    labels: Mapping[str, Integers]


class Asked(NamedTuple):
    """A batch that the network was given: which items it holds, how many words each has, and the scores to come."""

    items: Sequence[int]
    lengths: Sequence[int]
    scores: Future[Sequence[Floats]]


class NewsParser:
    """Parses Docs whose sentences are set; one without them is one sentence."""

    def __init__(self, vocab: Vocab, *, batch_pieces: int = 500, threads: int = 1) -> None:
        self._vocab = vocab
        self._batch_pieces = batch_pieces
        self._threads = threads
        self._algebra = ThreadpoolController().select(user_api="blas")
        self._labels: Labels | None = None

    def __call__(self, doc: Doc) -> Doc:
        """Parse one Doc."""
        return next(self.pipe([doc], batch_size=1))

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 64) -> Iterator[Doc]:
        """Parse Docs, in order, `batch_size` at a time; the network reads the next ones while these are used."""
        with ThreadPoolExecutor(max_workers=1) as network:
            waiting: deque[tuple[list[Doc], list[list[Part]], list[Asked]]] = deque()
            for docs in minibatch(stream, batch_size):  # type: ignore[no-untyped-call]
                cuts = [list(self._cut(doc)) for doc in docs]
                waiting.append((docs, cuts, self._ask([part.encoded for parts in cuts for part in parts], network)))
                if len(waiting) > 1:
                    yield from self._finish(*waiting.popleft())
            while waiting:
                yield from self._finish(*waiting.popleft())

    def score(self, examples: Iterable[Example], **_: object) -> dict[str, Any]:
        """Return the scores of parsed Docs against gold ones, by spaCy's names."""
        found = list(examples)
        scorers = (parser_score, tagger_score, morphologizer_score, lemmatizer_score)
        return {name: value for scorer in scorers for name, value in scorer(found).items()}

    def load(self, folder: Path) -> None:
        """Read network, labels and pieces from a folder as `extractors.training.export` writes it."""
        self._labels = read_labels(folder / LABELS)
        self._pieces = read_pieces(folder / PIECES)
        self._network = (folder / NETWORK).read_bytes()
        self._weights: Floats = np.load(folder / RELATIONS)
        self._lemmas = tuple((folder / LEMMAS).read_text(encoding="utf-8").splitlines())
        self._prepare()

    def to_disk(self, path: Path, *, exclude: Iterable[str] = ()) -> None:
        """Write what `from_disk` reads."""
        folder = Path(path)
        folder.mkdir(parents=True, exist_ok=True)
        self._known.write(folder / LABELS)
        (folder / PIECES).write_text("\n".join(self._pieces.vocabulary) + "\n", encoding="utf-8")
        (folder / NETWORK).write_bytes(self._network)
        np.save(folder / RELATIONS, self._weights)
        (folder / LEMMAS).write_text("\n".join(self._lemmas) + "\n", encoding="utf-8")

    def from_disk(self, path: Path, *, exclude: Iterable[str] = ()) -> "NewsParser":
        """Read a folder of `to_disk`; a missing file raises FileNotFoundError with its name."""
        self.load(Path(path))
        return self

    @property
    def labels(self) -> tuple[str, ...]:
        """Dependency labels that the parser gives."""
        return self._labels.relations if self._labels else ()

    @property
    def _known(self) -> Labels:
        if self._labels is None:
            raise ValueError("news_parser has no weights; load a trained pipeline with spacy.load, or train one")
        return self._labels

    def _prepare(self) -> None:
        labels, strings, morphology = self._known, self._vocab.strings, self._vocab.morphology
        self._root = labels.relations.index(ROOT)
        width = self._weights.shape[1]
        self._flat = np.ascontiguousarray(self._weights.astype(np.float32).transpose(1, 0, 2)).reshape(width, -1)
        parts = [label.partition("#") for label in labels.morphology]
        self._pos = np.array([IDS[pos] for pos, _, _ in parts], dtype=np.uint64)
        self._morphology = np.array([morphology.add(features) for _, _, features in parts], dtype=np.uint64)
        self._tags = np.array([strings.add(tag) for tag in labels.tags], dtype=np.uint64)
        self._relations = np.array([strings.add(relation) for relation in labels.relations], dtype=np.uint64)
        self._joint, self._blank, self._dep = strings.add(JOINT), strings.add("_SP"), strings.add("dep")
        self._heads = [name for name in ("morphology", "tags", "lemmas", "names") if getattr(labels, name)]
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = self._threads
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(self._network, options, providers=["CPUExecutionProvider"])
        self._varies = np.array([pos in VARYING for pos, _, _ in parts])
        known = frozenset(self._lemmas)
        rules = labels.lemmas

        @lru_cache(maxsize=50_000)
        def find_any(form: str) -> str | None:
            return find_known(rules, form, known)

        @lru_cache(maxsize=50_000)
        def find_lemma(candidates: tuple[int, ...], form: str, varies: bool) -> str:
            lemma = choose_lemma([rules[number] for number in candidates], form, known if varies else frozenset())
            return lemma if not varies or lemma in known else find_any(form) or lemma

        self._find_lemma = find_lemma

    def _cut(self, doc: Doc) -> Iterator[Part]:
        """Yield the parts of a Doc that are read at once; white space is not read."""
        if not len(doc):
            return
        sentences = doc.sents if doc.has_annotation("SENT_START") else [doc[:]]
        places = [[token.i for token in sentence if not token.is_space] for sentence in sentences]
        places = [tokens for tokens in places if tokens]
        self._known  # noqa: B018  # raises where nothing is loaded
        encoded = self._pieces.encode([[doc[place].text for place in tokens] for tokens in places])
        for tokens, item in zip(places, encoded, strict=True):
            if len(item.pieces) <= LONGEST + 2:
                yield Part(tokens, item, continues=False)
            else:
                yield from _cut_long(tokens, item)

    def _ask(self, items: Sequence[Encoded], network: ThreadPoolExecutor) -> list[Asked]:
        """Give the network all items, in batches of like length."""
        names = ["arcs", "dependents", "governors", *self._heads]
        batches: list[list[int]] = [[]]
        for index in sorted(range(len(items)), key=lambda index: len(items[index].pieces)):
            if batches[-1] and len(items[index].pieces) * (len(batches[-1]) + 1) > self._batch_pieces:
                batches.append([])
            batches[-1].append(index)
        asked = []
        for batch in filter(None, batches):
            chosen = [items[index] for index in batch]
            lengths = [len(item.cases) for item in chosen]
            scores = network.submit(self._session.run, names, make_batch(chosen)._asdict())
            asked.append(Asked(batch, lengths, scores))
        return asked

    def _finish(self, docs: list[Doc], cuts: list[list[Part]], asked: list[Asked]) -> Iterator[Doc]:
        """Yield the Docs with what the network said of them."""
        found: dict[int, Reading] = {}
        with self._algebra.limit(limits=self._threads):  # small products: a second thread costs more than it gives
            for one in asked:
                found.update(zip(one.items, self._read(one), strict=True))
        readings = (found[index] for index in sorted(found))
        for doc, parts in zip(docs, cuts, strict=True):
            self._annotate(doc, list(zip(parts, readings, strict=False)))
            yield doc

    def _read(self, asked: Asked) -> Iterator[Reading]:
        """Yield the readings of the items of a batch."""
        arcs, dependents, governors, *heads = asked.scores.result()
        trees = find_all_heads(arcs, asked.lengths)
        for row, (length, tree) in enumerate(zip(asked.lengths, trees, strict=True)):
            words = slice(1, length + 1)
            relations = choose_relations(
                _with_bias(dependents[row, words]), _with_bias(governors[row]), self._flat, tree, root=self._root
            )
            own = np.arange(length)
            labels = {name: scores[row, words] for name, scores in zip(self._heads, heads, strict=True)}
            yield Reading(np.where(tree == 0, own, tree - 1), relations, _choose(labels))

    def _annotate(self, doc: Doc, read: Sequence[tuple[Part, Reading]]) -> None:
        if not len(doc):
            return
        values = {name: np.zeros(len(doc), dtype=np.uint64) for name in ("head", "dep", "pos", "tag", "morph", "lemma")}
        names: list[Span] = []
        first = 0
        for part, reading in read:
            tokens = np.asarray(part.tokens)
            heads = tokens[reading.heads]
            relations = self._relations[reading.relations]
            root = int(tokens[np.flatnonzero(reading.heads == np.arange(len(tokens)))[0]])
            if part.continues:
                heads[tokens == root], relations[tokens == root] = first, self._joint
            else:
                first = root
            values["head"][tokens] = (heads - tokens).astype(np.int64).view(np.uint64)
            values["dep"][tokens] = relations
            values["pos"][tokens] = self._pos[reading.labels["morphology"]]
            values["morph"][tokens] = self._morphology[reading.labels["morphology"]]
            if len(self._tags):
                values["tag"][tokens] = self._tags[reading.labels["tags"]]
            values["lemma"][tokens] = [
                doc.vocab.strings.add(self._find_lemma(tuple(rules), doc[place].text, varies))
                for place, rules, varies in zip(
                    part.tokens,
                    reading.labels["lemmas"].tolist(),
                    self._varies[reading.labels["morphology"]].tolist(),
                    strict=True,
                )
            ]
            kinds = [self._known.names[number] for number in reading.labels["names"].tolist()]
            names += [
                Span(doc, part.tokens[start], part.tokens[end - 1] + 1, label=kind)
                for start, end, kind in join_names(kinds)
            ]
        self._hang_blanks(doc, values, read)
        attributes = {HEAD: "head", DEP: "dep", POS: "pos", TAG: "tag", MORPH: "morph", LEMMA: "lemma"}
        table = np.stack([values[name] for name in attributes.values()], axis=1)
        doc.from_array(list(attributes), table)  # type: ignore[arg-type]  # the stubs know no unsigned arrays
        doc.set_ents(names)

    def _hang_blanks(self, doc: Doc, values: Mapping[str, Any], read: Sequence[tuple[Part, Reading]]) -> None:
        """Hang white space by the word before it, at the start of a sentence by the word after it."""
        known = np.zeros(len(doc), dtype=bool)
        for part, _ in read:
            known[part.tokens] = True
        for place in np.flatnonzero(~known).tolist():
            starts = bool(doc[place].is_sent_start) or place == 0
            host = place + 1 if starts and place + 1 < len(doc) and not doc[place + 1].is_sent_start else place - 1
            host = place if starts and host < place else host
            values["head"][place] = np.int64(host - place).view(np.uint64)
            values["dep"][place] = self._dep
            values["pos"][place], values["tag"][place] = IDS["SPACE"], self._blank
            values["lemma"][place] = doc.vocab.strings.add(doc[place].text)


@Language.factory(
    "news_parser",
    default_config={"batch_pieces": 500, "threads": 1},
    assigns=["token.head", "token.dep", "token.pos", "token.tag", "token.morph", "token.lemma", "doc.ents"],
    requires=["token.is_sent_start"],
)
def make_parser(nlp: Language, name: str, batch_pieces: int, threads: int) -> NewsParser:
    """Return the component without weights; `spacy.load` reads them."""
    return NewsParser(nlp.vocab, batch_pieces=batch_pieces, threads=threads)


def _cut_long(tokens: Sequence[int], item: Encoded) -> Iterator[Part]:
    """Yield a long sentence in parts of whole words."""
    inner = list(zip(item.pieces[1:-1], item.words[1:-1], strict=True))
    by_word: list[list[int]] = [[] for _ in tokens]
    for piece, word in inner:
        if len(by_word[word]) < LONGEST_WORD:
            by_word[word].append(piece)
    start, count = 0, 0
    for word, pieces in enumerate(by_word):
        if count + len(pieces) > LONGEST or word - start >= LONGEST:
            yield _part(tokens, item, by_word, start, word)
            start, count = word, 0
        count += len(pieces)
    yield _part(tokens, item, by_word, start, len(tokens))


def _part(tokens: Sequence[int], item: Encoded, by_word: Sequence[Sequence[int]], start: int, end: int) -> Part:
    pieces = [piece for word in by_word[start:end] for piece in word]
    words = [place for place, word in enumerate(by_word[start:end]) for _ in word]
    encoded = Encoded([item.pieces[0], *pieces, item.pieces[-1]], [-1, *words, -1], item.cases[start:end])
    return Part(tokens[start:end], encoded, continues=start > 0)


def _choose(scores: Mapping[str, Floats]) -> dict[str, Integers]:
    chosen = {name: given.argmax(axis=1) for name, given in scores.items() if name != "lemmas"}
    lemmas = scores["lemmas"]
    count = min(CANDIDATES, lemmas.shape[1] - 1)
    best = np.argpartition(-lemmas, count, axis=1)[:, : count + 1]
    chosen["lemmas"] = np.take_along_axis(best, np.argsort(-np.take_along_axis(lemmas, best, 1), axis=1), 1)
    return chosen


def _with_bias(vectors: Floats) -> Floats:
    return np.concatenate([vectors, np.ones_like(vectors[:, :1])], axis=1)
