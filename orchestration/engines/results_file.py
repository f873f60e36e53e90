"""The results of a batch as a Parquet file: a row an article, its records as lists of structs."""

import os
from collections.abc import Sequence
from hashlib import sha256
from operator import attrgetter
from pathlib import Path
from typing import Any
from uuid import uuid4

import pyarrow as pa
import pyarrow.parquet as pq

from orchestration.engines.batches import Results
from orchestration.records import Extraction
from orchestration.warehouse import EXTRACTED, Unread, arrow_schema

_ENTRIES = {attribute: pa.struct(arrow_schema(record)) for attribute, _, record in EXTRACTED}
SCHEMA = pa.schema(
    {
        "article_id": pa.string(),
        "status": pa.string(),
        "reason": pa.string(),
        **{attribute: pa.list_(entry) for attribute, entry in _ENTRIES.items()},
    }
)


def name_of(extraction_ids: Sequence[str]) -> str:
    """The file's name: it follows from the texts, what is known of them, the extractor and the schema."""
    return sha256("\0".join([str(SCHEMA), *extraction_ids]).encode()).hexdigest()[:32] + ".parquet"


def write_results(path: Path, results: Results) -> None:
    """Writes the file beside its place and moves it there: it is whole or it is not there."""
    temporary = path.with_name(f".{path.name}.{uuid4().hex}")
    rows = [_row(result) for result in results]
    pq.write_table(pa.Table.from_pylist(rows, SCHEMA), temporary, compression="zstd")
    os.replace(temporary, path)


def read_results(path: Path) -> Results:
    """What `write_results` was given."""
    return [_result(row) for row in pq.read_table(path, schema=SCHEMA).to_pylist()]


def _row(result: Extraction | Unread) -> dict[str, Any]:
    if isinstance(result, Unread):
        return {"status": result.status, "reason": result.reason}
    lists = {name: [_fields(name, item) for item in getattr(result, name)] for name in _ENTRIES}
    return {"article_id": result.article_id, "status": "done", **lists}


def _fields(attribute: str, item: object) -> dict[str, Any]:
    names = _NAMES[attribute]
    return dict(zip(names, attrgetter(*names)(item), strict=True))


def _result(row: dict[str, Any]) -> Extraction | Unread:
    if row["status"] != "done":
        return Unread(row["status"], row["reason"])
    records = {name: tuple(record(**entry) for entry in row[name]) for name, _, record in EXTRACTED}
    return Extraction(row["article_id"], **records)


_NAMES = {attribute: tuple(field.name for field in entry) for attribute, entry in _ENTRIES.items()}
