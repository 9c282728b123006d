"""Unpack what a server sent compressed: raw chunks in, decoded chunks out, never more at once than a bound.

A bomb is a small answer that unpacks to gigabytes. Each decoder here is asked for a bounded piece at a time, so the
reader can stop it at its limit; httpx's own decoders unpack a whole chunk whatever comes of it.
"""

import zlib
from collections.abc import Callable, Iterable, Iterator

PIECE = 256 * 1024
"""Bytes that a decoder may give at once."""

Decoder = Callable[[Iterable[bytes]], Iterator[bytes]]


class PackingError(ValueError):
    """The answer is packed in a way that cannot be undone; `transient` says that another answer may be whole."""

    def __init__(self, detail: str, *, transient: bool = False) -> None:
        super().__init__(detail)
        self.transient = transient


def unpack(chunks: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    """Yield the decoded bytes of an answer with this Content-Encoding, in pieces; raises PackingError."""
    name = encoding.strip().lower()
    if "," in name:
        raise PackingError("the body is compressed more than once; it is not unpacked")
    if name not in DECODERS:
        raise PackingError(f"the body is compressed as {name!r}, which is not known here")
    waiting = iter(chunks)
    first = next(waiting, b"")
    return DECODERS[name](_chain(first, waiting)) if first else iter(())


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
        raise _broken(error) from error
    if not decoder.eof:
        raise _broken("it breaks off")


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
        raise _broken(error) from error
    if not decoder.is_finished():
        raise _broken("it breaks off")


def _zstandard(chunks: Iterable[bytes]) -> Iterator[bytes]:
    import zstandard

    decoder = zstandard.ZstdDecompressor(max_window_size=WINDOW)
    frame = decoder.decompressobj()
    try:
        for chunk in chunks:
            for start in range(0, len(chunk), SLICE):
                data = chunk[start : start + SLICE]
                while data:
                    frame = decoder.decompressobj() if frame.eof else frame
                    yield frame.decompress(data)
                    data = frame.unused_data
    except zstandard.ZstdError as error:
        raise _broken(error) from error
    if not frame.eof:
        raise _broken("it breaks off")


WINDOW = 8 * 1024 * 1024
"""The window that RFC 9659 allows on the web."""
SLICE = 64
"""Bytes given to the decoder of Zstandard at once, for it takes no bound: every three may be a block of 128 KiB."""


def _broken(error: object) -> PackingError:
    return PackingError(f"the body does not decompress ({error}); try again later", transient=True)


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
