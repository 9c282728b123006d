from collections.abc import Iterable, Iterator

import pytest

from flows.coder import load_extractor, read_articles
from ontology import Article, Reading


def article(number: int, text: str) -> Article:
    return Article(source="test", url=f"text:{number}", language="en", body=text)


GOOD = [article(1, "China praised Russia on Monday."), article(3, "Nothing happened.")]
BAD = article(2, "BAD")


class Breaking:
    """The real coder, but for one article that it breaks on."""

    version = "breaking"

    def __init__(self) -> None:
        self.batches: list[int] = []

    def read(self, articles: Iterable[Article]) -> Iterator[Reading]:
        listed = list(articles)
        self.batches.append(len(listed))
        if BAD in listed:
            raise KeyError("no such thing")
        return load_extractor("en").read(listed)


def test_a_batch_gives_the_events_of_every_article() -> None:
    batch = read_articles(load_extractor("en"), GOOD)
    assert [event.target.actor for event in batch.readings[GOOD[0].id].events] == ["RUS"]
    assert batch.readings[GOOD[1].id].events == ()
    assert batch.failures == {}


def test_one_bad_article_costs_itself_and_nothing_else(caplog: pytest.LogCaptureFixture) -> None:
    coder = Breaking()
    batch = read_articles(coder, [GOOD[0], BAD, GOOD[1]])  # type: ignore[arg-type]
    assert list(batch.readings) == [GOOD[0].id, GOOD[1].id]
    assert batch.failures == {BAD.id: "KeyError: 'no such thing'"}
    assert coder.batches == [3, 1, 1, 1]
    assert "text:2" in caplog.text


def test_an_article_given_twice_is_read_once() -> None:
    assert len(read_articles(load_extractor("en"), [GOOD[0], GOOD[0]]).readings[GOOD[0].id].events) == 1


def test_a_coder_is_loaded_once_in_a_process() -> None:
    assert load_extractor("en") is load_extractor("en")
