"""Reading a source: each article once, languages by choice, and errors that name the source."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from pydantic import ValidationError

from extractors.articles import SOURCES, Page, Source, SourceError, read_source
from ontology import Article, Skipped

ENGLISH = (
    "Japan imposed sanctions on North Korea on Saturday after another missile fell into the sea off its coast. " * 2
)
FRENCH = (
    "Le ministre des affaires étrangères a reçu lundi son homologue allemand pour parler de la guerre dans le pays voisin. "
    * 2
)


def no_fetch(url: str) -> Page:
    raise AssertionError(url)


@pytest.fixture
def source(tmp_path: Path) -> Source:
    rows = [
        {"text": ENGLISH, "url": "https://example.org/1"},
        {"text": FRENCH, "url": "https://example.org/2"},
        {"text": ENGLISH, "url": "https://example.org/1#again"},
    ]
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return Source(name="desk", kind="folder", location=str(tmp_path))


def test_an_article_comes_once_and_its_copy_is_counted(source: Source) -> None:
    first, second, third = read_source(source, fetch=no_fetch)
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert isinstance(third, Skipped)
    assert (first.language, second.language) == ("en", "fr")
    assert (third.item, third.reason) == ("https://example.org/1", "duplicate")


def test_other_languages_are_left_out_on_request(source: Source) -> None:
    items = list(read_source(source, fetch=no_fetch, accept={"en", "id"}))
    assert [item.reason if isinstance(item, Skipped) else item.language for item in items] == [
        "en",
        "unsupported-language",
        "duplicate",
    ]


def test_the_kinds_of_sources_are_listed() -> None:
    assert sorted(SOURCES) == ["addresses", "feed", "folder", "gdelt", "list", "sitemap", "warc"]


def test_an_unknown_kind_fails_with_the_kinds_there_are() -> None:
    with pytest.raises(
        SourceError, match="source 'desk': there is no kind 'telepathy'; write one of addresses, feed, folder"
    ):
        list(read_source(Source(name="desk", kind="telepathy", location="x"), fetch=no_fetch))


def test_a_source_is_frozen_and_refuses_unknown_fields() -> None:
    source = Source(name="desk", kind="feed", location="https://example.org/feed")
    assert source.enabled
    with pytest.raises(ValidationError):
        source.name = "other"
    with pytest.raises(ValidationError):
        Source.model_validate({"name": "desk", "kind": "feed", "location": "x", "adress": "y"})


def test_importing_the_face_loads_no_model() -> None:
    code = "import sys, extractors.articles; print(sorted({'spacy', 'py3langid', 'trafilatura', 'feedparser'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
