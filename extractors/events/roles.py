"""Say in which capacity an actor acts: the PLOVER sector of the words around its name.

In: Clauses, a naming and the pack's roles.csv. Out: a sector (GOV, MIL, ...) or None.
"""

from extractors.events.actors import Naming
from extractors.events.clauses import Clauses
from extractors.languages.pack import Pack

SECTOR_OF_KIND = {"capital": "GOV", "metonym": "GOV", "person": "GOV"}


def read_role(clauses: Clauses, naming: Naming, pack: Pack) -> str | None:
    """Return the sector of the nearest role word in the phrase that the naming belongs to."""
    head = clauses.doc[naming.start : naming.end].root
    for _ in range(3):
        for token in (head, *head.children):
            sector = _sector(clauses, token.i, pack)
            if sector and abs(token.i - naming.start) < 6:
                return sector
        if head.dep_ not in clauses.labels.modifier | clauses.labels.possessive | clauses.labels.nominal:
            break
        head = head.head
    return SECTOR_OF_KIND.get(naming.kind)


def _sector(clauses: Clauses, start: int, pack: Pack) -> str | None:
    for size in (3, 2, 1):
        end = start + size
        if end > len(clauses.doc) or any(clauses.naming_at(clauses.doc[index]) for index in range(start, end)):
            continue
        for words in {
            tuple(token.lower_ for token in clauses.doc[start:end]),
            tuple(token.lemma_.lower() for token in clauses.doc[start:end]),
        }:
            if words in pack.roles:
                return pack.roles[words]
    return None
