"""Ties for people to read: the ties of a store in, their names and best sentences out."""

from collections.abc import Sequence

from flows.names import Directory
from graph import Tie, build_graph, find_ties
from ontology import Event
from store import EventStore


def read_ties(database: str, directory: Directory, *, pair: tuple[str, str] | None = None) -> list[Tie]:
    """Return the ties of the stored events, the strongest first; of one pair of actors where one is given."""
    with EventStore(database) as store:
        return find_ties(build_graph(store.events(either=pair), directory.vocabulary.actors))


def show_ties(ties: Sequence[Tie], directory: Directory) -> str:
    """Return ties as Markdown: a table, and below it the best sentence of each with its link."""
    if not ties:
        return "# Ties\n\nNo events yet."
    rows = [
        f"| {show_pair(tie, directory)} | {tie.label.value} | {tie.events} "
        f"| {tie.cooperation:.1f} | {tie.conflict:.1f} | {tie.first or ''} | {tie.last or ''} |"
        for tie in ties
    ]
    head = "| tie | reported events lean | events | cooperation | conflict | first | last |"
    sentences = [f"**{show_pair(tie, directory)}**\n\n{_quote(tie.evidence[0])}" for tie in ties if tie.evidence]
    rule = "| --- | --- | ---: | ---: | ---: | --- | --- |"
    return "# Ties\n\n" + "\n".join([head, rule, *rows]) + "\n\n## Best sentences\n\n" + "\n\n".join(sentences)


def show_pair(tie: Tie, directory: Directory) -> str:
    """Return the names of a tie's two sides."""
    return f"{directory.show(tie.a, tie.a)} – {directory.show(tie.b, tie.b)}"


def _quote(event: Event) -> str:
    """Return an event's sentence as a Markdown quotation, what the web put into it made harmless."""
    text = " ".join(event.sentence.split())
    for sign in "\\`*_[]<>|#":
        text = text.replace(sign, f"\\{sign}" if sign != "<" else "&lt;")
    day = event.date or (event.published.date().isoformat() if event.published else "no date")
    link = event.url.replace(")", "%29").replace(" ", "%20")
    return f"> {text}\n\n{event.action.plover}, {event.status.value}, {day}, [{event.source}]({link})"
