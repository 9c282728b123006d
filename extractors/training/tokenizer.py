"""Make the tokenizer of a language's models: a spaCy Language in, its rules for words and punctuation set.

spaCy's Indonesian class holds 16,000 exceptions, nearly all of them reduplications such as *negara-negara* in five
spellings, and takes four seconds to start. One pattern says the same, so the Indonesian models are of spaCy's
language-neutral class `xx` and bring the Indonesian rules along.
"""

import re

from spacy.lang.en import EnglishDefaults
from spacy.lang.id import IndonesianDefaults
from spacy.language import BaseDefaults, Language
from spacy.tokenizer import Tokenizer  # type: ignore[import-not-found]  # no stubs
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex

Rules = dict[str, list[dict[int, str]]]

CLASSES = {"en": "en", "id": "xx"}
"""The spaCy language class of each language's models."""

INITIALS_INFIX = r"(?<=[A-Z]\.[A-Z]\.)[-–](?=[A-Za-z0-9])"
"""The hyphen of *U.S.-led*, which spaCy leaves whole where it splits *Iran-led*."""

VOWELS, CONSONANTS = "[aiueo]+", "[^\\W\\d_aiueo]"
REDUPLICATIONS = (
    # negara-negara, undang-undangnya, berlari-lari, bersama-sama, menulis-nulis
    r"(?:me|mem|men|meng|meny|be|ber|ter|di|ke|pe|se|per)?(\w{2,})(?:an|kan|i)?-\w{0,3}\1"
    r"(?:an|kan|i|nya|lah|kah|pun|ku|mu)*",
    # sayur-mayur, surat-menyurat, tolong-menolong
    r"\w(\w{3,})-\w{1,2}\2(?:nya)?",
    r"\w?(\w{3,})-(?:me|be)\w{1,3}\3(?:i|kan|an|nya)?",
    # bolak-balik, huru-hara, gerak-gerik
    rf"({CONSONANTS}*){VOWELS}({CONSONANTS}+){VOWELS}({CONSONANTS}*)(?:nya)?-\4{VOWELS}\5{VOWELS}\6(?:nya|an)?",
    # 1990-an, 20-an, ke-5, and other words that end in -an
    r"(?:[12]\d\d0|\d0)-an|ke-\d+|\w+-\w+-an",
)
"""Forms of two halves that Universal Dependencies counts as one word."""

SHAPE = r"(?=[\w-]{3,60}$)"
"""What a reduplication looks like at first glance; it bounds the work that a pattern does on a very long string."""


def set_tokenizer(nlp: Language, *, language: str) -> None:
    """Give a pipeline the rules that the language's models are trained with."""
    nlp.tokenizer = MAKERS[language](nlp)


def make_english(nlp: Language) -> Tokenizer:
    """Return spaCy's English rules, with hyphens after initials split off."""
    return _make(nlp, EnglishDefaults, infixes=(INITIALS_INFIX,), rules=dict(EnglishDefaults.tokenizer_exceptions))


def make_indonesian(nlp: Language) -> Tokenizer:
    """Return spaCy's Indonesian rules, with patterns in the place of its exceptions that hold a hyphen."""
    exceptions = IndonesianDefaults.tokenizer_exceptions
    return _make(
        nlp,
        IndonesianDefaults,
        rules={text: parts for text, parts in exceptions.items() if "-" not in text},
        token_match=re.compile(join_patterns(exceptions)),
    )


def join_patterns(exceptions: Rules) -> str:
    """Return one pattern for reduplications and for the hyphenated exceptions that are none."""
    pattern = re.compile(f"(?i){SHAPE}(?:{'|'.join(REDUPLICATIONS)})$")
    words = sorted({text.lower() for text in exceptions if re.fullmatch(r"\w{2,}(?:-\w{2,})+", text)})
    others = [re.escape(word) for word in words if not pattern.match(word)]
    return f"(?i){SHAPE}(?:{'|'.join((*REDUPLICATIONS, *others))})$"


def _make(
    nlp: Language,
    defaults: type[BaseDefaults],
    *,
    rules: Rules,
    infixes: tuple[str, ...] = (),
    token_match: re.Pattern[str] | None = None,
) -> Tokenizer:
    return Tokenizer(
        nlp.vocab,
        rules=rules,
        prefix_search=compile_prefix_regex(defaults.prefixes or ()).search,
        suffix_search=compile_suffix_regex(defaults.suffixes or ()).search,
        infix_finditer=compile_infix_regex([*(defaults.infixes or ()), *infixes]).finditer,
        token_match=token_match.match if token_match else None,
        url_match=defaults.url_match,
    )


MAKERS = {"en": make_english, "id": make_indonesian}
"""The tokenizer of each language."""
