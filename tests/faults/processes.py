"""Work in forked processes, which share what the parent has imported and can be killed one by one."""

import contextlib
import os
import pickle
import random
import signal
import sys
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep
from typing import Any


@dataclass(frozen=True, slots=True)
class End:
    """How a forked process ended: with a value, with an error's traceback, or killed."""

    value: Any = None
    error: str | None = None
    killed: bool = False


def forked(work: Callable[[], Any], log: Path, *, kill_after: float | None = None, group: bool = True) -> End:
    """Runs `work` in a process and a process group of its own, its output going to `log`.

    After `kill_after` seconds it is killed with SIGKILL, with all its children if `group`.
    """
    result = log.with_name(f"{log.name}.result")
    result.unlink(missing_ok=True)
    child = os.fork()
    if child == 0:
        _in_child(work, log, result)
    deadline = None if kill_after is None else monotonic() + kill_after
    while True:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            break
        if deadline is not None and monotonic() > deadline:
            with contextlib.suppress(ProcessLookupError):
                (os.killpg if group else os.kill)(child, signal.SIGKILL)
            _, status = os.waitpid(child, 0)
            break
        sleep(0.01)
    if os.WIFSIGNALED(status):
        return End(killed=os.WTERMSIG(status) == signal.SIGKILL)
    if not result.exists():
        return End(error=f"ended with {status} and no result; see {log}")
    value, error = pickle.loads(result.read_bytes())
    return End(value, error)


def _in_child(work: Callable[[], Any], log: Path, result: Path) -> None:
    code = 1
    try:
        os.setpgid(0, 0)
        output = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        os.dup2(output, 1)
        os.dup2(output, 2)
        try:
            ended = (work(), None)
            code = 0
        except Exception:  # noqa: BLE001 - it is handed to the parent
            ended = (None, traceback.format_exc())
        sys.stdout.flush()
        partial = result.with_name(f"{result.name}.partial")
        partial.write_bytes(pickle.dumps(ended))
        partial.rename(result)
    finally:
        os._exit(code)


class Fuse:
    """Kills its own process at the n-th of the points that it is led past."""

    def __init__(self, at: int | None) -> None:
        self.passed = 0
        self._at = at

    def pass_by(self) -> None:
        self.passed += 1
        if self.passed == self._at:
            os.kill(os.getpid(), signal.SIGKILL)


class FusedConnection:
    """A DuckDB connection that passes the fuse before and after each statement."""

    def __init__(self, connection: Any, fuse: Fuse) -> None:
        self._connection = connection
        self._fuse = fuse

    def __getattr__(self, name: str) -> Any:
        attribute = getattr(self._connection, name)
        if name not in ("execute", "executemany", "close"):
            return attribute

        def fused(*arguments: Any, **named: Any) -> Any:
            self._fuse.pass_by()
            answer = attribute(*arguments, **named)
            self._fuse.pass_by()
            return answer

        return fused


def fuse_everything(fuse: Fuse) -> None:
    """In a forked process: leads past the fuse every statement to DuckDB and every change to a file's name."""
    from orchestration import warehouse

    connect = warehouse._connect
    warehouse._connect = lambda path: FusedConnection(connect(path), fuse)
    for name in ("replace", "rename", "unlink", "fsync", "open"):
        setattr(os, name, _fused(getattr(os, name), fuse))


def _fused(function: Callable[..., Any], fuse: Fuse) -> Callable[..., Any]:
    def call(*arguments: Any, **named: Any) -> Any:
        fuse.pass_by()
        answer = function(*arguments, **named)
        fuse.pass_by()
        return answer

    return call


def seconds_between(chance: random.Random, most: float) -> float:
    """A moment for a kill, up to `most` seconds from now."""
    return chance.uniform(0.02, most)
