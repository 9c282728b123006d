"""Ask every source for articles: sources in, new articles and counted skips in the store.

One source that fails is named and counted, and the others go on.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from itertools import islice
from typing import TYPE_CHECKING, Any

from prefect import flow, get_run_logger, runtime, task
from prefect.cache_policies import NO_CACHE
from prefect.events import emit_event
from prefect.futures import as_completed
from prefect.task_runners import ThreadPoolTaskRunner

from extractors.articles import (
    Fetching,
    Memory,
    Source,
    SourceError,
    Validators,
    open_fetch,
    read_source,
    sketch_article,
)
from flows.expectations import find_odd
from flows.progress import progress
from flows.recording import recorded
from flows.runs import BACKOFF, RETRIES, is_overtaken, may_pass, name_run, overtaken
from flows.settings import NONE, Overrides, SettingsError, read_settings
from flows.summary import SHOWN, Summary, describe
from ontology import Article, Record, Skipped, Visit
from store import EventStore

if TYPE_CHECKING:
    from extractors.articles.fetch import Fetcher

AT_ONCE = 4
"""Sources asked at the same time: they wait for the network, and the store takes one writer after another."""


SKETCHED_AT_ONCE = 200
STORED = "aliansi.articles.stored"
"""The event of Prefect that tells of new articles: a deployment of `extract` may wait for it."""
RESOURCE = "aliansi.store"


class Collected(Record):
    """What one source gave."""

    read: int
    new: int
    languages: Mapping[str, int]
    skipped: Mapping[str, int]
    left_out: tuple[Skipped, ...]


RUNNER: Any = ThreadPoolTaskRunner(max_workers=AT_ONCE)  # Prefect's decorator refuses its own runner's type


@flow(name="collect", flow_run_name=name_run, task_runner=RUNNER)
@recorded
def collect(settings: str | None = None, overrides: Overrides = NONE, sources: list[str] | None = None) -> Summary:
    """Ask all enabled sources for articles and store those that are new.

    Args:
        settings: path of the settings file; empty for aliansi.toml in the working folder, or else the defaults
        overrides: what stands above the settings file for this run
        sources: names of the sources to ask; empty for all that are enabled
    """
    if is_overtaken():
        return overtaken()  # type: ignore[return-value]
    log = get_run_logger()
    chosen = read_settings(settings, overrides)
    names = [entry.name for entry in chosen.sources if (entry.name in sources if sources else entry.enabled)]
    if unknown := set(sources or ()).difference(names):
        raise SettingsError(f"no source is named {', '.join(sorted(unknown))}; aliansi sources list shows them")
    results: dict[str, Collected] = {}
    failed: dict[str, str] = {}
    with progress("asking sources", len(names)) as advance:
        asked = {collect_source.submit(name, settings, overrides): name for name in names}
        for future in as_completed(list(asked)):
            name, result = asked[future], future.result(raise_on_failure=False)
            if isinstance(result, Collected):
                results[name] = result
            else:
                failed[name] = _explain(result, name)
                log.error("source %s failed: %s", name, failed[name])
            advance(1)
    copies = find_copies(chosen.database)
    new = {name: result.new for name, result in results.items()}
    with EventStore(chosen.database) as store:
        until = runtime.flow_run.scheduled_start_time
        odd = find_odd(store, (entry for entry in chosen.sources if entry.name in new), new, until=until)
    for name, what in odd.items():
        log.warning("source %s %s", name, what)
    summary = Summary(
        sources=len(names),
        sources_failed=dict(sorted(failed.items())),
        articles_read=sum(result.read for result in results.values()),
        articles_new=sum(new.values()),
        sources_odd=odd,
        new_by_source={name: number for name, number in sorted(new.items()) if number},
        new_by_language=dict(sorted(sum((Counter(one.languages) for one in results.values()), Counter()).items())),
        copies=copies,
        skipped=dict(sorted(sum((Counter(result.skipped) for result in results.values()), Counter()).items())),
        left_out=tuple(item for name in names if name in results for item in results[name].left_out),
    )
    if summary.articles_new:
        emit_event(STORED, resource={"prefect.resource.id": RESOURCE}, payload={"articles": summary.articles_new})
    log.info(describe(summary))
    return summary


@task(
    task_run_name="ask {name}", cache_policy=NO_CACHE,
    retries=RETRIES, retry_delay_seconds=BACKOFF, retry_condition_fn=may_pass,
)  # fmt: skip
def collect_source(name: str, settings: str | None, overrides: Overrides) -> Collected:
    """Read one source and store, batch by batch, its articles and what was left out."""
    log = get_run_logger()
    chosen = read_settings(settings, overrides)
    (source,) = (entry.source() for entry in chosen.sources if entry.name == name)
    read = 0
    languages: Counter[str] = Counter()
    skipped: Counter[str] = Counter()
    shown: list[Skipped] = []
    with EventStore(chosen.database) as store, _open(source, chosen.fetch.fetching(), store) as fetch:
        memory = Memory(store.visits)
        found = read_source(source, fetch=fetch, accept=chosen.languages, memory=memory)
        for items in _batches(found, chosen.batch_size):
            articles = [item for item in items if isinstance(item, Article)]
            left_out = [item for item in items if isinstance(item, Skipped)]
            read += len(articles)
            stored = store.put_articles(articles)
            languages.update(article.language for article in articles if article.id in stored)
            store.put_skipped(left_out)
            skipped.update(item.reason for item in left_out)
            shown.extend(left_out[: SHOWN - len(shown)])
            store.put_visits(memory.take())  # after what they gave: a kill in between fetches again and loses nothing
            for item in left_out:
                log.info("skipped %s: %s %s", item.item, item.reason, item.detail)
        store.put_visits(memory.take())
        if not fetch.failed and source.location in fetch.seen:
            store.put_visits([Visit(url=source.location, **fetch.seen[source.location].model_dump())])
    log.info("%s: %d articles read, %d new, %d items skipped", name, read, languages.total(), skipped.total())
    return Collected(
        read=read, new=languages.total(), languages=languages, skipped=dict(skipped), left_out=tuple(shown)
    )


@task(
    task_run_name="find copies", cache_policy=NO_CACHE,
    retries=RETRIES, retry_delay_seconds=BACKOFF, retry_condition_fn=may_pass,
)  # fmt: skip
def find_copies(database: str) -> int:
    """Put the new articles into the stories that they are copies of; return how many are copies."""
    copies = 0
    with EventStore(database) as store:
        while ids := store.unsketched(SKETCHED_AT_ONCE):
            copies += store.put_sketches(map(sketch_article, store.articles(ids)))
    return copies


def _open(source: Source, how: Fetching, store: EventStore) -> "AbstractContextManager[Fetcher]":
    """Return what fetches for a source: its own address only where it has changed since the last run that went well."""
    known = store.visits([source.location])
    validators = {url: Validators(etag=visit.etag, modified=visit.modified) for url, visit in known.items()}
    return open_fetch(how, validators=validators)


def _explain(error: object, name: str) -> str:
    if isinstance(error, SourceError):
        return str(error).removeprefix(f"source {name!r}: ")
    return f"{type(error).__name__}: {error}"


def _batches(items: Iterable[Article | Skipped], size: int) -> Iterator[list[Article | Skipped]]:
    iterator = iter(items)
    while batch := list(islice(iterator, size)):
        yield batch
