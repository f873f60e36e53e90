"""The reference places and countries are well-formed: ids, columns, ranges, features."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

REFERENCE = Path(__file__).resolve().parents[2] / "seeds" / "reference"

PLACE_COLUMNS = [
    "place_id",
    "name",
    "other_names",
    "feature",
    "country_code",
    "admin1",
    "latitude",
    "longitude",
    "where_precision",
    "source",
    "licence",
]
COUNTRY_COLUMNS = [
    "country_code",
    "name",
    "other_names",
    "latitude",
    "longitude",
    "capital",
    "capital_latitude",
    "capital_longitude",
    "adjectives",
    "source",
    "licence",
]
FEATURES = set(
    "country adm1 adm2 city town village neighbourhood camp base airport port region sea river road "
    "border mountain facility island checkpoint dam".split()
)
PRECISIONS = {"1", "3", "4", "5", "6", "7"}
LICENCES = {"MIT", "CC BY 4.0"}


def read(name: str) -> tuple[list[str], list[dict[str, str]]]:
    with (REFERENCE / name).open(encoding="utf-8", newline="") as f:
        reader = csv.DictReader(f)
        return list(reader.fieldnames or []), list(reader)


@pytest.fixture(scope="module")
def places() -> list[dict[str, str]]:
    columns, rows = read("places.csv")
    assert columns == PLACE_COLUMNS
    return rows


@pytest.fixture(scope="module")
def countries() -> list[dict[str, str]]:
    columns, rows = read("countries.csv")
    assert columns == COUNTRY_COLUMNS
    return rows


def in_range(row: dict[str, str], prefix: str = "") -> bool:
    return -90 <= float(row[prefix + "latitude"]) <= 90 and -180 <= float(row[prefix + "longitude"]) <= 180


def tidy_list(cell: str) -> bool:
    parts = cell.split("|") if cell else []
    return all(p and p == p.strip() for p in parts) and len(parts) == len(set(parts))


def test_places_are_well_formed(places: list[dict[str, str]]) -> None:
    for row in places:
        where = row["place_id"]
        assert re.fullmatch(r"x-[a-z0-9]+(-[a-z0-9]+)*|gn-[1-9][0-9]*", where), where
        assert None not in row and all(v is not None for v in row.values()), where
        assert row["name"] and row["name"] == row["name"].strip(), where
        assert row["name"] not in row["other_names"].split("|"), where
        assert tidy_list(row["other_names"]), where
        assert row["feature"] in FEATURES, where
        assert row["where_precision"] in PRECISIONS, where
        assert in_range(row), where
        assert row["source"], where
        assert row["licence"] in LICENCES, where
        if row["place_id"].startswith("gn-"):
            assert row["other_names"] and row["licence"] == "CC BY 4.0", where


def test_place_ids_are_unique(places: list[dict[str, str]]) -> None:
    ids = [row["place_id"] for row in places]
    assert len(ids) == len(set(ids))


def test_precision_suits_the_feature(places: list[dict[str, str]]) -> None:
    expected = {"adm1": "4", "adm2": "3", "sea": "7", "country": "6"}
    wrong = [
        r["place_id"]
        for r in places
        if r["where_precision"] != expected.get(r["feature"], r["where_precision"])
    ]
    assert not wrong


def test_place_countries_are_known(places: list[dict[str, str]], countries: list[dict[str, str]]) -> None:
    known = {row["country_code"] for row in countries}
    wrong = [r["place_id"] for r in places if r["country_code"] and r["country_code"] not in known]
    assert not wrong
    # only what lies across borders, at sea or in dispute has no country
    allowed = {"sea", "region", "river", "border", "mountain", "road", "island"}
    assert not [r["place_id"] for r in places if not r["country_code"] and r["feature"] not in allowed]


def test_countries_are_well_formed(countries: list[dict[str, str]]) -> None:
    codes = [row["country_code"] for row in countries]
    assert len(codes) == len(set(codes)) >= 249
    assert {"XK", "SY", "CD", "SS", "PS", "MM"} <= set(codes)
    for row in countries:
        where = row["country_code"]
        assert re.fullmatch(r"[A-Z]{2}", where), where
        assert row["name"] and row["name"] not in row["other_names"].split("|"), where
        assert tidy_list(row["other_names"]) and tidy_list(row["adjectives"]), where
        assert in_range(row), where
        if row["capital"]:
            assert in_range(row, "capital_"), where
        assert row["source"] and row["licence"], where
