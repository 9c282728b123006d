"""Which day an event is reckoned by."""

from datetime import UTC, date, datetime

import pytest

from ontology import Action, Event, Mention, Quad, Status

PUBLISHED = datetime(2024, 6, 19, 23, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "published", "day"),
    [
        ("2024-06-18", PUBLISHED, date(2024, 6, 18)),
        ("2024-06", PUBLISHED, date(2024, 6, 19)),
        ("2024", PUBLISHED, date(2024, 6, 19)),
        ("2024-05", PUBLISHED, date(2024, 5, 1)),
        ("2019", PUBLISHED, date(2019, 1, 1)),
        (None, PUBLISHED, date(2024, 6, 19)),
        ("2024-02-31", PUBLISHED, date(2024, 2, 1)),
        ("2024-13", PUBLISHED, date(2024, 1, 1)),
        ("0000", PUBLISHED, date(2024, 6, 19)),
        ("2024-06", None, date(2024, 6, 1)),
        (None, None, None),
    ],
)
def test_the_day_of_an_event(text: str | None, published: datetime | None, day: date | None) -> None:
    mention = Mention(actor="NOR", text="Norway", start=0, end=6)
    action = Action(
        plover="AID", cameo="070", quad=Quad.MATERIAL_COOPERATION, goldstein=7, text="helped", start=7, end=13
    )
    event = Event(
        article="a", url="u", source="s", language="en", published=published, actor=mention, action=action,
        target=mention, status=Status.ACTUAL, date=text, frame="en:help", rule="parse", confidence=0.9,
        sentence="Norway helped Norway.", sentence_start=0, sentence_end=21,
    )  # fmt: skip
    assert event.day == day
