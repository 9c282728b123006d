"""Atlas in, CSV of its actors, of its ties and of its formal bonds out, with the headers that Gephi's import asks for.

Neo4j loads the same files by their headers. Texts are guarded against spreadsheets that run formulas.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from graph.atlas import Atlas
from graph.exports.evidence import guard
from graph.exports.export import iso, replacing
from graph.exports.nodes import NODE_ATTRIBUTES, list_nodes
from graph.exports.ties import FIGURES

Cell = str | int | float | None


def write_nodes(atlas: Atlas, path: Path) -> None:
    """Write the actors, by id, as CSV to `path`."""
    rows = ([guard(node.id), guard(node.label), *node.values] for node in list_nodes(atlas))
    _write(path, ["Id", "Label", *NODE_ATTRIBUTES], rows)


def write_ties(atlas: Atlas, path: Path) -> None:
    """Write the ties, most acts first, as CSV to `path`."""
    head = ["Source", "Target", "Type", "Weight", "tie", *FIGURES, "first", "last", "treaties", "evidence"]
    _write(path, head, _list_ties(atlas))


def write_bonds(atlas: Atlas, path: Path) -> None:
    """Write what formally binds two actors of the atlas: treaties, memberships, and signings that the news report.

    Signings are marked as such, and no treaty is inferred from behaviour.
    """
    head = ["Source", "Target", "Type", "kind", "name", "obligations", "since", "until", "event"]
    _write(path, head, [*_list_treaties(atlas), *_list_memberships(atlas), *_list_signings(atlas)])


def _list_ties(atlas: Atlas) -> Iterator[Sequence[Cell]]:
    for tie in atlas.ties:
        yield [
            guard(tie.actor), guard(tie.target), "Undirected", tie.strength, tie.label.value,
            *(getattr(tie, name) for name in FIGURES), iso(tie.first),
            iso(tie.last), guard("; ".join(bond.name for bond in atlas.treaties(tie))),
            " ".join(tie.evidence),
        ]  # fmt: skip


def _list_treaties(atlas: Atlas) -> Iterator[Sequence[Cell]]:
    for (actor, target), bonds in atlas.bonds.items():
        for bond in bonds if actor in atlas.graph and target in atlas.graph else ():
            yield [
                guard(actor), guard(target), "Undirected", "treaty", guard(bond.name), "|".join(bond.obligations),
                iso(bond.since), iso(bond.until), None,
            ]  # fmt: skip


def _list_memberships(atlas: Atlas) -> Iterator[Sequence[Cell]]:
    for span in atlas.memberships:
        since, until = iso(span.since), iso(span.until)
        yield [guard(span.other), guard(span.actor), "Directed", "membership", None, None, since, until, None]


def _list_signings(atlas: Atlas) -> Iterator[Sequence[Cell]]:
    for event in atlas.signings():
        yield [
            guard(event.actor.actor), guard(event.target.actor), "Undirected", "reported signing",
            guard(event.action.text), None, iso(event.day), None, event.id,
        ]  # fmt: skip


def _write(path: Path, head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    with replacing(path) as file, io.TextIOWrapper(file, encoding="utf-8", newline="") as text:
        writer = csv.writer(text, dialect="excel")
        writer.writerow(head)
        writer.writerows(rows)
