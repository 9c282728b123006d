"""Read how many, when and where of an act, verbatim, and the day that an expression of time means.

In: Clauses and the token of an act. Out: words of the sentence, and dates in ISO 8601 cut to the precision known.
"""

import re
from datetime import datetime, timedelta
from itertools import takewhile

from dateparser.date import DateDataParser
from spacy.tokens import Token

from extractors.events.actors import PERSON, Naming
from extractors.events.clauses import VERBAL, Clauses
from extractors.languages.grammar import Grammar

PRECISION = {"year": 4, "month": 7, "week": 10, "day": 10, "time": 10}


def read_quantity(clauses: Clauses, act: Token) -> str | None:
    """Return the number phrase among the objects of an act: "1,500 troops", "sekitar 1.500 tentara"."""
    labels = clauses.labels
    places = clauses.children(
        act, labels.object | labels.passive_subject | labels.nominal | labels.oblique | labels.modifier | labels.number
    )
    dates = [match.span() for match in clauses.grammar.date_regex.finditer(clauses.doc.text)]
    patients = clauses.patients(act)
    for head in [*(patients or clauses.subjects(act)), *places]:
        for token in head.subtree:
            if _counts(clauses, token) and not any(start <= token.idx < end for start, end in dates):
                return _number_phrase(clauses, token)
    return None


def _counts(clauses: Clauses, token: Token) -> bool:
    """Tell whether a word is a number of things: no year, no duration, no part of a name."""
    number = token.pos_ == "NUM" or token.lower_ in clauses.grammar.quantity_words
    after = clauses.forms[token.i + 1] if token.i + 1 < len(clauses.doc) else frozenset()
    unit = clauses.forms[token.head.i] | after
    year = re.fullmatch(r"(19|20)\d{2}|\d+/\d+.*", token.text)
    return number and not year and not unit & clauses.grammar.time_units and clauses.naming_at(token) is None


def read_date(clauses: Clauses, act: Token) -> str | None:
    """Return the expression of time nearest to an act inside its own clause, not that of the reporting verb."""
    grammar, doc = clauses.grammar, clauses.doc
    best: tuple[int, str] | None = None
    for match in grammar.date_regex.finditer(doc.text):
        text = match.group().strip()
        span = doc.char_span(match.end() - len(match.group().lstrip()), match.end(), alignment_mode="expand")
        if span is None or not text:
            continue
        root = span.root
        governor = next((node for node in root.ancestors if node.pos_ == "VERB"), root)
        if governor != act and clauses.forms[governor.i] & grammar.speech.verbs and act.i != governor.i:
            continue
        if _is_aside(clauses, root, act):
            continue
        distance = abs(root.i - act.i) + (0 if act in root.ancestors else 8)
        if distance < 25 and (best is None or distance < best[0]):
            best = (distance, text)
    return best[1] if best else None


def _is_aside(clauses: Clauses, word: Token, act: Token) -> bool:
    """Tell whether a word stands in a relative clause that says nothing of the act: "lifted a ban imposed in 1992"."""
    around = {act, *act.ancestors}
    inside = takewhile(lambda node: node not in around, (word, *word.ancestors))
    return any(node.dep_ in clauses.labels.relative for node in inside)


def resolve_date(text: str, *, grammar: Grammar, published: datetime | None, future: bool = False) -> str | None:
    """Return the day a time expression means, seen from the day of publication; None where that cannot be told.

    A day without a year or a relative one ("Tuesday", "pekan lalu") needs the day of publication; `future` says on
    which side of it a bare weekday lies.
    """
    words = text.lower()
    if published is not None and words in grammar.relative_dates:
        return _shift(published, grammar.relative_dates[words])
    distance = re.match(grammar.time_distance, words) if grammar.time_distance else None
    if published is not None and distance is not None:
        count = grammar.time_counts.get(distance[1]) or (int(distance[1]) if distance[1].isdecimal() else None)
        return _shift(published, f"-{count}{grammar.time_offsets[distance[2]]}") if count else None
    past_or_future = "future" if future or set(words.split()) & grammar.future_words else "past"
    words = " ".join(word for word in words.split() if word.strip(",") not in grammar.date_fillers)
    has_year = re.search(r"\b(19|20)\d{2}\b", text)
    if published is None and not has_year:
        return None
    settings: dict[str, object] = {"PREFER_DATES_FROM": past_or_future, "RETURN_AS_TIMEZONE_AWARE": False}
    if published is not None:
        settings["RELATIVE_BASE"] = published.replace(tzinfo=None)
    found = DateDataParser(languages=[grammar.code], settings=settings).get_date_data(words)
    if found.date_obj is None:
        return None
    day: str = found.date_obj.date().isoformat()
    return day[: PRECISION.get(found.period or "day", 10)]


def read_location(clauses: Clauses, act: Token) -> tuple[str, Naming | None] | None:
    """Return the name of the place of an act, and the naming where it is one; None where the sentence gives none."""
    places, head = clauses.grammar.place_prepositions, act.head
    dates = [match.span() for match in clauses.grammar.date_regex.finditer(clauses.doc.text)]
    around = [act, head] if act.pos_ not in VERBAL and head.pos_ in VERBAL else [act]  # "held talks in Geneva"
    for preposition, token in (phrase for node in around for phrase in clauses.phrases(node)):
        if preposition not in places or any(start <= token.idx < end for start, end in dates):
            continue
        naming = clauses.naming_at(token)
        if naming is not None and naming.kind != PERSON:
            return naming.text, naming
        if naming is None and token.pos_ == "PROPN":
            return _proper_name(clauses, token), None
    return None


def _proper_name(clauses: Clauses, token: Token) -> str:
    """Return the proper nouns around one, a phrase's name: "Kursk" of "the Kursk region"."""
    doc, start, end = clauses.doc, token.i, token.i + 1
    while start > token.left_edge.i and doc[start - 1].pos_ == "PROPN":
        start -= 1
    while end <= token.right_edge.i and doc[end].pos_ == "PROPN":
        end += 1
    return doc[start:end].text


def _shift(published: datetime, offset: str) -> str:
    """Return the day, month or year that lies an offset ("-7d", "-1m", "+1y") from the day of publication."""
    count, unit = int(offset[:-1]), offset[-1]
    if unit in "dw":
        return (published.date() + timedelta(days=count * (7 if unit == "w" else 1))).isoformat()
    if unit == "y":
        return f"{published.year + count:04d}"
    months = published.year * 12 + published.month - 1 + count
    return f"{months // 12:04d}-{months % 12 + 1:02d}"


def _number_phrase(clauses: Clauses, number: Token) -> str:
    doc, modifiers = clauses.doc, clauses.grammar.quantity_modifiers
    start, end = number.i, number.i + 1
    while start > 0 and (
        doc[start - 1].lower_ in modifiers or doc[start - 1].pos_ == "NUM" or doc[start - 1].is_currency
    ):
        start -= 1
    head = number.head if number.dep_ in clauses.labels.number else number
    if number.i < head.i < number.i + 8:
        end = head.i + 1
    of = clauses.grammar.genitive_prepositions
    while end < len(doc) and (doc[end].lower_ in clauses.grammar.quantity_words or _counted(clauses, number, doc[end])):
        end += 1
    if end + 1 < len(doc) and doc[end].lower_ in of and doc[end - 1].lower_ in clauses.grammar.quantity_words:
        end = doc[end + 1].head.i + 1 if doc[end + 1].pos_ == "ADJ" else end + 2  # "thousands of soldiers"
    while (
        start < number.i
        and doc[start].lower_ in modifiers
        and doc[start].pos_ == "ADP"
        and doc[start + 1].lower_ not in modifiers
    ):
        start += 1
    return doc[start:end].text


def _counted(clauses: Clauses, number: Token, token: Token) -> bool:
    """Tell whether a word right after a number phrase says what is counted: a noun of the same phrase."""
    inside = token.head.i < token.i and token.head.i >= number.i and clauses.preposition(token) is None
    return (
        token.pos_ in {"NOUN", "ADJ", "PROPN"}
        and inside
        and token.dep_ in clauses.labels.modifier | clauses.labels.nominal
    )
