"""Take a story's first and last marks off: first paragraph in, place, agency and the words after them out.

The place tells the coder where "the capital" is, and an agency's name would else be read as the doer of the first
event.
"""

import re
import tomllib
from functools import cache
from importlib.resources import files
from itertools import islice
from typing import NamedTuple

from extractors.articles.dates import find_printed

DASH = re.compile(r"(?:\s*(?:--+|[–—―])\s*|\s+[-_]\s+|(?<=[\w)])-\s+|(?<=[A-Z]):\s+)(?=[\"“‘'«(]?\w)")
LONGEST_HEAD = 90
"""Characters before the dash, and of what stands in brackets at the end."""

SHORTEST_CITY = 4
"""Letters of a place that capitals alone make a dateline; shorter ones are more often initials."""

WEB_NAME = re.compile(r"[\w-]+(?:\.[\w-]+)*\.(?:com|co|id|net|org|tv|news|info)\b", re.IGNORECASE)
SHORT_DATE = re.compile(
    r"\b(?:(?:jan|feb|mar|apr|may|mei|jun|jul|aug|agu|agt|sep|oct|okt|nov|dec|des)\w*\.?\s+\d{1,2}"
    r"|\d{1,2}\s+(?:jan|feb|mar|apr|may|mei|jun|jul|aug|agu|agt|sep|oct|okt|nov|dec|des)\w*\.?)(?:,?\s+\d{4})?",
    re.IGNORECASE,
)
FIGURE_DATE = re.compile(r"\(?\b\d{1,2}/\d{1,2}(?:/\d{2,4})?\b\)?")
BRACKETS = re.compile(r"[(\[]([^()\[\]]{2,40})[)\]]")
LINKING = frozenset({"of", "the", "de", "la", "el", "al", "and", "dan", "di", "al-"})
SIGN_OFF = re.compile(r"\s*[(\[]\s*([^()\[\]]{2,30}?)\s*[)\]]\s*\.?$")
INITIALS = re.compile(r"[a-z]{2,5}(?:\s?[/,*&-]\s?[a-z]{2,5}){0,3}")
NO_INITIALS = frozenset(
    {"sic", "ed", "red", "dll", "dkk", "dsb", "lol", "pdf", "ii", "iii", "iv", "ac", "bc", "ad", "no"}
)


class Dateline(NamedTuple):
    """Where and by which agency a story was filed; `text` is the paragraph after it."""

    place: str | None
    agency: str | None
    text: str

    @property
    def sure(self) -> bool:
        """Whether the words say so themselves: an agency, or a place in capitals."""
        return self.agency is not None or bool(self.place and self.place.isupper() and len(self.place) >= SHORTEST_CITY)


class SignOff(NamedTuple):
    """What stands in brackets after the last sentence; `text` is the paragraph before it."""

    initials: str | None
    agency: str | None
    text: str


def read_dateline(paragraph: str) -> Dateline | None:
    """Read the dateline at the start of a paragraph; None where there is none."""
    for dash in islice(DASH.finditer(paragraph, 1, LONGEST_HEAD), 2):  # the first may be inside a name: Port-au-Prince
        rest = paragraph[dash.end() :].lstrip(" -–—")
        parts = _parts(paragraph[: dash.start()])
        if parts is None or not rest:
            continue
        place, agency = parts
        dateline = Dateline(place, agency, rest)
        if ":" in dash[0] and not (dateline.sure and place and place.isupper() and rest[:1].isupper()):
            continue
        if dateline.sure or (_stands_alone(place or "") and rest.lstrip("\"“‘'«")[:1].isupper()):
            return dateline
    return None


def read_sign_off(paragraph: str) -> SignOff | None:
    """Read initials or an agency in brackets at the end of a paragraph; None where there are none."""
    start = max(len(paragraph) - LONGEST_HEAD, 0)
    found = SIGN_OFF.search(paragraph, start)
    before = paragraph[: found.start()].rstrip() if found else ""
    if found is None or not before:
        return None
    words = found[1]
    if INITIALS.fullmatch(words) and words not in NO_INITIALS:
        return SignOff(words, None, before)
    if before[-1] in '.!?"”’' and (agency := _agency(words.split("/")[0])):
        return SignOff(None, agency, before)
    return None


def _stands_alone(place: str) -> bool:
    """Tell whether a name in small letters is a place: one word, or one of the longer ones that are listed."""
    return len(place.split()) == 1 or place.casefold() in _table("places")


def _parts(head: str) -> tuple[str | None, str | None] | None:
    """Split a head into place and agency; None where it holds anything else."""
    agency: str | None = None
    for bracket in BRACKETS.findall(head):
        if not FIGURE_DATE.fullmatch(bracket) and not find_printed(bracket):
            if not bracket[:1].isupper() or len(bracket.split()) > 4:
                return None
            agency = bracket.strip()
    bare = BRACKETS.sub(" ", head)
    printed = find_printed(bare)
    if printed:
        bare = bare[: printed.start] + bare[printed.end :]
    bare = FIGURE_DATE.sub(" ", SHORT_DATE.sub(" ", bare))
    piped = re.fullmatch(r"([^|]+)\|([^|,]+)", bare)
    if piped and not agency and _is_place(piped[2].strip()):
        agency, bare = piped[2].strip(), piped[1]  # `Jakarta | VoA`: what follows the stroke is who filed it
    places: list[str] = []
    for part in re.split(r"[|,;•·]|\s[-–—]\s", bare):
        part = part.strip(" .\t")
        if not part:
            continue
        found = _agency(part)
        if found:
            agency = agency or found
            leftover = part.replace(found, "").strip(" /")
            if leftover:
                places.append(leftover)
        else:
            places.append(part)
    if len(places) > 3 or not all(map(_is_place, places)):
        return None
    if not places and agency is None:
        return None
    return (places[0] if places else None), agency


def _agency(part: str) -> str | None:
    web = WEB_NAME.match(part)
    if web:
        return web[0]
    return part if part.casefold() in _table("agencies") else None


def _is_place(text: str) -> bool:
    words = [word for word in re.split(r"[\s/]+", text) if word]
    if not 1 <= len(words) <= 5 or text.casefold() in _table("not_places") or re.search(r"[\d?!\"“”:]", text):
        return False
    return words[0][:1].isupper() and all(word[:1].isupper() or word.casefold() in LINKING for word in words)


@cache
def _table(name: str) -> frozenset[str]:
    tables = tomllib.loads((files(__package__) / "datelines.toml").read_text(encoding="utf-8"))
    return frozenset(entry.casefold() for entry in tables[name])
