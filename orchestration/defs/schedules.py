"""When the ledger runs by itself."""

from dagster import DefaultScheduleStatus, ScheduleDefinition

from orchestration.defs.jobs import ledger_job

daily_schedule = ScheduleDefinition(
    name="ledger_daily",
    job=ledger_job,
    cron_schedule="0 6 * * *",
    execution_timezone="UTC",
    default_status=DefaultScheduleStatus.RUNNING,
    description="Every morning at six, UTC, so that a removed file or a new release shows within a day.",
)
