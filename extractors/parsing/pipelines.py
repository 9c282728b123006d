"""Load the spaCy pipeline that reads a language: the name of a speed, a folder or a package in, a Language out.

Each language ships two: `accurate`, a small transformer, and `fast`, a smaller network that learnt from it. Any other
pipeline that parses by Universal Dependencies, or by the labels of spaCy's English models, can stand in.
"""

from functools import cache
from pathlib import Path

import spacy
from spacy.language import Language

import extractors.parsing.component
import extractors.parsing.sentences  # noqa: F401  # both register the components that the shipped pipelines name
from extractors.parsing.clearnlp import speaks_clearnlp

MODELS = "models"
"""Folder of a language's pipelines, one folder for each speed."""

ACCURATE, FAST = "accurate", "fast"
SPEEDS = (ACCURATE, FAST)


class ModelError(ValueError):
    """A model that is not there, or that gives no parse."""


@cache
def load_pipeline(model: str, *, models: Path) -> Language:
    """Return the pipeline of a speed in the folder `models`, of another folder, or of a package; loaded once a process.

    Raises ModelError where there is none, or where it gives no parse.
    """
    place = models / model if model in SPEEDS else model
    try:
        nlp = spacy.load(place)
    except OSError as error:
        raise ModelError(
            f"there is no model {model!r}; write {' or '.join(SPEEDS)}, the folder of a spaCy pipeline, or the name of "
            f"an installed one"
        ) from error
    parsers = [nlp.get_pipe(name) for name in nlp.pipe_names if "token.dep" in nlp.get_pipe_meta(name).assigns]
    if not parsers:
        raise ModelError(f"the model {model!r} has no parser; it needs one that sets heads and dependency labels")
    if speaks_clearnlp(label for parser in parsers for label in getattr(parser, "labels", ())):
        nlp.add_pipe("universal_dependencies")
    return nlp
