"""A source, and a web server on the loopback interface that answers from a dict."""

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple

import pytest

from extractors.articles import Fetch, Fetching, Source, open_fetch

LOCAL = Fetching(agent="Aliansi tests", timeout=5, retries=0, delay=0, robots=False, inside=True)
HTML = {"content-type": "text/html; charset=utf-8"}


class Answer(NamedTuple):
    """What the server answers for a path."""

    body: bytes
    status: int
    headers: dict[str, str]


class Site(NamedTuple):
    """A running server: its address, and the answers by path, which a test fills in."""

    address: str
    answers: dict[str, Answer]
    asked: list[str]
    headers: list[dict[str, str]]

    def answer(self, path: str, body: bytes = b"", *, status: int = 200, headers: dict[str, str] = HTML) -> None:
        self.answers[path] = Answer(body, status, headers)


@pytest.fixture
def source() -> Source:
    return Source(name="desk", kind="folder", location="pages")


@pytest.fixture
def site() -> Iterator[Site]:
    answers: dict[str, Answer] = {}
    asked: list[str] = []
    headers: list[dict[str, str]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            headers.append({name.lower(): value for name, value in self.headers.items()})
            answer = answers.get(self.path, Answer(b"not here", 404, HTML))
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.send_header("content-length", str(len(answer.body)))
            self.end_headers()
            self.wfile.write(answer.body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield Site(f"http://127.0.0.1:{server.server_port}", answers, asked, headers)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def how() -> Fetching:
    """Return how a server of the tests is fetched: at once, and with no robots.txt asked."""
    return LOCAL


@pytest.fixture
def fetch() -> Iterator[Fetch]:
    with open_fetch(LOCAL) as opened:
        yield opened


@pytest.fixture
def no_fetch() -> Callable[[str], object]:
    def fail(url: str) -> object:
        raise AssertionError(f"{url} was fetched, though nothing on the network was asked for")

    return fail
