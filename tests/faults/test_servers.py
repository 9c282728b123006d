"""A server that hangs, drips, breaks off, begs for time or talks nonsense costs one page, and that until it is well."""

from typing import Any

import pytest
from world.loopback import answer, cut, drip, flood, hang, reset
from world.wrongs import BAD, HEAD, INDEX, ROBOTS, Case, later, say

HALF_AN_HOUR = "1800"
CASES = {
    "hangs before the headers": Case(lambda asked: hang(), "timeout"),
    "hangs after the headers": Case(lambda asked: hang(HEAD + b"content-length: 999\r\n\r\n<html>"), "timeout"),
    "drips headers": Case(lambda asked: drip(HEAD, pause=0.2), "timeout"),
    "drips a body": Case(lambda asked: drip(asked.right, pause=0.02), "timeout"),
    "robots.txt hangs": Case(lambda asked: hang(), error="robots.txt does not answer", where=ROBOTS),
    "the feed hangs": Case(lambda asked: hang(), error="no whole answer in time", where=INDEX),
    "the sitemap drips": Case(
        lambda asked: drip(asked.right, pause=0.02), error="in time", where=INDEX, kind="sitemap"
    ),
    "429, Retry-After in seconds, then well": Case(later("429 Too Many Requests", retry_after="1"), times=1),
    "429, Retry-After as a date, then well": Case(
        later(
            "429 Too Many Requests", date="Fri, 01 Jan 2100 00:00:00 GMT", retry_after="Fri, 01 Jan 2100 00:00:01 GMT"
        ),
        times=1,
    ),
    "503, then well": Case(later("503 Service Unavailable"), times=1),
    "the feed: 503, then well": Case(later("503 Service Unavailable"), times=1, where=INDEX),
    "503 for long": Case(later("503 Service Unavailable", retry_after=HALF_AN_HOUR), "http-503"),
    "the feed: 429 for long": Case(later("429 Too Many Requests", retry_after=HALF_AN_HOUR), error="429", where=INDEX),
    "Retry-After is no number": Case(later("503 Service Unavailable", retry_after="\xb2"), "http-503"),
    "Retry-After lies in the past": Case(
        later(
            "503 Service Unavailable", date="Fri, 01 Jan 2100 00:00:00 GMT", retry_after="Thu, 01 Jan 1970 00:00:00 GMT"
        ),
        "http-503",
    ),
    "resets at once": Case(lambda asked: reset(), "unreachable"),
    "resets in the body": Case(lambda asked: reset(asked.right[:-300]), "unreachable"),
    "breaks off before Content-Length": Case(lambda asked: cut(asked.right[:-300]), "unreachable"),
    "Content-Length too small": Case(
        lambda asked: answer(asked.body, headers={"content-length": str(len(asked.body) - 15)})
    ),
    "Content-Length is no number": Case(
        lambda asked: answer(b"hello", headers={"content-length": "ten"}), "unreachable"
    ),
    "chunks of garbage": Case(
        lambda asked: cut(HEAD + b"transfer-encoding: chunked\r\n\r\nzz\r\n<html>\r\nff\r\n"), "unreachable"
    ),
    "chunks end too early": Case(
        lambda asked: cut(HEAD + b"transfer-encoding: chunked\r\n\r\nffff\r\n" + asked.body), "unreachable"
    ),
    "no HTTP at all": Case(lambda asked: cut(b"SSH-2.0-OpenSSH_9.2\r\n"), "unreachable"),
    "headers of 1 MB": Case(
        lambda asked: cut(HEAD + b"x-a: " + b"a" * 1_000_000 + b"\r\n\r\n" + asked.body), "unreachable"
    ),
    "headers without end": Case(lambda asked: flood(HEAD, b"x-a: a\r\n" * 1000), "unreachable"),
    "robots.txt: 500": Case(say("", "500 Oops"), error="robots.txt does not answer", where=ROBOTS),
    "the feed resets": Case(lambda asked: reset(asked.right[:200]), error="unreachable", where=INDEX),
    "the list hangs": Case(lambda asked: hang(), error="in time", where=INDEX, kind="list"),
}


@pytest.fixture(scope="module")
def run(run_cases: Any) -> Any:
    return run_cases(CASES, at_once=8)


@pytest.mark.parametrize("name", CASES)
def test_what_a_server_does_wrong_costs_one_page_till_it_is_well(name: str, run: Any, judge: Any) -> None:
    judge(name, CASES[name], run)


def test_a_server_that_asks_for_long_is_not_asked_again(run: Any) -> None:
    assert run.sites["503 for long"].times(BAD) == 2, "once while it was wrong, once when it was well"
