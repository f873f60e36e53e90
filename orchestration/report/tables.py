"""How a table is written for a browser: by column, repeated words once, in a script file.

A page that is opened from disk may not fetch a file, but it may load a script; so data comes as scripts that hand one
table each to `Ledger.receive`. What is written is JSON, which is JavaScript that does nothing.
"""

import datetime as dt
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

Table = Mapping[str, Any]


def table(rows: Sequence[Mapping[str, Any]], columns: Iterable[str]) -> Table:
    """These columns of these rows. A column is a list, or, where words repeat, {"of": words, "at": places}.

    A place of -1 means that there is nothing.
    """
    return {"length": len(rows), "columns": {name: _column([row[name] for row in rows]) for name in columns}}


def write(folder: Path, name: str, value: object) -> None:
    """`name`.js in this folder, which hands the value to the pages under that name."""
    path = folder / f"{name}.js"
    path.parent.mkdir(parents=True, exist_ok=True)
    body = json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=_plain)
    path.write_text(f'Ledger.receive("{name}",{body});\n', encoding="utf-8", newline="\n")


def _column(values: list[Any]) -> Any:
    words = list(dict.fromkeys(value for value in values if isinstance(value, str | dt.date)))
    if not words or len(words) > len(values) / 2:
        return values
    at = {word: index for index, word in enumerate(words)}
    return {"of": words, "at": [-1 if value is None else at[value] for value in values]}


def _plain(value: object) -> str:
    if isinstance(value, dt.date | dt.datetime):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} is not written to the report")
