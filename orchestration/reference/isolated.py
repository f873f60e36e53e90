"""The extractor in a process of its own, with a budget of time and memory for each article."""

import weakref
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from platform import node
from typing import TYPE_CHECKING

from orchestration.records import Article, Extraction
from orchestration.reference import extractor_version, load_extractor
from orchestration.worker import Budget, Worker

if TYPE_CHECKING:
    from orchestration.extraction.extractor import Extractor

# The index of places is built at the first start in a checkout, on a slow machine in a minute.
SECONDS_TO_LOAD = 900.0


class OtherRelease(Exception):
    """The extractor that was found is not the one that was asked for."""


@dataclass(frozen=True, slots=True)
class Loader:
    """Opens an extractor in the process that calls it, on any machine with this checkout at the same place.

    Raises `OtherRelease` if what is found there would not read as `version` does.
    """

    reference_dir: Path
    cache_dir: Path
    seconds: float
    version: str

    def __call__(self) -> "IsolatedExtractor":
        found = extractor_version(self.reference_dir)
        if found != self.version:
            raise OtherRelease(f"{node()} has extractor {found} and not {self.version}: install one release")
        return IsolatedExtractor(self.reference_dir, self.cache_dir, self.seconds)


class IsolatedExtractor:
    """Reads articles as the extractor of `load_extractor` does. The process ends with this object."""

    def __init__(self, reference_dir: Path, cache_dir: Path, seconds: float) -> None:
        self._where = (reference_dir, cache_dir)
        self._worker = Worker(Budget(seconds))
        weakref.finalize(self, self._worker.stop)

    def extract_many(self, articles: Iterable[Article]) -> Iterator[Extraction]:
        """One extraction an article, in order.

        Raises `OverBudget`, `WorkerKilled` and `WorkFailed` for whichever of the articles was at hand.
        """
        if not self._worker.running:
            for _ in self._worker.stream(_load, *self._where, seconds=SECONDS_TO_LOAD):
                pass
        yield from self._worker.stream(_extract, *self._where, list(articles))


@cache
def _extractor(reference_dir: Path, cache_dir: Path) -> "Extractor":
    return load_extractor(reference_dir, cache_dir)


def _load(reference_dir: Path, cache_dir: Path) -> Iterator[None]:
    _extractor(reference_dir, cache_dir)
    yield


def _extract(reference_dir: Path, cache_dir: Path, articles: list[Article]) -> Iterator[Extraction]:
    yield from _extractor(reference_dir, cache_dir).extract_many(articles)
