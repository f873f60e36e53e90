"""The commands behind `make`: prepare a checkout, run the ledger once, open the UI, build the docs.

Whoever types them gets plain words: what is done, what came of it, and where to look. Dagster's own
log of the run goes to LEDGER_HOME/logs, and the run itself can be seen in the UI afterwards.
"""

import argparse
import contextlib
import fcntl
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from orchestration.home import DBT_DIR, REPO, Home, SettingError, Settings

if TYPE_CHECKING:
    from dagster import DagsterInstance, ExecuteInProcessResult
    from dagster._utils.error import SerializableErrorInfo

FACTS = (
    ("strikes", "marts.fct_strikes"),
    ("casualty claims", "marts.fct_casualty_claims"),
    ("territorial changes", "marts.fct_territorial_changes"),
)
MAX_REASON = 400
COMMAND_LINE_TAG = "ledger/started_by"
COMMAND_LINE = "command line"


def main(arguments: list[str] | None = None) -> int:
    """Runs one command; returns its exit code."""
    parser = argparse.ArgumentParser(prog="orchestration.cli", description="Conflict Ledger")
    parser.add_argument("command", choices=["prepare", "run", "dev", "docs", "export", "diff"])
    command = parser.parse_args(arguments).command
    if command == "prepare":
        return prepare()
    try:
        settings = Settings.from_environment()
    except SettingError as error:
        return _fail(str(error))
    # Read by Dagster, by dbt and by every process that they start.
    os.environ.update(
        LEDGER_HOME=str(settings.home.root),
        LEDGER_INBOX=str(settings.inbox),
        DAGSTER_HOME=str(settings.home.dagster),
        DO_NOT_TRACK="1",
    )
    try:
        settings.home.prepare()
    except OSError as error:
        return _fail(f"LEDGER_HOME cannot be used: {settings.home.root}: {error.strerror}")
    return {"run": run, "dev": dev, "docs": docs, "export": export, "diff": diff}[command](settings)


def prepare() -> int:
    """What any run needs and no run changes: the index of places, and dbt's manifest."""
    from orchestration.dbt_runner import prepare_project
    from orchestration.defs.resources import ExtractorResource

    print("Indexing 235,000 places", flush=True)
    ExtractorResource().load()
    prepare_project()
    return 0


def run(settings: Settings) -> int:
    """Inbox to published ledger, once. 0 only if all that could be read was read and every check passed."""
    if not settings.inbox.is_dir():
        return _fail(f"there is no inbox: {settings.inbox} is not a folder (LEDGER_INBOX)")
    started = monotonic()
    print(f"Conflict Ledger\n  from  {settings.inbox}\n  into  {settings.home.root}", flush=True)
    with _one_run_at_a_time(settings.home):
        succeeded, problems = _execute(settings)
        if not succeeded:
            for problem in problems:
                print(f"Failed: {problem}", file=sys.stderr)
            return _fail(f"the run did not finish; its log is {_log_file(settings.home)}")
        _summarise(settings.home, monotonic() - started)
    for problem in problems:
        print(f"Failed: {problem}", file=sys.stderr)
    return 1 if problems else 0


def dev(_: Settings) -> int:
    """The UI on this machine alone, with its schedule and sensor, until it is stopped."""
    port = os.environ.get("LEDGER_PORT", "3000")
    print(f"Dagster's UI: http://127.0.0.1:{port}  (stop it with Ctrl-C)", flush=True)
    dagster = Path(sys.executable).with_name("dagster")
    os.chdir(REPO)
    os.execv(dagster, [dagster, "dev", "-w", "workspace.yaml", "-h", "127.0.0.1", "-p", port])


def docs(settings: Settings) -> int:
    """dbt's documentation as one HTML file."""
    target = settings.home.dbt_target / "docs"
    if not settings.home.warehouse.exists():
        return _fail("there is nothing to document yet: `make run` first")
    from orchestration.warehouse import exclusive

    dbt = Path(sys.executable).with_name("dbt")
    folders = ["--project-dir", DBT_DIR, "--profiles-dir", DBT_DIR]
    outputs = ["--target-path", target, "--log-path", target]
    with exclusive(settings.home.warehouse):
        done = subprocess.run(
            [dbt, "--quiet", "docs", "generate", "--static", *folders, *outputs], check=False
        )
    if done.returncode:
        return _fail("dbt could not build its docs")
    print(f"Open {target / 'static_index.html'} in a browser")
    return 0


def export(settings: Settings) -> int:
    """The published tables as CSV, Parquet, GeoParquet and GeoJSON, with a data package."""
    from orchestration.exports import export as write

    home = settings.home
    try:
        written = write(home.ledger, home.exports, home.cache / "duckdb")
    except FileNotFoundError:
        return _fail("there is nothing to export yet: `make run` first")
    for file in written:
        print(f"  {file.rows:>8,} rows  {file.path}")
    print(f"Exported to {home.exports}")
    return 0


def diff(settings: Settings) -> int:
    """What the last run that changed anything added, removed and changed, and why."""
    from orchestration.changes import latest_changes

    if not settings.home.ledger.exists():
        return _fail("there is nothing to compare yet: `make run` first")
    print(latest_changes(settings.home.ledger))
    return 0


@contextlib.contextmanager
def _one_run_at_a_time(home: Home) -> Iterator[None]:
    """A second command on the same home waits for the first; the kernel frees the lock of a killed one."""
    with (home.root / "run.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("Another run is going on in this home; waiting for it to end", flush=True)
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _execute(settings: Settings) -> tuple[bool, list[str]]:
    """Runs the job in this process, recorded in the instance that the UI shows."""
    from dagster import DagsterInstance

    from orchestration.definitions import build_defs
    from orchestration.defs.jobs import LEDGER_JOB_NAME
    from orchestration.defs.loggers import PLAIN

    log = _log_file(settings.home)
    log.parent.mkdir(parents=True, exist_ok=True)
    with DagsterInstance.get() as instance, log.open("w", encoding="utf-8") as file:
        _tidy_up_after_killed_runs(instance, settings.home)
        with contextlib.redirect_stdout(file), contextlib.redirect_stderr(file):
            job = build_defs(settings).resolve_job_def(LEDGER_JOB_NAME)
            result = job.execute_in_process(
                instance=instance,
                raise_on_error=False,
                run_config={"loggers": {PLAIN: {}}},
                tags={COMMAND_LINE_TAG: COMMAND_LINE},
            )
        return result.success, _problems(result)


def _problems(result: "ExecuteInProcessResult") -> list[str]:
    """What went wrong, one line each: failed checks, and steps that did not finish."""
    from dagster import AssetCheckSeverity

    problems = [
        f"check {evaluation.check_name} of {evaluation.asset_key.to_user_string()}"
        for evaluation in result.get_asset_check_evaluations()
        if not evaluation.passed and evaluation.severity == AssetCheckSeverity.ERROR
    ]
    for event in result.get_step_failure_events():
        error = event.step_failure_data.error
        problems.append(f"{event.step_key}: {_reason(error) if error else 'no message'}")
    return problems


def _reason(error: "SerializableErrorInfo") -> str:
    """The cause of an error in one line."""
    while error.cause:
        error = error.cause
    return " ".join(error.message.split())[:MAX_REASON]


def _tidy_up_after_killed_runs(instance: "DagsterInstance", home: Home) -> None:
    """Closes the runs of commands that were killed, and gives back their places in the pool.

    Called with the home's run lock held, so no other command is running. What the UI started is
    left to Dagster's own monitoring, but a place in the pool is only kept by a process that holds
    the warehouse.
    """
    from dagster import DagsterRunStatus, RunsFilter

    from orchestration.defs.resources import WRITER_POOL
    from orchestration.warehouse import is_free

    unfinished = [DagsterRunStatus.STARTED, DagsterRunStatus.STARTING, DagsterRunStatus.NOT_STARTED]
    killed = instance.get_runs(RunsFilter(tags={COMMAND_LINE_TAG: COMMAND_LINE}, statuses=unfinished))
    for dagster_run in killed:
        instance.report_run_failed(dagster_run, "The process of this run was ended from outside.")
    if is_free(home.warehouse):
        storage = instance.event_log_storage
        for holder in storage.get_concurrency_info(WRITER_POOL).active_run_ids:
            storage.free_concurrency_slots_for_run(holder)


def _summarise(home: Home, seconds: float) -> None:
    """What the ledger now holds, read from the published file as anybody would."""
    import duckdb

    with duckdb.connect(str(home.ledger), read_only=True) as ledger:

        def count(query: str) -> int:
            row = ledger.execute(f"SELECT count(*) FROM {query}").fetchone()
            return row[0] if row else 0

        print(f"\nDone in {seconds:.0f} seconds")
        print(f"  {count('marts.dim_articles'):>8,} articles")
        for outcome, what in (("duplicate", "duplicates"), ("refused", "refused")):
            number = count(f"marts.fct_deliveries WHERE outcome = '{outcome}'")
            where = f", see {home.quarantine}" if outcome == "refused" and number else ""
            print(f"  {number:>8,} {what}{where}")
        for what, table in FACTS:
            print(f"  {count(table):>8,} {what}")
    print(f"\nThe ledger: {home.ledger}")
    print("Next: `make queries` asks it twenty questions, `make dev` opens the UI")


def _log_file(home: Home) -> Path:
    return home.logs / "last_run.log"


def _fail(message: str) -> int:
    print(f"Failed: {message}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
