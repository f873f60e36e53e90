"""The interface of all engines: batches of articles go in, and come out in order with what was read in them."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from orchestration.records import Article, Extraction
from orchestration.warehouse import Task, Unread
from orchestration.worker import OverBudget, WorkerKilled, WorkFailed

# Articles of a batch. Rows are stored after each: a run that is stopped goes on from there.
BATCH = 50

Results = list[Extraction | Unread]


class Extractor(Protocol):
    """Reads articles. Pure: the same articles give the same extractions."""

    def extract_many(self, articles: Iterable[Article]) -> Iterator[Extraction]:
        """One extraction an article, in order."""
        ...


@dataclass(frozen=True, slots=True)
class Batch:
    """Articles that are read and stored together, each with the task that names its reading."""

    tasks: Sequence[Task]
    articles: Sequence[Article]


class Engine(Protocol):
    """Reads batches, wherever it does."""

    def read(
        self, load: Callable[[], Extractor], batches: Iterable[Batch]
    ) -> Iterator[tuple[Batch, Results]]:
        """Each batch with one result an article, in order; raises `EngineFailed` if it cannot go on.

        `load` opens an extractor in the process that calls it. A batch is taken when there is room for it,
        so memory does not grow with their number; when the next is asked for, the last one is stored.
        """
        ...


class EngineFailed(Exception):
    """The engine itself is at fault, and not an article; the message is for people."""


def extract_batch(extractor: Extractor, articles: Sequence[Article]) -> Results:
    """One extraction an article, or the reason why there is none: one bad article harms no other."""
    try:
        return list(extractor.extract_many(articles))
    except OverBudget as error:
        unread = Unread("quarantined", str(error))
    except (WorkFailed, WorkerKilled) as error:
        unread = Unread("failed", str(error))
    except Exception as error:  # noqa: BLE001 - whatever it is, it is this article's reason
        unread = Unread("failed", f"{type(error).__name__}: {error}")
    if len(articles) == 1:
        return [unread]
    return [result for article in articles for result in extract_batch(extractor, [article])]
