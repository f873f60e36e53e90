"""The exports as an asset: what is written, and how, is decided in `orchestration.exports`."""

from dagster import AssetExecutionContext, MaterializeResult, MetadataValue, asset

from orchestration.defs.jobs import EXPORT_GROUP
from orchestration.defs.loggers import say
from orchestration.defs.publish import LEDGER
from orchestration.defs.resources import LedgerResource
from orchestration.exports import export


@asset(
    key_prefix="exports",
    name="open_formats",
    deps=[LEDGER],
    group_name=EXPORT_GROUP,
    kinds={"python", "csv", "parquet"},
    description="The published tables as CSV, Parquet, GeoParquet and GeoJSON, with a Frictionless data package.",
)
def exported_files(context: AssetExecutionContext, ledger: LedgerResource) -> MaterializeResult:
    """Reads `ledger.duckdb` alone, so it needs no turn at the warehouse."""
    home = ledger.layout
    written = export(home.ledger, home.exports)
    say(context, f"Exported {len(written)} files to {home.exports}")
    table = "\n".join(["| file | rows |", "| --- | --- |", *(f"| {f.path} | {f.rows} |" for f in written)])
    return MaterializeResult(
        metadata={"folder": MetadataValue.path(str(home.exports)), "files": MetadataValue.md(table)}
    )
