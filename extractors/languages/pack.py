"""Find, load and validate a language pack: the folder that is all Aliansi knows of one language.

In: the folder `languages/<code>`. Out: one frozen Pack. A bad row or an unknown code stops the run with file and line.
"""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import MappingProxyType
from typing import NamedTuple

from babel import Locale, UnknownLocaleError
from pydantic import ValidationError

from extractors.languages.grammar import Grammar
from extractors.languages.lexicon import Lexicon, read_lexicon
from ontology import TableError, content_hash, load_vocabulary
from ontology.additions import NOBODY, Additions
from ontology.tables import line_of, read_records, read_toml
from ontology.vocabulary import Vocabulary

TABLES = ("language.toml", "actions.toml", "actors.csv", "roles.csv")
KINDS = ("name", "abbreviation", "adjective", "demonym", "capital", "metonym", "place", "person")
SECTORS = frozenset(
    [
        "COP",
        "GOV",
        "JUD",
        "LEG",
        "MIL",
        "PRM",
        "PTY",
        "REB",
        "SPY",
        "UAF",
        "UNK",
        "AGR",
        "BUS",
        "CRM",
        "CVL",
        "EDU",
        "ELI",
        "JRN",
        "LAB",
        "MED",
        "REF",
        "OPP",
        "PRE",
        "REL",
        "SOC",
    ]
)


class Name(NamedTuple):
    """A form that names an actor; `unless` are words that, close by, make it mean something else."""

    text: str
    actor: str
    kind: str
    unless: frozenset[str]


class Pack(NamedTuple):
    """Everything the coder knows of one language; a text may name several people, whom dates tell apart.

    `version` is a digest of what sentences are read by, `actors_version` one of whom names stand for.
    """

    grammar: Grammar
    lexicon: Lexicon
    names: tuple[Name, ...]
    roles: Mapping[tuple[str, ...], str]
    vocabulary: Vocabulary
    folder: Traversable
    version: str
    actors_version: str

    @property
    def code(self) -> str:
        """ISO 639-1 code of the language."""
        return self.grammar.code


def languages() -> tuple[str, ...]:
    """Return the codes of the languages whose packs are installed, sorted."""
    folder = files("extractors.languages")
    return tuple(sorted(entry.name for entry in folder.iterdir() if (entry / "language.toml").is_file()))


@cache
def load_pack(code: str) -> Pack:
    """Return the pack of a language; raises TableError where there is none or a table is bad."""
    if code not in languages():
        raise TableError(f"no language pack {code!r}; installed are {', '.join(languages())}")
    return read_pack(files("extractors.languages") / code, load_vocabulary())


def read_pack(folder: Traversable, vocabulary: Vocabulary) -> Pack:
    """Read and validate a pack folder."""
    path = folder / "language.toml"
    try:
        grammar = Grammar.model_validate(read_toml(path))
    except ValidationError as error:
        first = error.errors()[0]
        raise TableError(f"{path}: {'.'.join(map(str, first['loc']))}: {first['msg']}") from error
    named = {actor for word in grammar.contextual for actor in (word.actor, *word.needs)}
    named |= {grammar.home.actor} if grammar.home else set()
    unknown = sorted(named - set(vocabulary.actors))
    if unknown:
        raise TableError(f"{path}: no actor table holds {', '.join(unknown)}")
    lexicon = read_lexicon(folder / "actions.toml", vocabulary)
    names = _read_names(folder / "actors.csv", grammar.code, vocabulary)
    roles = dict(read_records(folder / "roles.csv", columns=("text", "sector"), make=_role))
    texts = {table: (folder / table).read_text(encoding="utf-8") for table in TABLES}
    actors_version = content_hash(texts.pop("actors.csv"), vocabulary.digest)
    version = content_hash(*texts.values())
    return Pack(grammar, lexicon, names, MappingProxyType(roles), vocabulary, folder, version[:8], actors_version[:8])


def add_actors(pack: Pack, additions: Additions) -> Pack:
    """Return the pack with a user's actors; words that the user gave a meaning lose the ones they had."""
    vocabulary = additions.vocabulary
    given = [alias for alias in additions.aliases if alias.language in (None, pack.code)]
    names = [Name(alias.text, alias.actor, _kind(alias.actor, vocabulary), frozenset()) for alias in given]
    texts = {alias.text for alias in given}
    kept = [name for name in pack.names if name.text not in texts]
    version = content_hash(pack.actors_version, additions.digest)
    return pack._replace(names=(*names, *kept), vocabulary=vocabulary, actors_version=version[:8])


def _kind(actor: str, vocabulary: Vocabulary) -> str:
    return "person" if actor in vocabulary.people else "name"


def _read_names(path: Traversable, code: str, vocabulary: Vocabulary) -> tuple[Name, ...]:
    def make(row: dict[str, str]) -> Name:
        if row["actor"] != NOBODY and row["actor"] not in vocabulary.actors:
            raise ValueError(f"no actor table holds {row['actor']!r}")
        if row["kind"] not in KINDS:
            raise ValueError(f"the kind must be one of {', '.join(KINDS)}, not {row['kind']!r}")
        if not row["text"]:
            raise ValueError("the text is empty")
        unless = frozenset(word for word in row["unless"].split("|") if word)
        return Name(row["text"], row["actor"], row["kind"], unless)

    # Later sources do not overrule earlier ones: the pack's own rows, then people, then CLDR's names of states.
    own: dict[str, Name] = {}
    for name in read_records(path, columns=("text", "actor", "kind", "unless"), make=make):
        if name.text in own and own[name.text].actor != name.actor:
            line = line_of(path, f"{name.text},{name.actor},")
            raise TableError(f"{path}:{line}: {name.text!r} names both {own[name.text].actor} and {name.actor}")
        own.setdefault(name.text, name)
    spelled = [(text, person.actor.id) for person in vocabulary.people.values() for text in person.spellings]
    people = [Name(text, actor, "person", frozenset()) for text, actor in spelled if text not in own]
    taken = own.keys() | {name.text for name in people}
    local = _cldr_names(path, code, vocabulary).items()
    return (*own.values(), *people, *(Name(*item, "name", frozenset()) for item in local if item[0] not in taken))


def _cldr_names(path: Traversable, code: str, vocabulary: Vocabulary) -> dict[str, str]:
    """Return CLDR's name of each state in a language, found by the ISO 3166 alpha-2 code of its English name."""
    try:
        local, english = Locale(code).territories, Locale("en").territories
    except UnknownLocaleError as error:
        raise TableError(f"{path.name}: CLDR knows no language {code!r}") from error
    alpha2 = {name: territory for territory, name in english.items() if len(territory) == 2 and territory.isalpha()}
    found = {state: alpha2.get(vocabulary.actors[state].name) for state in vocabulary.states}
    return {local[territory]: actor for actor, territory in found.items() if territory}


def _role(row: dict[str, str]) -> tuple[tuple[str, ...], str]:
    if row["sector"] not in SECTORS:
        raise ValueError(f"no PLOVER sector {row['sector']!r}; known: {', '.join(sorted(SECTORS))}")
    return tuple(row["text"].lower().split()), row["sector"]
