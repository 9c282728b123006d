"""A wall, a stub and a list of teasers become no article; a live page and a gallery say so; stories stay stories."""

import tomllib
from pathlib import Path

import pytest

from extractors.articles import Source, UnreadablePage, read_page
from extractors.articles.page import parse_html
from extractors.articles.shown import show_lines

PAGES = tomllib.loads((Path(__file__).parent / "pages.toml").read_text(encoding="utf-8"))["page"]
FORMS = {"story": None, "live-blog": "live-blog", "gallery": "gallery"}
FURNITURE = """<nav><a href="/">Home</a> <a href="/world">World</a> <a href="/subscribe">Subscribe</a></nav>{}
    <footer><a href="/privacy">Privacy policy</a> <a href="/cookies">Cookie settings</a> All rights reserved</footer>"""


def read(page: dict[str, str], source: Source) -> tuple[str, str]:
    """Return what a page becomes, and its body or the detail."""
    html = f"<html><head><title>Desk</title>{page.get('head', '')}</head><body>{FURNITURE.format(page['body'])}</body></html>"
    url = "https://example.org" + page.get("path", "/world/2024/06/19/a")
    try:
        article = read_page(html.encode(), url=url, source=source)
    except UnreadablePage as error:
        return error.reason, error.detail
    return next(name for name, form in FORMS.items() if form == article.form), article.body


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page["name"])
def test_a_page_becomes_what_it_is(page: dict[str, str], source: Source) -> None:
    became, said = read(page, source)
    assert became == page["becomes"], said
    assert page.get("keeps", "") in said


def test_the_form_is_no_part_of_the_id(source: Source) -> None:
    page = next(page for page in PAGES if page["becomes"] == "live-blog")
    article = read_page(f"<html><body>{page['body']}".encode(), url="https://example.org/live-blog/a", source=source)
    assert article.form == "live-blog"
    assert article.changed(form=None).id == article.id


def test_the_lines_of_a_page_are_those_that_a_reader_sees() -> None:
    html = """<body>One <b>and</b> two<br>three<nav>Menu</nav><script>no()</script><p hidden>unseen</p> four
        <div aria-hidden="true">unseen</div><a href="/"><h2>Five</h2></a><figcaption>Six</figcaption><p>At <time>7</time></p>"""
    tree = parse_html(html)
    assert tree is not None
    lines = show_lines(tree)
    assert [line.text for line in lines] == ["One and two", "three", "Menu", "four", "Five", "Six", "At 7"]
    assert [line.text for line in lines if line.linked] == ["Five"]
    assert [line.text for line in lines if line.around] == ["Menu"]
    assert [line.text for line in lines if line.caption] == ["Six"]
    assert [line.text for line in lines if line.timed] == ["At 7"]
