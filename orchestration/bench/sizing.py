"""`make sizing`: what an article costs here, and what a day of many articles would take, with the arithmetic.

Runs the pipeline in a temporary home: some reports, as many again, and nothing new. Times are CPU seconds of user
time; what grows with the archive is told apart from what grows with the day.
"""

import argparse
import math
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from orchestration.bench.__main__ import machine, measured, run_pipeline, write_reports
from orchestration.bench.corpora import CONFLICT_SHARE, GENERAL, articles
from orchestration.engines.batches import BATCH, extract_batch
from orchestration.engines.results_file import read_results, write_results
from orchestration.home import CACHE_DIR, REFERENCE_DIR
from orchestration.reference import load_extractor

DAYS = (10_000, 100_000, 1_000_000)
# A core of a cluster yields this share of what it yields alone: the aim for Ray with two workers is 1.6 of 2.
EFFICIENCY = 0.8
HOUR = 3600.0
KEPT_DAYS = 365


@dataclass(frozen=True, slots=True)
class Costs:
    """Of one article, in CPU seconds and bytes; `archive_seconds` are of each run for each article it holds."""

    extraction_seconds: float
    driver_seconds: float
    day_seconds: float
    archive_seconds: float
    fixed_seconds: float
    warehouse_bytes: float
    ledger_bytes: float
    result_bytes: float


def measure(count: int) -> Costs:
    """Runs all measurements on general news."""
    extraction = measured("extraction", GENERAL, count)["cpu"] / count
    driver, result_bytes = _driver(count)
    with tempfile.TemporaryDirectory() as folder:
        inbox, home = Path(folder, "inbox"), Path(folder, "home")
        inbox.mkdir()
        empty = run_pipeline(inbox, home).cpu
        sizes = [_sizes(home)]
        seconds = []
        for number in (1, 2):
            write_reports(inbox / f"{number}.jsonl", GENERAL, count, seed=number)
            seconds.append((run_pipeline(inbox, home).cpu, run_pipeline(inbox, home).cpu))
            sizes.append(_sizes(home))
    (first, after_first), (_, after_second) = seconds
    return Costs(
        extraction_seconds=extraction,
        driver_seconds=driver,
        day_seconds=max(0.0, (first - after_first) / count - extraction),
        archive_seconds=max(0.0, (after_second - after_first) / count),
        fixed_seconds=empty,
        warehouse_bytes=(sizes[2][0] - sizes[1][0]) / count,
        ledger_bytes=(sizes[2][1] - sizes[1][1]) / count,
        result_bytes=result_bytes,
    )


def _driver(count: int) -> tuple[float, float]:
    """Seconds and bytes an article of the results that come from other machines; they are stored as any."""
    results = extract_batch(load_extractor(REFERENCE_DIR, CACHE_DIR), articles(GENERAL, count))
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder, f"{at}.parquet") for at in range(0, count, BATCH)]
        for at, path in zip(range(0, count, BATCH), paths, strict=True):
            write_results(path, results[at : at + BATCH])
        began = time.process_time()
        for path in paths:
            read_results(path)
        seconds = time.process_time() - began
        return seconds / count, sum(path.stat().st_size for path in paths) / count


def _sizes(home: Path) -> tuple[int, int]:
    return tuple((home / name).stat().st_size for name in ("warehouse.duckdb", "ledger.duckdb"))  # type: ignore[return-value]


def model(costs: Costs) -> list[str]:
    """The lines of docs/scaling.md between its marks."""
    c = costs
    lines = [
        f"{machine()}. General news, {CONFLICT_SHARE} in a hundred of armed conflict. User time, bytes on disk.",
        "",
        "| of one article | | |",
        "|---|---:|---|",
        f"| e | {1000 * c.extraction_seconds:.1f} ms | extraction |",
        f"| d | {1000 * c.driver_seconds:.2f} ms | the driver reads its results from a file of Ray |",
        f"| l | {1000 * c.day_seconds:.1f} ms | inbox, storing, linking and all else that a new article causes |",
        f"| a | {1000 * c.archive_seconds:.2f} ms | each run, for each article that the ledger holds |",
        f"| f | {c.fixed_seconds:.0f} s | a run on an empty ledger |",
        f"| w | {c.warehouse_bytes / 1e3:.1f} kB | in the warehouse |",
        f"| p | {c.ledger_bytes / 1e3:.1f} kB | in the published ledger |",
        f"| r | {c.result_bytes / 1e3:.1f} kB | in a file of results on Ray, until it is stored |",
        "",
        (
            f"C: cores that extract the day in an hour, of which each gives {EFFICIENCY}. B: the build of a ledger"
            f" that holds {KEPT_DAYS} such days. Hours are of one core."
        ),
        "",
        (
            f"| n articles a day | n·e, h | C = n·e / {EFFICIENCY} h | n·(d + l), h | n·w, GB |"
            f" B = f + {KEPT_DAYS}·n·a, h |"
        ),
        "|---:|---:|---:|---:|---:|---:|",
    ]
    for n in DAYS:
        extraction = n * c.extraction_seconds
        build = c.fixed_seconds + KEPT_DAYS * n * c.archive_seconds
        lines.append(
            f"| {n:,} | {extraction / HOUR:.2f} | {math.ceil(extraction / HOUR / EFFICIENCY)} |"
            f" {n * (c.driver_seconds + c.day_seconds) / HOUR:.2f} | {n * c.warehouse_bytes / 1e9:.2f} |"
            f" {build / HOUR:.2f} |"
        )
    return lines


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(prog="make sizing")
    parser.add_argument("--count", type=int, default=1000)
    print("\n".join(model(measure(parser.parse_args().count))))


if __name__ == "__main__":
    main()
