"""Measure whether readings are as right as they say: sentences with the events in them in, a table of reliability out.

Run `python benchmarks/confidence.py FOLDER`; the folder holds the annotated sentences `data/gold/dev_<language>.jsonl`.
Each row is a band of confidence: how many events lie in it, how sure the coder was, and how many are right (actors and
type). `--fit` prints new weights for `extractors/events/confidence.py`: slopes from the examples of the packs and the
annotated sentences, the constant such that the annotated sentences are right as often as they say. It needs
scikit-learn (extra `training`).
"""

import argparse
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from errors import Wanted, read_examples, read_gold

from extractors import EventExtractor, languages, load_pack
from extractors.events.confidence import describe
from ontology import Article, Event

BANDS = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 1.01)
GOLD_WEIGHT = 3.0
"""How many examples one annotated sentence counts for: the lexicons were written beside the examples."""


class Judged(NamedTuple):
    """An event that was read, the features of its reading, and whether it is there."""

    event: Event
    features: dict[str, float]
    right: bool


def main() -> None:
    """Print the table, or weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--fit", action="store_true", help="print new weights")
    options = parser.parse_args()
    extractors = {language: EventExtractor(load_pack(language)) for language in languages()}
    gold = [
        one
        for language, extractor in extractors.items()
        for one in judge(extractor, read_gold(options.folder / "data" / "gold" / f"dev_{language}.jsonl"), language)
    ]
    examples = [
        one
        for language, extractor in extractors.items()
        for one in judge(extractor, read_examples(Path(str(load_pack(language).folder)) / "examples.toml"), language)
    ]
    if options.fit:
        print("\n".join(f'        "{name}": {weight:.2f},' for name, weight in fit(gold, examples).items()))
    for name, judged in (("annotated sentences", gold), ("examples of the packs", examples)):
        print(f"{name}\n{tabulate(judged)}")


def judge(extractor: EventExtractor, sentences: Iterator[tuple[str, list[Wanted]]], language: str) -> Iterator[Judged]:
    """Yield the events that are read in sentences, each with whether it is one of those wanted there."""
    for text, wanted in sentences:
        article = Article(source="confidence", url="text:confidence", language=language, body=text)
        for event, clauses, act in extractor.read_acts(article):
            features = describe(clauses, act.trigger, act.frame, act.link)
            yield Judged(event, features, any(one.fits(event) for one in wanted))


def fit(gold: Sequence[Judged], examples: Sequence[Judged]) -> dict[str, float]:
    """Return weights of the features, the constant ("always") calibrated on the annotated sentences."""
    import numpy as np
    from sklearn.linear_model import LogisticRegression

    judged = [*gold, *examples]
    names = list(judged[0].features)
    table = np.array([[one.features[name] for name in names] for one in judged])
    right = np.array([one.right for one in judged])
    counts = np.array([GOLD_WEIGHT] * len(gold) + [1.0] * len(examples))
    model = LogisticRegression(C=1.0, fit_intercept=False, max_iter=1000).fit(table, right, sample_weight=counts)
    weights = dict(zip(names, model.coef_[0].tolist(), strict=True))
    odds, wanted = table[: len(gold)] @ model.coef_[0], right[: len(gold)].mean()
    shifts = np.linspace(-4, 4, 801)
    means = (1 / (1 + np.exp(-(odds[:, None] + shifts[None, :])))).mean(axis=0)
    weights["always"] += float(shifts[np.abs(means - wanted).argmin()])
    return weights


def tabulate(judged: Sequence[Judged]) -> str:
    """Return the table of reliability: band, events, mean confidence, share right; the mean gap and Brier score."""
    lines = ["  confidence   events   said   right"]
    gap = 0.0
    for low, high in pairwise(BANDS):
        inside = [one for one in judged if low <= one.event.confidence < high]
        if inside:
            said = sum(one.event.confidence for one in inside) / len(inside)
            right = sum(one.right for one in inside) / len(inside)
            gap += len(inside) / len(judged) * abs(said - right)
            lines.append(f"  {low:.2f}-{min(high, 1):.2f}  {len(inside):7}   {said:.2f}   {right:.2f}")
    brier = sum((one.event.confidence - one.right) ** 2 for one in judged) / len(judged)
    return "\n".join([*lines, f"  mean gap {gap:.3f}, Brier score {brier:.3f}"])


if __name__ == "__main__":
    main()
