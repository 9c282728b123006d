// Reads GEXF files with graphology and prints how many nodes and edges each has: a reader that is not ours.

import { readFileSync } from "node:fs";
import graphology from "graphology";
import gexf from "graphology-gexf";

for (const file of process.argv.slice(2)) {
  const graph = gexf.parse(graphology.MultiGraph, readFileSync(file, "utf8"));
  console.log(JSON.stringify({ order: graph.order, size: graph.size }));
}
