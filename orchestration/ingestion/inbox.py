"""Reads an inbox: every file, and every record of a file of many, becomes a candidate or a refusal.

Names that begin with a dot are skipped; links that leave the inbox are not followed. How each form is
read is in `forms`.
"""

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from orchestration.ingestion.deliveries import Candidate, Limits, Refusal
from orchestration.ingestion.forms.registry import is_isolated, read_source
from orchestration.ingestion.forms.sidecars import pair
from orchestration.ingestion.forms.source import Source, refusal
from orchestration.worker import Budget, OverBudget, Worker, WorkerKilled, WorkFailed

ATTEMPTS = 2


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
    if not inbox.is_dir():
        raise NotADirectoryError(f"the inbox is not a folder: {inbox}")
    return _distinct(_read_folder(inbox, limits, skip, prefix))


def _read_folder(
    inbox: Path, limits: Limits, skip: Path | None, prefix: str
) -> Iterator[Candidate | Refusal]:
    listing = _list_files(inbox, skip)
    for path, reason in listing.refused:
        yield refusal(_source(path, inbox, prefix), None, b"", reason)
    sources = {os.fspath(path): _source(path, inbox, prefix) for path in listing.files}
    sidecars = pair(sources)
    told = set(sidecars.values())
    with Worker(Budget(limits.seconds)) as worker:
        for name, source in sources.items():
            if name in told:
                continue
            if name in sidecars:
                source = replace(source, sidecar=sources[sidecars[name]])
            if is_isolated(source):
                yield from _read_isolated(worker, source, limits)
            else:
                yield from read_source(source, limits)


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


def _distinct(items: Iterator[Candidate | Refusal]) -> Iterator[Candidate | Refusal]:
    """The same items, no two of them under one id: two names may look the same once they can be stored."""
    seen: set[str] = set()
    for item in items:
        while item.delivery_id in seen:
            item = replace(item, delivery_id=sha256(item.delivery_id.encode()).hexdigest()[:32])
        seen.add(item.delivery_id)
        yield item


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
