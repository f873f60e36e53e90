"""The dbt project by itself: its unit tests, its documentation, and no warning anywhere."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from orchestration.dbt_runner import MANIFEST, DbtFailed, NodeResult, build, prepare_project, reasons
from orchestration.home import DBT_DIR, Settings
from orchestration.warehouse import open_warehouse

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def manifest() -> dict:
    return json.loads((prepare_project() / MANIFEST).read_text())


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
    assert marts
    for mart in marts:
        assert mart["contract"]["enforced"], mart["name"]
        assert "Grain: " in mart["description"], mart["name"]


def test_the_project_is_parsed_once(tmp_path: Path) -> None:
    stale = tmp_path / "dbt" / "parsed-from-other-files"
    stale.mkdir(parents=True)
    folder = prepare_project(tmp_path)
    written = (folder / MANIFEST).stat().st_mtime_ns
    assert prepare_project(tmp_path) == folder
    assert (folder / MANIFEST).stat().st_mtime_ns == written
    assert list(stale.parent.iterdir()) == [folder]


def test_a_project_that_dbt_cannot_build_says_why(settings: Settings, tmp_path: Path) -> None:
    with pytest.raises(DbtFailed, match="no-such-option"):
        build(prepare_project(), settings.home.root, None, tmp_path / "target", ["--no-such-option"])


def test_the_reasons_name_each_failed_node_in_one_line() -> None:
    results = [
        NodeResult("model.ledger.stg_a", "success", 0.1, None, "OK"),
        NodeResult("test.ledger.unique_b.1", "fail", 0.1, 2, "Got 2 results,\n configured to fail if != 0"),
    ]
    assert reasons(results) == "unique_b: Got 2 results, configured to fail if != 0"
