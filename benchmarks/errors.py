"""Say why events are missed or wrong: sentences with the events in them in, a table of errors by cause out.

Run `python benchmarks/errors.py en` for the examples of a pack, or `python benchmarks/errors.py en --gold FOLDER` for
the annotated sentences `data/gold/dev_en.jsonl` there. `--list CAUSE` shows the sentences of one cause, `--examples
FILE` reads other sentences in the format of examples.toml.

Causes of what is missed, the first that holds: `actor` (a side is not named, or resolves to somebody else), `unread`
(the sentence was not parsed), `type` (the pair was found with another type), `frame` (no frame of the type knows a
word), `passed over` (such a word counted as part of another act), `link` (its doer or target was not found); and
`status` of what was found. Of what is wrong: `type` again, `pair` (an act that is there, with other sides), `no event`.
"""

import argparse
import json
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from extractors import EventExtractor, load_pack
from extractors.events.extractor import Explanation
from ontology import Article, Event

CAUSES = (
    *(f"missed: {cause}" for cause in ("actor", "unread", "type", "frame", "passed over", "link")),
    "right: status",
    *(f"wrong: {cause}" for cause in ("type", "pair", "no event")),
)


class Wanted(NamedTuple):
    """An event that a sentence holds, with all codes that count as right; optional ones need not be found."""

    actor: frozenset[str]
    target: frozenset[str]
    mutual: bool
    types: frozenset[str]
    statuses: frozenset[str]
    optional: bool = False

    def has_sides(self, event: Event) -> bool:
        """Tell whether an event is between these two."""
        actor, target = event.actor.actor, event.target.actor
        there = actor in self.actor and target in self.target
        return there or ((self.mutual or event.mutual) and actor in self.target and target in self.actor)

    def fits(self, event: Event) -> bool:
        """Tell whether an event is this one."""
        return self.has_sides(event) and event.action.plover in self.types

    def __str__(self) -> str:
        sides = " = " if self.mutual else " > "
        return sides.join(map("/".join, (sorted(self.actor), sorted(self.target)))) + " " + "|".join(sorted(self.types))


def main() -> None:
    """Print the table, and the sentences asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("language")
    parser.add_argument("--gold", type=Path, help="folder with data/gold")
    parser.add_argument("--examples", type=Path, nargs="*", default=(), help="files in the format of examples.toml")
    parser.add_argument("--model", default="accurate")
    parser.add_argument("--list", nargs="*", default=(), metavar="CAUSE", help="show the sentences; all: of any cause")
    options = parser.parse_args()
    pack = load_pack(options.language)
    if options.gold:
        sentences = list(read_gold(options.gold / "data" / "gold" / f"dev_{options.language}.jsonl"))
    else:
        files = options.examples or [Path(str(pack.folder)) / "examples.toml"]
        sentences = [sentence for file in files for sentence in read_examples(file)]
    extractor = EventExtractor(pack, model=options.model)
    types = {frame.name: frame.plover for frame in pack.lexicon.frames}
    faults: dict[str, list[str]] = defaultdict(list)
    counts: Counter[str] = Counter()
    for text, wanted in sentences:
        article = Article(source="errors", url="text:errors", language=options.language, body=text)
        told = list(extractor.explain(article))
        for kind, cause, what in compare(told, wanted, types):
            counts[kind] += 1
            if cause:
                faults[f"{kind}: {cause}"].append(f"{what} | {text}")
    hits, missed, wrong = counts["right"], counts["missed"], counts["wrong"]
    print(
        f"{options.language}: {len(sentences)} sentences; {hits} right, {missed} missed, {wrong} wrong; "
        f"precision {hits / max(hits + wrong, 1):.3f}, recall {hits / max(hits + missed, 1):.3f}, "
        f"F1 {2 * hits / max(2 * hits + missed + wrong, 1):.3f}; "
        f"status wrong in {len(faults['right: status'])} of {hits}; "
        f"false alarms in {counts['alarm']} of {counts['negative']} sentences without event"
    )
    for name in CAUSES:
        print(f"  {name:20} {len(faults[name]):4}")
        if {name, name.split(": ")[1], "all"} & set(options.list):
            print("\n".join(f"      {line}" for line in faults[name]))


def compare(
    told: list[Explanation], wanted: list[Wanted], types: dict[str, str]
) -> Iterator[tuple[str, str | None, str]]:
    """Yield (right, missed, wrong, negative or alarm; its cause; what) for each event wanted or read in a sentence."""
    events = [event for one in told for event in one.events]
    left = list(wanted)
    rest = []
    for event in events:
        match = next((one for one in left if one.fits(event)), None)
        if match is None:
            rest.append(event)
            continue
        left.remove(match)
        if not match.optional:
            status_right = event.status.value in match.statuses
            yield "right", None if status_right else "status", f"{match} read as {event.status.value}"
    for one in left:
        if not one.optional:
            yield "missed", find_cause(one, told, rest, types), str(one)
    again = {one for one in wanted if one not in left}
    for event in rest:
        if any(one.fits(event) for one in again) or any(one.has_sides(event) for one in wanted if one.optional):
            continue
        shown = f"{event.actor.actor} {event.action.plover} {event.target.actor} ({event.frame}, {event.rule})"
        near = any(one.has_sides(event) for one in wanted)
        same = any(event.action.plover in one.types for one in wanted)
        yield "wrong", "type" if near else "pair" if same else "no event", shown
    if not wanted:
        yield "negative", None, ""
        if events:
            yield "alarm", None, ""


def find_cause(wanted: Wanted, told: list[Explanation], rest: list[Event], types: dict[str, str]) -> str:
    """Return the first cause that holds for an event that was not found."""
    codes = {code for one in told for _, code, _ in one.names}
    if codes.isdisjoint(wanted.actor) or codes.isdisjoint(wanted.target):
        return "actor"
    if not any(one.obstacle is None or one.tried for one in told) and not any(
        "lexicon" in str(one.obstacle) for one in told
    ):
        return "unread"
    if any(wanted.has_sides(event) for event in rest):
        return "type"
    tried = [one for explanation in told for one in explanation.tried if types[one.frame] in wanted.types]
    if not tried:
        return "frame"
    passed = all(one.outcome in ("content of an act before it", "part of that act") for one in tried)
    return "passed over" if passed else "link"


def read_gold(path: Path) -> Iterator[tuple[str, list[Wanted]]]:
    """Yield annotated sentences with the events in them."""
    for line in path.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        yield record["text"], list(dict.fromkeys(map(read_gold_event, record["gold"])))


def read_gold_event(event: dict[str, Any]) -> Wanted:
    """Return one event of an annotated sentence."""

    def all_of(key: str) -> frozenset[str]:
        return frozenset([event[key], *event.get(f"{key}_alt", [])])

    sides = [all_of("source"), all_of("target")]
    mutual = "symmetric" in json.dumps(event)
    actor, target = sorted(sides, key=sorted) if mutual else sides  # the file has both directions of a mutual act
    return Wanted(actor, target, mutual, all_of("plover"), all_of("status"), bool(event.get("optional")))


def read_examples(path: Path) -> Iterator[tuple[str, list[Wanted]]]:
    """Yield the sentences of a file in the format of examples.toml with the events in them."""
    for example in tomllib.loads(path.read_text(encoding="utf-8"))["example"]:
        wanted = [_read_example_event(text) for text in example["events"]]
        yield example["text"], wanted


def _read_example_event(text: str) -> Wanted:
    actor, sign, target, types, statuses = text.split()
    sides = frozenset([actor]), frozenset([target])
    return Wanted(*sides, sign == "=", frozenset(types.split("|")), frozenset(statuses.split("|")))


if __name__ == "__main__":
    main()
