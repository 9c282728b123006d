"""Print how fast pages are collected, and how much memory a large archive takes, on servers and files made here.

    python benchmarks/collect.py speed [--articles 5000] [--hosts 50] [--delay 0] [--profile]
    python benchmarks/collect.py memory [--articles 50000]

`speed` asks made-up newspapers on this machine, one a port, for pages of 60 kilobytes with all that stands around a
story, and counts fetching, reading and storing; the servers run beside it, in a process of their own. `memory` reads a
WARC file that it writes first.
"""

import argparse
import cProfile
import io
import pstats
import sqlite3
import tempfile
import time
from pathlib import Path

from world.children import FORK, Child, collect_each, peak_memory, run_child
from world.loopback import XML, Fault, Request, answer, missing, serve
from world.newsroom import write_feed, write_full_page, write_page, write_story

AT_ONCE = 4
STEP = 5000
HEAD = """database = "sqlite:///{folder}/store.db"
[fetch]
delay = {delay}
inside = true
"""
SOURCE = """[[source]]
name = "{name}"
kind = "{kind}"
location = "{location}"
"""


class Newspaper:
    """A server with so many stories, its pages written beforehand."""

    def __init__(self, first: int, count: int) -> None:
        self._pages = [answer(write_full_page(write_story(first + place))) for place in range(count)]

    def __call__(self, request: Request) -> bytes | Fault:
        """Answer a request."""
        if request.path == "/index":
            base = f"http://{request.headers['host']}"
            return answer(write_feed((f"{base}/story/{place}", "") for place in range(len(self._pages))), kind=XML)
        if request.path.startswith("/story/"):
            return self._pages[int(request.path.rpartition("/")[2])]
        return missing()


def collect_profiled(settings: str) -> str:
    """Ask every source, one after the other; return where the time went."""
    profile = cProfile.Profile()
    profile.runcall(_collect_in_turn, settings)
    text = io.StringIO()
    pstats.Stats(profile, stream=text).sort_stats("cumulative").print_stats(60)
    return text.getvalue()


def _collect_in_turn(settings: str) -> None:
    from flows.collect import collect_source
    from flows.settings import NONE, read_settings

    for entry in read_settings(settings).sources:
        collect_source.fn(entry.name, settings, NONE)


def measure_speed(folder: Path, *, articles: int, hosts: int, delay: float, profile: bool) -> None:
    papers = [Newspaper(1_000_000 * number, articles // hosts) for number in range(hosts)]
    size = sum(len(page) for page in papers[0]._pages) // len(papers[0]._pages)
    run_child(peak_memory)  # whatever must be loaded once is loaded now
    with serve(*papers) as addresses:
        settings = folder / "aliansi.toml"
        entries = (
            SOURCE.format(name=f"paper {number}", kind="feed", location=f"{at}/index")
            for number, at in enumerate(addresses)
        )
        settings.write_text(HEAD.format(folder=folder, delay=delay) + "".join(entries), encoding="utf-8")
        if profile:
            print(run_child(collect_profiled, str(settings), seconds=7200))
            return
        start = time.monotonic()
        told = run_child(collect_each, str(settings), AT_ONCE, seconds=7200)
        seconds = time.monotonic() - start
    new, errors = sum(one.new for one in told.values()), [one.error for one in told.values() if one.error]
    print(f"{new} of {articles} articles of {size // 1024} KiB from {hosts} hosts, {delay} s between requests to each")
    print(f"{seconds:.0f} s, {new / seconds:.1f} pages/s; peak {max(one.peak for one in told.values())} MiB; {errors}")


def measure_memory(folder: Path, *, articles: int) -> None:
    archive, database = folder / "pages.warc.gz", folder / "store.db"
    _write_archive(archive, articles)
    print(f"{articles} pages, {archive.stat().st_size / 2**20:.0f} MiB packed")
    settings = folder / "aliansi.toml"
    entry = SOURCE.format(name="archive", kind="warc", location=archive)
    settings.write_text(HEAD.format(folder=folder, delay=0) + entry, encoding="utf-8")
    FORK.set_forkserver_preload([])  # what collects has no coders loaded
    start, shown = time.monotonic(), 0
    with Child(collect_each, str(settings)) as child:
        while child.process.is_alive():
            time.sleep(0.5)
            stored = _count(database)
            memory = _memory(child.process.pid)
            if stored >= shown + STEP:
                shown = stored // STEP * STEP
                print(f"{stored:6} articles  {memory}  {stored / (time.monotonic() - start):.0f}/s")
        (told,) = child.result().values()
    print(f"{told.new} new, skipped {told.skipped}, peak {told.peak} MiB {told.error}")


def _write_archive(path: Path, articles: int) -> None:
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        for number in range(articles):
            headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
            page = io.BytesIO(write_page(write_story(number)))
            url = f"https://example.org/{number}"
            writer.write_record(writer.create_warc_record(url, "response", payload=page, http_headers=headers))


def _count(database: Path) -> int:
    try:
        with sqlite3.connect(database) as connection:
            return int(connection.execute("SELECT count(*) FROM article").fetchone()[0])
    except sqlite3.OperationalError:
        return 0
    finally:
        connection.close()


def _memory(process: int | None) -> str:
    """Return the memory of a process; nothing where it has just ended."""
    try:
        text = Path(f"/proc/{process}/status").read_text()
    except OSError:
        return ""
    return ", ".join(" ".join(line.split()) for line in text.splitlines() if line.startswith(("VmRSS", "VmHWM")))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("speed", "memory"))
    parser.add_argument("--articles", type=int)
    parser.add_argument("--hosts", type=int, default=50)
    parser.add_argument("--delay", type=float, default=0, help="seconds between two requests to a host")
    parser.add_argument("--profile", action="store_true", help="print where the time goes instead, without threads")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if chosen.what == "memory":
            measure_memory(Path(folder), articles=chosen.articles or 50_000)
        else:
            measure_speed(
                Path(folder), articles=chosen.articles or 5000, hosts=chosen.hosts, delay=chosen.delay,
                profile=chosen.profile,
            )  # fmt: skip


if __name__ == "__main__":
    main()
