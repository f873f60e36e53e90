"""A backup is what the home was, proves it, and comes back."""

import json
from pathlib import Path

import pytest

from orchestration.home import Settings
from orchestration.maintenance.backup import (
    MANIFEST,
    BackupError,
    check_backup,
    latest_backup,
    make_backup,
    restore_backup,
)
from orchestration.warehouse import MARTS, TESTED, open_warehouse, table_counts


def fill(settings: Settings, rows: int) -> None:
    with open_warehouse(settings.home.warehouse) as warehouse:
        warehouse.rows("CREATE SCHEMA IF NOT EXISTS marts")
        warehouse.rows(f"CREATE OR REPLACE TABLE marts.fact AS SELECT * FROM range({rows})")
        warehouse.set_meta(MARTS, TESTED)
        warehouse.publish(settings.home.ledger, ["fact"])


@pytest.fixture
def backup(settings: Settings, tmp_path: Path) -> Path:
    fill(settings, 7)
    settings.home.quarantine.mkdir()
    (settings.home.quarantine / "a.txt").write_text("refused")
    settings.home.logs.mkdir()
    (settings.home.logs / "last_run.log").write_text("not kept")
    return make_backup(settings.home, tmp_path / "kept")


def test_what_is_kept(backup: Path) -> None:
    manifest = check_backup(backup)
    assert sorted(manifest.files) == ["ledger.duckdb", "quarantine/a.txt", "warehouse.duckdb"]
    assert manifest.rows["ledger.duckdb"] == {"marts.fact": 7}
    assert manifest.rows["warehouse.duckdb"]["raw.meta"] == 3
    assert latest_backup(backup.parent) == backup


def test_a_home_comes_back_and_nothing_is_thrown_away(settings: Settings, backup: Path) -> None:
    fill(settings, 9)
    (settings.home.quarantine / "later.txt").write_text("refused later")
    _, aside = restore_backup(settings.home, backup)
    assert table_counts(settings.home.ledger) == {"marts.fact": 7}
    with open_warehouse(settings.home.warehouse) as warehouse:
        assert warehouse.scalar("SELECT count(*) FROM marts.fact") == 7
    assert table_counts(aside / "warehouse.duckdb")["marts.fact"] == 9
    assert (aside / "quarantine" / "later.txt").exists()
    assert not list(settings.home.root.glob(".restore.*"))


def test_a_damaged_home_comes_back(settings: Settings, backup: Path) -> None:
    settings.home.warehouse.write_bytes(b"no database" * 5000)
    restore_backup(settings.home, backup)
    with open_warehouse(settings.home.warehouse) as warehouse:
        assert warehouse.scalar("SELECT count(*) FROM marts.fact") == 7


def test_a_backup_that_changed_is_not_brought_back(settings: Settings, backup: Path) -> None:
    (backup / "quarantine" / "a.txt").write_text("REFUSED")
    fill(settings, 9)
    with pytest.raises(BackupError, match="hash differs"):
        restore_backup(settings.home, backup)
    assert table_counts(settings.home.ledger) == {"marts.fact": 9}


@pytest.mark.parametrize("name", ["../outside.txt", "/etc/hostname"])
def test_a_manifest_names_no_file_outside(settings: Settings, backup: Path, name: str) -> None:
    manifest = json.loads((backup / MANIFEST).read_text())
    manifest["files"][name] = [0, ""]
    (backup / MANIFEST).write_text(json.dumps(manifest))
    with pytest.raises(BackupError, match="outside itself"):
        check_backup(backup)


def test_there_may_be_none(tmp_path: Path) -> None:
    (tmp_path / "2024-01-01T000000Z.partial").mkdir()
    with pytest.raises(BackupError, match="there is no backup"):
        latest_backup(tmp_path)
    with pytest.raises(BackupError, match="no manifest"):
        check_backup(tmp_path)
