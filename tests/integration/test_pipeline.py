"""The whole way, inbox to published ledger, in a temporary home: with a stub for the language model.

The tests of this module tell one story on one home, so they run in their order.
"""

import dataclasses
import json
import multiprocessing
import shutil
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import duckdb
import pytest
from dagster import AssetKey, DagsterInstance, ExecuteInProcessResult

from orchestration.definitions import build_defs
from orchestration.home import Home, Settings

pytestmark = pytest.mark.slow

ALEPPO = "Jets struck Aleppo. Nobody saw “them” – but Raqqa was quiet."


@pytest.fixture(scope="module")
def instance(settings_for_module: Settings):
    with DagsterInstance.ephemeral() as instance:
        yield instance


def run(settings: Settings, extractor, instance: DagsterInstance, **selection) -> ExecuteInProcessResult:
    job = build_defs(settings, {"extractor": extractor}).resolve_job_def("ledger")
    return job.execute_in_process(instance=instance, raise_on_error=False, **selection)


def rows(settings: Settings, query: str) -> list[tuple]:
    with duckdb.connect(str(settings.home.ledger), read_only=True) as ledger:
        return ledger.execute(query).fetchall()


def everything(settings: Settings) -> dict[str, list[tuple]]:
    """All that is published but the record of runs, of which each adds one."""
    tables = [name for (name,) in rows(settings, "SELECT table_name FROM duckdb_tables()")]
    tables.remove("fct_runs")
    return {table: sorted(rows(settings, f"SELECT * FROM marts.{table}"), key=repr) for table in tables}


def failed_checks(result: ExecuteInProcessResult) -> set[str]:
    return {e.check_name for e in result.get_asset_check_evaluations() if not e.passed}


def test_first_run(settings_for_module: Settings, stub_extractor_resource, instance) -> None:
    settings = settings_for_module
    (settings.inbox / "aleppo.txt").write_bytes(ALEPPO.encode("cp1252"))
    (settings.inbox / "aleppo.yaml").write_text("publisher: Wire\npublished_on: 2015-10-09\n")
    records = [{"id": "r1", "text": "Jets struck Raqqa."}, {"id": "r2", "text": "Nothing happened."}]
    (settings.inbox / "feed.jsonl").write_text("\n".join(map(json.dumps, records)))
    (settings.inbox / "copy.md").write_text("Nothing happened.")
    (settings.inbox / "empty.txt").write_text("")
    result = run(settings, stub_extractor_resource(), instance)
    assert result.success
    assert failed_checks(result) == {"nothing_refused"}
    assert rows(settings, "SELECT path, outcome FROM marts.fct_deliveries ORDER BY path, line_number") == [
        ("aleppo.txt", "accepted"),
        ("copy.md", "duplicate"),
        ("empty.txt", "refused"),
        ("feed.jsonl", "accepted"),
        ("feed.jsonl", "accepted"),
    ]
    claims = "SELECT place_name, event_date_start::VARCHAR, source_ref FROM marts.fct_strikes JOIN"
    claims += " marts.dim_articles USING (article_id) ORDER BY 1"
    assert rows(settings, claims) == [("Aleppo", "2015-10-09", "aleppo.txt"), ("Raqqa", None, "r1")]
    reasons = [file.read_text() for file in settings.home.quarantine.glob("empty-*.reason.txt")]
    assert reasons == ["empty.txt\nit is empty\n"]


def test_assets_report_counts_and_previews(settings_for_module: Settings, instance) -> None:
    for key in (["raw", "claims_strikes"], ["marts", "fct_strikes"]):
        event = instance.get_latest_materialization_event(AssetKey(key))
        metadata = event.asset_materialization.metadata
        assert metadata["dagster/row_count"].value == 2
        assert "Jets struck Aleppo." in metadata["preview"].value


def test_a_run_leaves_a_record(settings_for_module: Settings) -> None:
    record = "SELECT outcome, job, started_by, accepted_count, refused_count, read_count, read_again_count,"
    record += " read_chars, extractor_version, inbox_seconds > 0, extraction_seconds > 0 FROM marts.fct_runs"
    read = ("publishing", "ledger", "ui", 3, 1, 3, 0, 95, "stub-1", True, True)
    assert rows(settings_for_module, record) == [read]


def test_the_report_shows_the_published_claims(settings_for_module: Settings, instance) -> None:
    event = instance.get_latest_materialization_event(AssetKey(["published", "report"]))
    metadata = event.asset_materialization.metadata
    assert metadata["dagster/row_count"].value == 2
    assert metadata["claims by month"].value.startswith("![Claims by month and kind](data:image/png;base64,")
    report = settings_for_module.home.report
    assert metadata["report"].value == (report / "index.html").as_uri()
    assert "2 claims, read from 3 articles" in " ".join((report / "index.html").read_text().split())
    strikes = instance.get_latest_materialization_event(AssetKey(["marts", "fct_strikes"]))
    assert strikes.asset_materialization.metadata["report"].value == (report / "strikes.html").as_uri()


def test_a_second_run_changes_nothing(
    settings_for_module: Settings, stub_extractor_resource, instance
) -> None:
    before = everything(settings_for_module)
    assert run(settings_for_module, stub_extractor_resource(), instance).success
    assert everything(settings_for_module) == before
    assert before["fct_retired_claims"] == []
    outcomes = rows(settings_for_module, "SELECT outcome, read_count FROM marts.fct_runs ORDER BY started_at")
    assert outcomes == [("published", 3), ("publishing", 0)]


def test_with_nothing_new_only_the_record_of_runs_is_built(
    settings_for_module: Settings, stub_extractor_resource, instance
) -> None:
    result = run(settings_for_module, stub_extractor_resource(), instance)
    tables = {
        event.asset_key.path[-1]: event.materialization.metadata["status"].value
        for event in result.get_asset_materialization_events()
        if "unique_id" in event.materialization.metadata
    }
    assert {table for table, status in tables.items() if status == "success"} == {"stg_runs", "fct_runs"}
    assert tables["fct_strikes"] == "unchanged"
    checks = {(e.asset_key.path[-1], e.check_name): e.passed for e in result.get_asset_check_evaluations()}
    assert checks["fct_strikes", "unique_fct_strikes_claim_id"]
    assert {name for name, passed in checks.items() if not passed} == {("deliveries", "nothing_refused")}


def test_a_table_that_somebody_dropped_comes_back(
    settings_for_module: Settings, stub_extractor_resource, instance
) -> None:
    before = everything(settings_for_module)
    with duckdb.connect(str(settings_for_module.home.warehouse)) as warehouse:
        warehouse.execute("DROP TABLE marts.fct_strikes")
    assert run(settings_for_module, stub_extractor_resource(), instance).success
    assert everything(settings_for_module) == before


def test_another_machine_has_the_same_ids(
    settings_for_module: Settings, settings: Settings, stub_extractor_resource
) -> None:
    for file in settings_for_module.inbox.iterdir():
        (settings.inbox / file.name).write_bytes(file.read_bytes())
    with DagsterInstance.ephemeral() as instance:
        assert run(settings, stub_extractor_resource(), instance).success
    here, there = everything(settings_for_module), everything(settings)
    # When a delivery or a claim was first seen is this home's own.
    for tables in (here, there):
        tables["fct_deliveries"] = [row[:-1] for row in tables["fct_deliveries"]]
        tables["fct_claim_changes"] = sorted(row[1:] for row in tables["fct_claim_changes"])
    assert here == there


def test_what_changed_in_the_inbox_changes_its_own_rows(
    settings_for_module: Settings, stub_extractor_resource, instance
) -> None:
    """A removed file's claims leave the facts and stay in the history; a corrected date is read anew."""
    settings = settings_for_module
    (settings.inbox / "feed.jsonl").unlink()
    (settings.inbox / "aleppo.yaml").write_text("publisher: Wire\npublished_on: 2015-10-10\n")
    (settings.inbox / "raqqa.txt").write_text("More jets struck Raqqa.")
    assert run(settings, stub_extractor_resource(), instance).success
    claims = "SELECT place_name, event_date_start::VARCHAR FROM marts.fct_strikes ORDER BY 1"
    assert rows(settings, claims) == [("Aleppo", "2015-10-10"), ("Raqqa", None)]
    retired = "SELECT place_text, retired_because, source_ref FROM marts.fct_retired_claims ORDER BY 1"
    assert rows(settings, retired) == [
        ("Aleppo", "article_changed", "aleppo.txt"),
        ("Raqqa", "article_removed", "r1"),
    ]


def test_a_new_extractor_reads_all_anew_and_one_bad_article_fails_alone(
    settings_for_module: Settings, stub_extractor_resource, instance
) -> None:
    """What the new extractor finds again is not retired."""
    settings = settings_for_module
    before = rows(settings, "SELECT claim_id FROM marts.fct_retired_claims ORDER BY 1")
    (settings.inbox / "boom.txt").write_text("BOOM")
    result = run(settings, stub_extractor_resource(stub_version="stub-2"), instance)
    assert result.success
    assert failed_checks(result) == {"every_article_was_read", "nothing_refused"}
    assert rows(settings, "SELECT DISTINCT extractor_version FROM marts.fct_strikes") == [("stub-2",)]
    assert rows(settings, "SELECT claim_id FROM marts.fct_retired_claims ORDER BY 1") == before
    errors = rows(settings, "SELECT source_ref FROM marts.dim_articles WHERE extraction_error IS NOT NULL")
    assert errors == [("boom.txt",)]


def test_a_new_extractor_reads_as_much_as_it_may_and_months_on_demand(
    settings_for_module: Settings, stub_extractor_resource, instance
) -> None:
    """Until its article is read again, a claim of the earlier release stands, marked."""
    settings = dataclasses.replace(settings_for_module, read_again=0)
    outdated = "SELECT source_ref, is_outdated FROM marts.dim_articles ORDER BY 1"
    newer = stub_extractor_resource(stub_version="stub-3")
    claims = rows(settings, "SELECT claim_id FROM marts.fct_strikes ORDER BY 1")
    result = run(settings, newer, instance)
    assert result.success
    assert "every_article_is_up_to_date" in failed_checks(result)
    assert rows(settings, outdated) == [
        ("aleppo.txt", True), ("boom.txt", False), ("copy.md", True), ("raqqa.txt", True)
    ]  # fmt: skip
    assert rows(settings, "SELECT claim_id FROM marts.fct_strikes ORDER BY 1") == claims
    assert set(instance.get_dynamic_partitions("publication_month")) == {"2015-10", "unknown"}
    months = build_defs(settings, {"extractor": newer}).resolve_job_def("months")
    assert months.execute_in_process(instance=instance, partition_key="2015-10").success
    assert run(settings, newer, instance).success
    assert rows(settings, outdated) == [
        ("aleppo.txt", False), ("boom.txt", False), ("copy.md", True), ("raqqa.txt", True)
    ]  # fmt: skip
    assert rows(settings, "SELECT claim_id FROM marts.fct_strikes ORDER BY 1") == claims
    assert run(settings_for_module, newer, instance).success
    assert {row[1] for row in rows(settings, outdated)} == {False}


def built_anew(settings: Settings, home: Home, extractor) -> dict[str, list[tuple]]:
    """All that a copy of the home publishes when it builds every row anew."""
    shutil.copytree(settings.home.root, home.root, dirs_exist_ok=True)
    with duckdb.connect(str(home.warehouse)) as warehouse:
        warehouse.execute("DELETE FROM raw.meta WHERE key = 'marts built from'")
    copied = dataclasses.replace(settings, home=home)
    with DagsterInstance.ephemeral() as instance:
        assert run(copied, extractor, instance).success
    return everything(copied)


def test_rows_that_stay_are_those_that_a_build_of_all_would_make(
    settings: Settings, tmp_path: Path, stub_extractor_resource
) -> None:
    """After each run: what came, changed, left, was reprinted, linked or reviewed."""
    extractor = stub_extractor_resource()
    inbox = settings.inbox

    def write(name: str, text: str, publisher: str, day: str) -> None:
        (inbox / f"{name}.txt").write_text(text)
        (inbox / f"{name}.yaml").write_text(f"publisher: {publisher}\npublished_on: {day}\n")

    long = "Jets struck Aleppo. " + " ".join(f"Nothing of note happened in quarter {n}." for n in range(30))
    with DagsterInstance.ephemeral() as instance:
        write("first", "Jets struck Aleppo. Jets struck Raqqa.", "Wire", "2015-10-09")
        write("second", "More jets struck Aleppo, it is said.", "Herald", "2015-10-09")
        write("third", "Planes struck Raqqa.", "Courier", "2015-10-12")
        write("long", long, "Courier", "2015-10-12")
        assert run(settings, extractor, instance).success
        # A reprint, a changed date, a removed article, and a review that is no longer there in the next run.
        write("reprint", long, "Herald", "2015-10-11")
        write("second", "More jets struck Aleppo, it is said.", "Herald", "2015-10-10")
        (inbox / "third.txt").unlink()
        (inbox / "third.yaml").unlink()
        of_first = "SELECT min(claim_id) FROM marts.fct_strikes JOIN marts.dim_articles USING (article_id)"
        (claim,) = rows(settings, f"{of_first} WHERE source_ref = 'first.txt'")[0]
        head = "claim_id,field,value,who,when,why\n"
        settings.home.reviews.write_text(f"{head}{claim},verdict,rejected,ada,2024-01-01,misread\n")
        assert run(settings, extractor, instance).success
        verdicts = rows(settings, "SELECT count(review_verdict) FROM marts.fct_strikes")
        assert verdicts == [(1,)]
        assert everything(settings) == built_anew(settings, Home(tmp_path / "second"), extractor)
        settings.home.reviews.write_text(head)
        write("third", "Planes struck Raqqa.", "Courier", "2015-10-12")
        (inbox / "first.txt").unlink()
        (inbox / "first.yaml").unlink()
        assert run(settings, extractor, instance).success
        assert everything(settings) == built_anew(settings, Home(tmp_path / "third"), extractor)


def test_a_failing_data_test_stops_publication(
    settings_for_module: Settings, stub_extractor_resource, instance
) -> None:
    settings = settings_for_module
    before = everything(settings)
    with duckdb.connect(str(settings.home.warehouse)) as warehouse:
        warehouse.execute("UPDATE raw.claims_strikes SET scope = 'everything'")
        # Rows of a reading never change by themselves: it is as if the articles had been read again.
        warehouse.execute("UPDATE raw.extractions SET extracted_at = extracted_at + INTERVAL 1 SECOND")
    result = run(settings, stub_extractor_resource(stub_version="stub-3"), instance)
    assert not result.success
    assert "fct_strikes_uses_codebook_values" in failed_checks(result)
    assert everything(settings) == before
    with duckdb.connect(str(settings.home.warehouse)) as warehouse:
        warehouse.execute("UPDATE raw.claims_strikes SET scope = 'incident'")


def test_an_empty_inbox_is_an_empty_ledger(
    settings_for_module: Settings, stub_extractor_resource, instance
) -> None:
    settings = settings_for_module
    for file in settings.inbox.iterdir():
        file.unlink()
    assert run(settings, stub_extractor_resource(), instance).success
    assert rows(settings, "SELECT count(*) FROM marts.dim_articles") == [(0,)]
    assert rows(settings, "SELECT count(*) > 0 FROM marts.fct_retired_claims") == [(True,)]


def _count(ledger: Path) -> int:
    with duckdb.connect(str(ledger), read_only=True) as connection:
        (row,) = connection.execute("SELECT count(*) FROM marts.fct_strikes").fetchall()
        return row[0]


def test_queries_are_answered_while_the_warehouse_is_held(settings_for_module: Settings) -> None:
    with (
        duckdb.connect(str(settings_for_module.home.warehouse)),
        ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool,
    ):
        assert pool.submit(_count, settings_for_module.home.ledger).result() == 0
