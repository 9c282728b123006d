"""Print what a made-up week costs: 40 newspapers asked every hour, while 5 % of all requests go wrong.

    python benchmarks/week.py [--sources 40] [--hours 168] [--faults 0.05]

Time is what the newspapers print; nobody sleeps. A newspaper publishes now and then, falls silent on one day, floods on
another, and corrects a few pages, which its feed or sitemap then says. After the last hour two more rounds are made in
which nothing is new and nothing goes wrong, as the next hours would bring them. A page that was corrected before it was
fetched counts as stored in its last version.
"""

import argparse
import gzip
import random
import tempfile
import threading
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import sqlalchemy
from world.children import Told, collect_each, run_child
from world.loopback import XML, Fault, Request, answer, cut, drip, hang, missing, reset, serve
from world.newsroom import Story, write_feed, write_list, write_page, write_sitemap, write_story
from world.wrongs import HEAD, INDEX

from flows.expectations import find_odd
from flows.settings import SourceEntry
from store import EventStore

KINDS = ("feed", "sitemap", "list")
DAY, SHOWN_HOURS = 24, 48
CALM_ROUNDS = 2
CORRECTED = 0.02
FEW, MANY = 5, 100
"""Articles a day below and above which a newspaper is odd; it publishes one an hour."""
NEVER = datetime(1900, 1, 1, tzinfo=UTC)
"""What newspapers print as their time is not this week's, so only what is new counts."""
SETTINGS = """database = "sqlite:///{folder}/store.db"
[fetch]
timeout = 2
retries = 1
delay = 0
inside = true
"""
SOURCE = """[[source]]
name = "{name}"
kind = "{kind}"
location = "{location}"
include = "/story/"
"""


class Week(NamedTuple):
    """What was published and what came of it."""

    published: int
    corrected: int
    stored: int
    lost: int
    doubled: int
    failures: Counter[str]
    requests: int
    faults: int
    odd_days: int
    """Days on which a newspaper was silent or flooded."""
    odd_told: int
    """Of these, those that were reported as such."""
    wrongly_told: int


class Newspaper:
    """A server whose pages grow from hour to hour and whose answers sometimes go wrong."""

    def __init__(self, number: int, *, faults: float) -> None:
        """Take its number, which everything about it is drawn by, and the share of requests that go wrong."""
        self._first = 100_000 * number
        self._chance = random.Random(number)
        self._luck = random.Random(-number)
        self._lock = threading.Lock()
        self.silent, self.flooding = self._chance.sample(range(1, 7), 2)
        self._hours: list[int] = []
        self._versions: list[int] = []
        self.kind = KINDS[number % len(KINDS)]
        self.faults = faults
        self.requests = self.wrong = 0

    def advance(self, hour: int) -> None:
        """Publish what comes in an hour, and correct what was wrong."""
        day = hour // DAY
        usual = 0 if day == self.silent else 10 if day == self.flooding else 1
        fresh = sum(self._chance.random() < usual / 10 for _ in range(10))
        for place, when in enumerate(self._hours):
            if self.kind != "list" and hour - when < DAY and self._chance.random() < CORRECTED / DAY:
                self._versions[place] += 1
        self._hours += [hour] * fresh
        self._versions += [1] * fresh

    def stories(self, place: int) -> list[Story]:
        """Return all versions of a story."""
        return [write_story(self._first + place, version=version + 1) for version in range(self._versions[place])]

    @property
    def last(self) -> list[Story]:
        """The last version of every story."""
        return [self.stories(place)[-1] for place in range(len(self._hours))]

    @property
    def all(self) -> list[Story]:
        """Every version of every story."""
        return [story for place in range(len(self._hours)) for story in self.stories(place)]

    def __call__(self, request: Request) -> bytes | Fault:
        """Answer a request, rightly or not."""
        right = self._answer(request.path, f"http://{request.headers['host']}")
        with self._lock:
            self.requests += 1
            if self._luck.random() >= self.faults:
                return right
            self.wrong += 1
            return self._luck.choice(_wrongs(right))

    def _answer(self, path: str, base: str) -> bytes:
        if path.startswith("/story/"):
            return answer(write_page(self.stories(int(path.rpartition("/")[2]))[-1]))
        if path != INDEX:
            return missing()
        shown = [place for place, when in enumerate(self._hours) if self._hours[-1] - when < SHOWN_HOURS]
        links = [(f"{base}/story/{place}", f"2024-03-01T00:{self._versions[place]:02}:00Z") for place in shown]
        if self.kind == "list":
            return answer(write_list([url for url, _ in links]))
        return answer({"feed": write_feed, "sitemap": write_sitemap}[self.kind](links), kind=XML)


def _wrongs(right: bytes) -> Sequence[bytes | Fault]:
    """Return what may come in place of the right answer; the slow ones are rare because there is only one of each."""
    head, _, body = right.partition(b"\r\n\r\n")
    return (
        reset(), reset(right[: len(right) // 2]), cut(right[: len(right) // 2]), cut(b"nonsense\r\n\r\n"),
        cut(HEAD + b"transfer-encoding: chunked\r\n\r\nzz\r\n" + body), cut(HEAD + b"x: " + b"a" * 1_000_000),
        answer(b"", "500 Oops"), answer(b"", "502 Bad Gateway"), answer(b"", "503 Busy", headers={"retry-after": "0"}),
        answer(b"", "429 Slow Down", headers={"retry-after": "0"}),
        answer(b"", "503 Busy", headers={"retry-after": "999"}),
        answer(gzip.compress(body)[:-20], headers={"content-encoding": "gzip"}),
        answer(body, headers={"content-encoding": "br"}),
        hang(head + b"\r\n\r\n"), drip(right, pause=0.1),
    )  # fmt: skip


def simulate(folder: Path, *, sources: int = 40, hours: int = 168, faults: float = 0.05) -> Week:
    """Ask made-up newspapers every hour and compare what is stored with what they published."""
    papers = [Newspaper(number, faults=faults) for number in range(sources)]
    failures: Counter[str] = Counter()
    watch = Watch(f"sqlite:///{folder}/store.db", papers)
    with serve(*papers) as addresses:
        named = zip(range(sources), papers, addresses, strict=True)
        entries = [SOURCE.format(name=f"paper {n}", kind=paper.kind, location=at + INDEX) for n, paper, at in named]
        settings = folder / "aliansi.toml"
        settings.write_text(SETTINGS.format(folder=folder) + "".join(entries), encoding="utf-8")
        for hour in range(hours + CALM_ROUNDS):
            for paper in papers:
                if hour < hours:
                    paper.advance(hour)
                else:
                    paper.faults = 0
            told = run_child(collect_each, str(settings), 8, seconds=1800)
            failures += _count(told.values())
            watch.look(hour, {name: one.new for name, one in told.items()}, last=hours)
    stored = _read(f"sqlite:///{folder}/store.db")
    last = Counter(_text(story) for paper in papers for story in paper.last)
    every = {_text(story) for paper in papers for story in paper.all}
    return Week(
        published=last.total(), corrected=len(every) - last.total(), stored=stored.total(),
        lost=(last - stored).total(), doubled=stored.total() - len(every & set(stored)), failures=failures,
        requests=sum(paper.requests for paper in papers), faults=sum(paper.wrong for paper in papers),
        odd_days=watch.odd, odd_told=watch.told, wrongly_told=watch.wrongly,
    )  # fmt: skip


class Watch:
    """Compares what is reported of silent and flooding sources at the end of each day with what they did."""

    def __init__(self, database: str, papers: Sequence[Newspaper]) -> None:
        self._database = database
        self._papers = {f"paper {number}": paper for number, paper in enumerate(papers)}
        self._new: Counter[str] = Counter()
        self.odd = self.told = self.wrongly = 0

    def look(self, hour: int, new: Mapping[str, int], *, last: int) -> None:
        """Take what an hour brought; at the end of a day, ask who is odd."""
        self._new.update(new)
        if hour >= last or hour % DAY != DAY - 1:
            return
        entries = [
            SourceEntry(name=name, kind="feed", location="x", min_daily=FEW, max_daily=MANY) for name in self._papers
        ]
        with EventStore(self._database) as store:
            odd = find_odd(store, entries, self._new, until=NEVER)
        for name, paper in self._papers.items():
            day, said = hour // DAY, odd.get(name, "").partition(":")[0]
            did = "silent" if day == paper.silent else "floods" if day == paper.flooding else ""
            self.odd += bool(did)
            self.told += bool(did) and said == did
            self.wrongly += said not in ("", did)
        self._new.clear()


def _count(told: Sequence[Told]) -> Counter[str]:
    failures: Counter[str] = Counter()
    for one in told:
        failures.update({f"page: {reason}": number for reason, number in one.skipped.items()})
        if one.error:
            failures[f"source: {one.error.partition(':')[0]}"] += 1
    return failures


def _text(story: Story) -> tuple[str, str]:
    return story.title, "\n\n".join(story.paragraphs)


def _read(database: str) -> Counter[tuple[str, str]]:
    engine = sqlalchemy.create_engine(database)
    with engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT title, body FROM article").all()
    engine.dispose()
    return Counter((row.title, row.body) for row in rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sources", type=int, default=40)
    parser.add_argument("--hours", type=int, default=168)
    parser.add_argument("--faults", type=float, default=0.05, help="share of requests that go wrong")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        week = simulate(Path(folder), **vars(chosen))
    print(f"requests  {week.requests:6}, of which {week.faults} went wrong")
    print(f"published {week.published:6}, and {week.corrected} corrections")
    print(f"stored    {week.stored:6} (a page that was corrected after it was fetched, in both versions)")
    print(f"odd days  {week.odd_days:6}, of which {week.odd_told} were reported; {week.wrongly_told} false reports")
    print(f"lost      {week.lost:6}\ndoubled   {week.doubled:6}\nfailures by reason, each made good by a later hour:")
    for reason, number in week.failures.most_common():
        print(f"  {number:5}  {reason}")


if __name__ == "__main__":
    main()
