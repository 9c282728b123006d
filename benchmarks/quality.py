"""Measure event reading: annotated sentences in, precision, recall and F1 of the shipped packs out.

Run `python benchmarks/quality.py FOLDER`. The folder holds `data/gold/dev_<language>.jsonl` (`{"id": …, "text": …}`
and the annotation) and the scorer `tools/score_events.py`, which reads the annotation; this file reads ids and texts
alone.
"""

import argparse
import json
import re
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Container, Sequence
from itertools import combinations, product
from pathlib import Path
from typing import Any, NamedTuple

from errors import read_gold_event

from extractors import EventExtractor, languages, load_pack
from extractors.articles import Page, Source, read_source
from ontology import Article, Event

SCORER = Path("tools", "score_events.py")
CODEBOOK = Path("data", "gold", "plover_gsr.jsonl")
RENAMED = {"DEMAND": "REQUEST", "DISAPPROVE": "ACCUSE", "INVESTIGATE": "ACCUSE", "FIGHT": "ASSAULT"}
"""Types of PLOVER 0.5 and what they are called now."""

OLD_CODES = {"JAP": "JPN", "PAL": "PSE", "GER": "DEU", "BUR": "MMR"}
SEEDS = Path("data", "seeds")
ACCEPTANCE = "article_id.txt"
ACCEPTED = Path("data", "gold", "seed.jsonl")


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
    codebook = options.folder / CODEBOOK
    if codebook.is_file():
        print(measure_codebook(codebook))
    if (options.folder / ACCEPTED).is_file():
        right, total, missed = measure_acceptance(options.folder)
        print(f"acceptance article: {right} of {total} sentences right; missed:\n{missed}")
    return 0


def measure_codebook(path: Path) -> str:
    """Return how well the English example sentences of the PLOVER codebook are read.

    Counted are the events whose sides are two states with an ISO code (sides that the file writes together do it to one
    another); a pair is found in either direction, and its type is right where one event of the pair has it.
    """
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    pack = load_pack("en")
    articles = [Article(source="gold", url=row["id"], language="en", body=row["text"]) for row in rows]
    read: dict[str, list[Event]] = defaultdict(list)
    for event in EventExtractor(pack).extract(articles):
        read[event.url].append(event)
    total = found = right = 0
    for row in rows:
        for event in row["events"]:
            sides = [_states(event[side], pack.vocabulary.actors) for side in ("source", "target")]
            pairs = {frozenset(pair) for pair in (product(*sides) if all(sides) else combinations(sides[0], 2))}
            pairs = {pair for pair in pairs if len(pair) == 2}
            if not pairs:
                continue
            hits = [one for one in read[row["id"]] if frozenset((one.actor.actor, one.target.actor)) in pairs]
            wanted = RENAMED.get(event["plover"], event["plover"])
            total += 1
            found += bool(hits)
            right += any(one.action.plover == wanted for one in hits)
    return (
        f"codebook sentences: pair found in {found} of {total} ({found / total:.3f}), "
        f"type right in {right} of these ({right / max(found, 1):.3f})"
    )


def _states(text: str | None, actors: Container[str]) -> list[str]:
    """Return the states of a side such as HUNGOV+ROUGOV."""
    codes = [part[:3] for part in re.split(r"[+,; ]+", text or "") if part]
    return [code for code in (OLD_CODES.get(code, code) for code in codes) if code in actors]


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


def measure_acceptance(folder: Path) -> tuple[int, int, str]:
    """Return in how many sentences of the acceptance article every required event is read, of how many, and the rest.

    An event counts with its sides and type, in the sentence that the annotation points to by line and characters.
    """
    _, events = read_acceptance(folder)
    lines = (folder / SEEDS / ACCEPTANCE).read_text(encoding="utf-8").splitlines()
    total, missed = 0, []
    for row in map(json.loads, (folder / ACCEPTED).read_text(encoding="utf-8").splitlines()):
        place = row["locator"]
        text = _join(lines[place["line"] - 1][place["start"] : place["end"]])
        wanted = [one for one in map(read_gold_event, row["gold"]) if not one.optional]
        inside = [event for event in events if _join(event.sentence) in text or text in _join(event.sentence)]
        lacking = [one for one in wanted if not any(one.fits(event) for event in inside)]
        total += bool(wanted)
        missed += [f"  {', '.join(map(str, lacking))} | {text}"] if lacking else []
    return total - len(missed), total, "\n".join(missed)


def _join(text: str) -> str:
    return " ".join(text.split())


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
