"""The commands behind `make`: prepare a checkout, run the ledger once, open the UI, build docs and report.

Whoever types them gets plain words: what is done, what came of it, and where to look. Dagster's own
log of the run goes to LEDGER_HOME/logs, and the run itself can be seen in the UI afterwards.
"""

import argparse
import contextlib
import fcntl
import gc
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from time import monotonic
from typing import TYPE_CHECKING

from orchestration.home import CACHE_DIR, DBT_DIR, REFERENCE_DIR, REPO, Home, SettingError, Settings
from orchestration.locks import hold, is_free
from orchestration.notify import Channels, Notice, send

if TYPE_CHECKING:
    from dagster import ExecuteInProcessResult

FACTS = (
    ("strikes", "marts.fct_strikes"),
    ("casualty claims", "marts.fct_casualty_claims"),
    ("territorial changes", "marts.fct_territorial_changes"),
)
MAX_REASON = 400


def main(arguments: list[str] | None = None) -> int:
    """Runs one command; returns its exit code."""
    parser = argparse.ArgumentParser(prog="orchestration.cli", description="Conflict Ledger")
    commands = [
        "prepare",
        "run",
        "dev",
        "docs",
        "export",
        "report",
        "diff",
        "backup",
        "restore",
        "doctor",
        "lake",
    ]
    parser.add_argument("command", choices=commands)
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
    if command == "doctor":
        return doctor(settings)
    try:
        settings.home.prepare()
    except OSError as error:
        return _fail(f"LEDGER_HOME cannot be used: {settings.home.root}: {error.strerror}")
    chosen = {
        "run": run,
        "dev": dev,
        "docs": docs,
        "export": export,
        "report": report,
        "diff": diff,
        "backup": backup,
        "restore": restore,
        "lake": lake,
    }
    return chosen[command](settings)


def prepare() -> int:
    """What any run needs and no run changes: the index of places, and dbt's manifest."""
    from orchestration.dbt_runner import prepare_project
    from orchestration.reference import load_extractor
    from orchestration.report.kit import prepare_kit

    print("Indexing 235,000 places", flush=True)
    load_extractor(REFERENCE_DIR, CACHE_DIR)
    prepare_project()
    prepare_kit()
    return 0


def run(settings: Settings) -> int:
    """Inbox to published ledger, once. 0 only if all that could be read was read and every check passed."""
    if not settings.inbox.is_dir():
        return _fail(f"there is no inbox: {settings.inbox} is not a folder (LEDGER_INBOX)")
    try:
        channels = Channels.from_environment()
    except SettingError as error:
        return _fail(str(error))
    started = monotonic()
    _collect_rarely()
    print(f"Conflict Ledger\n  from  {settings.inbox}\n  into  {settings.home.root}", flush=True)
    with _one_run_at_a_time(settings.home):
        done = _no_room(settings) or _no_catalogue(settings) or _execute(settings)
        if done.succeeded:
            _summarise(settings.home, monotonic() - started)
    for warning in done.warnings:
        print(f"Warning: {warning}", file=sys.stderr)
    for problem in done.problems:
        print(f"Failed: {problem}", file=sys.stderr)
    if done.problems and channels.any():
        for line in send(channels, Notice(str(settings.home.root), done.run_id, done.problems)):
            print(f"Warning: {line}", file=sys.stderr)
    if not done.succeeded:
        return _fail(f"the run did not finish; its log is {_log_file(settings.home)}")
    return 1 if done.problems else 0


def dev(settings: Settings) -> int:
    """The UI on this machine alone, with its schedule and sensors, until it is stopped."""
    from dagster import DagsterInstance

    from orchestration.maintenance.doctor import processes_of
    from orchestration.maintenance.killed_runs import close_killed_runs

    port = os.environ.get("LEDGER_PORT", "3000")
    lock = settings.home.ui_lock.open("w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return _fail("the UI of this home is open already; stop it first")
    if left := processes_of(settings.home.root):
        ids = " ".join(map(str, left))
        return _fail(f"processes of a UI that was killed are still there; end them with: kill {ids}")
    with _one_run_at_a_time(settings.home), DagsterInstance.get() as instance:
        close_killed_runs(instance, settings.home, no_ui=True)
    # Held until the UI ends, however it ends.
    os.set_inheritable(lock.fileno(), True)
    print(f"Dagster's UI: http://127.0.0.1:{port}  (stop it with Ctrl-C)", flush=True)
    os.chdir(REPO)
    # As a module: the instance names a class of this checkout, which `-m` puts on Python's path.
    command = ["-m", "dagster", "dev", "-w", "workspace.yaml", "-h", "127.0.0.1", "-p", port]
    # So the daemon starts its code server again, if that was killed; the newer proxy waits for a person.
    command += ["--use-legacy-code-server-behavior"]
    return os.execv(sys.executable, [sys.executable, *command])


def docs(settings: Settings) -> int:
    """dbt's documentation as one HTML file."""
    target = settings.home.dbt_target / "docs"
    if not settings.lake and not settings.home.warehouse.exists():
        return _fail("there is nothing to document yet: `make run` first")
    from orchestration.dbt_runner import profile_environment
    from orchestration.warehouse import exclusive

    dbt = Path(sys.executable).with_name("dbt")
    folders = ["--project-dir", DBT_DIR, "--profiles-dir", DBT_DIR]
    outputs = ["--target-path", target, "--log-path", target]
    with exclusive(settings.home.warehouse):
        done = subprocess.run(
            [dbt, "--quiet", "docs", "generate", "--static", *folders, *outputs],
            env={**os.environ, **profile_environment(settings.home.root, settings.lake)},
            check=False,
        )
    if done.returncode:
        return _fail("dbt could not build its docs")
    print(f"Open {target / 'static_index.html'} in a browser")
    return 0


def report(settings: Settings) -> int:
    """The pages that show the published ledger, built anew from it alone."""
    from orchestration.report.build import START, build_report
    from orchestration.report.ledger import NoLedger

    try:
        headlines = build_report(settings.home.ledger, settings.home.report)
    except NoLedger as error:
        return _fail(str(error))
    print(f"{headlines.all_claims:,} claims in {headlines.articles:,} articles")
    print(f"Open {settings.home.report / START} in a browser")
    return 0


def export(settings: Settings) -> int:
    """The published tables as CSV, Parquet, GeoParquet and GeoJSON, with a data package."""
    from orchestration.exports import export as write

    home = settings.home
    try:
        written = write(home.ledger, home.exports)
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


def backup(settings: Settings) -> int:
    """A checked copy of the home, in LEDGER_BACKUPS or in the home itself."""
    from orchestration.maintenance.backup import BackupError, make_backup
    from orchestration.warehouse import WarehouseBusy, WarehouseUnusable

    if settings.lake:
        return _fail("a lake is backed up by pg_dump and a copy of its files: docs/scaling.md")
    try:
        made = make_backup(settings.home, _backups(settings))
    except (BackupError, WarehouseBusy, WarehouseUnusable) as error:
        return _fail(str(error))
    except OSError as error:
        return _fail(f"the backup was not finished: {error}")
    print(f"Backed up and checked: {made}")
    return 0


def restore(settings: Settings) -> int:
    """Brings back the backup that LEDGER_BACKUP names, else the newest."""
    from orchestration.maintenance.backup import BackupError, latest_backup, restore_backup
    from orchestration.warehouse import WarehouseUnusable

    if settings.lake:
        return _fail("a lake is restored by pg_restore and a copy of its files: docs/scaling.md")
    named = os.environ.get("LEDGER_BACKUP")
    try:
        source = Path(named).expanduser().absolute() if named else latest_backup(_backups(settings))
        manifest, aside = restore_backup(settings.home, source)
    except (BackupError, WarehouseUnusable) as error:
        return _fail(str(error))
    except OSError as error:
        return _fail(f"the backup could not be brought back: {error}")
    print(f"Restored the backup of {manifest.made_at}: every hash and row count is as it was")
    for name, rows in manifest.rows.items():
        print(f"  {sum(rows.values()):>8,} rows in {name}")
    print(f"What was there before: {aside}\nNext: `make run` brings it up to date with the inbox")
    return 0


def lake(settings: Settings) -> int:
    """Copies the warehouse of the home into the empty lake that LEDGER_LAKE names."""
    from orchestration.warehouse import WarehouseBusy, WarehouseUnusable, copy_to_lake

    if not settings.lake or not settings.home.warehouse.exists():
        return _fail("LEDGER_LAKE must name a lake, and LEDGER_HOME hold a warehouse to copy")
    try:
        with _one_run_at_a_time(settings.home):
            rows = copy_to_lake(settings.home.warehouse, settings.lake)
    except (WarehouseBusy, WarehouseUnusable) as error:
        return _fail(str(error))
    print(f"{rows:,} rows copied; {settings.home.warehouse} stays as it is, and is no longer used")
    return 0


def doctor(settings: Settings) -> int:
    """Says what is wrong with the home and what to do; 0 only if nothing is."""
    from orchestration.maintenance.doctor import examine

    findings = examine(settings)
    for finding in findings:
        print(f"  {'ok   ' if finding.is_well else 'WRONG'}  {finding.what}")
        if finding.remedy:
            print(f"         to do: {finding.remedy}")
    wrong = sum(not finding.is_well for finding in findings)
    print("All is well" if not wrong else f"{wrong} thing{'' if wrong == 1 else 's'} to do")
    return 1 if wrong else 0


def _backups(settings: Settings) -> Path:
    chosen = os.environ.get("LEDGER_BACKUPS")
    return Path(chosen).expanduser().absolute() if chosen else settings.home.backups


@contextlib.contextmanager
def _one_run_at_a_time(home: Home) -> Iterator[None]:
    """A second command on the same home waits for the first; the kernel frees the lock of a killed one."""
    if not is_free(home.run_lock):
        print("Another run is going on in this home; waiting for it to end", flush=True)
    with hold(home.run_lock):
        yield


@dataclass(frozen=True, slots=True)
class Done:
    """How a run ended. `problems` without success: it stopped there; with it: rows are wrong or missing."""

    succeeded: bool
    problems: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    run_id: str | None = None


def _collect_rarely() -> None:
    """Dagster and dbt make millions of objects that live to the end; looking through them is a tenth of a run.

    What is thrown away without a cycle, all articles and rows, is freed at once as ever.
    """
    gc.set_threshold(100_000, 50, 50)


def _no_room(settings: Settings) -> Done | None:
    from orchestration.maintenance.doctor import space_needed

    free, needed = shutil.disk_usage(settings.home.root).free, space_needed(settings)
    if free >= needed:
        return None
    where = f"{free / 1e6:,.0f} MB are free in {settings.home.root}"
    return Done(False, (f"{where}; a run needs {needed / 1e6:,.0f} MB (LEDGER_MIN_FREE_MB)",))


def _no_catalogue(settings: Settings) -> Done | None:
    if not settings.lake:
        return None
    from orchestration.lake import LakeUnusable, connected

    try:
        with connected(settings.lake):
            return None
    except LakeUnusable as error:
        return Done(False, (f"{error} (LEDGER_LAKE)",))


def _execute(settings: Settings) -> Done:
    """Runs the job in this process, recorded in the instance that the UI shows."""
    from dagster import DagsterInstance

    from orchestration.dbt_runner import preload
    from orchestration.definitions import build_defs
    from orchestration.defs.jobs import LEDGER_JOB_NAME
    from orchestration.defs.loggers import PLAIN
    from orchestration.defs.runs import COMMAND_LINE, COMMAND_LINE_TAG
    from orchestration.maintenance.killed_runs import close_killed_runs

    try:
        with (
            _log_file(settings.home).open("w", encoding="utf-8") as file,
            DagsterInstance.get() as instance,
        ):
            close_killed_runs(instance, settings.home, no_ui=is_free(settings.home.ui_lock))
            with contextlib.redirect_stdout(file), contextlib.redirect_stderr(file):
                job = build_defs(settings).resolve_job_def(LEDGER_JOB_NAME)
                # The extractor reads in a process of its own, and this one would wait.
                Thread(target=preload, daemon=True).start()
                result = job.execute_in_process(
                    instance=instance,
                    raise_on_error=False,
                    run_config={"loggers": {PLAIN: {}}},
                    tags={COMMAND_LINE_TAG: COMMAND_LINE},
                )
        return _outcome(result)
    except Exception as error:  # noqa: BLE001 - Dagster's own records: a full disk, a damaged file
        reason = " ".join(str(error).split())[:MAX_REASON]
        return Done(False, (f"Dagster could not run: {reason}; `make doctor` looks for the cause",))


def _outcome(result: "ExecuteInProcessResult") -> Done:
    """What went wrong, one line each: failed checks, and steps that did not finish."""
    from dagster import AssetCheckSeverity

    from orchestration.defs.runs import reason_of

    problems, warnings = [], []
    for evaluation in result.get_asset_check_evaluations():
        if not evaluation.passed:
            found = warnings if evaluation.severity == AssetCheckSeverity.WARN else problems
            found.append(f"check {evaluation.check_name} of {evaluation.asset_key.to_user_string()}")
    for event in result.get_step_failure_events():
        error = event.step_failure_data.error
        problems.append(f"{event.step_key}: {reason_of(error) if error else 'no message'}")
    return Done(result.success, tuple(problems), tuple(warnings), result.run_id)


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
    print(f"The report: {home.report / 'index.html'}")
    print("Next: open the report, `make queries` asks twenty questions, `make dev` opens the UI")


def _log_file(home: Home) -> Path:
    return home.logs / "last_run.log"


def _fail(message: str) -> int:
    print(f"Failed: {message}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
