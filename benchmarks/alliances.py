"""Print how well ties tell allies and rivals: AUC and AP against treaties and rivalries, one line a measure.

    python benchmarks/alliances.py ../shared/data/alliances [--year 2010]
    python benchmarks/alliances.py --speed

The folder holds dyad-year event counts, treaties by dyad-year, rivalries and capitals. Nothing but events of the years
up to --year goes into a measure; the distance of capitals stands there to be beaten. A pair is allied where a defence
pact binds it in that year. The sign of a tie is told among pairs with at least 20 acts that are either allied or
rivals, not both.
"""

import argparse
import csv
import lzma
import resource
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from math import acos, cos, radians, sin
from pathlib import Path
from typing import NamedTuple

import numpy as np
from sklearn.metrics import average_precision_score, roc_auc_score

from extractors.tables import FORMATS, read_table
from graph import Tie, TieLabel, find_acts, find_ties
from ontology import Quad, Report, load_vocabulary

GOLDSTEIN = {"verbal_cooperation": 3.0, "material_cooperation": 7.0, "verbal_conflict": -3.0, "material_conflict": -8.0}
"""A typical Goldstein score of each quad class."""
ENOUGH = 20
Pair = tuple[str, str]


class Truth(NamedTuple):
    """Who is allied and who is a rival in a year, and where the capitals lie (degrees)."""

    allies: set[Pair]
    rivals: set[Pair]
    capitals: dict[str, tuple[float, float]]


def read_truth(folder: Path, year: int) -> Truth:
    """Return the truth of a year."""
    with lzma.open(folder / "treaties_2002_2010.csv.xz", "rt", encoding="utf-8") as stream:
        rows = [row for row in csv.DictReader(stream) if int(row["year"]) == year]
    allies = {_pair(row) for row in rows if float(row["atop_defense"] or 0) == 1}
    with (folder / "rivalries_2002_2010.csv").open(encoding="utf-8") as stream:
        rivals = {_pair(row) for row in csv.DictReader(stream) if float(row["start"]) <= year <= float(row["end"])}
    with (folder / "capitals.csv").open(encoding="utf-8") as stream:
        capitals = {row["state"]: (float(row["lat"]), float(row["lng"])) for row in csv.DictReader(stream)}
    return Truth(allies, rivals, capitals)


def measure_ties(folder: Path, year: int) -> list[Tie]:
    """Return the ties of all pairs, from the events up to the end of a year."""
    table = folder / "dyads_2002_2010.csv.xz"
    rows = read_table(table, FORMATS["dyad-years"], load_vocabulary())
    reports = [row for row in rows if isinstance(row, Report) and row.day and row.day.year <= year]
    return find_ties(find_acts(reports), every=True)


def list_scores(ties: list[Tie], truth: Truth) -> dict[str, np.ndarray]:
    """Return what ranks the pairs: the usual measures, distance, and ours."""
    counts = np.array([[getattr(tie, quad.value) for quad in Quad] for tie in ties], dtype=float)
    total = counts.sum(axis=1)
    weights = np.array([GOLDSTEIN[quad.value] for quad in Quad])
    ours = {
        name: np.array([getattr(tie, name) for tie in ties], dtype=float)
        for name in ("closeness", "alignment", "valence", "hostility", "index")
    }
    return {
        "count of acts": total,
        "mean Goldstein": (counts @ weights) / np.maximum(total, 1),
        "share of cooperation": np.where(total > 0, counts[:, :2].sum(axis=1) / np.maximum(total, 1), 0.5),
        "cooperation - conflict": counts[:, :2].sum(axis=1) - counts[:, 2:].sum(axis=1),
        "nearness of capitals": -np.array([_distance(truth, tie.actor, tie.target) for tie in ties]),
        **ours,
    }


class Score(NamedTuple):
    """How well a measure ranks allies above all others, rivals above all others, and allies above rivals."""

    pact_auc: float
    pact_ap: float
    rival_auc: float
    rival_ap: float
    sign_auc: float


class Comparison(NamedTuple):
    """The ties of all pairs, which of them are allied and rivals, and the score of each measure."""

    ties: list[Tie]
    allied: np.ndarray
    rival: np.ndarray
    scores: dict[str, Score]


def compare(folder: Path, year: int) -> Comparison:
    """Return how each measure does on the events up to a year against the truth of that year."""
    ties, truth = measure_ties(folder, year), read_truth(folder, year)
    pairs = [(tie.actor, tie.target) for tie in ties]
    allied, rival = (np.array([pair in known for pair in pairs]) for known in (truth.allies, truth.rivals))
    told = (allied ^ rival) & np.array([tie.n >= ENOUGH for tie in ties])
    scores = {}
    for name, values in list_scores(ties, truth).items():
        against = values if name in ("hostility", "count of acts") else -values
        scores[name] = Score(
            roc_auc_score(allied, values), average_precision_score(allied, values), roc_auc_score(rival, against),
            average_precision_score(rival, against), roc_auc_score(allied[told], -against[told]),
        )  # fmt: skip
    return Comparison(ties, allied, rival, scores)


def print_table(folder: Path, year: int) -> None:
    ties, allied, rival, scores = compare(folder, year)
    print(f"events to {year}, truth of {year}: {len(ties)} pairs, {allied.sum()} allied, {rival.sum()} rivals")
    print(f"{'':24}{'defence pact':>16}{'rivalry':>16}{'ally or rival':>16}")
    print(f"{'':24}{'AUC':>8}{'AP':>8}{'AUC':>8}{'AP':>8}{'AUC':>16}")
    for name, (*figures, sign) in scores.items():
        print(f"{name:24}" + "".join(f"{figure:8.3f}" for figure in figures) + f"{sign:16.3f}")
    print(f"\n{'label':16}{'pairs':>8}{'allied':>8}{'rivals':>8}")
    for label in TieLabel:
        of = np.array([tie.label is label for tie in ties])
        print(f"{label.value:16}{of.sum():8}{(of & allied).sum():8}{(of & rival).sum():8}")


def print_speed(events: int = 1_000_000, actors: int = 1_000) -> None:
    """Print how long a million reports take to become ties, and a large graph to become GEXF."""
    start = time.perf_counter()
    acts = find_acts(invent_reports(events, actors))
    middle = time.perf_counter()
    ties = find_ties(acts)
    end = time.perf_counter()
    print(
        f"{events} reports of {actors} actors: {len(acts)} acts in {middle - start:.1f} s, "
        f"{len(ties)} ties in {end - middle:.1f} s; {end - start:.1f} s in all"
    )
    print_gexf_speed()


def print_gexf_speed(nodes: int = 10_000, edges: int = 1_000_000) -> None:
    """Print how long GEXF of 10,000 nodes and a million edges takes, and what memory it needs beside the graph."""
    from graph.exports.gexf import Document, Edge, Node, write_gexf

    chance = np.random.default_rng(3)
    ends = chance.integers(0, nodes, size=(edges, 2)).tolist()
    days = [date(2020, 1, 1) + timedelta(days=number) for number in range(1500)]
    document = Document(
        description="a large graph", directed=True, dynamic=True, changed=days[-1], node_attributes={"kind": "string"},
        edge_attributes={"plover": "string", "goldstein": "double", "sentence": "string"},
        nodes=(
            Node(f"N{n}", f"Actor {n}", ("state",), (86, 180, 233), 12.0, (n % 100, n // 100)) for n in range(nodes)
        ),
        edges=(
            Edge(
                f"e{n}", f"N{one}", f"N{other}", "AID", 0.7, ("AID", 7.0, f"Actor {one} sent relief to actor {other}."),
                (0, 158, 115), "solid", ((days[n % 1500], days[n % 1500]),), "AID",
            )
            for n, (one, other) in enumerate(ends)
        ),
    )  # fmt: skip
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "large.gexf"
        start = time.perf_counter()
        write_gexf(document, path)
        seconds, size = time.perf_counter() - start, path.stat().st_size
    more = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    print(
        f"GEXF of {nodes} nodes and {edges} edges: {seconds:.1f} s, {size / 1e6:.0f} MB file, {more:.0f} MB more memory"
    )


def invent_reports(number: int, actors: int) -> Iterator[Report]:
    """Yield made-up reports of actors of very unequal volumes, each act told three times on average."""
    chance = np.random.default_rng(1)
    odds = chance.pareto(0.8, actors) + 0.01
    sides = chance.choice(actors, size=(number, 2), p=odds / odds.sum()).tolist()
    kinds = [("CONSULT", Quad.VERBAL_COOPERATION), ("AID", Quad.MATERIAL_COOPERATION), ("ACCUSE", Quad.VERBAL_CONFLICT)]
    days = chance.integers(0, 1000, number).tolist()
    for place, (one, other) in enumerate(sides):
        plover, quad = kinds[place % 3]
        yield Report(
            id=f"{place:032x}", actor=f"A{one:04}", actor_entity=None, target=f"A{other:04}", target_entity=None,
            plover=plover, mode=None, quad=quad.value, status="actual", mutual=plover == "CONSULT",
            day=date(2020, 1, 1) + timedelta(days=days[place]), publisher=f"P{place % 300}", wording=f"{place // 3}",
        )  # fmt: skip


def _pair(row: dict[str, str]) -> Pair:
    return min(row["actor"], row["target"]), max(row["actor"], row["target"])


def _distance(truth: Truth, one: str, other: str) -> float:
    """Return the distance of two capitals in radians; the longest there is where one is unknown."""
    if one not in truth.capitals or other not in truth.capitals:
        return np.pi
    (a, b), (c, d) = truth.capitals[one], truth.capitals[other]
    angle = sin(radians(a)) * sin(radians(c)) + cos(radians(a)) * cos(radians(c)) * cos(radians(b - d))
    return acos(min(1.0, max(-1.0, angle)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--year", type=int, default=2010)
    parser.add_argument("--speed", action="store_true")
    given = parser.parse_args()
    if given.speed:
        print_speed()
    elif given.folder is None:
        parser.error("name the folder with the tables, or give --speed")
    else:
        print_table(given.folder, given.year)


if __name__ == "__main__":
    main()
