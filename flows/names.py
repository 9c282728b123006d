"""Find the actor that a user means: a code or a name in any installed language in, an actor id out."""

from difflib import get_close_matches
from functools import cache

from ontology import load_vocabulary


class UnknownActorError(ValueError):
    """Nobody is called that: names who it may be instead."""


def find_actor(text: str) -> str:
    """Return the id of the actor with this code or name; raises UnknownActorError with suggestions."""
    vocabulary = load_vocabulary()
    wanted = " ".join(text.split())
    if wanted.upper() in vocabulary.actors:
        return wanted.upper()
    names = _names()
    if wanted.casefold() in names:
        return names[wanted.casefold()]
    near = dict.fromkeys(names[name] for name in get_close_matches(wanted.casefold(), names, n=6, cutoff=0.6))
    may_be = ", ".join(f"{key} ({vocabulary.actors[key].name})" for key in list(near)[:3])
    raise UnknownActorError(
        f"nobody is called {text!r}; "
        + (f"did you mean {may_be}?" if may_be else "give a code such as IDN, UN or NATO")
    )


def show_actor(key: str | None, text: str) -> str:
    """Return an actor's name for people to read; the words of the sentence where it resolves to nobody."""
    if key is None:
        return f"{text}?"
    actor = load_vocabulary().actors.get(key)
    return actor.name if actor else key


@cache
def _names() -> dict[str, str]:
    """Return folded names and the ids they stand for; the actor tables rule over the language packs."""
    from extractors.languages import languages, load_pack

    found: dict[str, str] = {}
    vocabulary = load_vocabulary()
    for key, actor in vocabulary.actors.items():
        found.setdefault(actor.name.casefold(), key)
        found.setdefault(key.casefold(), key)
    for code in languages():
        for name in load_pack(code).names:
            if name.actor in vocabulary.actors and name.kind in ("name", "abbreviation", "person"):
                found.setdefault(name.text.casefold(), name.actor)
    return found
