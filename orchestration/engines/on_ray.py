"""Reading on a Ray cluster: a plain task for each batch, whose result is a file that all nodes see.

A task that is lost with its node is run again on another one. A file is written once, whole, under a name that
follows from its content, so that it does not matter which attempt wrote it, or in which run.
"""

import os
import pickle
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from orchestration.engines.batches import Batch, EngineFailed, Extractor, Results, extract_batch
from orchestration.engines.results_file import name_of, read_results, write_results
from orchestration.records import Article

if TYPE_CHECKING:
    from ray import ObjectRef

# Times that a task is run again after its node or its process was lost, or the shared folder failed it.
RETRIES = 5
# Batches that are under way for each core of the cluster: one is read, one waits.
AHEAD = 2


@dataclass(frozen=True, slots=True)
class OnRay:
    """The cluster at `address` (`auto`: that of this machine); `files` is a folder that all nodes share.

    The folder is for one ledger alone: what is left in it when everything is read is removed.
    """

    address: str
    files: Path

    def read(
        self, load: Callable[[], Extractor], batches: Iterable[Batch]
    ) -> Iterator[tuple[Batch, Results]]:
        """As `Engine.read`. `load` must be known by name on every node.

        A process that is connected to a cluster already stays so, with the extractors that its tasks opened.
        """
        os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
        # One attempt to reach the cluster, of some 40 seconds: by itself Ray makes 20.
        os.environ.setdefault("RAY_gcs_server_port_wait_time_s", "1")
        import ray
        from ray.exceptions import RayError

        self.files.mkdir(parents=True, exist_ok=True)
        connected = ray.is_initialized()
        try:
            if not connected:
                ray.init(address=self.address, log_to_driver=False, logging_level="warning")
        except (ConnectionError, RuntimeError, ValueError) as error:
            raise EngineFailed(f"no Ray at {self.address} (LEDGER_RAY): {_one_line(error)}") from None
        try:
            yield from self._read(ray, pickle.dumps(load), batches)
        except RayError as error:
            raise EngineFailed(f"Ray could not read a batch: {_one_line(error)}") from None
        finally:
            if not connected:
                ray.shutdown()
        # Of attempts that were lost half-way, and of runs whose batches were others.
        for leftover in (*self.files.glob("*.parquet"), *self.files.glob(".*.parquet.*")):
            leftover.unlink(missing_ok=True)

    def _read(self, ray: Any, load: bytes, batches: Iterable[Batch]) -> Iterator[tuple[Batch, Results]]:
        read = ray.remote(max_retries=RETRIES, retry_exceptions=[OSError], num_cpus=1)(_read_to_file)
        waiting: deque[tuple[Batch, Path, ObjectRef]] = deque()
        for batch in batches:
            path = self.files / name_of([task.extraction_id for task in batch.tasks])
            waiting.append((batch, path, read.remote(load, path, batch.articles)))
            # Nodes may come and go while the run goes on.
            if len(waiting) >= AHEAD * ray.cluster_resources().get("CPU", 1):
                yield from _first(ray, waiting)
        while waiting:
            yield from _first(ray, waiting)


def _first(ray: Any, waiting: "deque[tuple[Batch, Path, ObjectRef]]") -> Iterator[tuple[Batch, Results]]:
    batch, path, done = waiting.popleft()
    ray.get(done)
    yield batch, read_results(path)
    # By now the rows are stored.
    path.unlink(missing_ok=True)


def _read_to_file(load: bytes, path: Path, articles: Sequence[Article]) -> None:
    """The task, in a process of a node: an earlier attempt may have written the file."""
    if not path.exists():
        write_results(path, extract_batch(_extractor(load), articles))


@cache
def _extractor(load: bytes) -> Extractor:
    """One extractor a process, for all its tasks."""
    return pickle.loads(load)()


def _one_line(error: Exception) -> str:
    """The last line of what Ray says: the cause, after the traceback of the node."""
    return (str(error).strip().splitlines() or [type(error).__name__])[-1][:400]
