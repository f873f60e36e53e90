"""Backups of a home, and the way back from one: a folder each, with a manifest that proves it.

A backup holds the warehouse, the published ledger and whatever else the home keeps for good. Left out is
what can be made again or is only of use on this machine: Dagster's records of runs, dbt's files, logs.
"""

import json
import os
import shutil
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from orchestration.home import Home
from orchestration.locks import hold
from orchestration.warehouse import exclusive, open_warehouse, table_counts

MANIFEST = "manifest.json"
DATABASES = ("warehouse.duckdb", "ledger.duckdb")
NOT_KEPT = frozenset(("dagster", "dbt", "logs", "backups", "report", "exports"))
CHUNK = 1 << 20


class BackupError(Exception):
    """There is no such backup, or it is not what its manifest says. The message is for people."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup holds: each file's length and SHA-256, and each table's rows by database."""

    made_at: str
    files: Mapping[str, tuple[int, str]]
    rows: Mapping[str, Mapping[str, int]]


def make_backup(home: Home, folder: Path) -> Path:
    """Copies the home into a new folder in `folder`, named by the time; checks the copy; returns it.

    Waits for a run that is going on. A backup that was not finished has a name that ends in `.partial`.
    """
    made_at = datetime.now(UTC)
    target = folder / f"{made_at:%Y-%m-%dT%H%M%S}Z"
    partial = target.with_name(f"{target.name}.partial")
    partial.mkdir(parents=True)
    with hold(home.run_lock):
        if home.warehouse.exists():
            # Opening and closing it folds a log that a killed process left into the file itself.
            with open_warehouse(home.warehouse):
                pass
        with exclusive(home.warehouse):
            for path in kept_files(home):
                copy = partial / path.relative_to(home.root)
                copy.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, copy)
    manifest = Manifest(
        made_at=made_at.isoformat(timespec="seconds"),
        files={
            path.relative_to(partial).as_posix(): (path.stat().st_size, digest(path))
            for path in sorted(partial.rglob("*"))
            if path.is_file()
        },
        rows={name: table_counts(partial / name) for name in DATABASES if (partial / name).exists()},
    )
    (partial / MANIFEST).write_text(json.dumps(asdict(manifest), indent=1) + "\n", encoding="utf-8")
    check_backup(partial)
    partial.replace(target)
    return target


def kept_files(home: Home) -> list[Path]:
    """The files of a home that a backup holds: no link, no lock, no temporary file."""
    found = []
    for folder, folders, names in os.walk(home.root):
        here = Path(folder)
        if here == home.root:
            folders[:] = [name for name in folders if name not in NOT_KEPT]
        folders[:] = [name for name in folders if not name.startswith((".", "before-restore-"))]
        found += [
            here / name
            for name in names
            if not name.startswith(".") and not name.endswith((".lock", ".wal"))
            and not (here / name).is_symlink()
        ]  # fmt: skip
    return sorted(found)


def latest_backup(folder: Path) -> Path:
    """The newest finished backup in `folder`; raises `BackupError` if there is none."""
    found = sorted(path.parent for path in folder.glob(f"*Z/{MANIFEST}"))
    if not found:
        raise BackupError(f"there is no backup in {folder}")
    return found[-1]


def check_backup(backup: Path) -> Manifest:
    """Compares a backup with its manifest, every byte and every table; raises `BackupError`."""
    try:
        told = json.loads((backup / MANIFEST).read_text(encoding="utf-8"))
        files = {str(name): (int(size), str(hashed)) for name, (size, hashed) in told["files"].items()}
        manifest = Manifest(str(told["made_at"]), files, told["rows"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise BackupError(f"{backup} has no manifest that can be read: {error}") from None
    for name, (size, hashed) in manifest.files.items():
        path = backup / name
        if not path.resolve().is_relative_to(backup.resolve()):
            raise BackupError(f"{backup} names a file outside itself: {name}")
        if not path.is_file():
            raise BackupError(f"{backup} lacks {name}")
        if path.stat().st_size != size or digest(path) != hashed:
            raise BackupError(f"{path} is not the file that was backed up: its hash differs")
    for name, rows in manifest.rows.items():
        if table_counts(backup / name) != rows:
            raise BackupError(f"{backup / name} has not the row counts that the manifest gives")
    return manifest


def restore_backup(home: Home, backup: Path) -> tuple[Manifest, Path]:
    """Brings a backup back, after checking it; what was in the home goes to a folder beside it.

    Returns the manifest and that folder. Waits for a run that is going on. Killed in between, it can be
    started again: the backup is only read.
    """
    manifest = check_backup(backup)
    aside = home.root / f"before-restore-{datetime.now(UTC):%Y-%m-%dT%H%M%S}Z"
    incoming = home.root / f".restore.{os.getpid()}"
    with hold(home.run_lock), exclusive(home.warehouse):
        for leftover in home.root.glob(".restore.*"):
            shutil.rmtree(leftover)
        for name in manifest.files:
            copy = incoming / name
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(backup / name, copy)
        for name, rows in manifest.rows.items():
            if table_counts(incoming / name) != rows:
                raise BackupError(f"the copy of {name} has other row counts than the backup")
        for path in [*kept_files(home), *home.root.glob("*.wal")]:
            away = aside / path.relative_to(home.root)
            # The published file is replaced in one step below, so that readers find it at any moment.
            if path != home.ledger:
                away.parent.mkdir(parents=True, exist_ok=True)
                path.replace(away)
        for name in manifest.files:
            (home.root / name).parent.mkdir(parents=True, exist_ok=True)
            (incoming / name).replace(home.root / name)
        shutil.rmtree(incoming)
    return manifest, aside


def digest(path: Path) -> str:
    """The SHA-256 of a file, in hex."""
    hashed = sha256()
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            hashed.update(chunk)
    return hashed.hexdigest()
