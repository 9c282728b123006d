"""Fetching: redirects, http only, a limit on decoded bytes, and errors that say whether another try may help."""

import contextlib
import gzip
import resource
import socket
import threading
import time
import zlib
from functools import partial
from typing import Any

import brotli
import pytest
import zstandard

from extractors.articles import Fetch, FetchError, Fetching, Validators, guard, open_fetch
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


def test_the_size_limit_counts_decoded_bytes(site: Any, how: Fetching) -> None:
    site.answer("/bomb", gzip.compress(bytes(2_000_000)), headers={"content-encoding": "gzip"})
    with open_fetch(how.changed(size_limit=100_000)) as fetch, pytest.raises(FetchError) as error:
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


def test_without_retries_each_address_is_asked_once(site: Any, fetch: Fetch) -> None:
    site.answer("/", b"sorry", status=503)
    with pytest.raises(FetchError):
        require_page(fetch, f"{site.address}/")
    assert site.asked == ["/"]


@pytest.mark.parametrize("status", [429, 500, 503])
def test_what_may_succeed_later_is_tried_again(status: int, site: Any, how: Fetching) -> None:
    site.answer("/", b"sorry", status=status, headers={"retry-after": "0"})
    with open_fetch(how.changed(retries=2)) as fetch:
        assert fetch(f"{site.address}/").status == status
        assert fetch.failed
    assert site.asked == ["/"] * 3


def test_what_is_gone_is_not_tried_again(site: Any, how: Fetching) -> None:
    with open_fetch(how.changed(retries=2)) as fetch:
        assert fetch(f"{site.address}/gone").status == 404
        assert not fetch.failed
    assert site.asked == ["/gone"]


def test_a_server_that_asks_for_hours_is_left_for_another_run(site: Any, how: Fetching) -> None:
    site.answer("/", b"later", status=503, headers={"retry-after": "7200"})
    with open_fetch(how.changed(retries=2)) as fetch:
        assert fetch(f"{site.address}/").status == 503
        assert fetch.failed
    assert site.asked == ["/"]


def test_an_unchanged_page_is_not_sent_again(site: Any, how: Fetching) -> None:
    site.answer("/", b"hello", headers={"etag": '"a1"', "last-modified": "Wed, 19 Jun 2024 08:00:00 GMT"})
    with open_fetch(how) as fetch:
        fetch(f"{site.address}/")
        known = dict(fetch.seen)
    assert known == {f"{site.address}/": Validators(etag='"a1"', modified="Wed, 19 Jun 2024 08:00:00 GMT")}
    with open_fetch(how, validators=known) as fetch:
        fetch(f"{site.address}/")
    assert site.headers[-1]["if-none-match"] == '"a1"'
    assert site.headers[-1]["if-modified-since"] == "Wed, 19 Jun 2024 08:00:00 GMT"


@pytest.mark.parametrize("encoding", ["br", "zstd", "deflate"])
def test_every_compression_is_undone_and_bombs_are_stopped(encoding: str, site: Any, how: Fetching) -> None:
    pack = {"br": partial(brotli.compress, quality=3), "zstd": zstandard.compress, "deflate": zlib.compress}[encoding]
    site.answer("/", pack(b"hello"), headers={"content-encoding": encoding})
    site.answer("/bomb", pack(bytes(200_000_000)), headers={"content-encoding": encoding})
    with open_fetch(how.changed(size_limit=1_000_000, timeout=30)) as fetch:
        assert fetch(f"{site.address}/").body == b"hello"
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        with pytest.raises(FetchError) as error:
            fetch(f"{site.address}/bomb")
        assert error.value.reason == "too-large"
        assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000  # KiB


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1:1/", "http://localhost:1/", "http://[::1]:1/", "http://10.0.0.1/", "http://192.168.1.1/",
        "http://169.254.169.254/latest/meta-data/", "http://[::ffff:127.0.0.1]:1/", "http://0.0.0.0:1/",
        "http://2130706433:1/", "http://0x7f.1:1/", "http://100.64.0.1/", "http://[fe80::1]/", "http://224.0.0.1/",
        "http://[64:ff9b::7f00:1]/",
    ],
)  # fmt: skip
def test_no_way_leads_inside(address: str, how: Fetching) -> None:
    with open_fetch(how.changed(inside=False)) as fetch, pytest.raises(FetchError) as error:
        fetch(address)
    assert error.value.reason == "inside"
    assert not error.value.transient


def test_robots_of_inside_are_not_asked_either(how: Fetching) -> None:
    with open_fetch(how.changed(inside=False, robots=True)) as fetch, pytest.raises(FetchError) as error:
        fetch("http://127.0.0.1:1/")
    assert error.value.reason == "inside"


def test_a_redirect_inside_is_refused(site: Any, how: Fetching, monkeypatch: pytest.MonkeyPatch) -> None:
    resolve = guard.find_addresses

    def public_but_for_ten(host: str, port: int, *, inside: bool) -> list[str]:
        return resolve(host, port, inside=host == "127.0.0.1")

    monkeypatch.setattr(guard, "find_addresses", public_but_for_ten)
    site.answer("/", status=302, headers={"location": "http://localhost:1/secret"})
    with open_fetch(how.changed(inside=False)) as fetch, pytest.raises(FetchError) as error:
        fetch(f"{site.address}/")
    assert error.value.reason == "inside"


def test_robots_are_asked_once_and_obeyed(site: Any, how: Fetching) -> None:
    site.answer("/robots.txt", b"User-agent: *\nDisallow: /private\n", headers={"content-type": "text/plain"})
    site.answer("/open", b"hello")
    with open_fetch(how.changed(robots=True)) as fetch:
        assert fetch(f"{site.address}/open").body == b"hello"
        with pytest.raises(FetchError) as error:
            fetch(f"{site.address}/private/page")
    assert error.value.reason == "robots"
    assert site.asked == ["/robots.txt", "/open"]


def test_a_redirect_needs_the_permission_of_where_it_leads(site: Any, how: Fetching) -> None:
    site.answer("/robots.txt", b"User-agent: *\nDisallow: /private\n", headers={"content-type": "text/plain"})
    site.answer("/open", status=302, headers={"location": "/private"})
    with open_fetch(how.changed(robots=True)) as fetch, pytest.raises(FetchError, match=r"robots\.txt does not allow"):
        fetch(f"{site.address}/open")


def test_a_host_whose_robots_fail_is_left_for_later(site: Any, how: Fetching) -> None:
    site.answer("/robots.txt", b"", status=503)
    with open_fetch(how.changed(robots=True)) as fetch, pytest.raises(FetchError) as error:
        fetch(f"{site.address}/open")
    assert (error.value.reason, error.value.transient) == ("robots-unreachable", True)


def test_requests_to_a_host_keep_their_distance(site: Any, how: Fetching) -> None:
    site.answer("/", b"hello")
    with open_fetch(how.changed(delay=0.2)) as one, open_fetch(how.changed(delay=0.2)) as other:
        start = time.monotonic()
        one(f"{site.address}/")
        other(f"{site.address}/")
        one(f"{site.address}/")
        assert time.monotonic() - start >= 0.4


def test_a_server_that_drips_bytes_is_given_up(how: Fetching) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        stop = threading.Event()

        def drip() -> None:
            connection, _ = server.accept()
            with connection, contextlib.suppress(OSError):
                connection.recv(4096)
                connection.sendall(b"HTTP/1.1 200 OK\r\nx-a: ")
                while not stop.wait(0.05):
                    connection.sendall(b"b")

        thread = threading.Thread(target=drip)
        thread.start()
        try:
            with open_fetch(how.changed(timeout=0.2)) as fetch, pytest.raises(FetchError) as error:
                fetch(f"http://127.0.0.1:{server.getsockname()[1]}/")
        finally:
            stop.set()
            thread.join()
    assert (error.value.reason, error.value.transient) == ("timeout", True)


def test_passwords_in_addresses_are_not_told(fetch: Fetch) -> None:
    with pytest.raises(FetchError) as error:
        fetch("http://me:secret@127.0.0.1:1/")
    assert "secret" not in str(error.value)


def test_a_closed_port_is_unreachable(fetch: Fetch) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
    with pytest.raises(FetchError) as error:
        fetch(f"http://127.0.0.1:{port}/")
    assert (error.value.reason, error.value.transient) == ("unreachable", True)


def test_a_server_that_never_answers_times_out(how: Fetching) -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as silent,
        open_fetch(how.changed(timeout=0.2)) as fetch,
        pytest.raises(FetchError) as error,
    ):
        fetch(f"http://127.0.0.1:{silent.getsockname()[1]}/")
    assert (error.value.reason, error.value.transient) == ("timeout", True)


def test_a_host_that_answers_nothing_is_left_after_some_addresses(how: Fetching) -> None:
    with socket.create_server(("127.0.0.1", 0)) as unused:
        host = f"http://127.0.0.1:{unused.getsockname()[1]}"
    reasons = []
    with open_fetch(how) as fetch:
        for number in range(7):
            with pytest.raises(FetchError) as error:
                fetch(f"{host}/{number}")
            reasons.append((error.value.reason, error.value.transient))
    assert reasons == [("unreachable", True)] * 5 + [("host-silent", True)] * 2


def test_broken_pages_of_a_host_that_answers_stop_none_of_the_others(site: Any, fetch: Fetch) -> None:
    site.answer("/good", b"hello")
    for _ in range(7):
        site.answer("/bad", b"oops", status=500)
        assert fetch(f"{site.address}/bad").status == 500
    assert fetch(f"{site.address}/good").body == b"hello"


@pytest.mark.parametrize("encoding", ["gzip", "br", "zstd", "deflate"])
def test_a_packed_page_that_breaks_off_may_come_whole_later(encoding: str, site: Any, fetch: Fetch) -> None:
    pack = {"gzip": gzip.compress, "br": brotli.compress, "zstd": zstandard.compress, "deflate": zlib.compress}[
        encoding
    ]
    site.answer("/", pack(b"hello, world " * 99)[:-9], headers={"content-encoding": encoding})
    with pytest.raises(FetchError, match="it breaks off") as error:
        fetch(f"{site.address}/")
    assert (error.value.reason, error.value.transient) == ("encoding", True)
    site.answer("/", b"", headers={"content-encoding": encoding})
    assert fetch(f"{site.address}/").body == b""


def test_validators_that_cannot_be_sent_back_are_not_kept(site: Any, fetch: Any) -> None:
    site.answer("/", b"hello", headers={"etag": '"\xe9"', "last-modified": "Wed, 19 Jun 2024 08:00:00 GMT"})
    fetch(f"{site.address}/")
    assert fetch.seen[f"{site.address}/"] == Validators(modified="Wed, 19 Jun 2024 08:00:00 GMT")
