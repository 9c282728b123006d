"""Fetch addresses: an http(s) address in, its bytes out, politely, in bounded time and memory, and never from inside.

The only door to the network. A source takes it as an argument, so tests hand in a local function. Before an address is
asked, the robots.txt of its host is; two requests to one host never overlap and keep their distance; what may succeed
later is tried again, as late as the server asks.
"""

import logging
import ssl
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from email.utils import parsedate_to_datetime
from functools import lru_cache
from urllib.parse import urlsplit

import httpcore
import httpx
from pydantic import Field
from tenacity import RetryCallState, Retrying, retry_if_exception, stop_after_attempt, wait_random_exponential

from extractors.articles.gates import find_gate
from extractors.articles.guard import Deadline, ForbiddenAddressError, GuardedBackend
from extractors.articles.robots import Robots
from extractors.articles.unpacking import ACCEPTED, PackingError, unpack
from ontology.records import Record

SIZE_LIMIT = 10 * 1024 * 1024
"""Bytes after decompression; far above any news page, far below what hurts."""

MAX_REDIRECTS = 5
CHUNK = 64 * 1024
TRANSIENT_STATUS = frozenset({408, 425, 429, 500, 502, 503, 504})
OVERLOAD = frozenset({429, 503})
REDIRECTS = frozenset({301, 302, 303, 307, 308})
LONGEST_WAIT = 60.0
"""Seconds that a server may ask to wait; beyond that the address waits for another run."""
GIVE_UP = 5
"""Addresses in a row that a host leaves without an answer, for all tries, before it is left for another run."""
WHOLE_TIME = 3
"""How many times the time limit of one step a whole answer may take."""


class Fetching(Record):
    """How addresses are fetched."""

    agent: str = Field(min_length=3, description="User-Agent, with a way to reach whoever runs the reader")
    timeout: float = Field(default=20.0, gt=0, description="seconds to connect and for each read; thrice that in all")
    retries: int = Field(default=2, ge=0, description="how often what may succeed later is tried again")
    delay: float = Field(default=0.5, ge=0, description="seconds between two requests to a host, or what it asks for")
    size_limit: int = Field(default=SIZE_LIMIT, gt=0, description="bytes after decompression")
    robots: bool = Field(default=True, description="whether to ask robots.txt")
    inside: bool = Field(default=False, description="whether addresses of this machine and its network are fetched")


class Validators(Record):
    """What a server gave to ask next time whether an address has changed."""

    etag: str | None = None
    modified: str | None = Field(default=None, description="its Last-Modified, as it was sent")


class Page(Record):
    """What an address answered."""

    url: str
    """The address after redirects."""
    status: int
    headers: Mapping[str, str]
    """Names in lower case."""
    body: bytes

    @property
    def validators(self) -> Validators | None:
        """What to ask with next time; None where the server gave nothing."""
        said = self.headers.get("etag"), self.headers.get("last-modified")
        etag, modified = (text if text and text.isascii() else None for text in said)  # no other can be sent back
        return Validators(etag=etag, modified=modified) if etag or modified else None


Fetch = Callable[[str], Page]
NONE = Validators()


class FetchError(Exception):
    """An address gave no page; `reason` is a short code, `transient` says that another try may go well."""

    def __init__(
        self, url: str, reason: str, detail: str, *, transient: bool = False, wait: float | None = None
    ) -> None:
        super().__init__(url, reason, detail)
        self.url = url
        self.reason = reason
        self.detail = detail
        self.transient = transient
        self.wait = wait

    def __str__(self) -> str:
        return f"{hide_password(self.url)}: {self.detail}"


class Fetcher:
    """Fetches one address at a time; use it as a context manager, or close it."""

    def __init__(self, how: Fetching, *, validators: Mapping[str, Validators] | None = None) -> None:
        """Take how to fetch, and by address what the server gave last time: then an unchanged page is status 304."""
        self._how = how
        self._known = validators or {}
        self._deadline = Deadline()
        self._client = open_client(how, self._deadline)
        self._robots = Robots(self._ask_robots, agent=how.agent) if how.robots else None
        self._silent: Counter[str] = Counter()
        self.seen: dict[str, Validators] = {}
        self.failed = False
        """Whether an address failed that may answer later."""

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def __call__(self, url: str) -> Page:
        """Return what an address answers, whatever its status; raises FetchError where there is no answer."""
        retrying = Retrying(
            stop=stop_after_attempt(self._how.retries + 1), wait=_wait, reraise=True, before_sleep=_log,
            retry=retry_if_exception(lambda error: isinstance(error, _AgainError)),
        )  # fmt: skip
        self._require_http(url, url)
        host = urlsplit(url).netloc.lower()
        if self._silent[host] >= GIVE_UP:
            detail = f"its host gave no answer {GIVE_UP} times in a row; it is left for another run"
            raise FetchError(url, "host-silent", detail, transient=True)
        try:
            page = retrying(self._try, url)
            self._silent[host] = 0
        except _AgainError as error:
            self.failed = True
            self._silent[host] += error.page is None or error.page.status in OVERLOAD
            if error.page is None:
                raise error.failure from error.failure.__cause__
            page = error.page
        if page.validators and page.status == 200:
            self.seen[url] = page.validators
        return page

    def _try(self, url: str) -> Page:
        try:
            page = self._follow(url)
        except FetchError as error:
            if error.transient:
                raise _AgainError(error) from error
            raise
        if page.status in TRANSIENT_STATUS:
            wait = _read_wait(page.headers)
            failure = FetchError(url, f"http-{page.status}", f"the server answered {page.status}", wait=wait)
            if wait is not None and wait > LONGEST_WAIT:
                self.failed = True
                return page
            raise _AgainError(failure, page)
        return page

    def _follow(self, url: str) -> Page:
        """Ask an address and those it redirects to, each with the permission of its host."""
        address = url
        for _ in range(MAX_REDIRECTS + 1):
            self._require_http(url, address)
            self._require_permission(url, address)
            page = self._ask(url, address, self._known.get(url, NONE))
            if page.status not in REDIRECTS or not page.headers.get("location"):
                return page
            try:
                address = str(httpx.URL(page.url).join(page.headers["location"]))
            except (httpx.InvalidURL, ValueError) as error:
                raise FetchError(
                    url, "unsupported-address", f"redirects to an address that is none ({error})"
                ) from error
        detail = f"more than {MAX_REDIRECTS} redirects; open the address in a browser and use the one it ends at"
        raise FetchError(url, "redirects", detail)

    def _require_http(self, url: str, address: str) -> None:
        if not address.lower().startswith(("http://", "https://")):
            where = "" if address == url else f"; it redirects to {address.split(':', 1)[0]}:"
            raise FetchError(url, "unsupported-address", f"only http and https addresses are fetched{where}")
        try:
            urlsplit(address)
        except ValueError as error:
            raise FetchError(url, "unsupported-address", f"{address} is no address ({error})") from error

    def _require_permission(self, url: str, address: str) -> None:
        if self._robots is None:
            return
        allowed = self._robots.allow(address)
        if allowed is None:
            detail = "the host's robots.txt does not answer, so nothing there is fetched now; try again later"
            raise FetchError(url, "robots-unreachable", detail, transient=True)
        if not allowed:
            raise FetchError(
                url, "robots", "the host's robots.txt does not allow it; leave it out, or ask the publisher"
            )

    def _ask_robots(self, url: str) -> tuple[int, bytes]:
        address = url
        for _ in range(MAX_REDIRECTS + 1):
            try:
                page = self._ask(url, address, NONE)
            except FetchError as error:
                if error.reason == "inside":
                    raise
                return 0, b""
            if page.status not in REDIRECTS or not page.headers.get("location"):
                return page.status, page.body
            address = str(httpx.URL(page.url).join(page.headers["location"]))
            if not address.lower().startswith(("http://", "https://")):
                break
        return 404, b""

    def _ask(self, url: str, address: str, known: Validators) -> Page:
        """Ask one address once, when its host may be asked again."""
        host = urlsplit(address).netloc.lower()
        pause = self._how.delay
        if self._robots is not None and not address.endswith("/robots.txt"):
            pause = max(pause, self._robots.delay(address))
        with find_gate(host).enter(pause):
            return self._send(url, address, known)

    def _send(self, url: str, address: str, known: Validators) -> Page:
        headers = {"if-none-match": known.etag, "if-modified-since": known.modified}
        self._deadline.start(WHOLE_TIME * self._how.timeout)
        try:
            with self._client.stream(
                "GET", address, headers={name: value for name, value in headers.items() if value}
            ) as response:
                body = _read_body(response, url, size_limit=self._how.size_limit)
        except (httpx.TimeoutException, httpcore.TimeoutException) as error:
            detail = "no whole answer in time; try again later or raise the timeout"
            raise FetchError(url, "timeout", detail, transient=True) from error
        except (httpx.UnsupportedProtocol, httpx.InvalidURL, ValueError) as error:
            raise FetchError(url, "unsupported-address", f"this is no address that can be asked ({error})") from error
        except (httpx.HTTPError, httpcore.ProtocolError, httpcore.NetworkError, OSError) as error:
            cause: BaseException | None = error
            while cause is not None:
                if isinstance(cause, ForbiddenAddressError):
                    detail = f"{cause}; only public hosts are fetched (fetch.inside = true allows others)"
                    raise FetchError(url, "inside", detail) from error
                cause = cause.__cause__ or cause.__context__
            detail = f"unreachable ({error}); check the address and the network"
            raise FetchError(url, "unreachable", detail, transient=True) from error
        return Page(
            url=str(response.url), status=response.status_code, body=body,
            headers={name.lower(): value for name, value in response.headers.items()},
        )  # fmt: skip


@contextmanager
def open_fetch(how: Fetching, *, validators: Mapping[str, Validators] | None = None) -> Iterator[Fetcher]:
    """Give a function that fetches one http(s) address at a time, and close its connections afterwards."""
    fetcher = Fetcher(how, validators=validators)
    try:
        yield fetcher
    finally:
        fetcher.close()


def require_page(fetch: Fetch, url: str) -> Page:
    """Fetch an address and raise `FetchError` where the answer is an error status."""
    page = fetch(url)
    if page.status >= 400:
        raise FetchError(
            url,
            f"http-{page.status}",
            f"the server answered {page.status}; open the address in a browser: it may have moved, or ask for a login",
            transient=page.status in TRANSIENT_STATUS,
        )
    return page


def hide_password(url: str) -> str:
    """Return an address without the user name and password in it."""
    parts = urlsplit(url)
    return url if "@" not in parts.netloc else parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()


class _AgainError(Exception):
    """A failure that may pass: the error, or the page that told of it."""

    def __init__(self, failure: FetchError, page: Page | None = None) -> None:
        super().__init__(failure)
        self.failure = failure
        self.page = page


def open_client(how: Fetching, deadline: Deadline | None = None) -> httpx.Client:
    """Return a client of HTTP that connects to public addresses only (with `how.inside`, to any)."""
    headers = {
        "user-agent": how.agent, "accept": "text/html,application/xhtml+xml,application/xml,*/*;q=0.5",
        "accept-encoding": ACCEPTED,
    }  # fmt: skip
    transport = httpx.HTTPTransport(http2=True, verify=_open_tls())
    transport._pool = httpcore.ConnectionPool(
        ssl_context=_open_tls(), http2=True, network_backend=GuardedBackend(deadline or Deadline(), inside=how.inside),
        max_connections=10, keepalive_expiry=15,
    )  # fmt: skip  # httpx has no other way to hand a network backend over
    return httpx.Client(headers=headers, timeout=how.timeout, transport=transport, trust_env=False)


@lru_cache(maxsize=1)
def _open_tls() -> ssl.SSLContext:
    """Return what connections are secured by, one for all: reading the certificates takes a tenth of a second."""
    return httpx.create_ssl_context()


def _read_body(response: httpx.Response, url: str, *, size_limit: int) -> bytes:
    body = bytearray()
    try:
        for piece in unpack(response.iter_raw(CHUNK), response.headers.get("content-encoding", "")):
            body += piece
            if len(body) > size_limit:
                detail = f"more than {size_limit:,} bytes; leave it out, or raise the size limit"
                raise FetchError(url, "too-large", detail)
    except PackingError as error:
        raise FetchError(url, "encoding", str(error), transient=error.transient) from error
    return bytes(body)


def _read_wait(headers: Mapping[str, str]) -> float | None:
    """Return the seconds that a Retry-After asks for; a date in it counts from the server's own clock."""
    text = headers.get("retry-after", "").strip()
    if text.isdecimal():
        return float(text)
    try:
        wait = (parsedate_to_datetime(text) - parsedate_to_datetime(headers["date"])).total_seconds()
    except (KeyError, TypeError, ValueError):
        return None
    return max(wait, 0.0)


_backoff = wait_random_exponential(multiplier=1, max=LONGEST_WAIT)


def _wait(state: RetryCallState) -> float:
    error = state.outcome.exception() if state.outcome else None
    asked = error.failure.wait if isinstance(error, _AgainError) else None
    return float(_backoff(state)) if asked is None else asked


def _log(state: RetryCallState) -> None:
    error = state.outcome.exception() if state.outcome else None
    logging.getLogger(__name__).info("try %d: %s", state.attempt_number, error)
