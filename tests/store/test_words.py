"""Words are found in articles and in sentences as they stand, on every database."""

from collections.abc import Callable

import pytest

from ontology import Article, Event, Reading
from store import EventStore

BODIES = {
    "one": "Norwegian troops crossed the border. The minister spoke.",
    "two": "Pasukan Norwegia melintasi perbatasan “utara”.",
    "three": "The troops stayed at home; Rhône boats did not.",
}


@pytest.fixture
def filled(store: EventStore) -> EventStore:
    store.put_articles(
        Article(source="desk", url=f"https://example.org/{name}", language="en", title=f"Title {name}", body=body)
        for name, body in BODIES.items()
    )
    return store


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("troops", {"one", "three"}),
        ("TROOPS border", {"one"}),
        ('"crossed the border"', {"one"}),
        ('"border crossed"', set()),
        ("perbatasan utara", {"two"}),
        ("title", {"one", "two", "three"}),
        ("minister OR border", set()),
        ("", set()),
        ('"', set()),
        ("troops' AND (", {"one", "three"} - {"one", "three"}),
    ],
)
def test_articles_are_found_by_all_their_words(words: str, found: set[str], filled: EventStore) -> None:
    assert {article.url.rsplit("/", 1)[1] for article in filled.find_articles(words, limit=9)} == found


def test_events_are_found_by_the_words_of_their_sentence(
    store: EventStore, make_article: Callable[..., Article], make_event: Callable[..., Event]
) -> None:
    article = make_article(1)
    store.put_articles([article])
    event = make_event(article)
    store.put_readings([Reading(article=article.id, events=(event,))], coder="c")
    assert list(store.events(words="praised iceland")) == [event]
    assert list(store.events(words='"Norway praised"')) == [event]
    assert list(store.events(words="Story")) == [], "the title has it, the sentence has not"
    assert list(store.events(words="Sweden")) == []
