"""Atlas in, GEXF of its ties out: one undirected edge a pair, with its measures and its best evidence.

The weight is the strength and always positive (Gephi's layouts run away on negative ones); what a tie is stands in
`tie`, `index` and the colour. The dynamic file shows a tie in the months in which something passed.
"""

import calendar
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from graph.atlas import Atlas
from graph.exports.export import iso
from graph.exports.gexf import Document, Edge, write_gexf
from graph.exports.nodes import NODE_ATTRIBUTES, list_nodes
from graph.exports.style import look_of
from graph.ties import Tie
from ontology import Status

if TYPE_CHECKING:
    from polars import DataFrame

Spells = tuple[tuple[date, date], ...]
FIGURES = (
    "n", "reports", "publishers", "not_actual", "verbal_cooperation", "material_cooperation", "verbal_conflict",
    "material_conflict", "closeness", "closeness_low", "closeness_high", "alignment", "valence", "valence_low",
    "valence_high", "hostility", "index",
)  # fmt: skip
EDGE_ATTRIBUTES = {
    "tie": "string",
    **{name: "integer" if name in FIGURES[:8] else "double" for name in FIGURES},
    "treaties": "string",
    "first": "string",
    "last": "string",
    "evidence": "string",
    "evidence_url": "string",
    "evidence_event": "string",
}


def write(atlas: Atlas, path: Path) -> None:
    """Write the ties as static GEXF 1.3 to `path`."""
    _write(atlas, path, dynamic=False)


def write_dynamic(atlas: Atlas, path: Path) -> None:
    """Write the ties as dynamic GEXF 1.3 to `path`: each edge in the months in which it had actual acts."""
    _write(atlas, path, dynamic=True)


def _write(atlas: Atlas, path: Path, *, dynamic: bool) -> None:
    document = Document(
        description="Ties between actors as reported in the news; behaviour, no claim of alliance by treaty",
        directed=False,
        dynamic=dynamic,
        changed=atlas.last,
        node_attributes=NODE_ATTRIBUTES,
        edge_attributes=EDGE_ATTRIBUTES,
        nodes=list_nodes(atlas),
        edges=_list_edges(atlas, _find_spells(atlas.acts) if dynamic else {}),
    )
    write_gexf(document, path)


def _list_edges(atlas: Atlas, spells: dict[tuple[str, str], Spells]) -> Iterator[Edge]:
    for tie in atlas.ties:
        best = next(iter(atlas.evidence(tie)), None)
        look = look_of(tie)
        values = (
            tie.label.value, *(getattr(tie, name) for name in FIGURES),
            "; ".join(bond.name for bond in atlas.treaties(tie)) or None,
            iso(tie.first), iso(tie.last),
            best and best.sentence, best and best.url, best and best.id,
        )  # fmt: skip
        yield Edge(
            id=f"{tie.actor}--{tie.target}",
            source=tie.actor,
            target=tie.target,
            label=describe(tie),
            weight=tie.strength,
            values=values,
            colour=look.colour,
            shape=look.line,
            spells=spells.get((tie.actor, tie.target), ()),
        )


def describe(tie: Tie) -> str:
    """Return the label of a tie and its acts."""
    return f"{tie.label.value}, {tie.n} {'act' if tie.n == 1 else 'acts'}"


def _find_spells(acts: "DataFrame") -> dict[tuple[str, str], Spells]:
    """Return for each pair the runs of months with actual acts, as (first day, last day)."""
    import polars as pl

    actual = acts.filter((pl.col("status") == Status.ACTUAL.value) & pl.col("day").is_not_null())
    months = actual.select("a", "b", month=pl.col("day").dt.truncate("1mo")).unique().sort("a", "b", "month")
    spells: dict[tuple[str, str], list[tuple[date, date]]] = defaultdict(list)
    for a, b, month in months.iter_rows():
        end = month.replace(day=calendar.monthrange(month.year, month.month)[1])
        runs = spells[a, b]
        if runs and (month - runs[-1][1]).days == 1:
            runs[-1] = (runs[-1][0], end)
        else:
            runs.append((month, end))
    return {pair: tuple(runs) for pair, runs in spells.items()}
