"""Keeps what was refused beside the reason, under names that are safe on every file system."""

import re
from pathlib import Path

from orchestration.ingestion.deliveries import Refusal, place_of

UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")
MAX_NAME = 80


def quarantine(refusals: list[Refusal], folder: Path) -> None:
    """Writes a copy of each refused delivery and a `.reason.txt` with its path and the reason.

    A copy is never longer than the size limit that it was read under, and is never deleted: the
    same refusal writes the same names again.
    """
    if not refusals:
        return
    folder.mkdir(parents=True, exist_ok=True)
    for refusal in refusals:
        name = quarantine_name(refusal)
        (folder / name).write_bytes(refusal.content)
        reason = f"{place_of(refusal.path, refusal.line_number)}\n{refusal.reason}\n"
        (folder / f"{name}.reason.txt").write_text(reason, encoding="utf-8")


def quarantine_name(refusal: Refusal) -> str:
    """A file name that tells where the delivery came from and is its own."""
    path = Path(refusal.path)
    line = f"-line-{refusal.line_number}" if refusal.line_number else ""
    stem = UNSAFE.sub("_", path.with_suffix("").as_posix()).strip("._")[:MAX_NAME] or "unnamed"
    suffix = UNSAFE.sub("", path.suffix)[:10]
    return f"{stem}{line}-{refusal.delivery_id[:8]}{suffix}"
