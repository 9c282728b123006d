"""Name the language of an article: text and what its source declares in, ISO 639-1 code out.

Malay and Indonesian are one to identifiers, so between them the source's language or country decides.
"""

from extractors.articles.declaration import Source
from extractors.languages.identification import FEW_WORDS, MALAY, identify_language

MALAY_COUNTRIES = frozenset({"MY", "MYS", "BN", "BRN", "SG", "SGP"})


def find_language(text: str, source: Source) -> str:
    """Return the language of a text that came from `source`; of a short one, what the source declares."""
    declared = source.language.lower().split("-")[0] if source.language else None
    if declared and len(text.split()) < FEW_WORDS:
        return declared
    code = identify_language(text)
    if code not in MALAY:
        return code
    if declared in MALAY:
        return declared
    return "ms" if (source.country or "").upper() in MALAY_COUNTRIES else "id"
