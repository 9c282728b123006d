"""Places have the country and coordinates of GeoNames; what nobody knows has none."""

import pytest

from extractors.events.actors import Naming
from extractors.events.places import locate
from ontology import Geolocation, load_vocabulary

STATES = load_vocabulary().states


def name(text: str, code: str, kind: str = "place") -> Naming:
    return Naming(0, 1, code, code, kind, text, 0)


@pytest.mark.parametrize(
    ("text", "near", "country", "latitude"),
    [
        ("Geneva", (), "CHE", 46),
        ("Jenewa", (), "CHE", 46),
        ("Kairo", (), "EGY", 30),
        ("Paris", ("USA", "FRA"), "FRA", 48),
        ("Paris", ("USA", "CAN"), "FRA", 48),
        ("Hyderabad", ("PAK", "CHN"), "PAK", 25),
        ("Hyderabad", (), "IND", 17),
    ],
)
def test_a_city_lies_in_its_country(text: str, near: tuple[str, ...], country: str, latitude: int) -> None:
    place = locate(text, None, STATES, near)
    assert place.country == country
    assert place.latitude is not None
    assert int(place.latitude) == latitude


@pytest.mark.parametrize(
    ("text", "naming", "country", "is_point"),
    [
        ("Tripoli", name("Tripoli", "LBN"), "LBN", True),
        ("Bali", name("Bali", "IDN"), "IDN", False),  # the island is no city, and Bali in Cameroon is not meant
        ("Syria", name("Syria", "SYR", "name"), "SYR", False),
        ("White House", name("White House", "USA", "metonym"), "USA", False),
        ("United Nations", name("United Nations", "UN", "name"), None, False),
        ("Qwertyville", None, None, False),
    ],
)
def test_a_name_tells_the_country(text: str, naming: Naming | None, country: str | None, *, is_point: bool) -> None:
    place = locate(text, naming, STATES, ())
    assert place.country == country
    assert (place.latitude is not None) == is_point


def test_coordinates_lie_on_earth() -> None:
    with pytest.raises(ValueError, match="latitude"):
        Geolocation(latitude=91, longitude=0)
