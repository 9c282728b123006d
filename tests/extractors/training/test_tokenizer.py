import time

import pytest
import spacy

from extractors.training.tokenizer import CLASSES, set_tokenizer


@pytest.fixture(scope="module")
def cut():
    """A function that cuts text into tokens by a language's rules."""
    made = {}
    for language, name in CLASSES.items():
        made[language] = spacy.blank(name)
        set_tokenizer(made[language], language=language)
    return lambda text, language: [token.text for token in made[language].tokenizer(text)]


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("a U.S.-led raid", ["a", "U.S.", "-", "led", "raid"]),
        ("the U.N.-backed envoy.", ["the", "U.N.", "-", "backed", "envoy", "."]),
        ("U.S.-China talks", ["U.S.", "-", "China", "talks"]),
        ("U.S.–Iran talks", ["U.S.", "–", "Iran", "talks"]),
        ("an Iran-led raid", ["an", "Iran", "-", "led", "raid"]),
        ("in the U.S.", ["in", "the", "U.S."]),
        ("They don't.", ["They", "do", "n't", "."]),
    ],
)
def test_english(cut, text, tokens):
    assert cut(text, "en") == tokens


@pytest.mark.parametrize(
    "word",
    [
        "negara-negara",
        "Undang-Undang",
        "undang-undangnya",
        "berlari-lari",
        "sayur-mayur",
        "surat-menyurat",
        "tolong-menolong",
        "bolak-balik",
        "HURU-HARA",
        "1990-an",
        "ke-5",
        "ekspor-impor",
        "desa-kota",
    ],
)
def test_an_indonesian_reduplication_is_one_token(cut, word):
    assert cut(f"({word}),", "id") == ["(", word, ")", ","]


@pytest.mark.parametrize("word", ["AS-China", "Rusia-Ukraina", "Iran-Israel", "Jakarta-Canberra"])
def test_two_indonesian_names_are_three_tokens(cut, word):
    first, second = word.split("-")
    assert cut(f"hubungan {word}.", "id") == ["hubungan", first, "-", second, "."]


def test_indonesian_abbreviations_keep_their_full_stop(cut):
    assert cut("Prof. Budi dll. datang.", "id") == ["Prof.", "Budi", "dll.", "datang", "."]


@pytest.mark.parametrize("text", ["a" * 20_000 + "-" + "a" * 20_000, "ab-" * 5_000, "me" * 9_000])
def test_a_very_long_string_is_cut_without_much_work(cut, text):
    start = time.process_time()
    assert "".join(cut(text, "id")) == text
    assert time.process_time() - start < 5
