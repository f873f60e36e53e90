"""A build is repeated for what changed, and for everything when the models did."""

from collections.abc import Collection
from pathlib import Path

import pytest

from orchestration.stale_marts import inputs_of, note_built, stale_tables
from orchestration.warehouse import Warehouse, open_warehouse

PROJECT = Path("parsed-a")
RELATIONS = {("raw", "meta")}
ONE, OTHER = (
    "INSERT INTO raw.extractors VALUES ('one', true)",
    "INSERT INTO raw.extractors VALUES ('other', false)",
)


@pytest.fixture
def warehouse(tmp_path: Path):
    with open_warehouse(tmp_path / "warehouse.duckdb") as warehouse:
        warehouse.rows(ONE)
        warehouse.rows(OTHER)
        note_built(warehouse, inputs_of(warehouse, PROJECT))
        yield warehouse


def stale(
    warehouse: Warehouse, project: Path = PROJECT, relations: Collection[tuple[str, str]] = RELATIONS
) -> frozenset[str] | None:
    return stale_tables(warehouse, inputs_of(warehouse, project), relations)


def test_nothing_is_stale_after_a_build(warehouse: Warehouse) -> None:
    assert stale(warehouse) == frozenset()


@pytest.mark.parametrize(
    "change",
    [
        "INSERT INTO raw.extractors VALUES ('third', false)",
        "INSERT INTO raw.extractors VALUES ('other', false)",
        "UPDATE raw.extractors SET is_current = NOT is_current",
        "DELETE FROM raw.extractors",
    ],
)
def test_a_table_with_other_rows_is_stale(warehouse: Warehouse, change: str) -> None:
    warehouse.rows(change)
    assert stale(warehouse) == {"extractors"}


def test_the_order_of_rows_means_nothing(warehouse: Warehouse) -> None:
    for sql in ("DELETE FROM raw.extractors", OTHER, ONE):
        warehouse.rows(sql)
    assert stale(warehouse) == frozenset()


def test_another_project_builds_everything(warehouse: Warehouse) -> None:
    assert stale(warehouse, Path("parsed-b")) is None


def test_a_table_that_is_gone_builds_everything(warehouse: Warehouse) -> None:
    assert stale(warehouse, relations={*RELATIONS, ("marts", "fct_strikes")}) is None


def test_a_warehouse_that_knows_of_no_build_builds_everything(tmp_path: Path) -> None:
    with open_warehouse(tmp_path / "new.duckdb") as warehouse:
        assert stale(warehouse) is None
