"""Read the events of a text of one's own: text in, Events out, without sources, settings or a store."""

from datetime import UTC, date, datetime, time
from functools import lru_cache
from pathlib import Path

from extractors.events.extractor import EventExtractor
from extractors.languages import Pack, add_actors, identify_language, languages, load_pack
from extractors.parsing.pipelines import ACCURATE
from ontology import Article, Event, load_vocabulary
from ontology.additions import read_additions

Moment = date | datetime | str | None
"""When a text was published; as text in ISO 8601. A time without a zone is UTC."""


def read_events(
    text: str,
    *,
    language: str | None = None,
    published: Moment = None,
    model: str = ACCURATE,
    actors: str | Path | None = None,
) -> tuple[Event, ...]:
    """Return the events of a text, in order of place; offsets count its characters.

    Without `language` that is identified. The day it was `published` decides who held an office and when "Monday" was.
    `model` is `accurate`, `fast`, or a spaCy pipeline of your own: a folder or an installed package. `actors` is a CSV
    file with actors of your own. Raises TableError for a language without a pack or a bad file, ModelError for a model
    that is not there.
    """
    code = language or identify_language(text)
    changed = Path(actors).stat().st_mtime_ns if actors else 0
    extractor = _load_extractor(code, model, str(actors) if actors else None, changed)
    return tuple(extractor.extract([make_article(text, code, published)]))


def open_pack(language: str, actors: str | Path | None = None) -> Pack:
    """Return the pack of a language, with the actors of a user's file in it."""
    pack = load_pack(language)
    if actors is None:
        return pack
    return add_actors(pack, read_additions(Path(actors), load_vocabulary(), languages=languages()))


def make_article(text: str, language: str, published: Moment) -> Article:
    """Return a text as an article without title, so that offsets count in it; raises ValueError for a bad date."""
    moment, precision = _read_moment(published)
    return Article(
        source="text", url="text:", language=language, body=text, published=moment, published_precision=precision
    )


@lru_cache(maxsize=8)
def _load_extractor(language: str, model: str, actors: str | None, _changed: int) -> EventExtractor:
    return EventExtractor(open_pack(language, actors), model=model)


def _read_moment(published: Moment) -> tuple[datetime | None, str | None]:
    if not published:
        return None, None
    if isinstance(published, str):
        try:
            moment = datetime.fromisoformat(published)
        except ValueError as error:
            raise ValueError(f"{published!r} is no date; write 2024-10-18 or 2024-10-18T09:30+07:00") from error
        precise = len(published) > len("2024-10-18")
    else:
        precise = isinstance(published, datetime)
        moment = published if isinstance(published, datetime) else datetime.combine(published, time())
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)), "minute" if precise else "day"
