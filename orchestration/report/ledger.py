"""The published file, opened to be read."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb

Row = Mapping[str, Any]


class NoLedger(Exception):
    """There is no published file yet; the message says how to get one."""


class Ledger:
    """The marts of one published file."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection
        self._tables = frozenset(
            name for (name,) in connection.execute(
                "SELECT table_name FROM duckdb_tables() WHERE schema_name = 'marts'"
            ).fetchall()
        )

    def has(self, *tables: str) -> bool:
        """Whether this ledger has all these marts: one that was published by an older release may not."""
        return self._tables.issuperset(tables)

    def columns(self, table: str) -> Sequence[str]:
        """The columns of a mart, in order."""
        return [
            name for (name,) in self._connection.execute(
                "SELECT column_name FROM duckdb_columns() WHERE schema_name = 'marts' AND table_name = $table"
                " ORDER BY column_index", {"table": table},
            ).fetchall()
        ]

    def rows(self, query: str, **parameters: object) -> list[Row]:
        """The rows of a query of this package, by column name."""
        cursor = self._connection.execute(query, parameters or None)
        names = [column[0] for column in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


@contextmanager
def open_ledger(path: Path) -> Iterator[Ledger]:
    """The published file at `path`. Raises NoLedger."""
    if not path.exists():
        raise NoLedger(f"there is no ledger at {path}: `make run` first")
    with duckdb.connect(str(path), read_only=True) as connection:
        yield Ledger(connection)
