"""The code location: everything that Dagster loads."""

from collections.abc import Mapping
from typing import Any

from dagster import Definitions, in_process_executor

from orchestration.defs.articles import inbox_assets
from orchestration.defs.checks import raw_checks
from orchestration.defs.claims import extraction_assets
from orchestration.defs.dbt import BUILT_ARTICLES, build_dbt_assets
from orchestration.defs.exports import exported_files
from orchestration.defs.feeds import feeds_asset
from orchestration.defs.jobs import export_job, ledger_job
from orchestration.defs.linking import linking_assets
from orchestration.defs.loggers import plain_logger
from orchestration.defs.months import months_job
from orchestration.defs.publish import build_publish_asset
from orchestration.defs.report import published_report
from orchestration.defs.resources import ExtractorResource, LedgerResource
from orchestration.defs.reviews import analysts_reviews
from orchestration.defs.schedules import daily_schedule
from orchestration.defs.sensors import failure_sensor, inbox_sensor, lost_run_sensor, months_sensor
from orchestration.home import Settings


def build_defs(
    settings: Settings | None = None, resource_overrides: Mapping[str, Any] | None = None
) -> Definitions:
    """Fresh definitions for the ledger that `settings` (else the environment) names.

    A test passes `resource_overrides`, for instance an extractor that needs no language model.
    """
    settings = settings or Settings.from_environment()
    dbt_models = build_dbt_assets()
    marts = sorted(key for key in dbt_models.keys if key.path[0] == "marts")
    return Definitions(
        assets=[
            feeds_asset,
            inbox_assets,
            extraction_assets,
            linking_assets,
            analysts_reviews,
            BUILT_ARTICLES,
            dbt_models,
            build_publish_asset(marts),
            published_report,
            exported_files,
        ],
        asset_checks=[raw_checks],
        jobs=[ledger_job, months_job, export_job],
        schedules=[daily_schedule],
        sensors=[inbox_sensor, months_sensor, lost_run_sensor, failure_sensor],
        resources={
            "ledger": LedgerResource.from_settings(settings),
            "extractor": ExtractorResource(seconds_per_article=settings.limits.seconds),
            **(resource_overrides or {}),
        },
        loggers={"plain": plain_logger},
        # A process a step costs three to four seconds each, and the steps take turns anyway.
        executor=in_process_executor,
    )
