"""Loggers: the plain words of a command-line run, in place of Dagster's event log."""

import logging
import sys

from dagster import AssetExecutionContext, InitLoggerContext, logger

PLAIN = "plain"
_MARK = "plain_words"


def say(context: AssetExecutionContext, message: str, level: int = logging.INFO) -> None:
    """Logs a line that a person at the command line should see too, not only in the UI."""
    context.log.log(level, message, extra={_MARK: True})


def one_line(text: str) -> str:
    """Names and reasons may hold line breaks, terminal codes and marks that turn the writing: shown as escapes."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


class _PlainWords(logging.Handler):
    """Prints what was said with `say`, and nothing of what Dagster and dbt say about themselves."""

    def emit(self, record: logging.LogRecord) -> None:
        if getattr(record, _MARK, False):
            meta = getattr(record, "dagster_meta", {})
            print(meta.get("orig_message") or record.getMessage(), file=sys.__stdout__, flush=True)


@logger(description="What the assets say, in plain words.")
def plain_logger(context: InitLoggerContext) -> logging.Logger:
    """A logger of its own for each run, so that nothing is said twice."""
    plain = logging.Logger(f"ledger.plain.{context.run_id}", level=logging.INFO)
    plain.addHandler(_PlainWords())
    return plain
