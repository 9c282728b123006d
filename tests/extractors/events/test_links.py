"""Who did it to whom, in sentences built by hand: no model, a lexicon of eight frames."""

from collections.abc import Callable
from typing import Any

import pytest

Read = Callable[[str, str], list[Any]]


def sides(acts: list[Any]) -> list[tuple[str, str, str]]:
    return [act[:3] for act in acts]


ENGLISH = {
    "active": (
        "Norway/PROPN/nsubj/2 attacked/VERB/ROOT/0 Chad/PROPN/obj/2",
        [("NOR", "ASSAULT", "TCD")],
    ),
    "passive with by": (
        "Chad/PROPN/nsubj:pass/3 was/AUX/aux:pass/3 attacked/VERB/ROOT/0 by/ADP/case/5 Norway/PROPN/obl/3",
        [("NOR", "ASSAULT", "TCD")],
    ),
    "passive with an agent label": (
        "Chad/PROPN/nsubj:pass/3 was/AUX/aux:pass/3 attacked/VERB/ROOT/0 by/ADP/case/5 Norway/PROPN/obl:agent/3",
        [("NOR", "ASSAULT", "TCD")],
    ),
    "passive without a doer": (
        "Chad/PROPN/nsubj:pass/3 was/AUX/aux:pass/3 attacked/VERB/ROOT/0 near/ADP/case/5 Norway/PROPN/obl/3",
        [],
    ),
    "participle with by": (
        "Peru/PROPN/nsubj/2 praised/VERB/ROOT/0 troops/NOUN/obj/2 attacked/VERB/acl/3/VerbForm=Part|Tense=Past "
        "by/ADP/case/6 Norway/PROPN/obl/4 of/ADP/case/8 Chad/PROPN/nmod/3",
        [("PER", "SUPPORT", "TCD"), ("NOR", "ASSAULT", "TCD")],
    ),
    "lists expand": (
        "Norway/PROPN/nsubj/4 and/CCONJ/cc/3 Peru/PROPN/conj/1 attacked/VERB/ROOT/0 Chad/PROPN/obj/4 "
        "and/CCONJ/cc/7 Cuba/PROPN/conj/5",
        [("NOR", "ASSAULT", "TCD"), ("NOR", "ASSAULT", "CUB"), ("PER", "ASSAULT", "TCD"), ("PER", "ASSAULT", "CUB")],
    ),
    "relative clause on the doer": (
        "Norway/PROPN/nsubj/7 ,/PUNCT/punct/4 which/PRON/nsubj/4 attacked/VERB/acl:relcl/1 Chad/PROPN/obj/4 "
        ",/PUNCT/punct/4 praised/VERB/ROOT/0 Cuba/PROPN/obj/7",
        [("NOR", "ASSAULT", "TCD"), ("NOR", "SUPPORT", "CUB")],
    ),
    "relative clause on the target": (
        "Cuba/PROPN/nsubj/2 praised/VERB/ROOT/0 Chad/PROPN/obj/2 ,/PUNCT/punct/7 which/PRON/obj/7 "
        "Norway/PROPN/nsubj/7 sent/VERB/acl:relcl/3//send",
        [("CUB", "SUPPORT", "TCD")],
    ),
    "conjoined verbs share their doer": (
        "Norway/PROPN/nsubj/2 attacked/VERB/ROOT/0 Chad/PROPN/obj/2 and/CCONJ/cc/5 praised/VERB/conj/2 Cuba/PROPN/obj/5",
        [("NOR", "ASSAULT", "TCD"), ("NOR", "SUPPORT", "CUB")],
    ),
    "a conjoined verb with its own doer": (
        "Norway/PROPN/nsubj/2 attacked/VERB/ROOT/0 Chad/PROPN/obj/2 and/CCONJ/cc/6 Peru/PROPN/nsubj/6 "
        "praised/VERB/conj/2 Cuba/PROPN/obj/6",
        [("NOR", "ASSAULT", "TCD"), ("PER", "SUPPORT", "CUB")],
    ),
    "subject control": (
        "Norway/PROPN/nsubj/2 vowed/VERB/ROOT/0 to/PART/mark/4 attack/VERB/xcomp/2 Chad/PROPN/obj/4",
        [("NOR", "ASSAULT", "TCD")],
    ),
    "object control": (
        "Norway/PROPN/nsubj/2 helped/VERB/ROOT/0 Peru/PROPN/obj/2 to/PART/mark/5 attack/VERB/xcomp/2 Chad/PROPN/obj/5",
        [("PER", "ASSAULT", "TCD")],
    ),
    "light verb": (
        "Norway/PROPN/nsubj/2 carried/VERB/ROOT/0 out/ADP/compound:prt/2 an/DET/det/5 attack/NOUN/obj/2 "
        "on/ADP/case/7 Chad/PROPN/obl/2",
        [("NOR", "ASSAULT", "TCD")],
    ),
    "passive light verb": (
        "An/DET/det/2 attack/NOUN/nsubj:pass/6 on/ADP/case/4 Chad/PROPN/nmod/2 was/AUX/aux:pass/6 carried/VERB/ROOT/0 "
        "out/ADP/compound:prt/6 by/ADP/case/9 Norway/PROPN/obl/6",
        [("NOR", "ASSAULT", "TCD")],
    ),
    "noun act with a possessor": (
        "Norway/PROPN/nmod:poss/3 's/PART/case/1 attack/NOUN/nsubj/6 on/ADP/case/5 Chad/PROPN/nmod/3 failed/VERB/ROOT/0",
        [("NOR", "ASSAULT", "TCD")],
    ),
    "noun act with an adjective": (
        "The/DET/det/3 Norwegian/ADJ/amod/3 attack/NOUN/nsubj/6 on/ADP/case/5 Chad/PROPN/nmod/3 ended/VERB/ROOT/0",
        [("NOR", "ASSAULT", "TCD")],
    ),
    "noun act by somebody": (
        "The/DET/det/2 attack/NOUN/nsubj/7 on/ADP/case/4 Chad/PROPN/nmod/2 by/ADP/case/6 Norway/PROPN/nmod/2 "
        "ended/VERB/ROOT/0",
        [("NOR", "ASSAULT", "TCD")],
    ),
    "noun act without a doer": (
        "The/DET/det/2 attack/NOUN/nsubj/5 on/ADP/case/4 Chad/PROPN/nmod/2 worried/VERB/ROOT/0 Norway/PROPN/obj/5",
        [],
    ),
    "the owner of what was sent": (
        "Norwegian/ADJ/amod/2 troops/NOUN/nsubj:pass/4 were/AUX/aux:pass/4 sent/VERB/ROOT/0//send to/ADP/case/6 Chad/PROPN/obl/4",
        [("NOR", "MOBILIZE", "TCD")],
    ),
    "a pronoun takes the subject before it": (
        "Norway/PROPN/nsubj/2 said/VERB/ROOT/0 it/PRON/nsubj/4 attacked/VERB/ccomp/2 Chad/PROPN/obj/4",
        [("NOR", "ASSAULT", "TCD")],
    ),
    "a possessive pronoun too": (
        "Norway/PROPN/nsubj/2 said/VERB/ROOT/0 its/PRON/nmod:poss/4 troops/NOUN/nsubj/5 attacked/VERB/ccomp/2 "
        "Chad/PROPN/obj/5",
        [("NOR", "ASSAULT", "TCD")],
    ),
    "the two ones named": (
        "Norway/PROPN/nsubj/4 and/CCONJ/cc/3 Chad/PROPN/conj/1 said/VERB/ROOT/0 both/DET/det/6 countries/NOUN/nsubj/7 "
        "signed/VERB/ccomp/4 a/DET/det/9 treaty/NOUN/obj/7",
        [("NOR", "SUPPORT", "TCD")],
    ),
    "each other": (
        "Norway/PROPN/nsubj/4 and/CCONJ/cc/3 Chad/PROPN/conj/1 accused/VERB/ROOT/0 each/DET/det/6 other/ADJ/obj/4",
        [("NOR", "ACCUSE", "TCD"), ("TCD", "ACCUSE", "NOR")],
    ),
    "talks between": (
        "Talks/NOUN/nsubj/6 between/ADP/case/3 Norway/PROPN/nmod/1 and/CCONJ/cc/5 Chad/PROPN/conj/3 ended/VERB/ROOT/0",
        [("NOR", "CONSULT", "TCD")],
    ),
    "talks of three are all pairs": (
        "Talks/NOUN/nsubj/8 between/ADP/case/3 Norway/PROPN/nmod/1 ,/PUNCT/punct/5 Chad/PROPN/conj/3 and/CCONJ/cc/7 "
        "Peru/PROPN/conj/3 ended/VERB/ROOT/0",
        [("NOR", "CONSULT", "TCD"), ("NOR", "CONSULT", "PER"), ("TCD", "CONSULT", "PER")],
    ),
    "nobody acts on himself": (
        "Norway/PROPN/nsubj/2 attacked/VERB/ROOT/0 Norwegian/ADJ/amod/4 troops/NOUN/obj/2",
        [],
    ),
}

INDONESIAN = {
    "aktif": (
        "Norwegia/PROPN/nsubj/2 menyerang/VERB/ROOT/0 Chad/PROPN/obj/2",
        [("NOR", "ASSAULT", "TCD")],
    ),
    "pasif dengan oleh": (
        "Chad/PROPN/nsubj:pass/2 diserang/VERB/ROOT/0 oleh/ADP/case/4 Norwegia/PROPN/obl/2",
        [("NOR", "ASSAULT", "TCD")],
    ),
    "pasif tanpa oleh": (
        "Chad/PROPN/nsubj:pass/2 diserang/VERB/ROOT/0 Norwegia/PROPN/obl/2",
        [("NOR", "ASSAULT", "TCD")],
    ),
    "pasif yang pelakunya disebut objek": (
        "Chad/PROPN/nsubj/2 diserang/VERB/ROOT/0 Norwegia/PROPN/obj/2",
        [("NOR", "ASSAULT", "TCD")],
    ),
    "pasif dua kata": (
        "Pesawat/NOUN/nsubj:pass/3 Chad/PROPN/nmod/1 ditembak/VERB/ROOT/0 jatuh/VERB/compound/3 Norwegia/PROPN/obl/3",
        [("NOR", "ASSAULT", "TCD")],
    ),
    "pasif tanpa pelaku": (
        "Chad/PROPN/nsubj:pass/2 diserang/VERB/ROOT/0 dekat/ADP/case/4 Norwegia/PROPN/obl/2",
        [],
    ),
    "daftar": (
        "Norwegia/PROPN/nsubj/4 dan/CCONJ/cc/3 Peru/PROPN/conj/1 menyerang/VERB/ROOT/0 Chad/PROPN/obj/4",
        [("NOR", "ASSAULT", "TCD"), ("PER", "ASSAULT", "TCD")],
    ),
    "anak kalimat": (
        "Norwegia/PROPN/nsubj/5 yang/PRON/nsubj/3 menyerang/VERB/acl/1 Chad/PROPN/obj/3 memuji/VERB/ROOT/0 Kuba/PROPN/obj/5",
        [("NOR", "ASSAULT", "TCD"), ("NOR", "SUPPORT", "CUB")],
    ),
    "saling": (
        "Norwegia/PROPN/nsubj/5 dan/CCONJ/cc/3 Chad/PROPN/conj/1 saling/ADV/advmod/5 menuduh/VERB/ROOT/0",
        [("NOR", "ACCUSE", "TCD"), ("TCD", "ACCUSE", "NOR")],
    ),
    "nomina dengan pemilik": (
        "Serangan/NOUN/nsubj/5 Norwegia/PROPN/nmod/1 ke/ADP/case/4 Chad/PROPN/nmod/1 berakhir/VERB/ROOT/0",
        [("NOR", "ASSAULT", "TCD")],
    ),
    "nomina dengan oleh": (
        "Serangan/NOUN/nsubj/6 ke/ADP/case/3 Chad/PROPN/nmod/1 oleh/ADP/case/5 Norwegia/PROPN/nmod/1 berakhir/VERB/ROOT/0",
        [("NOR", "ASSAULT", "TCD")],
    ),
    "verba ringan": (
        "Norwegia/PROPN/nsubj/2 melancarkan/VERB/ROOT/0 serangan/NOUN/obj/2 ke/ADP/case/5 Chad/PROPN/nmod/3",
        [("NOR", "ASSAULT", "TCD")],
    ),
    "verba ringan pasif": (
        "Serangan/NOUN/nsubj:pass/4 ke/ADP/case/3 Chad/PROPN/nmod/1 dilancarkan/VERB/ROOT/0 Norwegia/PROPN/obl/4",
        [("NOR", "ASSAULT", "TCD")],
    ),
    "milik kata ganti": (
        "Norwegia/PROPN/nsubj/2 mengirim/VERB/ROOT/0 pasukannya/NOUN/obj/2 ke/ADP/case/5 Chad/PROPN/obl/2",
        [("NOR", "MOBILIZE", "TCD")],
    ),
    "kedua negara": (
        "Norwegia/PROPN/nsubj/4 dan/CCONJ/cc/3 Chad/PROPN/conj/1 mengatakan/VERB/ROOT/0 kedua/NUM/nummod/6 "
        "negara/NOUN/nsubj/7 menandatangani/VERB/ccomp/4 perjanjian/NOUN/obj/7",
        [("NOR", "SUPPORT", "TCD")],
    ),
}


@pytest.mark.parametrize("name", ENGLISH)
def test_english_sentences(name: str, read: Read) -> None:
    text, expected = ENGLISH[name]
    assert sides(read("en", text)) == expected


@pytest.mark.parametrize("name", INDONESIAN)
def test_indonesian_sentences(name: str, read: Read) -> None:
    text, expected = INDONESIAN[name]
    assert sides(read("id", text)) == expected


def test_the_most_specific_frame_wins(read: Read) -> None:
    goods = "Norway/PROPN/nsubj/2 sent/VERB/ROOT/0//send {}/NOUN/obj/2 to/ADP/case/5 Chad/PROPN/obl/2"
    assert sides(read("en", goods.format("troops"))) == [("NOR", "MOBILIZE", "TCD")]
    assert sides(read("en", goods.format("rice"))) == [("NOR", "AID", "TCD")]


def test_a_link_by_word_order_is_marked(read: Read) -> None:
    text = "Norway/PROPN/nsubj/2 attacked/VERB/ROOT/0 Chad/PROPN/dep/2"
    assert read("en", text) == [("NOR", "ASSAULT", "TCD", "actual", "order")]
