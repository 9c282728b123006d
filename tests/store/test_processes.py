"""Several processes on one database: nobody fails, nothing doubles, nothing committed is lost."""

import sqlite3
import subprocess
import sys
from pathlib import Path

from ontology import Reading
from store import EventStore

ROOT = Path(__file__).parents[2]
READ_BATCHES = """
import sys
sys.path.insert(0, "tests/store")
from conftest import code_event, write_article, write_readings
from store import EventStore

def batch(number):
    articles = [write_article(number * 100 + item) for item in range(20)]
    return articles, [code_event(article, start=start) for article in articles for start in range(0, 50, 10)]
"""
WRITE_ALL = f"""{READ_BATCHES}
new_articles = new_events = 0
with EventStore(sys.argv[1]) as store:
    for number in range(10):
        articles, events = batch(number)
        new_articles += len(store.put_articles(articles))
        new_events += store.put_readings(write_readings(articles, events), coder="c")
print(new_articles, new_events)
"""
STOP_INSIDE = f"""{READ_BATCHES}
import time
from sqlalchemy import Engine, event

with EventStore(sys.argv[1]) as store:
    articles, events = batch(0)
    store.put_articles(articles)
    store.put_readings(write_readings(articles, events), coder="c")
    articles, events = batch(1)
    store.put_articles(articles)

    @event.listens_for(Engine, "after_cursor_execute")
    def stop(connection, cursor, statement, *rest):
        if statement.startswith("INSERT INTO event"):
            print("inside", cursor.rowcount, flush=True)
            time.sleep(600)

    store.put_readings(write_readings(articles, events), coder="c")
"""


def start(script: str, url: str) -> subprocess.Popen[str]:
    """Run a script with the database URL as its argument."""
    command = [sys.executable, "-c", script, url]
    return subprocess.Popen(command, cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def test_four_processes_write_the_same_batches_at_once(url: str) -> None:
    writers = [start(WRITE_ALL, url) for _ in range(4)]
    answers = [writer.communicate(timeout=300) for writer in writers]
    assert [error for _, error in answers] == [""] * 4
    told = [tuple(map(int, out.split())) for out, _ in answers]
    assert sum(articles for articles, _ in told) == 200, "each article is new to one process alone"
    assert sum(events for _, events in told) == 1000
    with EventStore(url) as store:
        assert (store.counts()["articles"], store.counts()["events"], store.counts()["read"]) == (200, 1000, 200)


def test_a_kill_within_a_batch_loses_nothing_committed(url: str) -> None:
    with start(STOP_INSIDE, url) as writer:
        assert writer.stdout is not None
        line = writer.stdout.readline()
        writer.kill()
    assert line == "inside 100\n"
    if url.startswith("sqlite"):
        connection = sqlite3.connect(url.removeprefix("sqlite:///"))
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        connection.close()
    with EventStore(url) as store:
        assert (store.counts()["articles"], store.counts()["events"], store.counts()["read"]) == (40, 100, 20)
        pending = store.pending(["en"], "c", 99)
        assert len(pending) == 20
        store.put_readings([Reading(article=key) for key in pending], coder="c")
        assert store.counts()["events"] == 100
