"""Draw events as a graph, write it as GEXF for Gephi, and read that file with NetworkX."""

from pathlib import Path
from tempfile import TemporaryDirectory

import networkx

from extractors import read_events
from graph import EXPORTS, build_atlas
from ontology import load_vocabulary

TEXT = """\
Russia signed a treaty with North Korea. North Korea deployed troops to Russia.
Japan imposed sanctions on North Korea. The United States praised Japan.
South Korea condemned North Korea over the launch.
"""

atlas = build_atlas(read_events(TEXT, language="en", published="2024-10-18"), load_vocabulary())
with TemporaryDirectory() as folder:
    file = Path(folder) / "ties.gexf"
    EXPORTS["ties"].write(atlas, file)
    graph = networkx.read_gexf(file, version="1.3")

for actor, target, tie in sorted(graph.edges(data=True), key=lambda edge: edge[:2]):
    names = " – ".join(graph.nodes[side]["label"] for side in (actor, target))
    print(f"{names}: {tie['tie']}, hostility {tie['hostility']:.2f}")
print("most ties:", max(graph.degree, key=lambda pair: pair[1])[0])

# Output:
# Japan – North Korea: insufficient, hostility 0.70
# Japan – United States: insufficient, hostility 0.00
# South Korea – North Korea: insufficient, hostility 0.70
# North Korea – Russia: insufficient, hostility 0.00
# most ties: PRK
