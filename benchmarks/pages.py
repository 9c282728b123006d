"""Measure page reading: a folder of saved pages with their true bodies in, agreement over word 4-grams out.

Run `python benchmarks/pages.py FOLDER`. The folder holds `ground-truth.json` (`{page: {"articleBody": …, "url": …}}`)
and `html/<page>.html.gz`. Each page counts the same; of a page that cannot be read all three figures are 0.
"""

import argparse
import gzip
import json
import re
import sys
import time
from collections import Counter
from pathlib import Path
from statistics import mean
from typing import NamedTuple

from extractors.articles import Source, UnreadableItem, read_page

WORD = re.compile(r"\w+")
GRAM = 4


class Score(NamedTuple):
    """Agreement of one page's body with the true one."""

    page: str
    precision: float
    recall: float
    f1: float


def main() -> int:
    """Print the figures; with `--worst N` also the N pages that went worst."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--worst", type=int, default=0, metavar="N")
    options = parser.parse_args()
    truth_file = options.folder / "ground-truth.json"
    if not truth_file.is_file():
        print(f"SKIPPED: no {truth_file}; nothing was measured. Give the folder of the pages.", file=sys.stderr)
        return 0
    truth = json.loads(truth_file.read_text(encoding="utf-8"))
    source = Source(name="benchmark", kind="folder", location=str(options.folder))
    scores, seconds = [], 0.0
    for page, entry in sorted(truth.items()):
        html = gzip.decompress((options.folder / "html" / f"{page}.html.gz").read_bytes())
        start = time.perf_counter()
        body = _read_body(html, entry["url"], source)
        seconds += time.perf_counter() - start
        scores.append(_score(page, body, entry["articleBody"]))
    precision, recall, f1 = (mean(score[field] for score in scores) for field in (1, 2, 3))
    of_means = 2 * precision * recall / (precision + recall)
    print(f"pages {len(scores)}  precision {precision:.4f}  recall {recall:.4f}  mean F1 {f1:.4f}", end="  ")
    print(f"F1 of the means {of_means:.4f}  {1000 * seconds / len(scores):.1f} ms a page")
    for score in sorted(scores, key=lambda score: score.f1)[: options.worst]:
        print(f"{score.f1:.3f}  precision {score.precision:.3f}  recall {score.recall:.3f}  {score.page}")
    return 0


def _read_body(html: bytes, url: str, source: Source) -> str:
    try:
        return read_page(html, url=url, source=source).body
    except UnreadableItem:
        return ""


def _score(page: str, found: str, true: str) -> Score:
    found_grams, true_grams = _grams(found), _grams(true)
    shared = sum((found_grams & true_grams).values())
    if not shared:
        return Score(page, 0.0, 0.0, 0.0)
    precision, recall = shared / sum(found_grams.values()), shared / sum(true_grams.values())
    return Score(page, precision, recall, 2 * precision * recall / (precision + recall))


def _grams(text: str) -> Counter[tuple[str, ...]]:
    words = WORD.findall(text)
    return Counter(tuple(words[i : i + GRAM]) for i in range(max(1, len(words) - GRAM + 1)))


if __name__ == "__main__":
    sys.exit(main())
