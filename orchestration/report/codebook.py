"""The description of every table and column, as the database itself holds it."""

from collections.abc import Sequence
from dataclasses import dataclass

from orchestration.report.facts import FACTS
from orchestration.report.ledger import Ledger

# A column with no more words than this is coded, and the page lists them.
MAX_VALUES = 24
_CODED = frozenset(
    "scope modality source_role attribution cue_force evidential_basis date_precision where_precision strike_type"
    " target_class outcome count_rule victim_class change_type".split()
)


@dataclass(frozen=True, slots=True)
class Column:
    """One column, and, if it is coded, the values that occur with how often."""

    name: str
    description: str
    values: Sequence[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class Described:
    """One table with its columns."""

    name: str
    description: str
    columns: Sequence[Column]


def read_codebook(ledger: Ledger) -> list[Described]:
    """The facts first, then the other marts by name."""
    comments = ledger.rows(
        "SELECT table_name, coalesce(comment, '') AS comment FROM duckdb_tables() WHERE schema_name = 'marts'"
    )
    first = [fact.table for fact in FACTS]
    tables = {row["table_name"]: row["comment"] for row in comments}
    order = [*(t for t in first if t in tables), *sorted(t for t in tables if t not in first)]
    return [Described(name, tables[name], _columns(ledger, name, name in first)) for name in order]


def _columns(ledger: Ledger, table: str, is_fact: bool) -> list[Column]:
    rows = ledger.rows(
        "SELECT column_name, coalesce(comment, '') AS comment FROM duckdb_columns()"
        " WHERE schema_name = 'marts' AND table_name = $table ORDER BY column_index", table=table,
    )  # fmt: skip
    coded = [row["column_name"] for row in rows if is_fact and row["column_name"] in _CODED]
    return [
        Column(
            row["column_name"],
            row["comment"],
            _values(ledger, table, row["column_name"]) if row["column_name"] in coded else [],
        )
        for row in rows
    ]


def _values(ledger: Ledger, table: str, column: str) -> list[tuple[str, int]]:
    rows = ledger.rows(
        f"SELECT {column}::VARCHAR AS value, count(*) AS n FROM marts.{table} WHERE {column} IS NOT NULL"
        f" GROUP BY 1 ORDER BY n DESC, 1 LIMIT {MAX_VALUES}"
    )
    return [(row["value"], row["n"]) for row in rows]
