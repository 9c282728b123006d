"""The files a graph can become, one module each; a new one is a module with `write` and a line here."""

from graph.exports import events, evidence, picture, ties
from graph.exports.export import Export

EXPORTS: dict[str, Export] = {
    "ties": Export(write=ties.write, suffix=".gexf"),
    "events": Export(write=events.write, suffix=".gexf"),
    "picture": Export(write=picture.write, suffix=".png"),
    "evidence": Export(write=evidence.write, suffix=".csv"),
}

__all__ = ["EXPORTS", "Export"]
