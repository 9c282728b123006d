"""Measure how fast articles become events: a folder with raw news in, sentences and words a second out.

Run `python benchmarks/coder.py FOLDER`; the folder holds `data/articles/<language>_news.jsonl.xz`. All runs on one
core, from raw text to events, each language and model in a process of its own; `parser` is the share of the time that
spaCy takes (tokenizer and parser), `parsed` the share of the sentences that name two actors and so pay for a parse.
"""

import argparse
import json
import lzma
import os
import resource
import subprocess
import sys
import time
from itertools import islice
from pathlib import Path

from extractors import EventExtractor, languages, load_pack
from extractors.events.documents import parse, split_sentences
from ontology import Article

SPEEDS = ("accurate", "fast")
BATCH = 25
ONE_CORE = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")


def main() -> None:
    """Print a line for each language and model."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--articles", type=int, default=1000, help="how many articles of each language are read")
    parser.add_argument("--language", choices=languages(), help=argparse.SUPPRESS)
    parser.add_argument("--model", choices=SPEEDS, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.language:
        print(measure(options.folder, options.language, options.model, options.articles))
        return
    for language in languages():
        for model in SPEEDS:
            own = ["--language", language, "--model", model, "--articles", str(options.articles)]
            subprocess.run([sys.executable, __file__, str(options.folder), *own], check=True, env=os.environ | ONE_CORE)


def measure(folder: Path, language: str, model: str, count: int) -> str:
    """Return the figures of one language and model."""
    if sys.platform == "linux":
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})  # one core: the network has a thread of its own
    articles = read_articles(folder / "data" / "articles" / f"{language}_news.jsonl.xz", language, count)
    started = time.perf_counter()
    pack = load_pack(language)
    extractor = EventExtractor(pack, model=model)
    list(extractor.extract(articles[:1]))
    loaded = time.perf_counter()
    events = sum(
        len(one.events) for start in range(0, count, BATCH) for one in extractor.read(articles[start : start + BATCH])
    )
    ended = time.perf_counter()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    docs = [extractor.nlp.make_doc(article.text) for article in articles]
    tokenized = time.perf_counter()
    sentences = sum(1 for doc in docs for _ in split_sentences(doc, pack))
    spans = [one.span for article in articles for one in extractor.find_candidates(article).candidates]
    parsing = time.perf_counter()
    words = sum(len(doc) for doc in docs), sum(len(doc) for doc in parse(extractor.nlp, spans))
    spacy = time.perf_counter() - parsing + tokenized - ended
    seconds = ended - loaded
    return (
        f"{language} {model}: {len(articles)} articles, {sentences} sentences, {words[0]} words, {events} events in "
        f"{seconds:.1f} s: {sentences / seconds:.0f} sentences/s, {words[0] / seconds:.0f} words/s; parsed "
        f"{len(spans) / sentences:.0%} of the sentences, parser {spacy / seconds:.0%} of the time; load "
        f"{loaded - started:.1f} s, memory {memory:.0f} MB"
    )


def read_articles(path: Path, language: str, count: int) -> list[Article]:
    """Return the first articles of a file."""
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in islice(lines, count)]
    return [
        Article(source="benchmark", url=f"benchmark:{number}", language=language, body=row["text"])
        for number, row in enumerate(rows)
    ]


if __name__ == "__main__":
    main()
