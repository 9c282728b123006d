"""Read actions.toml of a language pack: word classes, light verbs and the frames that name an act.

In: TOML and the vocabulary. Out: frozen Frames with their classes expanded. A frame that names an unknown type, mode,
CAMEO code or class stops the run with file and line: a lexicon error would otherwise be silent wrong events.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Any, NamedTuple

from pydantic import Field, ValidationError

from ontology.records import Record
from ontology.tables import Place, TableError, first_line, line_of, read_toml
from ontology.vocabulary import Vocabulary

Word = Annotated[str, Field(min_length=1)]
Phrase = tuple[str, ...]


class LexiconFile(Record):
    """All of actions.toml as written."""

    classes: Mapping[str, tuple[Word, ...]] = Field(default_factory=dict)
    support: tuple[Word, ...] = ()
    frame: tuple[Mapping[str, Any], ...] = ()


class FrameEntry(Record):
    """One [[frame]] as written in the file."""

    name: str
    verbs: tuple[Word, ...] = ()
    nouns: tuple[Word, ...] = ()
    object: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    actor: tuple[str, ...] = ("subj",)
    target: tuple[str, ...] = ()
    action: str
    cameo: str | None = None
    mutual: bool | None = None
    holds: bool = False


class Frame(NamedTuple):
    """What one sense of a verb or noun means: conditions, where actor and target stand, and the act's codes."""

    name: str
    verbs: tuple[Phrase, ...]
    nouns: tuple[Phrase, ...]
    object: frozenset[str]
    words: frozenset[str]
    without: frozenset[str]
    actor: tuple[str, ...]
    target: tuple[str, ...]
    plover: str
    mode: str | None
    cameo: str | None
    mutual: bool
    holds: bool

    @property
    def rank(self) -> tuple[int, int, str]:
        """Sort key, the most specific frame first: more conditions, then fewer words that meet them, then the name."""
        conditions = 4 * bool(self.object) + 3 * bool(self.words) + bool(self.without)
        return -conditions, len(self.object) + len(self.words), self.name


class Lexicon(NamedTuple):
    """The frames of a language, found by the first word of their verb or noun phrases."""

    classes: Mapping[str, frozenset[str]]
    support: frozenset[Phrase]
    frames: tuple[Frame, ...]


def read_lexicon(path: Place, vocabulary: Vocabulary) -> Lexicon:
    """Read and validate actions.toml; raises TableError with file and line."""
    table = read_toml(path)
    unknown = sorted(set(table) - {"classes", "support", "frame"})
    if unknown:
        raise TableError(f"{path}: unknown tables {', '.join(unknown)}; known are classes, support and frame")
    try:
        written = LexiconFile.model_validate(table)
    except ValidationError as error:
        first = error.errors()[0]
        raise TableError(f"{path}: {'.'.join(map(str, first['loc']))}: {first['msg']}") from error
    classes = {name: frozenset(map(_spaced, words)) for name, words in written.classes.items()}
    frames = tuple(_read_frames(path, written.frame, classes, vocabulary))
    counts = Counter(frame.name for frame in frames)
    twice = {name for name, count in counts.items() if count > 1}
    if twice:
        raise TableError(f"{path}: frame names stand twice: {', '.join(sorted(twice))}")
    return Lexicon(classes, frozenset(map(_phrase, written.support)), frames)


def _read_frames(
    path: Place, entries: Sequence[Any], classes: Mapping[str, frozenset[str]], vocabulary: Vocabulary
) -> Iterator[Frame]:
    for number, raw in enumerate(entries, 1):
        name = raw.get("name", f"number {number}")
        try:
            yield _make_frame(raw, classes, vocabulary)
        except ValueError as error:
            line = line_of(path, f'"{name}"')
            raise TableError(f"{path}:{line}: frame {name}: {first_line(error)}") from error


def _make_frame(raw: Any, classes: Mapping[str, frozenset[str]], vocabulary: Vocabulary) -> Frame:
    """Return the frame of an entry; raises ValueError that says what is wrong with it."""
    entry = FrameEntry.model_validate(raw)
    if not entry.verbs and not entry.nouns:
        raise ValueError("needs verbs or nouns")
    plover, _, mode = entry.action.partition(".")
    event_type = vocabulary.types.get(plover)
    if event_type is None:
        raise ValueError(f"no PLOVER type {plover!r}; known: {', '.join(vocabulary.types)}")
    if mode and mode not in event_type.modes:
        raise ValueError(f"{plover} has no mode {mode!r}; known: {', '.join(event_type.modes) or 'none'}")
    if entry.cameo and entry.cameo not in vocabulary.cameo:
        raise ValueError(f"no CAMEO code {entry.cameo!r} in cameo.csv")
    object_, words, without = (_expand(part, classes) for part in (entry.object, entry.words, entry.without))
    return Frame(
        entry.name, tuple(map(_phrase, entry.verbs)), tuple(map(_phrase, entry.nouns)), object_, words, without,
        entry.actor, entry.target, plover, mode or None, entry.cameo,
        event_type.mutual if entry.mutual is None else entry.mutual, entry.holds,
    )  # fmt: skip


def _expand(entries: Sequence[str], classes: Mapping[str, frozenset[str]]) -> frozenset[str]:
    words: set[str] = set()
    for entry in entries:
        if entry.startswith("@") and entry[1:] not in classes:
            raise ValueError(f"no class {entry} in [classes]")
        words |= classes[entry[1:]] if entry.startswith("@") else {_spaced(entry)}
    return frozenset(words)


def _phrase(text: str) -> Phrase:
    return tuple(_spaced(text).split())


def _spaced(text: str) -> str:
    """Return the words as tokenizers cut them: "live-fire" is three tokens, a reduplication ("negara-negara") one."""
    return re.sub(r"\b(\w+)-(?!\1)(?=\w)", r"\1 - ", text)
