"""Reads an inbox: every file, and every record of a file of many, becomes a candidate or a refusal.

Names that begin with a dot are skipped; links that leave the inbox are not followed. How each form is
read is in `forms`. A file that was read before and has the stamp that it had then is not opened.
"""

import os
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from hashlib import sha256
from pathlib import Path
from time import time_ns
from typing import BinaryIO

from orchestration.ingestion.deliveries import Candidate, Limits, Refusal
from orchestration.ingestion.forms.registry import is_isolated, read_source
from orchestration.ingestion.forms.sidecars import pair
from orchestration.ingestion.forms.source import Source, refusal
from orchestration.worker import Budget, OverBudget, Worker, WorkerKilled, WorkFailed

ATTEMPTS = 2
# A file that changed so shortly before it was read could change once more within the tick of its clock.
NANOSECONDS_TO_SETTLE = 2_000_000_000


@dataclass(frozen=True, slots=True)
class FileRead:
    """What became of one file of the inbox.

    `stamp` is the same as long as nobody wrote to the file or its sidecar; None where the file is to be
    read in any case. `items` is None for a file with the stamp that it had before.
    """

    path: str
    stamp: str | None
    items: tuple[Candidate | Refusal, ...] | None


@dataclass
class _Listing:
    """The files of an inbox in the order of their names, and what stands in it that is no file."""

    files: list[Path] = field(default_factory=list)
    refused: list[tuple[Path, str]] = field(default_factory=list)


def read_inbox(
    inbox: Path, limits: Limits, *, skip: Path | None = None, prefix: str = ""
) -> Iterator[Candidate | Refusal]:
    """Every delivery in `inbox`, in the order of paths and records, `skip` (a folder) left out.

    Paths are told with `prefix` before them. Raises `NotADirectoryError` if there is no such folder;
    whatever is wrong inside is a `Refusal`.
    """
    for file in read_files(inbox, limits, {}, skip=skip, prefix=prefix):
        yield from file.items or ()


def read_files(
    inbox: Path, limits: Limits, known: Mapping[str, str], *, skip: Path | None = None, prefix: str = ""
) -> Iterator[FileRead]:
    """The same file by file; those whose stamp is the one that `known` has for their path are not read."""
    if not inbox.is_dir():
        raise NotADirectoryError(f"the inbox is not a folder: {inbox}")
    return _distinct(_read_folder(inbox, limits, known, skip, prefix))


def _read_folder(
    inbox: Path, limits: Limits, known: Mapping[str, str], skip: Path | None, prefix: str
) -> Iterator[FileRead]:
    listing = _list_files(inbox, skip)
    for path, reason in listing.refused:
        source = _source(path, inbox, prefix)
        yield FileRead(source.path, None, (refusal(source, None, b"", reason),))
    sources = {os.fspath(path): _source(path, inbox, prefix) for path in listing.files}
    sidecars = pair(sources)
    told = set(sidecars.values())
    with Worker(Budget(limits.seconds)) as worker:
        for name, source in sources.items():
            if name in told:
                continue
            stamp = _stamp(name, sidecars.get(name))
            if stamp and known.get(source.path) == stamp:
                yield FileRead(source.path, stamp, None)
                continue
            if name in sidecars:
                source = replace(source, sidecar=sources[sidecars[name]])
            items = (
                _read_isolated(worker, source, limits) if is_isolated(source) else read_source(source, limits)
            )
            yield FileRead(source.path, stamp, tuple(items))


def _stamp(name: str, sidecar: str | None) -> str | None:
    """What changes with every change of the file or its sidecar; None if they changed just now.

    Two names that are no UTF-8 can be told as one, and what is read of one depends on the other then: such a
    file, which has a backslash in the name that is told, has no stamp.
    """
    if "\\" in os.fsencode(name).decode("utf-8", "backslashreplace"):
        return None
    parts = []
    for path in (name, sidecar):
        if path is None:
            continue
        try:
            found = Path(path).stat()
        except OSError:
            return None
        if max(found.st_mtime_ns, found.st_ctime_ns) > time_ns() - NANOSECONDS_TO_SETTLE:
            return None
        parts.append(f"{found.st_ino} {found.st_size} {found.st_mtime_ns} {found.st_ctime_ns}")
    return "; ".join(parts)


def _read_isolated(worker: Worker, source: Source, limits: Limits) -> Iterator[Candidate | Refusal]:
    """What another process reads from the source; if that ends too early, a refusal of the rest."""
    read = 0
    reason = ""
    for _ in range(ATTEMPTS):
        try:
            for number, item in enumerate(worker.stream(read_source, source, limits)):
                if number >= read:
                    yield item
                    read += 1
        except WorkerKilled as killed:
            reason = str(killed)
            continue
        except (OverBudget, WorkFailed) as failed:
            reason = str(failed)
            break
        return
    rest = f" (after {read} of its records)" if read else ""
    yield refusal(source, None, b"", f"{reason}{rest}")


def _distinct(files: Iterator[FileRead]) -> Iterator[FileRead]:
    """The same, no two items under one id: two names may look the same once they can be stored.

    A file of which something was refused has no stamp: the refusal may pass, and is kept in quarantine anew.
    """
    seen: set[str] = set()
    for file in files:
        if file.items is None:
            yield file
            continue
        items = []
        for item in file.items:
            while item.delivery_id in seen:
                item = replace(item, delivery_id=sha256(item.delivery_id.encode()).hexdigest()[:32])
            seen.add(item.delivery_id)
            items.append(item)
        refused = any(isinstance(item, Refusal) for item in items)
        yield replace(file, stamp=None if refused else file.stamp, items=tuple(items))


def _list_files(inbox: Path, skip: Path | None) -> _Listing:
    root = inbox.resolve()
    skipped = skip.resolve() if skip else None
    listing = _Listing()
    for folder, folders, files in os.walk(
        inbox,
        onerror=lambda error: listing.refused.append(
            (Path(error.filename), f"the folder cannot be read: {error.strerror}")
        ),
    ):
        here = Path(folder)
        folders[:] = sorted(
            name for name in folders if not name.startswith(".") and (here / name).resolve() != skipped
        )
        for name in folders:
            if (here / name).is_symlink():
                listing.refused.append((here / name, "it is a link to a folder; links are not followed"))
        for name in files:
            if not name.startswith("."):
                reason = _why_not_read(here / name, root)
                if reason:
                    listing.refused.append((here / name, reason))
                else:
                    listing.files.append(here / name)
    listing.files.sort(key=os.fspath)
    listing.refused.sort()
    return listing


def _why_not_read(path: Path, root: Path) -> str | None:
    try:
        if path.is_symlink() and not path.resolve().is_relative_to(root):
            return "it is a link to a file outside the inbox"
        if not path.exists():
            return "it is a broken link"
        if not stat.S_ISREG(path.stat().st_mode):
            return "it is not a regular file"
    except (OSError, RuntimeError) as error:
        # A loop of links, or a folder that was closed meanwhile.
        return f"it cannot be read: {getattr(error, 'strerror', None) or 'a loop of links'}"
    return None


def _source(path: Path, inbox: Path, prefix: str) -> Source:
    """The file under its path in the inbox as storable text: bytes that are no UTF-8 are shown as escapes."""
    name = path.relative_to(inbox).as_posix()
    told = prefix + os.fsencode(name).decode("utf-8", "backslashreplace")
    return Source(told, told, partial(_open, path))


def _open(path: Path) -> BinaryIO:
    return path.open("rb")
