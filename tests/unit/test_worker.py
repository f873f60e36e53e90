"""Work in another process ends when it must, and says why."""

import os
import signal
import threading
from collections.abc import Iterator

import pytest

from orchestration.worker import Budget, OverBudget, Worker, WorkerKilled, WorkFailed


def count(to: int) -> Iterator[int]:
    yield from range(to)


def spin() -> Iterator[int]:
    yield 1
    while True:
        pass


def doze() -> Iterator[int]:
    yield 1
    signal.pause()


def hoard() -> Iterator[int]:
    yield len(bytearray(2_000_000_000))


def crash() -> Iterator[int]:
    yield 1
    os.kill(os.getpid(), signal.SIGSEGV)


def fail() -> Iterator[int]:
    yield 1
    raise ValueError("no such thing")


def leave() -> Iterator[int]:
    os.kill(os.getpid(), signal.SIGKILL)
    yield 1


@pytest.fixture
def worker() -> Iterator[Worker]:
    with Worker(Budget(0.2, memory_bytes=1_500_000_000)) as worker:
        yield worker


def test_items_come_in_order_from_one_process(worker: Worker) -> None:
    assert not worker.running
    assert list(worker.stream(count, 3)) == [0, 1, 2]
    assert list(worker.stream(count, 0)) == []


@pytest.mark.parametrize(
    ("function", "error", "words"),
    [
        (spin, OverBudget, "more than 0.2 seconds"),
        (hoard, OverBudget, "more than 1.5 GB of memory"),
        (crash, OverBudget, "it crashed"),
        (leave, WorkerKilled, "ended from outside"),
        (fail, WorkFailed, "ValueError: no such thing"),
    ],
)
def test_whatever_happens_is_told_and_the_next_call_works(worker: Worker, function, error, words) -> None:
    with pytest.raises(error, match=words):
        list(worker.stream(function))
    assert list(worker.stream(count, 1)) == [0]


def test_the_clock_counts_where_it_is_asked_to() -> None:
    with Worker(Budget(0.2, by_the_clock=True)) as worker:
        stream = worker.stream(doze)
        assert next(stream) == 1
        with pytest.raises(OverBudget):
            next(stream)


def test_it_works_in_a_thread(worker: Worker) -> None:
    told: list[str] = []

    def work() -> None:
        try:
            list(worker.stream(spin))
        except OverBudget as error:
            told.append(str(error))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert told == ["it took more than 0.2 seconds (LEDGER_MAX_SECONDS)"]


def test_a_stream_that_nobody_reads_on_is_ended(worker: Worker) -> None:
    stream = worker.stream(spin)
    next(stream)
    stream.close()
    assert not worker.running
