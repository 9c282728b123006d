"""Rules of lemmas are found, applied and chosen."""

from random import Random

import pytest

from extractors.parsing.lemmas import apply_rule, choose_lemma, find_known, find_rule

ENGLISH = [
    ("attacked", "attack"), ("attacks", "attack"), ("cities", "city"), ("Cities", "city"), ("went", "go"),
    ("Went", "go"), ("is", "be"), ("was", "be"), ("been", "be"), ("'s", "be"), ("n't", "not"), ("The", "the"),
    ("bought", "buy"), ("struck", "strike"), ("shot", "shoot"), ("running", "run"), ("dying", "die"),
    ("better", "good"), ("worst", "bad"), ("men", "man"), ("children", "child"), ("denounced", "denounce"),
    ("her", "she"), ("Us", "we"),
    ("US-led", "us-lead"), ("ceasefires", "ceasefire"), ("crises", "crisis"), ("an", "a"), ("ATTACKED", "attack"),
]  # fmt: skip
INDONESIAN = [
    ("menyerang", "serang"), ("mengirimkan", "kirim"), ("pertahanan", "tahan"), ("penghuninya", "huni"),
    ("negara-negara", "negara"), ("Presiden", "presiden"), ("mengatakan", "kata"), ("memukul", "pukul"),
    ("penyerangan", "serang"), ("diserang", "serang"), ("Diserang", "serang"), ("berperang", "perang"),
    ("kesepakatan", "sepakat"), ("memberlakukan", "laku"), ("mempertahankan", "tahan"), ("menteri-menteri", "menteri"),
    ("bekerja", "kerja"), ("belajar", "ajar"), ("gerigi", "gigi"), ("katanya", "kata"), ("pun", "pun"), ("DIA", "dia"),
]  # fmt: skip
NAMES = [
    ("NATO", "NATO"), ("Russia", "Russia"), ("PUTIN", "Putin"), ("putin", "Putin"), ("RUSSIANS", "Russian"),
    ("Russians", "Russian"), ("McDonald", "McDonald"), ("MCDONALD", "McDonald"), ("eBay", "eBay"), ("usa", "USA"),
    ("Uni-Eropa", "Uni-Eropa"), ("O'Brien", "O'Brien"), ("Ukraine's", "Ukraine"), ("U.S.", "U.S."), ("MPs", "MP"),
    ("I", "I"), ("i", "I"), ("Zürich", "Zürich"), ("ZÜRICH", "Zürich"), ("Москва", "Москва"), ("МОСКВЫ", "Москва"),
]  # fmt: skip
ODD = [
    ("2024", "2024"), ("1,000", "1000"), ("18th", "18"), ("3.5", "3.5"), ("😀", "😀"), ("👨‍👩‍👧", "👨‍👩‍👧"), ("😀", "smile"),
    ("a", "a"), ("A", "a"), ("x", "y"), (".", "."), ("…", "..."), ("—", "-"), ("北京", "北京"), ("İ", "i"), ("ß", "ss"),
    ("STRASSE", "Straße"), ("a b", "a"), (" ", " "), ("\n", "\n"), ("e\u0301tat", "état"),
    ("aaaa", "aa"), ("aa", "aaaa"), (">", ">"), ("|", "|"),
]  # fmt: skip
PAIRS = [*ENGLISH, *INDONESIAN, *NAMES, *ODD]


@pytest.mark.parametrize(("form", "lemma"), PAIRS)
def test_a_rule_gives_the_lemma_back(form, lemma):
    assert apply_rule(find_rule(form, lemma), form) == lemma


@pytest.mark.parametrize("seed", range(5))
def test_any_two_words_have_a_rule_that_gives_the_second_back(seed):
    chance = Random(seed)
    letters = "abcABCİıßéÉe\u03010-'’.😀中"
    for _ in range(400):
        form, lemma = ("".join(chance.choices(letters, k=chance.randint(1, 7))) for _ in range(2))
        assert apply_rule(find_rule(form, lemma), form) == lemma


@pytest.mark.parametrize(
    ("form", "lemma"), [("->", "to"), ("=>", "be"), ("|x", "x"), ("x", "|x"), ("x>Y", "y"), ("a|b", "a"), (">", "|")]
)
def test_a_word_with_the_marks_of_a_rule_stays_as_it_is(form, lemma):
    assert apply_rule(find_rule(form, lemma), form) == form


@pytest.mark.parametrize(
    ("form", "lemma", "rule"),
    [
        ("Cities", "city", "l >|ies>y"),
        ("mengirimkan", "kirim", "l meng>k|kan>"),
        ("the", "the", "l >|>"),
        ("The", "the", "l >|>"),
        ("NATO", "NATO", "k >|>"),
        ("Russia", "Russia", "k >|>"),
        ("PUTIN", "Putin", "t >|>"),
        ("RUSSIANS", "Russian", "t >|s>"),
        ("is", "be", "l is>be|>"),
    ],
)
def test_a_rule_says_case_beginning_and_end(form, lemma, rule):
    assert find_rule(form, lemma) == rule


@pytest.mark.parametrize(
    ("pair", "form", "lemma"),
    [
        (("menyerang", "serang"), "menyerbu", "serbu"),
        (("mengirimkan", "kirim"), "mengutipkan", "kutip"),
        (("pertahanan", "tahan"), "perjanjian", "janji"),
        (("cities", "city"), "Armies", "army"),
        (("cities", "city"), "armed", None),
        (("attacked", "attack"), "bombed", "bomb"),
        (("Attacked", "attack"), "BOMBED", "bomb"),
        (("PUTIN", "Putin"), "BIDEN", "Biden"),
        (("NATO", "NATO"), "ASEAN", "ASEAN"),
        (("Russia", "Russia"), "eBay", "eBay"),
        (("The", "the"), "Over", "over"),
    ],
)
def test_a_rule_carries_over_to_like_words(pair, form, lemma):
    assert apply_rule(find_rule(*pair), form) == lemma


@pytest.mark.parametrize(
    ("rule", "form"),
    [
        ("l >|ed>", "attacks"), ("l meny>s|>", "serang"), ("l >|ed>", "ed"), ("l >|ed>", ""),
        ("l meng>k|kan>", "mengirim"), ("l meng>k|kan>", "kirimkan"), ("k >|ED>", "attacked"),
        ("k >|ed>", "ATTACKED"), ("t p>|>", "PUTIN"),
        ("l aba>|ba>c", "aba"), ("l abc>|bcd>", "abcd"), ("l 😀>x|>", "😂"), ("l >|0>", "1"),
    ],
)  # fmt: skip
def test_a_rule_that_does_not_fit_gives_nothing(rule, form):
    assert apply_rule(rule, form) is None


@pytest.mark.parametrize(
    ("rule", "form"), [("l >|ed>", "ed"), ("l meng>|kan>", "mengkan"), ("k a>|>", "a"), ("l >|>", "")]
)
def test_a_word_that_a_rule_would_use_up_has_none(rule, form):
    assert apply_rule(rule, form) is None
    assert choose_lemma([rule], form, {""}) == form


def test_no_rule_makes_an_empty_lemma_of_any_word():
    forms = {form for form, _ in PAIRS} | {lemma for _, lemma in PAIRS} | {"ed", "s", "kan", "men", "1", "é"}
    rules = {find_rule(form, lemma) for form, lemma in PAIRS} | {"l >|ed>", "l >|s>", "l >|kan>", "l men>|>"}
    found = [apply_rule(rule, form) for rule in rules for form in forms]
    assert None in found
    assert "" not in found


def test_a_known_lemma_is_preferred_to_a_better_rule():
    rules = ["l >|ed>", "l >|d>", "l >|>"]
    assert choose_lemma(rules, "denounced", {"denounce"}) == "denounce"
    assert choose_lemma(rules, "bombed", {"bomb"}) == "bomb"
    assert choose_lemma(rules, "zorbed", set()) == "zorb"
    assert choose_lemma(["l >|ing>"], "zorbed", set()) == "zorbed"


@pytest.mark.parametrize(
    ("rules", "form", "known", "lemma"),
    [
        ([], "Bombed", {"bomb"}, "Bombed"),
        (["l >|ing>", "l >|ed>"], "bombed", set(), "bomb"),
        (["l >|ed>", "l >|d>"], "used", {"us", "use"}, "us"),
        (["l >|d>", "l >|ed>"], "used", {"us", "use"}, "use"),
        (["l >|ing>", "l >|s>"], "Bombed", {"bomb"}, "Bombed"),
        (["l meng>k|kan>", "l meng>|kan>"], "mengambilkan", {"ambil"}, "ambil"),
    ],
)
def test_the_first_rule_that_fits_wins_among_equals(rules, form, known, lemma):
    assert choose_lemma(rules, form, known) == lemma


def test_a_known_lemma_is_sought_among_all_rules():
    rules = ["l men>t|>", "l meng>k|kan>", "l meng>|kan>"]
    assert find_known(rules, "mengirimkan", {"kirim", "irim"}) == "kirim"
    assert find_known(rules, "mengirimkan", {"bom"}) is None
