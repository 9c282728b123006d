"""Cut words into the pieces that a network reads: sentences of words in, padded arrays out.

The pieces are WordPiece in lower case, without accents, as BERT's are; a word's capitals go beside them as one of six
classes, and a word is read as the mean of its pieces.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer

PAD, UNKNOWN, START, END, MASK = "[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"
SPECIAL = (PAD, UNKNOWN, START, END, MASK)
LONGEST_WORD = 60
"""Characters of a word that the network sees; longer words are addresses and noise."""

Integers = NDArray[np.int64]
Floats = NDArray[np.float32]


class Encoded(NamedTuple):
    """A sentence as pieces: their numbers, the word that each belongs to, and the case class of each word."""

    pieces: list[int]
    words: list[int]
    cases: list[int]


class Batch(NamedTuple):
    """Sentences padded to B x S pieces and B x W words; word 0 is the root, which reads the start piece.

    `pieces`, `attention`: B x S; `pooling`: B x W x S, the share that each piece has in each word; `cases`: B x W.
    """

    pieces: Integers
    attention: Integers
    pooling: Floats
    cases: Integers


class Pieces:
    """The vocabulary of a network and its way to cut words."""

    def __init__(self, vocabulary: Sequence[str]) -> None:
        missing = [piece for piece in SPECIAL if piece not in vocabulary]
        if missing:
            raise ValueError(f"the vocabulary lacks {', '.join(missing)}; export the model again")
        self.vocabulary = tuple(vocabulary)
        numbers = {piece: number for number, piece in enumerate(vocabulary)}
        self.start, self.end, self.mask, self.unknown = (numbers[piece] for piece in (START, END, MASK, UNKNOWN))
        self.tokenizer = Tokenizer(WordPiece(numbers, unk_token=UNKNOWN, max_input_chars_per_word=LONGEST_WORD))
        self.tokenizer.normalizer = BertNormalizer(lowercase=True)
        self.tokenizer.pre_tokenizer = BertPreTokenizer()

    def encode(self, sentences: Sequence[Sequence[str]]) -> list[Encoded]:
        """Return the pieces of each sentence, between a start and an end piece."""
        cut = [[word[:LONGEST_WORD] for word in words] for words in sentences]
        encodings = self.tokenizer.encode_batch(cut, is_pretokenized=True, add_special_tokens=False)
        return [
            Encoded(
                [self.start, *encoding.ids, self.end],
                [-1, *(word for word in encoding.word_ids if word is not None), -1],
                [classify_case(word) for word in words],
            )
            for encoding, words in zip(encodings, cut, strict=True)
        ]


def read_pieces(path: Path) -> Pieces:
    """Return the pieces of a file with one piece a line."""
    return Pieces(path.read_text(encoding="utf-8").removesuffix("\n").split("\n"))


def classify_case(word: str) -> int:
    """Return the class of a word: 1 lower, 2 title, 3 upper case, 4 with a digit, 5 other capitals, 0 no letter."""
    if word.islower():
        return 1
    if word.istitle():
        return 2
    if word.isupper():
        return 3
    if any(character.isdigit() for character in word):
        return 4
    return 5 if any(character.isupper() for character in word) else 0


def make_batch(items: Sequence[Encoded]) -> Batch:
    """Return the sentences as padded arrays."""
    length = max(len(item.pieces) for item in items)
    width = 1 + max(len(item.cases) for item in items)
    pieces = np.zeros((len(items), length), dtype=np.int64)
    attention = np.zeros((len(items), length), dtype=np.int64)
    pooling = np.zeros((len(items), width, length), dtype=np.float32)
    cases = np.zeros((len(items), width), dtype=np.int64)
    for row, item in enumerate(items):
        count = len(item.pieces)
        pieces[row, :count] = item.pieces
        attention[row, :count] = 1
        cases[row, 1 : len(item.cases) + 1] = item.cases
        owners = np.asarray(item.words)
        owned = np.flatnonzero(owners >= 0)
        pooling[row, owners[owned] + 1, owned] = 1
        pooling[row, 0, 0] = 1
    pooling /= np.maximum(pooling.sum(axis=2, keepdims=True), 1)
    return Batch(pieces, attention, pooling, cases)
