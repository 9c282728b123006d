"""Articles and events made by hand, and the databases that the contract runs on."""

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ontology import Action, Article, Event, Mention, Quad, Reading, Status
from store import EventStore

MakeArticle = Callable[..., Article]
MakeEvent = Callable[..., Event]


def write_article(number: int = 1, *, language: str = "en", published: datetime | None = None) -> Article:
    """Return an article whose sentence reads as one event."""
    return Article(
        source="Harbour Post", url=f"https://example.org/{number}", language=language, title=f"Story {number}",
        body="Norway praised Iceland.", published=published or datetime(2024, 6, number % 28 + 1, 8, 30, tzinfo=UTC),
    )  # fmt: skip


def code_event(
    article: Article, *, actor: str | None = "NOR", target: str | None = "ISL", plover: str = "SUPPORT",
    start: int = 0, date: str | None = None, status: Status = Status.ACTUAL, confidence: float = 0.75,
) -> Event:  # fmt: skip
    """Return an event of that article; `start` sets several events of one article apart."""
    return Event(
        article=article.id, url=article.url, source=article.source, published=article.published,
        language=article.language,
        actor=Mention(actor=actor, text="Norway", start=start, end=start + 6),
        action=Action(
            plover=plover, mode=None, cameo="051", quad=Quad.VERBAL_COOPERATION, goldstein=3.4, text="praised",
            start=start + 7, end=start + 14,
        ),
        target=Mention(actor=target, text="Iceland", start=start + 15, end=start + 22),
        status=status, date=date, frame="praise", rule="subject-object", confidence=confidence,
        sentence="Norway praised Iceland.", sentence_start=start, sentence_end=start + 23,
    )  # fmt: skip


def write_readings(articles: Iterable[Article], events: Iterable[Event]) -> list[Reading]:
    """Return what a coder would give that read these events in these articles."""
    found = list(events)
    return [
        Reading(article=article.id, events=tuple(event for event in found if event.article == article.id))
        for article in articles
    ]


@pytest.fixture
def make_article() -> MakeArticle:
    """Return the function that writes articles."""
    return write_article


@pytest.fixture
def make_event() -> MakeEvent:
    """Return the function that codes events."""
    return code_event


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return the URL of an empty database of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'deep' / 'er' / 'store.db'}"
    return str(request.getfixturevalue("postgresql"))


@pytest.fixture
def store(url: str) -> Iterator[EventStore]:
    """Give an empty store."""
    with EventStore(url) as opened:
        yield opened
