"""The structured log: LEDGER_HOME/logs/<month>.jsonl, one JSON object a line.

Dagster hands every line that a run logs to the handler below, in whichever process the run is
(`python_logs` in dagster.yaml). Files of past months can be deleted.
"""

import json
import logging
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any


class JsonLines(logging.Handler):
    """Appends each record to the log of its month, in one write, so that processes do not mix lines."""

    def emit(self, record: logging.LogRecord) -> None:
        meta = getattr(record, "dagster_meta", None) or {}
        write(
            record.levelname.lower(),
            str(meta.get("orig_message") or record.getMessage()),
            run_id=meta.get("run_id"),
            job=meta.get("job_name"),
            step=meta.get("step_key"),
            **getattr(record, "fields", {}),
        )


def write(level: str, message: str, **fields: Any) -> None:
    """Appends one entry. A log that cannot be written stops nothing: a full disk has other voices."""
    home = os.environ.get("LEDGER_HOME")
    if not home:
        return
    now = datetime.now(UTC)
    entry = {"at": now.isoformat(timespec="milliseconds"), "level": level, "message": message}
    entry |= {key: value for key, value in fields.items() if value is not None}
    line = json.dumps(entry, ensure_ascii=False, default=str) + "\n"
    path = Path(home, "logs", f"{now:%Y-%m}.jsonl")
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
        try:
            os.write(descriptor, line.encode("utf-8", "backslashreplace"))
        finally:
            os.close(descriptor)
    except OSError:
        return
