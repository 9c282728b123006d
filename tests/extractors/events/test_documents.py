"""Where sentences end."""

import pytest
import spacy

from extractors import load_pack
from extractors.events.documents import parse, split_sentences

NLP = spacy.blank("en")


def split(text: str, language: str = "en") -> list[str]:
    doc = NLP.make_doc(text)
    spans = list(split_sentences(doc, load_pack(language)))
    for span in spans:
        assert text[span.start_char : span.end_char] == span.text
    return [span.text for span in spans]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Norway left. Chad stayed.", 2),
        ("Norway left! Did Chad stay? Nobody knows…  Peru does.", 4),
        ("Mr. Lee and Gen. Smith met Dr. Cho in St. Louis. They left.", 2),
        ("The U.S. Army left. Peru stayed.", 2),
        ("J. Smith met K. Lee. They left.", 2),
        ("It fell by 3.5 per cent to 1.500 units. Peru stayed.", 2),
        ('"We left." Chad said no more.', 2),
        ("“Kami pergi.” Chad diam.", 2),
        ('"We left," Chad said. "They stayed."', 2),
        ("A headline without a stop\n\nNorway left.", 2),
        ("Norway left\nChad stayed", 2),
        ("Norway left and\nchad stayed.", 1),
        ("Norway left and\n\nchad stayed.", 2),
        ("See desk.com for more. Norway left.", 2),
        ("Norway left (at last.) Chad stayed.", 2),
        ("  \n\n ", 0),
        ("", 0),
        ("No. 4 was in Jan. or Feb. Chad stayed.", 1),
    ],
)
def test_sentences(text: str, count: int) -> None:
    assert len(split(text)) == count, split(text)


def test_indonesian_abbreviations_end_no_sentence() -> None:
    text = "Letjen. Budi dan Prof. Ali menerima Rp. 5 juta. Mereka pergi."
    assert split(text, "id") == ["Letjen. Budi dan Prof. Ali menerima Rp. 5 juta.", "Mereka pergi."]


def test_no_character_between_the_sentences_is_lost_but_white_space() -> None:
    text = "OSLO, Norway (AP) — One.  Two (three)! \n\n “Four five.” Six\tseven. 8 nine…\r\nTen"
    assert "".join("".join(split(text)).split()) == "".join(text.split())


def test_a_parsed_sentence_counts_from_its_first_character() -> None:
    doc = NLP.make_doc("Norway left. Chad stayed at home.")
    second = list(split_sentences(doc, load_pack("en")))[1]
    (parsed,) = parse(NLP, [second])
    assert parsed.text.strip() == "Chad stayed at home."
    assert [token.idx for token in parsed] == [token.idx - second.start_char for token in second]
    assert [token.is_sent_start for token in parsed] == [True, False, False, False, False]
