"""The gold articles in `gold/`, as they are read from disk."""

import csv
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from orchestration.evaluation.matching import GoldRow
from orchestration.home import REPO
from orchestration.records import ClaimTable

GOLD_DIR = REPO / "gold"
TABLES: tuple[ClaimTable, ...] = ("strikes", "casualties", "territory")
DEVELOPMENT_SETS = (
    "seed",
    "dev",
    "dev_real",
    "own_dev",
    "own_dev2",
    "own_dev3",
    "own_dev4",
    "own_dev5",
    "own_dev6",
    "own_dev7",
    "own_dev8",
    "traps",
    "own_traps",
)
HELD_BACK = "held_back"
SETS = (*DEVELOPMENT_SETS, HELD_BACK)
_METADATA = ("id", "url", "title", "publisher", "published_on", "text")


class GoldError(Exception):
    """The gold articles cannot be read; the message says which and why."""


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """A report with the rows that a careful reader would make of it. `metadata` is what the inbox takes."""

    set_name: str
    source_ref: str
    text: str
    register: str
    conflict: str
    metadata: Mapping[str, Any]
    rows: Mapping[ClaimTable, Sequence[GoldRow]]


def load_gold(sets: Iterable[str] = SETS, folder: Path = GOLD_DIR) -> list[GoldArticle]:
    """The articles of the sets, in order. Raises GoldError."""
    with reading(folder):
        with (folder / "articles.csv").open(encoding="utf-8", newline="") as lines:
            about = {row["id"]: row for row in csv.DictReader(lines)}
        return [
            _article(name, record, about) for name in sets for record in records(folder / f"{name}.jsonl")
        ]


def load_sentences(folder: Path = GOLD_DIR) -> list[GoldArticle]:
    """The sentences of `sentences/`, each an article; all of one with claims is evidence of them. Raises GoldError.

    They tell that there are claims of a table and which, but not with all the columns of a gold row.
    """
    with reading(folder / "sentences"):
        return [
            _article(
                "sentences",
                {
                    "id": f"{path.stem}-{number}",
                    **told,
                    **dict.fromkeys(TABLES, [{"evidence": [told["text"]]}] if told["expect"] else []),
                },
                {},
            )
            for path in sorted((folder / "sentences").glob("*.jsonl"))
            for number, told in enumerate(records(path))
        ]


@contextmanager
def reading(folder: Path) -> Iterator[None]:
    """Says as a GoldError what is wrong with a file of the folder that is read meanwhile."""
    try:
        yield
    except OSError as error:
        raise GoldError(f"{error.filename} cannot be read: {error.strerror}") from error
    except (ValueError, KeyError) as error:
        raise GoldError(f"a file of {folder} is not as its README says: {error!r}") from error


def records(path: Path) -> Iterator[dict[str, Any]]:
    """The records of a file of JSON lines. Raises OSError or ValueError."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip():
            yield json.loads(line)


def sets_scale(article: GoldArticle) -> bool:
    """Whether a held-back article sets the scale of confidence; the others check it. Its name alone decides."""
    return article.set_name == HELD_BACK and sha256(article.source_ref.encode()).digest()[-1] % 2 == 0


def write_inbox(articles: Iterable[GoldArticle], folder: Path) -> None:
    """The articles without their rows, as a sender would deliver them."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "gold.jsonl").open("w", encoding="utf-8") as out:
        for article in articles:
            out.write(json.dumps(article.metadata, ensure_ascii=False) + "\n")


def _article(set_name: str, record: Mapping[str, Any], about: Mapping[str, Mapping[str, str]]) -> GoldArticle:
    described = about.get(record["id"], {})
    return GoldArticle(
        set_name=set_name,
        source_ref=record["id"],
        text=record["text"],
        register=described.get("register", "unknown"),
        conflict=described.get("conflict", "unknown"),
        metadata={key: record.get(key) for key in _METADATA},
        rows={table: record.get(table, []) for table in TABLES},
    )
