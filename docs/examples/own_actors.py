"""Teach the coder actors of your own: a CSV file beside the tables that ship."""

from pathlib import Path
from tempfile import TemporaryDirectory

from extractors import read_events

ACTORS = """\
actor,name,kind,parent,office,since,until,aliases,language
RIVERGUARD,River Guard,armed,MLI,,2019,,Guards of the River|the Guard,en
p-jane-harrow,Jane Harrow,person,NZL,foreign-minister,2026-03,,J. Harrow,
"""
TEXT = "The Guards of the River attacked Chad. Foreign Minister J. Harrow praised Peru on Tuesday."

with TemporaryDirectory() as folder:
    file = Path(folder) / "actors.csv"
    file.write_text(ACTORS, encoding="utf-8")
    for actors in (None, file):
        print("with own actors:" if actors else "without:")
        for event in read_events(TEXT, language="en", published="2026-04-01", actors=actors):
            print("   ", event.actor.entity, "for", event.actor.actor, event.action.plover, event.target.actor)

# Output:
# without:
# with own actors:
#     RIVERGUARD for MLI ASSAULT TCD
#     p-jane-harrow for NZL SUPPORT PER
