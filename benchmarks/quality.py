"""Measure event reading: annotated sentences in, precision, recall and F1 of the shipped packs out.

Run `python benchmarks/quality.py FOLDER`. The folder holds `data/gold/dev_<language>.jsonl` (`{"id": …, "text": …}`
and the annotation) and the scorer `tools/score_events.py`, which reads the annotation; this file reads ids and texts
alone.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from extractors import EventExtractor, languages, load_pack
from extractors.articles import Page, Source, read_source
from ontology import Article, Event

SCORER = Path("tools", "score_events.py")
SEEDS = Path("data", "seeds")
ACCEPTANCE = "article_id.txt"


class Score(NamedTuple):
    """The scorer's figures of one language, the table it prints, and the seconds that reading took."""

    figures: dict[str, Any]
    table: str
    seconds: float


def main() -> int:
    """Print the scorer's table for each language that the folder holds sentences of."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="name N sentences that were read wrongly")
    parser.add_argument("--bootstraps", type=int, default=1000, metavar="N", help="samples behind the intervals")
    options = parser.parse_args()
    for language in languages():
        lacking = find_lacking(options.folder, language)
        if lacking:
            print(f"SKIPPED {language}: no {lacking[0]}; nothing was measured.", file=sys.stderr)
            continue
        score = measure(options.folder, language, bootstraps=options.bootstraps, errors=options.errors)
        print(
            f"{language}: {EventExtractor(load_pack(language)).version}, read in {score.seconds:.1f} s\n{score.table}"
        )
    return 0


def gold_file(folder: Path, language: str) -> Path:
    """Return where the annotated sentences of a language lie."""
    return folder / "data" / "gold" / f"dev_{language}.jsonl"


def find_lacking(folder: Path, language: str) -> list[Path]:
    """Return the files that a measurement needs and that are not there."""
    return [path for path in (gold_file(folder, language), folder / SCORER) if not path.is_file()]


def measure(folder: Path, language: str, *, bootstraps: int = 0, errors: int = 0) -> Score:
    """Read the events of a language's annotated sentences and have them scored."""
    start = time.perf_counter()
    predictions = predict(gold_file(folder, language), language)
    seconds = time.perf_counter() - start
    with tempfile.TemporaryDirectory() as temporary:
        predicted, scored = Path(temporary, "predictions.jsonl"), Path(temporary, "figures.json")
        lines = (json.dumps(prediction) + "\n" for prediction in predictions)
        predicted.write_text("".join(lines), encoding="utf-8")
        command = [
            sys.executable, str(folder / SCORER), "--gold", str(gold_file(folder, language)), "--pred", str(predicted),
            "--boot", str(bootstraps), "--errors", str(errors), "--json", str(scored),
        ]  # fmt: skip
        run = subprocess.run(command, capture_output=True, text=True, check=False)
        if run.returncode:
            raise RuntimeError(f"{folder / SCORER} ended with {run.returncode}: {run.stderr.strip()}")
        return Score(json.loads(scored.read_text(encoding="utf-8")), run.stdout, seconds)


def predict(gold: Path, language: str) -> list[dict[str, Any]]:
    """Return one prediction for each sentence of a file: its id and what the shipped pack reads in it."""
    rows = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines() if line.strip()]
    ids = {}
    for row in rows:  # the address makes equal sentences different articles
        article = Article(source="gold", url=f"gold:{row['id']}", language=language, body=row["text"])
        ids[row["id"]] = article
    events: dict[str, list[Event]] = defaultdict(list)
    for event in EventExtractor(load_pack(language)).extract(ids.values()):
        events[event.article].append(event)
    return [{"id": id_, "events": _rows(events[article.id])} for id_, article in ids.items()]


def read_acceptance(folder: Path) -> tuple[Article, list[Event]]:
    """Return the acceptance article, read as a folder source reads a text dump, and its events."""
    source = Source(name="seeds", kind="folder", location=str(folder / SEEDS))
    items = read_source(source, fetch=_refuse)
    article = next(item for item in items if isinstance(item, Article) and item.url.endswith(ACCEPTANCE))
    return article, list(EventExtractor(load_pack(article.language)).extract([article]))


def _rows(events: Sequence[Event]) -> list[dict[str, str | None]]:
    return [
        {
            "source": event.actor.actor, "target": event.target.actor, "plover": event.action.plover,
            "cameo_root": event.action.cameo[:2], "status": event.status.value,
        }
        for event in events
    ]  # fmt: skip


def _refuse(url: str) -> Page:
    raise RuntimeError(f"a folder source asked for {url}")


if __name__ == "__main__":
    sys.exit(main())
