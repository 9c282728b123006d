"""A change of the tables of actors: what is resolved without a parse is what a new reading would give."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from flows.coder import load_extractor, read_articles
from flows.resolve import Resolved, resolve_store
from flows.settings import Settings, read_settings
from ontology import Article, Event
from ontology.additions import COLUMNS
from store import EventStore

TEXTS = [
    "Hezbollah attacked Israel on Monday. Israel praised the United States.",
    "The Riverguard rebels attacked Niger, and Niger accused Mali of arming them.",
    "China praised Russia on Monday after talks with Kofi Adomako in Moscow.",
]
ARTICLES = [
    Article(source="wire", url=f"https://wire.example/{number}", language="en", body=text)
    for number, text in enumerate(TEXTS)
]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings with an empty file of actors, and a store that holds the articles read by it."""
    write_actors(tmp_path)
    (tmp_path / "aliansi.toml").write_text('actors = "own.csv"\nlanguages = "en"\n', encoding="utf-8")
    chosen = read_settings(tmp_path / "aliansi.toml")
    coder = load_extractor(*chosen.coder_of("en"))
    with EventStore(chosen.database) as store:
        store.put_articles(ARTICLES)
        store.put_readings(read_articles(coder, ARTICLES).readings.values(), coder=coder.version)
    return chosen


def write_actors(folder: Path, *rows: str) -> None:
    (folder / "own.csv").write_text("\n".join([",".join(COLUMNS), *rows]), encoding="utf-8")


def resolve(settings: Settings) -> Resolved:
    return resolve_store(settings, lambda *_: None)


def stored(settings: Settings) -> list[Event]:
    with EventStore(settings.database) as store:
        return sorted(store.events(), key=lambda event: event.id)


def read_anew(settings: Settings, articles: Sequence[Article]) -> list[Event]:
    batch = read_articles(load_extractor(*settings.coder_of("en")), articles)
    return sorted((event for one in batch.readings.values() for event in one.events), key=lambda event: event.id)


def pairs(events: Sequence[Event]) -> set[tuple[str | None, str | None]]:
    return {(event.actor.actor, event.target.actor) for event in events}


def test_nothing_is_done_where_nothing_changed(settings: Settings) -> None:
    before = stored(settings)
    assert resolve(settings) == Resolved()
    assert stored(settings) == before


def test_another_code_of_the_same_names_needs_no_parse(settings: Settings, tmp_path: Path) -> None:
    assert ("HEZBOLLAH", "ISR") in pairs(stored(settings))
    write_actors(tmp_path, "HIZB-OWN,Own Hezbollah,igo,,,,,Hezbollah,en")
    assert resolve(settings) == Resolved(articles=3, events_changed=1, left=0)
    assert ("HIZB-OWN", "ISR") in pairs(stored(settings))
    assert stored(settings) == read_anew(settings, ARTICLES)
    assert resolve(settings) == Resolved()
    write_actors(tmp_path)
    assert resolve(settings).events_changed == 1
    assert ("HEZBOLLAH", "ISR") in pairs(stored(settings)), "the way back is open"


def test_an_article_that_names_somebody_new_is_left_for_a_parse(settings: Settings, tmp_path: Path) -> None:
    write_actors(tmp_path, "RIVER-OWN,Riverguard,bloc,,,,,,")
    before = stored(settings)
    assert resolve(settings) == Resolved(articles=2, events_changed=0, left=1)
    assert stored(settings) == before
    coder = load_extractor(*settings.coder_of("en"))
    with EventStore(settings.database) as store:
        assert store.pending(["en"], coder.version, 9) == [ARTICLES[1].id]
    assert ("RIVER-OWN", "NER") in pairs(read_anew(settings, ARTICLES))


def test_two_actors_that_become_one_are_left_for_a_parse(settings: Settings, tmp_path: Path) -> None:
    write_actors(tmp_path, "USA,,,,,,,Israel,en")
    assert resolve(settings).left == 1


def test_names_that_no_table_holds_are_kept(settings: Settings) -> None:
    with EventStore(settings.database) as store:
        assert "Kofi Adomako" in {name.text for name, _ in store.unknown_names()}
