"""Loggers: the plain words of a command-line run, in place of Dagster's event log."""

import logging
import sys

from dagster import InitLoggerContext, logger

PLAIN = "plain"


class _PlainWords(logging.Handler):
    """Prints what the assets say, and nothing of what Dagster says about itself."""

    def emit(self, record: logging.LogRecord) -> None:
        if getattr(record, "dagster_meta", {}).get("dagster_event") is None:
            message = getattr(record, "dagster_meta", {}).get("orig_message") or record.getMessage()
            print(message, file=sys.__stdout__, flush=True)


@logger(description="What the assets say, in plain words.")
def plain_logger(context: InitLoggerContext) -> logging.Logger:
    """A logger of its own for each run, so that nothing is said twice."""
    plain = logging.Logger(f"ledger.plain.{context.run_id}", level=logging.INFO)
    plain.addHandler(_PlainWords())
    return plain
