"""What the processes of `children` find loaded: flows, what fetches, and both fast coders, used on a few stories."""

import flows.collect
import flows.extract  # noqa: F401
from extractors.articles import Fetching, Source, open_fetch, read_page
from flows.coder import load_extractor
from world.newsroom import write_page, write_story

for number in range(20):
    story = write_story(number)
    source = Source(name="desk", kind="feed", location="index")
    article = read_page(write_page(story), url="https://example.org/", source=source)
    list(load_extractor(story.language, "fast").read([article]))
with open_fetch(Fetching(agent="nobody")):
    pass
