"""How data gets into a page."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from orchestration.report.tables import table, write


def unfolded(column: Any) -> list[Any]:
    """The column as the browser sees it (js/ledger.js)."""
    if isinstance(column, list):
        return column
    return [None if at < 0 else column["of"][at] for at in column["at"]]


@pytest.mark.parametrize(
    "values",
    [
        [],
        [None, None],
        ["a", "b", "c"],
        ["a", "a", None, "a", "b"],
        [1, 1, 1, None],
        [True, False],
        ["", "", ""],
    ],
)
def test_a_column_comes_out_as_it_went_in(values: list[Any]) -> None:
    written = table([{"c": value} for value in values], ["c"])
    assert written["length"] == len(values)
    assert unfolded(written["columns"]["c"]) == values


def test_words_that_repeat_are_written_once() -> None:
    day = dt.date(2024, 5, 1)
    column = table([{"c": day}] * 4, ["c"])["columns"]["c"]
    assert column == {"of": [day], "at": [0, 0, 0, 0]}


@pytest.mark.parametrize(
    "text", ["</script><script>alert(1)", "\u2028\u2029", "\\\"');alert(1)//", "💥\x00\x1b[31m"]
)
def test_text_stays_text(tmp_path: Path, text: str) -> None:
    """What is written is one call with one JSON value."""
    write(tmp_path, "x", {"text": text, "day": dt.date(2024, 5, 1)})
    written = (tmp_path / "x.js").read_text(encoding="utf-8")
    body = written.removeprefix('Ledger.receive("x",').removesuffix(");\n")
    assert json.loads(body) == {"text": text, "day": "2024-05-01"}


def test_what_json_does_not_know_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TypeError, match="bytes is not written"):
        write(tmp_path, "x", b"")
