"""Months of publication as partitions: reading single months again, or all of them by a backfill.

The assets of the ledger are not partitioned (docs/adr/0009): a run reads whatever is new in any month.
The months are partitions of a job of their own.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from dagster import (
    AssetKey,
    AssetSelection,
    DagsterInstance,
    DynamicPartitionsDefinition,
    PartitionedConfig,
    define_asset_job,
)

MONTHS_JOB_NAME = "months"
# Keys are `2015-10` and `unknown`. They are added as articles of such a month come in.
publication_months = DynamicPartitionsDefinition(name="publication_month")


def add_months(instance: DagsterInstance, months: Sequence[str]) -> None:
    """Makes a partition of each month that is none yet."""
    name = publication_months.name
    assert name is not None
    new = sorted(set(months) - set(instance.get_dynamic_partitions(name)))
    if new:
        instance.add_dynamic_partitions(name, new)


def _config(month: str) -> Mapping[str, Any]:
    return {"ops": {"extraction": {"config": {"months": [month]}}}}


months_job = define_asset_job(
    MONTHS_JOB_NAME,
    selection=AssetSelection.assets(AssetKey(["raw", "extractions"]))
    .required_multi_asset_neighbors()
    .without_checks(),
    config=PartitionedConfig(partitions_def=publication_months, run_config_for_partition_key_fn=_config),
    description="Reads all articles of a month of publication again, with the extractor as it now is."
    " The ledger is built and published when the last month of a backfill is done.",
)
