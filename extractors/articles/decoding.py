"""Bytes to text: by byte order mark, UTF-8, what the page declares, then a guess; binary data is refused.

UTF-8 comes before the declaration because pages that are valid UTF-8 and declare something else lie, while text in
another encoding is never valid UTF-8 by chance.
"""

import codecs
import re

from charset_normalizer import from_bytes

from extractors.articles.declaration import UnreadableItem

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""The UTF-32 marks stand before those of UTF-16, which they begin with."""

CHARSET = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_:.-]{2,40})""", re.IGNORECASE)
HEAD = 4096
"""Bytes in which a page declares its encoding."""
SAMPLE = 32_768
TEXT_CODECS = re.compile(r"iso8859|cp\d|koi8|gb|big5|euc|shift_jis|utf-(16|32)|mac|tis|ascii|latin|johab|hz|iso2022")
CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
SURROGATE = re.compile("[\ud800-\udfff]")


def decode(data: bytes, *, content_type: str = "") -> str:
    """Return the text of `data`; raise `UnreadableItem` with reason `binary` where it is no text."""
    text = _decode(data, content_type).lstrip("\ufeff")
    if len(CONTROL.findall(text)) > max(2, len(text) // 100):
        raise _binary()
    return clean(text)


def clean(text: str) -> str:
    """Return text as files and databases keep it: no control characters, no halves of surrogate pairs."""
    return SURROGATE.sub("\ufffd", CONTROL.sub(" ", text))


def _decode(data: bytes, content_type: str) -> str:
    for mark, codec in MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(codec, "replace")
    if b"\0" in data:
        return _decode_wide(data)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _mostly_utf8(data) or _declared(data, content_type) or _guessed(data)


def _decode_wide(data: bytes) -> str:
    """Read UTF-16 without a mark: every other byte of Latin text is zero."""
    half = len(data[:SAMPLE]) // 2 or 1
    low, high = data[:SAMPLE:2].count(0) / half, data[1:SAMPLE:2].count(0) / half
    if high > 0.7 and low < 0.05:
        return data.decode("utf-16-le", "replace")
    if low > 0.7 and high < 0.05:
        return data.decode("utf-16-be", "replace")
    raise _binary()


def _mostly_utf8(data: bytes) -> str | None:
    """Accept UTF-8 with a few broken bytes: at most one for every five good characters beyond ASCII."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    good = sum(char > "\x7f" for char in text) - broken
    return text if broken * 5 <= good else None


def _declared(data: bytes, content_type: str) -> str | None:
    names = CHARSET.findall(content_type.encode("ascii", "replace")) + CHARSET.findall(data[:HEAD])
    for name in names:
        try:
            codec = codecs.lookup(name.decode("ascii")).name
        except LookupError:
            continue
        if codec in ("iso8859-1", "ascii"):
            codec = "cp1252"  # as browsers do: pages in Windows text call themselves Latin-1
        if TEXT_CODECS.match(codec):
            try:
                return data.decode(codec)
            except UnicodeDecodeError:
                continue
    return None


def _guessed(data: bytes) -> str:
    sample = data[:SAMPLE]
    if sum(byte > 0x7F for byte in sample) * 8 <= len(sample):
        # a few high bytes in Latin letters are quotes, dashes and accents of Windows text
        try:
            return data.decode("cp1252")
        except UnicodeDecodeError:
            pass
    guess = from_bytes(sample).best()
    if guess is None:
        raise _binary()
    return data.decode(guess.encoding, "replace")


def _binary() -> UnreadableItem:
    return UnreadableItem("binary", "this is no text; remove it from the source, or save it as UTF-8")
