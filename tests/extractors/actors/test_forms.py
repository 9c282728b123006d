"""Forms in running text: at word boundaries, the longest first, whatever the apostrophe."""

import pytest

from extractors.actors import FormIndex
from extractors.languages.pack import Name


def make(*texts, clitics=()):
    return FormIndex([Name(text, text, "name", frozenset()) for text in texts], clitics=clitics)


def find(index, text):
    return [(text[found.start : found.end], found.names[0].actor) for found in index.find(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Niger and Nigeria", [("Niger", "Niger"), ("Nigeria", "Nigeria")]),
        ("Nigerien", []),
        ("South Korea left Korea", [("South Korea", "South Korea"), ("Korea", "Korea")]),
        ("NIGERIA fell", [("NIGERIA", "Nigeria")]),
        ("Niger's army; Niger’s army", [("Niger", "Niger"), ("Niger", "Niger")]),
        ("Cote d’Ivoire", [("Cote d’Ivoire", "Cote d'Ivoire")]),
        ("the U.S. left", [("U.S.", "U.S.")]),
        ("", []),
        ("South", []),
    ],
)
def test_the_longest_forms_are_found_at_word_boundaries(text, found):
    index = make("Niger", "Nigeria", "Korea", "South Korea", "Cote d'Ivoire", "U.S.")
    assert find(index, text) == found


def test_short_forms_are_not_found_in_capitals_or_small_letters():
    assert find(make("Mar"), "MAR mar Mar") == [("Mar", "Mar")]


@pytest.mark.parametrize(("text", "found"), [("Iranlah yang", [("Iranlah", "Iran")]), ("Iranian", []), ("Lah", [])])
def test_clitics_may_be_written_together_with_a_name(text, found):
    assert find(make("Iran", clitics=("lah", "kah")), text) == found


def test_two_actors_with_one_form_are_both_given():
    index = FormIndex([Name("Kim", "a", "person", frozenset()), Name("Kim", "b", "person", frozenset())])
    assert [name.actor for name in index.look_up("Kim")] == ["a", "b"]
    assert index.look_up("Lee") == ()
