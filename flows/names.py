"""Who is who for a run: the package's actors and the user's own; codes and names in, ids and names out."""

from difflib import get_close_matches
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from ontology import Vocabulary, load_vocabulary
from ontology.additions import Additions, read_additions

if TYPE_CHECKING:
    from extractors import Pack


class UnknownActorError(ValueError):
    """Nobody is called that: names who it may be instead."""


class Directory:
    """The actors that a run knows."""

    def __init__(self, additions: Additions | None) -> None:
        self._additions = additions
        self.vocabulary: Vocabulary = additions.vocabulary if additions else load_vocabulary()

    def pack(self, language: str) -> "Pack":
        """Return the pack of a language with the user's actors in it."""
        from extractors.languages import add_actors, load_pack

        pack = load_pack(language)
        return add_actors(pack, self._additions) if self._additions else pack

    def find(self, text: str) -> str:
        """Return the id of the actor with this code or name; raises UnknownActorError with suggestions."""
        actors = self.vocabulary.actors
        wanted = " ".join(text.split())
        if wanted.upper() in actors:
            return wanted.upper()
        if wanted.casefold() in self._names:
            return self._names[wanted.casefold()]
        near = get_close_matches(wanted.casefold(), self._names, n=6, cutoff=0.6)
        keys = list(dict.fromkeys(self._names[name] for name in near))[:3]
        may_be = ", ".join(f"{key} ({actors[key].name})" for key in keys)
        raise UnknownActorError(
            f"nobody is called {text!r}; "
            + (f"did you mean {may_be}?" if may_be else "give a code such as IDN, UN or NATO")
        )

    def show(self, key: str | None, text: str) -> str:
        """Return an actor's name for people to read; the words of the sentence where it resolves to nobody."""
        if key is None:
            return f"{text}?"
        actor = self.vocabulary.actors.get(key)
        return actor.name if actor else key

    def names(self, language: str) -> dict[str, str]:
        """Return what actors are called in a language, where it has another name for them than the tables."""
        if language == "en":
            return {}
        found: dict[str, str] = {}
        for name in self.pack(language).names:
            if name.kind == "name" and name.actor in self.vocabulary.actors:
                found.setdefault(name.actor, name.text)
        return found

    @cached_property
    def _names(self) -> dict[str, str]:
        """Folded names and the ids they stand for; the actor tables rule over the language packs."""
        from extractors.languages import languages

        found: dict[str, str] = {}
        for key, actor in self.vocabulary.actors.items():
            found.setdefault(actor.name.casefold(), key)
            found.setdefault(key.casefold(), key)
        for code in languages():
            for name in self.pack(code).names:
                if name.actor in self.vocabulary.actors and name.kind in ("name", "abbreviation", "person"):
                    found.setdefault(name.text.casefold(), name.actor)
        return found


def open_directory(actors: str | Path | None = None) -> Directory:
    """Return the actors of the package, with those of a user's file; read anew only where the file changed.

    Raises TableError, with file and line, for a file that cannot be used.
    """
    if actors is None:
        return _open(None, 0, 0)
    path = Path(actors)
    state = path.stat() if path.is_file() else None  # what is no file fails where it is read
    return _open(path, state.st_mtime_ns if state else 0, state.st_size if state else 0)


@lru_cache(maxsize=8)
def _open(path: Path | None, _changed: int, _size: int) -> Directory:
    if path is None:
        return Directory(None)
    from extractors.languages import languages

    return Directory(read_additions(path, load_vocabulary(), languages=languages()))
