"""News sources to articles: declare a Source, open a way to fetch, and read it.

with open_fetch(Fetching(agent="My reader (me@example.org)")) as fetch:
    for item in read_source(Source(name="desk", kind="folder", location="pages"), fetch=fetch):
        ...  # an Article, or a Skipped that says why an item was left out
"""

from extractors.articles.copies import sketch_article
from extractors.articles.declaration import Source, SourceError, UnreachableSourceError, UnreadableItem
from extractors.articles.discover import Candidate, discover
from extractors.articles.fetch import Fetch, FetchError, Fetching, Page, Validators, open_client, open_fetch
from extractors.articles.memory import Memory
from extractors.articles.page import UnreadablePage, read_page
from extractors.articles.source import SOURCES, read_source
from extractors.articles.story import Story, find_story

__all__ = [
    "SOURCES", "Candidate", "Fetch", "FetchError", "Fetching", "Memory", "Page", "Source", "SourceError", "Story",
    "UnreachableSourceError", "UnreadableItem", "UnreadablePage", "Validators", "discover", "find_story",
    "open_client", "open_fetch", "read_page", "read_source", "sketch_article",
]  # fmt: skip
