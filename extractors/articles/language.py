"""Name the language of a text: text and what its source declares in, ISO 639-1 code out.

Identifiers cannot tell Indonesian from Malay, so the two are one class here and the source's language or country
decides; without either it is Indonesian.
"""

from extractors.articles.declaration import Source
from extractors.languages import languages

SAMPLE = 4000
"""Characters read; more do not change the answer."""

FEW_WORDS = 25
"""Below this many words the source's own language is believed rather than the text."""

DOUBT = 15.0
"""Log-likelihood by which a language without a pack must beat one with a pack in a short text: names like "Kim Jong Un"
make a headline look like any language, while a whole sentence of French or German leads by 25 and more."""

MALAY = frozenset({"id", "ms"})
MALAY_COUNTRIES = frozenset({"MY", "MYS", "BN", "BRN", "SG", "SGP"})


def find_language(text: str, source: Source) -> str:
    """Return the language of a text that came from `source`."""
    declared = source.language.lower().split("-")[0] if source.language else None
    if declared and len(text.split()) < FEW_WORDS:
        return declared
    code = _identify(text)
    if code not in MALAY:
        return code
    if declared in MALAY:
        return declared
    return "ms" if (source.country or "").upper() in MALAY_COUNTRIES else "id"


def _identify(text: str) -> str:
    """Return the likeliest language; of a short text a language that has a pack, unless another is far likelier."""
    from py3langid import rank  # here: it brings NumPy and a model of 4 MB along

    ranked = [(str(code), float(score)) for code, score in rank(text[:SAMPLE])]
    best, top = ranked[0]
    if len(text.split()) >= FEW_WORDS:
        return best
    known = next(((code, score) for code, score in ranked if code in {*languages(), *MALAY}), (best, top))
    return known[0] if top - known[1] < DOUBT else best
