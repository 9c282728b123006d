"""From inflected words to the forms of the lexicon."""

import pytest

from extractors import load_pack
from extractors.languages.morphology import verb_stems, word_forms


def shares_a_stem(code: str, word: str, entry: str, lemma: str = "") -> bool:
    grammar = load_pack(code).grammar
    found = verb_stems(word, lemma or word, grammar)
    return not (found.active | found.passive).isdisjoint(verb_stems(entry, entry, grammar).active)


@pytest.mark.parametrize(
    ("word", "entry"),
    [
        ("diserang", "menyerang"),
        ("dikirim", "mengirim"),
        ("dikirimkan", "mengirimkan"),
        ("dipukul", "memukul"),
        ("ditembak", "menembak"),
        ("dibom", "membom"),
        ("dituduh", "menuduh"),
        ("dituding", "menuding"),
        ("dikecam", "mengecam"),
        ("dihancurkan", "menghancurkan"),
        ("diusir", "mengusir"),
        ("dilarang", "melarang"),
        ("diratifikasi", "meratifikasi"),
        ("dijatuhkan", "menjatuhkan"),
        ("dicabut", "mencabut"),
        ("disandera", "menyandera"),
        ("digempur", "menggempur"),
        ("diperkuat", "memperkuat"),
        ("dipertimbangkan", "mempertimbangkan"),
        ("dibebaskan", "membebaskan"),
        ("difasilitasi", "memfasilitasi"),
        ("dinyatakan", "menyatakan"),
        ("menyerang", "menyerang"),
        ("Menyerang", "menyerang"),
        ("tertembak", "menembak"),
        ("bertemu", "bertemu"),
    ],
)
def test_indonesian_voices_share_a_stem(word: str, entry: str) -> None:
    assert shares_a_stem("id", word, entry)


@pytest.mark.parametrize(
    ("word", "entry"),
    [
        ("menyerang", "mengirim"),
        ("diberi", "membeli"),
        ("mendukung", "menduduki"),
        ("bertemu", "menemukan"),
        ("menuduh", "menunda"),
        ("menyerah", "menyerang"),
        ("diserahkan", "menyerang"),
    ],
)
def test_indonesian_verbs_of_other_stems_do_not(word: str, entry: str) -> None:
    assert not shares_a_stem("id", word, entry)


def test_only_the_di_form_is_passive() -> None:
    grammar = load_pack("id").grammar
    assert "serang" in verb_stems("diserang", "serang", grammar).passive
    assert "serang" in verb_stems("menyerang", "serang", grammar).active
    assert "serang" not in verb_stems("menyerang", "serang", grammar).passive


@pytest.mark.parametrize(
    ("word", "form"),
    [
        ("pasukannya", "pasukan"),
        ("serangannya", "serangan"),
        ("pasukanlah", "pasukan"),
        ("pemerintahpun", "pemerintah"),
        ("pasukan-pasukan", "pasukan"),
        ("negara-negara", "negara"),
        ("negara-negaranya", "negara"),
        ("Pasukan", "pasukan"),
    ],
)
def test_indonesian_clitics_and_reduplication(word: str, form: str) -> None:
    assert form in word_forms(word, word, load_pack("id").grammar)


@pytest.mark.parametrize("word", ["dunia", "hanya", "punya", "kuliah", "Pulau"])
def test_short_words_keep_their_ends(word: str) -> None:
    assert word_forms(word, word, load_pack("id").grammar) == {word.lower()}


@pytest.mark.parametrize(
    ("word", "form"),
    [
        ("attacks", "attack"),
        ("attacked", "attack"),
        ("attacking", "attack"),
        ("expelled", "expel"),
        ("expelling", "expel"),
        ("allies", "ally"),
        ("allied", "ally"),
        ("condemned", "condemn"),
        ("praised", "praise"),
        ("praising", "praise"),
        ("launches", "launch"),
        ("clashes", "clash"),
        ("vetoes", "veto"),
        ("struck", "strike"),
        ("withdrew", "withdraw"),
        ("shot", "shoot"),
        ("fought", "fight"),
        ("Sanctions", "sanction"),
    ],
)
def test_english_endings_whatever_the_lemma(word: str, form: str) -> None:
    assert form in word_forms(word, "", load_pack("en").grammar)


@pytest.mark.parametrize(("word", "form"), [("gas", "ga"), ("his", "hi"), ("red", "r"), ("king", "k")])
def test_english_words_too_short_for_an_ending(word: str, form: str) -> None:
    assert form not in word_forms(word, word, load_pack("en").grammar)
