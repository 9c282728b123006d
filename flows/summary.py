"""What a run did, in numbers: each flow returns one Summary, and `daily` joins its three.

Nothing here knows Prefect, so the command line can print a summary without it.
"""

from collections import Counter
from collections.abc import Mapping

from pydantic import Field

from ontology import Record, Skipped

SHOWN = 20


class Summary(Record):
    """Counts of one run; zero where the flow does not touch them."""

    sources: int = Field(default=0, description="enabled sources asked")
    sources_failed: Mapping[str, str] = Field(default_factory=dict, description="source name → what went wrong")
    sources_odd: Mapping[str, str] = Field(default_factory=dict, description="source name → silent or flooding")
    articles_read: int = Field(default=0, description="articles that the sources gave")
    articles_new: int = Field(default=0, description="of these, not stored before")
    new_by_source: Mapping[str, int] = Field(default_factory=dict, description="source name → new articles")
    new_by_language: Mapping[str, int] = Field(default_factory=dict, description="language → new articles")
    copies: int = Field(default=0, description="articles that turned out to be copies of others")
    skipped: Mapping[str, int] = Field(default_factory=dict, description="reason → items of sources that became none")
    left_out: tuple[Skipped, ...] = Field(default=(), description=f"the first {SHOWN} skipped items of each source")
    articles_coded: int = Field(default=0, description="articles whose events were read")
    articles_failed: int = Field(default=0, description="articles that the coder failed on")
    events_new: int = Field(default=0, description="events not stored before")
    events_by_language: Mapping[str, int] = Field(default_factory=dict, description="language → new events")
    events: int = Field(default=0, description="events in the store that were drawn")
    ties: int = Field(default=0, description="pairs of actors with an event between them")
    alerts: Mapping[str, int] = Field(default_factory=dict, description="alert → acts and changes that it told")
    alerts_failed: Mapping[str, str] = Field(default_factory=dict, description="alert → why it waits for the next run")
    files: Mapping[str, str] = Field(default_factory=dict, description="export → path of the file written")

    @property
    def partial(self) -> bool:
        """Tell whether a source, an article or an alert failed; the run went to its end all the same."""
        return bool(self.sources_failed or self.articles_failed or self.alerts_failed)


def join(*parts: Summary) -> Summary:
    """Return one summary with the sums of several."""
    joined: dict[str, object] = {}
    for name, field in Summary.model_fields.items():
        values = [getattr(part, name) for part in parts]
        if field.annotation is int:
            joined[name] = sum(values)
        elif field.annotation == Mapping[str, int]:
            joined[name] = dict(sorted(sum((Counter(value) for value in values), Counter()).items()))
        elif name == "left_out":
            joined[name] = tuple(item for value in values for item in value)
        else:
            joined[name] = {key: text for value in values for key, text in value.items()}
    return Summary.model_validate(joined)


def describe(summary: Summary) -> str:
    """Return the summary in one line, for logs and for the state of a run."""
    parts = []
    if summary.sources:
        parts.append(
            f"{summary.articles_read} articles read from {summary.sources} sources, {summary.articles_new} new"
        )
    if summary.skipped:
        parts.append(f"{sum(summary.skipped.values())} items skipped")
    if summary.articles_coded or summary.articles_failed:
        parts.append(f"{summary.articles_coded} articles coded, {summary.events_new} new events")
    if summary.articles_failed:
        parts.append(f"{summary.articles_failed} articles failed")
    if summary.sources_failed:
        parts.append(f"failed sources: {', '.join(sorted(summary.sources_failed))}")
    if summary.sources_odd:
        parts.append(f"odd sources: {', '.join(sorted(summary.sources_odd))}")
    if summary.alerts_failed:
        parts.append(f"failed alerts: {', '.join(sorted(summary.alerts_failed))}")
    if summary.files:
        parts.append(f"{summary.ties} ties drawn from {summary.events} events")
    return "; ".join(parts) or "nothing to do"


def show_summary(summary: Summary) -> str:
    """Return the summary as Markdown, for the page of a run."""
    counts = {name.replace("_", " "): value for name, value in summary if isinstance(value, int)}
    rows = [*counts.items(), *((f"skipped: {reason}", count) for reason, count in summary.skipped.items())]
    table = "\n".join(["| | |", "| --- | ---: |", *(f"| {label} | {count} |" for label, count in rows)])
    items = "\n".join(f"- `{item.item}` ({item.reason}): {item.detail}" for item in summary.left_out)
    faults = {**summary.sources_failed, **summary.alerts_failed}
    failed = "\n".join(f"- **{name}**: `{reason}`" for name, reason in faults.items())
    odd = "\n".join(f"- **{name}** {what}" for name, what in summary.sources_odd.items())
    parts = {"What this run did": table, "What failed": failed, "Odd sources": odd, "Skipped items": items}
    return "\n".join(f"## {title}\n\n{text}\n" for title, text in parts.items() if text)
