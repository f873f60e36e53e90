"""The countries of the map: Natural Earth's shapes, from TopoJSON to the GeoJSON that Leaflet draws.

TopoJSON keeps each border once, as steps on a grid; GeoJSON repeats it for both neighbours.
"""

import gzip
import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any

from orchestration.home import REPO

SHAPES = REPO / "seeds" / "shapes" / "countries-50m.json.gz"
# A hundredth of a degree, about a kilometre: finer than the shapes are.
DECIMALS = 2

# Its edge goes round the pole, where the map has no point.
AROUND_THE_POLE = "Antarctica"

Point = list[float]
Ring = list[Point]


def countries(path: Path = SHAPES) -> Mapping[str, Any]:
    """A FeatureCollection; each country has its `name`, as `label` a point amid its largest part,
    and as `area` how large this part is on the map, in square degrees."""
    topology = json.loads(gzip.decompress(path.read_bytes()))
    arcs = [_decoded(arc, topology["transform"]) for arc in topology["arcs"]]
    features = []
    for geometry in topology["objects"]["countries"]["geometries"]:
        if geometry["properties"]["name"] == AROUND_THE_POLE:
            continue
        # A polygon is the one part of a country that has no other.
        polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
        parts = [[_ring(ring, arcs) for ring in polygon] for polygon in polygons]
        largest = max((part[0] for part in parts), key=lambda ring: abs(_area(ring)))
        area = round(abs(_area(largest)), DECIMALS)
        features.append(
            {
                "type": "Feature",
                "properties": {
                    "name": geometry["properties"]["name"],
                    "label": _middle(largest),
                    "area": area,
                },
                "geometry": {"type": "MultiPolygon", "coordinates": parts},
            }
        )
    return {"type": "FeatureCollection", "features": features}


def _decoded(arc: Sequence[Sequence[int]], transform: Mapping[str, Sequence[float]]) -> Ring:
    xs, ys = accumulate(step[0] for step in arc), accumulate(step[1] for step in arc)
    (scale_x, scale_y), (left, bottom) = transform["scale"], transform["translate"]
    return [
        [round(x * scale_x + left, DECIMALS), round(y * scale_y + bottom, DECIMALS)]
        for x, y in zip(xs, ys, strict=True)
    ]


def _ring(indices: Sequence[int], arcs: Sequence[Ring]) -> Ring:
    """Arcs end to end; ~i is arc i backwards. Where two meet the point is once, and so is a point met again."""
    points: Ring = []
    for index in indices:
        for point in arcs[index] if index >= 0 else reversed(arcs[~index]):
            if not points or points[-1] != point:
                points.append(point)
    return _unwrapped(points)


def _unwrapped(ring: Ring) -> Ring:
    """The ring without leaps from one edge of the map to the other: east of 180 degrees it just goes on."""
    turns, points = 0, [ring[0]]
    for (before, _), (x, y) in pairwise(ring):
        turns += (x - before < -180) - (x - before > 180)
        points.append([x + 360 * turns, y])
    middle = sum(x for x, _ in points) / len(points)
    shift = -360 * round(middle / 360)
    return [[round(x + shift, DECIMALS), y] for x, y in points]


def _area(ring: Ring) -> float:
    return sum(one[0] * two[1] - two[0] * one[1] for one, two in _sides(ring)) / 2


def _middle(ring: Ring) -> Point:
    """The ring's centre of gravity, as [longitude, latitude]."""
    area = _area(ring)
    if not area:
        return ring[0]
    x = sum((one[0] + two[0]) * (one[0] * two[1] - two[0] * one[1]) for one, two in _sides(ring))
    y = sum((one[1] + two[1]) * (one[0] * two[1] - two[0] * one[1]) for one, two in _sides(ring))
    return [round(x / (6 * area), DECIMALS), round(y / (6 * area), DECIMALS)]


def _sides(ring: Ring) -> Iterator[tuple[Point, Point]]:
    return zip(ring, [*ring[1:], ring[0]], strict=True)
