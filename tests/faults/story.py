"""A story of an inbox: what lies in it, state after state, and which extractor reads it.

Files come, change, lose a date, go and come back; a feed grows; some reports are refused, one cannot be
read; now and then the extractor is a new one.
"""

import json
import shutil
from dataclasses import dataclass
from pathlib import Path

PLACES = ("Aleppo", "Raqqa", "Homs", "Idlib", "Mosul", "Sirte")
REPORTS = 24


@dataclass(frozen=True, slots=True)
class State:
    """Names and contents of the files, and the version of the extractor."""

    files: dict[str, str]
    extractor: str


def states(count: int) -> list[State]:
    """The first `count` states, the same on every machine."""
    return [_state(number) for number in range(count)]


def _state(number: int) -> State:
    files = {"empty.txt": "", "boom.txt": "BOOM, it says.", "broken.jsonl": '{"text": \n'}
    for report in range(REPORTS + 2 * number):
        # Each report is away for one state in seven, and is edited every fifth.
        if (report + number) % 7 == 0:
            continue
        edition = (report + number) // 5
        place, other = PLACES[report % len(PLACES)], PLACES[(report + edition) % len(PLACES)]
        files[f"{report:03}.txt"] = f"Jets struck {place}. Later, in edition {edition}, they struck {other}."
        if (report + number) % 3:
            date = f"20{15 + report % 3}-{1 + report % 12:02}-{1 + (report + number // 2) % 28:02}"
            files[f"{report:03}.yaml"] = f"publisher: Wire {report % 4}\npublished_on: {date}\n"
    records = [
        {"id": f"r{i}", "publisher": "Feed", "text": f"Rockets struck {PLACES[i % len(PLACES)]} on day {i}."}
        for i in range(5 + 3 * number)
    ]
    files["feed.jsonl"] = "\n".join(map(json.dumps, records))
    return State(files, f"stub-{1 + number // 3}")


def lay_out(state: State, inbox: Path) -> None:
    """Makes the inbox hold these files and no other."""
    shutil.rmtree(inbox, ignore_errors=True)
    inbox.mkdir(parents=True)
    for name, content in state.files.items():
        (inbox / name).write_text(content, encoding="utf-8")
