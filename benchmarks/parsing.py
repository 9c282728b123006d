"""Measure the shipped parsers on one core, from raw text: treebanks and name sets in, a table for each model out.

Run `python benchmarks/parsing.py FOLDER`; the folder holds `data/treebanks` and `data/ner`. Each model is measured in a
process of its own. UAS and LAS leave punctuation out; relations and names are F1; words a second count everything from
text to Doc; memory is the most that a process held that loaded the model and read the test text; the size is on disk.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

TREEBANK = {"en": "en_pud-test.conllu.xz", "id": "id_pud-test.conllu.xz"}
NAMES = {
    "en": ("en_uner_ewt-test.iob2.xz", "en_crossner_politics-test.txt.xz"),
    "id": ("id_idner_news-test.txt.xz", "id_nergrit-test.txt.xz"),
}
RELATIONS = ("nsubj", "nsubj:pass", "obj", "obl", "obl:agent", "nmod", "conj", "appos", "acl", "advcl", "xcomp")
ONE_CORE = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")


def main() -> int:
    """Print a table for each language and speed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--language", choices=sorted(TREEBANK), action="append")
    parser.add_argument("--model", action="append", help="accurate, fast, or the folder of a pipeline")
    parser.add_argument("--treebank", help="another file of data/treebanks to read")
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.inside:
        (language,), (model,) = options.language, options.model
        print(json.dumps(measure(options.folder, language, model, options.treebank or TREEBANK[language])))
        return 0
    for language in options.language or sorted(TREEBANK):
        for model in options.model or ("accurate", "fast"):
            command = [
                sys.executable,
                __file__,
                str(options.folder),
                "--inside",
                "--language",
                language,
                "--model",
                model,
            ]
            command += ["--treebank", options.treebank] if options.treebank else []
            done = subprocess.run(
                command, env={**os.environ, **ONE_CORE}, stdout=subprocess.PIPE, text=True, check=True
            )
            show(language, model, json.loads(done.stdout))
    return 0


def show(language: str, model: str, figures: dict[str, Any]) -> None:
    """Print the figures of one model."""
    scores, relations = figures["scores"], figures["relations"]
    print(f"{language} {model}: {figures['name']}")
    print("  " + "  ".join(f"{name} {value:.1f}" for name, value in scores.items()))
    print("  " + "  ".join(f"{name} {value:.1f}" for name, value in relations.items()))
    for name, value in figures["names"].items():
        print(f"  names, {name}: {value:.1f}")
    print(
        f"  {figures['speed']:.0f} words/s   load {figures['load']:.2f} s   memory {figures['memory']:.0f} MB   "
        f"size {figures['size']:.1f} MB"
    )


def measure(folder: Path, language: str, model: str, treebank: str) -> dict[str, Any]:
    """Return the figures of one model; speed and memory first, before the gold data fill the memory."""
    if sys.platform == "linux":
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})  # one core: the network has a thread of its own
    from extractors import load_pack
    from extractors.parsing.pipelines import MODELS, SPEEDS, load_pipeline
    from extractors.training.treebank import group_sentences, make_doc, read_sentences

    models = Path(str(load_pack(language).folder)) / MODELS
    started = time.perf_counter()
    nlp = load_pipeline(model, models=models)
    load = time.perf_counter() - started
    groups = list(group_sentences(read_sentences(folder / "data" / "treebanks" / treebank, language=language), size=10))
    texts = [
        "".join(word.form + " " * word.space for sentence in group for word in sentence.words).strip()
        for group in groups
    ]
    list(nlp.pipe(texts[:3]))
    speed = max(_read_speed(nlp, texts) for _ in range(3))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    from spacy.training import Example

    golds = [make_doc(group, nlp.vocab) for group in groups]
    scores = nlp.evaluate([Example(nlp.make_doc(gold.text), gold) for gold in golds])
    wanted = {"tokens": "token_f", "sentences": "sents_f", "tags": "tag_acc", "pos": "pos_acc", "morph": "morph_acc"}
    wanted |= {"lemmas": "lemma_acc", "UAS": "dep_uas", "LAS": "dep_las"}
    found = scores["dep_las_per_type"]
    place = models / model if model in SPEEDS else Path(model)
    return {
        "name": f"{nlp.meta['lang']}_{nlp.meta['name']} {nlp.meta['version']}",
        "scores": {name: 100 * scores[key] for name, key in wanted.items() if scores.get(key) is not None},
        "relations": {name: 100 * found[name]["f"] for name in RELATIONS if name in found},
        "names": {name: score_names(nlp, folder / "data" / "ner" / name) for name in NAMES[language]},
        "speed": speed,
        "load": load,
        "memory": memory,
        "size": sum(file.stat().st_size for file in place.rglob("*") if file.is_file()) / 1e6,
    }


def score_names(nlp: Any, path: Path) -> float:
    """Return the F1 of names on a set's own tokens, each with its exact span and kind."""
    from spacy.tokens import Doc

    from extractors.parsing.decoding import join_names
    from extractors.training.names import read_names

    sentences = read_names(path)
    docs = (
        Doc(nlp.vocab, words=list(words), sent_starts=[i == 0 for i in range(len(words))]) for words, _ in sentences
    )
    right = given = wanted = 0
    for doc, (_, labels) in zip(_parse_only(nlp, docs), sentences, strict=True):
        found = {(name.start, name.end, name.label_) for name in doc.ents}
        gold = set(join_names(list(labels)))
        right, given, wanted = right + len(found & gold), given + len(found), wanted + len(gold)
    return 200 * right / max(given + wanted, 1)


def _parse_only(nlp: Any, docs: Iterable[Any]) -> Iterable[Any]:
    for name, component in nlp.pipeline:
        if name != "news_sentences":
            docs = component.pipe(docs, batch_size=64)
    return docs


def _read_speed(nlp: Any, texts: list[str]) -> float:
    started = time.perf_counter()
    words = sum(len(doc) for doc in nlp.pipe(texts))
    return words / (time.perf_counter() - started)


if __name__ == "__main__":
    sys.exit(main())
