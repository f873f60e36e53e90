"""The dbt project by itself: its unit tests, its documentation, and no warning anywhere."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from orchestration.defs.dbt import prepare_manifest
from orchestration.home import DBT_DIR, Settings
from orchestration.warehouse import open_warehouse

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def manifest() -> dict:
    return json.loads(prepare_manifest().read_text())


def dbt(settings: Settings, *arguments: str) -> subprocess.CompletedProcess:
    target = settings.home.root / "target"
    return subprocess.run(
        [Path(sys.executable).with_name("dbt"), "--warn-error", *arguments,
         "--project-dir", DBT_DIR, "--profiles-dir", DBT_DIR, "--target-path", target, "--log-path", target],
        env={**os.environ, "LEDGER_HOME": str(settings.home.root), "DO_NOT_TRACK": "1"},
        capture_output=True,
        text=True,
        check=False,
    )  # fmt: skip


def test_it_builds_on_an_empty_warehouse_without_a_warning(settings_for_module: Settings) -> None:
    with open_warehouse(settings_for_module.home.warehouse):
        pass
    done = dbt(settings_for_module, "build")
    assert done.returncode == 0, done.stdout
    assert "WARN=0 ERROR=0" in done.stdout


def test_every_model_and_column_is_described(manifest: dict) -> None:
    models = [node for node in manifest["nodes"].values() if node["resource_type"] == "model"]
    assert models
    for model in models:
        assert model["description"], model["name"]
        assert model["columns"], model["name"]
        for column in model["columns"].values():
            assert column["description"], f"{model['name']}.{column['name']}"


def test_every_mart_has_a_contract_and_a_grain(manifest: dict) -> None:
    marts = [
        node
        for node in manifest["nodes"].values()
        if node["resource_type"] == "model" and node["schema"] == "marts"
    ]
    assert len(marts) == 17
    for mart in marts:
        assert mart["contract"]["enforced"], mart["name"]
        assert "Grain: " in mart["description"], mart["name"]


def test_the_manifest_is_parsed_once(tmp_path: Path) -> None:
    stale = tmp_path / "dbt" / "manifest-of-other-files.json"
    stale.parent.mkdir()
    stale.touch()
    path = prepare_manifest(tmp_path)
    written = path.stat().st_mtime_ns
    assert prepare_manifest(tmp_path) == path
    assert path.stat().st_mtime_ns == written
    assert list(stale.parent.iterdir()) == [path]
