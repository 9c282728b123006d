"""Whatever an answer holds or where it leads: the reason is kept, and no other article is lost or doubled."""

import gzip
from typing import Any

import brotli
import pytest
import zstandard
from world.loopback import XML, answer
from world.newsroom import write_feed
from world.wrongs import BAD, INDEX, ROBOTS, Case, named, page, redirect, say

LAUGHS = '<!DOCTYPE l [<!ENTITY a "ha">{}]>'.format(
    "".join(f'<!ENTITY {new} "{f"&{old};" * 10}">' for old, new in zip("abcdefghi", "bcdefghij", strict=True))
)
CASES = {
    "nothing": Case(lambda asked: asked.right),
    "redirects in a circle": Case(redirect(BAD), "redirects", kept=False),
    "redirects to file:": Case(redirect("file:///etc/hostname"), "unsupported-address", kept=False),
    "redirects to an address that is none": Case(redirect("http://[bad/"), "robots-unreachable"),
    "robots.txt redirects to an address that is none": Case(
        redirect("http://[bad/"), error="robots.txt does not answer", where=ROBOTS
    ),
    "robots.txt redirects in a circle": Case(redirect(ROBOTS), where=ROBOTS),
    "robots.txt disallows a page": Case(say(f"User-agent: *\nDisallow: {BAD}"), "robots", where=ROBOTS, kept=False),
    "robots.txt disallows everything": Case(
        say("User-agent: *\nDisallow: /"), error="robots.txt does not allow it", where=ROBOTS
    ),
    "robots.txt is garbage": Case(
        lambda asked: answer(bytes(range(256)) * 4000, kind="application/octet-stream"), where=ROBOTS
    ),
    "robots.txt asks for no time at all": Case(say("User-agent: *\nCrawl-delay: nan\n"), where=ROBOTS),
    "a feed of laughs": Case(
        lambda asked: answer(write_feed([], head=LAUGHS).replace(b"<channel>", b"<channel><title>&j;</title>")),
        error="declares a document type",
        where=INDEX,
    ),
    "a sitemap of laughs": Case(
        lambda asked: answer(LAUGHS.encode() + b"<urlset><url><loc>&j;</loc></url></urlset>"),
        error="declares a document type",
        where=INDEX,
        kind="sitemap",
    ),
    "a page of laughs": Case(lambda asked: answer(LAUGHS.encode() + b"<html><p>&j;</p>" + asked.body)),
    "a feed that breaks off": Case(
        lambda asked: answer(asked.body[: asked.body.index(b"story/2")], kind=XML), where=INDEX, times=1
    ),
    "a feed with stray signs": Case(
        lambda asked: answer(asked.body.replace(b"<channel>", b"<channel>& < \x01 </br> \xff"), kind=XML), where=INDEX
    ),
    "a sitemap with stray signs": Case(
        lambda asked: answer(asked.body.replace(b"</url>", b"& \x01 </br></url>"), kind=XML),
        where=INDEX,
        kind="sitemap",
    ),
    "no feed": Case(say("<html>no feed here"), error="is no RSS, Atom or JSON feed", where=INDEX),
    "an empty feed": Case(say(""), error="is no RSS, Atom or JSON feed", where=INDEX),
    "no sitemap": Case(say("no map here"), error="is no sitemap", where=INDEX, kind="sitemap"),
    "a feed names what is no address": Case(named("http://[bad/"), where=INDEX, times=1),
    "a sitemap names what is no address": Case(named("http://[bad/"), where=INDEX, kind="sitemap", times=1),
    "a page names itself what is no address": Case(
        page(lambda body: body.replace(b"<head>", b'<head><link rel="canonical" href="http://[bad/">'))
    ),
    "a list links to what is no address": Case(
        page(lambda body: body.replace(b"<ul>", b'<ul><a href="http://[bad/story/">x</a><a href="mailto:a">y</a>')),
        where=INDEX,
        kind="list",
    ),
    "charset: utf-16, and is not": Case(page(lambda body: body, "text/html; charset=utf-16")),
    "charset: unknown": Case(page(lambda body: body, "text/html; charset=klingon")),
    "charset: utf-8, and is UTF-16": Case(page(lambda body: body.decode().encode("utf-16"))),
    "says it is a picture": Case(page(lambda body: body, "image/png"), "not-html", kept=False),
    "is a picture": Case(page(lambda body: bytes(range(256)) * 400, "text/html"), "binary", kept=False),
    "HTML without an end": Case(page(lambda body: body.partition(b"</article>")[0])),
    "HTML with tags across": Case(page(lambda body: body.replace(b"<article>", b"<article><b><i></b><table><tr>"))),
    "HTML nested 100,000 deep": Case(page(lambda body: b"<div>" * 100_000 + body), "no-story", kept=False),
    "an empty page": Case(page(lambda body: b""), "empty", kept=False),
    "gzip that is none": Case(page(lambda body: body, content_encoding="gzip"), "encoding"),
    "gzip that breaks off": Case(page(lambda body: gzip.compress(body)[:-200], content_encoding="gzip"), "encoding"),
    "zstd that breaks off": Case(
        page(lambda body: zstandard.compress(body)[:-100], content_encoding="zstd"), "encoding"
    ),
    "Brotli that breaks off": Case(page(lambda body: brotli.compress(body)[:-100], content_encoding="br"), "encoding"),
    "a coding that is unknown": Case(page(lambda body: body, content_encoding="lzma"), "encoding", kept=False),
    "an ETag that is no ASCII": Case(
        lambda asked: answer(asked.body, kind=XML, headers={"etag": '"\xe9\xb2"', "last-modified": "h\xe9ier"}),
        where=INDEX,
    ),
}


@pytest.fixture(scope="module")
def run(run_cases: Any) -> Any:
    return run_cases(CASES, at_once=2)


@pytest.mark.parametrize("name", CASES)
def test_what_an_answer_holds_costs_one_page(name: str, run: Any, judge: Any) -> None:
    judge(name, CASES[name], run)


def test_what_is_not_allowed_is_not_asked_for(run: Any) -> None:
    assert run.sites["robots.txt disallows a page"].times(BAD) == 0
