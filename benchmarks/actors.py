"""Measure who is who: the suites, the names of states, leaders by date, the development mentions, and speed.

Run `python benchmarks/actors.py [FOLDER]`; FOLDER holds `data/actors` and `data/gold`, and without it those parts are
left out. Prints a line for each figure; with `--wrong` what was not resolved as expected.
"""

import argparse
import csv
import json
import sys
import time
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

import spacy

from extractors.actors import Resolver
from extractors.actors.resolver import LEADING
from extractors.events.actors import ActorFinder, Naming
from extractors.languages import load_pack
from ontology import load_vocabulary

SUITES = Path(__file__).parents[1] / "tests" / "extractors" / "actors"
LANGUAGES = ("en", "id")
MENTIONS = 1_000_000
TEN_YEARS = timedelta(days=3653)
FIRST, LAST = date(2000, 1, 1), date(2021, 12, 31)


class Case(NamedTuple):
    """A mention in a text and whom it must resolve to: a code, `-` for nobody, `?PER` for somebody unknown."""

    phenomenon: str
    day: date | None
    text: str
    mention: str
    code: str
    sector: str


class Term(NamedTuple):
    """A leader's term by a check list, and its first and last day within the years that are measured."""

    state: str
    leader: str
    since: date | None
    until: date
    first: date
    last: date


def read_suite(language: str) -> list[Case]:
    """Return the cases of a language's suite."""
    with (SUITES / f"suite_{language}.csv").open(encoding="utf-8", newline="") as lines:
        return [
            Case(**{**row, "day": date.fromisoformat(row["day"]) if row["day"] else None})
            for row in csv.DictReader(lines)
        ]


def find_naming(case: Case, finder: ActorFinder, nlp: spacy.Language) -> Naming | None:
    """Return the naming that holds the case's mention, or lies in it."""
    start = case.text.index(case.mention)
    end = start + len(case.mention)
    for naming in finder.find(nlp.make_doc(case.text), day=case.day):
        if naming.start_char < end and start < naming.start_char + len(naming.text):
            return naming
    return None


def is_right(case: Case, naming: Naming | None) -> bool:
    """Tell whether a naming is what the case expects."""
    return naming is None if case.code[0] in "-?" else naming is not None and naming.code == case.code


def measure_suite(language: str, *, wrong: bool) -> None:
    """Print the share of right cases, and by phenomenon where it is not all."""
    nlp, finder = make_tokenizer(language), ActorFinder(load_pack(language))
    right: Counter[str] = Counter()
    cases = read_suite(language)
    for case in cases:
        naming = find_naming(case, finder, nlp)
        right[case.phenomenon] += is_right(case, naming)
        if wrong and not is_right(case, naming):
            found = f"{naming.code} ({naming.text}, {naming.rule})" if naming else "nobody"
            print(f"    {case.phenomenon}: {case.mention!r} is {case.code}, found {found}: {case.text}")
    print(f"{language} suite: {share(right.total(), len(cases))}")
    total = Counter(case.phenomenon for case in cases)
    low = [f"{name} {right[name]}/{count}" for name, count in sorted(total.items()) if right[name] < count]
    if low:
        print(f"    not all of: {', '.join(low)}")


def measure_states(language: str) -> None:
    """Print the share of states whose name in CLDR and in the tables resolves to them."""
    from babel import Locale

    pack, resolver = load_pack(language), Resolver(load_pack(language))
    english, local = Locale("en").territories, Locale(language).territories
    alpha2 = {name: code for code, name in english.items() if len(code) == 2}
    states = [actor for actor in pack.vocabulary.actors.values() if actor.kind == "state"]
    names = [(state.id, local[alpha2[state.name]]) for state in states if state.name in alpha2]
    if language == "en":
        names += [(state.id, state.name) for state in states]
    found = [
        (name, resolution) for code, name in names if (resolution := resolver.resolve(name)) and resolution.code == code
    ]
    print(f"{language} names of states: {share(len(found), len(names))}")


def measure_leaders(path: Path) -> None:
    """Print the share of leaders who resolve to their state amid their term, and who did so ten years too early."""
    resolver, vocabulary = Resolver(load_pack("en")), load_vocabulary()
    with path.open(encoding="utf-8", newline="") as lines:
        terms = [read_term(row) for row in csv.DictReader(lines) if row["state"] in vocabulary.actors]
    amid = [term for term in terms if term.first <= term.last]
    found = [(term, resolver.resolve(term.leader, day=term.first + (term.last - term.first) / 2)) for term in amid]
    right = [(t, one) for t, one in found if one and one.code == vocabulary.stands_for(t.state, t.first)]
    early = 0
    for term, resolution in right:
        day = (term.since or term.first) - TEN_YEARS
        before = resolver.resolve(term.leader, day=day)
        known = any(
            t.state == term.state and (t.since or FIRST) <= day <= t.until for t in terms if t.leader == term.leader
        )
        early += before is not None and before.actor == resolution.actor and before.office in LEADING and not known
    print(f"{path.stem}: {share(len(right), len(found))} of the leaders, {early} of them in office ten years too early")


def read_term(row: dict[str, str]) -> Term:
    """Return the term of a row, and the part of it from 2000 to 2021."""
    since, until = (row[key] and date.fromisoformat(f"{row[key]}-15"[:10]) for key in ("start", "end"))
    return Term(
        row["state"], row["leader"], since or None, until or LAST, max(since or FIRST, FIRST), min(until or LAST, LAST)
    )


def measure_gold(path: Path, language: str, *, wrong: bool) -> None:
    """Print the share of gold mentions of the development sentences that resolve to their code."""
    nlp, finder = make_tokenizer(language), ActorFinder(load_pack(language))
    total = right = 0
    for line in path.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        namings = finder.find(nlp.make_doc(record["text"]), day=None)
        for event in record["gold"]:
            for side in ("source", "target"):
                span = (event.get("spans") or {}).get(side)
                if not span or event.get("optional"):
                    continue
                start, end = span
                codes = {event[side], *event.get(f"{side}_alt", [])}
                found = [n.code for n in namings if n.start_char < end and start < n.start_char + len(n.text)]
                total += 1
                right += not codes.isdisjoint(found)
                if wrong and codes.isdisjoint(found):
                    print(f"    {record['text'][start:end]!r} is {sorted(codes)}, found {found}: {record['text']}")
    print(f"{language} development mentions: {share(right, total)}")


def measure_speed() -> None:
    """Print how long tables take to load and a million mentions to resolve, half of them on days of their own."""
    started = time.perf_counter()
    load_vocabulary()
    loaded = time.perf_counter()
    pack = load_pack("en")
    read = time.perf_counter()
    resolver = Resolver(pack)
    made = time.perf_counter()
    texts = [name.text for name in pack.names]
    days = [date(2000 + number % 26, 1 + number % 12, 1) for number in range(312)]
    again = time.perf_counter()
    for number in range(MENTIONS):
        resolver.resolve(texts[number % len(texts)], day=days[number // len(texts) % len(days)])
    ended = time.perf_counter()
    print(
        f"load: actor tables {loaded - started:.2f} s, language pack {read - loaded:.2f} s, index {made - read:.2f} s; "
        f"{MENTIONS:,} mentions in {ended - again:.1f} s"
    )


def make_tokenizer(language: str) -> spacy.Language:
    """Return the tokenizer of a language's model, without the model."""
    from extractors.training.tokenizer import CLASSES, set_tokenizer

    nlp = spacy.blank(CLASSES[language])
    set_tokenizer(nlp, language=language)
    return nlp


def share(part: int, whole: int) -> str:
    """Return a share as text."""
    return f"{part}/{whole} ({100 * part / max(whole, 1):.1f}%)"


def main() -> int:
    """Print all figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--wrong", action="store_true", help="show what was not resolved as expected")
    options = parser.parse_args()
    measure_speed()
    for language in LANGUAGES:
        measure_states(language)
        measure_suite(language, wrong=options.wrong)
    if options.folder:
        for path in sorted((options.folder / "data" / "actors").glob("leaders_*.csv")):
            measure_leaders(path)
        for language in LANGUAGES:
            measure_gold(options.folder / "data" / "gold" / f"dev_{language}.jsonl", language, wrong=options.wrong)
    return 0


if __name__ == "__main__":
    sys.exit(main())
