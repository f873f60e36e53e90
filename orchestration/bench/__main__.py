"""`make bench`: extraction beside spaCy, workers beside one, the pipeline beside extraction, and growth.

Each measurement is a process of its own, and what is compared is measured in turn. Times are CPU seconds of
user time, so that they mean the same on a busy machine; only the gain by workers is told by the clock.
A part that is measured replaces its section of docs/performance.md; the other sections stay.
"""

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from orchestration.bench.bulk import fill, write_inbox
from orchestration.bench.corpora import CONFLICT, CONFLICT_SHARE, GENERAL, texts
from orchestration.home import REPO, Home, environment_of

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


def extraction_section(given: argparse.Namespace) -> list[str]:
    """Extraction beside spaCy."""
    return [
        f"General news is composed by templates, {CONFLICT_SHARE} reports of armed conflict in a hundred.",
        "",
        "| texts | count | words | spaCy | extraction | times as fast | words a second | peak MB | claims |",
        "|---|---:|---:|---:|---:|---:|---:|---:|---:|",
        *(
            compared(("spacy", "extraction"), corpus, given.texts, given.rounds, "cpu")[0]
            for corpus in (CONFLICT, GENERAL)
        ),
    ]


def apart(corpus: str, count: int, rounds: int) -> float:
    """How many times as much two readers that share nothing read, side by side, as one does alone."""
    ratios = []
    for _ in range(rounds):
        alone = measured("one worker", corpus, count)["clock"]
        with ThreadPoolExecutor(2) as pool:
            both = list(pool.map(lambda _: measured("one worker", corpus, count)["clock"], range(2)))
        ratios.append(2 * alone / statistics.mean(both))
    return statistics.median(ratios)


def workers_section(given: argparse.Namespace) -> list[str]:
    """Two workers beside one, and beside what the machine's two cores can give."""
    return [
        "| texts | count | words | one | two | times as fast | words a second | peak MB of the parent | claims |",
        "|---|---:|---:|---:|---:|---:|---:|---:|---:|",
        compared(("one worker", "two workers"), CONFLICT, given.texts, given.rounds, "clock")[0],
        "",
        (
            "Two readers that share nothing, each with texts of its own, read"
            f" {apart(CONFLICT, given.texts, given.rounds):.2f} times as much side by side as one alone:"
            " no way of sharing work gives more on these cores."
        ),
    ]


def pipeline_section(given: argparse.Namespace) -> list[str]:
    """The whole pipeline beside extraction: the first run, then ten more reports, then nothing new."""
    rows = []
    for size in given.sizes:
        with tempfile.TemporaryDirectory() as folder:
            inbox, home = Path(folder, "inbox"), Path(folder, "home")
            inbox.mkdir()
            write_reports(inbox / "first.jsonl", GENERAL, size, seed=1)
            full = run_pipeline(inbox, home)
            write_reports(inbox / "more.jsonl", GENERAL, _NEW, seed=2)
            more, nothing = run_pipeline(inbox, home), run_pipeline(inbox, home)
        alone = measured("extraction", GENERAL, size)["cpu"]
        rows.append(
            f"| {size:,} | {alone:.1f} | {full.cpu:.1f} | {full.cpu / alone:.2f} | {full.peak_mb:,.0f} |"
            f" {more.cpu:.1f} | {nothing.cpu:.1f} |"
        )
    return [
        (
            "Extraction alone, without loading the model; the first run into a new home, and the peak memory of its"
            f" largest process; a run with {_NEW} more reports; a run with nothing new."
        ),
        "",
        "| reports | extraction alone | first run | ratio | peak MB | ten more | nothing new |",
        "|---:|---:|---:|---:|---:|---:|---:|",
        *rows,
    ]


def growth_section(given: argparse.Namespace) -> list[str]:
    """What new reports cost in homes of different sizes."""
    rows, empty = [], {}
    for size in (0, *given.growth):
        with tempfile.TemporaryDirectory() as scratch:
            folder = Path(given.keep or scratch, f"home-of-{size}") if size else Path(scratch)
            for new in (1, _NEW):
                taken = [_added(folder, size, new, n) for n in range(given.rounds)]
                cpu = statistics.median(run.cpu for run in taken)
                peak = max(run.peak_mb for run in taken)
                ratio = f"{cpu / empty.setdefault(new, cpu):.2f}"
                rows.append(f"| {size:,} | {new} | {cpu:.1f} | {ratio} | {peak:,.0f} |")
                print(rows[-1], flush=True)
    return [
        (
            "A run with so many new conflict reports, in a home that holds so many articles already, each with a strike,"
            " its toll and every fifth a change of territory (`orchestration/bench/bulk.py`)."
        ),
        "",
        "| articles there | new | CPU seconds | times as much as in an empty home | peak MB |",
        "|---:|---:|---:|---:|---:|",
        *rows,
    ]


def _added(folder: Path, size: int, new: int, number: int) -> "Run":
    """One run with new reports; an empty home is a new one each time, the others grow by what is added."""
    if not size:
        folder = folder / f"empty-{new}-{number}"
    inbox, home = folder / "inbox", folder / "home"
    if size and not (home / "ledger.duckdb").exists():
        write_inbox(inbox, size)
        fill(Home(home), inbox)
        run_pipeline(inbox, home)
    inbox.mkdir(parents=True, exist_ok=True)
    seed = len(list(inbox.iterdir())) + 1
    write_reports(inbox / f"more-{seed}.jsonl", CONFLICT, new, seed)
    return run_pipeline(inbox, home)


@dataclass(frozen=True, slots=True)
class Run:
    """User CPU seconds of a run and its processes, and the memory of the largest of them."""

    cpu: float
    peak_mb: float


def write_reports(path: Path, corpus: str, count: int, seed: int) -> None:
    """Generated reports for an inbox, no report the same as one of another seed."""
    with path.open("w", encoding="utf-8") as lines:
        for number, text in enumerate(texts(corpus, count, seed)):
            text = f"{text}\n\nReport {seed}-{number}."
            lines.write(json.dumps({"text": text, "published_on": "2024-03-15"}) + "\n")


def run_pipeline(inbox: Path, home: Path) -> Run:
    """One `make run`, told by a process that had no other children."""
    done = subprocess.run(
        [sys.executable, "-m", "orchestration.bench.timed_run"],
        cwd=REPO,
        check=True,
        capture_output=True,
        text=True,
        env=environment_of(home, inbox),
    )
    return Run(**json.loads(done.stdout.splitlines()[-1]))


def ray_section(given: argparse.Namespace) -> list[str]:
    """Ray with two workers beside one process, where Ray is installed."""
    if find_spec("ray") is None:
        return ["Not measured: `make scale` installs Ray."]
    return [
        (
            "By the clock, on whatever else the machine does; and the gain that the CPU time of all processes would"
            " allow on two cores with nothing else to do."
        ),
        "",
        "| texts | count | words | one, s | Ray, s | times as fast | by CPU time, at most |",
        "|---|---:|---:|---:|---:|---:|---:|",
        on_ray(given.texts, given.rounds),
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


SECTIONS: dict[str, tuple[str, Callable[[argparse.Namespace], list[str]]]] = {
    "extraction": ("Extraction beside spaCy's full `en_core_web_sm`, one process each", extraction_section),
    "workers": ("Two workers beside one, seconds by the clock", workers_section),
    "ray": ("Ray with two workers beside one process", ray_section),
    "pipeline": ("The whole pipeline, general news", pipeline_section),
    "growth": ("New reports in a large ledger", growth_section),
}


def main() -> None:
    """Measures, prints, and writes docs/performance.md."""
    parser = argparse.ArgumentParser(prog="make bench")
    parser.add_argument("--parts", nargs="*", choices=SECTIONS, default=list(SECTIONS))
    parser.add_argument("--sizes", type=int, nargs="*", default=[1000])
    parser.add_argument("--growth", type=int, nargs="*", default=[2000])
    parser.add_argument("--texts", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--keep", type=Path, help="a folder where large homes are kept for the next time")
    parser.add_argument("--out", type=Path, default=PERFORMANCE)
    given = parser.parse_args()

    sections = _read_sections(given.out)
    for part in given.parts:
        heading, measure = SECTIONS[part]
        when = f"Medians of {given.rounds} rounds; {machine()}; load {os.getloadavg()[0]:.1f} when it began."
        sections[heading] = "\n".join([*measure(given), "", when])
        print(f"## {heading}\n\n{sections[heading]}\n", flush=True)
    intro = "`make bench` writes this page: CPU seconds of user time where nothing else is said."
    order = [heading for heading, _ in SECTIONS.values() if heading in sections]
    page = ["# Performance", intro, *(f"## {heading}\n\n{sections[heading]}" for heading in order)]
    given.out.write_text("\n\n".join(page) + "\n", encoding="utf-8")


def _read_sections(page: Path) -> dict[str, str]:
    """The sections of the page as it is, by heading."""
    if not page.exists():
        return {}
    parts = page.read_text(encoding="utf-8").split("\n## ")[1:]
    return {heading: body.strip() for heading, _, body in (part.partition("\n") for part in parts)}


if __name__ == "__main__":
    main()
