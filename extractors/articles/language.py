"""Name the language of a text: text and what its source declares in, ISO 639-1 code out.

Identifiers cannot tell Indonesian from Malay, so the two are one class here and the source's language or country
decides; without either it is Indonesian.
"""

from extractors.articles.declaration import Source

SAMPLE = 4000
"""Characters read; more do not change the answer."""

FEW_WORDS = 25
"""Below this many words the source's own language is believed rather than the text."""

MALAY = frozenset({"id", "ms"})
MALAY_COUNTRIES = frozenset({"MY", "MYS", "BN", "BRN", "SG", "SGP"})


def find_language(text: str, source: Source) -> str:
    """Return the language of a text that came from `source`."""
    declared = source.language.lower().split("-")[0] if source.language else None
    if declared and len(text.split()) < FEW_WORDS:
        return declared
    from py3langid import classify  # here: it brings NumPy and a model of 4 MB along

    code = str(classify(text[:SAMPLE])[0])
    if code not in MALAY:
        return code
    if declared in MALAY:
        return declared
    return "ms" if (source.country or "").upper() in MALAY_COUNTRIES else "id"
