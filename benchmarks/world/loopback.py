"""Web servers on the loopback interface that also misbehave: what each address answers in, running servers out.

The answers are bytes on a raw socket, because no library of servers would lie about a length or stop in the middle.
"""

import gzip
import selectors
import socket
import struct
import threading
import time
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import lru_cache
from typing import NamedTuple

import brotli
import zstandard

LONGEST_REQUEST = 64 * 1024
MEGABYTE = 1024 * 1024
HTML = "text/html; charset=utf-8"
XML = "application/xml; charset=utf-8"


class Request(NamedTuple):
    """What a client asked for, and when on the clock of the server."""

    path: str
    headers: Mapping[str, str]
    """Names in lower case."""
    time: float


Fault = Callable[[socket.socket, threading.Event], None]
"""Sends on the socket whatever it likes; the event tells that the server is to stop. The connection ends after it."""
Answers = Callable[[Request], "bytes | Fault"]


@contextmanager
def serve(*sites: Answers, host: str = "127.0.0.1") -> Iterator[list[str]]:
    """Give the addresses of servers, one for each site, each with a port of its own."""
    stop = threading.Event()
    listeners = [socket.create_server((host, 0), backlog=128) for _ in sites]
    accepting = threading.Thread(target=_accept, args=(dict(zip(listeners, sites, strict=True)), stop))
    accepting.start()
    try:
        yield [f"http://{host}:{listener.getsockname()[1]}" for listener in listeners]
    finally:
        stop.set()
        accepting.join()
        for listener in listeners:
            listener.close()


def answer(body: bytes, status: str = "200 OK", *, kind: str = HTML, headers: Mapping[str, str] | None = None) -> bytes:
    """Return a whole HTTP answer; a header given here stands in for one of the same name."""
    named = {"content-type": kind, "content-length": str(len(body)), **(headers or {})}
    lines = [f"HTTP/1.1 {status}", *(f"{name}: {value}" for name, value in named.items())]
    return "\r\n".join([*lines, "", ""]).encode("latin-1") + body


def missing() -> bytes:
    """Return the answer for what is not there."""
    return answer(b"not here", "404 Not Found", kind="text/plain")


def hang(before: bytes = b"") -> Fault:
    """Send something, then nothing, and keep the connection."""

    def behave(connection: socket.socket, stop: threading.Event) -> None:
        connection.sendall(before)
        stop.wait()

    return behave


def drip(text: bytes, *, pause: float) -> Fault:
    """Send a text byte by byte, and its last one again for ever."""

    def behave(connection: socket.socket, stop: threading.Event) -> None:
        for place in range(10**9):
            connection.sendall(text[place : place + 1] or text[-1:])
            if stop.wait(pause):
                return

    return behave


def reset(before: bytes = b"") -> Fault:
    """Send something, then break the connection off."""

    def behave(connection: socket.socket, stop: threading.Event) -> None:
        connection.sendall(before)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))

    return behave


def cut(sent: bytes) -> Fault:
    """Send these bytes, and close the connection as if that were all."""
    return lambda connection, stop: connection.sendall(sent)


def flood(before: bytes, piece: bytes) -> Fault:
    """Send something, and then the same for ever."""

    def behave(connection: socket.socket, stop: threading.Event) -> None:
        connection.sendall(before)
        while not stop.is_set():
            connection.sendall(piece)

    return behave


@lru_cache(maxsize=8)
def make_bomb(encoding: str, size: int) -> bytes:
    """Return zeros so packed that they unpack to `size` bytes; `gzip, gzip` is packed twice."""
    zeros = bytes(MEGABYTE)
    names = [name.strip() for name in encoding.split(",")]
    packers = {
        "gzip": lambda: zlib.compressobj(1, zlib.DEFLATED, zlib.MAX_WBITS | 16),
        "br": lambda: brotli.Compressor(quality=1),
        "zstd": lambda: zstandard.ZstdCompressor(level=1).compressobj(),
    }
    packer = packers[names[0]]()
    pack = packer.process if names[0] == "br" else packer.compress
    end = packer.finish if names[0] == "br" else packer.flush
    packed = b"".join([*(pack(zeros) for _ in range(size // MEGABYTE)), end()])
    return gzip.compress(packed) if names[1:] else packed


def _accept(sites: Mapping[socket.socket, Answers], stop: threading.Event) -> None:
    handling: list[threading.Thread] = []
    with selectors.DefaultSelector() as selector:
        for listener in sites:
            selector.register(listener, selectors.EVENT_READ)
        while not stop.is_set():
            for key, _ in selector.select(0.05):
                assert isinstance(key.fileobj, socket.socket)
                connection, _ = key.fileobj.accept()
                thread = threading.Thread(target=_converse, args=(connection, sites[key.fileobj], stop), daemon=True)
                thread.start()
                handling = [one for one in handling if one.is_alive()] + [thread]
    for thread in handling:
        thread.join()


def _converse(connection: socket.socket, answers: Answers, stop: threading.Event) -> None:
    """Answer one request after the other on a connection."""
    waiting = b""
    with connection, suppress(OSError):  # whoever asked may be gone, or be killed
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        connection.settimeout(0.2)
        while not stop.is_set():
            head, found, rest = waiting.partition(b"\r\n\r\n")
            if not found:
                try:
                    data = connection.recv(LONGEST_REQUEST)
                except TimeoutError:
                    continue
                if not data or len(waiting) > LONGEST_REQUEST:
                    return
                waiting += data
                continue
            waiting = rest
            reply = answers(_read(head))
            connection.settimeout(None if isinstance(reply, bytes) else 30)
            if not isinstance(reply, bytes):
                reply(connection, stop)
                return
            connection.sendall(reply)
            connection.settimeout(0.2)


def _read(head: bytes) -> Request:
    first, *lines = head.decode("latin-1").split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    return Request(first.split(" ")[1], headers, time.monotonic())
