"""Measure what each way of linking acts to their sides is worth: annotated sentences in, F1 of each way out.

Run `python benchmarks/ablation.py FOLDER`; the folder holds `data/gold/dev_<language>.jsonl`. `grammar` links by the
parse alone, `word order` by the places of words alone (the nearest name before an act did it, the first name after it
where its frame wants its target suffered it), `both` is what ships.
"""

import argparse
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from unittest.mock import patch

from errors import compare, read_gold

from extractors import EventExtractor, languages, load_pack
from extractors.events import links
from extractors.events.actions import Trigger
from extractors.events.actors import Naming
from extractors.events.links import Linker
from extractors.events.order import find_after, find_before
from extractors.languages.lexicon import Frame
from ontology import Article

ORDERED = ("find_after", "find_before", "find_joined_before", "find_only_two", "find_place_near")


def main() -> None:
    """Print precision, recall and F1 of actor, target and type for each language and way."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    for language in languages():
        gold = folder / "data" / "gold" / f"dev_{language}.jsonl"
        for way, change in (("grammar", by_grammar), ("word order", by_order), ("both", ExitStack)):
            with change():
                print(f"{language} {way:10} {measure(gold, language)}")


def by_grammar() -> ExitStack:
    """Let word order tell nothing."""
    stack = ExitStack()
    for name in ORDERED:
        stack.enter_context(patch.object(links, name, _find_nothing))
    return stack


def by_order() -> ExitStack:
    """Let the parse tell nothing of who did it to whom."""
    stack = ExitStack()
    stack.enter_context(patch.object(Linker, "_actors", _actors_before))
    stack.enter_context(patch.object(Linker, "_targets", _targets_after))
    for name in ("_targets_around", "_responders", "_between", "_named_sides", "_attacked", "_addressed"):
        stack.enter_context(patch.object(Linker, name, _find_nothing))
    return stack


def measure(gold: Path, language: str) -> str:
    """Return precision, recall and F1 on the annotated sentences of a file."""
    pack = load_pack(language)
    extractor = EventExtractor(pack)
    types = {frame.name: frame.plover for frame in pack.lexicon.frames}
    counts = dict.fromkeys(("right", "missed", "wrong", "negative", "alarm"), 0)
    for text, wanted in read_gold(gold):
        article = Article(source="ablation", url="text:ablation", language=language, body=text)
        for kind, _, _ in compare(list(extractor.explain(article)), wanted, types):
            counts[kind] += 1
    right, missed, wrong = counts["right"], counts["missed"], counts["wrong"]
    precision, recall = right / max(right + wrong, 1), right / max(right + missed, 1)
    f1 = 2 * right / max(2 * right + missed + wrong, 1)
    return f"precision {precision:.3f}, recall {recall:.3f}, F1 {f1:.3f}, false alarms {counts['alarm']}"


def _find_nothing(*_: object, **__: object) -> list[Naming]:
    return []


def _actors_before(linker: Linker, trigger: Trigger, frame: Frame, targets: Sequence[Naming]) -> list[Naming]:
    return find_before(linker.clauses, trigger)


def _targets_after(linker: Linker, trigger: Trigger, frame: Frame) -> list[Naming]:
    return find_after(linker.clauses, trigger, frame, find_before(linker.clauses, trigger))


if __name__ == "__main__":
    main()
