"""The saved queries on a real small ledger: reports that the extractor reads, linked and reconciled."""

import json
import shutil

import duckdb
import pytest
from dagster import DagsterInstance

from orchestration.definitions import build_defs
from orchestration.evaluation.stories import STORIES_DIR
from orchestration.home import EXAMPLES_DIR, REPO, Settings
from orchestration.queries import ask, split_queries

pytestmark = pytest.mark.slow

# A rising toll with a denial, two strikes on a town in Idlib, a town taken and retaken.
STORIES = ("story-a1", "story-a2", "story-b7")
QUERIES = split_queries((REPO / "docs" / "queries.sql").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def ledger(settings_for_module: Settings):
    settings = settings_for_module
    shutil.copytree(EXAMPLES_DIR, settings.inbox, dirs_exist_ok=True)
    records = (STORIES_DIR / "articles.jsonl").read_text(encoding="utf-8").splitlines()
    chosen = [record for record in records if json.loads(record)["id"].startswith(STORIES)]
    (settings.inbox / "stories.jsonl").write_text("\n".join(chosen), encoding="utf-8")
    job = build_defs(settings).resolve_job_def("ledger")
    with DagsterInstance.ephemeral() as instance:
        assert job.execute_in_process(instance=instance).success
    with duckdb.connect(str(settings.home.ledger), read_only=True) as connection:
        yield connection


@pytest.mark.parametrize(("title", "sql"), QUERIES, ids=[title for title, _ in QUERIES])
def test_each_saved_query_has_an_answer(ledger: duckdb.DuckDBPyConnection, title: str, sql: str) -> None:
    _, rows = ask(ledger, sql)
    assert rows


def one(ledger: duckdb.DuckDBPyConnection, sql: str) -> list[tuple[object, ...]]:
    return ask(ledger, sql)[1]


def test_every_reconciled_row_names_claims_that_exist(ledger: duckdb.DuckDBPyConnection) -> None:
    for table in ("acled_events", "ucdp_events", "civilian_harm", "daily_tolls", "contested_incidents"):
        unknown = f"SELECT c FROM (SELECT unnest(claim_ids) AS c FROM marts.mart_{table})"
        assert one(ledger, f"{unknown} WHERE c NOT IN (SELECT claim_id FROM marts.claims)") == [], table


def test_a_rising_toll_counts_once(ledger: duckdb.DuckDBPyConnection) -> None:
    """Nine, at least ten, 14 and 16 were told of the market in three days, and reprinted."""
    toll = "SELECT low, best, high FROM marts.mart_ucdp_events WHERE where_coordinates = 'Kostyantynivka'"
    assert one(ledger, toll) == [(16, 16, 16)]


def test_a_town_is_held_by_one_after_the_other(ledger: duckdb.DuckDBPyConnection) -> None:
    spells = (
        "SELECT holder_name, held_from::VARCHAR, held_until::VARCHAR, is_disputed FROM marts.mart_control_timeline"
        " WHERE place_name = 'Masisi' ORDER BY held_from"
    )
    assert one(ledger, spells) == [
        ("March 23 Movement", "2025-01-04", "2025-01-08", False),
        ("Democratic Republic of the Congo", "2025-01-08", None, True),
    ]
