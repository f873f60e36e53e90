"""`.csv`: a header with the names of the keys, and one record a row.

Comma, semicolon, tab and bar are known as separators: the one counts under which the header has `text`.
"""

import csv
import json
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from orchestration.ingestion.decoding import decode
from orchestration.ingestion.deliveries import Candidate, Limits, Refusal, Unreadable
from orchestration.ingestion.forms.lines import bounded_lines
from orchestration.ingestion.forms.source import Source, record, refusal, too_many

SEPARATORS = ",;\t|"


def read_comma_separated(source: Source, limits: Limits) -> Iterator[Candidate | Refusal]:
    """One outcome a row that is not blank, numbered by its first line; one for a file without any."""
    before = csv.field_size_limit(limits.file_bytes)
    try:
        with source.open() as file:
            yield from _read_rows(source, file, limits)
    finally:
        csv.field_size_limit(before)


class _Lines:
    """Lines for the csv module, which pulls as many as a row has; remembers the bytes of the row at hand."""

    def __init__(self, file: BinaryIO, limits: Limits) -> None:
        self._lines = bounded_lines(file, limits)
        self._limit = limits.file_bytes
        self.number = 0
        self.first = 0
        self._row: list[bytes] = []
        self._size = 0

    @property
    def row(self) -> bytes:
        return b"".join(self._row)

    def begin_row(self) -> None:
        self.first, self._row, self._size = 0, [], 0

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        self.number, line = next(self._lines)
        self.first = self.first or self.number
        if isinstance(line, Unreadable):
            self._row.append(line.content)
            raise line
        self._row.append(line)
        self._size += len(line)
        if self._size > self._limit:
            raise Unreadable("the row is larger than a file may be: a quotation mark that is not closed?")
        return decode(line)


def _read_rows(source: Source, file: BinaryIO, limits: Limits) -> Iterator[Candidate | Refusal]:
    lines = _Lines(file, limits)
    try:
        header_line = next(lines)
    except StopIteration:
        yield refusal(source, None, b"", "it is empty")
        return
    except Unreadable as refused:
        yield refusal(source, None, lines.row, refused.reason)
        return
    separator, header = _header(header_line)
    if "text" not in header:
        yield refusal(source, None, lines.row, "its first line does not name a column `text`")
        return
    if len(set(header)) < len(header):
        yield refusal(source, None, lines.row, "its first line names a column twice")
        return
    rows = 0
    while True:
        # A reader for each row: one that met an error would go on inside the broken row.
        lines.begin_row()
        try:
            cells = next(csv.reader(lines, delimiter=separator))
        except StopIteration:
            break
        except Unreadable as refused:
            cells, reason = [], refused.reason
        except csv.Error as error:
            cells, reason = [], f"the row is not valid CSV ({error})"
        else:
            if not any(cell.strip() for cell in cells):
                continue
            reason = "" if len(cells) <= len(header) else "the row has more cells than the first line"
        rows += 1
        if rows > limits.records:
            yield refusal(source, None, b"", too_many(limits, "rows"))
            return
        if reason:
            yield refusal(source, lines.first, lines.row, reason)
        else:
            yield _read_row(source, lines, header, cells, limits)
    if not rows:
        yield refusal(source, None, b"", "it has no rows")


def _read_row(
    source: Source, lines: _Lines, header: Sequence[str], cells: Sequence[str], limits: Limits
) -> Candidate | Refusal:
    fields: dict[str, object] = {
        key: cell for key, cell in zip(header, cells, strict=False) if key and cell != ""
    }
    content = json.dumps([list(header), list(cells)], ensure_ascii=False).encode("utf-8", "surrogatepass")
    return record(source, lines.first, content, fields, limits)


def _header(line: str) -> tuple[str, list[str]]:
    header: list[str] = []
    for separator in SEPARATORS:
        try:
            cells = next(csv.reader([line], delimiter=separator), [])
        except csv.Error:
            continue
        header = [cell.strip().lower() for cell in cells]
        if "text" in header:
            return separator, header
    return SEPARATORS[0], header
