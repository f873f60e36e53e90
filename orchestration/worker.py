"""A process of its own for work on hostile input, with a budget of time and memory.

A parser that never returns, that takes all memory or that crashes ends this process and no other.
The kernel keeps the budget, so it also holds inside C code, in any thread of the caller, and when
the caller has been killed.
"""

import contextlib
import pickle
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection, Pipe
from pathlib import Path
from types import TracebackType
from typing import Any, Self

REPO = Path(__file__).resolve().parent.parent
# Waiting is no work: a process that is starved of CPU may take this many times its budget by the clock.
PATIENCE = 20


class OverBudget(Exception):
    """The work was ended because it took too much time or memory, or crashed; the message says which."""


class WorkerKilled(Exception):
    """Somebody ended the process from outside: the work itself is not to blame, and can be tried again."""


class WorkFailed(Exception):
    """The function raised an exception; the message is its type and its words."""


@dataclass(frozen=True, slots=True)
class Budget:
    """What one step may take: until the next item of a function's results, or its end.

    `seconds` are of CPU; with `by_the_clock` they are of the clock, for work that waits for others.
    """

    seconds: float
    memory_bytes: int = 4_000_000_000
    by_the_clock: bool = False


class Worker:
    """Runs functions of importable modules, one at a time; use it in a `with` block.

    The process starts with the first call and again after one that went over its budget, so that
    a worker which is never called costs nothing.
    """

    def __init__(self, budget: Budget) -> None:
        self._budget = budget
        self._process: subprocess.Popen[bytes] | None = None
        self._connection: Connection | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None
    ) -> None:
        self.stop()

    @property
    def running(self) -> bool:
        """Whether the process is there, with all that earlier calls left in its memory."""
        return self._process is not None

    def stream(
        self, function: Callable[..., Iterator[Any]], *arguments: object, seconds: float | None = None
    ) -> Iterator[Any]:
        """What `function(*arguments)` yields, item by item; `seconds` in place of the budget's.

        Raises `OverBudget` and `WorkerKilled`, after which all that the process had in its memory is
        gone, and `WorkFailed`, after which it goes on.
        """
        budget = self._budget
        step = budget.seconds if seconds is None else seconds
        connection = self._started()
        finished = False
        try:
            connection.send((function, arguments, step, budget.by_the_clock))
            while True:
                kind, value = connection.recv()
                if kind == "item":
                    yield value
                    continue
                finished = kind != "no memory"
                break
        except (EOFError, OSError, pickle.UnpicklingError):
            raise self._why_it_ended(step) from None
        finally:
            if not finished:
                self.stop()
        if kind == "no memory":
            raise OverBudget(f"it took more than {budget.memory_bytes / 1e9:g} GB of memory")
        if kind == "failed":
            raise WorkFailed(value)

    def stop(self) -> None:
        """Ends the process, whatever it is doing."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def _started(self) -> Connection:
        if self._connection is None:
            here, there = Pipe()
            command = [sys.executable, "-m", "orchestration.worker"]
            self._process = subprocess.Popen(
                [*command, str(there.fileno()), str(self._budget.memory_bytes)],
                pass_fds=[there.fileno()],
                cwd=REPO,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            there.close()
            self._connection = here
        return self._connection

    def _why_it_ended(self, seconds: float) -> OverBudget | WorkerKilled:
        assert self._process is not None
        try:
            code = self._process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            return OverBudget("it broke off")
        if -code in (signal.SIGPROF, signal.SIGALRM):
            return OverBudget(f"it took more than {seconds:g} seconds (LEDGER_MAX_SECONDS)")
        if -code == signal.SIGKILL:
            return WorkerKilled("it was ended from outside, perhaps because the machine ran out of memory")
        return OverBudget(f"it crashed (code {code})")


def serve(connection: Connection) -> None:
    """Runs what is asked for until the caller is gone."""
    while True:
        try:
            function, arguments, seconds, by_the_clock = connection.recv()
        except (EOFError, OSError):
            return
        try:
            _limit(seconds, by_the_clock)
            for item in function(*arguments):
                connection.send(("item", item))
                _limit(seconds, by_the_clock)
            answer: tuple[str, str | None] = ("end", None)
        except MemoryError:
            answer = ("no memory", None)
        except (BrokenPipeError, ConnectionResetError):
            return
        except Exception as error:  # noqa: BLE001 - whatever it is, the caller is told
            answer = ("failed", f"{type(error).__name__}: {error}")
        _limit(0, by_the_clock)
        connection.send(answer)


def _limit(seconds: float, by_the_clock: bool) -> None:
    """Sets the clocks that end this process; 0 stops them. Nothing handles their signals: they kill."""
    signal.setitimer(signal.ITIMER_PROF, 0 if by_the_clock else seconds)
    signal.setitimer(signal.ITIMER_REAL, seconds * (1 if by_the_clock else PATIENCE))


def main() -> None:
    """The process: takes the number of its end of the pipe, and how much memory it may have."""
    import resource

    memory = int(sys.argv[2])
    with contextlib.suppress(ValueError, OSError):  # not every system can limit it
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    for name in (signal.SIGINT, signal.SIGTERM):
        # Ctrl-C reaches the whole group; the caller decides, and its end closes the pipe.
        signal.signal(name, signal.SIG_IGN)
    with contextlib.suppress(BrokenPipeError):
        serve(Connection(int(sys.argv[1])))


if __name__ == "__main__":
    main()
