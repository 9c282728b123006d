"""Train a pipeline by the recipe and measure it: CoNLL-U files in, a spaCy model folder or scores out.

    python -m extractors.training.model train --language id --train a.conllu --dev b.conllu --output model
    python -m extractors.training.model evaluate --language id --model model b.conllu

A treebank named twice under --train counts twice; with --teacher and --texts the model also learns how a better one
parses plain news. The same files, options and seed give the same weights.
"""

import argparse
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import numpy as np
import spacy
from spacy.language import Language
from spacy.strings import StringStore
from spacy.tokens import Doc, DocBin
from spacy.training import Corpus, Example
from spacy.training.loop import train as run_schedule
from spacy.util import load_config, load_model_from_config, registry
from thinc.api import fix_random_seed

from extractors.languages import load_pack
from extractors.parsing.pipelines import load_pipeline
from extractors.training.conventions import unify
from extractors.training.features import fill_features
from extractors.training.texts import parse_texts, read_texts
from extractors.training.tokenizer import CLASSES, set_tokenizer
from extractors.training.treebank import group_sentences, make_doc, read_docs, read_sentences

RECIPE = Path(__file__).with_name("recipe.cfg")
SIZE = 10
"""Sentences of a training document, so that the parser learns where sentences end."""

PARTS = ("tok2vec", "tagger", "morphologizer", "parser", "ner", "trainable_lemmatizer")
"""Components of the recipe; tags need a treebank with one tag set, names a teacher that knows them."""

SCORES = ("token_f", "sents_f", "tag_acc", "pos_acc", "morph_acc", "lemma_acc", "dep_uas", "dep_las")
ATTRIBUTES = ("ORTH", "TAG", "HEAD", "DEP", "LEMMA", "MORPH", "POS", "SENT_START", "ENT_IOB", "ENT_TYPE")
TABLE = "E"
"""spaCy's name for the weights that are a table of vectors."""

RELATIONS = ("nsubj", "nsubj:pass", "obj", "obl", "obl:agent", "conj", "ccomp", "xcomp")


class Source(NamedTuple):
    """Where training data come from, as a model's meta.json names it."""

    name: str
    license: str
    url: str


class Plan(NamedTuple):
    """What to train, on what, for how long, and how to call it."""

    language: str
    train: tuple[Path, ...]
    dev: tuple[Path, ...]
    output: Path
    teacher: Path | None = None
    texts: tuple[Path, ...] = ()
    steps: int = 2000
    seed: int = 0
    name: str = "news_ud_sm"
    version: str = "0.1.0"
    licence: str = "CC BY-SA 4.0"
    sources: tuple[Source, ...] = ()


class Scores(NamedTuple):
    """Scores in percent, from raw text: `overall` by spaCy's names, `relations` as F1 of a dependency label."""

    overall: Mapping[str, float]
    relations: Mapping[str, float]


def train(plan: Plan) -> Scores:
    """Train by the plan, write the model to its output folder, and return the model's scores on the dev files."""
    if plan.output.exists():
        raise FileExistsError(f"{plan.output} exists; name a new folder, a model is never written over another")
    abbreviations = load_pack(plan.language).grammar.abbreviations  # first: a bad pack must not cost an hour
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "run").mkdir()
        nlp = make_pipeline(plan, folder)
        _write_corpora(plan, nlp, folder)
        corpus = Corpus(folder / "train.spacy")
        optimizer = registry.resolve({"optimizer": nlp.config.interpolate()["training"]["optimizer"]})["optimizer"]
        nlp.initialize(lambda: corpus(nlp), sgd=optimizer)
        run_schedule(nlp, folder / "run", stdout=sys.stderr, stderr=sys.stderr)
        nlp = spacy.load(folder / "run" / "model-best")
    round_weights(nlp)
    write_model(nlp, plan, abbreviations)
    return evaluate(plan.output, plan.dev, language=plan.language)


def make_pipeline(plan: Plan, folder: Path) -> Language:
    """Return the untrained pipeline of a plan whose corpora will lie in `folder`."""
    if plan.language not in CLASSES:
        raise ValueError(f"no recipe for language {plan.language!r}; there are {', '.join(sorted(CLASSES))}")
    changes = {
        "nlp.pipeline": [part for part in PARTS if part not in _left_out(plan)],
        "nlp.lang": CLASSES[plan.language],
        "paths.train": str(folder / "train.spacy"),
        "paths.dev": str(folder / "dev.spacy"),
        "system.seed": plan.seed,
        "training.max_steps": plan.steps,
        "training.eval_frequency": max(1, min(400, plan.steps // 4)),
        "training.optimizer.learn_rate.warmup_steps": min(250, plan.steps // 4),
    }
    config = load_config(RECIPE, overrides=changes, interpolate=False)
    unused = set(config["components"]) - set(config["nlp"]["pipeline"])
    for component in unused:
        del config["components"][component]
    fix_random_seed(plan.seed)
    nlp = load_model_from_config(config, auto_fill=True)
    set_tokenizer(nlp, language=plan.language)
    return nlp


def round_weights(nlp: Language) -> None:
    """Round all weights so that the model packs small: nothing is lost in the scores.

    A table of vectors keeps eight bits a weight, in steps of a power of two for each vector; all else half precision.
    """
    for _, component in nlp.pipeline:
        model = getattr(component, "model", None)
        for node in model.walk() if model is not None else ():
            for name in node.param_names:
                if node.has_param(name):
                    weights = node.get_param(name)
                    node.set_param(name, _round_rows(weights) if name == TABLE else _round_half(weights))


def write_model(nlp: Language, plan: Plan, abbreviations: Iterable[str]) -> None:
    """Write a pipeline with its meta data, without paths of the machine it was made on and strings it does not need."""
    nlp.add_pipe("news_sentences", first=True, config={"abbreviations": sorted(abbreviations)})
    nlp.config["paths"] = dict.fromkeys(nlp.config["paths"])
    nlp.meta["lang"] = plan.language
    nlp.meta["name"] = plan.name
    nlp.meta["version"] = plan.version
    nlp.meta["license"] = plan.licence
    nlp.meta["description"] = "Universal Dependencies parser, morphology and lemmas for news"
    nlp.meta["sources"] = [source._asdict() for source in plan.sources]
    nlp.to_disk(plan.output)
    StringStore(sorted(find_strings(nlp))).to_disk(plan.output / "vocab" / "strings.json")


def find_strings(nlp: Language) -> set[str]:
    """Return the strings of a pipeline's labels, features and lemma rules; those of words are added as it reads."""
    strings = {"ROOT", "dep"}
    for _, component in nlp.pipeline:
        labels = getattr(component, "labels", ())
        trees = getattr(component, "trees", None)
        if trees is not None:
            nodes = [trees[index] for index in range(len(trees))]
            strings.update(nlp.vocab.strings[node[key]] for node in nodes for key in ("orig", "subst") if key in node)
            continue
        strings.update(labels)
        strings.update(feature for label in labels for feature in label.split("|"))
        strings.update(part for label in labels for feature in label.split("|") for part in feature.split("="))
    return strings


def evaluate(model: Path | Language, files: Sequence[Path], *, language: str) -> Scores:
    """Return the scores of a model on CoNLL-U files, read as raw text; punctuation does not count for the parser."""
    nlp = _load(model) if isinstance(model, Path) else model
    golds = [gold for path in files for gold in read_docs(path, nlp.vocab, language=language, size=SIZE)]
    scores = nlp.evaluate([Example(nlp.make_doc(gold.text), gold) for gold in golds])
    found = scores.get("dep_las_per_type") or {}
    return Scores(
        overall={name: 100 * scores[name] for name in SCORES if scores.get(name) is not None},
        relations={name: 100 * found[name]["f"] for name in RELATIONS if name in found},
    )


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line."""
    options = _make_parser().parse_args(arguments)
    if options.command == "evaluate":
        scores = evaluate(options.model, options.files, language=options.language)
    else:
        plan = Plan(**{name: value for name, value in vars(options).items() if name != "command"})
        scores = train(
            plan._replace(
                train=tuple(plan.train), dev=tuple(plan.dev), texts=tuple(plan.texts), sources=tuple(plan.sources)
            )
        )
    sys.stdout.writelines(f"{name:12} {value:6.2f}\n" for part in scores for name, value in part.items())


def read_source(text: str) -> Source:
    """Return a source written as `name | licence | address`."""
    parts = [part.strip() for part in text.split("|")]
    if len(parts) != 3 or not all(parts):
        raise argparse.ArgumentTypeError(f"{text!r} is no source; write 'name | licence | address'")
    return Source(*parts)


def _make_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m extractors.training.model", description=__doc__.splitlines()[0])
    commands = parser.add_subparsers(dest="command", required=True)
    defaults = Plan._field_defaults
    training = commands.add_parser("train", help="train a model and write it to a new folder")
    training.add_argument("--train", type=Path, nargs="+", required=True, help="CoNLL-U files; twice counts twice")
    training.add_argument("--dev", type=Path, nargs="+", required=True, help="CoNLL-U files that choose the best step")
    training.add_argument("--output", type=Path, required=True, help="the model's folder, not there yet")
    training.add_argument("--teacher", type=Path, help="folder of a pipeline to learn from, beside the gold files")
    training.add_argument("--texts", type=Path, nargs="+", default=[], help="plain news for the teacher to parse")
    training.add_argument("--steps", type=int, default=defaults["steps"])
    training.add_argument("--seed", type=int, default=defaults["seed"])
    training.add_argument("--name", default=defaults["name"])
    training.add_argument("--version", default=defaults["version"])
    training.add_argument("--licence", default=defaults["licence"])
    training.add_argument("--source", dest="sources", type=read_source, action="append", default=[])
    measuring = commands.add_parser("evaluate", help="score a model on CoNLL-U files, from raw text")
    measuring.add_argument("--model", type=Path, required=True, help="a model's folder")
    measuring.add_argument("files", type=Path, nargs="+", help="CoNLL-U files, also .xz")
    for command in (training, measuring):
        command.add_argument("--language", choices=sorted(CLASSES), required=True)
    return parser


def _left_out(plan: Plan) -> set[str]:
    return {part for part, kept in (("tagger", plan.language == "en"), ("ner", plan.teacher)) if not kept}


def _write_corpora(plan: Plan, nlp: Language, folder: Path) -> None:
    read = [sentence for path in plan.train for sentence in read_sentences(path, language=plan.language)]
    known = fill_features(unify(read, language=plan.language))
    gold = (make_doc(group, nlp.vocab) for group in group_sentences(known, size=SIZE))
    taught = parse_texts(_load(plan.teacher), read_texts(plan.texts)) if plan.teacher else iter(())
    _write_docs(chain(gold, taught), folder / "train.spacy")
    dev = (doc for path in plan.dev for doc in read_docs(path, nlp.vocab, language=plan.language, size=SIZE))
    _write_docs(dev, folder / "dev.spacy")


def _round_half(weights: np.ndarray) -> np.ndarray:
    return weights.astype(np.float16).astype(np.float32)


def _round_rows(weights: np.ndarray) -> np.ndarray:
    """Return the rows of a matrix in at most 127 steps to each side of nought."""
    largest = np.maximum(np.abs(weights).max(axis=1, keepdims=True), np.finfo(np.float16).tiny)
    step = np.exp2(np.ceil(np.log2(largest / 127)))
    rounded: np.ndarray = (np.rint(weights / step) * step).astype(np.float32)
    return rounded


def _load(folder: Path) -> Language:
    return load_pipeline(str(folder), models=folder)


def _write_docs(docs: Iterator[Doc], path: Path) -> None:
    DocBin(docs=docs, attrs=list(ATTRIBUTES)).to_disk(path)


if __name__ == "__main__":
    main()
