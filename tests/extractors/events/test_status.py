"""Whether an act took place and who says so, in sentences built by hand."""

from collections.abc import Callable
from typing import Any

import pytest

Read = Callable[[str, str], list[Any]]

NORWAY = "Norway/PROPN/nsubj"
SENTENCES = {
    "did": ("en", f"{NORWAY}/2 attacked/VERB/ROOT/0 Chad/PROPN/obj/2", "actual"),
    "will": ("en", f"{NORWAY}/3 will/AUX/aux/3 attack/VERB/ROOT/0 Chad/PROPN/obj/3", "planned"),
    "could": ("en", f"{NORWAY}/3 could/AUX/aux/3 attack/VERB/ROOT/0 Chad/PROPN/obj/3", "hypothetical"),
    "would": ("en", f"{NORWAY}/3 would/AUX/aux/3 attack/VERB/ROOT/0 Chad/PROPN/obj/3", "hypothetical"),
    "did not": ("en", f"{NORWAY}/4 did/AUX/aux/4 not/PART/advmod/4 attack/VERB/ROOT/0 Chad/PROPN/obj/4", "negated"),
    "never": ("en", f"{NORWAY}/3 never/ADV/advmod/3 attacked/VERB/ROOT/0 Chad/PROPN/obj/3", "negated"),
    "could not": (
        "en",
        f"{NORWAY}/4 could/AUX/aux/4 not/PART/advmod/4 attack/VERB/ROOT/0 Chad/PROPN/obj/4",
        "hypothetical",
    ),
    "if": (
        "en",
        "If/SCONJ/mark/3 Norway/PROPN/nsubj/3 attacks/VERB/advcl/6 Chad/PROPN/obj/3 prices/NOUN/nsubj/6 rise/VERB/ROOT/0",
        "hypothetical",
    ),
    "plans to": (
        "en",
        f"{NORWAY}/2 plans/VERB/ROOT/0 to/PART/mark/4 attack/VERB/xcomp/2 Chad/PROPN/obj/4",
        "planned",
    ),
    "threatened to": (
        "en",
        f"{NORWAY}/2 threatened/VERB/ROOT/0 to/PART/mark/4 attack/VERB/xcomp/2 Chad/PROPN/obj/4",
        "hypothetical",
    ),
    "failed to": (
        "en",
        f"{NORWAY}/2 failed/VERB/ROOT/0 to/PART/mark/4 attack/VERB/xcomp/2 Chad/PROPN/obj/4",
        "negated",
    ),
    "did not fail to": (
        "en",
        f"{NORWAY}/4 did/AUX/aux/4 not/PART/advmod/4 fail/VERB/ROOT/0 to/PART/mark/6 attack/VERB/xcomp/4 Chad/PROPN/obj/6",
        "actual",
    ),
    "denied that": (
        "en",
        f"{NORWAY}/2 denied/VERB/ROOT/0 that/SCONJ/mark/5 it/PRON/nsubj/5 attacked/VERB/ccomp/2 Chad/PROPN/obj/5//",
        "denied",
    ),
    "said that": (
        "en",
        f"{NORWAY}/2 said/VERB/ROOT/0//say that/SCONJ/mark/5 it/PRON/nsubj/5 attacked/VERB/ccomp/2 Chad/PROPN/obj/5",
        "actual",
    ),
    "said it would": (
        "en",
        f"{NORWAY}/2 said/VERB/ROOT/0//say it/PRON/nsubj/5 would/AUX/aux/5 attack/VERB/ccomp/2 Chad/PROPN/obj/5",
        "planned",
    ),
    "can confirm that": (
        "en",
        "Cuba/PROPN/nsubj/3 can/AUX/aux/3 confirm/VERB/ROOT/0 that/SCONJ/mark/6 Norway/PROPN/nsubj/6 "
        "attacked/VERB/ccomp/3 Chad/PROPN/obj/6",
        "actual",
    ),
    "did not say that": (
        "en",
        "Cuba/PROPN/nsubj/4 did/AUX/aux/4 not/PART/advmod/4 say/VERB/ROOT/0 that/SCONJ/mark/7 Norway/PROPN/nsubj/7 "
        "attacked/VERB/ccomp/4 Chad/PROPN/obj/7",
        "actual",
    ),
    "the planned act": (
        "en",
        "The/DET/det/4 planned/ADJ/amod/4 Norwegian/ADJ/amod/4 attack/NOUN/nsubj/7 on/ADP/case/6 Chad/PROPN/nmod/4 "
        "began/VERB/ROOT/0",
        "planned",
    ),
    "the failed act": (
        "en",
        "The/DET/det/4 failed/ADJ/amod/4 Norwegian/ADJ/amod/4 attack/NOUN/nsubj/7 on/ADP/case/6 Chad/PROPN/nmod/4 "
        "ended/VERB/ROOT/0",
        "negated",
    ),
    "a background clause stands on its own": (
        "en",
        "Prices/NOUN/nsubj/3 may/AUX/aux/3 rise/VERB/ROOT/0 after/SCONJ/mark/6 Norway/PROPN/nsubj/6 attacked/VERB/advcl/3 "
        "Chad/PROPN/obj/6",
        "actual",
    ),
    "a second clause has its own modal": (
        "en",
        "Norway/PROPN/nsubj/2 attacked/VERB/ROOT/0 Chad/PROPN/obj/2 and/CCONJ/cc/7 Peru/PROPN/nsubj/7 may/AUX/aux/7 "
        "react/VERB/conj/2",
        "actual",
    ),
    "menyerang": ("id", "Norwegia/PROPN/nsubj/2 menyerang/VERB/ROOT/0 Chad/PROPN/obj/2", "actual"),
    "akan": ("id", "Norwegia/PROPN/nsubj/3 akan/AUX/aux/3 menyerang/VERB/ROOT/0 Chad/PROPN/obj/3", "planned"),
    "bisa": ("id", "Norwegia/PROPN/nsubj/3 bisa/AUX/aux/3 menyerang/VERB/ROOT/0 Chad/PROPN/obj/3", "hypothetical"),
    "tidak": ("id", "Norwegia/PROPN/nsubj/3 tidak/PART/advmod/3 menyerang/VERB/ROOT/0 Chad/PROPN/obj/3", "negated"),
    "belum": ("id", "Norwegia/PROPN/nsubj/3 belum/ADV/advmod/3 menyerang/VERB/ROOT/0 Chad/PROPN/obj/3", "negated"),
    "membantah": (
        "id",
        "Norwegia/PROPN/nsubj/2 membantah/VERB/ROOT/0 telah/AUX/aux/4 menyerang/VERB/xcomp/2 Chad/PROPN/obj/4",
        "denied",
    ),
    "berencana": (
        "id",
        "Norwegia/PROPN/nsubj/2 berencana/VERB/ROOT/0 menyerang/VERB/xcomp/2 Chad/PROPN/obj/3",
        "planned",
    ),
    "gagal": ("id", "Norwegia/PROPN/nsubj/2 gagal/VERB/ROOT/0 menyerang/VERB/xcomp/2 Chad/PROPN/obj/3", "negated"),
    "jika": (
        "id",
        "Jika/SCONJ/mark/3 Norwegia/PROPN/nsubj/3 menyerang/VERB/advcl/6 Chad/PROPN/obj/3 harga/NOUN/nsubj/6 naik/VERB/ROOT/0",
        "hypothetical",
    ),
    "mengatakan bahwa": (
        "id",
        "Norwegia/PROPN/nsubj/2 mengatakan/VERB/ROOT/0 bahwa/SCONJ/mark/4 Chad/PROPN/nsubj/5 menyerang/VERB/ccomp/2 "
        "Kuba/PROPN/obj/5",
        "actual",
    ),
}


@pytest.mark.parametrize("name", SENTENCES)
def test_status(name: str, read: Read) -> None:
    language, text, status = SENTENCES[name]
    acts = read(language, text)
    assert [act.status for act in acts] == [status]
