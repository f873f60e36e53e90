"""How two places lie to each other, by their entries in the gazetteer."""

from math import asin, cos, radians, sin, sqrt
from typing import Literal, Protocol

PlaceLevel = Literal[
    "same", "same_name", "near", "contained", "same_region", "same_country", "namesake", "unknown", "far"
]

EARTH_KM = 6371.0
# How far from its coordinate an entry of each precision may reach: exact, near, district, province, region.
REACH_KM = {1: 8.0, 2: 20.0, 3: 40.0, 4: 130.0, 5: 250.0, 7: 250.0}
COUNTRY = 6
WIDE = 4


class Placed(Protocol):
    """Anything with a place. `place_key` is its name as written, folded."""

    @property
    def place_key(self) -> str | None: ...
    @property
    def place_id(self) -> str | None: ...
    @property
    def country_code(self) -> str | None: ...
    @property
    def latitude(self) -> float | None: ...
    @property
    def longitude(self) -> float | None: ...
    @property
    def where_precision(self) -> int | None: ...


def distance_km(latitude_a: float, longitude_a: float, latitude_b: float, longitude_b: float) -> float:
    """The great-circle distance."""
    a, b = radians(latitude_a), radians(latitude_b)
    half = sin((b - a) / 2) ** 2 + cos(a) * cos(b) * sin(radians(longitude_b - longitude_a) / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(half))


def compare_places(a: Placed, b: Placed) -> PlaceLevel:
    """Whether two places may be one: a province holds its towns, a town its quarters.

    Two entries with one name may be one place, taken for another in one of the articles: a namesake.
    """
    one_name = a.place_key is not None and a.place_key == b.place_key
    if a.place_id is None or b.place_id is None:
        return "same_name" if one_name else "unknown"
    level = _compare_entries(a, b)
    return "namesake" if level == "far" and one_name else level


def _compare_entries(a: Placed, b: Placed) -> PlaceLevel:
    wide = max(_precision(a), _precision(b))
    if a.place_id == b.place_id:
        return "same_country" if wide == COUNTRY else "same_region" if wide >= WIDE else "same"
    if COUNTRY in (_precision(a), _precision(b)):
        if a.country_code and a.country_code == b.country_code:
            return "contained"
        return "far"
    if None in (a.latitude, a.longitude, b.latitude, b.longitude):
        return "unknown"
    apart = distance_km(a.latitude, a.longitude, b.latitude, b.longitude)  # type: ignore[arg-type]
    if apart > REACH_KM.get(wide, REACH_KM[1]):
        return "far"
    return "contained" if wide >= WIDE else "near"


def _precision(place: Placed) -> int:
    return place.where_precision or 1
