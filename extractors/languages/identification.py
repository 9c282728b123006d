"""Tell which language a text is in: text in, ISO 639-1 code out.

Identifiers cannot tell Indonesian from Malay, so both are Indonesian here; what a source declares can tell more.
"""

from extractors.languages.pack import languages

SAMPLE = 4000
"""Characters read; more do not change the answer."""

FEW_WORDS = 25
"""Words below which a language with a pack is likelier than any other."""

DOUBT = 15.0
"""Log-likelihood by which a language without a pack must beat one with a pack in a short text: names like "Kim Jong Un"
make a headline look like any language, while a whole sentence of French or German leads by 25 and more."""

MALAY = frozenset({"id", "ms"})


def identify_language(text: str) -> str:
    """Return the likeliest language; of a short text a language that has a pack, unless another is far likelier."""
    from py3langid import rank  # here: it brings NumPy and a model of 4 MB along

    ranked = [(str(code), float(score)) for code, score in rank(text[:SAMPLE])]
    best, top = ranked[0]
    if len(text.split()) < FEW_WORDS:
        known, score = next(((code, score) for code, score in ranked if code in {*languages(), *MALAY}), (best, top))
        best = known if top - score < DOUBT else best
    return "id" if best in MALAY else best
