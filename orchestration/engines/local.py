"""Reading on this machine, by one process or by several at the same time."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from orchestration.engines.batches import Batch, Extractor, Results, extract_batch
from orchestration.in_order import in_order


@dataclass(frozen=True, slots=True)
class Local:
    """An extractor for each of the workers."""

    workers: int

    def read(
        self, load: Callable[[], Extractor], batches: Iterable[Batch]
    ) -> Iterator[tuple[Batch, Results]]:
        """As `Engine.read`."""
        return in_order(load, _read, batches, self.workers)


def _read(extractor: Extractor, batch: Batch) -> Results:
    return extract_batch(extractor, batch.articles)
