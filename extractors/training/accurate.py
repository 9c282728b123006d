"""Train the accurate model of a language in one command: the data folder in, a spaCy pipeline and its scores out.

    python -m extractors.training.accurate en ../shared/data model
    python -m extractors.training.accurate id ../shared/data model --start another.pt

English starts from MiniLM as it is. Indonesian gives MiniLM a vocabulary of its own by a glossary, starts from the
English parser where `--start` names its checkpoint, and reads plain news before it learns to parse. Needs the extra
`training`.
"""

import argparse
import copy
import logging
import sys
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory

import torch

from extractors.languages import load_pack
from extractors.parsing.component import VARYING
from extractors.parsing.labels import Labels
from extractors.parsing.pieces import SPECIAL
from extractors.training.adaptation import Reading, adapt
from extractors.training.conventions import unify
from extractors.training.export import export, make_pipeline
from extractors.training.features import fill_features
from extractors.training.fitting import Course, fit
from extractors.training.model import Source
from extractors.training.names import read_names
from extractors.training.network import Network, average, carry_over, load, read_pretrained, save
from extractors.training.samples import find_labels, gather
from extractors.training.templates import read_templates, write_sentences
from extractors.training.texts import read_texts
from extractors.training.treebank import Sentence, read_sentences
from extractors.training.vocabulary import Gloss, fill_lemmas, find_pieces, make_vectors, read_glossary
from ontology.records import Record

logger = logging.getLogger(__name__)

CALIBRATION = 300
"""Sentences by which the whole-number network is calibrated."""


class Recipe(Record):
    """Where a language's data lie below the data folder, and how long it learns.

    A file named twice under `treebanks` counts twice. `glossary` is a file beside the recipes; with it the language
    gets pieces of its own and reads `texts` `readings` times before it learns to parse, and `kept` is what the
    network's weights of that time count for in the end (0..1). Each template gives `written` sentences more.
    """

    treebanks: tuple[str, ...]
    names: tuple[str, ...]
    texts: tuple[str, ...]
    sources: tuple[Source, ...]
    passes: float
    tags: bool = False
    glossary: str = ""
    readings: float = 0
    kept: float = 0
    written: int = 25


def read_recipe(language: str) -> Recipe:
    """Return the recipe of a language from recipes.toml; raises KeyError where there is none."""
    recipes = tomllib.loads((files("extractors.training") / "recipes.toml").read_text(encoding="utf-8"))
    return Recipe.model_validate(recipes[language])


def train(recipe: Recipe, data: Path, *, language: str, seed: int = 0, start: Path | None = None) -> Network:
    """Return the network that the recipe makes of the data, starting from a checkpoint where one is given."""
    glossary = read_glossary_of(recipe)
    written = write_sentences(read_templates(language), each=recipe.written, seed=seed)
    sentences = read_gold(recipe.treebanks, data, language=language, glossary=glossary, written=written)
    named = [sentence for name in recipe.names for sentence in read_names(data / name)]
    materials = gather(sentences, named)
    network = make_network(find_labels(sentences, tags=recipe.tags), recipe, data, glossary, start)
    if recipe.readings:
        texts = read_texts([data / name for name in recipe.texts])
        network = adapt(network, texts, materials, Reading(recipe.readings, seed=seed), language=language)
    fitted = fit(copy.deepcopy(network), materials, Course(recipe.passes, seed=seed), language=language)
    return average(fitted, network, recipe.kept)


def read_glossary_of(recipe: Recipe) -> dict[str, Gloss]:
    """Return the glosses of a recipe; none where it names no glossary."""
    return read_glossary(Path(str(files("extractors.training") / recipe.glossary))) if recipe.glossary else {}


def read_gold(
    names: Sequence[str], data: Path, *, language: str, glossary: Mapping[str, Gloss], written: Iterable[Sentence] = ()
) -> list[Sentence]:
    """Return the sentences of treebanks and those `written`, by one set of conventions and with unknowns filled in.

    Features are filled in from other words, lemmas from the glossary.
    """
    read = [sentence for name in names for sentence in read_sentences(data / name, language=language)]
    return fill_lemmas(fill_features(unify([*read, *written], language=language)), glossary)


def make_network(
    labels: Labels, recipe: Recipe, data: Path, glossary: Mapping[str, Gloss], start: Path | None
) -> Network:
    """Return a network to begin with: MiniLM or a checkpoint, in its own pieces or those of the glossary's language."""
    source = load(start) if start else None
    known, vectors = read_pretrained()
    if source is not None:
        known, vectors = list(source.vocabulary), source.encoder.embeddings.word_embeddings.weight.detach()
    if glossary:
        pieces = find_pieces(read_texts([data / name for name in recipe.texts]), glossary)
        vectors = make_vectors(pieces, glossary, known, vectors)
    else:
        kept = [place for place, piece in enumerate(known) if piece in SPECIAL or is_western(piece)]
        pieces, vectors = [known[place] for place in kept], vectors[kept]
    network = Network(labels, pieces)
    if source is not None:
        carry_over(source, network)
    with torch.no_grad():
        network.encoder.embeddings.word_embeddings.weight.copy_(vectors)
    return network


def is_western(piece: str) -> bool:
    """Tell whether a piece is of Latin letters, digits and common signs; the others only cost room."""
    return not piece.startswith("[unused") and all(ord(c) < 0x250 or 0x2000 <= ord(c) < 0x20D0 for c in piece)


def find_lemmas(gold: Iterable[Sentence], glossary: Mapping[str, Gloss], *, language: str) -> set[str]:
    """Return the known lemmas of a language: the roots of its glossary, else those of treebanks and lexicon."""
    if glossary:
        return {gloss.root for gloss in glossary.values()}
    lexicon = load_pack(language).lexicon
    named = {phrase[0] for frame in lexicon.frames for phrase in (*frame.verbs, *frame.nouns)}
    return named | {word.lemma for sentence in gold for word in sentence.words if word.lemma and word.pos in VARYING}


def write(
    network: Network, output: Path, recipe: Recipe, *, language: str, version: str, gold: Sequence[Sentence]
) -> None:
    """Write the network as a spaCy pipeline into a new folder, with the lemmas of the gold sentences it learnt from."""
    if output.exists():
        raise FileExistsError(f"{output} exists; name a new folder, a model is never written over another")
    sample = [[word.form for word in sentence.words] for sentence in gold[:: 1 + len(gold) // CALIBRATION]]
    lemmas = find_lemmas(gold, read_glossary_of(recipe), language=language)
    with TemporaryDirectory() as name:
        export(network, sample, lemmas, Path(name))
        nlp = make_pipeline(Path(name), language=language, abbreviations=load_pack(language).grammar.abbreviations)
    nlp.meta |= {
        "name": "news_accurate",
        "version": version,
        "license": "CC BY-SA 4.0",
        "description": "Universal Dependencies parser, morphology, lemmas and names for news",
        "sources": [source._asdict() for source in recipe.sources],
    }
    nlp.to_disk(output)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(prog="python -m extractors.training.accurate", description=__doc__.splitlines()[0])
    parser.add_argument("language")
    parser.add_argument("data", type=Path, help="folder with treebanks, ner and articles")
    parser.add_argument("output", type=Path, help="the model's folder, not there yet")
    parser.add_argument("--start", type=Path, help="checkpoint to begin with")
    parser.add_argument("--checkpoint", type=Path, help="where to keep the network as it was before the export")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--version", default="0.1.0")
    options = parser.parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s", stream=sys.stderr)
    recipe = read_recipe(options.language)
    network = train(recipe, options.data, language=options.language, seed=options.seed, start=options.start)
    if options.checkpoint:
        save(network, options.checkpoint)
    gold = read_gold(recipe.treebanks, options.data, language=options.language, glossary=read_glossary_of(recipe))
    write(network, options.output, recipe, language=options.language, version=options.version, gold=gold)


if __name__ == "__main__":
    main()
