"""What is known of a run: who started it, and the record that each of its stages leaves.

The record is the run's row in `raw.runs`, and lines in the log (`orchestration.journal`).
"""

import errno
from contextlib import AbstractContextManager
from importlib.metadata import PackageNotFoundError, version
from time import monotonic
from types import TracebackType
from typing import Any, Literal

from dagster import AssetExecutionContext, DagsterRun, RetryRequested
from dagster._utils.error import SerializableErrorInfo

from orchestration.defs.resources import LedgerResource
from orchestration.warehouse import Warehouse, WarehouseBusy, WarehouseUnusable

StageName = Literal["inbox", "extraction", "build", "publish"]

COMMAND_LINE_TAG = "ledger/started_by"
COMMAND_LINE = "command line"
# Waiting helps against a program that has the warehouse open and a network folder that hiccups.
MAX_REASON = 400
# Errors whose message is for people: the name of their class says nothing more.
FOR_PEOPLE = frozenset(
    ("WarehouseBusy", "WarehouseUnusable", "NotTested", "EngineFailed", "LakeUnusable", "OtherRelease")
)
RETRIES = 1
SECONDS_BEFORE_RETRY = 30
HOPELESS = frozenset((errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM))


class Stage(AbstractContextManager["Stage"]):
    """Times a stage of a run and leaves its record, also when it fails.

    A failure that may pass by itself (`WarehouseBusy`, an `OSError` that is not about space or
    permission) is raised as Dagster's `RetryRequested`.
    """

    def __init__(self, context: AssetExecutionContext, ledger: LedgerResource, name: StageName) -> None:
        self._context = context
        self._ledger = ledger
        self._name = name
        self._began = monotonic()

    @property
    def seconds(self) -> float:
        """Since the stage began."""
        return monotonic() - self._began

    def record(self, warehouse: Warehouse, **values: Any) -> None:
        """Sets what is known by now: `values` by the column names of `raw.runs`, and how long it took."""
        now = warehouse.now()
        warehouse.record_run(
            self._context.run.run_id,
            started_at=now,
            ended_at=now,
            job=self._context.run.job_name,
            started_by=started_by(self._context.run),
            ledger_version=installed("conflict-ledger"),
            dagster_version=installed("dagster"),
            **{f"{self._name}_seconds": round(self.seconds, 3), **values},
        )
        told = {key: value for key, value in values.items() if isinstance(value, int | str)}
        self._context.log.info(
            f"{self._name}: {self.seconds:.1f} s"
            + "".join(f", {key} {value}" for key, value in told.items()),
            extra={"fields": {"stage": self._name, "seconds": round(self.seconds, 3), **told}},
        )

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if not isinstance(error, Exception):
            return
        self._record_failure(error)
        if isinstance(error, WarehouseBusy) or (isinstance(error, OSError) and error.errno not in HOPELESS):
            raise RetryRequested(max_retries=RETRIES, seconds_to_wait=SECONDS_BEFORE_RETRY) from error

    def _record_failure(self, error: Exception) -> None:
        if isinstance(error, WarehouseBusy | WarehouseUnusable):
            return
        reason = " ".join(str(error).split())[:1000]
        try:
            with self._ledger.warehouse() as warehouse:
                self.record(warehouse, failed_stage=self._name, error=f"{type(error).__name__}: {reason}")
        except Exception as second:  # noqa: BLE001 - the first error is the one to tell
            self._context.log.warning(f"the failure could not be recorded in the warehouse: {second}")


def started_by(run: DagsterRun) -> str:
    """`command line`, the name of a schedule or sensor, `backfill`, or `ui`."""
    tags = run.tags
    for tag in (COMMAND_LINE_TAG, "dagster/schedule_name", "dagster/sensor_name"):
        if tag in tags:
            return tags[tag]
    return "backfill" if "dagster/backfill" in tags else "ui"


def reason_of(error: SerializableErrorInfo) -> str:
    """The cause of an error in one line. dbt's own words, where it was dbt that failed."""
    while error.cause:
        error = error.cause
    message = error.message.split("Errors parsed from dbt logs:")[-1]
    if error.cls_name in FOR_PEOPLE:
        message = message.split(": ", 1)[-1]
    return " ".join(message.split())[:MAX_REASON]


def installed(package: str) -> str | None:
    """The version of an installed package; None if it runs from its sources."""
    try:
        return version(package)
    except PackageNotFoundError:
        return None
