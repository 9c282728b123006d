"""The records are frozen, checked, and named by what they hold."""

import subprocess
import sys
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from pydantic import ValidationError

from ontology import Action, Actor, Article, Event, Mention, Quad, Skipped, Status, content_hash

CODE = (
    "from ontology import Article; print(Article(source='s', url='u', language='en', title='T', body='Höhe – 😀').id)"
)


def make_event(**changes: Any) -> Event:
    values: dict[str, Any] = {
        "article": "a", "url": "u", "source": "s", "language": "en", "status": Status.ACTUAL, "frame": "en:help",
        "rule": "parse", "confidence": 0.9, "sentence": "Norway helped Chad.", "sentence_start": 0, "sentence_end": 19,
        "actor": Mention(actor="NOR", text="Norway", start=0, end=6),
        "target": Mention(actor="TCD", text="Chad", start=14, end=18),
        "action": Action(
            plover="AID", cameo="070", quad=Quad.MATERIAL_COOPERATION, goldstein=7, text="helped", start=7, end=13
        ),
    }  # fmt: skip
    return Event(**{**values, **changes})


def test_records_are_frozen() -> None:
    records = [
        make_event(),
        Article(source="s", url="u", language="en", body="b"),
        Skipped(source="s", item="i", reason="empty"),
        Actor(id="NOR", name="Norway", kind="state"),
        Mention(actor=None, text="x", start=0, end=1),
    ]
    for record in records:
        field = next(iter(type(record).model_fields))
        with pytest.raises(ValidationError, match="frozen"):
            setattr(record, field, "changed")
        with pytest.raises(ValidationError, match="colour"):
            type(record).model_validate(
                {**record.model_dump(exclude={"id"} - set(type(record).model_fields)), "colour": 1}
            )


def test_ids_are_the_same_in_every_process() -> None:
    here = Article(source="s", url="u", language="en", title="T", body="Höhe – 😀").id
    for seed in ("0", "7"):
        run = subprocess.run(
            [sys.executable, "-c", CODE], capture_output=True, text=True, check=True, env={"PYTHONHASHSEED": seed}
        )
        assert run.stdout.strip() == here
    assert len(here) == 32
    assert set(here) <= set("0123456789abcdef")


def test_a_hash_keeps_its_parts_apart() -> None:
    assert content_hash("ab", "c") != content_hash("a", "bc")
    assert content_hash("a", None) == content_hash("a", "")
    assert content_hash("\ud800")  # half a surrogate pair is no text, but pages hold it


def test_an_article_is_named_by_address_title_and_body() -> None:
    article = Article(source="s", url="u", language="en", title="T", body="b")
    assert article.id == article.model_copy(update={"source": "other", "byline": "x"}).id
    for change in ({"url": "v"}, {"title": "U"}, {"body": "c"}):
        assert Article.model_validate({**article.model_dump(exclude={"id"}), **change}).id != article.id
    assert article.text == "T\n\nb"
    assert Article(source="s", url="u", language="en", body="b").text == "b"


def test_an_event_is_named_by_its_places_and_what_they_mean() -> None:
    event = make_event()
    assert event.id == make_event(confidence=0.1, frame="en:other", status=Status.DENIED).id
    assert event.id != make_event(article="b").id
    assert event.id != make_event(target=Mention(actor="NER", text="Chad", start=14, end=18)).id
    assert event.id != make_event(actor=Mention(actor="NOR", text="Norway", start=30, end=36)).id


@pytest.mark.parametrize("published", [datetime(2024, 6, 19, 12), "2024-06-19T12:00:00", "2024-06-19"])
def test_naive_times_are_refused(published: Any) -> None:
    with pytest.raises(ValidationError, match="has no time zone; give an aware time"):
        Article(source="s", url="u", language="en", body="b", published=published)
    with pytest.raises(ValidationError, match="has no time zone"):
        make_event(published=published)


def test_times_are_turned_into_utc() -> None:
    jakarta = timezone(timedelta(hours=7))
    article = Article(source="s", url="u", language="id", body="b", published=datetime(2024, 6, 20, 3, tzinfo=jakarta))
    assert article.published == datetime(2024, 6, 19, 20, tzinfo=UTC)
    assert article.published.utcoffset() == timedelta(0)


@pytest.mark.parametrize(("start", "end"), [(0, 5), (1, 6), (6, 0), (-1, 5)])
def test_offsets_of_a_mention_fit_its_text(start: int, end: int) -> None:
    with pytest.raises(ValidationError):
        Mention(actor="NOR", text="Norway", start=start, end=end)


@pytest.mark.parametrize(
    "changes",
    [{"confidence": 1.5}, {"date": "19 June"}, {"date": "2024-6"}, {"status": "maybe"}, {"sentence_start": -1}],
)
def test_bad_values_of_an_event_are_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        make_event(**changes)


def test_an_event_survives_json() -> None:
    event = make_event(published=datetime(2024, 6, 19, tzinfo=UTC))
    text = event.model_dump_json(exclude={"id"})
    assert Event.model_validate_json(text) == event
