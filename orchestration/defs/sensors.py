"""What sets the ledger going when something happens: a change in the inbox."""

import os
from hashlib import sha256
from pathlib import Path

from dagster import (
    DefaultSensorStatus,
    RunRequest,
    SensorEvaluationContext,
    SkipReason,
    sensor,
)

from orchestration.defs.jobs import ledger_job
from orchestration.defs.resources import LedgerResource

SECONDS_BETWEEN_LOOKS = 30


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
