"""The counts of a store as Prometheus metrics: a database in, a file for the textfile collector out."""

from collections import Counter
from pathlib import Path

from prometheus_client import CollectorRegistry, Gauge, generate_latest, write_to_textfile

from store import EventStore, Journal


def write_metrics(database: str, file: Path) -> None:
    """Write the metrics of a store into a file, whole or not at all."""
    file.parent.mkdir(parents=True, exist_ok=True)
    write_to_textfile(str(file), read_metrics(database))


def show_metrics(database: str) -> str:
    """Return the metrics of a store in Prometheus' text format."""
    return generate_latest(read_metrics(database)).decode()


def read_metrics(database: str) -> CollectorRegistry:
    """Return what a store holds and what its last run did."""
    registry = CollectorRegistry()

    def gauge(name: str, about: str, *labels: str) -> Gauge:
        return Gauge(f"aliansi_{name}", about, labels, registry=registry)

    with EventStore(database) as store, Journal(database) as journal:
        counts, backlog, runs = store.counts(), journal.backlog(), journal.runs(limit=1)
        unresolved = journal.unresolved()
    stored = gauge("stored", "Rows in the store", "kind")
    for kind, number in counts.items():
        stored.labels(kind).set(number)
    gauge("unresolved_events", "Events with a side that no table of actors holds").set(unresolved)
    waiting, failed = (
        gauge("waiting_articles", "Articles not read yet", "language"),
        gauge("failed_articles", "Articles that the coder failed on", "language"),
    )
    events = gauge("events", "Events in the store", "language")
    for row in backlog:
        waiting.labels(row.language).set(row.waiting)
        failed.labels(row.language).set(row.failed)
        events.labels(row.language).set(row.events)
    for run in runs:
        gauge("last_run_timestamp_seconds", "When the last run ended", "flow").labels(run.flow).set(
            run.ended.timestamp()
        )
        gauge("last_run_duration_seconds", "How long the last run took").set((run.ended - run.started).total_seconds())
        gauge("last_run_ok", "1 where the last run went well").set(run.state == "completed")
        news = gauge("last_run_new_articles", "New articles of the last run", "source")
        for source, number in Counter(run.summary.get("new_by_source") or {}).items():
            news.labels(source).set(number)
        troubled = gauge("last_run_source_failed", "Sources that failed in the last run", "source")
        for source in run.summary.get("sources_failed") or {}:
            troubled.labels(source).set(1)
    return registry
