"""Read events out of the stored articles: batches of article ids in, events in the store and a table of them out."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from prefect import flow, get_run_logger, task
from prefect.artifacts import create_table_artifact
from prefect.cache_policies import NO_CACHE

from flows.coder import load_extractor, read_articles
from flows.progress import progress
from flows.recording import recorded
from flows.resolve import resolve_articles
from flows.runs import BACKOFF, RETRIES, may_pass, name_run
from flows.settings import NONE, Coding, Overrides, read_settings
from flows.spreading import spread
from flows.summary import Summary, describe
from ontology import Event, Record
from store import EventStore

EVERYTHING = 10**9
SHOWN = 200
"""Events in the table of one run: more make the page slow; the store has them all."""


class Which(Record):
    """Which of the pending articles are read."""

    new_only: bool = False
    limit: int | None = None
    since: date | None = None
    until: date | None = None


ALL = Which()


class Coded(Record):
    """What one batch gave: counts, and its events for the table of the run."""

    language: str
    articles: int
    events_new: int
    failed: int
    events: tuple[Event, ...]


@flow(name="extract", flow_run_name=name_run)
@recorded
def extract(
    settings: str | None = None, overrides: Overrides = NONE, new_only: bool = False, limit: int | None = None,
    since: date | None = None, until: date | None = None,
) -> Summary:  # fmt: skip
    """Read the events of all articles that this version of the coder has not read yet.

    Args:
        settings: path of the settings file; empty for aliansi.toml in the working folder, or else the defaults
        overrides: what stands above the settings file for this run
        new_only: only articles that no version of the coder has read
        limit: at most so many articles of each language, the oldest first; the next run takes more
        since: only articles published from this day on
        until: only articles published up to this day
    """
    log = get_run_logger()
    chosen = read_settings(settings, overrides)
    cluster = chosen.cluster if chosen.task_runner == "dask" else None
    which = Which(new_only=new_only, limit=limit, since=since, until=until)
    batches = [
        (chosen.database, coder, ids)
        for coder in map(chosen.coder_of, chosen.languages)
        for ids in _split(find_pending(chosen.database, coder, which), (cluster or chosen).batch_size)
    ]
    results = []
    with progress("reading events", sum(len(ids) for *_, ids in batches)) as advance:
        for coded in spread(extract_batch, batches, cluster):
            if isinstance(coded, Coded):
                results.append(coded)
                advance(coded.articles + coded.failed)
            else:
                log.error("a batch failed and waits for the next run: %s", coded)
    by_language: Counter[str] = Counter()
    for coded in results:
        by_language[coded.language] += coded.events_new
    summary = Summary(
        articles_coded=sum(coded.articles for coded in results),
        articles_failed=sum(coded.failed for coded in results),
        events_new=sum(coded.events_new for coded in results),
        events_by_language=dict(sorted(by_language.items())),
    )
    _show([event for coded in results for event in coded.events], summary)
    log.info(describe(summary))
    return summary


@task(
    task_run_name="find {coder.language} articles", cache_policy=NO_CACHE,
    retries=RETRIES, retry_delay_seconds=BACKOFF, retry_condition_fn=may_pass,
)  # fmt: skip
def find_pending(database: str, coder: Coding, which: Which = ALL) -> list[str]:
    """Return the ids of articles in a language that its coder has not read yet."""
    version = load_extractor(*coder).version
    with EventStore(database) as store:
        return store.pending(
            [coder.language], version, which.limit or EVERYTHING, new_only=which.new_only, since=which.since,
            until=which.until,
        )  # fmt: skip


@task(
    task_run_name="code {coder.language} articles", cache_policy=NO_CACHE,
    retries=RETRIES, retry_delay_seconds=BACKOFF, retry_condition_fn=may_pass,
)  # fmt: skip
def extract_batch(database: str, coder: Coding, ids: Sequence[str]) -> Coded:
    """Read one batch and store its events; an article that fails is marked and counted.

    Where only tables of actors changed since an article was read, it is not parsed again if that makes no difference.
    """
    extractor = load_extractor(*coder)
    with EventStore(database) as store:
        resolved = resolve_articles(extractor, store, ids)
        batch = read_articles(extractor, store.articles([key for key in ids if key not in resolved]))
        readings = [*resolved.values(), *batch.readings.values()]
        new = store.put_readings(readings, coder=extractor.version)
        for article, reason in batch.failures.items():
            store.put_failure(article, extractor.version, reason)
            get_run_logger().warning("article %s failed: %s", article, reason)
    failed = len(batch.failures)
    get_run_logger().info("%d %s articles: %d new events, %d failed", len(ids), coder.language, new, failed)
    events = [event for reading in readings for event in reading.events]
    return Coded(
        language=coder.language, articles=len(readings), events_new=new, failed=failed, events=tuple(events[:SHOWN])
    )


def _split(ids: Sequence[str], size: int) -> list[Sequence[str]]:
    return [ids[start : start + size] for start in range(0, len(ids), size)]


def _show(events: Sequence[Event], summary: Summary) -> None:
    """Put the events of this run on its page, each with its sentence."""
    rows = [
        {
            "date": event.date or (event.published.date().isoformat() if event.published else ""),
            "actor": event.actor.actor or event.actor.text,
            "action": f"{event.action.plover} ({event.action.text})",
            "target": event.target.actor or event.target.text,
            "status": event.status.value,
            "sentence": event.sentence,
            "link": event.url,
        }
        for event in events[:SHOWN]
    ]
    if rows:
        more = f" The table shows the first {SHOWN}." if len(events) > SHOWN else ""
        create_table_artifact(
            key="new-events", table=rows,
            description=f"{summary.events_new} new events from {summary.articles_coded} articles.{more}",
        )  # fmt: skip
