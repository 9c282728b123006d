"""Read the formal alliances: which treaty binds whom to what, and from when to when.

In: treaties.csv and parties.csv. Out: treaties with their parties by date. Obligations are those of the ATOP project
(Leeds and others 2002): defense, offense, neutrality, nonaggression, consultation. The tables are written from public
facts; a formal alliance stands here or in a signing that the news report, and is never inferred from behaviour.
"""

from collections.abc import Mapping
from datetime import date

from ontology.records import Actor, Record
from ontology.rosters import Dated, Span, read_day
from ontology.tables import Place, TableError, line_of, read_records

OBLIGATIONS = ("defense", "offense", "neutrality", "nonaggression", "consultation")


class Treaty(Dated):
    """A formal alliance: what its parties owe each other, and who they are."""

    id: str
    name: str
    obligations: tuple[str, ...]
    body: str | None
    parties: tuple[Span, ...] = ()


class Bond(Record):
    """A treaty between two actors, for as long as it binds both."""

    treaty: str
    name: str
    obligations: tuple[str, ...]
    actor: str
    target: str
    since: date | None
    until: date | None


def read_treaties(
    folder: Place, actors: Mapping[str, Actor], memberships: Mapping[str, tuple[Span, ...]]
) -> dict[str, Treaty]:
    """Read and validate the treaties of a folder; raises TableError with file and line. No folder, no treaties."""
    path, parties_path = folder / "treaties.csv", folder / "parties.csv"
    if not path.is_file():
        return {}
    found: dict[str, Treaty] = {}
    for treaty in read_records(path, columns=("id", "name", "obligations", "body", "since", "until"), make=_treaty):
        line = f"{path}:{line_of(path, treaty.id + ',', last=True)}"
        if treaty.id in found:
            raise TableError(f"{line}: the treaty {treaty.id} stands twice")
        if treaty.body and treaty.body not in memberships:
            raise TableError(f"{line}: memberships.csv has no members of {treaty.body}")
        found[treaty.id] = treaty
    parties: dict[str, list[Span]] = {name: [] for name in found}

    def make(row: dict[str, str]) -> Span:
        if row["treaty"] not in found:
            raise ValueError(f"treaties.csv has no treaty {row['treaty']!r}")
        if row["party"] not in actors:
            raise ValueError(f"no actor table holds {row['party']!r}")
        return _party(found[row["treaty"]], row["party"], row["since"], row["until"])

    for span in read_records(parties_path, columns=("treaty", "party", "since", "until"), make=make):
        parties[span.actor].append(span)
    for name, treaty in found.items():
        if treaty.body:
            parties[name] += filter(None, (_within(treaty, span) for span in memberships[treaty.body]))
        if len({span.other for span in parties[name]}) < 2:
            raise TableError(f"{path}:{line_of(path, name + ',', last=True)}: {name} has fewer than two parties")
    return {name: treaty.changed(parties=tuple(parties[name])) for name, treaty in found.items()}


def list_bonds(treaties: Mapping[str, Treaty]) -> dict[tuple[str, str], tuple[Bond, ...]]:
    """Return the treaties of each pair of actors, the lesser id first, by the day from which they bind both."""
    found: dict[tuple[str, str], list[Bond]] = {}
    for treaty in treaties.values():
        for place, one in enumerate(treaty.parties):
            for other in treaty.parties[place + 1 :]:
                bond = _join(treaty, one, other)
                if bond is not None:
                    found.setdefault((bond.actor, bond.target), []).append(bond)
    return {pair: tuple(sorted(bonds, key=_in_order)) for pair, bonds in sorted(found.items())}


def _in_order(bond: Bond) -> tuple[date, str]:
    return bond.since or date.min, bond.treaty


def _treaty(row: dict[str, str]) -> Treaty:
    obligations = tuple(row["obligations"].split("|"))
    unknown = [word for word in obligations if word not in OBLIGATIONS]
    if unknown:
        raise ValueError(f"{', '.join(map(repr, unknown))} is no obligation; write some of {', '.join(OBLIGATIONS)}")
    return Treaty(
        id=row["id"], name=row["name"], obligations=obligations, body=row["body"] or None,
        since=read_day(row["since"], last=False), until=read_day(row["until"], last=True),
    )  # fmt: skip


def _party(treaty: Treaty, party: str, since: str, until: str) -> Span:
    return Span(
        actor=treaty.id, other=party, since=read_day(since, last=False) or treaty.since,
        until=read_day(until, last=True) or treaty.until,
    )  # fmt: skip


def _within(treaty: Treaty, member: Span) -> Span | None:
    """Return the time that a body's treaty binds one of its members, None where it left before."""
    since, until = _overlap(treaty, member)
    return None if since and until and until < since else Span(
        actor=treaty.id, other=member.other, since=since, until=until
    )  # fmt: skip


def _join(treaty: Treaty, one: Span, other: Span) -> Bond | None:
    since, until = _overlap(one, other)
    if one.other == other.other or (since and until and until < since):
        return None
    actor, target = sorted((one.other, other.other))
    return Bond(
        treaty=treaty.id, name=treaty.name, obligations=treaty.obligations, actor=actor, target=target,
        since=since, until=until,
    )  # fmt: skip


def _overlap(one: Dated, other: Dated) -> tuple[date | None, date | None]:
    starts = [day for day in (one.since, other.since) if day]
    ends = [day for day in (one.until, other.until) if day]
    return max(starts, default=None), min(ends, default=None)
