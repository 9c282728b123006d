"""Time a day's work over real articles, from stored text to the exported graph, with its parts and Prefect's share.

    python benchmarks/daily.py FOLDER [--articles N] [--model accurate]

FOLDER holds articles as JSON lines with a `text`, plain or as .xz, in files whose names begin with their language
(en_news.jsonl.xz). They are stored first, as a collector would; then `extract` and `draw` run as flows of a passing
Prefect server. Prefect's share is the time of these flows that was not spent in the bodies of their tasks.
"""

import argparse
import functools
import json
import lzma
import os
import resource
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from flows.quiet import quiet_prefect
from ontology import Article

quiet_prefect(terminal_level="ERROR")  # before Prefect is imported


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--articles", type=int, help="only so many of each file")
    parser.add_argument("--model", default="accurate")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("PREFECT_HOME", str(Path(folder) / "prefect"))
        measure(Path(folder), chosen)


def measure(folder: Path, chosen: argparse.Namespace) -> None:
    from prefect import flow

    from flows import collect, draw, extract
    from store import EventStore

    spent: dict[str, float] = defaultdict(float)
    for name, task in (
        ("find copies", collect.find_copies), ("read events", extract.extract_batch),
        ("find pending", extract.find_pending), ("draw", draw.draw_graph),
    ):  # fmt: skip
        task.fn = timed(task.fn, name, spent)

    @flow(name="day")
    def day(settings: str) -> None:
        collect.find_copies(url)
        extract.extract(settings)
        draw.draw(settings)

    url = f"sqlite:///{folder / 'daily.db'}"
    settings = folder / "daily.toml"
    settings.write_text(f'outputs = "{folder}"\ndatabase = "{url}"\nmodel = "{chosen.model}"\n', encoding="utf-8")
    texts = list(read_texts(chosen.folder, chosen.articles))
    with EventStore(url) as store:
        spent["store articles"] = clock(lambda: store.put_articles(texts))
    day.fn = timed(day.fn, "day", spent)  # without the start of the server, which a served flow does not pay
    whole = clock(lambda: day(str(settings)))
    with EventStore(url) as store:
        counts = store.counts()
    words = sum(len(text.body.split()) for text in texts)
    print(f"{len(texts):,} articles, {words:,} words, {counts['events']:,} events, model {chosen.model}")
    parts = {name: seconds for name, seconds in spent.items() if name not in ("day", "store articles")}
    total = spent["day"] + spent["store articles"]
    for name, seconds in {"store articles": spent["store articles"], **parts}.items():
        print(f"  {name}: {seconds:.1f} s")
    print(f"  Prefect: {spent['day'] - sum(parts.values()):.1f} s")
    print(f"processor time of this process: {time.process_time():.1f} s")
    print(f"day: {total:.1f} s, of which Prefect {100 * (spent['day'] - sum(parts.values())) / total:.1f} %")
    print(f"with the start of Prefect's own server: {whole + spent['store articles']:.1f} s")
    print(f"peak memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def read_texts(folder: Path, most: int | None) -> Iterator[Article]:
    """Yield the articles of the files in a folder, at most so many of each."""
    for file in sorted(folder.glob("*.jsonl*")):
        open_text = lzma.open if file.suffix == ".xz" else open
        with open_text(file, "rt", encoding="utf-8") as lines:
            for number, line in enumerate(islice(lines, most)):
                address = f"https://example.org/{file.name}/{number}"
                yield Article(source=file.name, url=address, language=file.name[:2], body=json.loads(line)["text"])


def timed(function: Callable[..., Any], name: str, spent: dict[str, float]) -> Callable[..., Any]:
    """Return the function so that its seconds are added up under a name."""

    @functools.wraps(function)
    def wrapper(*args: Any, **more: Any) -> Any:
        begun = time.perf_counter()
        try:
            return function(*args, **more)
        finally:
            spent[name] += time.perf_counter() - begun

    return wrapper


def clock(function: Callable[[], Any]) -> float:
    """Return the seconds that a call takes."""
    begun = time.perf_counter()
    function()
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()
