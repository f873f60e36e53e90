"""The published file, opened to be read."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb

from orchestration.sql import literal

Row = Mapping[str, Any]


class NoLedger(Exception):
    """There is no published file yet; the message says how to get one."""


class Ledger:
    """The marts of one published file.

    Queries take no parameters: binding one makes DuckDB import pandas, which costs more than the whole report.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection, catalog: str = "current_database()") -> None:
        self._connection = connection
        self.tables: Mapping[str, str] = {
            row["table_name"]: row["comment"]
            for row in self.rows(
                "SELECT table_name, coalesce(comment, '') AS comment FROM duckdb_tables()"
                f" WHERE schema_name = 'marts' AND database_name = {catalog} ORDER BY table_name"
            )
        }
        self._columns: dict[str, dict[str, str]] = {table: {} for table in self.tables}
        for row in self.rows(
            "SELECT table_name, column_name, coalesce(comment, '') AS comment FROM duckdb_columns()"
            f" WHERE schema_name = 'marts' AND database_name = {catalog} ORDER BY table_name, column_index"
        ):
            # Views are for people; the tables hold all that they show.
            if row["table_name"] in self._columns:
                self._columns[row["table_name"]][row["column_name"]] = row["comment"]

    def has(self, *tables: str) -> bool:
        """Whether this ledger has all these marts: one that was published by an older release may not."""
        return all(table in self.tables for table in tables)

    def columns(self, table: str) -> Mapping[str, str]:
        """The columns of a mart, in order, each with its description."""
        return self._columns[table]

    def rows(self, query: str) -> list[Row]:
        """The rows of a query of this package, by column name."""
        cursor = self._connection.execute(query)
        names = [column[0] for column in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


@contextmanager
def open_ledger(path: Path) -> Iterator[Ledger]:
    """The published file at `path`. Raises NoLedger."""
    if not path.exists():
        raise NoLedger(f"there is no ledger at {path}: `make run` first")
    with duckdb.connect(str(path), read_only=True) as connection:
        yield Ledger(connection)


@contextmanager
def open_newest(path: Path, articles: int) -> Iterator[Ledger]:
    """The same, with no more than so many articles: the last published, and what they tell. Raises NoLedger."""
    if not path.exists():
        raise NoLedger(f"there is no ledger at {path}: `make run` first")
    with duckdb.connect() as connection:
        connection.execute(f"ATTACH {literal(str(path))} AS published (READ_ONLY)")
        ledger = Ledger(connection, "'published'")
        connection.execute(
            "CREATE TEMP TABLE shown AS SELECT article_id FROM published.marts.dim_articles"
            f" ORDER BY published_on DESC NULLS LAST, article_id LIMIT {articles}"
        )
        connection.execute("CREATE SCHEMA marts")
        for name in ledger.tables:
            connection.execute(
                f"CREATE VIEW marts.{name} AS FROM published.marts.{name}{_shown(ledger, name)}"
            )
        yield ledger


def _shown(ledger: Ledger, mart: str) -> str:
    """Which rows of a mart are of the articles that are shown."""
    columns = ledger.columns(mart)
    if "article_id" in columns:
        return " WHERE article_id IN (FROM shown)"
    if "incident_id" in columns and "bridge_incident_claims" in ledger.tables:
        return (
            " WHERE incident_id IN (SELECT incident_id FROM published.marts.bridge_incident_claims"
            " WHERE article_id IN (FROM shown))"
        )
    return ""
