"""Events made by hand, and graphs of them. All of it is made up."""

import random
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from graph import Atlas, build_atlas
from ontology import Action, Actor, Event, Mention, Quad, Status, Vocabulary, load_vocabulary

Code = Callable[..., Event]
ACTS = {  # PLOVER type: mode, CAMEO code, quad class, Goldstein score, words
    "CONSULT": ("visit", "042", Quad.VERBAL_COOPERATION, 1.9, "visited"),
    "SUPPORT": (None, "051", Quad.VERBAL_COOPERATION, 3.4, "praised"),
    "AID": (None, "070", Quad.MATERIAL_COOPERATION, 7.0, "sent relief to"),
    "REQUEST": (None, "100", Quad.VERBAL_CONFLICT, 0.0, "called on"),
    "ACCUSE": ("disapprove", "111", Quad.VERBAL_CONFLICT, -2.0, "criticised"),
    "SANCTION": (None, "163", Quad.MATERIAL_CONFLICT, -8.0, "imposed sanctions on"),
    "ASSAULT": ("aerial", "195", Quad.MATERIAL_CONFLICT, -10.0, "bombed"),
}
STATES = {
    "NOR": "Norway", "ISL": "Iceland", "SWE": "Sweden", "DNK": "Denmark", "FIN": "Finland", "IDN": "Indonesia",
    "MYS": "Malaysia", "SGP": "Singapore", "PHL": "Philippines", "VNM": "Vietnam", "THA": "Thailand", "KHM": "Cambodia",
    "BRA": "Brazil", "ARG": "Argentina", "CHL": "Chile", "PER": "Peru", "KEN": "Kenya", "TZA": "Tanzania",
    "UGA": "Uganda", "EGY": "Egypt", "BIH": "Bosnia and Herzegovina",
}  # fmt: skip
ACTORS = {
    **{key: Actor(id=key, name=name, kind="state") for key, name in STATES.items()},
    "ASEAN": Actor(id="ASEAN", name="Association of Southeast Asian Nations", kind="igo"),
    "UN": Actor(id="UN", name="United Nations", kind="igo"),
    "REDHILL": Actor(id="REDHILL", name="Red Hill Front", kind="armed"),
    "jane-doe": Actor(id="jane-doe", name="Jane Doe", kind="person"),
}


def code_event(
    actor: str | None, plover: str, target: str | None, *, article: str = "a1", start: int = 0,
    day: str | None = "2024-06-10", published: datetime | None = None, status: Status = Status.ACTUAL,
    confidence: float = 0.8, mutual: bool = False, sentence: str | None = None, url: str = "https://example.org/1",
    source: str = "Harbour Post", cameo: str | None = None,
) -> Event:  # fmt: skip
    """Return an event; `start` sets several events of one article apart."""
    mode, root, quad, goldstein, words = ACTS[plover]
    text = sentence or f"{actor} {words} {target} ({start})."
    left, right = actor or "Somebody", target or "somebody"
    return Event(
        article=article, url=url, source=source, published=published, language="en",
        actor=Mention(actor=actor, text=left, start=start, end=start + len(left)),
        action=Action(
            plover=plover, mode=mode, cameo=cameo or root, quad=quad, goldstein=goldstein, text=words,
            start=start + 20, end=start + 20 + len(words),
        ),
        target=Mention(actor=target, text=right, start=start + 60, end=start + 60 + len(right)),
        status=status, mutual=mutual, date=day, frame="f", rule="r", confidence=confidence,
        sentence=text, sentence_start=start, sentence_end=start + len(text),
    )  # fmt: skip


def invent_events(number: int, *, seed: int = 1) -> list[Event]:
    """Return made-up events among all actors: friendly within three blocs, unfriendly across."""
    chance = random.Random(seed)
    names = sorted(ACTORS)
    kind, unkind = ["CONSULT", "SUPPORT", "AID"], ["REQUEST", "ACCUSE", "SANCTION", "ASSAULT"]
    events = []
    for count in range(number):
        one = chance.choice(names)
        bloc = [name for name in names if names.index(name) % 3 == names.index(one) % 3 and name != one]
        near = chance.random() < 0.7
        other = chance.choice(bloc if near else [name for name in names if name != one])
        day = date(2024, 1, 1) + timedelta(days=chance.randrange(180))
        acts = kind if near or chance.random() < 0.2 else unkind
        status = Status.ACTUAL if chance.random() < 0.85 else Status.PLANNED
        events.append(
            code_event(one, chance.choice(acts), other, article=f"a{count}", day=day.isoformat(), status=status)
        )
    return events


@pytest.fixture
def code() -> Code:
    """Return the function that codes events."""
    return code_event


@pytest.fixture
def actors() -> dict[str, Actor]:
    """Return the actors by id."""
    return ACTORS


def draw_atlas(events: Iterable[Event], actors: Mapping[str, Actor] = ACTORS, **rest: Any) -> Atlas:
    """Return the atlas of events of these actors, without any treaty."""
    return build_atlas(events, name_actors(actors), **rest)


def name_actors(actors: Mapping[str, Actor]) -> Vocabulary:
    """Return the vocabulary with these actors alone."""
    return load_vocabulary()._replace(actors=actors, treaties={})


@pytest.fixture
def atlas_of() -> Callable[..., Atlas]:
    """Return the function that makes an atlas of events."""
    return draw_atlas


@pytest.fixture
def small_events() -> list[Event]:
    """Return a few events with a bit of everything."""
    return [
        code_event("NOR", "SUPPORT", "ISL"),
        code_event("ISL", "AID", "NOR", start=100, day="2024-06-12"),
        code_event("NOR", "CONSULT", "ISL", start=200, day=None, published=datetime(2024, 6, 14, tzinfo=UTC)),
        code_event("SWE", "ASSAULT", "ISL", start=300, sentence='"Tusk & <claw>",\x00 said\nthey — 😀\x85.'),
        code_event("SWE", "ASSAULT", "ISL", start=400, status=Status.DENIED),
        code_event("jane-doe", "ACCUSE", "NOWHERE", start=500, day=None),
        code_event(None, "ACCUSE", "ISL", start=600),
        code_event("ISL", "ACCUSE", "ISL", start=700),
    ]


@pytest.fixture
def small(small_events: list[Event]) -> Atlas:
    """Return the atlas of the few events."""
    return draw_atlas(small_events)


@pytest.fixture
def large() -> Atlas:
    """Return the atlas of many made-up events."""
    return draw_atlas(invent_events(260))


@pytest.fixture
def empty() -> Atlas:
    """Return an atlas of nothing."""
    return draw_atlas([])


@pytest.fixture
def shuffle() -> Callable[[list[Any]], list[Any]]:
    """Return the function that puts a list into another order."""
    return lambda items: random.Random(7).sample(items, len(items))
