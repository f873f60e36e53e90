"""What is remembered of each feed between polls: LEDGER_HOME/feeds/.state.json.

Losing it costs nothing but politeness: entries that come again are found to be duplicates.
"""

import json
import os
from dataclasses import asdict, dataclass, fields
from pathlib import Path

STATE_FILE = ".state.json"


@dataclass(frozen=True, slots=True)
class FeedMemory:
    """One feed, as its last polls left it. Times are seconds since 1970.

    `seen` are the hashes of the entries of the last feed that came; `failures` counts the polls
    since one succeeded, and `problem` says what became of the last one.
    """

    etag: str | None = None
    last_modified: str | None = None
    seen: tuple[str, ...] = ()
    asked_at: float = 0.0
    answered_at: float | None = None
    next_at: float = 0.0
    failures: int = 0
    problem: str | None = None


def load_memory(folder: Path) -> dict[str, FeedMemory]:
    """What is known of each feed, by its url; nothing where the file is missing or damaged."""
    try:
        told = json.loads((folder / STATE_FILE).read_text(encoding="utf-8"))
        return {str(url): _memory(values) for url, values in told.items()}
    except (OSError, ValueError, TypeError, AttributeError, RecursionError):
        return {}


def save_memory(folder: Path, memory: dict[str, FeedMemory]) -> None:
    """Replaces the file in one step."""
    told = {url: asdict(values) for url, values in sorted(memory.items())}
    write_whole(folder / STATE_FILE, json.dumps(told, indent=1).encode())


def write_whole(path: Path, content: bytes) -> None:
    """The file is there with all of `content`, or as it was, whenever the machine stops."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    with temporary.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)


def _memory(values: dict[str, object]) -> FeedMemory:
    known = {field.name for field in fields(FeedMemory)}
    memory = FeedMemory(**{key: value for key, value in values.items() if key in known})  # type: ignore[arg-type]
    numbers = (memory.asked_at, memory.next_at, memory.failures)
    if not all(isinstance(number, int | float) for number in numbers):
        raise TypeError("a number is none")
    return FeedMemory(**{**asdict(memory), "seen": tuple(str(key) for key in memory.seen)})
