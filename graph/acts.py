"""Reports in, acts out: what many articles and wire copies tell is one act with many pieces of evidence.

Three rules. The one-a-day filter of the field (Schrodt, KEDS): the same doer, target, PLOVER type and status on the
same day is one act. The same sentence printed again within a week belongs to the day on which it came first. And
copies of one story are one publisher's word, whoever prints them.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, TypeAlias

from ontology import Report, Status

if TYPE_CHECKING:
    from polars import DataFrame, DataType

    Acts: TypeAlias = DataFrame

COPIED_WITHIN = 7
"""Days after which the same sentence tells of another act."""


def find_acts(reports: Iterable[Report], *, entities: bool = False) -> "DataFrame":
    """Return a table of acts, sorted: one row an act, `a` and `b` its two sides in the order of their ids.

    Columns: actor, target, a, b, plover, mode, quad, status, day, count (acts that the row stands for), reports
    (their number), publishers (those who tell it in words of their own), ids (of its reports, those that tell most
    first) and weight (of the first of these). Reports without two
    different sides are left out. With `entities`, sides are the very persons, groups and bodies that are named, not
    whom they stand for on that day.
    """
    import polars as pl

    table = pl.DataFrame(_list_rows(reports, entities=entities), schema=_schema(), orient="row")
    a, b = pl.min_horizontal("actor", "target"), pl.max_horizontal("actor", "target")
    table = table.with_columns(
        a=a,
        b=b,
        doer=pl.when("mutual").then(a).otherwise("actor"),
        receiver=pl.when("mutual").then(b).otherwise("target"),
    )
    told = ["doer", "receiver", "plover", "quad", "status"]
    first = pl.col("day").min().over([*told, "wording"])
    table = table.with_columns(
        day=pl.when((pl.col("day") - first).dt.total_days() <= COPIED_WITHIN).then(first).otherwise("day")
    )
    table = table.sort(pl.col("weight"), "id", descending=[True, False])
    of_its_own = pl.col("publisher").filter(pl.col("wording").is_first_distinct() & pl.col("story").is_first_distinct())
    acts = table.group_by([*told, "day"]).agg(
        pl.col("actor", "target", "a", "b").first(),
        mode=pl.col("mode").drop_nulls().sort().first(),
        count=pl.col("count").max(),
        reports=pl.len(),
        publishers=of_its_own.unique().sort(),
        ids="id",
        weight=pl.col("weight").first(),
    )
    columns = ["actor", "target", "a", "b", "plover", "mode", "quad", "status", "day", "count"]
    return acts.select(*columns, "reports", "publishers", "ids", "weight").sort(
        "a", "b", "day", pl.col("ids").list.first()
    )


def _list_rows(reports: Iterable[Report], *, entities: bool) -> list[tuple[object, ...]]:
    rows: list[tuple[object, ...]] = []
    for report in reports:
        actor = (entities and report.actor_entity) or report.actor
        target = (entities and report.target_entity) or report.target
        if actor is None or target is None or actor == target:
            continue
        rows.append((
            report.id, actor, target, report.plover, report.mode, report.quad, report.status, report.mutual,
            report.day, report.publisher, report.wording, report.weight, report.number, report.story or report.id,
        ))  # fmt: skip
    return rows


def _schema() -> "dict[str, type[DataType]  | DataType]":
    import polars as pl

    text = dict.fromkeys(("id", "actor", "target", "plover", "mode", "quad"), pl.String)
    status = pl.Enum([status.value for status in Status])
    return {
        **text, "status": status, "mutual": pl.Boolean, "day": pl.Date, "publisher": pl.String, "wording": pl.String,
        "weight": pl.Float64, "count": pl.Int64, "story": pl.String,
    }  # fmt: skip
