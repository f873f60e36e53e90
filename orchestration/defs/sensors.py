"""What sets the ledger going when something happens, and what looks after runs that went wrong."""

import json
import os
from hashlib import sha256
from pathlib import Path

from dagster import (
    DagsterRunStatus,
    DefaultSensorStatus,
    RunFailureSensorContext,
    RunRequest,
    RunsFilter,
    RunStatusSensorContext,
    SensorEvaluationContext,
    SkipReason,
    run_failure_sensor,
    run_status_sensor,
    sensor,
)

from orchestration import notify
from orchestration.defs.jobs import ledger_job
from orchestration.defs.months import months_job
from orchestration.defs.resources import LedgerResource
from orchestration.defs.runs import COMMAND_LINE, reason_of, started_by
from orchestration.locks import is_free

SECONDS_BETWEEN_LOOKS = 30
GOING_ON = [
    DagsterRunStatus.QUEUED,
    DagsterRunStatus.NOT_STARTED,
    DagsterRunStatus.STARTING,
    DagsterRunStatus.STARTED,
]


@sensor(
    name="inbox_sensor",
    job=ledger_job,
    minimum_interval_seconds=SECONDS_BETWEEN_LOOKS,
    default_status=DefaultSensorStatus.RUNNING,
    description="Looks into the inbox, and runs the ledger when a file was added, changed or removed.",
)
def inbox_sensor(context: SensorEvaluationContext, ledger: LedgerResource) -> RunRequest | SkipReason:
    """One run for each state of the inbox, however often it is looked at."""
    if not ledger.inbox_path.is_dir():
        return SkipReason(f"There is no folder {ledger.inbox}")
    state = inbox_state(ledger.inbox_path)
    if state == context.cursor:
        return SkipReason("The inbox is as it was")
    context.update_cursor(state)
    return RunRequest()


def inbox_state(inbox: Path) -> str:
    """A hash of the names, sizes and times of the files: cheap, and different after any change."""
    entries = []
    for folder, _, files in os.walk(inbox):
        for name in files:
            path = Path(folder, name)
            try:
                status = path.lstat()
            except FileNotFoundError:
                continue
            entries.append(f"{os.fsencode(path)!r} {status.st_size} {status.st_mtime_ns}")
    return sha256("\n".join(sorted(entries)).encode()).hexdigest()


@run_status_sensor(
    run_status=DagsterRunStatus.SUCCESS,
    name="months_sensor",
    monitored_jobs=[months_job],
    request_job=ledger_job,
    default_status=DefaultSensorStatus.RUNNING,
    description="Builds and publishes the ledger when the last month of a backfill was read.",
)
def months_sensor(context: RunStatusSensorContext) -> RunRequest | SkipReason:
    """One run of the ledger after however many months, not one after each."""
    others = context.instance.get_runs(RunsFilter(job_name=months_job.name, statuses=GOING_ON), limit=1)
    if others:
        return SkipReason("More months are waiting")
    return RunRequest(run_key=context.dagster_run.run_id)


@sensor(
    name="lost_run_sensor",
    minimum_interval_seconds=60,
    default_status=DefaultSensorStatus.RUNNING,
    description="Closes runs whose process is gone, so that they hold up no other.",
)
def lost_run_sensor(context: SensorEvaluationContext, ledger: LedgerResource) -> SkipReason:
    """A run holds the home's lock. One that has started and does not, twice in a row, is gone."""
    suspects = set(json.loads(context.cursor or "[]"))
    started = context.instance.get_runs(RunsFilter(statuses=[DagsterRunStatus.STARTED]))
    if not is_free(ledger.layout.run_lock):
        started = []
    for run in started:
        if run.run_id in suspects:
            context.instance.report_run_failed(run, "The process of this run was ended from outside.")
    context.update_cursor(json.dumps([run.run_id for run in started if run.run_id not in suspects]))
    return SkipReason(f"{len(started)} runs have started and hold no lock")


@run_failure_sensor(
    name="failure_sensor",
    default_status=DefaultSensorStatus.RUNNING,
    description="Tells by webhook and e-mail that a run failed, where these are configured.",
)
def failure_sensor(context: RunFailureSensorContext, ledger: LedgerResource) -> SkipReason | None:
    """What the command line starts, it tells itself."""
    if started_by(context.dagster_run) == COMMAND_LINE:
        return SkipReason("The command line tells its own failures")
    channels = notify.Channels.from_environment()
    if not channels.any():
        return SkipReason("No webhook and no e-mail is configured")
    problems = [
        f"{event.step_key}: {reason_of(event.step_failure_data.error)}"
        for event in context.get_step_failure_events()
        if event.step_failure_data.error
    ] or [context.failure_event.message or "no message"]
    notify.send(channels, notify.Notice(ledger.home, context.dagster_run.run_id, tuple(problems)))
    return None
