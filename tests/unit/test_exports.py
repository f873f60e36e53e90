"""The exports, read back by libraries that others wrote."""

import csv
from pathlib import Path

import duckdb
import frictionless
import geopandas
import pandas
import pytest

from orchestration.exports import PACKAGE, export

HOSTILE = "=1+1; 'DROP' \"x\"\nnext, line"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("it's exported")
    ledger = root / "ledger.duckdb"
    with duckdb.connect(str(ledger)) as connection:
        connection.execute("CREATE SCHEMA marts")
        connection.execute(
            "CREATE TABLE marts.fct_strikes AS SELECT * FROM (VALUES"
            " ('a', 36.2, 37.1, 1, NULL, TIMESTAMP '2024-05-01 10:00:00', ['x', 'y']),"
            " ('b', NULL, NULL, NULL, 3, NULL, NULL))"
            " AS t (claim_id, latitude, longitude, where_precision, strikes_min, seen_at, reasons)"
        )
        connection.execute("CREATE TABLE marts.fct_none AS FROM marts.fct_strikes LIMIT 0")
        connection.execute(
            "CREATE TABLE marts.dim_articles AS SELECT 1 AS n, $text AS text", {"text": HOSTILE}
        )
        connection.execute("COMMENT ON COLUMN marts.dim_articles.text IS 'The stored text.'")
    target = root / "exports"
    target.mkdir()
    (target / "of an earlier run").touch()
    written = export(ledger, target)
    assert {file.path: file.rows for file in written}["geo/fct_strikes.geojson"] == 1
    return target


def test_the_package_is_valid_by_the_standard(folder: Path) -> None:
    report = frictionless.validate(str(folder / PACKAGE))
    assert report.valid, report.flatten(["path", "type", "message"])
    package = frictionless.Package(str(folder / PACKAGE))
    assert package.get_resource("dim_articles").schema.get_field("text").description == "The stored text."


def test_csv_holds_the_text_as_it_is(folder: Path) -> None:
    with (folder / "csv" / "dim_articles.csv").open(encoding="utf-8", newline="") as lines:
        assert list(csv.DictReader(lines)) == [{"n": "1", "text": HOSTILE}]


def test_parquet_keeps_the_types(folder: Path) -> None:
    strikes = pandas.read_parquet(folder / "parquet" / "fct_strikes.parquet")
    assert list(strikes["claim_id"]) == ["a", "b"]
    assert strikes["seen_at"][0] == pandas.Timestamp("2024-05-01 10:00:00")


@pytest.mark.parametrize("name", ["fct_strikes.parquet", "fct_strikes.geojson"])
def test_located_rows_are_points_with_longitude_first(folder: Path, name: str) -> None:
    path = folder / "geo" / name
    rows = geopandas.read_parquet(path) if path.suffix == ".parquet" else geopandas.read_file(path)
    assert [(point.x, point.y) for point in rows.geometry] == [(37.1, 36.2)]
    assert rows.crs.is_geographic


def test_a_table_without_located_rows_has_no_map_files(folder: Path) -> None:
    assert [path.name for path in (folder / "geo").iterdir() if "fct_none" in path.name] == []
    assert pandas.read_csv(folder / "csv" / "fct_none.csv").empty


def test_an_earlier_export_is_replaced_as_a_whole(folder: Path) -> None:
    assert sorted(path.name for path in folder.iterdir()) == sorted([PACKAGE, "csv", "geo", "parquet"])
    assert [path.name for path in folder.parent.iterdir() if path.name.startswith(".")] == []


def test_without_a_ledger_there_is_nothing_to_export(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        export(tmp_path / "ledger.duckdb", tmp_path / "exports")
