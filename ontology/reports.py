"""One row for each report of an act: what sums and ties are made of, light enough to hold a million.

A report is an event without its text: of a news article, or of a table that somebody else made (GDELT, dyad-years).
"""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from ontology.records import Event, content_hash

NO_STORIES: Mapping[str, str] = MappingProxyType({})


class Report(NamedTuple):
    """That somebody did something to somebody, as one publisher tells it."""

    id: str
    actor: str | None
    actor_entity: str | None
    target: str | None
    target_entity: str | None
    plover: str | None
    mode: str | None
    quad: str
    status: str
    mutual: bool
    day: date | None
    publisher: str
    wording: str
    weight: float = 0.0
    """How much the report tells: confidence x |Goldstein|, for choosing what to show first."""
    number: int = 1
    """Acts that the row stands for: 1, but for tables of counts."""
    story: str = ""
    """The same for reports of articles that are copies of one another; empty where that is not known."""


def read_report(event: Event, stories: Mapping[str, str] = NO_STORIES) -> Report:
    """Return the report that an event is; its wording is the same for sentences of the same words.

    `stories` is the story of an article by its id; an article that is not in it is a story of its own.
    """
    return Report(
        id=event.id, actor=event.actor.actor, actor_entity=event.actor.entity, target=event.target.actor,
        target_entity=event.target.entity, plover=event.action.plover, mode=event.action.mode,
        quad=event.action.quad.value, status=event.status.value, mutual=event.mutual, day=event.day,
        publisher=event.source, wording=content_hash(*event.sentence.casefold().split()),
        weight=round(event.confidence * abs(event.action.goldstein), 6),
        story=stories.get(event.article, event.article),
    )  # fmt: skip
