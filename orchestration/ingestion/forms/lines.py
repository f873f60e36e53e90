"""Numbered lines of a file of any size, held one at a time."""

from collections.abc import Iterator
from typing import BinaryIO

from orchestration.ingestion.decoding import byte_order_mark, decode
from orchestration.ingestion.deliveries import Limits, Unreadable
from orchestration.ingestion.forms.source import too_large


def bounded_lines(file: BinaryIO, limits: Limits) -> Iterator[tuple[int, bytes | Unreadable]]:
    """Lines with their numbers from 1; one over the limit comes as its beginning and a reason.

    A file in UTF-16 or UTF-32 comes as UTF-8, held whole.
    """
    number = 0
    while line := file.readline(limits.file_bytes + 1):
        number += 1
        if number == 1 and byte_order_mark(line[:4]) in ("utf-16", "utf-32"):
            # Such a file cannot be split at newline bytes.
            yield from _wide_lines(line, file, limits)
            return
        if len(line) <= limits.file_bytes:
            yield number, line
            continue
        while not line.endswith(b"\n") and (more := file.readline(limits.file_bytes)):
            line = line[: limits.file_bytes] + more[-1:]
        yield number, Unreadable(too_large(limits, "the line"), line[: limits.file_bytes])


def _wide_lines(start: bytes, file: BinaryIO, limits: Limits) -> Iterator[tuple[int, bytes | Unreadable]]:
    whole = start + file.read(max(limits.file_bytes + 1 - len(start), 0))
    if len(whole) > limits.file_bytes:
        yield 1, Unreadable(too_large(limits, "a UTF-16 file"), whole[: limits.file_bytes])
        return
    try:
        text = decode(whole)
    except Unreadable as refused:
        yield 1, Unreadable(refused.reason, whole)
        return
    for number, line in enumerate(text.split("\n"), 1):
        yield number, line.encode("utf-8", "surrogatepass")
