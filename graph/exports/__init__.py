"""The files an atlas can become, one module each; a new one is a module with `write` and a line here."""

from graph.exports import coders, events, evidence, graphml, matrix, page, picture, records, tables, ties
from graph.exports.export import Export, replacing

EXPORTS: dict[str, Export] = {
    "ties": Export(write=ties.write, file="ties.gexf"),
    "dynamic": Export(write=ties.write_dynamic, file="ties-dynamic.gexf"),
    "events": Export(write=events.write, file="events.gexf"),
    "graphml": Export(write=graphml.write, file="ties.graphml"),
    "picture": Export(write=picture.write, file="picture.png"),
    "page": Export(write=page.write, file="graph.html"),
    "matrix": Export(write=matrix.write, file="matrix.svg"),
    "nodes": Export(write=tables.write_nodes, file="nodes.csv"),
    "edges": Export(write=tables.write_ties, file="edges.csv"),
    "bonds": Export(write=tables.write_bonds, file="bonds.csv"),
    "evidence": Export(write=evidence.write, file="evidence.csv"),
    "lines": Export(write=records.write_lines, file="events.jsonl"),
    "parquet": Export(write=records.write_parquet, file="events.parquet"),
    "gdelt": Export(write=coders.write_gdelt, file="gdelt.tsv"),
    "polecat": Export(write=coders.write_polecat, file="polecat.tsv"),
}

__all__ = ["EXPORTS", "Export", "replacing"]
