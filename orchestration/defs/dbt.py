"""The dbt project as assets: staging, intermediate, marts, and the dictionaries as seeds.

What a row of the marts means is decided in `dbt_project`, how dbt is run in `orchestration.dbt_runner`;
here is only how Dagster sees it.
"""

from collections.abc import Collection, Iterator, Mapping
from graphlib import TopologicalSorter
from typing import Any

from dagster import (
    AssetCheckResult,
    AssetCheckSeverity,
    AssetExecutionContext,
    AssetKey,
    AssetsDefinition,
    AssetSpec,
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
from orchestration.stale_marts import inputs_of, note_built, stale_tables
from orchestration.warehouse import BUILDING, MARTS, PUBLISHED, TESTED, Warehouse, exclusive

# Unit tests judge the SQL, not the data: `make test` runs them.
NOT_UNIT_TESTS = ("--exclude-resource-type", "unit_test")
# Incremental models make anew all their rows, and not only those of what changed.
ALL_ROWS = ("--full-refresh",)


# Read by the build and written at its end: of no step of a run.
BUILT_ARTICLES = AssetSpec(
    ["raw", "built_articles"],
    group_name="raw",
    kinds={"duckdb"},
    description="The state of each article at the last build of the marts that passed its tests.",
)


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
                before, inputs = warehouse.meta(MARTS), inputs_of(warehouse, project)
                stale = stale_tables(warehouse, inputs, _relations(context)) if before == TESTED else None
                warehouse.begin_build(anew=stale is None)
                stage.record(
                    warehouse,
                    build_began_at=warehouse.now(),
                    dbt_version=installed("dbt-core"),
                    duckdb_version=installed("duckdb"),
                )
            part = stale is not None and not context.is_subset
            chosen = _downstream(context, stale) if part else _selection(context)
            arguments = [*NOT_UNIT_TESTS, *chosen, *(ALL_ROWS if stale is None else ())]
            with exclusive(layout.warehouse):
                results = build(project, layout.root, ledger.lake, layout.dbt_target / "build", arguments)
            failed = any(result.failed for result in results)
            # Also when a test failed: the UI then shows which one, beside all that passed.
            with ledger.warehouse() as warehouse:
                if not failed:
                    if context.is_subset:
                        # What was built of a part is not told by what changed since the last whole build.
                        warehouse.set_meta(PUBLISHED, "")
                        warehouse.set_meta(MARTS, before or BUILDING)
                    else:
                        warehouse.end_build()
                        # A warning is to be heard again in the next run.
                        if not any(result.status == "warn" for result in results):
                            note_built(warehouse, inputs)
                    stage.record(warehouse)
                yield from _events(context, results, warehouse, layout, unchanged=part)
            if failed:
                raise Failure(reasons(results))

    return dbt_models


def _selection(context: AssetExecutionContext) -> list[str]:
    """dbt's arguments for the assets and checks that were chosen for this run."""
    manifest, translator, _ = get_manifest_and_translator_from_dbt_assets([context.assets_def])
    chosen = get_updated_cli_invocation_params_for_context(context, manifest, translator)
    indirect = ["--indirect-selection", chosen.indirect_selection] if chosen.indirect_selection else []
    return [*chosen.selection_args, *indirect]


def _relations(context: AssetExecutionContext) -> set[tuple[str, str]]:
    """Schema and name of every table and view that a whole build leaves."""
    manifest, _, _ = get_manifest_and_translator_from_dbt_assets([context.assets_def])
    kept = ("model", "seed", "snapshot")
    nodes = [node for node in manifest["nodes"].values() if node["resource_type"] in kept]
    return {(node["schema"], node["name"]) for node in nodes if node["config"]["materialized"] != "ephemeral"}


def _downstream(context: AssetExecutionContext, tables: Collection[str]) -> list[str]:
    """dbt's arguments for what is made of these raw tables."""
    manifest, _, _ = get_manifest_and_translator_from_dbt_assets([context.assets_def])
    sources = [source for source in manifest["sources"].values() if source["name"] in tables]
    return ["--select", *sorted(f"source:{s['source_name']}.{s['name']}+" for s in sources)]


def _events(
    context: AssetExecutionContext,
    results: list[NodeResult],
    warehouse: Warehouse,
    home: Home,
    *,
    unchanged: bool,
) -> Iterator[Output | AssetCheckResult]:
    """An output for each table that was built, a check result for each data test that ran.

    With `unchanged`, what was not built is as it was: an output too, so that what lies downstream goes on.
    """
    manifest, translator, _ = get_manifest_and_translator_from_dbt_assets([context.assets_def])
    if unchanged:
        yield from _unchanged(context, {result.unique_id for result in results}, warehouse, home)
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
            yield _output(manifest["nodes"][result.unique_id], translator, warehouse, home, metadata)


def _unchanged(
    context: AssetExecutionContext, built: Collection[str], warehouse: Warehouse, home: Home
) -> Iterator[Output | AssetCheckResult]:
    """What was not built is as it was, and passed its data tests then: only such a build is taken over."""
    manifest, translator, _ = get_manifest_and_translator_from_dbt_assets([context.assets_def])
    tests = []
    # Dagster wants to hear of a table after those that it is made of, and of a check after its table.
    for unique_id in TopologicalSorter(manifest["parent_map"]).static_order():
        node = manifest["nodes"].get(unique_id)
        if node is None or unique_id in built:
            continue
        metadata = {"unique_id": unique_id, "status": "unchanged"}
        if translator.get_asset_key(node) in context.selected_asset_keys:
            yield _output(node, translator, warehouse, home, metadata)
        elif node["resource_type"] == "test":
            check = get_asset_check_key_for_test(manifest, translator, unique_id, project=None)
            tests.append((check, metadata))
    for check, metadata in tests:
        if check in context.selected_asset_check_keys:
            yield AssetCheckResult(
                asset_key=check.asset_key, check_name=check.name, passed=True, metadata=metadata
            )


def _output(
    node: Mapping[str, Any],
    translator: DagsterDbtTranslator,
    warehouse: Warehouse,
    home: Home,
    metadata: Mapping[str, Any],
) -> Output:
    """The table as it now is: its row count, its first rows, and the page of the report that shows it."""
    # Counting the rows of a view would run it once more.
    shown = node["config"]["materialized"] != "view"
    rows = table_metadata(warehouse.preview(f"{node['schema']}.{node['name']}")) if shown else {}
    page = page_of(home, node["name"])
    link = {"report": page} if page else {}
    name = translator.get_asset_key(node).to_python_identifier()
    return Output(None, output_name=name, metadata={**metadata, **rows, **link})
