"""Tell people of the acts that they wait for: stored acts and the alerts of the settings in, messages out, each once.

A message goes to a webhook, to a file of JSON lines, and to Prefect as an event. An act is remembered as told after all
took it: what a webhook refuses is told by the next run. Every message carries a key, which is the same when it is sent
again, so that a receiver that took it in vain knows it.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import httpcore
import httpx
from prefect import flow, get_run_logger, task
from prefect.cache_policies import NO_CACHE
from prefect.events import emit_event
from tenacity import Retrying, retry_if_exception, stop_after_attempt, wait_random_exponential

from extractors.articles import Fetching, open_client
from flows.atlas import read_acts
from flows.names import Directory, open_directory
from flows.parts import Alert
from flows.runs import name_run
from flows.settings import NONE, Overrides, read_settings
from flows.summary import Summary
from graph import Change, find_changes
from ontology import Event, content_hash
from store import EventStore, Journal

if TYPE_CHECKING:
    from graph.acts import Acts

EVENT = "aliansi.alert"
AT_ONCE = 50
"""Acts and changes in one message."""
SENTENCES = 10
PERIOD = 30
"""Days of the last stretch in which changes are looked for."""
AGAIN = frozenset({408, 425, 429, 500, 502, 503, 504})


class News(NamedTuple):
    """One act or change to tell: the key of what it is, all keys that tell of it, and what is told."""

    key: str
    keys: frozenset[str]
    told: Mapping[str, Any]


@flow(name="alert", flow_run_name=name_run)
def alert(settings: str | None = None, overrides: Overrides = NONE, dry_run: bool = False) -> Summary:
    """Tell what the alerts of the settings wait for and was not told yet.

    Args:
        settings: path of the settings file; empty for aliansi.toml in the working folder, or else the defaults
        overrides: what stands above the settings file for this run
        dry_run: only count what would be told
    """
    chosen = read_settings(settings, overrides)
    if not chosen.alerts:
        return Summary()
    directory = open_directory(chosen.actors)
    with EventStore(chosen.database) as store:
        acts = read_acts(store)
        news = {entry.name: list(find_news(entry, acts, store, directory)) for entry in chosen.alerts}
    told: dict[str, int] = {}
    failed: dict[str, str] = {}
    for entry in chosen.alerts:
        with Journal(chosen.database) as journal:
            before = journal.told(entry.name, {key for one in news[entry.name] for key in one.keys})
        fresh = [one for one in news[entry.name] if not one.keys & before]
        told[entry.name] = len(fresh) if dry_run else 0
        for start in range(0, 0 if dry_run else len(fresh), AT_ONCE):
            part, how = fresh[start : start + AT_ONCE], chosen.fetch.fetching()
            state = tell(entry, part, chosen.database, chosen.outputs, how, return_state=True)
            if state.is_failed():
                failed[entry.name] = f"{state.result(raise_on_failure=False)}"
                get_run_logger().error("alert %s waits for the next run: %s", entry.name, failed[entry.name])
                break
            told[entry.name] += len(part)
    return Summary(alerts=told, alerts_failed=failed)


@task(task_run_name="tell {entry.name}", cache_policy=NO_CACHE)
def tell(entry: Alert, news: Sequence[News], database: str, outputs: Path, how: Fetching) -> None:
    """Bring news to Prefect, the file and the webhook of an alert, and remember them."""
    message = {"alert": entry.name, "key": content_hash(*(one.key for one in news)), "news": [one.told for one in news]}
    if entry.file is not None:
        _append(outputs / entry.file, message)
    if entry.webhook is not None:
        _post(entry.webhook, message, how)
    emit_event(EVENT, resource={"prefect.resource.id": f"{EVENT}.{entry.name}"}, payload=message)
    with Journal(database) as journal:
        journal.put_told(entry.name, (key for one in news for key in one.keys))


def find_news(entry: Alert, acts: "Acts", store: EventStore, directory: Directory) -> Iterator[News]:
    """Yield the acts, and changes where these are wanted, that an alert waits for, told before or not."""
    actors = {directory.find(name) for name in entry.actors}
    last = store.last_day()
    if last is None:
        return
    first = last - timedelta(days=entry.days - 1)
    for act in acts.iter_rows(named=True):
        if _fits(entry, act, actors, first):
            sides = act["actor"], act["target"]
            pair = " – ".join(directory.show(side, side) for side in sides)
            key = content_hash("act", act["a"], act["b"], act["plover"], act["status"], act["day"])
            events = store.events_of(act["ids"][:SENTENCES])
            told = {
                "key": key, "actor": sides[0], "target": sides[1],
                "title": f"{pair}: {act['plover']}",
                "type": act["plover"], "mode": act["mode"], "quad": act["quad"], "status": act["status"],
                "day": act["day"].isoformat(), "publishers": act["publishers"], "reports": act["reports"],
                "sentences": [_quote(event) for event in events],
            }  # fmt: skip
            yield News(key, frozenset({key, *act["ids"]}), told)
    if entry.changes:
        for change in find_changes(acts, period=PERIOD, latest=True):
            if _concerns(actors, change.actor, change.target):
                yield _tell_change(change, store, directory)


def _fits(entry: Alert, act: Mapping[str, Any], actors: set[str], first: date) -> bool:
    return (
        act["day"] is not None
        and act["day"] >= first
        and act["status"] in entry.statuses
        and (not entry.types or act["plover"] in entry.types)
        and (not entry.quads or act["quad"] in entry.quads)
        and len(act["publishers"]) >= entry.min_publishers
        and _concerns(actors, act["actor"], act["target"])
    )


def _concerns(actors: set[str], one: str, other: str) -> bool:
    if len(actors) > 1:
        return {one, other} <= actors
    return not actors or bool(actors & {one, other})


def _tell_change(change: Change, store: EventStore, directory: Directory) -> News:
    more = "more" if change.rises else "less"
    key = content_hash("change", change.actor, change.target, change.kind, more, change.until.isoformat()[:7])
    pair = " – ".join(directory.show(side, side) for side in (change.actor, change.target))
    told = {
        "key": key, "title": f"{pair}: {more} {change.kind}", **change.model_dump(mode="json", exclude={"evidence"}),
        "sentences": [_quote(event) for event in store.events_of(change.evidence)],
    }  # fmt: skip
    return News(key, frozenset({key}), told)


def _quote(event: Event) -> dict[str, str]:
    return {"sentence": event.sentence, "publisher": event.source, "url": event.url}


def _append(file: Path, message: Mapping[str, Any]) -> None:
    """Append a line for each of the news that the file does not have yet."""
    file.parent.mkdir(parents=True, exist_ok=True)
    there = {line.get("key") for line in _read_lines(file)}
    lines = [{"alert": message["alert"], **one} for one in message["news"] if one["key"] not in there]
    with file.open("a", encoding="utf-8") as stream:
        stream.write("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines))


def _read_lines(file: Path) -> Iterable[dict[str, Any]]:
    if not file.exists():
        return
    with file.open(encoding="utf-8") as stream:
        for line in stream:
            try:
                found = json.loads(line)
            except ValueError:  # cut off by a kill: that act is told again
                continue
            if isinstance(found, dict):
                yield found


class DeliveryError(OSError):
    """A webhook did not take a message; its address, which may hold a secret, is told by its host alone."""


def _post(address: str, message: Mapping[str, Any], how: Fetching) -> None:
    """Post a message; what may succeed later is tried again, and then left to the next run."""
    again = Retrying(
        stop=stop_after_attempt(how.retries + 1), wait=wait_random_exponential(multiplier=0.5, max=20), reraise=True,
        retry=retry_if_exception(_may_pass),
    )  # fmt: skip
    host = httpx.URL(address).host
    try:
        with open_client(how) as client:
            for attempt in again:
                with attempt:
                    answer = client.post(address, json=message, headers={"idempotency-key": message["key"]})
                    answer.raise_for_status()
    except httpx.HTTPStatusError as error:
        raise DeliveryError(f"the webhook at {host} answered {error.response.status_code}") from None
    except (httpx.HTTPError, httpcore.NetworkError, httpcore.TimeoutException) as error:
        raise DeliveryError(f"the webhook at {host} is out of reach: {error}") from None


def _may_pass(error: BaseException) -> bool:
    if isinstance(error, httpx.HTTPStatusError):
        return error.response.status_code in AGAIN
    return isinstance(error, httpx.TransportError)
