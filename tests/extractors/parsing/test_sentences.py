"""Sentences start where a reader of news would have them start; the coder's own cases are in test_documents."""

import pytest
import spacy
from spacy.tokens import Span

from extractors.parsing.sentences import find_starts

ABBREVIATIONS = [
    "mr", "mrs", "dr", "drs", "prof", "gen", "col", "lt", "gov", "sen", "rep", "st", "jr", "inc", "co", "no", "jan",
    "oct", "nov", "u.s", "u.n", "a.m", "p.m", "e.g", "vs", "ir", "h", "hj", "kh", "jl", "rp", "letjen", "jend",
    "brigjen", "kol", "dll", "tgl",
]  # fmt: skip
CASES = {
    "two": ("Norway left. Chad stayed.", ["Norway left.", "Chad stayed."]),
    "other stops": ("Norway left! Did it? It did…  So.", ["Norway left!", "Did it?", "It did…", "So."]),
    "stops in a row": ("What?! Yes!!! Chad left.", ["What?!", "Yes!!!", "Chad left."]),
    "no stop": ("Norway left", ["Norway left"]),
    "lower case goes on": ("Norway left. and stayed.", ["Norway left. and stayed."]),
    "contractions": ("It's over. It's done.", ["It's over.", "It's done."]),
    "figures first": ("Norway left in 2023. 15 people stayed.", ["Norway left in 2023.", "15 people stayed."]),
    "no space after": ("Norway left.Chad stayed. Peru left.", ["Norway left.Chad stayed.", "Peru left."]),
    "agency": (
        "JAKARTA, Indonesia (AP) — Norway left. Chad stayed.",
        ["JAKARTA, Indonesia (AP) — Norway left.", "Chad stayed."],
    ),
    "agency and day": (
        "MOSCOW, Oct. 3 (Reuters) - Russia left. Chad stayed.",
        ["MOSCOW, Oct. 3 (Reuters) - Russia left.", "Chad stayed."],
    ),
    "site": (
        "JAKARTA, KOMPAS.com - Menteri pergi. Ali tinggal.",
        ["JAKARTA, KOMPAS.com - Menteri pergi.", "Ali tinggal."],
    ),
    "dateline with dotted letters": (
        "WASHINGTON, D.C. – The U.N. left. Chad stayed.",
        ["WASHINGTON, D.C. – The U.N. left.", "Chad stayed."],
    ),
    "titles": (
        "Gen. Lee met Mrs. Cho and Dr. Ng in St. Louis. They left.",
        ["Gen. Lee met Mrs. Cho and Dr. Ng in St. Louis.", "They left."],
    ),
    "titles in capitals": ("GEN. LEE LEFT. CHAD STAYED.", ["GEN. LEE LEFT.", "CHAD STAYED."]),
    "initials": ("J. Smith met K. Lee. They left.", ["J. Smith met K. Lee.", "They left."]),
    "initials together": ("Then Sen. J.D. Vance left. He slept.", ["Then Sen. J.D. Vance left.", "He slept."]),
    "initial in the middle": ("John F. Kennedy Jr. left. He slept.", ["John F. Kennedy Jr. left.", "He slept."]),
    "country": ("The U.S. Army left. Peru stayed.", ["The U.S. Army left.", "Peru stayed."]),
    "country in quotation marks": ("The “U.S.” Army left. Peru stayed.", ["The “U.S.” Army left.", "Peru stayed."]),
    "hour": ("At 5 p.m. Monday Peru left. It slept.", ["At 5 p.m. Monday Peru left.", "It slept."]),
    "number": ("No. 4 left Foo Inc. Monday. Peru stayed.", ["No. 4 left Foo Inc. Monday.", "Peru stayed."]),
    "decimals": (
        "It fell by 3.5 per cent to $1.2 billion. Peru stayed.",
        ["It fell by 3.5 per cent to $1.2 billion.", "Peru stayed."],
    ),
    "thousands": ("It fell to 1.500 units. Peru stayed.", ["It fell to 1.500 units.", "Peru stayed."]),
    "a figure at the end": ("It fell by 5. Peru stayed.", ["It fell by 5.", "Peru stayed."]),
    "ellipsis inside": ("He waited... and then left. Peru stayed.", ["He waited... and then left.", "Peru stayed."]),
    "ellipsis of three stops": ("He waited... Peru left.", ["He waited...", "Peru left."]),
    "ellipsis of one sign": ("He waited… Peru left.", ["He waited…", "Peru left."]),
    "ellipsis with spaces": ("He waited . . . Peru left.", ["He waited . . .", "Peru left."]),
    "quotation": ('"We left." Chad said no more.', ['"We left."', "Chad said no more."]),
    "curved quotation": ("“Kami pergi.” Peru diam.", ["“Kami pergi.”", "Peru diam."]),
    "single quotation": ("'We left.' Chad slept.", ["'We left.'", "Chad slept."]),
    "curved single quotation": ("‘We left.’ Chad slept.", ["‘We left.’", "Chad slept."]),
    "angled quotation": ("«We left.» Chad slept.", ["«We left.»", "Chad slept."]),
    "quotation that opens": ('Chad said: "We left. They stayed."', ['Chad said: "We left.', 'They stayed."']),
    "quotation with its speaker": (
        '"I left," he said. "Then I slept." Chad stayed.',
        ['"I left," he said.', '"Then I slept."', "Chad stayed."],
    ),
    "speaker after a question": ('"Who is it?" asked Chad. It left.', ['"Who is it?" asked Chad.', "It left."]),
    "quotation after quotation": ("“We left.” “They stayed.” Chad.", ["“We left.”", "“They stayed.”", "Chad."]),
    "stop after the mark": ("Chad called it 'war'. Peru left.", ["Chad called it 'war'.", "Peru left."]),
    "colons before": ("Chad said: “Go!” Peru said: “Never.”", ["Chad said: “Go!”", "Peru said: “Never.”"]),
    "quotation in quotation": ("“He said ‘go.’” Chad left.", ["“He said ‘go.’”", "Chad left."]),
    "brackets": ("Norway left (at last). Chad stayed.", ["Norway left (at last).", "Chad stayed."]),
    "brackets around a stop": (
        "Norway left. (Chad stayed.) Peru slept.",
        ["Norway left.", "(Chad stayed.)", "Peru slept."],
    ),
    "square brackets": ("Norway left [AP]. [Chad] stayed.", ["Norway left [AP].", "[Chad] stayed."]),
    "dash first": ("Norway left. — Chad stayed.", ["Norway left.", "— Chad stayed."]),
    "headline": ("A headline without a stop\n\nNorway left.", ["A headline without a stop", "Norway left."]),
    "headline in lower case follows": ("A headline\n\nnorway left.", ["A headline", "norway left."]),
    "headline of two lines": ("NORWAY LEAVES\nCHAD STAYS\n\nIt left.", ["NORWAY LEAVES", "CHAD STAYS", "It left."]),
    "headline with an abbreviation": ("A visit to the U.S.\n\nIt left.", ["A visit to the U.S.", "It left."]),
    "headline before a quotation": ("A headline\n\n“We left.” Chad.", ["A headline", "“We left.”", "Chad."]),
    "headline before a figure": ("A headline\n15 people left.", ["A headline", "15 people left."]),
    "headline in quotation marks": ("“We left”\n\nChad.", ["“We left”", "Chad."]),
    "wrapped line": ("Norway left and\nchad stayed.", ["Norway left and\nchad stayed."]),
    "line ends of windows": ("A headline\r\n\r\nnorway left.", ["A headline", "norway left."]),
    "space on the blank line": ("A headline\n \nnorway left.", ["A headline", "norway left."]),
    "many blank lines": ("A headline\n\n\n\n\nnorway left.\n\n", ["A headline", "norway left."]),
    "space that does not break": ("Norway left.\u00a0Chad stayed.", ["Norway left.", "Chad stayed."]),
    "tab": ("Norway left.\tChad stayed.", ["Norway left.", "Chad stayed."]),
    "Indonesian ranks": (
        "Letjen. Budi dan Brigjen. Ali bertemu Jend. Sri. Mereka pergi.",
        ["Letjen. Budi dan Brigjen. Ali bertemu Jend. Sri.", "Mereka pergi."],
    ),
    "Indonesian degrees": (
        "Dr. (H.C.) Ir. H. Joko dan Hj. Ani, S.H., M.H. pergi. Ali tinggal.",
        ["Dr. (H.C.) Ir. H. Joko dan Hj. Ani, S.H., M.H. pergi.", "Ali tinggal."],
    ),
    "Indonesian initials": (
        "M. Iqbal dan A. H. Nasution pergi. Ali tinggal.",
        ["M. Iqbal dan A. H. Nasution pergi.", "Ali tinggal."],
    ),
    "Indonesian street and money": (
        "Di Jl. Sudirman ia menerima Rp. 5.000. Ali tinggal.",
        ["Di Jl. Sudirman ia menerima Rp. 5.000.", "Ali tinggal."],
    ),
    "Indonesian speech": (
        "“Kami pergi,” kata Prof. Ali. “Mereka tinggal.”",
        ["“Kami pergi,” kata Prof. Ali.", "“Mereka tinggal.”"],
    ),
    "money first": ("Peru paid Chad. $5 million went to Mali.", ["Peru paid Chad.", "$5 million went to Mali."]),
    "a refusal": ("Peru said no. Chad left.", ["Peru said no.", "Chad left."]),
    "a number": ("Peru sank boat No. 7 today.", ["Peru sank boat No. 7 today."]),
    "one word": ("Norway", ["Norway"]),
    "a stop alone": (".", ["."]),
    "nothing": ("", []),
    "white space": (" \n ", []),
}  # fmt: skip
TEXTS = [text for text, _ in CASES.values()]


@pytest.fixture(scope="module")
def nlp():
    nlp = spacy.blank("en")
    nlp.add_pipe("news_sentences", config={"abbreviations": ABBREVIATIONS})
    return nlp


def split(doc):
    """Return the texts of a Doc's sentences that are more than white space."""
    return [text for sentence in doc.sents if (text := sentence.text.strip())]


@pytest.mark.parametrize(("text", "sentences"), CASES.values(), ids=CASES)
def test_news_is_split_as_a_reader_would(nlp, text, sentences):
    assert split(nlp(text)) == sentences


@pytest.mark.parametrize("text", TEXTS, ids=CASES)
def test_sentences_hold_every_token_once_and_start_where_the_rules_say(nlp, text):
    doc = nlp(text)
    assert [token.i for sentence in doc.sents for token in sentence] == list(range(len(doc)))
    assert [sentence.start for sentence in doc.sents] == find_starts(doc, ABBREVIATIONS)
    assert "".join(sentence.text_with_ws for sentence in doc.sents) == text
    assert not len(doc) or doc.has_annotation("SENT_START", require_complete=True)


@pytest.mark.parametrize("batch_size", [1, 3, 1000])
def test_texts_are_split_alike_one_by_one_and_together(nlp, batch_size):
    together = list(nlp.pipe(TEXTS, batch_size=batch_size))
    assert [split(doc) for doc in together] == [split(nlp(text)) for text in TEXTS]


def test_texts_after_one_another_are_split_as_alone(nlp):
    ended = {name: case for name, case in CASES.items() if case[1]}
    text = "\n\n".join(text for text, _ in ended.values())
    assert split(nlp(text)) == [sentence for _, sentences in ended.values() for sentence in sentences]


@pytest.mark.parametrize("first", ["Did he say no?", "He said no!", "Is it plan B?", "What is in vitamin C…"])
def test_an_abbreviation_ends_with_a_stop_and_no_other_mark(nlp, first):
    assert split(nlp(f"{first} Peru stayed.")) == [first, "Peru stayed."]


def test_without_its_abbreviations_a_title_ends_a_sentence():
    doc = spacy.blank("en").make_doc("Gen. Lee left")
    assert find_starts(doc, frozenset()) == [0, 1]
    assert find_starts(doc, frozenset({"gen"})) == [0]


def test_without_a_config_there_are_no_abbreviations():
    nlp = spacy.blank("en")
    nlp.add_pipe("news_sentences")
    assert split(nlp("Gen. Lee met J. Cho. They left.")) == ["Gen.", "Lee met J. Cho.", "They left."]


def test_an_empty_text_has_no_starts(nlp):
    assert find_starts(nlp.make_doc(""), ABBREVIATIONS) == []
    assert list(nlp("").sents) == []


def test_starts_that_were_set_before_are_replaced_and_nothing_else_is(nlp):
    doc = nlp.make_doc("Norway left. Chad stayed.")
    doc.ents = [Span(doc, 0, 1, label="LOC")]
    doc[1].is_sent_start = True
    doc[1].lemma_ = "leave"
    doc = nlp.get_pipe("news_sentences")(doc)
    assert [token.is_sent_start for token in doc] == [True, False, False, True, False, False]
    assert [(name.text, name.label_) for name in doc.ents] == [("Norway", "LOC")]
    assert doc[1].lemma_ == "leave"


def test_the_component_survives_the_disk_with_its_abbreviations(nlp, tmp_path):
    nlp.to_disk(tmp_path / "model")
    again = spacy.load(tmp_path / "model")
    assert again.pipe_names == ["news_sentences"]
    for doc, other in zip(nlp.pipe(TEXTS), again.pipe(TEXTS), strict=True):
        assert [token.is_sent_start for token in doc] == [token.is_sent_start for token in other]


class CountingDoc:
    """A Doc that counts how often a token of it is asked for."""

    def __init__(self, doc):
        self.doc = doc
        self.asked = 0

    def __len__(self):
        return len(self.doc)

    def __getitem__(self, index):
        self.asked += 1
        return self.doc[index]


@pytest.mark.parametrize(
    "unit",
    [
        "Norway left. ",
        "Gen. J. Lee of the U.S. ",
        "“We left.” ",
        "(Norway left.) ",
        "Norway left\n\n",
        '" ',
        "( ",
        ". ",
        ") ",
        "] ",
        "” ",
    ],
)
def test_each_token_is_looked_at_a_few_times_however_long_the_text(nlp, unit):
    doc = CountingDoc(nlp.make_doc(unit * 500))
    find_starts(doc, ABBREVIATIONS)
    assert doc.asked < 12 * len(doc)


@pytest.mark.parametrize(
    ("unit", "count"),
    [
        pytest.param("Norway left. ", 1, id="sentences"),
        pytest.param("Gen. J. Lee of the U.S. ", 0, id="abbreviations"),
        pytest.param("norway and chad ", 0, id="no stop at all"),
        pytest.param("Norway left\n\n", 1, id="headlines"),
        pytest.param("norway\n", 0, id="short lines"),
        pytest.param("“We left.” ", 1, id="quotations"),
        pytest.param('" ', 0, id="straight marks"),
        pytest.param("( ", 0, id="open brackets"),
    ],
)
def test_a_text_of_two_hundred_thousand_characters_is_read(nlp, unit, count):
    repeats = 200_000 // len(unit)
    doc = nlp(unit * repeats)
    assert sum(1 for _ in doc.sents) == (count * repeats or 1)
