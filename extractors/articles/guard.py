"""Open connections to the public internet only: a host name in, a stream to a checked address out, in limited time.

Whoever controls a feed could point it at the machine itself, its neighbours or a cloud's metadata service. The address
is therefore checked where the connection is made, after the name was resolved and for every redirect anew, and it is
the checked address that is connected to. A time limit on each read would let a server drip bytes for ever, so all reads
of one request share a deadline.
"""

import ipaddress
import socket
import ssl
import time
from collections.abc import Iterable
from typing import Any

import httpcore

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
NAT64 = ipaddress.ip_network("64:ff9b::/96")


class ForbiddenAddressError(httpcore.ConnectError):
    """A host lies inside: on this machine, in its network, or where no public host is."""


class Deadline:
    """The moment until which a request must be done; the streams of a client look at it."""

    def __init__(self) -> None:
        self._end = float("inf")

    def start(self, seconds: float) -> None:
        """Give the next request so many seconds."""
        self._end = time.monotonic() + seconds

    def limit(self, timeout: float | None) -> float:
        """Return how long a step may wait; raises httpcore.ReadTimeout where nothing is left."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout("the answer took too long in all")
        return left if timeout is None else min(left, timeout)


class GuardedBackend(httpcore.NetworkBackend):
    """Connects to public addresses (with `inside`, to any) and holds all streams to the deadline."""

    def __init__(self, deadline: Deadline, *, inside: bool) -> None:
        self._plain = httpcore.SyncBackend()
        self._deadline = deadline
        self._inside = inside

    def connect_tcp(
        self, host: str, port: int, timeout: float | None = None, local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:  # fmt: skip
        """Connect to the first checked address of a host that answers."""
        failure: Exception | None = None
        for address in find_addresses(host, port, inside=self._inside):
            try:
                stream = self._plain.connect_tcp(
                    address, port, self._deadline.limit(timeout), local_address, socket_options
                )
            except httpcore.ConnectError as error:
                failure = error
            else:
                return TimedStream(stream, self._deadline)
        raise failure or httpcore.ConnectError(f"{host} has no address")

    def connect_unix_socket(self, *_args: Any, **_rest: Any) -> httpcore.NetworkStream:
        """Refuse: a web page never lies in a socket of this machine."""
        raise ForbiddenAddressError("no socket of this machine is read")

    def sleep(self, seconds: float) -> None:
        """Wait."""
        self._plain.sleep(seconds)


class TimedStream(httpcore.NetworkStream):
    """A stream whose steps end with the deadline."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Read some bytes."""
        return self._stream.read(max_bytes, self._deadline.limit(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Write all bytes."""
        self._stream.write(buffer, self._deadline.limit(timeout))

    def close(self) -> None:
        """Close the stream."""
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        """Encrypt the stream."""
        limit = self._deadline.limit(timeout)
        return TimedStream(self._stream.start_tls(ssl_context, server_hostname, limit), self._deadline)

    def get_extra_info(self, info: str) -> Any:
        """Return what is known of the stream."""
        return self._stream.get_extra_info(info)


def find_addresses(host: str, port: int, *, inside: bool) -> list[str]:
    """Return the addresses of a host; raises ForbiddenAddressError where one is not public and `inside` is not set."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise httpcore.ConnectError(f"the name {host} is not known ({error})") from error
    addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    for address in addresses if not inside else ():
        if not is_public(ipaddress.ip_address(address.split("%")[0])):
            raise ForbiddenAddressError(f"{host} is {address}, which is no public address")
    return addresses


def is_public(address: Address) -> bool:
    """Tell whether an address is one of the public internet; those that wrap another are judged by that one."""
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)
        if inner is None and address in NAT64:
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(inner)
    return address.is_global and not address.is_multicast
