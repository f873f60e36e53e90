"""What can be run as a whole."""

from dagster import AssetSelection, define_asset_job

# `months_job`, the other one, is in months.py.
LEDGER_JOB_NAME = "ledger"

ledger_job = define_asset_job(
    LEDGER_JOB_NAME,
    selection=AssetSelection.all(),
    description="Inbox to published ledger. Running it again with nothing new changes nothing.",
)
