"""How parses by ClearNLP's labels come out by Universal Dependencies 2."""

import random

import pytest
import spacy
from spacy.tokens import Doc, Span

from extractors.parsing.clearnlp import BE, RENAMED, rewrite_sentence, speaks_clearnlp

NLP = spacy.blank("en")
REWRITE = NLP.add_pipe("universal_dependencies")
WORDS = [*sorted(BE)[:8], "there", "to", "of", "by", "and", "Iran", "army", "big", "attacked", "\n"]
LABELS = [*RENAMED, "nsubj", "det", "cc", "conj", "mark", "aux", "expl", "advcl", "ccomp", "xcomp", "punct", "dep"]
POS = ["VERB", "AUX", "ADJ", "ADV", "ADP", "SCONJ", "NOUN", "PROPN", "PRON", "PART", "CCONJ", ""]

# word/part of speech, label in and head in (a number from 1, 0 for the root) > label and head out, empty where the same
SENTENCES = {
    "active with a preposition": """
        Iran/PROPN     nsubj 2     >
        attacked/VERB  ROOT 0      >
        bases/NOUN     dobj 2      > obj 2
        of/ADP         prep 3      > case 5
        Israel/PROPN   pobj 4      > nmod 3
        in/ADP         prep 2      > case 7
        Syria/PROPN    pobj 6      > obl 2
        on/ADP         prep 2      > case 9
        Monday/PROPN   pobj 8      > obl 2
        ./PUNCT        punct 2     >""",
    "passive with its agent": """
        The/DET        det 2       >
        army/NOUN      nsubjpass 5 > nsubj:pass 5
        was/AUX        auxpass 5   > aux:pass 5
        not/PART       neg 5       > advmod 5
        beaten/VERB    ROOT 0      >
        by/ADP         agent 5     > case 7
        rebels/NOUN    pobj 6      > obl:agent 5
        and/CCONJ      cc 7        > cc 9
        militias/NOUN  conj 7      >""",
    "copula with a noun": """
        But/CCONJ      cc 4        > cc 8
        Iran/PROPN     nsubj 4     > nsubj 8
        has/AUX        aux 4       > aux 8
        been/AUX       ROOT 0      > cop 8
        a/DET          det 8       >
        close/ADJ      amod 8      >
        old/ADJ        amod 8      >
        ally/NOUN      attr 4      > ROOT 0
        of/ADP         prep 8      > case 10
        Russia/PROPN   pobj 9      > nmod 8
        since/SCONJ    prep 4      > case 12
        1990/NUM       pobj 11     > obl 8
        ,/PUNCT        punct 4     > punct 8
        officials/NOUN nsubj 15    >
        said/VERB      parataxis 4 > parataxis 8
        ./PUNCT        punct 4     > punct 8""",
    "copulas with adjectives, joined": """
        Iran/PROPN     nsubj 2     > nsubj 3
        is/AUX         ROOT 0      > cop 3
        angry/ADJ      acomp 2     > ROOT 0
        at/ADP         prep 3      > case 5
        Israel/PROPN   pobj 4      > obl 3
        but/CCONJ      cc 2        > cc 9
        Chad/PROPN     nsubj 8     > nsubj 9
        is/AUX         conj 2      > cop 9
        calm/ADJ       acomp 8     > conj 3""",
    "copula in a complement": """
        He/PRON        nsubj 2     >
        seems/VERB     ROOT 0      >
        to/PART        aux 4       > mark 5
        be/AUX         xcomp 2     > cop 5
        ready/ADJ      acomp 4     > xcomp 2""",
    "copula and question": """
        What/PRON      attr 2      > ROOT 0
        is/AUX         ROOT 0      > cop 1
        that/PRON      nsubj 2     > nsubj 1""",
    "there is": """
        There/PRON     expl 2      >
        were/VERB      ROOT 0      >
        clashes/NOUN   attr 2      > nsubj 2
        in/ADP         prep 2      > case 5
        Gaza/PROPN     pobj 4      > obl 2""",
    "be without a predicate": """
        Troops/NOUN    nsubj 2     >
        are/AUX        ROOT 0      >
        in/ADP         prep 2      > case 4
        Syria/PROPN    pobj 3      > obl 2""",
    "other verbs with a predicate": """
        He/PRON        nsubj 2     >
        became/VERB    ROOT 0      >
        president/NOUN attr 2      > xcomp 2
        ,/PUNCT        punct 2     >
        was/AUX        auxpass 6   > aux:pass 6
        named/VERB     conj 2      >
        envoy/NOUN     oprd 6      > xcomp 6""",
    "relative clauses": """
        rebels/NOUN    nsubj 7     >
        who/PRON       nsubj 3     >
        attacked/VERB  relcl 1     > acl:relcl 1
        Mali/PROPN     dobj 3      > obj 3
        last/ADJ       amod 6      >
        week/NOUN      npadvmod 3  > obl:npmod 3
        fled/VERB      ROOT 0      >
        Niger/PROPN    dobj 7      > obj 7
        ,/PUNCT        punct 8     >
        which/PRON     nsubj 11    > nsubj 12
        is/AUX         relcl 8     > cop 12
        poor/ADJ       acomp 11    > acl:relcl 8""",
    "dative with to": """
        Chad/PROPN     nsubj 2     >
        gave/VERB      ROOT 0      >
        aid/NOUN       dobj 2      > obj 2
        to/ADP         dative 2    > case 5
        Mali/PROPN     pobj 4      > obl 2""",
    "bare dative": """
        Chad/PROPN     nsubj 2     >
        gave/VERB      ROOT 0      >
        Mali/PROPN     dative 2    > iobj 2
        aid/NOUN       dobj 2      > obj 2""",
    "verbs joined": """
        Iran/PROPN     nsubj 2     >
        came/VERB      ROOT 0      >
        ,/PUNCT        punct 2     >
        saw/VERB       conj 2      >
        and/CCONJ      cc 4        > cc 6
        won/VERB       conj 4      > conj 2
        war/NOUN       dobj 6      > obj 6""",
    "prepositions joined": """
        He/PRON        nsubj 2     >
        came/VERB      ROOT 0      >
        from/ADP       prep 2      > case 4
        Iran/PROPN     pobj 3      > obl 2
        and/CCONJ      cc 3        > cc 7
        from/ADP       conj 3      > case 7
        Iraq/PROPN     pobj 6      > conj 4""",
    "prepositions joined with one object": """
        fought/VERB    ROOT 0      >
        in/ADP         prep 1      > case 5
        and/CCONJ      cc 2        > cc 4
        around/ADP     conj 2      >
        Gaza/PROPN     pobj 4      > obl 1""",
    "prepositions joined, the last two in a row": """
        fled/VERB      ROOT 0      >
        into/ADP       prep 1      > case 6
        and/CCONJ      cc 2        > cc 4
        out/ADP        conj 2      >
        of/ADP         prep 4      > case 6
        Gaza/PROPN     pobj 5      > obl 1""",
    "out of": """
        They/PRON      nsubj 2     >
        ran/VERB       ROOT 0      >
        right/ADV      advmod 4    > advmod 7
        out/ADP        prep 2      > case 7
        of/ADP         prep 4      > case 7
        the/DET        det 7       >
        city/NOUN      pobj 5      > obl 2""",
    "because of and according to": """
        fled/VERB      ROOT 0      >
        because/SCONJ  prep 1      > case 4
        of/ADP         pcomp 2     > case 4
        war/NOUN       pobj 2      > obl 1
        according/VERB prep 1      > case 7
        to/ADP         prep 5      > case 7
        Iran/PROPN     pobj 6      > obl 1""",
    "preposition with two objects of its own": """
        flew/VERB      ROOT 0      >
        from/ADP       prep 1      > case 3
        Iran/PROPN     pobj 2      > obl 1
        to/ADP         prep 2      > case 5
        Iraq/PROPN     pobj 4      > obl 1""",
    "clause after a preposition": """
        Iran/PROPN     nsubjpass 3 > nsubj:pass 3
        was/AUX        auxpass 3   > aux:pass 3
        accused/VERB   ROOT 0      >
        of/ADP         prep 3      > mark 5
        killing/VERB   pcomp 4     > advcl 3
        civilians/NOUN dobj 5      > obj 5
        with/ADP       prep 3      > case 8
        talk/NOUN      pobj 7      > obl 3
        of/ADP         prep 8      > mark 11
        being/AUX      pcomp 9     > cop 11
        ready/ADJ      acomp 10    > acl 8""",
    "adverb after a preposition": """
        fled/VERB      ROOT 0      >
        from/ADP       prep 1      > case 3
        there/ADV      pcomp 2     > obl 1""",
    "particles": """
        They/PRON      nsubj 2     >
        blew/VERB      ROOT 0      >
        up/ADP         prt 2       > compound:prt 2
        bridges/NOUN   dobj 2      > obj 2
        nearby/ADP     prep 2      > advmod 2""",
    "possessive": """
        Iran/PROPN     poss 3      > nmod:poss 3
        's/PART        case 1      >
        army/NOUN      nsubj 4     >
        fled/VERB      ROOT 0      >""",
    "headline of a preposition": """
        In/ADP         ROOT 0      > case 2
        Gaza/PROPN     pobj 1      > ROOT 0
        :/PUNCT        punct 1     > punct 2""",
    "object of a preposition under a verb": """
        fought/VERB    ROOT 0      >
        Gaza/PROPN     pobj 1      > obl 1
        ,/PUNCT        punct 1     >
        killing/VERB   pcomp 1     > advcl 1""",
    "other names": """
        both/DET       predet 3    > det:predet 3
        the/DET        det 3       >
        sides/NOUN     nsubjpass 8 > nsubj:pass 8
        about/ADV      quantmod 5  > advmod 5
        two/NUM        nummod 6    >
        miles/NOUN     npadvmod 7  > obl:npmod 7
        away/ADV       advmod 3    >
        beaten/VERB    ROOT 0      >
        yes/INTJ       intj 8      > discourse 8""",
}


def make_doc(*sentences):
    words, pos, heads, labels, out = [], [], [], [], []
    for sentence in sentences:
        offset = len(words)
        for line in sentence.strip().splitlines():
            given, _, wanted = line.partition(">")
            (form, label, head), at = given.split(), len(words)
            word, _, tag = form.rpartition("/")
            new_label, new_head = wanted.split() or (label, head)
            words.append(word)
            pos.append(tag)
            labels.append(label)
            heads.append(offset + int(head) - 1 if int(head) else at)
            out.append((new_label, offset + int(new_head) - 1 if int(new_head) else at))
    return Doc(NLP.vocab, words=words, pos=pos, heads=heads, deps=labels), out


def read(doc):
    return [(token.dep_, token.head.i) for token in doc]


def is_forest(doc):
    return all(sum(token.head == token for token in sentence) == 1 for sentence in doc.sents) and all(
        sentence.root in {*token.ancestors, token} for sentence in doc.sents for token in sentence
    )


def list_starts(doc):
    return [sentence.start for sentence in doc.sents]


@pytest.mark.parametrize("name", SENTENCES)
def test_a_sentence_is_rewritten(name):
    doc, wanted = make_doc(SENTENCES[name])
    assert REWRITE(doc) is doc
    assert read(doc) == wanted
    assert is_forest(doc)
    assert not speaks_clearnlp(token.dep_ for token in doc)


def test_every_sentence_of_a_text_is_rewritten_within_its_bounds():
    doc, wanted = make_doc(*SENTENCES.values())
    starts = list_starts(doc)
    REWRITE(doc)
    assert read(doc) == wanted
    assert list_starts(doc) == starts
    assert len(starts) == len(SENTENCES)


def test_a_parse_by_universal_dependencies_stays():
    doc, _ = make_doc("Iran/PROPN nsubj 2\nfled/VERB ROOT 0\nto/ADP case 4\nMali/PROPN obl 2\nfast/ADV advmod 2")
    before = read(doc)
    assert read(REWRITE(doc)) == before


def test_rewriting_twice_changes_nothing_more():
    doc, wanted = make_doc(*SENTENCES.values())
    assert read(REWRITE(REWRITE(doc))) == wanted


def test_texts_without_words_or_parse_stay():
    assert len(REWRITE(Doc(NLP.vocab))) == 0
    doc = REWRITE(NLP.make_doc("Iran attacked Israel."))
    assert not doc.has_annotation("DEP")


def test_a_sentence_that_is_no_tree_keeps_its_parse():
    doc, _ = make_doc("Iran/PROPN nsubj 2\nhit/VERB ROOT 0\nMali/PROPN dobj 2")
    assert rewrite_sentence(doc[:2]) is not None
    assert rewrite_sentence(doc[1:]) is not None
    assert rewrite_sentence(doc[:1]) is None
    assert rewrite_sentence(doc[2:]) is None


def test_names_and_tags_stay():
    doc, _ = make_doc(SENTENCES["active with a preposition"])
    doc.set_ents([Span(doc, 0, 1, "GPE"), Span(doc, 4, 5, "GPE")])
    REWRITE(doc)
    assert [entity.text for entity in doc.ents] == ["Iran", "Israel"]
    assert [token.pos_ for token in doc][:3] == ["PROPN", "VERB", "NOUN"]


@pytest.mark.parametrize(
    ("labels", "clearnlp"),
    [
        (["nsubj", "dobj"], True),
        (["nsubjpass"], True),
        (["pobj"], True),
        (["acomp"], True),
        (["nsubj:pass", "obj", "obl", "nmod", "acl", "acl:relcl", "compound:prt", "ROOT", "dep", ""], False),
        ([], False),
    ],
)
def test_labels_tell_what_they_are(labels, clearnlp):
    assert speaks_clearnlp(labels) is clearnlp


def make_odd_doc(chance, labels, *, projective):
    words, heads = [], []
    for _ in range(chance.randint(1, 3)):
        start, length = len(words), chance.randint(1, 14)
        words += chance.choices(WORDS, k=length)
        if projective:
            heads += [start + head for head in hang_at_random(chance, length)]
        else:
            order = chance.sample(range(length), length)
            above = {node: order[chance.randrange(place)] if place else node for place, node in enumerate(order)}
            heads += [start + above[node] for node in range(length)]
    deps = ["ROOT" if head == node else chance.choice(labels) for node, head in enumerate(heads)]
    return Doc(NLP.vocab, words=words, heads=heads, deps=deps, pos=chance.choices(POS, k=len(words)))


def hang_at_random(chance, length):
    heads = [0] * length
    spans = [(0, length, None)]
    while spans:
        start, end, head = spans.pop()
        root = chance.randrange(start, end)
        heads[root] = root if head is None else head
        for first, last in ((start, root), (root + 1, end)):
            while first < last:
                cut = chance.randint(first + 1, last)
                spans.append((first, cut, root))
                first = cut
    return heads


@pytest.mark.parametrize("projective", [True, False])
def test_whatever_the_parse_each_sentence_stays_one_tree(projective):
    chance = random.Random(7)
    for _ in range(1000):
        doc = make_odd_doc(chance, LABELS, projective=projective)
        starts = list_starts(doc)
        copy = REWRITE(doc.copy())
        assert is_forest(copy) or not is_forest(doc)
        assert list_starts(copy) == starts
        assert not is_forest(doc) or not speaks_clearnlp(token.dep_ for token in copy)
        assert read(copy) == read(REWRITE(doc.copy()))


def test_sentences_with_holes_in_their_parse_keep_it():
    chance = random.Random(7)
    for _ in range(1000):
        doc = make_odd_doc(chance, [*LABELS, ""], projective=True)
        copy = REWRITE(doc.copy())
        assert list_starts(copy) == list_starts(doc)
        for sentence in doc.sents:
            if sum(token.head == token for token in sentence) > 1:
                bounds = slice(sentence.start, sentence.end)
                assert read(copy)[bounds] == read(doc)[bounds]


@pytest.mark.parametrize("unit", ["of/ADP prep {0}\nIran/PROPN pobj {1}", "of/ADP prep {0}\nof/ADP prep {1}"])
def test_a_long_chain_takes_no_deeper_stack(unit):
    lines = ["fled/VERB ROOT 0"]
    while len(lines) < 3000:
        lines += unit.format(len(lines), len(lines) + 1).splitlines()
    doc, _ = make_doc("\n".join([*lines, f"Iran/PROPN pobj {len(lines)}"]))
    REWRITE(doc)
    assert {token.dep_ for token in doc} <= {"ROOT", "case", "nmod", "obl"}
