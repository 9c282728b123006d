"""What happened to the store: the runs of flows, and what was told to whom; both outlive the articles they speak of."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from pydantic import Field
from sqlalchemy import func, select

from ontology import Record
from ontology.records import Utc
from store.engine import Opened, transaction
from store.tables import event, reading, run, told
from store.writing import insert_into, split, upsert


class Run(Record):
    """One run of a flow."""

    id: str
    flow: str
    name: str = Field(description="what the run was called in Prefect")
    started: Utc
    ended: Utc
    state: str = Field(pattern="^(completed|partial|failed)$")
    reason: str = Field(default="", description="why it failed")
    summary: dict[str, Any] = Field(description="its counts, as the flow gave them")


class Backlog(Record):
    """How many articles of a language were read, by whom, and how many wait for their first reading."""

    language: str
    waiting: int
    read: dict[str, int] = Field(description="coder version → articles that it was the last to read")
    failed: int
    events: int


class Journal(Opened):
    """Runs and tellings of a store; use it as a context manager."""

    def put_run(self, done: Run) -> None:
        """Keep a run; one that is kept already is replaced."""
        with transaction(self._engine, write=True) as connection:
            upsert(connection, run, [done.model_dump()])

    def runs(self, *, limit: int | None = None, since: datetime | None = None) -> list[Run]:
        """Return the last runs, the latest first; with `since` (aware), those that began then or later."""
        query = select(run).order_by(run.c.started.desc(), run.c.id).limit(limit)
        query = query.where(run.c.started >= since) if since is not None else query
        with transaction(self._engine, write=False) as connection:
            return [Run.model_validate(dict(row)) for row in connection.execute(query).mappings()]

    def backlog(self) -> list[Backlog]:
        """Return what was read in each language, from the counts in the readings alone."""
        c = reading.c
        kinds = c.language, c.coder, c.state
        query = select(*kinds, func.count(), func.sum(c.events)).group_by(*kinds)
        found: dict[str, dict[str, Any]] = {}
        with transaction(self._engine, write=False) as connection:
            for language, coder, state, number, events in connection.execute(
                query.group_by(*query.selected_columns[:3])
            ):
                row = found.setdefault(language, {"waiting": 0, "read": {}, "failed": 0, "events": 0})
                row["events"] += events
                if state == "read":
                    row["read"][coder] = number
                else:
                    row[state] += number
        return [Backlog(language=language, **found[language]) for language in sorted(found)]

    def unresolved(self) -> int:
        """Return how many events have a side that no table of actors holds."""
        missing = (select(event.c.id).where(side.is_(None)) for side in (event.c.actor, event.c.target))
        with transaction(self._engine, write=False) as connection:
            return len({key for query in missing for key in connection.scalars(query)})

    def told(self, alert: str, keys: Collection[str]) -> set[str]:
        """Return those of the keys that were told under an alert's name."""
        with transaction(self._engine, write=False) as connection:
            return {
                key
                for part in split(sorted(keys))
                for key in connection.scalars(select(told.c.key).where(told.c.alert == alert, told.c.key.in_(part)))
            }

    def put_told(self, alert: str, keys: Iterable[str]) -> None:
        """Remember that these were told."""
        rows = [{"alert": alert, "key": key} for key in sorted(set(keys))]
        if rows:
            with transaction(self._engine, write=True) as connection:
                connection.execute(insert_into(connection, told).on_conflict_do_nothing(), rows)
