"""The countries of the map."""

from itertools import pairwise

import pytest

from orchestration.report.shapes import countries


@pytest.fixture(scope="module")
def shapes() -> dict:
    return {feature["properties"]["name"]: feature for feature in countries()["features"]}


@pytest.mark.parametrize(
    ("name", "west", "south", "east", "north"),
    [
        ("Syria", 35.7, 32.3, 42.4, 37.4),
        ("Sudan", 21.8, 8.7, 38.7, 22.3),
        ("Iraq", 38.8, 29.1, 48.6, 37.4),
    ],
)
def test_a_country_lies_where_it_lies(shapes, name, west, south, east, north) -> None:
    points = [p for polygon in shapes[name]["geometry"]["coordinates"] for ring in polygon for p in ring]
    xs, ys = [x for x, _ in points], [y for _, y in points]
    assert (min(xs), min(ys), max(xs), max(ys)) == pytest.approx((west, south, east, north), abs=0.3)
    x, y = shapes[name]["properties"]["label"]
    assert west < x < east and south < y < north


def test_rings_are_closed_and_do_not_leap_over_the_map(shapes) -> None:
    """Russia and Fiji lie on both sides of 180 degrees."""
    for name, feature in shapes.items():
        for ring in (ring for polygon in feature["geometry"]["coordinates"] for ring in polygon):
            assert ring[0] == ring[-1], name
            assert max(abs(one[0] - two[0]) for one, two in pairwise(ring)) < 60, name
