"""The gold articles in `gold/`, as they are read from disk."""

import csv
import json
from collections.abc import Iterable, Mapping, Sequence
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
    try:
        with (folder / "articles.csv").open(encoding="utf-8", newline="") as lines:
            about = {row["id"]: row for row in csv.DictReader(lines)}
        return [
            _article(name, json.loads(line), about)
            for name in sets
            for line in (folder / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
            if line.strip()
        ]
    except OSError as error:
        raise GoldError(f"{error.filename} cannot be read: {error.strerror}") from error
    except (ValueError, KeyError) as error:
        raise GoldError(f"a gold file is not as gold/README.md says: {error!r}") from error


def load_sentences(folder: Path = GOLD_DIR) -> list[GoldArticle]:
    """The sentences of `sentences/`, each an article; all of one with claims is evidence of them. Raises GoldError.

    They tell that there are claims of a table and which, but not with all the columns of a gold row.
    """
    out = []
    try:
        for path in sorted((folder / "sentences").glob("*.jsonl")):
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
                told = json.loads(line)
                rows = [{"evidence": [told["text"]]}] if told["expect"] else []
                metadata = {"published_on": told.get("published_on")}
                name = f"{path.stem}-{number}"
                out.append(
                    GoldArticle(
                        "sentences",
                        name,
                        told["text"],
                        "sentence",
                        "unknown",
                        metadata,
                        dict.fromkeys(TABLES, rows),
                    )
                )
    except OSError as error:
        raise GoldError(f"{error.filename} cannot be read: {error.strerror}") from error
    except (ValueError, KeyError) as error:
        raise GoldError(f"a gold file is not as gold/README.md says: {error!r}") from error
    return out


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
