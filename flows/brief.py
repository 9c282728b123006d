"""The news of a period for people to read, in Markdown: new ties, significant changes, top events, what is open.

In: a store and a first day. Out: one text, which also becomes a page of HTML. Sentences come from the web, so all that
could act as Markdown or HTML in them is made harmless.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from flows.atlas import open_window, read_acts, read_evidence
from flows.names import Directory
from flows.settings import TieSettings
from graph import (
    Atlas,
    Balance,
    Blocs,
    Change,
    Tie,
    TieLabel,
    Window,
    find_blocs,
    find_changes,
    find_ties,
    replacing,
    select_acts,
    weigh_balance,
)
from graph.blocs import SEEDS
from ontology import Event
from store import EventStore

if TYPE_CHECKING:
    from graph.acts import Acts

DAYS = 7
"""Length of a brief that names no first day."""
NEW_TIES, EVENTS, OPEN = 10, 15, 15


def write_brief(
    store: EventStore, acts: "Acts", found: Sequence[Tie], directory: Directory, *, since: date | None = None
) -> str:
    """Return the brief of the days from `since` (else the last 7) to the last act, as Markdown.

    `acts` are all acts of the store, `found` their ties.
    """
    last: date | None = acts.filter(status="actual")["day"].max()  # type: ignore[assignment]
    if last is None:
        return "# Who stands with whom\n\nNo event with a day yet.\n"
    first = min(since or last - timedelta(days=DAYS - 1), last)
    recent = select_acts(acts, Window(first, last)).filter(status="actual")
    shared = set(recent.select("a", "b").iter_rows())
    fresh = [tie for tie in found if tie.first and tie.first >= first][:NEW_TIES]
    changes = find_changes(acts, period=(last - first).days + 1, latest=True)
    tops = (
        recent.sort("reports", "weight", descending=True, maintain_order=True)["ids"]
        .list.first()
        .head(EVENTS)
        .to_list()
    )
    events = read_evidence(store, [*fresh, *changes], *tops)
    unsure = [tie for tie in found if tie.label is TieLabel.INSUFFICIENT and (tie.actor, tie.target) in shared]
    parts = [
        f"# Who stands with whom: {first} to {last}",
        f"{sum(recent['count'])} acts between {len(shared)} pairs of actors, told by {sum(recent['reports'])} reports.",
        "## Significant changes", *(_tell_change(one, directory, events) for one in changes),
        *([] if changes else ["None: no pair had more or fewer acts than bursts of news explain."]),
        "## New ties", *(_tell_tie(tie, directory, events) for tie in fresh),
        *([] if fresh else ["None: all pairs have dealt with one another before."]),
        "## Top events", *(quote(events[key]) for key in tops if key in events),
        "## Blocs", *(_escape(line) for line in tell_blocs(find_blocs(found), weigh_balance(found), directory)),
        "## What is open",
        f"{len(unsure)} of the {len(shared)} pairs have too few acts, in all the news stored, to say whether they are "
        "aligned or hostile" + (": " + "; ".join(f"{show_pair(tie, directory)} ({tie.n})" for tie in unsure[:OPEN]) + (
            f" and {len(unsure) - OPEN} more" if len(unsure) > OPEN else "")
        if unsure else "") + ".",
    ]  # fmt: skip
    return "\n\n".join(parts) + "\n"


def tell_blocs(blocs: Blocs, balance: Balance, directory: Directory) -> list[str]:
    """Return what is to be said of blocs: each with its members, how stable they are, and the balance of triads."""
    if not blocs.members:
        return ["No blocs: too few pairs have enough acts to tell who stands together."]
    lines = [
        f"{number}: {', '.join(directory.show(member, member) for member in members)}"
        for number, members in enumerate(blocs.members)
    ]
    lines.append(f"Stability over {SEEDS} seeds: {blocs.stability:.2f} (1: always the same division).")
    if balance.triads:
        lines.append(
            f"Triads: {balance.balanced} of {balance.triads} are balanced; with shuffled signs "
            f"{balance.expected:.0f} ± {balance.deviation:.0f} would be (p = {balance.p:.1g})."
        )
    return lines


def save_brief(
    store: EventStore, ties: TieSettings, directory: Directory, folder: Path, *, since: date | None = None
) -> list[Path]:
    """Write the brief as Markdown and as HTML into a folder, named by its last day; return the two paths."""
    acts = read_acts(store)
    found = find_ties(acts, window=open_window(None, ties, last=None))
    text = write_brief(store, acts, found, directory, since=since)
    title = text.splitlines()[0].removeprefix("# ")
    folder.mkdir(parents=True, exist_ok=True)
    last = store.last_day()
    name = f"brief-{last}" if last else "brief"
    files = [folder / f"{name}.md", folder / f"{name}.html"]
    for file, content in zip(files, (text, render_html(text, title=title)), strict=True):
        with replacing(file) as stream:
            stream.write(content.encode())
    return files


def render_html(markdown: str, *, title: str) -> str:
    """Return Markdown as a whole page of HTML that loads nothing."""
    from markdown_it import MarkdownIt

    body = MarkdownIt("commonmark", {"html": False}).enable("table").render(markdown)
    return PAGE.replace("{title}", title.replace("&", "&amp;").replace("<", "&lt;")).replace("{body}", body)


def show_ties(ties: Sequence[Tie], atlas: Atlas) -> str:
    """Return ties as Markdown: a table, and below it the best sentence of each with its link."""
    if not ties:
        return "# Ties\n\nNo events yet."
    rows = [
        f"| {_name(tie, atlas)} | {tie.label.value} | {tie.n} | {tie.closeness:+.2f} | {tie.valence:.2f} "
        f"| {tie.hostility:.1f} | {'' if tie.index is None else f'{tie.index:+.2f}'} |"
        for tie in ties
    ]
    head = "| tie | label | acts | closeness | valence | hostility | index |"
    rule = "| --- | --- | ---: | ---: | ---: | ---: | ---: |"
    quotes = [f"**{_name(tie, atlas)}**\n\n{quote(events[0])}" for tie in ties if (events := atlas.evidence(tie))]
    return "# Ties\n\n" + "\n".join([head, rule, *rows]) + "\n\n## Best sentences\n\n" + "\n\n".join(quotes)


def quote(event: Event) -> str:
    """Return an event's sentence as a Markdown quotation, what the web put into it made harmless."""
    day = event.day or "no date"
    link = event.url.replace(")", "%29").replace(" ", "%20")
    words = f"{event.action.plover}, {event.status.value}, {day}, [{_escape(event.source)}]({link})"
    return f"> {_escape(event.sentence)}\n\n{words}"


def show_pair(tie: Tie | Change, directory: Directory) -> str:
    """Return the names of the two sides."""
    return f"{directory.show(tie.actor, tie.actor)} – {directory.show(tie.target, tie.target)}"


def _name(tie: Tie, atlas: Atlas) -> str:
    return _escape(f"{atlas.label(tie.actor)} – {atlas.label(tie.target)}")


def _tell_change(change: Change, directory: Directory, events: Mapping[str, Event]) -> str:
    told = (
        f"**{_escape(show_pair(change, directory))}**: {'more' if change.rises else 'less'} {change.kind}, "
        f"{change.n} acts where {change.expected:.1f} were to be expected (p = {change.p:.1g})."
    )
    return "\n\n".join([told, *_quote_best(change.evidence, events)])


def _tell_tie(tie: Tie, directory: Directory, events: Mapping[str, Event]) -> str:
    counts = f"{tie.n} acts, {tie.cooperation} of cooperation, {tie.conflict} of conflict"
    told = f"**{_escape(show_pair(tie, directory))}**: {counts}."
    return "\n\n".join([told, *_quote_best(tie.evidence, events)])


def _quote_best(keys: Iterable[str], events: Mapping[str, Event]) -> list[str]:
    return [quote(events[key]) for key in keys if key in events][:1]


def _escape(text: str) -> str:
    text = " ".join(text.split())
    for sign in "\\`*_[]>|#":
        text = text.replace(sign, f"\\{sign}")
    return text.replace("&", "&amp;").replace("<", "&lt;")


PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}</title><style>
:root{color-scheme:light dark}body{font:16px/1.55 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem}
blockquote{margin:.5rem 0 .2rem;padding-left:1rem;border-left:3px solid #56b4e9}h2{margin-top:2.2rem}
table{border-collapse:collapse}td,th{padding:.25rem .6rem;border-bottom:1px solid #8888}
</style></head><body>
{body}</body></html>
"""
