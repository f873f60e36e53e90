"""The warehouse as a DuckLake whose catalogue is a Postgres server: the same ledger, written by several machines."""

import dataclasses
import json
import multiprocessing
from itertools import count
from pathlib import Path

import duckdb
import pytest
from dagster import DagsterInstance

from orchestration.definitions import build_defs
from orchestration.home import Lake, Settings
from orchestration.warehouse import Task, WarehouseUnusable, copy_to_lake, open_warehouse
from tests.conftest import StubExtractor, StubExtractorResource, make_settings

SPAWN = multiprocessing.get_context("spawn")
DATABASES = count()
# What a run says of itself, of its time and of where its warehouse is.
OF_THE_RUN = {"fct_runs"}


@pytest.fixture
def lake(postgres: str, tmp_path: Path) -> Lake:
    """A lake of its own in the server."""
    import psycopg

    name = f"ledger{next(DATABASES)}"
    with psycopg.connect(f"{postgres} dbname=postgres", autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
    return Lake(f"{postgres} dbname={name}", f"{tmp_path / 'lake'}/")


def machine(folder: Path, inbox: Path, lake: Lake | None) -> Settings:
    """A home of its own; the inbox and the lake are what machines share."""
    folder.mkdir()
    return dataclasses.replace(make_settings(folder), inbox=inbox, lake=lake)


def run(settings: Settings) -> None:
    job = build_defs(settings, {"extractor": StubExtractorResource()}).resolve_job_def("ledger")
    with DagsterInstance.ephemeral() as instance:
        assert job.execute_in_process(instance=instance).success


def write_reports(inbox: Path, articles: int = 100) -> None:
    inbox.mkdir(exist_ok=True)
    places = ("Aleppo", "Raqqa", "Homs")
    lines = [
        {"text": f"Jets struck {places[i % 3]}. Report {i}.", "published_on": f"2015-10-{i % 28 + 1:02}"}
        for i in range(articles)
    ]
    (inbox / "day.jsonl").write_text("\n".join(map(json.dumps, lines)))


def published(settings: Settings) -> dict[str, list[tuple]]:
    """The rows of every published table, without the times at which they were made."""
    with duckdb.connect(str(settings.home.ledger), read_only=True) as ledger:
        found = {}
        for (table,) in ledger.execute("SELECT table_name FROM duckdb_tables() ORDER BY 1").fetchall():
            columns = ledger.execute(
                "SELECT column_name FROM duckdb_columns() WHERE table_name = $table"
                " AND data_type NOT LIKE 'TIMESTAMP%' ORDER BY column_index",
                {"table": table},
            ).fetchall()
            names = ", ".join(f'"{name}"' for (name,) in columns)
            found[table] = ledger.execute(f"SELECT {names} FROM marts.{table} ORDER BY ALL").fetchall()
    return {table: rows for table, rows in found.items() if table not in OF_THE_RUN}


def comments(settings: Settings) -> list[tuple]:
    with duckdb.connect(str(settings.home.ledger), read_only=True) as ledger:
        return ledger.execute(
            "SELECT table_name, column_name, comment FROM duckdb_columns() ORDER BY ALL"
        ).fetchall()


def test_two_machines_run_at_once_and_publish_what_one_with_a_file_does(lake: Lake, tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    write_reports(inbox)
    alone = machine(tmp_path / "alone", inbox, None)
    run(alone)
    machines = [machine(tmp_path / name, inbox, lake) for name in ("one", "two")]
    processes = [SPAWN.Process(target=run, args=(settings,)) for settings in machines]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0, 0]

    expected = published(alone)
    assert len(expected["fct_strikes"]) == len(expected["dim_articles"]) == 100
    for settings in machines:
        assert published(settings) == expected
        assert comments(settings) == comments(alone)
        assert not settings.home.warehouse.exists()
    # They took turns: the second found nothing to read.
    with open_warehouse(machines[0].home.warehouse, lake) as warehouse:
        assert sorted(warehouse.rows("SELECT read_count FROM raw.runs")) == [(0,), (100,)]
    assert list(Path(lake.files).rglob("*.parquet"))


def store(folder: Path, lake: Lake, writer: int, start: "multiprocessing.synchronize.Barrier") -> None:
    """A writer that does not wait for its turn: it stores batches of its own articles, one after the other."""
    from orchestration.ingestion.identity import article_id, text_hash
    from orchestration.records import Article

    with open_warehouse(folder / "warehouse.duckdb", lake) as warehouse:
        start.wait()
        for batch in range(10):
            texts = [f"Jets struck Aleppo. Writer {writer}, report {batch * 5 + i}." for i in range(5)]
            articles = [
                Article(article_id(t, None), t, text_hash(t), t, None, None, None, None) for t in texts
            ]
            read = StubExtractor().extract_many(articles)
            tasks = [Task(article.article_id, article.article_id) for article in articles]
            warehouse.store_extractions("stub-1", list(zip(tasks, read, strict=True)))


def test_two_writers_at_the_same_time_lose_nothing_and_double_nothing(lake: Lake, tmp_path: Path) -> None:
    folders = [tmp_path / name for name in ("one", "two")]
    for folder in folders:
        folder.mkdir()
    with open_warehouse(folders[0] / "warehouse.duckdb", lake):
        pass
    barrier = SPAWN.Barrier(2)
    writers = [SPAWN.Process(target=store, args=(f, lake, i, barrier)) for i, f in enumerate(folders)]
    for process in writers:
        process.start()
    for process in writers:
        process.join()
    assert [process.exitcode for process in writers] == [0, 0]
    with open_warehouse(folders[0] / "warehouse.duckdb", lake) as warehouse:
        for table in ("raw.extractions", "raw.claims_strikes"):
            key = "extraction_id"
            assert warehouse.rows(f"SELECT count(*), count(DISTINCT {key}) FROM {table}") == [(100, 100)]


def test_the_warehouse_of_a_home_moves_into_a_lake_once(lake: Lake, tmp_path: Path) -> None:
    path = tmp_path / "warehouse.duckdb"
    with open_warehouse(path) as warehouse:
        warehouse.set_meta("colour", "red")
        kept = warehouse.rows("SELECT * FROM raw.meta ORDER BY ALL")
    assert copy_to_lake(path, lake) == len(kept)
    with open_warehouse(path, lake) as warehouse:
        assert warehouse.rows("SELECT * FROM raw.meta ORDER BY ALL") == kept
    with pytest.raises(WarehouseUnusable, match="not empty"):
        copy_to_lake(path, lake)


def hold_and_die(lake: Lake, held: "multiprocessing.synchronize.Event") -> None:
    from orchestration.lake import turn

    with turn(lake, lambda: None):
        held.set()
        multiprocessing.Event().wait()


def test_the_turn_of_a_machine_that_dies_is_free_again(lake: Lake) -> None:
    from orchestration.lake import turn

    held = SPAWN.Event()
    other = SPAWN.Process(target=hold_and_die, args=(lake, held))
    other.start()
    held.wait()
    waited: list[bool] = []

    def kill() -> None:
        waited.append(True)
        other.kill()

    with turn(lake, kill):
        assert waited == [True]
    with turn(lake, lambda: waited.append(True)):
        assert waited == [True]


def test_a_server_that_is_not_there_is_told_in_one_line(postgres: str, tmp_path: Path) -> None:
    nowhere = Lake(f"host={tmp_path} user=ledger", f"{tmp_path}/")
    why = "^the lake .* cannot be used"
    with pytest.raises(WarehouseUnusable, match=why) as told, open_warehouse(tmp_path / "a.duckdb", nowhere):
        pass
    assert "\n" not in str(told.value)
