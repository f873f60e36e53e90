"""What an asset shows of its table in the UI: how many rows, and the first few."""

from collections.abc import Mapping
from typing import Any

from dagster import MetadataValue

from orchestration.warehouse import Preview

MAX_COLUMNS = 12
MAX_CELL = 80


def table_metadata(preview: Preview) -> Mapping[str, Any]:
    """Row count and a Markdown table, under the keys that the UI knows."""
    return {
        "dagster/row_count": preview.row_count,
        "preview": MetadataValue.md(markdown_table(preview)),
    }


def markdown_table(preview: Preview) -> str:
    """The first columns and rows; what is cut off says so."""
    if not preview.rows:
        return "*no rows*"
    shown = preview.columns[:MAX_COLUMNS]
    more = len(preview.columns) - len(shown)
    lines = ["| " + " | ".join(shown) + " |", "|" + " --- |" * len(shown)]
    lines += ["| " + " | ".join(_cell(v) for v in row[: len(shown)]) + " |" for row in preview.rows]
    if more:
        lines += ["", f"*and {more} more columns*"]
    return "\n".join(lines)


def _cell(value: object) -> str:
    if value is None:
        return ""
    text = " ".join(str(value).split()).replace("|", "\\|").replace("<", "&lt;")
    return text if len(text) <= MAX_CELL else text[: MAX_CELL - 1] + "…"
