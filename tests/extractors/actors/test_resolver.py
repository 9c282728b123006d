"""Dates and context decide whom words stand for; where they do not, nobody is named and all are alternatives."""

from datetime import date

import pytest

from extractors.actors import Resolver, family_name
from extractors.actors.resolver import name_words
from extractors.languages import load_pack


@pytest.fixture(scope="module")
def resolver():
    return Resolver(load_pack("en"))


@pytest.mark.parametrize(
    ("text", "day", "code", "rule", "office"),
    [
        ("Norway", None, "NOR", "name", None),
        ("Norwegian", None, "NOR", "adjective", None),
        ("Antonio Guterres", date(2000, 1, 1), "PRT", "office", "head-of-government"),
        ("Antonio Guterres", date(2020, 1, 1), "UN", "office", "secretary-general"),
        ("Antonio Guterres", None, "UN", "person", None),
        ("Barack Obama", date(2020, 1, 1), "USA", "person", None),
        ("Bolsonaro Messias", date(2020, 1, 1), "BRA", "leader", "head-of-state"),
        ("Uribe V.", date(2005, 1, 1), "COL", "leader", "head-of-state"),
        ("Clinton", date(2000, 1, 1), "USA", "leader", "head-of-state"),
        ("Soviet Union", None, "RUS", "name", None),
        ("UNHCR", None, "UN", "name", None),
    ],
)
def test_words_stand_for_an_actor_on_a_day(resolver, text, day, code, rule, office):
    resolution = resolver.resolve(text, day=day)
    assert (resolution.code, resolution.rule, resolution.office) == (code, rule, office)


@pytest.mark.parametrize("text", ["", "Xyzzy", "the", "Persian Gulf"])
def test_words_that_name_nobody_resolve_to_nobody(resolver, text):
    assert resolver.resolve(text, day=date(2020, 1, 1)) is None


def test_family_names_need_their_state_or_a_leader_of_the_day(resolver):
    day = date(2007, 1, 1)
    assert resolver.resolve_surname("Rice", day=day, context={"USA"}).code == "USA"
    assert resolver.resolve_surname("Rice", day=day, context={"FRA"}) is None
    assert resolver.resolve_surname("Rice", day=date(1990, 1, 1), context={"USA"}) is None
    assert resolver.resolve_surname("Olmert", day=day, context=set()).code == "ISR"


def test_what_else_words_may_mean_is_told_best_first(resolver):
    scores = [[other.score for other in resolver.resolve(text).alternatives] for text in ("Norway", "Obama")]
    assert all(ranked == sorted(ranked, reverse=True) for ranked in scores)


@pytest.mark.parametrize(
    ("name", "state", "family"),
    [
        ("Kim Jong Un", "PRK", "Kim"),
        ("Moon Jae-in", "KOR", "Moon"),
        ("Xi Jinping", "CHN", "Xi"),
        ("Joko Widodo", "IDN", "Widodo"),
        ("Angela Merkel", "DEU", "Merkel"),
    ],
)
def test_family_names_come_first_or_last(name, state, family):
    assert family_name(name, state) == family


def test_spellings_of_one_name_sound_alike():
    assert name_words("Qaboos bin Said") == name_words("Qabus Said")
    assert name_words("M. Rutte (2nd time)") == name_words("Rutte")
