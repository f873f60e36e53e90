"""`.jsonl`: one record a line."""

import json
from collections.abc import Iterator

from orchestration.ingestion.decoding import decode
from orchestration.ingestion.deliveries import Candidate, Limits, Refusal, Unreadable
from orchestration.ingestion.forms.lines import bounded_lines
from orchestration.ingestion.forms.source import Source, record, refusal, too_many


def read_jsonl(source: Source, limits: Limits) -> Iterator[Candidate | Refusal]:
    """One outcome a line that is not blank; one for the file where there is none."""
    records = 0
    with source.open() as file:
        for number, line in bounded_lines(file, limits):
            if not isinstance(line, Unreadable) and not line.strip():
                continue
            records += 1
            if records > limits.records:
                yield refusal(source, None, b"", too_many(limits, "records"))
                return
            if isinstance(line, Unreadable):
                yield refusal(source, number, line.content, line.reason)
            else:
                yield _read_line(source, number, line, limits)
    if not records:
        yield refusal(source, None, b"", "it is empty")


def _read_line(source: Source, number: int, line: bytes, limits: Limits) -> Candidate | Refusal:
    try:
        fields = _parse(decode(line))
    except Unreadable as refused:
        return refusal(source, number, line, refused.reason)
    return record(source, number, line, fields, limits)


def _parse(line: str) -> dict[str, object]:
    try:
        fields = json.loads(line)
    except json.JSONDecodeError as error:
        raise Unreadable(f"the line is not valid JSON ({error.msg.lower()}, column {error.colno})") from None
    except ValueError:
        raise Unreadable("the line is not valid JSON") from None
    except RecursionError:
        raise Unreadable("the record is nested too deeply") from None
    if not isinstance(fields, dict):
        raise Unreadable("the line is not a JSON object")
    return fields
