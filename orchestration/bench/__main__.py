"""`make bench`: extraction beside spaCy, workers beside one, the pipeline beside extraction, and growth.

Each measurement is a process of its own, and what is compared is measured in turn. Times are CPU seconds of
user time, so that they mean the same on a busy machine; only the gain by workers is told by the clock.
"""

import argparse
import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

from orchestration.bench.corpora import CONFLICT, CONFLICT_SHARE, GENERAL, texts
from orchestration.home import REPO, environment_of

PERFORMANCE = REPO / "docs" / "performance.md"
_NEW = 10


def measured(what: str, corpus: str, count: int) -> dict[str, float]:
    """One measurement by `orchestration.bench.timed`."""
    command = [sys.executable, "-m", "orchestration.bench.timed", what, corpus, str(count)]
    done = subprocess.run(command, cwd=REPO, check=True, capture_output=True, text=True)
    return json.loads(done.stdout.splitlines()[-1])


def compared(ways: tuple[str, str], corpus: str, count: int, rounds: int, unit: str) -> tuple[str, float]:
    """A row of a table: medians of both ways, and the median of the ratios of the rounds."""
    pairs = [(measured(ways[0], corpus, count), measured(ways[1], corpus, count)) for _ in range(rounds)]
    first, second = (statistics.median(pair[i][unit] for pair in pairs) for i in (0, 1))
    ratio = statistics.median(pair[0][unit] / pair[1][unit] for pair in pairs)
    words, last = pairs[-1][1]["words"], pairs[-1][1]
    peak = max(pair[1]["peak_mb"] for pair in pairs)
    return (
        (
            f"| {corpus} | {count} | {words:,.0f} | {first:.2f} | {second:.2f} | {ratio:.2f} |"
            f" {words / second:,.0f} | {peak:,.0f} | {last['found']:.0f} |"
        ),
        ratio,
    )


def pipeline(size: int, folder: Path) -> list[str]:
    """Rows on the pipeline with `size` reports: the first run, then ten more, then nothing new."""
    inbox, home = folder / "inbox", folder / "home"
    inbox.mkdir()
    write_reports(inbox / "first.jsonl", size, seed=1)
    full = run_pipeline(inbox, home)
    write_reports(inbox / "more.jsonl", _NEW, seed=2)
    more, nothing = run_pipeline(inbox, home), run_pipeline(inbox, home)
    alone = measured("extraction", GENERAL, size)["cpu"]
    return [f"| {size:,} | {alone:.1f} | {full:.1f} | {full / alone:.2f} | {more:.1f} | {nothing:.1f} |"]


def write_reports(path: Path, count: int, seed: int) -> None:
    """General news for an inbox, no report the same as one of another seed."""
    with path.open("w", encoding="utf-8") as lines:
        for text in texts(GENERAL, count, seed):
            lines.write(json.dumps({"text": text, "published_on": "2024-03-15", "language": "en"}) + "\n")


def run_pipeline(inbox: Path, home: Path) -> float:
    """CPU seconds of user time of a run in a process of its own."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    command = [sys.executable, "-m", "orchestration.cli", "run"]
    subprocess.run(command, cwd=REPO, check=True, capture_output=True, env=environment_of(home, inbox))
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before


def _on_ray(count: int, rounds: int) -> list[str]:
    if find_spec("ray") is None:
        return []
    return [
        "## Ray with two workers beside one process",
        "",
        (
            "By the clock, on whatever else the machine does; and the gain that the CPU time of all processes would"
            " allow on two cores with nothing else to do."
        ),
        "",
        "| texts | count | words | one, s | Ray, s | times as fast | by CPU time, at most |",
        "|---|---:|---:|---:|---:|---:|---:|",
        on_ray(count, rounds),
        "",
    ]


def on_ray(count: int, rounds: int) -> str:
    """A row: medians by the clock, of the ratios of the rounds, and of two cores' worth of the CPU times."""
    pairs = [
        (measured("one worker", CONFLICT, count), measured("ray", CONFLICT, count)) for _ in range(rounds)
    ]
    one, two = (statistics.median(pair[i]["clock"] for pair in pairs) for i in (0, 1))
    ratio = statistics.median(pair[0]["clock"] / pair[1]["clock"] for pair in pairs)
    allowed = statistics.median(2 * pair[0]["tree"] / pair[1]["tree"] for pair in pairs)
    words = pairs[0][0]["words"]
    return f"| {CONFLICT} | {count} | {words:,.0f} | {one:.2f} | {two:.2f} | {ratio:.2f} | {allowed:.2f} |"


def machine() -> str:
    """What the figures were measured on."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    return (
        f"{os.cpu_count()} cores ({platform.machine()}), {memory:.0f} GB, Python {platform.python_version()}"
    )


def main() -> None:
    """Measures, prints, and writes docs/performance.md."""
    parser = argparse.ArgumentParser(prog="make bench")
    parser.add_argument("--sizes", type=int, nargs="*", default=[1000])
    parser.add_argument("--texts", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--out", type=Path, default=PERFORMANCE)
    given = parser.parse_args()

    out = [
        "# Performance",
        "",
        (
            "`make bench` wrote this page: CPU seconds of user time where nothing else is said, medians of"
            f" {given.rounds} paired rounds."
        ),
        f"Machine: {machine()}; load {os.getloadavg()[0]:.1f} when the measurements began.",
        "",
        "## Extraction beside spaCy's full `en_core_web_sm`, one process each",
        "",
        f"General news is composed by templates, {CONFLICT_SHARE} reports of armed conflict in a hundred.",
        "",
        "| texts | count | words | spaCy | extraction | times as fast | words a second | peak MB | claims |",
        "|---|---:|---:|---:|---:|---:|---:|---:|---:|",
        *(
            compared(("spacy", "extraction"), corpus, given.texts, given.rounds, "cpu")[0]
            for corpus in (CONFLICT, GENERAL)
        ),
        "",
        "## Two workers beside one, seconds by the clock",
        "",
        "| texts | count | words | one | two | times as fast | words a second | peak MB of the parent | claims |",
        "|---|---:|---:|---:|---:|---:|---:|---:|---:|",
        compared(("one worker", "two workers"), CONFLICT, given.texts, given.rounds, "clock")[0],
        "",
        *_on_ray(given.texts, given.rounds),
    ]
    print("\n".join(out), flush=True)
    if given.sizes:
        table = [
            "## The whole pipeline, general news",
            "",
            (
                "Extraction alone, without loading the model; the first run into a new home; a run with"
                f" {_NEW} more reports; a run with nothing new."
            ),
            "",
            "| reports | extraction alone | first run | ratio | ten more | nothing new |",
            "|---:|---:|---:|---:|---:|---:|",
        ]
        print("\n".join(table), flush=True)
        for size in given.sizes:
            with tempfile.TemporaryDirectory() as folder:
                rows = pipeline(size, Path(folder))
            print("\n".join(rows), flush=True)
            table += rows
        out += [*table, ""]
    given.out.write_text("\n".join(out), encoding="utf-8")


if __name__ == "__main__":
    main()
