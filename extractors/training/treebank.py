"""Read treebanks: CoNLL-U text in, sentences and spaCy Docs with their gold annotation out.

`_` means "unknown" for lemma, part of speech, tag, head and relation, and is never learnt as an empty value. For
features it means "none", except in a file that gives no feature at all: there they are unknown too.
Format: https://universaldependencies.org/format.html
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from spacy.tokens import Doc
from spacy.vocab import Vocab

from extractors.training.texts import open_text

UNKNOWN = "_"
COLUMNS = 10
PARTS_OF_SPEECH = frozenset(
    {"ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN", "PUNCT", "SCONJ"}
    | {"SYM", "VERB", "X"}
)
CLITICS = frozenset({"nya", "lah", "kah", "pun", "ku", "mu"})
"""Indonesian words written together with the word before them."""

NOMINAL = frozenset({"NOUN", "PROPN", "X", "NUM", "SYM"})


class Word(NamedTuple):
    """A syntactic word; `head` counts from 0 within the sentence, a root is its own head, None is unknown."""

    form: str
    lemma: str | None = None
    pos: str | None = None
    tag: str | None = None
    features: str | None = None
    head: int | None = None
    relation: str | None = None
    space: bool = True


class Sentence(NamedTuple):
    """The words of a sentence; `opens` is set on the first sentence of a document."""

    words: tuple[Word, ...]
    opens: bool


class Line(NamedTuple):
    """A line of a treebank cut into columns, with its place for error messages."""

    place: str
    columns: tuple[str, ...]


Adapt = Callable[[Sequence[Word]], list[Word]]


def read_docs(path: Path, vocab: Vocab, *, language: str, size: int = 10) -> Iterator[Doc]:
    """Yield Docs of up to `size` sentences, as they follow one another in the file's documents."""
    for group in group_sentences(read_sentences(path, language=language), size=size):
        yield make_doc(group, vocab)


def read_sentences(path: Path, *, language: str) -> list[Sentence]:
    """Return the sentences of a CoNLL-U file, plain or .xz; a bad line raises ValueError with file and line."""
    with open_text(path) as text:
        return parse_sentences(text, name=path.name, language=language)


def parse_sentences(lines: Iterable[str], *, name: str, language: str) -> list[Sentence]:
    """Return the sentences of CoNLL-U lines, with the labels and the tokens that the language's models use."""
    merges = language in MERGED
    adapt = ADAPTERS.get(language)
    sentences = []
    for block, opens in _cut_blocks(lines, name):
        words = _read_block(block, merges=merges)
        sentences.append(Sentence(tuple(adapt(words) if adapt else words), opens))
    if not sentences:
        raise ValueError(f"{name}: no sentence; a CoNLL-U file with at least one sentence is needed")
    if any(word.features for sentence in sentences for word in sentence.words):
        return sentences
    return [Sentence(tuple(word._replace(features=None) for word in words), opens) for words, opens in sentences]


def group_sentences(sentences: Iterable[Sentence], *, size: int) -> Iterator[list[Sentence]]:
    """Yield runs of up to `size` sentences of one document."""
    group: list[Sentence] = []
    for sentence in sentences:
        if group and (sentence.opens or len(group) == size):
            yield group
            group = []
        group.append(sentence)
    if group:
        yield group


def make_doc(sentences: Sequence[Sentence], vocab: Vocab) -> Doc:
    """Return one Doc of the sentences; what is unknown is left unset, so that nothing learns it."""
    words = [word for sentence in sentences for word in sentence.words]
    heads: list[int | None] = []
    starts: list[bool] = []
    for sentence in sentences:
        offset = len(heads)
        heads += [None if word.head is None else word.head + offset for word in sentence.words]
        starts += [index == 0 for index in range(len(sentence.words))]
    doc = Doc(
        vocab,
        words=[word.form for word in words],
        spaces=[word.space for word in words],
        tags=[word.tag or "" for word in words],
        pos=[word.pos or "" for word in words],
        lemmas=[word.lemma or "" for word in words],
        heads=heads,  # type: ignore[arg-type]
        deps=[word.relation or "" for word in words],
        sent_starts=starts,  # type: ignore[arg-type]
    )
    for token, word in zip(doc, words, strict=True):
        if word.features is not None:
            token.set_morph(word.features)  # type: ignore[attr-defined]  # missing from spaCy's stubs
    return doc


def harmonise_indonesian(words: Sequence[Word]) -> list[Word]:
    """Give the three Indonesian treebanks one set of labels.

    GSD says `compound` of nouns where CSUI and PUD say `nmod`; the agent of a passive after *oleh* is `obl:agent`;
    a name that modifies a name is `flat:name`.
    """
    by = {word.head for word in words if word.form.lower() == "oleh" and word.relation == "case"}
    changed = []
    for index, word in enumerate(words):
        head = words[word.head] if word.head is not None else word
        relation = word.relation
        if relation == "compound" and word.pos in NOMINAL and head.pos in NOMINAL:
            relation = "nmod"
        elif relation == "amod" and word.pos == head.pos == "PROPN":
            relation = "flat:name"
        elif relation in {"obl", "nmod"} and head.pos in {"VERB", "ADJ"} and index in by:
            relation = "obl:agent"
        changed.append(word._replace(relation=relation))
    return changed


def _cut_blocks(lines: Iterable[str], name: str) -> Iterator[tuple[list[Line], bool]]:
    """Yield the word lines of each sentence, and whether a document starts with it."""
    block: list[Line] = []
    opens = False
    for number, raw in enumerate(lines, start=1):
        text = raw.rstrip("\r\n")
        if not text.strip():
            if block:
                yield block, opens
                block, opens = [], False
        elif text.startswith("#"):
            opens = opens or text[1:].split()[:1] == ["newdoc"]
        else:
            block.append(_cut_line(text, f"{name}:{number}"))
    if block:
        yield block, opens


def _cut_line(text: str, place: str) -> Line:
    columns = tuple(text.split("\t"))
    if len(columns) != COLUMNS:
        raise ValueError(f"{place}: {len(columns)} columns, not {COLUMNS}; separate the ten columns by tabs")
    if not columns[1]:
        raise ValueError(f"{place}: the form is empty; write the word, or _ for an underscore")
    return Line(place, columns)


def _read_block(block: Sequence[Line], *, merges: bool) -> list[Word]:
    """Return the words of one sentence; the parts of multiword tokens stay apart or become one word."""
    lines = [line for line in block if line.columns[0].isdecimal()]
    for position, line in enumerate(lines, start=1):
        if line.columns[0] != str(position):
            raise ValueError(f"{line.place}: word {line.columns[0]} where {position} is due; number words from 1")
    if not lines:
        raise ValueError(f"{block[0].place}: a sentence without a word; add its words or drop it")
    words = [_read_word(line, count=len(lines)) for line in lines]
    groups = []
    for line in block:
        if "-" in line.columns[0]:
            groups.append(_read_range(line, words))
        elif not line.columns[0].isdecimal() and "." not in line.columns[0]:
            raise ValueError(f"{line.place}: {line.columns[0]!r} is no word number; write 3, 3-4 or 3.1")
    return _join_words(words, groups, merges=merges)


def _read_word(line: Line, *, count: int) -> Word:
    _, form, lemma, pos, tag, features, head, relation, _, misc = line.columns
    if pos != UNKNOWN and pos not in PARTS_OF_SPEECH:
        raise ValueError(f"{line.place}: unknown part of speech {pos!r}; use one of Universal Dependencies")
    if head != UNKNOWN and not (head.isdecimal() and int(head) <= count and head != line.columns[0]):
        raise ValueError(f"{line.place}: head {head!r}; write 0, another word of 1 to {count}, or _")
    known = head != UNKNOWN and relation != UNKNOWN
    own = int(line.columns[0]) - 1
    return Word(
        form,
        lemma=None if lemma == UNKNOWN != form else lemma,
        pos=None if pos == UNKNOWN else pos,
        tag=None if tag == UNKNOWN else tag,
        features="" if features == UNKNOWN else features,
        head=(int(head) - 1 if int(head) else own) if known else None,
        relation=("ROOT" if head == "0" else relation) if known else None,
        space="SpaceAfter=No" not in misc.split("|"),
    )


class _Group(NamedTuple):
    """A multiword token: the span of its words, its written form, and whether a space follows."""

    start: int
    end: int
    form: str
    space: bool


def _read_range(line: Line, words: Sequence[Word]) -> _Group:
    first, _, last = line.columns[0].partition("-")
    if not (first.isdecimal() and last.isdecimal() and 1 <= int(first) < int(last) <= len(words)):
        raise ValueError(f"{line.place}: {line.columns[0]!r} is no range of words; write 3-4 before words 3 and 4")
    return _Group(int(first) - 1, int(last), line.columns[1], "SpaceAfter=No" not in line.columns[9].split("|"))


def _join_words(words: Sequence[Word], groups: Sequence[_Group], *, merges: bool) -> list[Word]:
    """Set the written form of multiword tokens: apart where the parts spell them and may stay, else as one word."""
    kept = list(words)
    target = list(range(len(words)))
    dropped: set[int] = set()
    for group in groups:
        span = range(group.start, group.end)
        if not merges and "".join(words[index].form for index in span) == group.form:
            for index in span:
                kept[index] = kept[index]._replace(space=group.space if index == group.end - 1 else False)
            continue
        host = _find_host(words, group)
        clitics = [f"Clitic={words[i].form.title()}" for i in span if i != host and words[i].form.lower() in CLITICS]
        features = words[host].features
        if features is not None and clitics:
            features = "|".join(sorted(filter(None, [*features.split("|"), *clitics])))
        kept[host] = words[host]._replace(form=group.form, features=features, space=group.space)
        for index in span:
            target[index] = host
        dropped |= set(span) - {host}
    position = {old: new for new, old in enumerate(index for index in range(len(words)) if index not in dropped)}
    return [
        word if word.head is None else word._replace(head=position[target[word.head]])
        for index, word in enumerate(kept)
        if index not in dropped
    ]


def _find_host(words: Sequence[Word], group: _Group) -> int:
    """Return the part that the whole hangs by: the root, else the first whose head lies outside."""
    span = range(group.start, group.end)
    for index in span:
        if words[index].head == index:
            return index
    return next((i for i in span if words[i].head is not None and words[i].head not in span), group.start)


MERGED = frozenset({"id"})
"""Languages whose multiword tokens are one token to the models."""

ADAPTERS: dict[str, Adapt] = {"id": harmonise_indonesian}
"""Languages whose treebanks need their labels harmonised."""
