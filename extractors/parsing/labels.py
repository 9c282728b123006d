"""What a network's outputs stand for: five lists of names in the order of its output numbers, kept as JSON."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = "ROOT"
"""The relation of a sentence's root; nothing else has it."""

OUTSIDE = "O"
"""The name label of a word that belongs to no name."""


class Labels(NamedTuple):
    """The classes of each head of the network.

    `relations` are dependency labels with `ROOT`; `morphology` is `UPOS#Feature=Value|…`; `tags` are treebank tags (may
    be empty); `lemmas` are rules as `extractors.parsing.lemmas` writes them; `names` are `O`, `B-KIND`, `I-KIND`.
    """

    relations: tuple[str, ...]
    morphology: tuple[str, ...]
    tags: tuple[str, ...]
    lemmas: tuple[str, ...]
    names: tuple[str, ...]

    def write(self, path: Path) -> None:
        """Write the labels as JSON."""
        path.write_text(json.dumps(self._asdict(), ensure_ascii=False, indent=0) + "\n", encoding="utf-8")


def read_labels(path: Path) -> Labels:
    """Return the labels of a JSON file; a missing list raises ValueError with the file's name."""
    content: dict[str, Sequence[str]] = json.loads(path.read_text(encoding="utf-8"))
    missing = sorted(set(Labels._fields) - set(content))
    if missing:
        raise ValueError(f"{path}: no {', '.join(missing)}; export the model again")
    return Labels(**{field: tuple(content[field]) for field in Labels._fields})
