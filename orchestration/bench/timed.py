"""One measurement in a process of its own: `python -m orchestration.bench.timed WHAT CORPUS COUNT`.

Prints a line of JSON. CPU seconds are of user time, the loading of the model and a warm-up left out.
"""

import contextlib
import json
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from orchestration.bench.corpora import CONFLICT, articles
from orchestration.engines.batches import BATCH, Batch, extract_batch
from orchestration.home import CACHE_DIR, REFERENCE_DIR
from orchestration.in_order import in_order
from orchestration.ingestion.deliveries import Limits
from orchestration.records import Article
from orchestration.warehouse import Task

_WARM_UP = 10


def spacy_pipe() -> Callable[[list[Article]], int]:
    """spaCy's small English pipeline with all its components, as it comes."""
    import importlib

    from orchestration.reference import MODEL_PACKAGES

    nlp = importlib.import_module(MODEL_PACKAGES[0]).load()
    return lambda given: sum(len(doc.ents) for doc in nlp.pipe(a.text for a in given))


def extraction() -> Callable[[list[Article]], int]:
    """The extractor in this process."""
    from orchestration.reference import load_extractor

    extractor = load_extractor(REFERENCE_DIR, CACHE_DIR)
    return lambda given: sum(
        len(e.strikes) + len(e.casualties) + len(e.territory) for e in extractor.extract_many(given)
    )


def workers(count: int) -> Callable[[list[Article]], int]:
    """The extractor in so many processes, as a run uses it; the processes go on between calls."""
    from orchestration.reference.isolated import IsolatedExtractor

    extractors = [IsolatedExtractor(REFERENCE_DIR, CACHE_DIR, Limits().seconds) for _ in range(count)]
    for extractor in extractors:
        list(extractor.extract_many([]))

    def read(given: list[Article]) -> int:
        free = list(extractors)
        batches = (given[at : at + BATCH] for at in range(0, len(given), BATCH))
        return sum(len(found) for _, found in in_order(free.pop, extract_batch, batches, count))

    return read


def ray(count: int) -> Callable[[list[Article]], int]:
    """The extractor on a Ray cluster of this machine with so many cores, as a run uses it."""
    import ray

    from orchestration.engines.on_ray import OnRay
    from orchestration.reference import extractor_version
    from orchestration.reference.isolated import Loader

    ray.init(num_cpus=count, include_dashboard=False, log_to_driver=False, logging_level="warning")
    engine = OnRay("auto", Path(tempfile.mkdtemp(prefix="ledger-ray-")))
    load = Loader(REFERENCE_DIR, CACHE_DIR, Limits().seconds, extractor_version(REFERENCE_DIR))

    def read(given: list[Article], size: int = BATCH) -> int:
        parts = (given[at : at + size] for at in range(0, len(given), size))
        batches = (Batch([Task(a.article_id, a.article_id) for a in part], part) for part in parts)
        return sum(len(found) for _, found in engine.read(load, batches))

    # Small batches for all processes, so that each has loaded its model before the clock starts.
    read(articles(CONFLICT, 4 * count), 1)
    return read


def main() -> None:
    """Runs what the arguments name."""
    what, corpus, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
    ways = {
        "spacy": spacy_pipe,
        "extraction": extraction,
        "one worker": lambda: workers(1),
        "two workers": lambda: workers(2),
        "ray": lambda: ray(2),
    }
    read = ways[what]()
    given = articles(corpus, count)
    read(given[:_WARM_UP])
    began, cpu, tree = time.monotonic(), _user_seconds(), _user_seconds_of_tree()
    found = read(given)
    print(
        json.dumps(
            {
                "cpu": _user_seconds() - cpu,
                "clock": time.monotonic() - began,
                "tree": _user_seconds_of_tree() - tree,
                "found": found,
                "words": sum(len(a.text.split()) for a in given),
                "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
            }
        )
    )


def _user_seconds_of_tree() -> float:
    """User time of this process and all that it started, as /proc tells."""
    found: dict[int, tuple[int, float]] = {}
    for entry in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            fields = entry.read_text().rpartition(")")[2].split()
            found[int(entry.parent.name)] = (int(fields[1]), int(fields[11]) / os.sysconf("SC_CLK_TCK"))
    seconds, todo = 0.0, [os.getpid()]
    while todo:
        pid = todo.pop()
        seconds += found[pid][1] if pid in found else 0.0
        todo += [child for child, (parent, _) in found.items() if parent == pid]
    return seconds


def _user_seconds() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_utime


if __name__ == "__main__":
    main()
