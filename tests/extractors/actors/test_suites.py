"""The suites: sentences of our own, over all phenomena of the codebook, whose actors must be found and told apart."""

import actors as benchmark
import pytest

from extractors.events.actors import ActorFinder
from extractors.languages import load_pack

FLOOR = 0.97


@pytest.mark.parametrize("language", benchmark.LANGUAGES)
def test_actors_of_the_suite_resolve(language):
    finder, nlp = ActorFinder(load_pack(language)), benchmark.make_tokenizer(language)
    cases = benchmark.read_suite(language)
    wrong = [case for case in cases if not benchmark.is_right(case, benchmark.find_naming(case, finder, nlp))]
    assert len(cases) >= 200
    assert 1 - len(wrong) / len(cases) >= FLOOR, "\n".join(f"{case.phenomenon}: {case.mention}" for case in wrong)


@pytest.mark.parametrize("language", benchmark.LANGUAGES)
def test_cases_name_codes_that_exist_and_words_that_are_there(language):
    actors = load_pack(language).vocabulary.actors
    for case in benchmark.read_suite(language):
        assert case.mention in case.text
        assert case.code in actors or case.code in {"-", "?PER", "?ORG", "?LOC"}, case
