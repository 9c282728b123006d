"""Words become pieces, and sentences arrays."""

import numpy as np
import pytest

from extractors.parsing.pieces import LONGEST_WORD, SPECIAL, Encoded, Pieces, classify_case, make_batch, read_pieces

VOCABULARY = (
    *SPECIAL, "iran", "attack", "##ed", "israel", ".", "x", "##x", "cafe", "men", "##yer", "##ang", "negara", "-",
    "don", "'", "t", "u", "s", "中", "国", "ha", "##n", "##oi", "mask",
)  # fmt: skip
SILENT = "\u200b"
"""A word of one character that the cutting drops, so that it has no piece."""


@pytest.fixture
def pieces():
    return Pieces(VOCABULARY)


def name_pieces(item):
    """Return the pieces of a sentence by name, the start and the end among them."""
    return [VOCABULARY[number] for number in item.pieces]


def test_words_are_cut_without_capitals_and_accents(pieces):
    (item,) = pieces.encode([["Irán", "ATTACKED", "Zürich", "."]])
    assert name_pieces(item) == ["[CLS]", "iran", "attack", "##ed", "[UNK]", ".", "[SEP]"]
    assert item.words == [-1, 0, 1, 1, 2, 3, -1]


@pytest.mark.parametrize(
    ("word", "cut"),
    [
        ("iran", "iran"),
        ("IRAN", "iran"),
        ("İran", "iran"),
        ("Café", "cafe"),
        ("Cafe\u0301", "cafe"),
        ("Hànội", "ha ##n ##oi"),
        ("menyerang", "men ##yer ##ang"),
        ("attacked", "attack ##ed"),
        ("edattack", "[UNK]"),
        ("iranian", "[UNK]"),
        ("negara-negara", "negara - negara"),
        ("don't", "don ' t"),
        ("U.S.", "u . s ."),
        ("中国", "中 国"),
        ("Москва", "[UNK]"),
        ("😀", "[UNK]"),
        ("iran!", "iran [UNK]"),
        ("two iran", "[UNK] iran"),
        ("[MASK]", "[UNK] mask [UNK]"),
        ("xxx", "x ##x ##x"),
        (SILENT, ""),
        ("\x00", ""),
        (" ", ""),
        ("", ""),
    ],
)
def test_all_pieces_of_a_word_belong_to_it(pieces, word, cut):
    (item,) = pieces.encode([[word]])
    assert name_pieces(item) == ["[CLS]", *cut.split(), "[SEP]"]
    assert item.words == [-1, *[0] * len(cut.split()), -1]
    assert len(item.cases) == 1


def test_words_after_one_without_a_piece_keep_their_places(pieces):
    (item,) = pieces.encode([[SILENT, "Iran", "", "attacked", "\x00"]])
    assert name_pieces(item) == ["[CLS]", "iran", "attack", "##ed", "[SEP]"]
    assert item.words == [-1, 1, 3, 3, -1]
    assert item.cases == [0, 2, 0, 1, 0]


def test_sentences_are_cut_in_their_order_and_each_as_if_alone(pieces):
    sentences = [["Iran"], ["x" * 9, "attacked"], [], ["Iran", "attacked", "Israel", "."], ["?"]]
    assert pieces.encode(sentences) == [pieces.encode([words])[0] for words in sentences]
    assert pieces.encode([]) == []


def test_a_sentence_without_words_is_a_start_and_an_end(pieces):
    assert pieces.encode([[]]) == [Encoded([pieces.start, pieces.end], [-1, -1], [])]


@pytest.mark.parametrize("special", SPECIAL)
def test_a_word_that_looks_like_a_special_piece_is_none(pieces, special):
    (item,) = pieces.encode([[special]])
    numbers = {VOCABULARY.index(piece) for piece in SPECIAL} - {pieces.unknown}
    assert not numbers & set(item.pieces[1:-1])


@pytest.mark.parametrize("length", [LONGEST_WORD - 1, LONGEST_WORD, LONGEST_WORD + 1, 10_000])
def test_an_endless_word_is_cut_short(pieces, length):
    (item,) = pieces.encode([["Iran", "x" * length, "attacked"]])
    seen = min(length, LONGEST_WORD)
    assert name_pieces(item)[1:-1] == ["iran", "x", *["##x"] * (seen - 1), "attack", "##ed"]
    assert item.words == [-1, 0, *[1] * seen, 2, 2, -1]


def test_the_case_of_an_endless_word_is_that_of_what_is_seen(pieces):
    (item,) = pieces.encode([["x" * LONGEST_WORD + "X1"]])
    assert item.cases == [1]


def test_a_batch_is_padded_and_each_word_reads_its_pieces(pieces):
    batch = make_batch(pieces.encode([["Iran", "attacked", "Israel"], ["Iran"], [SILENT, "Iran"]]))
    assert batch.pieces.shape == batch.attention.shape == (3, 6)
    assert batch.pooling.shape == (3, 4, 6)
    assert batch.attention.sum(axis=1).tolist() == [6, 3, 3]
    assert batch.pooling[:, 0, 0].tolist() == [1, 1, 1]
    assert batch.pooling[0, 2].tolist() == [0, 0, 0.5, 0.5, 0, 0]
    assert np.allclose(batch.pooling.sum(axis=2), [[1, 1, 1, 1], [1, 1, 0, 0], [1, 0, 1, 0]])
    assert batch.cases[0].tolist() == [0, 2, 1, 2]


@pytest.mark.parametrize(
    ("sentences", "words", "length"),
    [
        ([["Iran"]], 1, 3),
        ([["Iran", "attacked", "Israel", "."]], 4, 7),
        ([["Iran"], ["Iran", "attacked"], ["menyerang"]], 2, 5),
        ([[SILENT, SILENT, SILENT], ["Iran"]], 3, 3),
        ([[]], 0, 2),
        ([[], ["x" * 100]], 1, LONGEST_WORD + 2),
    ],
)
def test_a_batch_has_the_shape_of_its_longest_sentences(pieces, sentences, words, length):
    batch = make_batch(pieces.encode(sentences))
    count = len(sentences)
    assert batch.pieces.shape == batch.attention.shape == (count, length)
    assert batch.cases.shape == (count, words + 1)
    assert batch.pooling.shape == (count, words + 1, length)
    assert [array.dtype for array in batch] == [np.int64, np.int64, np.float32, np.int64]


def test_what_is_beyond_a_sentence_is_empty_in_every_array(pieces):
    items = pieces.encode([["Iran"], ["Iran", "attacked", "Israel", "."], [], ["PBB", "2024"]])
    batch = make_batch(items)
    for row, item in enumerate(items):
        count, words = len(item.pieces), len(item.cases)
        assert batch.pieces[row].tolist() == item.pieces + [0] * (batch.pieces.shape[1] - count)
        assert batch.attention[row].tolist() == [1] * count + [0] * (batch.pieces.shape[1] - count)
        assert batch.cases[row].tolist() == [0, *item.cases] + [0] * (batch.cases.shape[1] - 1 - words)
        assert not batch.pooling[row, words + 1 :].any()
        assert not batch.pooling[row, :, count:].any()


def test_the_root_reads_the_start_piece_alone_and_no_word_reads_it_or_the_end(pieces):
    items = pieces.encode([["Iran", "attacked"], [], [SILENT], ["x" * 30]])
    batch = make_batch(items)
    for row, item in enumerate(items):
        assert batch.pooling[row, 0].tolist() == [1] + [0] * (batch.pooling.shape[2] - 1)
        assert not batch.pooling[row, 1:, 0].any()
        assert not batch.pooling[row, :, len(item.pieces) - 1].any()


def test_a_word_is_the_mean_of_its_pieces_and_one_without_a_piece_is_nothing(pieces):
    words = ["Iran", "menyerang", SILENT, "x" * 7, "U.S.", "", "Zürich"]
    (item,) = pieces.encode([words])
    batch = make_batch([item])
    for place, word in enumerate(words, 1):
        row = batch.pooling[0, place]
        own = [index for index, owner in enumerate(item.words) if owner == place - 1]
        assert np.flatnonzero(row).tolist() == own
        assert np.allclose(row[own], 1 / max(len(own), 1))
        assert np.isclose(row.sum(), 0 if word in (SILENT, "") else 1)


@pytest.mark.parametrize("others", [[], [[]], [["x" * 80] * 9], [["Iran"], ["attacked", "."]]])
def test_a_sentence_is_encoded_alike_in_every_company(pieces, others):
    words = ["Iran", "menyerang", SILENT, "."]
    alone, batch = make_batch(pieces.encode([words])), make_batch(pieces.encode([words, *others]))
    count, width = alone.pieces.shape[1], alone.cases.shape[1]
    assert (batch.pieces[0, :count] == alone.pieces[0]).all()
    assert (batch.cases[0, :width] == alone.cases[0]).all()
    assert (batch.pooling[0, :width, :count] == alone.pooling[0]).all()
    assert batch.attention[0].sum() == alone.attention[0].sum() == count


@pytest.mark.parametrize(
    ("word", "case"),
    [
        ("iran", 1), ("don't", 1), ("negara-negara", 1), ("é", 1), ("18th", 1), ("mp3", 1), ("москва", 1),
        ("Iran", 2), ("A", 2), ("I", 2), ("Al-Qaeda", 2), ("O'Brien", 2), ("U.S.", 2), ("Élan", 2), ("Covid-19", 2),
        ("F16", 2), ("Москва", 2),
        ("PBB", 3), ("NATO", 3), ("COVID-19", 3), ("ÇA", 3), ("KPK-", 3), ("МИД", 3),
        ("2024", 4), ("1,000", 4), ("$5", 4), ("iPhone15", 4), ("²", 4), ("٣", 4),
        ("eBay", 5), ("McDonald", 5), ("Negara-negara", 5), ("Xi's", 5), ("PMs", 5),
        (".", 0), ("", 0), ("—", 0), ("😀", 0), ("北京", 0), ("½", 0), (" ", 0), ("_", 0),
    ],
)  # fmt: skip
def test_capitals_are_classed(pieces, word, case):
    assert classify_case(word) == case
    assert pieces.encode([[word]])[0].cases == [case]


@pytest.mark.parametrize("missing", [[special] for special in SPECIAL] + [["[UNK]", "[MASK]"], list(SPECIAL)])
def test_missing_special_pieces_are_named(missing):
    with pytest.raises(ValueError, match="the vocabulary lacks") as raised:
        Pieces([piece for piece in VOCABULARY if piece not in missing])
    assert [special for special in SPECIAL if special in str(raised.value)] == missing


def test_an_empty_vocabulary_is_refused():
    with pytest.raises(ValueError, match=r"lacks \[PAD\], \[UNK\], \[CLS\], \[SEP\], \[MASK\]"):
        Pieces([])


def test_special_pieces_are_found_wherever_they_stand():
    vocabulary = ["iran", *reversed(SPECIAL), "attack"]
    pieces = Pieces(vocabulary)
    assert [vocabulary[number] for number in (pieces.start, pieces.end, pieces.mask, pieces.unknown)] == [
        "[CLS]", "[SEP]", "[MASK]", "[UNK]",
    ]  # fmt: skip
    (item,) = pieces.encode([["attack", "Oslo", "Iran"]])
    assert [vocabulary[number] for number in item.pieces] == ["[CLS]", "attack", "[UNK]", "iran", "[SEP]"]


@pytest.mark.parametrize("end", ["\n", ""], ids=["with a last line end", "without"])
def test_pieces_survive_the_disk(pieces, tmp_path, end):
    (tmp_path / "pieces.txt").write_text("\n".join(VOCABULARY) + end, encoding="utf-8")
    again = read_pieces(tmp_path / "pieces.txt")
    assert again.vocabulary == VOCABULARY
    sentences = [["Irán", "menyerang", "中国"], ["x" * 99, "Zürich"]]
    assert again.encode(sentences) == pieces.encode(sentences)


def test_a_file_without_special_pieces_is_refused(tmp_path):
    (tmp_path / "pieces.txt").write_text("iran\n[PAD]\n[UNK]\n[CLS]\n[SEP]\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"lacks \[MASK\]; export the model again"):
        read_pieces(tmp_path / "pieces.txt")
