"""Bytes become the text that was meant, whatever they declare; what is no text is refused."""

import pytest

from extractors.articles import UnreadableItem
from extractors.articles.decoding import decode

TEXT = "“Kami sepakat,” kata menteri – café, naïve – kepada wartawan di Jakarta pada hari Rabu."


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-16-le", "utf-16-be", "cp1252"])
def test_every_common_encoding_is_read_without_a_word_about_it(codec: str) -> None:
    assert decode(TEXT.encode(codec)) == TEXT


@pytest.mark.parametrize("claim", ["iso-8859-1", "utf-16", "ascii", "nonsense", "rot13", "unicode_escape", "zlib"])
def test_a_page_that_lies_about_its_encoding_is_read_as_what_it_is(claim: str) -> None:
    page = f'<meta charset="{claim}"><p>{TEXT}</p>'
    assert decode(page.encode()) == page
    assert decode(page.encode(), content_type=f"text/html; charset={claim}") == page


def test_windows_text_that_calls_itself_utf8_is_read() -> None:
    page = f'<meta charset="utf-8"><p>{TEXT}</p>'
    assert decode(page.encode("cp1252")) == page


def test_the_declaration_counts_where_the_bytes_leave_it_open() -> None:
    page = '<meta charset="windows-1251"><p>Министр прибыл в Москву</p>'
    assert decode(page.encode("cp1251")) == page


def test_one_broken_byte_does_not_spoil_the_rest() -> None:
    data = TEXT.encode().replace(b"Jakarta", b"Jak\xffarta")
    assert decode(data) == TEXT.replace("Jakarta", "Jak\ufffdarta")


def test_undeclared_text_in_another_script_is_guessed() -> None:
    text = "Министр иностранных дел прибыл в Москву на переговоры с коллегой из соседней страны. " * 5
    assert decode(text.encode("cp1251")) == text


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)) * 8,
        bytes(1000),
        b"\x01\x02\x03\x04" * 100,
        b"PK\x03\x04\0\0\x14" * 50,
    ],
)
def test_binary_data_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableItem) as refused:
        decode(data)
    assert refused.value.reason == "binary"


def test_control_characters_become_spaces() -> None:
    assert decode(b"Two ministers\x0bmet\x1a today, and nobody said a word about it").split()[:3] == [
        "Two",
        "ministers",
        "met",
    ]
