"""Keep the events of a folder of pages in a database, then ask it who is close to whom, and why."""

from pathlib import Path
from tempfile import TemporaryDirectory
from textwrap import shorten

from extractors import EventExtractor, load_pack
from extractors.articles import Source, open_fetch, read_source
from flows.atlas import read_atlas
from flows.names import open_directory
from flows.settings import Fetch, TieSettings
from ontology import Article
from store import EventStore

PAGES = Path(__file__).parents[2] / "flows" / "examples" / "pages" / "en"
PAIR = ("CHN", "PHL")  # the lesser code first

with TemporaryDirectory() as folder, EventStore(f"sqlite:///{folder}/news.db") as store:
    with open_fetch(Fetch().fetching()) as fetch:
        source = Source(name="pages", kind="folder", location=str(PAGES), language="en")
        articles = [item for item in read_source(source, fetch=fetch) if isinstance(item, Article)]
    coder = EventExtractor(load_pack("en"), model="fast")
    store.put_articles(articles)
    store.put_readings(coder.read(articles), coder=coder.version)

    atlas = read_atlas(store, TieSettings(), open_directory())

print(f"{len(articles)} articles, {len(atlas.events)} events, {len(atlas.ties)} ties")
for tie in atlas.ties[:5]:
    print(f"{atlas.label(tie.actor)} – {atlas.label(tie.target)}: {tie.n} acts, closeness {tie.closeness:+.1f}")
tie = next(tie for tie in atlas.ties if (tie.actor, tie.target) == PAIR)
for event in atlas.evidence(tie):
    print(f"{event.day} {event.actor.actor} {event.action.plover} {event.target.actor}: {shorten(event.sentence, 70)}")

# Output:
# 14 articles, 202 events, 95 ties
# China – United States: 10 acts, closeness +0.4
# China – Philippines: 8 acts, closeness -0.4
# India – Pakistan: 8 acts, closeness -0.1
# North Korea – Russia: 6 acts, closeness +1.4
# Russia – Ukraine: 6 acts, closeness +0.7
# 2012-01-01 CHN COERCE PHL: China's coast guard said that it had expelled the Philippine [...]
# 2025-07-01 CHN SANCTION PHL: China imposed sanctions on a former Philippine senator in July [...]
# 2025-04-02 CHN THREATEN PHL: China warned Manila not to play with fire.
