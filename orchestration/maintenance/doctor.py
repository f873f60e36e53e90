"""Examines a home: what is wrong, and what to do about it. Changes nothing."""

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from orchestration.home import REPO, Settings
from orchestration.locks import is_free
from orchestration.warehouse import (
    RAW_COLUMNS,
    Warehouse,
    WarehouseBusy,
    WarehouseUnusable,
    lock_of,
    open_warehouse,
    read_every_block,
    table_counts,
)

BACKUP_IS_OLD = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: `remedy` is None where all is well."""

    what: str
    remedy: str | None = None

    @property
    def is_well(self) -> bool:
        """Whether there is nothing to do."""
        return self.remedy is None


def examine(settings: Settings) -> list[Finding]:
    """Looks at everything that can be wrong with a home; the order is that in which to mend it."""
    examinations: tuple[Callable[[Settings], Iterator[Finding]], ...] = (
        _folders,
        _space,
        _settings_of_dagster,
        _records_of_dagster,
        _locks,
        _warehouse,
        _ledger,
        _leftovers,
        _backups,
    )
    return [finding for examination in examinations for finding in examination(settings)]


def _folders(settings: Settings) -> Iterator[Finding]:
    if settings.inbox.is_dir() and os.access(settings.inbox, os.R_OK | os.X_OK):
        yield Finding(f"the inbox can be read: {settings.inbox}")
    else:
        yield Finding(
            f"the inbox cannot be read: {settings.inbox}",
            "set LEDGER_INBOX to a folder that exists and that this account may read",
        )
    try:
        settings.home.prepare()
        yield Finding(f"the home can be written to: {settings.home.root}")
    except OSError as error:
        yield Finding(
            f"the home cannot be written to: {settings.home.root}: {error.strerror}",
            "make the folder writable for this account, or set LEDGER_HOME to another one",
        )


def _space(settings: Settings) -> Iterator[Finding]:
    if not settings.home.root.is_dir():
        return
    free, needed = shutil.disk_usage(settings.home.root).free, space_needed(settings)
    what = f"{free / 1e6:,.0f} MB are free, {needed / 1e6:,.0f} MB are needed"
    yield Finding(what, None if free >= needed else "make room on the disk of LEDGER_HOME, then run again")


def space_needed(settings: Settings) -> int:
    """Bytes that must be free before a run begins: the marts are written twice more."""
    ledger = settings.home.ledger
    return settings.free_space + (2 * ledger.stat().st_size if ledger.exists() else 0)


def _settings_of_dagster(settings: Settings) -> Iterator[Finding]:
    path = settings.home.dagster / "dagster.yaml"
    same = path.exists() and path.read_bytes() == (REPO / "dagster.yaml").read_bytes()
    yield Finding(
        "Dagster's settings are those of this release" if same else f"{path} is not that of this release",
        None
        if same
        else "any `make run` or `make dev` puts it right; make LEDGER_HOME writable if it cannot",
    )


def _records_of_dagster(settings: Settings) -> Iterator[Finding]:
    if not os.access(settings.home.dagster, os.W_OK):
        return
    broken = []
    for path in sorted(settings.home.dagster.rglob("*.db")):
        try:
            connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=10)
            try:
                (verdict,) = connection.execute("PRAGMA quick_check").fetchone()
            finally:
                connection.close()
            if verdict != "ok":
                broken.append(f"{path.name}: {verdict}")
        except sqlite3.Error as error:
            broken.append(f"{path.name}: {error}")
    if broken:
        yield Finding(
            f"Dagster's records are damaged: {'; '.join(broken)}",
            f"move {settings.home.dagster} away: it holds the history of runs and nothing of the ledger",
        )
    else:
        yield Finding("Dagster's records can be read")


def _locks(settings: Settings) -> Iterator[Finding]:
    home = settings.home
    for path, who in (
        (home.ui_lock, "the UI is open"),
        (home.run_lock, "a run is going on"),
        (lock_of(home.warehouse), "a step has the warehouse open"),
    ):
        if not is_free(path):
            yield Finding(who)


def _warehouse(settings: Settings) -> Iterator[Finding]:
    path = settings.home.warehouse
    if not settings.lake and not path.exists():
        yield Finding("there is no warehouse yet: `make run` makes it")
        return
    if not is_free(lock_of(path)):
        yield Finding("the warehouse is in use, and was not looked into")
        return
    if not settings.lake and not os.access(path, os.W_OK):
        yield Finding("the warehouse cannot be written to, and was not looked into")
        return
    try:
        with open_warehouse(path, settings.lake) as warehouse:
            rows = read_every_block(warehouse)
            yield Finding(f"the warehouse is whole: {rows:,} rows could be read")
            yield from _invariants(warehouse)
            yield from _clock(warehouse)
    except WarehouseBusy as error:
        yield Finding(str(error), "close the other program")
    except WarehouseUnusable as error:
        yield Finding(
            str(error),
            "see that Postgres runs and LEDGER_LAKE names it; docs/scaling.md tells how to bring a backup back"
            if settings.lake
            else f"`make restore`; without a backup move {path} away and `make run`: the inbox is read anew, and"
            " only the history of claims is lost",
        )


INVARIANTS = {
    "a reading stands twice": "SELECT extraction_id FROM raw.extractions GROUP BY ALL HAVING count(*) > 1",
    "an article stands twice": "SELECT article_id FROM raw.articles GROUP BY ALL HAVING count(*) > 1",
    "two readings of one article count": (
        "SELECT article_id FROM raw.extractions WHERE is_current GROUP BY ALL HAVING count(*) > 1"
    ),
    "a reading has no article": (
        "SELECT extraction_id FROM raw.extractions"
        " WHERE article_id NOT IN (SELECT article_id FROM raw.articles)"
    ),
    **{
        f"rows of {table} belong to no finished reading": (
            f"SELECT extraction_id FROM {table} WHERE extraction_id NOT IN"
            " (SELECT extraction_id FROM raw.extractions WHERE status = 'done')"
        )
        for table, columns in RAW_COLUMNS.items()
        if "extraction_id" in columns and table != "raw.extractions"
    },
}


def _invariants(warehouse: Warehouse) -> Iterator[Finding]:
    broken = [name for name, query in INVARIANTS.items() if warehouse.preview(f"({query})").row_count]
    if broken:
        yield Finding(
            f"the warehouse contradicts itself: {'; '.join(broken)}",
            "`make restore` a backup; and please report it, since no interrupted run should lead to this",
        )
    else:
        yield Finding("nothing in the warehouse stands twice or belongs to nothing")


def _clock(warehouse: Warehouse) -> Iterator[Finding]:
    latest = warehouse.latest_time()
    now = datetime.now(UTC).replace(tzinfo=None)
    if latest and latest > now + timedelta(minutes=5):
        yield Finding(
            f"the clock stands before the last entry of the warehouse ({latest:%Y-%m-%d %H:%M} UTC)",
            "set the clock right. If it was ahead before: new entries follow that last one in order, and carry"
            " its time until the clock has caught up",
        )
    else:
        yield Finding("the clock is not behind the warehouse")


def _ledger(settings: Settings) -> Iterator[Finding]:
    path = settings.home.ledger
    if not path.exists():
        yield Finding("nothing is published yet: `make run` does it")
        return
    try:
        counts = table_counts(path)
        yield Finding(f"the published ledger can be read: {sum(counts.values()):,} rows")
    except WarehouseUnusable as error:
        yield Finding(str(error), "`make run` publishes it anew from the warehouse")


def _leftovers(settings: Settings) -> Iterator[Finding]:
    found = sorted(
        path.name
        for pattern in (".ledger.duckdb.*", ".restore.*", "backups/*.partial")
        for path in settings.home.root.glob(pattern)
    )
    if not found:
        yield Finding("nothing is left over from killed commands")
    else:
        yield Finding(
            f"left over from a killed command: {', '.join(found)}",
            "the next publication removes .ledger.duckdb.*; the others can be deleted",
        )


def _backups(settings: Settings) -> Iterator[Finding]:
    made = sorted(path.name for path in settings.home.backups.glob("*Z"))
    if not settings.home.warehouse.exists():
        return
    if not made:
        yield Finding("there is no backup in this home: `make backup` makes one")
        return
    when = datetime.strptime(made[-1], "%Y-%m-%dT%H%M%SZ").replace(tzinfo=UTC)
    old = datetime.now(UTC) - when > BACKUP_IS_OLD
    yield Finding(f"the last backup is of {when:%Y-%m-%d %H:%M} UTC", "`make backup`" if old else None)


def processes_of(home: Path) -> list[int]:
    """Ids of Dagster's processes for this home, where the system tells (Linux)."""
    wanted = f"DAGSTER_HOME={home / 'dagster'}".encode()
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            ours = wanted in (entry / "environ").read_bytes().split(b"\0")
            if ours and b"dagster" in (entry / "cmdline").read_bytes():
                found.append(int(entry.name))
        except OSError:
            continue
    return sorted(found)
