"""Unpack what a server sent compressed: raw chunks in, decoded chunks out, never more at once than a bound.

A bomb is a small answer that unpacks to gigabytes. Each decoder here is asked for a bounded piece at a time, so the
reader can stop it at its limit; httpx's own decoders unpack a whole chunk whatever comes of it.
"""

import io
import zlib
from collections.abc import Callable, Iterable, Iterator
from typing import IO, cast

PIECE = 256 * 1024
"""Bytes that a decoder may give at once."""

Decoder = Callable[[Iterable[bytes]], Iterator[bytes]]


class PackingError(ValueError):
    """The answer is packed in a way that cannot be undone."""


def unpack(chunks: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    """Yield the decoded bytes of an answer with this Content-Encoding, in pieces; raises PackingError."""
    name = encoding.strip().lower()
    if "," in name:
        raise PackingError("the body is compressed more than once; it is not unpacked")
    if name not in DECODERS:
        raise PackingError(f"the body is compressed as {name!r}, which is not known here")
    return DECODERS[name](chunks)


def _plain(chunks: Iterable[bytes]) -> Iterator[bytes]:
    yield from chunks


def _gzip(chunks: Iterable[bytes]) -> Iterator[bytes]:
    yield from _inflate(chunks, zlib.MAX_WBITS | 16)


def _deflate(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Undo deflate, with the zlib header that the standard asks for or without it, as many servers send it."""
    waiting = iter(chunks)
    first = next(waiting, b"")
    zlib_header = len(first) > 1 and first[0] & 0x0F == 8 and int.from_bytes(first[:2], "big") % 31 == 0
    yield from _inflate(_chain(first, waiting), zlib.MAX_WBITS if zlib_header else -zlib.MAX_WBITS)


def _inflate(chunks: Iterable[bytes], window: int) -> Iterator[bytes]:
    decoder = zlib.decompressobj(window)
    try:
        for chunk in chunks:
            data = chunk
            while data and not decoder.eof:
                piece = decoder.decompress(data, PIECE)
                data = decoder.unconsumed_tail
                yield piece
    except zlib.error as error:
        raise PackingError(f"the body does not decompress ({error})") from error


def _brotli(chunks: Iterable[bytes]) -> Iterator[bytes]:
    import brotli

    decoder = brotli.Decompressor()
    try:
        for chunk in chunks:
            data = chunk
            while True:
                piece = decoder.process(data, output_buffer_limit=PIECE)
                yield piece
                data = b""
                if decoder.can_accept_more_data():
                    break
    except brotli.error as error:
        raise PackingError(f"the body does not decompress ({error})") from error


def _zstandard(chunks: Iterable[bytes]) -> Iterator[bytes]:
    import zstandard

    source = _Stream(chunks)
    decoder = zstandard.ZstdDecompressor(max_window_size=WINDOW)
    try:
        with decoder.stream_reader(cast("IO[bytes]", source), read_across_frames=True) as reader:
            while piece := reader.read(PIECE):
                yield piece
    except zstandard.ZstdError as error:
        raise PackingError(f"the body does not decompress ({error})") from error


WINDOW = 8 * 1024 * 1024
"""The window that RFC 9659 allows on the web."""


class _Stream(io.RawIOBase):
    """Chunks as a file to read from."""

    def __init__(self, chunks: Iterable[bytes]) -> None:
        self._chunks = iter(chunks)
        self._rest = b""

    def read(self, size: int = -1, /) -> bytes:
        if not self._rest:
            self._rest = next(self._chunks, b"")
        size = len(self._rest) if size < 0 else size
        piece, self._rest = self._rest[:size], self._rest[size:]
        return piece


def _chain(first: bytes, rest: Iterable[bytes]) -> Iterator[bytes]:
    yield first
    yield from rest


DECODERS: dict[str, Decoder] = {
    "": _plain,
    "identity": _plain,
    "gzip": _gzip,
    "x-gzip": _gzip,
    "deflate": _deflate,
    "br": _brotli,
    "zstd": _zstandard,
}
ACCEPTED = "gzip, deflate, br, zstd"
