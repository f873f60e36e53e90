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
    facts = [fact.table for fact in FACTS]
    order = [*facts, *(table for table in ledger.tables if table not in facts)]
    return [
        Described(
            table,
            ledger.tables[table],
            [
                Column(
                    name,
                    description,
                    _values(ledger, table, name) if table in facts and name in _CODED else (),
                )
                for name, description in ledger.columns(table).items()
            ],
        )
        for table in order
    ]


def _values(ledger: Ledger, table: str, column: str) -> list[tuple[str, int]]:
    rows = ledger.rows(
        f"SELECT {column}::VARCHAR AS value, count(*) AS n FROM marts.{table} WHERE {column} IS NOT NULL"
        f" GROUP BY 1 ORDER BY n DESC, 1 LIMIT {MAX_VALUES}"
    )
    return [(row["value"], row["n"]) for row in rows]
