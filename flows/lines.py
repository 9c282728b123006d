"""Code texts without store and without Prefect: lines of JSON in, one line of JSON with the events for each out.

A line that cannot be coded gives a line with its `error` and no events, in its place; offsets are characters of the
text as given.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from extractors.languages import identify_language, languages
from flows.coder import load_extractor, read_articles
from flows.names import open_directory
from ontology import Actor, Article, Event, Geolocation, Mention, Reading
from ontology.codes import cameo_actor

BATCH = 64
LONGEST = 8_000_000
"""Bytes of one line: a longer one is no article."""


class Text(NamedTuple):
    """One line that was read: its id, its language and its article, or what is wrong with it."""

    id: Any
    language: str | None
    article: Article | None
    error: str | None = None


class LineError(ValueError):
    """A line cannot be coded: says why and what to write."""


def read_lines(stream: BinaryIO) -> Iterator[bytes]:
    """Yield the lines of a stream; one that is too long is cut after LONGEST bytes, so it never fills the memory."""
    while line := stream.readline(LONGEST + 1):
        rest = line
        while len(rest) > LONGEST and not rest.endswith(b"\n"):
            rest = stream.readline(LONGEST + 1)
        yield line


def code_lines(
    lines: Iterable[bytes], *, model: str = "accurate", actors: Path | None = None
) -> Iterator[dict[str, Any]]:
    """Yield one output record for each line, in order."""
    numbered = enumerate(lines, 1)
    while batch := [read_text(line, number) for number, line in islice(numbered, BATCH)]:
        yield from code_texts(batch, model=model, actors=actors)


def code_texts(texts: list[Text], *, model: str = "accurate", actors: Path | None = None) -> Iterator[dict[str, Any]]:
    """Yield one output record for each text, in order; texts of one language go through its model together."""
    readings: dict[str, Reading] = {}
    failures: dict[str, str] = {}
    for language in sorted({text.language for text in texts if text.article and text.language}):
        articles = [text.article for text in texts if text.article and text.language == language]
        batch = read_articles(load_extractor(language, model, actors), articles)
        readings.update(batch.readings)
        failures.update(batch.failures)
    known = open_directory(actors).vocabulary.actors
    for text in texts:
        error = text.error or (failures.get(text.article.id) if text.article else None)
        found = readings[text.article.id].events if text.article and text.article.id in readings else ()
        record = {"id": text.id, "language": text.language, "events": [write_event(event, known) for event in found]}
        yield {**record, "error": error} if error else record


def read_text(line: bytes, number: int) -> Text:
    """Return the text of one line of JSON; where it is wrong, its error. A language that is not given is identified."""
    key: Any = None
    language: str | None = None
    try:
        table = _read_table(line)
        key = table.get("id", str(number))
        text = table.get("text")
        if not isinstance(text, str) or not text.strip():
            raise LineError('no text: write {"id": …, "text": "…"}')
        named = table.get("language")
        if named is not None and not isinstance(named, str):
            raise LineError('the language is no word: write a code, e.g. "language": "en"')
        language = named or identify_language(text)
        return Text(key, language, make_article(key, text, language, table.get("date")))
    except LineError as error:
        return Text(key, language, None, f"line {number}: {error}")


def make_article(key: object, text: str, language: str, day: object) -> Article:
    """Return a text as an article without title, so that offsets count in the text; raises LineError."""
    if language not in languages():
        known = ", ".join(languages())
        raise LineError(f"unsupported language {language}: there are packs for {known}; give one of these")
    published, precision = _read_date(day)
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise LineError(f"character {error.start} is half a surrogate pair: write the text as plain Unicode") from error
    return Article(
        source="text", url=f"text:{key}", language=language, body=text,
        published=published, published_precision=precision,
    )  # fmt: skip


def write_event(event: Event, actors: Mapping[str, Actor]) -> dict[str, Any]:
    """Return an event in the shape of the output lines."""
    action = event.action
    return {
        "actor": _write_mention(event.actor, actors),
        "action": {
            "plover": action.plover, "mode": action.mode, "cameo": action.cameo, "quad": action.quad.value,
            "goldstein": action.goldstein, "text": action.text, "start": action.start, "end": action.end,
        },
        "target": _write_mention(event.target, actors),
        "status": event.status.value,
        "speaker": event.speaker,
        "quantity": event.quantity,
        "date": event.date,
        "date_text": event.date_text,
        "location": _write_location(event),
        "frame": event.frame,
        "rule": event.rule,
        "mutual": event.mutual,
        "confidence": event.confidence,
        "sentence": [event.sentence_start, event.sentence_end],
    }  # fmt: skip


def _write_location(event: Event) -> dict[str, Any] | None:
    if event.location is None:
        return None
    return {"text": event.location, **(event.geolocation or Geolocation()).model_dump()}


def _write_mention(mention: Mention, actors: Mapping[str, Actor]) -> dict[str, Any]:
    return {
        "id": mention.actor, "text": mention.text, "start": mention.start, "end": mention.end, "role": mention.role,
        "cameo": cameo_actor(mention.actor, mention.role, actors), "entity": mention.entity, "rule": mention.rule,
    }  # fmt: skip


def _read_table(line: bytes) -> Mapping[str, Any]:
    if len(line) > LONGEST:
        raise LineError(f"longer than {LONGEST:,} bytes: cut the text into articles, one a line")
    try:
        table = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise LineError(f"not UTF-8 (byte {error.start}): save the input as UTF-8") from error
    except (ValueError, RecursionError) as error:
        raise LineError(f'not JSON ({error}): write {{"id": …, "text": "…"}} on one line') from error
    if not isinstance(table, dict):
        raise LineError('no JSON object: write {"id": …, "text": "…"} on one line')
    return table


def _read_date(day: object) -> tuple[datetime | None, str | None]:
    if day is None or day == "":
        return None, None
    wrong = LineError(f'{day!r} is no date: write it as in "date": "2024-10-18"')
    if not isinstance(day, str):
        raise wrong
    try:
        if len(day) == len("2024-10-18"):
            return datetime.combine(date.fromisoformat(day), datetime.min.time(), UTC), "day"
        moment = datetime.fromisoformat(day)
    except ValueError as error:
        raise wrong from error
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)), "minute"
