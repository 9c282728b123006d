"""Copies of a story are known by their words, other stories are not; the numbers are those of earlier releases."""

from hashlib import blake2b

import pytest

from extractors.articles import sketch_article
from ontology import Article, compare

STORY = (
    "The foreign minister of Norway arrived in Jakarta on Monday for two days of talks about fisheries and defence. "
    "He was received at the airport by his Indonesian colleague, who called the visit long overdue. "
    "The two countries want to sign an agreement on joint patrols before the end of the year, officials said. "
    "Fishing crews from the north coast have complained for years about foreign trawlers in their waters. "
    "A first round of talks in Oslo ended in March without a result. "
    "The delegation will travel on to Manila on Wednesday, where a similar agreement is on the table."
)
OTHER = (
    "Floods cut the road between the two largest towns of the province on Sunday, and rescue teams used boats. "
    "At least four people are missing, the governor told reporters, and more rain is expected until the weekend. "
    "Schools will stay closed. The army sent two hundred soldiers and a field kitchen to the valley."
)


def write(body: str, title: str = "Title") -> Article:
    return Article(source="desk", url="https://example.org/1", language="en", title=title, body=body)


def alike(one: str, other: str) -> float:
    return compare(sketch_article(write(one)).values, sketch_article(write(other, "Another")).values)


def test_the_same_words_are_alike_whatever_their_case_and_signs() -> None:
    assert alike(STORY, STORY.upper().replace(",", "")) == 1.0


@pytest.mark.parametrize("cut", [0.5, 0.7, 0.9])
def test_a_shortened_copy_is_alike_and_shares_a_key(cut: float) -> None:
    short = STORY[: int(len(STORY) * cut)]
    assert alike(STORY, short) >= 0.3
    assert set(sketch_article(write(STORY)).keys) & set(sketch_article(write(short)).keys)


def test_another_story_is_not_alike() -> None:
    assert alike(STORY, OTHER) < 0.1


def test_a_text_of_a_few_words_has_no_sketch() -> None:
    few = sketch_article(write("Norway praised Iceland."))
    assert (few.values, few.keys) == (b"", ())


def test_a_new_release_of_the_library_gives_the_numbers_that_are_stored() -> None:
    found = sketch_article(write(STORY))
    assert len(found.values) == 512
    assert blake2b(found.values, digest_size=8).hexdigest() == "281fb7b86647ef9c"
    assert len(set(found.keys)) == 32
    assert sum(found.keys) == 16058764345316344830
