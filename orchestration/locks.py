"""Locks that the kernel lets go of when their holder ends, however it ends.

Two files in the home are locked, always in this order: `run.lock` by a run from its first step to its
last, `warehouse.lock` by whoever has `warehouse.duckdb` open.
"""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO


@dataclass
class _Held:
    """What this process holds of one lock: the open file, and how many holders share it."""

    file: IO[str]
    holders: int = 0


_held: dict[Path, _Held] = {}


@contextmanager
def hold(path: Path) -> Iterator[None]:
    """Holds the lock at `path` against every other process; waits for its turn, without a limit.

    A process that holds it already enters at once: the command line holds the lock around the run that
    it executes in its own process.
    """
    held = _held.get(path)
    if held is None:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = path.open("w")
        fcntl.flock(file, fcntl.LOCK_EX)
        held = _held[path] = _Held(file)
    held.holders += 1
    try:
        yield
    finally:
        held.holders -= 1
        if not held.holders:
            del _held[path]
            held.file.close()


def is_free(path: Path) -> bool:
    """Whether no process, this one included, holds the lock at `path` at this moment."""
    if path in _held:
        return False
    if not path.exists():
        return True
    with path.open("rb") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
