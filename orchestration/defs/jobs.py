"""What can be run as a whole."""

from dagster import AssetSelection, define_asset_job

LEDGER_JOB_NAME = "ledger"
# Made on demand from the published file, not in every run.
EXPORT_GROUP = "exports"

ledger_job = define_asset_job(
    LEDGER_JOB_NAME,
    selection=AssetSelection.all() - AssetSelection.groups(EXPORT_GROUP),
    description="Inbox to published ledger. Running it again with nothing new changes nothing.",
)

export_job = define_asset_job(
    "export",
    selection=AssetSelection.groups(EXPORT_GROUP),
    description="The published ledger as CSV, Parquet, GeoParquet and GeoJSON.",
)
