"""Give an encoder the words of another language: a glossary in, pieces with vectors to start from out.

MiniLM knows English. An Indonesian word that a glossary translates starts from the vectors of its English gloss, and a
root inside a longer word from those of the root's gloss; a name or a number that English has too keeps its vector; any
other piece starts from the mean of the English pieces that spell it. So the layers above understand the new language
before they have read a line of it. The idea is that of WECHSEL (Minixhofer and others 2022,
https://arxiv.org/abs/2112.06598), with a glossary in the place of aligned word vectors.
"""

import csv
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import torch
from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer
from tokenizers.trainers import WordPieceTrainer
from torch import Tensor

from extractors.parsing.pieces import SPECIAL, UNKNOWN, Pieces
from extractors.training.treebank import Sentence, Word

INSIDE = "##"
PREFIXES = (
    "me",
    "mem",
    "men",
    "meng",
    "meny",
    "di",
    "ber",
    "ter",
    "pe",
    "pem",
    "pen",
    "peng",
    "peny",
    "per",
    "ke",
    "se",
)
SUFFIXES = ("kan", "i", "an", "nya", "lah", "kah", "pun", "ku", "mu")
AFFIXED = ("me", "di", "ber", "ter", "pe", "ke", "se")
"""How words with a prefix begin; a fragment that begins so would cut the prefix in two."""

WEAK = frozenset("ptks")
"""First letters of roots that melt into the nasal of me- and pe-: *serang*, *menyerang*."""

FREQUENT = 8
"""Times that a word must be seen to be a piece of its own."""

FRAGMENTS = 8000
"""Pieces that are learnt from the text itself, for names and what else has no gloss."""


class Gloss(NamedTuple):
    """A word form with its root and its English translation."""

    form: str
    root: str
    gloss: str


def read_glossary(path: Path) -> dict[str, Gloss]:
    """Return the glosses of a CSV file by their forms; a bad row raises ValueError with file and line."""
    glossary = {}
    with path.open(encoding="utf-8", newline="") as lines:
        for number, row in enumerate(csv.DictReader(lines), start=2):
            try:
                gloss = Gloss(row["form"], row["root"], row["gloss"])
            except KeyError as error:
                raise ValueError(f"{path}:{number}: no column {error}; the columns are form, root, gloss") from error
            if not all(gloss):
                raise ValueError(f"{path}:{number}: an empty cell; give form, root and gloss")
            glossary[gloss.form.lower()] = gloss
    return glossary


def find_pieces(texts: Iterable[str], glossary: Mapping[str, Gloss]) -> list[str]:
    """Return the pieces for a language: frequent words, affixes, roots and fragments, as far as the texts use them."""
    texts = list(texts)
    pretokenizer, normalizer = BertPreTokenizer(), BertNormalizer(lowercase=True)
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(word for word, _ in pretokenizer.pre_tokenize_str(normalizer.normalize_str(text)))
    learner = Tokenizer(WordPiece(unk_token=UNKNOWN))
    learner.normalizer, learner.pre_tokenizer = normalizer, pretokenizer
    learner.train_from_iterator(texts, WordPieceTrainer(vocab_size=FRAGMENTS, special_tokens=list(SPECIAL)))
    frequent = {word for word, count in counts.items() if count >= FREQUENT}
    fragments = {piece for piece in learner.get_vocab() if piece in frequent or not piece.startswith(AFFIXED)}
    roots = {gloss.root for gloss in glossary.values() if gloss.root.isalpha()}
    pieces = fragments | frequent | set(PREFIXES)
    pieces |= {INSIDE + root for root in roots} | {
        INSIDE + root[1:] for root in roots if root[0] in WEAK and len(root) > 4
    }
    pieces |= {INSIDE + suffix for suffix in SUFFIXES} | roots
    cutter = Pieces([*SPECIAL, *sorted(pieces - set(SPECIAL))])
    used: Counter[str] = Counter()
    for word, count in [*counts.items(), *((form, 1) for form in glossary)]:
        for piece in cutter.tokenizer.encode(word, add_special_tokens=False).tokens:
            used[piece] += count
    kept = {piece for piece in pieces if used[piece] > 1 or len(piece.removeprefix(INSIDE)) == 1}
    return [*SPECIAL, *sorted(kept - set(SPECIAL))]


def make_vectors(pieces: Sequence[str], glossary: Mapping[str, Gloss], known: Sequence[str], vectors: Tensor) -> Tensor:
    """Return a vector for each piece, made of the English `vectors` of the `known` pieces."""
    places = {piece: place for place, piece in enumerate(known)}
    cutter = Pieces(known)
    roots: dict[str, str] = {}
    for gloss in glossary.values():
        if gloss.form == gloss.root or gloss.root not in roots:
            roots[gloss.root] = gloss.gloss
    weak = {root[1:]: gloss for root, gloss in roots.items() if root[0] in WEAK and len(root) > 4}

    def read(text: str) -> Tensor:
        numbers = cutter.tokenizer.encode(text, add_special_tokens=False).ids
        return vectors[numbers or [cutter.unknown]].mean(0)

    made = []
    for piece in pieces:
        body = piece.removeprefix(INSIDE)
        inside = body != piece
        if piece in SPECIAL:
            made.append(vectors[places[piece]])
        elif not inside and piece in glossary:
            made.append(read(glossary[piece].gloss))
        elif body in roots and (inside or piece not in places):
            made.append(read(roots[body]))
        elif inside and body in weak:
            made.append(read(weak[body]))
        elif piece in places:
            made.append(vectors[places[piece]])
        else:
            made.append(read(body))
    return torch.stack(made)


def fill_lemmas(sentences: Sequence[Sentence], glossary: Mapping[str, Gloss]) -> list[Sentence]:
    """Return the sentences with the glossary's roots as lemmas of the words that it knows, but for names."""

    def fill(word: Word) -> Word:
        gloss = glossary.get(word.form.lower()) if word.pos not in {None, "PROPN", "X"} else None
        return word._replace(lemma=gloss.root) if gloss else word

    return [sentence._replace(words=tuple(map(fill, sentence.words))) for sentence in sentences]
