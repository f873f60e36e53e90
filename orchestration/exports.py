"""The published ledger in open formats: CSV, Parquet, GeoParquet, GeoJSON, and a Frictionless data package.

Everything is read from `ledger.duckdb`. The folder is written beside its place and swapped in as a
whole, so that a half-written export is never seen.
"""

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from orchestration.duckdb_extension import load
from orchestration.sql import literal

# Frictionless Table Schema types (specs.frictionlessdata.io/table-schema) of DuckDB's.
FRICTIONLESS_TYPES = {
    "VARCHAR": "string",
    "BOOLEAN": "boolean",
    "TINYINT": "integer",
    "SMALLINT": "integer",
    "INTEGER": "integer",
    "BIGINT": "integer",
    "HUGEINT": "integer",
    "FLOAT": "number",
    "DOUBLE": "number",
    "DATE": "date",
    "TIMESTAMP": "datetime",
}
TIMESTAMPS = "%Y-%m-%dT%H:%M:%SZ"
PACKAGE = "datapackage.json"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the published file: its DuckDB type and its description."""

    name: str
    type: str
    description: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table of `marts` with its description and columns, in order."""

    name: str
    description: str
    columns: tuple[Column, ...]

    @property
    def is_located(self) -> bool:
        """Whether its rows have coordinates and state something at them; a dimension has none to map."""
        names = {column.name for column in self.columns}
        # UCDP calls the precision of a place `where_prec`.
        return {"latitude", "longitude"} <= names and bool({"where_precision", "where_prec"} & names)


@dataclass(frozen=True, slots=True)
class Exported:
    """A file of the export, its path relative to the folder, and the rows in it."""

    path: str
    rows: int


def export(ledger: Path, folder: Path) -> list[Exported]:
    """Replaces `folder` by an export of every table in `ledger`; returns its data files in order.

    `csv/` and `parquet/` hold one file a table, `geo/` a GeoJSON and a GeoParquet file (WGS 84, longitude
    first) for each table that has located rows, `datapackage.json` describes the CSV files.
    Raises `FileNotFoundError` if there is no ledger.
    """
    if not ledger.exists():
        raise FileNotFoundError(ledger)
    temporary, former = (folder.with_name(f".{folder.name}.{word}") for word in ("new", "old"))
    for leftover in (temporary, former):
        shutil.rmtree(leftover, ignore_errors=True)
    for part in ("csv", "parquet", "geo"):
        (temporary / part).mkdir(parents=True)
    with duckdb.connect(str(ledger), read_only=True) as connection:
        tables = read_tables(connection)
        written = list(_write(connection, tables, temporary))
        if any(table.is_located for table in tables):
            load(connection, "spatial")
            written += _write_located(connection, tables, temporary)
    package = json.dumps(data_package(tables), indent=2, ensure_ascii=False)
    (temporary / PACKAGE).write_text(package + "\n", encoding="utf-8")
    if folder.exists():
        folder.replace(former)
    temporary.replace(folder)
    shutil.rmtree(former, ignore_errors=True)
    return written


def read_tables(connection: duckdb.DuckDBPyConnection) -> list[Table]:
    """The tables of `marts` in the order of their names."""
    columns: dict[str, list[Column]] = {}
    for table, name, sql_type, comment in connection.execute(
        "SELECT table_name, column_name, data_type, coalesce(comment, '') FROM duckdb_columns()"
        " WHERE schema_name = 'marts' ORDER BY table_name, column_index"
    ).fetchall():
        columns.setdefault(table, []).append(Column(name, sql_type, comment))
    comments = dict(
        connection.execute(
            "SELECT table_name, coalesce(comment, '') FROM duckdb_tables() WHERE schema_name = 'marts'"
        ).fetchall()
    )
    return [Table(name, comments[name], tuple(found)) for name, found in columns.items() if name in comments]


def data_package(tables: list[Table]) -> dict[str, Any]:
    """The Frictionless description of the CSV files (specs.frictionlessdata.io/tabular-data-package)."""
    return {
        "profile": "tabular-data-package",
        "name": "conflict-ledger",
        "title": "Conflict Ledger: what is claimed about armed conflict, and by whom",
        "resources": [
            {
                "profile": "tabular-data-resource",
                "name": table.name,
                "path": f"csv/{table.name}.csv",
                "description": table.description,
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "schema": {
                    "fields": [
                        {
                            "name": column.name,
                            "type": FRICTIONLESS_TYPES.get(column.type, "string"),
                            "description": column.description,
                        }
                        for column in table.columns
                    ],
                    "missingValues": [""],
                },
            }
            for table in tables
        ],
    }


def _write(connection: duckdb.DuckDBPyConnection, tables: list[Table], folder: Path) -> Iterator[Exported]:
    for table in tables:
        # Lists and structures have no form of their own in CSV.
        plain = ", ".join(
            f'"{c.name}"'
            if c.type in FRICTIONLESS_TYPES
            else f'cast(to_json("{c.name}") AS VARCHAR) AS "{c.name}"'
            for c in table.columns
        )
        source = f'FROM marts."{table.name}" ORDER BY 1'
        path = f"csv/{table.name}.csv"
        rows = _copy(
            connection,
            f"SELECT {plain} {source}",
            folder / path,
            f"FORMAT csv, HEADER, TIMESTAMPFORMAT '{TIMESTAMPS}'",
        )
        yield Exported(path, rows)
        path = f"parquet/{table.name}.parquet"
        yield Exported(
            path, _copy(connection, f"SELECT * {source}", folder / path, "FORMAT parquet, COMPRESSION zstd")
        )


def _write_located(
    connection: duckdb.DuckDBPyConnection, tables: list[Table], folder: Path
) -> Iterator[Exported]:
    for table in tables:
        if not table.is_located:
            continue
        plain = ", ".join(f'"{c.name}"' for c in table.columns if c.type in FRICTIONLESS_TYPES)
        located = (
            f'SELECT {plain}, st_point(longitude, latitude) AS geometry FROM marts."{table.name}"'
            " WHERE latitude IS NOT NULL AND longitude IS NOT NULL ORDER BY 1"
        )
        path = f"geo/{table.name}.parquet"
        rows = _copy(connection, located, folder / path, "FORMAT parquet, COMPRESSION zstd")
        if not rows:
            # Neither format can say of no rows what a geometry is.
            (folder / path).unlink()
            continue
        yield Exported(path, rows)
        path = f"geo/{table.name}.geojson"
        yield Exported(path, _copy(connection, located, folder / path, "FORMAT gdal, DRIVER 'GeoJSON'"))


def _copy(connection: duckdb.DuckDBPyConnection, query: str, target: Path, options: str) -> int:
    row = connection.execute(f"COPY ({query}) TO {literal(str(target))} ({options})").fetchone()
    return int(row[0]) if row else 0
