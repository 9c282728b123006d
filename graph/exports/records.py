"""Atlas in, its events out as data: JSON lines of the whole records, and a Parquet table of what `evidence` shows."""

import io
import json
from pathlib import Path
from typing import Any

from graph.atlas import Atlas
from graph.exports.evidence import COLUMNS, list_row
from graph.exports.export import replacing


def write_lines(atlas: Atlas, path: Path) -> None:
    """Write each event, by day and id, as one line of JSON to `path`."""
    with replacing(path) as file, io.TextIOWrapper(file, encoding="utf-8", newline="\n") as text:
        for event in atlas.events.values():
            text.write(json.dumps(event.model_dump(mode="json"), ensure_ascii=False) + "\n")


def write_parquet(atlas: Atlas, path: Path) -> None:
    """Write the events, by day and id, as one Parquet table (zstd) to `path`."""
    import polars as pl

    kinds: dict[str, Any] = dict.fromkeys(COLUMNS, pl.String) | {
        "day": pl.Date, "published": pl.Datetime("us", "UTC"), "mutual": pl.Boolean, "sentence_start": pl.Int64,
        "sentence_end": pl.Int64, **dict.fromkeys(("goldstein", "confidence", "latitude", "longitude"), pl.Float64),
    }  # fmt: skip
    table = pl.DataFrame([list_row(event, atlas) for event in atlas.events.values()], schema=kinds, orient="row")
    with replacing(path) as file:
        table.write_parquet(file, compression="zstd", statistics=True)
