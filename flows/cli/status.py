"""The commands `status` and `alert`: what the last runs did, what waits, what is missing, and what is to be told."""

import json
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from flows.cli.running import Database, Outputs, SettingsFile, override, read_chosen
from flows.cli.screen import Exit, out, tell

if TYPE_CHECKING:
    from store import Run

WEEK = timedelta(days=7)
GAPS = 10


def status(
    runs: Annotated[int, typer.Option(min=1, help="How many of the last runs to list.")] = 10,
    as_json: Annotated[bool, typer.Option("--json", help="Write one JSON object.")] = False,
    metrics: Annotated[Path | None, typer.Option(help="Write Prometheus metrics into this file; - shows them.")] = None,
    settings: SettingsFile = None,
    database: Database = None,
) -> None:
    """Tell what the last runs did, what waits to be read, and which names no table of actors holds.

    Example: aliansi status --runs 3
    """
    from store import EventStore, Journal, measure

    chosen = read_chosen(settings, database)
    if metrics is not None:
        from flows.metrics import show_metrics, write_metrics

        if str(metrics) == "-":
            print(show_metrics(chosen.database), end="")
        else:
            write_metrics(chosen.database, metrics)
        return
    with Journal(chosen.database) as journal, EventStore(chosen.database) as store:
        last, week = journal.runs(limit=runs), journal.runs(since=datetime.now(UTC) - WEEK)
        backlog, unresolved = journal.backlog(), journal.unresolved()
        counts, gaps = store.counts(), store.unknown_names(limit=GAPS)
    size = measure(chosen.database).total
    found: dict[str, Any] = {
        "runs": [run.model_dump(mode="json") for run in last],
        "week": _add_up(week),
        "backlog": [row.model_dump(mode="json") for row in backlog],
        "counts": counts,
        "unresolved": unresolved,
        "unknown_names": [{"text": name.text, "label": name.label, "articles": number} for name, number in gaps],
        "bytes": size,
    }
    if as_json:
        print(json.dumps(found, ensure_ascii=False))
        return
    _print_runs(last)
    _print_counts(found)


def alert(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only count what would be told.")] = False,
    settings: SettingsFile = None,
    database: Database = None,
    outputs: Outputs = None,
) -> None:
    """Tell what the alerts of the settings wait for; each act is told once.

    Example: aliansi alert --dry-run
    """
    from flows.quiet import quiet_prefect

    quiet_prefect(terminal_level="CRITICAL")
    chosen = read_chosen(settings, database, outputs)
    if not chosen.alerts:
        tell("the settings have no [[alert]]", label="note")
        return
    from flows.alerting import alert as tell_news

    summary = tell_news(str(settings.absolute()) if settings else None, override(database, outputs), dry_run)
    for name, number in summary.alerts.items():
        out().print(f"{name}: {number} {'to tell' if dry_run else 'told'}", markup=False)
    for name, reason in summary.alerts_failed.items():
        tell(f"alert {name} waits for the next run: {reason}", label="warning")
    if summary.partial:
        raise typer.Exit(Exit.PARTIAL)


def _add_up(runs: "list[Run]") -> dict[str, dict[str, int]]:
    """Return the new articles by source and language and the new events by language of runs."""
    names = ("new_by_source", "new_by_language", "events_by_language")
    sums: dict[str, Counter[str]] = {name: Counter() for name in names}
    for run in runs:
        for name in names:
            sums[name].update(run.summary.get(name) or {})
    return {name: dict(sorted(counter.items())) for name, counter in sums.items()}


def _print_runs(runs: "list[Run]") -> None:
    from rich.table import Table

    table = Table("run", "began (UTC)", "took", "state", "new articles", "new events", "what went wrong", title="Runs")
    for run in runs:
        articles, events = (str(run.summary.get(name, 0)) for name in ("articles_new", "events_new"))
        failed = run.summary.get("sources_failed") or {}
        faults = [run.reason, *(f"{name}: {reason}" for name, reason in failed.items())]
        table.add_row(
            run.flow, f"{run.started:%Y-%m-%d %H:%M}", f"{(run.ended - run.started).total_seconds():.0f} s", run.state,
            articles, events, "\n".join(filter(None, faults)),
        )  # fmt: skip
    out().print(table if runs else "No run yet: aliansi run.")


def _print_counts(found: dict[str, Any]) -> None:
    from rich.table import Table

    week = found["week"]
    table = Table("language", "new in a week", "new events", "waiting", "read", "failed", "events", title="Articles")
    for row in found["backlog"]:
        language = row["language"]
        table.add_row(
            language, str(week["new_by_language"].get(language, 0)), str(week["events_by_language"].get(language, 0)),
            str(row["waiting"]), str(sum(row["read"].values())), str(row["failed"]), str(row["events"]),
        )  # fmt: skip
    out().print(table)
    sources = Table("source", "new in a week", title="Sources")
    for source, number in week["new_by_source"].items():
        sources.add_row(source, str(number))
    if week["new_by_source"]:
        out().print(sources)
    events = found["counts"]["events"]
    share = f" ({100 * found['unresolved'] / events:.0f} %)" if events else ""
    out().print(f"{found['unresolved']} of {events} events have a side that no table of actors holds{share}.")
    names = ", ".join(f"{name['text']} ({name['articles']})" for name in found["unknown_names"])
    if names:
        out().print(f"Unknown names, with their articles: {names}", markup=False, soft_wrap=True)
    out().print(f"The database takes {found['bytes'] / 1e6:.1f} MB.")
