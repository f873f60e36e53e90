"""Which file beside a report tells about it."""

from collections.abc import Collection
from pathlib import PurePosixPath

REPORT_SUFFIXES = frozenset((".txt", ".md", ".html", ".htm"))
SIDECAR_SUFFIXES = (".yaml", ".yml")


def pair(names: Collection[str]) -> dict[str, str]:
    """The sidecar of each report that has one. `report.txt.yaml` is more specific than `report.yaml`,
    which serves all reports of that stem."""
    there = set(names)
    pairs = {}
    for name in there:
        sidecar = next((candidate for candidate in _candidates(name) if candidate in there), None)
        if sidecar is not None:
            pairs[name] = sidecar
    return pairs


def _candidates(name: str) -> list[str]:
    suffix = PurePosixPath(name).suffix
    if suffix.lower() not in REPORT_SUFFIXES:
        return []
    stem = name.removesuffix(suffix)
    return [base + suffix for base in (name, stem) for suffix in SIDECAR_SUFFIXES]
