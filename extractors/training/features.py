"""Fill in unknown features from words whose features are known: sentences in, sentences out.

spaCy's morphologizer learns part of speech and features as one label, so that a noun of unknown features would teach it
nouns without features. Such a word takes the features that its form has elsewhere, or those that nearly every word of
its part of speech has; failing both it teaches nothing.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence

from extractors.training.treebank import Sentence, Word

SHARE = 0.95
"""Share of a part of speech's words with the same features, from which any word of it is given them."""


def fill_features(sentences: Sequence[Sentence]) -> list[Sentence]:
    """Return the sentences with unknown features filled in, and with no part of speech where that fails."""
    by_form: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    by_pos: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for sentence in sentences:
        for word in sentence.words:
            if word.pos is not None and word.features is not None:
                by_form[word.form.lower(), word.pos][word.features] += 1
                by_pos[word.pos][word.features] += 1
    usual = {pos: best for pos, counts in by_pos.items() if (best := _find_usual(counts)) is not None}
    if not by_pos:
        return list(sentences)

    def fill(word: Word) -> Word:
        if word.features is not None or word.pos is None:
            return word
        seen = by_form.get((word.form.lower(), word.pos))
        features = seen.most_common(1)[0][0] if seen else usual.get(word.pos)
        return word._replace(pos=None) if features is None else word._replace(features=features)

    return [sentence._replace(words=tuple(fill(word) for word in sentence.words)) for sentence in sentences]


def _find_usual(counts: Counter[str]) -> str | None:
    features, count = counts.most_common(1)[0]
    return features if count >= SHARE * counts.total() else None
