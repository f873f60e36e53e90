"""What the overview says about the latest run."""

import datetime as dt
from pathlib import Path

import duckdb

from orchestration.report.build import build_report
from orchestration.report.changes import read_changes
from orchestration.report.ledger import open_ledger
from tests.report.synthetic import Tables

MONDAY, TUESDAY = dt.datetime(2026, 1, 5, 6), dt.datetime(2026, 1, 6, 6)  # noqa: DTZ001 - the column has no zone


def ledger_of_two_days(folder: Path) -> Path:
    tables = Tables()
    for name, seen in (("old", MONDAY), ("new", TUESDAY)):
        article = tables.article(f"Shells hit {name}.", article_id=name, title=f"The {name} report")
        tables.claim(
            "fct_strikes", article, f"Shells hit {name}.", f"Shells hit {name}.", strike_type="artillery"
        )
        tables.rows["fct_deliveries"][-1]["first_seen_at"] = seen
    tables.rows["fct_retired_claims"].append({"claim_id": "gone", "retired_because": "article_removed"})
    tables.write(folder / "ledger.duckdb")
    return folder / "ledger.duckdb"


def test_only_the_latest_delivery_is_new(tmp_path: Path) -> None:
    with open_ledger(ledger_of_two_days(tmp_path)) as ledger:
        changes = read_changes(ledger)
    assert (changes.latest, changes.is_first, changes.article_count, changes.claim_count) == (
        TUESDAY,
        False,
        1,
        1,
    )
    assert [article["title"] for article in changes.articles] == ["The new report"]


def test_without_a_history_the_retired_claims_are_told(tmp_path: Path) -> None:
    path = ledger_of_two_days(tmp_path)
    with duckdb.connect(str(path)) as database:
        database.execute("DROP TABLE IF EXISTS marts.fct_claim_changes")
    with open_ledger(path) as ledger:
        (move,) = read_changes(ledger).moves
    assert (move.count, move.words) == (1, "left the tables so far because their report was removed")


def test_with_a_history_the_latest_run_is_told(tmp_path: Path) -> None:
    path = ledger_of_two_days(tmp_path)
    columns = "changed_at, claim_change, cause, fact_table, claim_id, article_id, source_ref, evidence_text"
    with duckdb.connect(str(path)) as database:
        database.execute(
            f"CREATE OR REPLACE TABLE marts.fct_claim_changes AS SELECT * FROM (VALUES"
            f" (TIMESTAMP '2026-01-05 06:00', 'added', 'new_article', 'fct_strikes', 'a', 'old', 'r1', 'x', NULL),"
            f" (TIMESTAMP '2026-01-06 06:00', 'added', 'new_article', 'fct_strikes', 'b', 'new', 'r2', 'x', NULL),"
            f" (TIMESTAMP '2026-01-06 06:00', 'changed', 'new_rules', 'fct_strikes', 'c', 'new', 'r2', '<b>y', 'scope')"
            f") AS t({columns}, changed_fields)"
        )
    with open_ledger(path) as ledger:
        moves = {move.words: move.count for move in read_changes(ledger).moves}
    assert moves == {"came in with a new report": 1, "changed because the rules were mended": 1}
    build_report(path, tmp_path / "report")
    page = (tmp_path / "report" / "index.html").read_text()
    assert 'articles.html#id=new&amp;claim=c">&lt;b&gt;y</a>' in page
