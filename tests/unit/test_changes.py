"""What `make diff` says."""

from pathlib import Path

import duckdb

from orchestration.changes import latest_changes


def ledger(folder: Path, rows: str) -> Path:
    path = folder / "ledger.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute("CREATE SCHEMA marts")
        connection.execute(
            "CREATE TABLE marts.fct_claim_changes (changed_at TIMESTAMP, claim_change VARCHAR, cause VARCHAR,"
            " fact_table VARCHAR, claim_id VARCHAR, source_ref VARCHAR, evidence_text VARCHAR, changed_fields VARCHAR)"
        )
        if rows:
            connection.execute(f"INSERT INTO marts.fct_claim_changes VALUES {rows}")
    return path


def test_only_the_last_run_is_told(tmp_path: Path) -> None:
    told = latest_changes(
        ledger(
            tmp_path,
            "('2026-01-01', 'added', 'new_article', 'fct_strikes', 'c1', 'a.txt', 'They struck.', NULL),"
            "('2026-01-02', 'changed', 'new_rules', 'fct_strikes', 'c2', 'a.txt', 'They struck \x1b[2J', 'scope')",
        )
    )
    assert told.splitlines() == [
        "Last change: 2026-01-02 00:00 UTC",
        "         1 changed in fct_strikes (new_rules)",
        "",
        "~ fct_strikes c2 a.txt",
        "    They struck \\x1b[2J",
        "    differs in: scope",
    ]


def test_an_empty_history_says_so(tmp_path: Path) -> None:
    assert latest_changes(ledger(tmp_path, "")) == "No claim has changed yet"
