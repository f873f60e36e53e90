"""The doctor finds what is wrong, and says what to do."""

import dataclasses

import pytest

from orchestration.home import Settings
from orchestration.maintenance.doctor import examine
from orchestration.warehouse import WAREHOUSE_FORMAT, open_warehouse


def wrong(settings: Settings) -> list[str]:
    found = [finding for finding in examine(settings) if not finding.is_well]
    assert all(finding.remedy for finding in found)
    return [finding.what for finding in found]


@pytest.fixture
def well(settings: Settings) -> Settings:
    settings.home.prepare()
    with open_warehouse(settings.home.warehouse) as warehouse:
        warehouse.rows("CREATE TABLE raw.much AS SELECT i, hash(i) AS x FROM range(200000) AS t(i)")
    return settings


def test_a_new_home_is_well(settings: Settings) -> None:
    assert wrong(settings) == []


def test_a_home_in_use_is_well(well: Settings) -> None:
    assert wrong(well) == []


def break_inbox(settings: Settings) -> None:
    settings.inbox.rmdir()


def break_warehouse(settings: Settings) -> None:
    content = bytearray(settings.home.warehouse.read_bytes())
    content[len(content) // 2 : len(content) // 2 + 50_000] = b"\xff" * 50_000
    settings.home.warehouse.write_bytes(content)


def break_ledger(settings: Settings) -> None:
    settings.home.ledger.write_bytes(b"no database" * 5000)


def break_records(settings: Settings) -> None:
    (settings.home.dagster / "runs.db").write_bytes(b"no database" * 5000)


def newer_release(settings: Settings) -> None:
    with open_warehouse(settings.home.warehouse) as warehouse:
        warehouse.set_meta("format", str(WAREHOUSE_FORMAT + 1))


def orphan_rows(settings: Settings) -> None:
    with open_warehouse(settings.home.warehouse) as warehouse:
        warehouse.rows(
            "INSERT INTO raw.sentences BY NAME SELECT 'x' AS extraction_id, 'v' AS extractor_version,"
            " 'a' AS article_id, 0 AS sentence_index, 0 AS start, 1 AS \"end\""
        )


def clock_put_back(settings: Settings) -> None:
    with open_warehouse(settings.home.warehouse) as warehouse:
        warehouse.rows("INSERT INTO raw.runs (run_id, ended_at) VALUES ('r', '2999-01-01')")


def leftovers(settings: Settings) -> None:
    (settings.home.root / ".ledger.duckdb.123").touch()


@pytest.mark.parametrize(
    ("harm", "says"),
    [
        (break_inbox, "the inbox cannot be read"),
        (break_warehouse, "is damaged"),
        (break_ledger, "ledger.duckdb is damaged"),
        (break_records, "Dagster's records are damaged"),
        (newer_release, "newer release"),
        (orphan_rows, "contradicts itself"),
        (clock_put_back, "the clock stands before"),
        (leftovers, "left over from a killed command"),
    ],
    ids=lambda value: getattr(value, "__name__", None),
)
def test_one_thing_is_wrong(well: Settings, harm, says: str) -> None:
    harm(well)
    (found,) = wrong(well)
    assert says in found


def test_too_little_room(well: Settings) -> None:
    (found,) = wrong(dataclasses.replace(well, free_space=10**18))
    assert "are needed" in found
