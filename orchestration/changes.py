"""What the last run changed, in words, from the published ledger."""

from pathlib import Path

import duckdb

from orchestration.terminal import printable

MAX_ROWS = 30
MAX_EVIDENCE = 90
LAST = "(SELECT max(changed_at) FROM marts.fct_claim_changes)"
COUNTS = f"""
    SELECT fact_table, claim_change, cause, count(*)
    FROM marts.fct_claim_changes WHERE changed_at = {LAST}
    GROUP BY ALL ORDER BY ALL
"""
ROWS = f"""
    SELECT claim_change, fact_table, claim_id, source_ref, evidence_text, changed_fields
    FROM marts.fct_claim_changes WHERE changed_at = {LAST}
    ORDER BY fact_table, source_ref, claim_change, claim_id LIMIT {MAX_ROWS}
"""
SIGNS = {"added": "+", "removed": "-", "changed": "~"}


def latest_changes(ledger: Path) -> str:
    """The last run that changed a claim: how many by table, kind and cause, and the first of them.

    Texts of articles are shown with their control characters escaped.
    """
    with duckdb.connect(str(ledger), read_only=True) as connection:
        last = connection.execute(f"SELECT {LAST}").fetchone()
        counts = connection.execute(COUNTS).fetchall()
        rows = connection.execute(ROWS).fetchall()
    if not counts or last is None:
        return "No claim has changed yet"
    lines = [f"Last change: {last[0]:%Y-%m-%d %H:%M} UTC"]
    lines += [f"  {number:>8,} {change} in {table} ({cause})" for table, change, cause, number in counts]
    lines.append("")
    for change, table, claim_id, source_ref, evidence, fields in rows:
        lines.append(f"{SIGNS[change]} {table} {claim_id} {printable(source_ref)}")
        lines.append(f"    {printable(evidence)[:MAX_EVIDENCE]}")
        if fields:
            lines.append(f"    differs in: {printable(fields)}")
    total = sum(number for *_, number in counts)
    if total > len(rows):
        lines.append(f"… and {total - len(rows):,} more: marts.fct_claim_changes has them all")
    return "\n".join(lines)
