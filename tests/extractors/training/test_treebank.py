import lzma

import pytest
from spacy.vocab import Vocab

from extractors.training.treebank import (
    group_sentences,
    make_doc,
    parse_sentences,
    read_docs,
    read_sentences,
)

ENGLISH = """# newdoc id = a
# text = They don't talk.
1\tThey\tthey\tPRON\tPRP\tCase=Nom|Number=Plur\t4\tnsubj\t_\t_
2-3\tdon't\t_\t_\t_\t_\t_\t_\t_\t_
2\tdo\tdo\tAUX\tVBP\t_\t4\taux\t_\t_
3\tn't\tnot\tPART\tRB\tPolarity=Neg\t4\tadvmod\t_\t_
4\ttalk\ttalk\tVERB\tVB\tVerbForm=Inf\t0\troot\t_\tSpaceAfter=No
4.1\ttalk\ttalk\tVERB\tVB\t_\t_\t_\t_\t_
5\t.\t.\tPUNCT\t.\t_\t4\tpunct\t_\t_

# newdoc id = b
1\tPeace\tpeace\tNOUN\tNN\tNumber=Sing\t0\troot\t_\tSpaceAfter=No
2\t!\t!\tPUNCT\t.\t_\t1\tpunct\t_\t_

1\tWar\twar\tNOUN\tNN\tNumber=Sing\t0\troot\t_\t_
"""

INDONESIAN = """# text = Penghuninya diusir oleh tentara desa.
1-2\tPenghuninya\t_\t_\t_\t_\t_\t_\t_\t_
1\tPenghuni\thuni\tNOUN\t_\tNumber=Sing\t3\tnsubj:pass\t_\t_
2\tnya\tnya\tPRON\t_\tPerson=3\t1\tnmod:poss\t_\t_
3\tdiusir\tusir\tVERB\t_\tVoice=Pass\t0\troot\t_\t_
4\toleh\toleh\tADP\t_\t_\t5\tcase\t_\t_
5\ttentara\ttentara\tNOUN\t_\tNumber=Sing\t3\tobl\t_\t_
6\tdesa\tdesa\tNOUN\t_\tNumber=Sing\t5\tcompound\t_\tSpaceAfter=No
7\t.\t.\tPUNCT\t_\t_\t3\tpunct\t_\t_
"""

UNKNOWN = """1\tRusia\t_\tPROPN\t_\t_\t2\tnsubj\t_\t_
2\tmundur\t_\tVERB\t_\t_\t0\troot\t_\t_
3\tsegera\t_\t_\t_\t_\t_\t_\t_\t_
"""


def parse(text, language="en"):
    return parse_sentences(text.splitlines(keepends=True), name="some.conllu", language=language)


def test_english_multiword_tokens_stay_split_and_spell_the_raw_text():
    doc = make_doc(parse(ENGLISH)[:1], Vocab())
    assert [token.text for token in doc] == ["They", "do", "n't", "talk", "."]
    assert doc.text.strip() == "They don't talk."
    assert [token.dep_ for token in doc] == ["nsubj", "aux", "advmod", "ROOT", "punct"]
    assert doc[2].head.text == "talk"
    assert doc[3].head.text == "talk"
    assert doc[2].lemma_ == "not"
    assert doc[2].tag_ == "RB"


def test_indonesian_multiword_tokens_become_one_token_with_the_annotation_of_their_host():
    doc = make_doc(parse(INDONESIAN, "id"), Vocab())
    assert doc.text.strip() == "Penghuninya diusir oleh tentara desa."
    first = doc[0]
    assert (first.text, first.lemma_, first.pos_, first.dep_) == ("Penghuninya", "huni", "NOUN", "nsubj:pass")
    assert str(first.morph) == "Clitic=Nya|Number=Sing"
    assert first.head.text == "diusir"
    assert doc[3].head.text == "diusir"


def test_the_part_that_hangs_outside_is_the_host():
    text = """1-2\tMenurutnya\t_\t_\t_\t_\t_\t_\t_\t_
1\tMenurut\tturut\tADP\t_\t_\t2\tcase\t_\t_
2\tnya\tnya\tPRON\t_\tPerson=3\t3\tobl\t_\t_
3\tbenar\tbenar\tADJ\t_\t_\t0\troot\t_\t_
"""
    words = parse(text, "id")[0].words
    assert [(word.form, word.pos, word.head, word.relation) for word in words] == [
        ("Menurutnya", "PRON", 1, "obl"),
        ("benar", "ADJ", 1, "ROOT"),
    ]


def test_an_english_multiword_token_that_its_parts_do_not_spell_becomes_one_token():
    text = """1\tCome\tcome\tVERB\tVB\t_\t0\troot\t_\t_
2-3\twanna\t_\t_\t_\t_\t_\t_\t_\t_
2\twant\twant\tVERB\tVB\t_\t1\tccomp\t_\t_
3\tto\tto\tPART\tTO\t_\t2\tmark\t_\t_
"""
    assert [word.form for word in parse(text)[0].words] == ["Come", "wanna"]


def test_indonesian_labels_are_harmonised_and_english_ones_are_not():
    assert [word.relation for word in parse(INDONESIAN, "id")[0].words] == [
        "nsubj:pass",
        "ROOT",
        "case",
        "obl:agent",
        "nmod",
        "punct",
    ]
    assert [word.relation for word in parse(INDONESIAN)[0].words if word.form == "desa"] == ["compound"]


def test_a_name_that_modifies_a_name_is_part_of_it():
    text = "1\tJawa\tJawa\tPROPN\t_\t_\t0\troot\t_\t_\n2\tTengah\tTengah\tPROPN\t_\t_\t1\tamod\t_\t_\n"
    assert parse(text, "id")[0].words[1].relation == "flat:name"


def test_unknown_annotation_stays_unset():
    doc = make_doc(parse(UNKNOWN, "id"), Vocab())
    assert [token.lemma for token in doc] == [0, 0, 0]
    assert [token.tag for token in doc] == [0, 0, 0]
    assert [token.has_morph() for token in doc] == [False, False, False]
    assert [token.pos_ for token in doc] == ["PROPN", "VERB", ""]
    assert not doc[2].has_head()
    assert not doc[2].has_dep()
    assert doc[0].has_head()


def test_no_features_are_known_where_other_words_of_the_file_have_some():
    doc = make_doc(parse(ENGLISH)[:1], Vocab())
    assert doc[1].has_morph()
    assert str(doc[1].morph) == ""


def test_an_underscore_has_itself_as_lemma():
    assert parse("1\t_\t_\tPUNCT\t_\t_\t0\troot\t_\t_\n")[0].words[0].lemma == "_"


def test_documents_hold_sentences_up_to_their_size_and_never_of_two_documents():
    sentences = parse(ENGLISH)
    assert [len(group) for group in group_sentences(sentences, size=10)] == [1, 2]
    assert [len(group) for group in group_sentences(sentences, size=1)] == [1, 1, 1]
    doc = make_doc(next(g for g in group_sentences(sentences, size=10) if len(g) == 2), Vocab())
    assert [sentence.text for sentence in doc.sents] == ["Peace!", "War"]
    assert [token.head.text for token in doc] == ["Peace", "Peace", "War"]


def test_files_are_read_plain_and_packed(tmp_path):
    plain, packed = tmp_path / "a.conllu", tmp_path / "a.conllu.xz"
    plain.write_text(INDONESIAN, encoding="utf-8")
    packed.write_bytes(lzma.compress(INDONESIAN.encode()))
    assert read_sentences(plain, language="id") == read_sentences(packed, language="id")
    assert [doc.text for doc in read_docs(packed, Vocab(), language="id")] == ["Penghuninya diusir oleh tentara desa. "]


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("2\tBonn\tBonn\tPROPN\tNNP\t_\t1\tflat\t_", "9 columns"),
        ("2 Bonn Bonn PROPN NNP _ 1 flat _ _", "1 columns"),
        ("2\t\tBonn\tPROPN\tNNP\t_\t1\tflat\t_\t_", "form is empty"),
        ("3\tBonn\tBonn\tPROPN\tNNP\t_\t1\tflat\t_\t_", "word 3 where 2 is due"),
        ("x\tBonn\tBonn\tPROPN\tNNP\t_\t1\tflat\t_\t_", "'x' is no word number"),
        ("2\tBonn\tBonn\tNAME\tNNP\t_\t1\tflat\t_\t_", "unknown part of speech 'NAME'"),
        ("2\tBonn\tBonn\tPROPN\tNNP\t_\t7\tflat\t_\t_", "head '7'"),
        ("2\tBonn\tBonn\tPROPN\tNNP\t_\t2\tflat\t_\t_", "head '2'"),
        ("1-2\tAtBonn\t_\t_\t_\t_\t_\t_\t_\t_", "'1-2' is no range"),
    ],
)
def test_a_bad_line_fails_with_file_and_line(line, complaint):
    text = f"# text = At Bonn\n1\tAt\tat\tADP\tIN\t_\t0\troot\t_\t_\n{line}\n"
    with pytest.raises(ValueError, match=r"^some\.conllu:3: ") as caught:
        parse(text)
    assert complaint in str(caught.value)


def test_a_file_without_sentences_fails():
    with pytest.raises(ValueError, match=r"some\.conllu: no sentence"):
        parse("# nothing here\n\n")
