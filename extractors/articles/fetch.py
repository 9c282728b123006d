"""Fetch addresses: an http(s) address in, its bytes out, under a size limit that counts decoded bytes.

The only door to the network. A source takes it as an argument, so tests hand in a local function. One attempt each:
whether and when to try again is the flow's matter.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

import httpx

from ontology.records import Record

SIZE_LIMIT = 10 * 1024 * 1024
"""Bytes after decompression; far above any news page, far below what hurts."""

MAX_REDIRECTS = 5
CHUNK = 64 * 1024
TRANSIENT_STATUS = frozenset({408, 425, 429, 500, 502, 503, 504})


class Page(Record):
    """What an address answered."""

    url: str
    """The address after redirects."""
    status: int
    headers: Mapping[str, str]
    """Names in lower case."""
    body: bytes


Fetch = Callable[[str], Page]


class FetchError(Exception):
    """An address gave no page; `reason` is a short code, `transient` says that another try may go well."""

    def __init__(self, url: str, reason: str, detail: str, *, transient: bool = False) -> None:
        super().__init__(url, reason, detail)
        self.url = url
        self.reason = reason
        self.detail = detail
        self.transient = transient

    def __str__(self) -> str:
        return f"{self.url}: {self.detail}"


@contextmanager
def open_fetch(*, agent: str, timeout: float = 20.0, size_limit: int = SIZE_LIMIT) -> Iterator[Fetch]:
    """Yield a function that fetches one http(s) address at a time, and close its connections afterwards.

    `timeout` is in seconds, for connecting and for each read. The function raises `FetchError`.
    """
    headers = {"user-agent": agent, "accept": "text/html,application/xhtml+xml,application/xml,*/*;q=0.5"}
    with httpx.Client(headers=headers, timeout=timeout, follow_redirects=True, max_redirects=MAX_REDIRECTS) as client:

        def fetch(url: str) -> Page:
            return _fetch(client, url, size_limit=size_limit)

        yield fetch


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


def _fetch(client: httpx.Client, url: str, *, size_limit: int) -> Page:
    if not url.lower().startswith(("http://", "https://")):
        raise FetchError(url, "unsupported-address", "only http and https addresses are fetched")
    try:
        with client.stream("GET", url) as response:
            body = _read_body(response, url, size_limit=size_limit)
    except httpx.TimeoutException as error:
        detail = "no answer in time; try again later or raise the timeout"
        raise FetchError(url, "timeout", detail, transient=True) from error
    except httpx.TooManyRedirects as error:
        detail = f"more than {MAX_REDIRECTS} redirects; open the address in a browser and use the one it ends at"
        raise FetchError(url, "redirects", detail) from error
    except (httpx.UnsupportedProtocol, httpx.InvalidURL) as error:
        detail = f"leads to an address that is not http or https ({error})"
        raise FetchError(url, "unsupported-address", detail) from error
    except httpx.DecodingError as error:
        raise FetchError(url, "encoding", f"the body does not decompress ({error}); try again later") from error
    except (httpx.HTTPError, OSError) as error:
        detail = f"unreachable ({error}); check the address and the network"
        raise FetchError(url, "unreachable", detail, transient=True) from error
    return Page(
        url=str(response.url), status=response.status_code, body=body,
        headers={name.lower(): value for name, value in response.headers.items()},
    )  # fmt: skip


def _read_body(response: httpx.Response, url: str, *, size_limit: int) -> bytes:
    if "," in response.headers.get("content-encoding", ""):
        raise FetchError(url, "encoding", "the body is compressed more than once; it is not unpacked")
    body = bytearray()
    for chunk in response.iter_bytes(CHUNK):
        body += chunk
        if len(body) > size_limit:
            detail = f"more than {size_limit:,} bytes; leave it out, or raise the size limit"
            raise FetchError(url, "too-large", detail)
    return bytes(body)
