"""The dbt project as assets: staging, intermediate, marts, and the dictionaries as seeds.

What a row of the marts means is decided in `dbt_project`; here is only how Dagster runs it.
"""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from functools import cached_property
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from dagster import AssetCheckResult, AssetExecutionContext, AssetKey, AssetsDefinition, Output
from dagster_dbt import DagsterDbtTranslator, DbtCliResource, dbt_assets
from packaging.version import Version

from orchestration.defs.loggers import say
from orchestration.defs.previews import table_metadata
from orchestration.defs.report import page_of
from orchestration.defs.resources import WRITER_POOL, LedgerResource
from orchestration.home import CACHE_DIR, DBT_DIR, Home
from orchestration.warehouse import Warehouse, exclusive

# Unit tests judge the SQL, not the data: `make test` runs them.
BUILD = ["build", "--exclude-resource-type", "unit_test"]
# Folders that dbt writes into, if a person runs it by hand.
DBT_OUTPUTS = frozenset(("target", "logs", "dbt_packages"))


class LedgerDbt(DbtCliResource):
    """The dbt of this environment."""

    @cached_property
    def _cli_version(self) -> Version:
        # Asking the command line costs three seconds a run, and a question to a package registry.
        return Version(version("dbt-core"))

    def _initialize_dbt_core_adapter(self, args: Any) -> None:  # noqa: ARG002 - as the base class calls it
        # A second dbt inside this process, to look at tables that the previews show already.
        return None


class LedgerTranslator(DagsterDbtTranslator):
    """Names and groups dbt's nodes as the Python assets are named and grouped."""

    def get_asset_key(self, dbt_resource_props: Mapping[str, Any]) -> AssetKey:
        """`schema/table`, as one writes it in SQL."""
        return AssetKey([dbt_resource_props["schema"], dbt_resource_props["name"]])

    def get_group_name(self, dbt_resource_props: Mapping[str, Any]) -> str:
        """The schema: raw, reference, staging, intermediate, marts."""
        return dbt_resource_props["schema"]


def dbt_resource() -> LedgerDbt:
    """dbt from the environment that this process runs in, whatever PATH says."""
    return LedgerDbt(
        project_dir=str(DBT_DIR),
        profiles_dir=str(DBT_DIR),
        dbt_executable=str(Path(sys.executable).with_name("dbt")),
    )


def prepare_manifest(cache: Path = CACHE_DIR) -> Path:
    """The manifest of the dbt project as it is on disk, parsed only if there is none of these files."""
    folder = cache / "dbt"
    manifest = folder / f"manifest-{_fingerprint(DBT_DIR)}.json"
    if not manifest.exists():
        folder.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=folder) as target:
            _parse(Path(target))
            Path(target, "manifest.json").replace(manifest)
        for other in folder.glob("manifest-*.json"):
            if other != manifest:
                other.unlink(missing_ok=True)
    return manifest


def build_dbt_assets() -> AssetsDefinition:
    """One definition for all models and seeds; their data tests come with them as asset checks."""

    @dbt_assets(
        manifest=prepare_manifest(),
        dagster_dbt_translator=LedgerTranslator(),
        name="dbt_models",
        pool=WRITER_POOL,
    )
    def dbt_models(
        context: AssetExecutionContext, dbt: LedgerDbt, ledger: LedgerResource
    ) -> Iterator[Output | AssetCheckResult]:
        say(context, "Building the fact tables and testing them")
        # dbt's profile reads the home from the environment.
        os.environ["LEDGER_HOME"] = ledger.home
        events: list[Any] = []
        try:
            with exclusive(ledger.layout.warehouse):
                run = dbt.cli(BUILD, context=context, target_path=ledger.layout.dbt_target / "build")
                events.extend(run.stream())
        finally:
            # Also when a test failed: the UI then shows which one, beside all that passed.
            with ledger.warehouse() as warehouse:
                for event in events:
                    yield _with_preview(event, warehouse, run.manifest["nodes"], ledger.layout)

    return dbt_models


def _with_preview(event: Any, warehouse: Warehouse, nodes: Mapping[str, Any], home: Home) -> Any:
    if not isinstance(event, Output):
        return event
    node = nodes[event.metadata["unique_id"].value]
    preview = warehouse.preview(f"{node['schema']}.{node['name']}")
    page = page_of(home, node["name"])
    link = {"report": page} if page else {}
    return event.with_metadata({**event.metadata, **table_metadata(preview), **link})


def _fingerprint(folder: Path) -> str:
    digest = sha256()
    for path in sorted(folder.rglob("*")):
        relative = path.relative_to(folder)
        if path.is_file() and relative.parts[0] not in DBT_OUTPUTS:
            digest.update(f"{relative}\0".encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()


def _parse(target: Path) -> None:
    done = subprocess.run(
        [
            Path(sys.executable).with_name("dbt"),
            *("--quiet", "parse"),
            *("--project-dir", DBT_DIR, "--profiles-dir", DBT_DIR),
            *("--target-path", target, "--log-path", target),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"dbt cannot parse {DBT_DIR}:\n{done.stdout}{done.stderr}")
