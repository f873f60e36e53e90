"""The dbt project as assets: staging, intermediate, marts, and the dictionaries as seeds.

What a row of the marts means is decided in `dbt_project`, how dbt is run in `orchestration.dbt_runner`;
here is only how Dagster sees it.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from dagster import (
    AssetCheckResult,
    AssetCheckSeverity,
    AssetExecutionContext,
    AssetKey,
    AssetsDefinition,
    Failure,
    Output,
)
from dagster_dbt import DagsterDbtTranslator, dbt_assets
from dagster_dbt.asset_utils import (
    get_asset_check_key_for_test,
    get_manifest_and_translator_from_dbt_assets,
    get_updated_cli_invocation_params_for_context,
)

from orchestration.dbt_runner import MANIFEST, NodeResult, build, prepare_project, reasons
from orchestration.defs.loggers import say
from orchestration.defs.previews import table_metadata
from orchestration.defs.report import page_of
from orchestration.defs.resources import WRITER_POOL, LedgerResource
from orchestration.defs.runs import Stage, installed
from orchestration.home import Home
from orchestration.warehouse import BUILDING, MARTS, TESTED, Warehouse, exclusive

# Unit tests judge the SQL, not the data: `make test` runs them.
NOT_UNIT_TESTS = ("--exclude-resource-type", "unit_test")


class LedgerTranslator(DagsterDbtTranslator):
    """Names and groups dbt's nodes as the Python assets are named and grouped."""

    def get_asset_key(self, dbt_resource_props: Mapping[str, Any]) -> AssetKey:
        """`schema/table`, as one writes it in SQL."""
        return AssetKey([dbt_resource_props["schema"], dbt_resource_props["name"]])

    def get_group_name(self, dbt_resource_props: Mapping[str, Any]) -> str:
        """The schema: raw, reference, staging, intermediate, marts."""
        return dbt_resource_props["schema"]


def build_dbt_assets() -> AssetsDefinition:
    """One definition for all models and seeds; their data tests come with them as asset checks."""
    project = prepare_project()

    @dbt_assets(
        manifest=project / MANIFEST,
        dagster_dbt_translator=LedgerTranslator(),
        name="dbt_models",
        pool=WRITER_POOL,
    )
    def dbt_models(
        context: AssetExecutionContext, ledger: LedgerResource
    ) -> Iterator[Output | AssetCheckResult]:
        say(context, "Building the fact tables and testing them")
        layout = ledger.layout
        with Stage(context, ledger, "build") as stage:
            with ledger.warehouse() as warehouse:
                state = TESTED if not context.is_subset else warehouse.meta(MARTS) or BUILDING
                warehouse.set_meta(MARTS, BUILDING)
                stage.record(
                    warehouse,
                    build_began_at=warehouse.now(),
                    dbt_version=installed("dbt-core"),
                    duckdb_version=installed("duckdb"),
                )
            with exclusive(layout.warehouse):
                arguments = [*NOT_UNIT_TESTS, *_selection(context)]
                results = build(project, layout.root, ledger.lake, layout.dbt_target / "build", arguments)
            failed = any(result.failed for result in results)
            # Also when a test failed: the UI then shows which one, beside all that passed.
            with ledger.warehouse() as warehouse:
                if not failed:
                    warehouse.set_meta(MARTS, state)
                    stage.record(warehouse)
                yield from _events(context, results, warehouse, layout)
            if failed:
                raise Failure(reasons(results))

    return dbt_models


def _selection(context: AssetExecutionContext) -> list[str]:
    """dbt's arguments for the assets and checks that were chosen for this run."""
    manifest, translator, _ = get_manifest_and_translator_from_dbt_assets([context.assets_def])
    chosen = get_updated_cli_invocation_params_for_context(context, manifest, translator)
    indirect = ["--indirect-selection", chosen.indirect_selection] if chosen.indirect_selection else []
    return [*chosen.selection_args, *indirect]


def _events(
    context: AssetExecutionContext, results: list[NodeResult], warehouse: Warehouse, home: Home
) -> Iterator[Output | AssetCheckResult]:
    """An output for each table that was built, a check result for each data test that ran."""
    manifest, translator, _ = get_manifest_and_translator_from_dbt_assets([context.assets_def])
    for result in results:
        metadata = {"unique_id": result.unique_id, "seconds": result.seconds, "status": result.status}
        check = get_asset_check_key_for_test(manifest, translator, result.unique_id, project=None)
        if check in context.selected_asset_check_keys:
            if result.status == "skipped":
                continue
            yield AssetCheckResult(
                asset_key=check.asset_key,
                check_name=check.name,
                passed=not result.failed and result.status != "warn",
                severity=AssetCheckSeverity.WARN if result.status == "warn" else AssetCheckSeverity.ERROR,
                metadata={**metadata, "failing rows": result.failures or 0},
            )
        elif result.status == "success":
            node = manifest["nodes"][result.unique_id]
            preview = warehouse.preview(f"{node['schema']}.{node['name']}")
            page = page_of(home, node["name"])
            link = {"report": page} if page else {}
            key = translator.get_asset_key(node)
            yield Output(
                None,
                output_name=key.to_python_identifier(),
                metadata={**metadata, **table_metadata(preview), **link},
            )
