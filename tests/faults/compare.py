"""Compares two homes row by row: what is missing in one, what is too much."""

from collections import Counter
from pathlib import Path

import duckdb

# When something was first seen or read, the record of runs and of files are a home's own.
OWN_COLUMNS = ("first_seen_at", "extracted_at", "started_at", "ended_at", "changed_at", "moved_at")
OWN_TABLES = ("runs", "fct_runs", "meta", "inbox_files", "built_articles")


def rows_of(database: Path, schema: str) -> dict[str, Counter[str]]:
    """Every row of every table of a schema, with how often it stands there; raises where one is unreadable."""
    with duckdb.connect(str(database), read_only=True) as connection:
        tables = [
            name
            for (name,) in connection.execute(
                "SELECT table_name FROM duckdb_tables() WHERE schema_name = ? ORDER BY 1", [schema]
            ).fetchall()
            if name not in OWN_TABLES
        ]
        found = {}
        for table in tables:
            columns = connection.execute(
                "SELECT column_name FROM duckdb_columns() WHERE schema_name = ? AND table_name = ?"
                " ORDER BY column_name",
                [schema, table],
            ).fetchall()
            kept = ", ".join(f'"{name}"' for (name,) in columns if name not in OWN_COLUMNS)
            rows = connection.execute(f"SELECT {kept} FROM {schema}.{table}").fetchall()
            # A list in a row cannot be counted by itself, its words can.
            found[table] = Counter(map(repr, rows))
        return found


def differences(expected: dict[str, Counter[str]], found: dict[str, Counter[str]]) -> tuple[int, int]:
    """How many rows are lost, and how many are there that should not be."""
    lost = extra = 0
    for table in expected.keys() | found.keys():
        lost += sum((expected.get(table, Counter()) - found.get(table, Counter())).values())
        extra += sum((found.get(table, Counter()) - expected.get(table, Counter())).values())
    return lost, extra
