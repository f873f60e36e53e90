"""Loads are idempotent, keep history, and are all or nothing."""

import dataclasses
import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from hashlib import sha256
from pathlib import Path

import duckdb
import pytest

from orchestration.ingestion.deliveries import Candidate, Metadata
from orchestration.ingestion.identity import Settled, settle
from orchestration.locks import is_free
from orchestration.records import Extraction
from orchestration.warehouse import (
    BUILDING,
    MARTS,
    TESTED,
    WAREHOUSE_FORMAT,
    NotTested,
    Unread,
    Warehouse,
    WarehouseUnusable,
    exclusive,
    lock_of,
    open_warehouse,
    read_every_block,
    table_counts,
)


def settled(*texts: str, published_on: str | None = None) -> Settled:
    return settle(
        Candidate(
            delivery_id=f"delivery of {text}",
            path=f"{text}.txt",
            line_number=None,
            source_ref=f"{text}.txt",
            text=text,
            metadata=Metadata(published_on=published_on),
            remarks=None,
        )
        for text in texts
    )


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "warehouse.duckdb"


def run(path: Path, inbox: Settled, version: str, extractor) -> int:
    """One run as the assets do it; returns how many articles were read."""
    with open_warehouse(path) as warehouse:
        warehouse.store_inbox(inbox.articles, inbox.deliveries)
        tasks = warehouse.select_extractions(version)
        if tasks:
            articles = warehouse.articles([task.article_id for task in tasks])
            results = list(extractor.extract_many(articles))
            warehouse.store_extractions(version, list(zip(tasks, results, strict=True)))
        return len(tasks)


def dump(path: Path) -> dict[str, list[tuple]]:
    with open_warehouse(path) as warehouse:
        tables = [name for (name,) in warehouse.rows("SELECT table_name FROM duckdb_tables()")]
        return {table: sorted(warehouse.rows(f"SELECT * FROM raw.{table}"), key=repr) for table in tables}


def test_a_second_run_reads_nothing_and_changes_nothing(path: Path, stub_extractor) -> None:
    inbox = settled("Jets struck Aleppo.", "Nothing here.")
    assert run(path, inbox, "v1", stub_extractor) == 2
    before = dump(path)
    assert run(path, inbox, "v1", stub_extractor) == 0
    assert dump(path) == before


def test_articles_without_claims_are_known_as_read(path: Path, stub_extractor) -> None:
    run(path, settled("Nothing here."), "v1", stub_extractor)
    assert [row[3] for row in dump(path)["extractions"]] == ["done"]


def test_a_removed_article_keeps_its_rows(path: Path, stub_extractor) -> None:
    run(path, settled("Jets struck Aleppo.", "Jets struck Raqqa."), "v1", stub_extractor)
    run(path, settled("Jets struck Raqqa."), "v1", stub_extractor)
    tables = dump(path)
    assert len(tables["claims_strikes"]) == 2
    assert sorted(row[-1] for row in tables["deliveries"]) == [False, True]
    assert sorted(row[-1] for row in tables["extractions"]) == [False, True]
    assert run(path, settled("Jets struck Aleppo.", "Jets struck Raqqa."), "v1", stub_extractor) == 0


def test_a_corrected_date_is_a_new_reading_of_one_article(path: Path, stub_extractor) -> None:
    run(path, settled("Jets struck Aleppo."), "v1", stub_extractor)
    assert run(path, settled("Jets struck Aleppo.", published_on="2015-10-09"), "v1", stub_extractor) == 1
    tables = dump(path)
    assert len(tables["articles"]) == 1
    assert sorted(row[-1] for row in tables["extractions"]) == [False, True]


def test_a_new_extractor_reads_all_and_keeps_the_old_rows(path: Path, stub_extractor) -> None:
    inbox = settled("Jets struck Aleppo.")
    run(path, inbox, "v1", stub_extractor)
    assert run(path, inbox, "v2", stub_extractor) == 1
    assert len(dump(path)["claims_strikes"]) == 2
    assert run(path, inbox, "v1", stub_extractor) == 0


def test_a_failed_article_is_tried_again(path: Path, stub_extractor) -> None:
    inbox = settled("Jets struck Aleppo.")
    with open_warehouse(path) as warehouse:
        warehouse.store_inbox(inbox.articles, inbox.deliveries)
        (task,) = warehouse.select_extractions("v1")
        warehouse.store_extractions("v1", [(task, Unread("failed", "ValueError: no"))])
    assert run(path, inbox, "v1", stub_extractor) == 1
    assert [row[3:5] for row in dump(path)["extractions"]] == [("done", None)]


def test_a_load_that_fails_leaves_nothing_behind(path: Path, stub_extractor) -> None:
    inbox = settled("Jets struck Aleppo.")
    with open_warehouse(path) as warehouse:
        warehouse.store_inbox(inbox.articles, inbox.deliveries)
        (task,) = warehouse.select_extractions("v1")
        (extraction,) = stub_extractor.extract_many(warehouse.articles([task.article_id]))
        broken = dataclasses.replace(extraction.strikes[0], rule=None)
        bad = dataclasses.replace(extraction, strikes=(broken,))
        with pytest.raises(duckdb.ConstraintException):
            warehouse.store_extractions("v1", [(task, bad)])
    tables = dump(path)
    assert tables["extractions"] == tables["mentions"] == tables["claims_strikes"] == []


def test_a_column_of_a_later_release_is_added(path: Path) -> None:
    with open_warehouse(path) as warehouse:
        warehouse.rows("ALTER TABLE raw.mentions DROP COLUMN value")
    with open_warehouse(path) as warehouse:
        assert warehouse.preview("raw.mentions").columns[-1] == "value"


def test_a_reading_has_the_same_id_on_every_machine_and_in_every_release(path: Path) -> None:
    inbox = settled("Jets struck Aleppo.", published_on="2015-10-09")
    with open_warehouse(path) as warehouse:
        warehouse.store_inbox(inbox.articles, inbox.deliveries)
        (task,) = warehouse.select_extractions("v1")
    key = f"v1\0{inbox.articles[0].article_id}\0\0\0\x002015-10-09"
    assert task.extraction_id == sha256(key.encode()).hexdigest()[:32]


def publish(warehouse: Warehouse, target: Path, value: int) -> None:
    warehouse.rows("CREATE SCHEMA IF NOT EXISTS marts")
    warehouse.rows(f"CREATE OR REPLACE TABLE marts.fact AS SELECT {value} AS x")
    warehouse.rows("COMMENT ON COLUMN marts.fact.x IS 'it''s a value'")
    warehouse.set_meta(MARTS, TESTED)
    assert warehouse.publish(target, ["fact"]) == [("fact", 1)]


def test_readers_keep_their_snapshot_while_a_new_one_is_published(path: Path, tmp_path: Path) -> None:
    target = tmp_path / "it's published" / "ledger.duckdb"
    target.parent.mkdir()
    with open_warehouse(path) as warehouse:
        publish(warehouse, target, 1)
    # Another process than the publisher's, as a person's would be.
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        pool.submit(_open, target).result()
        with open_warehouse(path) as warehouse:
            publish(warehouse, target, 2)
        assert pool.submit(_read).result() == 1
        pool.submit(_open, target).result()
        assert pool.submit(_read).result() == 2
    assert sorted(file.name for file in target.parent.iterdir()) == ["ledger.duckdb"]


def test_a_log_left_by_a_reader_is_not_replayed(path: Path, tmp_path: Path) -> None:
    target = tmp_path / "ledger.duckdb"
    log = tmp_path / "ledger.duckdb.wal"
    log.write_bytes(b"of another file")
    with open_warehouse(path) as warehouse:
        publish(warehouse, target, 1)
    assert not log.exists()


def test_descriptions_are_published(path: Path, tmp_path: Path) -> None:
    target = tmp_path / "ledger.duckdb"
    with open_warehouse(path) as warehouse:
        publish(warehouse, target, 1)
    with duckdb.connect(str(target), read_only=True) as ledger:
        assert ledger.execute(
            "SELECT comment FROM duckdb_columns() WHERE table_name = 'fact'"
        ).fetchall() == [("it's a value",)]


def test_one_holder_at_a_time(path: Path) -> None:
    assert is_free(lock_of(path))
    with exclusive(path):
        assert not is_free(lock_of(path))
        with exclusive(path):
            assert not is_free(lock_of(path))
        assert not is_free(lock_of(path))
    assert is_free(lock_of(path))


_reader: duckdb.DuckDBPyConnection | None = None


def _open(target: Path) -> None:
    global _reader
    if _reader:
        _reader.close()
    _reader = duckdb.connect(str(target), read_only=True)


def _read() -> int:
    (row,) = _reader.execute("SELECT x FROM marts.fact").fetchall()
    return row[0]


def test_an_empty_extraction_is_stored(path: Path) -> None:
    inbox = settled("Nothing")
    with open_warehouse(path) as warehouse:
        warehouse.store_inbox(inbox.articles, inbox.deliveries)
        (task,) = warehouse.select_extractions("v1")
        warehouse.store_extractions("v1", [(task, Extraction(task.article_id, (), (), (), (), (), ()))])
        assert warehouse.scalar("SELECT count(*) FROM raw.extractions") == 1


def current(path: Path) -> list[tuple]:
    with open_warehouse(path) as warehouse:
        return warehouse.rows(
            "SELECT extractor_version, status FROM raw.extractions WHERE is_current ORDER BY article_id"
        )


def test_an_earlier_reading_counts_until_the_new_extractor_has_read(path: Path, stub_extractor) -> None:
    inbox = settled("Jets struck Aleppo.", "Jets struck Raqqa.")
    run(path, inbox, "v1", stub_extractor)
    with open_warehouse(path) as warehouse:
        assert warehouse.select_extractions("v2", limit_again=0) == []
        (task,) = warehouse.select_extractions("v2", limit_again=1)
        assert task.again
        assert warehouse.progress("v2", [task.article_id]).outdated == 2
    assert current(path) == [("v1", "done"), ("v1", "done")]
    with open_warehouse(path) as warehouse:
        (extraction,) = stub_extractor.extract_many(warehouse.articles([task.article_id]))
        warehouse.store_extractions("v2", [(task, extraction)])
        assert warehouse.progress("v2", []).outdated == 1
    assert sorted(current(path)) == [("v1", "done"), ("v2", "done")]


def test_what_is_new_or_changed_is_read_before_the_archive(path: Path, stub_extractor) -> None:
    run(
        path,
        settled("Jets struck Aleppo.", "Jets struck Raqqa.", published_on="2015-10-09"),
        "v1",
        stub_extractor,
    )
    changed = settled("Jets struck Aleppo.", published_on="2016-01-01")
    same = settled("Jets struck Raqqa.", published_on="2015-10-09")
    new = settled("Jets struck Homs.")
    with open_warehouse(path) as warehouse:
        warehouse.store_inbox(
            changed.articles + same.articles + new.articles,
            changed.deliveries + same.deliveries + new.deliveries,
        )
        tasks = warehouse.select_extractions("v2")
        assert [(task.month, task.again) for task in tasks] == [
            ("2016-01", False),
            ("unknown", False),
            ("2015-10", True),
        ]
        assert warehouse.months() == ["2015-10", "2016-01", "unknown"]


def test_a_month_is_read_whether_it_was_read_or_not(path: Path, stub_extractor) -> None:
    run(path, settled("Jets struck Aleppo.", published_on="2015-10-09"), "v1", stub_extractor)
    with open_warehouse(path) as warehouse:
        assert warehouse.select_extractions("v1") == []
        assert warehouse.select_extractions("v1", ["2015-11"]) == []
        (task,) = warehouse.select_extractions("v1", ["2015-10"])
        (extraction,) = stub_extractor.extract_many(warehouse.articles([task.article_id]))
        before = warehouse.rows("SELECT * FROM raw.claims_strikes")
        warehouse.store_extractions("v1", [(task, extraction)])
        assert warehouse.rows("SELECT * FROM raw.claims_strikes") == before


def test_a_clock_that_is_put_back_does_not_turn_history_round(path: Path, stub_extractor) -> None:
    inbox = settled("Jets struck Aleppo.")
    run(path, inbox, "v1", stub_extractor)
    with open_warehouse(path) as warehouse:
        warehouse.rows("UPDATE raw.extractions SET extracted_at = '2099-01-01'")
    run(path, inbox, "v2", stub_extractor)
    with open_warehouse(path) as warehouse:
        times = warehouse.rows("SELECT extractor_version FROM raw.extractions ORDER BY extracted_at")
        assert times == [("v1",), ("v2",)]


def test_marts_that_were_not_built_to_the_end_are_not_published(path: Path, tmp_path: Path) -> None:
    target = tmp_path / "ledger.duckdb"
    with open_warehouse(path) as warehouse:
        publish(warehouse, target, 1)
        warehouse.set_meta(MARTS, BUILDING)
        with pytest.raises(NotTested):
            warehouse.publish(target, ["fact"])
    assert table_counts(target) == {"marts.fact": 1}


def test_what_a_killed_build_left_is_not_published(path: Path, tmp_path: Path) -> None:
    with open_warehouse(path) as warehouse:
        warehouse.rows("CREATE SCHEMA marts")
        warehouse.rows("CREATE TABLE marts.fact__dbt_tmp AS SELECT 1 AS x")
        publish(warehouse, tmp_path / "ledger.duckdb", 1)


def test_a_run_has_one_row_that_its_stages_add_to(path: Path) -> None:
    with open_warehouse(path) as warehouse:
        began = warehouse.now()
        warehouse.record_run("r", began, inbox_seconds=1.5)
        warehouse.record_run("r", warehouse.now(), publish_seconds=0.5)
        found = warehouse.rows("SELECT run_id, started_at, inbox_seconds, publish_seconds FROM raw.runs")
        assert found == [("r", began, 1.5, 0.5)]
        with pytest.raises(KeyError):
            warehouse.record_run("r", began, colour="red")


def test_a_newer_warehouse_is_left_alone(path: Path) -> None:
    with open_warehouse(path) as warehouse:
        warehouse.set_meta("format", str(WAREHOUSE_FORMAT + 1))
    with pytest.raises(WarehouseUnusable, match="newer release"), open_warehouse(path):
        pass


def test_a_warehouse_of_before_formats_is_taken_over(path: Path) -> None:
    with open_warehouse(path) as warehouse:
        warehouse.rows("DROP TABLE raw.meta")
        warehouse.rows("DROP TABLE raw.runs")
    with open_warehouse(path) as warehouse:
        assert warehouse.meta("format") == str(WAREHOUSE_FORMAT)


def damage(path: Path, how: str) -> None:
    with open_warehouse(path) as warehouse:
        warehouse.rows(
            "CREATE TABLE raw.much AS SELECT repeat(i::VARCHAR, 9) AS x FROM range(100000) AS t(i)"
        )
    content = path.read_bytes()
    half = len(content) // 2
    path.write_bytes(
        {
            "cut off": content[:half],
            "other bytes": content[:4096] + b"\xff" * 20_000 + content[24_096:],
            "no database": b"no database" * 5_000,
        }[how]
    )


@pytest.mark.parametrize("how", ["cut off", "other bytes", "no database"])
def test_a_damaged_warehouse_says_what_to_do(path: Path, how: str) -> None:
    damage(path, how)
    with pytest.raises(WarehouseUnusable, match="make restore"), open_warehouse(path) as warehouse:
        read_every_block(warehouse)


def test_a_file_whose_making_was_killed_is_made_anew(path: Path) -> None:
    path.write_bytes(b"\0" * 4096)
    with open_warehouse(path) as warehouse:
        assert warehouse.months() == []


def test_an_emptied_warehouse_is_not_taken_for_a_new_one(path: Path) -> None:
    path.write_bytes(b"")
    path.with_name("ledger.duckdb").write_bytes(b"")
    with pytest.raises(WarehouseUnusable), open_warehouse(path):
        pass
