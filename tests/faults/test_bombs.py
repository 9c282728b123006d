"""What a server swells stays small here: each case takes little memory beyond what the process had before it."""

from collections.abc import Mapping
from typing import Any

import pytest
from world.loopback import answer, flood, make_bomb
from world.wrongs import HEAD, INDEX, ROBOTS, Case, bomb, many

CASES = {
    "nothing, to begin with": Case(lambda asked: asked.right),
    "a gzip bomb": Case(bomb("gzip"), "too-large", kept=False),
    "a Brotli bomb": Case(bomb("br"), "too-large", kept=False),
    "a zstd bomb": Case(bomb("zstd"), "too-large", kept=False),
    "a gzip bomb packed twice": Case(bomb("gzip, gzip"), "encoding", kept=False),
    "the feed is a gzip bomb": Case(bomb("gzip"), error="more than 10,485,760 bytes", where=INDEX),
    "the sitemap is a gzip bomb in a file": Case(
        lambda asked: answer(make_bomb("gzip", asked.large["bomb"]), kind="application/gzip"), error="unpacks to more than", where=INDEX, kind="sitemap", peak=200,
    ),
    "robots.txt is a gzip bomb": Case(bomb("gzip"), error="robots.txt does not answer", where=ROBOTS),
    "a page without end": Case(lambda asked: flood(HEAD + b"\r\n", b"<p>word " * 8000), "too-large", kept=False),
    "a feed of many items": Case(many, where=INDEX, peak=600),
}  # fmt: skip


@pytest.fixture(scope="module")
def run(run_cases: Any, large: Mapping[str, int]) -> Any:
    for encoding in ("gzip", "br", "zstd", "gzip, gzip"):  # beforehand, for it takes longer than a server may
        make_bomb(encoding, large["bomb"])
    return run_cases(CASES, at_once=1)


@pytest.mark.parametrize("name", CASES)
def test_what_a_server_swells_stays_small_here(name: str, run: Any, judge: Any) -> None:
    judge(name, CASES[name], run)
    peaks = [told.peak for told in run.wrong.values()]
    place = list(CASES).index(name)
    assert peaks[place] - peaks[max(place - 1, 0)] <= CASES[name].peak
