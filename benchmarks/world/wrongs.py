"""Newsrooms in which one thing goes wrong: what is wrong, and what is to come of it, in; a server to ask out.

A newsroom has four stories, of which the third, the index or the robots.txt goes wrong until it heals.
"""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from world.loopback import HTML, XML, Fault, Request, answer, make_bomb, missing
from world.newsroom import Story, write_feed, write_list, write_page, write_sitemap, write_story

BAD, INDEX, ROBOTS = "/story/2", "/index", "/robots.txt"
HEAD = b"HTTP/1.1 200 OK\r\ncontent-type: text/html\r\n"


class Asked(NamedTuple):
    """What a fault has at hand."""

    right: bytes
    """The answer that would be right."""
    base: str
    large: Mapping[str, int]

    @property
    def body(self) -> bytes:
        """The body of the right answer."""
        return self.right.partition(b"\r\n\r\n")[2]


class Case(NamedTuple):
    """What goes wrong, where, and what is to come of it."""

    wrong: Callable[[Asked], "bytes | Fault"]
    reason: str = ""
    """Why the bad page is left out."""
    error: str = ""
    """What is said where the source fails as a whole."""
    where: str = BAD
    kind: str = "feed"
    times: int = 10**9
    """How often the answer is wrong before it is right."""
    kept: bool = True
    """Whether everything is stored once all is well again."""
    peak: int = 100
    """MiB that the process may take beyond what it had."""


class Site:
    """The server of a case; `healed` makes it well."""

    def __init__(self, first: int, case: Case, large: Mapping[str, int], *, count: int = 4) -> None:
        """Take the number of its first story, and how many there are."""
        self.stories = [write_story(first + place) for place in range(count)]
        self.case = case
        self.large = large
        self.asked: list[Request] = []
        self.healed = False

    def __call__(self, request: Request) -> bytes | Fault:
        """Answer a request, rightly or not."""
        self.asked.append(request)
        base = f"http://{request.headers['host']}"
        right = self._answer(request.path, base)
        if request.path != self.case.where or self.healed or self.times(request.path) > self.case.times:
            return right
        return self.case.wrong(Asked(right, base, self.large))

    @property
    def good(self) -> list[Story]:
        """The stories beside the bad one."""
        return [*self.stories[:2], *self.stories[3:]]

    def times(self, path: str) -> int:
        """Return how often an address was asked."""
        return sum(one.path == path for one in self.asked)

    def _answer(self, path: str, base: str) -> bytes:
        urls = [f"{base}/story/{place}" for place in range(len(self.stories))]
        if path == INDEX and self.case.kind == "list":
            return answer(write_list(urls))
        if path == INDEX:
            return answer(
                {"feed": write_feed, "sitemap": write_sitemap}[self.case.kind]([(url, "") for url in urls]), kind=XML
            )
        if path.startswith("/story/"):
            return answer(write_page(self.stories[int(path.rpartition("/")[2])]))
        return missing()


def redirect(location: str) -> Callable[[Asked], bytes]:
    return lambda asked: answer(b"", "302 Found", headers={"location": location})


def later(status: str, **headers: str) -> Callable[[Asked], bytes]:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda asked: answer(b"later", status, headers=named)


def bomb(encoding: str) -> Callable[[Asked], bytes]:
    return lambda asked: answer(make_bomb(encoding, asked.large["bomb"]), headers={"content-encoding": encoding})


def named(text: str) -> Callable[[Asked], bytes]:
    """Answer with an index that names bad addresses beside the good ones."""
    return lambda asked: answer(asked.body.replace(f"{asked.base}/story/2<".encode(), text.encode() + b"<"), kind=XML)


def say(text: str, status: str = "200 OK") -> Callable[[Asked], bytes]:
    return lambda asked: answer(text.encode(), status, kind="text/plain")


def page(make: Callable[[bytes], bytes], kind: str = HTML, **headers: str) -> Callable[[Asked], bytes]:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda asked: answer(make(asked.body), kind=kind, headers=named)


def many(asked: Asked) -> bytes:
    urls = [f"{asked.base}/story/{number % 4}#{number}" for number in range(asked.large["items"])]
    return answer(write_feed((url, "") for url in urls), kind=XML)
