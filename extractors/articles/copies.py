"""Sketch an article, so that copies of it are found: an Article in, a Sketch out.

A wire story is printed by many publishers: shortened, under another headline, with a local paragraph. What stays is
long runs of its words, so articles are compared by their word triples. MinHash keeps 128 numbers of these, and bands
of two of them are the keys of locality-sensitive hashing: articles that share three tenths of their triples share a
key in 95 cases of 100, unrelated ones in few of 10,000 (Broder 1997; Leskovec, Rajaraman and Ullman, Mining of Massive
Datasets, chapter 3).
"""

import re
from hashlib import blake2b

from ontology import NUMBERS, Article, Sketch

WORD = re.compile(r"\w+")
RUN = 3
FEWEST_RUNS = 20
"""Runs of words below which an article is too short to be told from others."""

BANDS = 32
ROWS = 2
SEED = 1


def sketch_article(article: Article) -> Sketch:
    """Return what finds the copies of an article; its title is left out, for every publisher writes its own."""
    from rensa import RMinHash

    words = WORD.findall(article.body.casefold())
    runs = {" ".join(words[start : start + RUN]) for start in range(len(words) - RUN + 1)}
    if len(runs) < FEWEST_RUNS:
        return Sketch(article=article.id, values=b"", keys=())
    minhash = RMinHash(num_perm=NUMBERS, seed=SEED)
    minhash.update(sorted(runs))
    values = b"".join(number.to_bytes(4, "little") for number in minhash.digest())
    return Sketch(article=article.id, values=values, keys=tuple(_key(values, band) for band in range(BANDS)))


def _key(values: bytes, band: int) -> int:
    part = values[4 * ROWS * band : 4 * ROWS * (band + 1)]
    return int.from_bytes(blake2b(part, digest_size=8, salt=band.to_bytes(2, "little")).digest(), "little", signed=True)
