"""`.parquet`: columns with the names of the keys, one record a row."""

import datetime
import json
from collections.abc import Iterator
from typing import Any

from orchestration.ingestion.deliveries import Candidate, Limits, Refusal
from orchestration.ingestion.forms.source import Source, record, refusal, seekable, too_many
from orchestration.ingestion.metadata import KEYS

ROWS_AT_ONCE = 100


def read_parquet(source: Source, limits: Limits) -> Iterator[Candidate | Refusal]:
    """One outcome a row, numbered from 1; one for a file without any. Columns of other names are left unread."""
    import pyarrow as pa
    from pyarrow.parquet import ParquetFile

    number = 0
    with seekable(source, limits) as file:
        try:
            parquet = ParquetFile(file)
            known = [name for name in parquet.schema_arrow.names if name in (*KEYS, "text")]
            if "text" not in known:
                yield refusal(source, None, b"", "it has no column `text`")
                return
            for batch in parquet.iter_batches(batch_size=ROWS_AT_ONCE, columns=known):
                for row in batch.to_pylist():
                    number += 1
                    if number > limits.records:
                        yield refusal(source, None, b"", too_many(limits, "rows"))
                        return
                    yield _read_row(source, number, row, limits)
        except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
            yield refusal(source, None, b"", f"it is damaged, or no Parquet file ({_first_line(error)})")
            return
    if not number:
        yield refusal(source, None, b"", "it has no rows")


def _read_row(source: Source, number: int, row: dict[str, Any], limits: Limits) -> Candidate | Refusal:
    fields = {key: _plain(value) for key, value in row.items() if value is not None}
    content = json.dumps(fields, sort_keys=True, default=repr).encode()
    return record(source, number, content, fields, limits)


def _plain(value: object) -> object:
    """Dates and timestamps as they are written elsewhere."""
    return value.isoformat() if isinstance(value, datetime.date | datetime.datetime) else value


def _first_line(error: Exception) -> str:
    return str(error).strip().split("\n")[0][:200]
