from extractors.training.features import fill_features
from extractors.training.treebank import Sentence, Word


def fill(*words):
    return fill_features([Sentence(words, opens=False)])[0].words


def test_unknown_features_are_those_of_the_same_form_elsewhere():
    words = fill(Word("negara", pos="NOUN", features="Number=Sing"), Word("Negara", pos="NOUN"))
    assert words[1].features == "Number=Sing"


def test_a_part_of_speech_whose_words_agree_lends_its_features():
    words = fill(Word("di", pos="ADP", features=""), Word("ke", pos="ADP"))
    assert (words[1].pos, words[1].features) == ("ADP", "")


def test_a_word_whose_features_cannot_be_told_teaches_no_part_of_speech():
    active = Word("memuji", pos="VERB", features="Voice=Act")
    passive = Word("dipuji", pos="VERB", features="Voice=Pass")
    words = fill(active, passive, Word("mundur", pos="VERB", relation="root"))
    assert (words[2].pos, words[2].features, words[2].relation) == (None, None, "root")


def test_known_features_are_kept():
    words = fill(*[Word("di", pos="ADP", features="")] * 99, Word("di", pos="ADP", features="Typo=Yes"))
    assert words[-1].features == "Typo=Yes"
