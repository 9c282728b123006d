"""Fetching: redirects, http only, a limit on decoded bytes, and errors that say whether another try may help."""

import gzip
import socket
import zlib
from typing import Any

import pytest

from extractors.articles import Fetch, FetchError, open_fetch
from extractors.articles.fetch import require_page


def test_a_page_comes_with_its_address_after_redirects(site: Any, fetch: Fetch) -> None:
    site.answer("/old", status=301, headers={"location": "/new"})
    site.answer("/new", b"hello")
    page = fetch(f"{site.address}/old")
    assert (page.url, page.status, page.body) == (f"{site.address}/new", 200, b"hello")
    assert page.headers["content-type"] == "text/html; charset=utf-8"


def test_compressed_pages_are_unpacked(site: Any, fetch: Fetch) -> None:
    site.answer("/", gzip.compress(b"hello"), headers={"content-encoding": "gzip"})
    assert fetch(f"{site.address}/").body == b"hello"


def test_the_size_limit_counts_decoded_bytes(site: Any) -> None:
    site.answer("/bomb", gzip.compress(bytes(2_000_000)), headers={"content-encoding": "gzip"})
    with open_fetch(agent="tests", timeout=5, size_limit=100_000) as fetch, pytest.raises(FetchError) as error:
        fetch(f"{site.address}/bomb")
    assert (error.value.reason, error.value.transient) == ("too-large", False)


def test_bodies_packed_more_than_once_are_refused(site: Any, fetch: Fetch) -> None:
    body = zlib.compress(zlib.compress(b"hello"))
    site.answer("/", body, headers={"content-encoding": "deflate, deflate"})
    with pytest.raises(FetchError, match="compressed more than once"):
        fetch(f"{site.address}/")


def test_broken_compression_is_named(site: Any, fetch: Fetch) -> None:
    site.answer("/", b"this is no gzip", headers={"content-encoding": "gzip"})
    with pytest.raises(FetchError) as error:
        fetch(f"{site.address}/")
    assert error.value.reason == "encoding"


@pytest.mark.parametrize(
    "url", ["file:///etc/hostname", "ftp://example.org/a", "/etc/hostname", "javascript:alert(1)", ""]
)
def test_only_http_is_fetched(fetch: Fetch, url: str) -> None:
    with pytest.raises(FetchError) as error:
        fetch(url)
    assert error.value.reason == "unsupported-address"


@pytest.mark.parametrize("target", ["file:///etc/hostname", "ftp://example.org/a"])
def test_a_redirect_away_from_http_is_refused(site: Any, fetch: Fetch, target: str) -> None:
    site.answer("/", status=302, headers={"location": target})
    with pytest.raises(FetchError) as error:
        fetch(f"{site.address}/")
    assert error.value.reason == "unsupported-address"


def test_redirects_in_a_circle_end(site: Any, fetch: Fetch) -> None:
    site.answer("/", status=302, headers={"location": "/"})
    with pytest.raises(FetchError) as error:
        fetch(f"{site.address}/")
    assert error.value.reason == "redirects"
    assert len(site.asked) <= 7


@pytest.mark.parametrize(("status", "transient"), [(404, False), (403, False), (500, True), (503, True), (429, True)])
def test_error_answers_say_whether_another_try_may_help(site: Any, fetch: Fetch, status: int, transient: bool) -> None:
    site.answer("/", b"sorry", status=status)
    with pytest.raises(FetchError) as error:
        require_page(fetch, f"{site.address}/")
    assert (error.value.reason, error.value.transient) == (f"http-{status}", transient)


def test_each_address_is_asked_once(site: Any, fetch: Fetch) -> None:
    site.answer("/", b"sorry", status=503)
    with pytest.raises(FetchError):
        require_page(fetch, f"{site.address}/")
    assert site.asked == ["/"]


def test_a_closed_port_is_unreachable(fetch: Fetch) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
    with pytest.raises(FetchError) as error:
        fetch(f"http://127.0.0.1:{port}/")
    assert (error.value.reason, error.value.transient) == ("unreachable", True)


def test_a_server_that_never_answers_times_out() -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as silent,
        open_fetch(agent="tests", timeout=0.2) as fetch,
        pytest.raises(FetchError) as error,
    ):
        fetch(f"http://127.0.0.1:{silent.getsockname()[1]}/")
    assert (error.value.reason, error.value.transient) == ("timeout", True)
