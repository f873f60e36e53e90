"""Reads an inbox: every file, and every line of a `.jsonl` file, becomes a candidate or a refusal.

`.txt` and `.md` are one report each, with metadata in front matter or in a YAML sidecar
(`report.txt.yaml` or `report.yaml`). `.jsonl` holds one record a line. Names that begin with a dot
are skipped; links that leave the inbox are not followed.
"""

import json
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from orchestration.ingestion.decoding import byte_order_mark, decode
from orchestration.ingestion.deliveries import Candidate, Limits, Refusal, Unreadable
from orchestration.ingestion.metadata import parse_yaml, read_metadata, require_storable

REPORT_SUFFIXES = (".txt", ".md")
RECORD_SUFFIX = ".jsonl"
SIDECAR_SUFFIXES = (".yaml", ".yml")
FENCE = "---"


@dataclass
class _Listing:
    """The files of an inbox in the order of their names, and what stands in it that is no file."""

    files: list[Path] = field(default_factory=list)
    refused: list[tuple[Path, str]] = field(default_factory=list)


def read_inbox(inbox: Path, limits: Limits, *, skip: Path | None = None) -> Iterator[Candidate | Refusal]:
    """Every delivery in `inbox`, in the order of paths and lines, `skip` (a folder) left out.

    Raises `NotADirectoryError` if there is no such folder; whatever is wrong inside is a `Refusal`.
    """
    if not inbox.is_dir():
        raise NotADirectoryError(f"the inbox is not a folder: {inbox}")
    listing = _list_files(inbox, skip)
    names = set(listing.files)
    sidecars = {sidecar for path in listing.files for sidecar in _sidecars(path) if sidecar in names}
    for path, reason in listing.refused:
        yield _refusal(_relative(path, inbox), None, b"", reason)
    for path in listing.files:
        relative = _relative(path, inbox)
        suffix = path.suffix.lower()
        if path in sidecars:
            continue
        if suffix == RECORD_SUFFIX:
            yield from _read_records(path, relative, limits)
        elif suffix in REPORT_SUFFIXES:
            sidecar = next((s for s in _sidecars(path) if s in names), None)
            yield _read_report(path, sidecar, relative, limits)
        elif suffix in SIDECAR_SUFFIXES:
            yield _refuse_file(path, relative, "it is a sidecar without a report of the same name", limits)
        else:
            yield _refuse_file(path, relative, "it is not a .txt, .md or .jsonl file", limits)


def _list_files(inbox: Path, skip: Path | None) -> _Listing:
    root = inbox.resolve()
    skipped = skip.resolve() if skip else None
    listing = _Listing()
    for folder, folders, files in os.walk(
        inbox,
        onerror=lambda error: listing.refused.append(
            (Path(error.filename), f"the folder cannot be read: {error.strerror}")
        ),
    ):
        here = Path(folder)
        folders[:] = sorted(
            name for name in folders if not name.startswith(".") and (here / name).resolve() != skipped
        )
        for name in folders:
            if (here / name).is_symlink():
                listing.refused.append((here / name, "it is a link to a folder; links are not followed"))
        for name in files:
            path = here / name
            if name.startswith("."):
                continue
            if path.is_symlink() and not path.resolve().is_relative_to(root):
                listing.refused.append((path, "it is a link to a file outside the inbox"))
            elif not path.exists():
                listing.refused.append((path, "it is a broken link"))
            elif not stat.S_ISREG(path.stat().st_mode):
                listing.refused.append((path, "it is not a regular file"))
            else:
                listing.files.append(path)
    listing.files.sort(key=os.fspath)
    listing.refused.sort()
    return listing


def _sidecars(report: Path) -> list[Path]:
    """The names under which a report's sidecar is looked for, the more specific one first."""
    if report.suffix.lower() not in REPORT_SUFFIXES:
        return []
    return [
        *(report.with_name(report.name + suffix) for suffix in SIDECAR_SUFFIXES),
        *(report.with_suffix(suffix) for suffix in SIDECAR_SUFFIXES),
    ]


def _relative(path: Path, inbox: Path) -> str:
    """The path inside the inbox as storable text: bytes that are no UTF-8 are shown as escapes."""
    name = path.relative_to(inbox).as_posix()
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def _read_report(path: Path, sidecar: Path | None, relative: str, limits: Limits) -> Candidate | Refusal:
    content = b""
    try:
        content = _read_file(path, limits)
        fields = _read_sidecar(sidecar, limits) if sidecar else {}
        encoding = fields.get("encoding")
        if encoding is not None and not isinstance(encoding, str):
            raise Unreadable("its encoding is not text")
        front, text = _split_front_matter(decode(content, encoding))
        metadata, remarks = read_metadata({**front, **fields})
        _check_text(text, limits)
    except Unreadable as refused:
        return _refusal(relative, None, content or refused.content, refused.reason)
    told = json.dumps(fields, sort_keys=True).encode() if sidecar else b""
    return Candidate(
        delivery_id=_delivery_id(relative, None, content + told),
        path=relative,
        line_number=None,
        source_ref=metadata.id or relative,
        text=text,
        metadata=metadata,
        remarks=remarks,
    )


def _read_sidecar(path: Path, limits: Limits) -> dict[str, object]:
    try:
        fields = parse_yaml(decode(_read_file(path, limits)), "sidecar")
    except Unreadable as refused:
        raise Unreadable(f"{refused.reason} [{path.name}]") from None
    if fields is None:
        raise Unreadable(f"its sidecar {path.name} does not hold `key: value` lines")
    return fields


def _split_front_matter(text: str) -> tuple[dict[str, object], str]:
    """Front matter and the text after it. A text that only opens with a rule has none."""
    lines = text.split("\n")
    if lines[0].rstrip() != FENCE:
        return {}, text
    end = next((i for i, line in enumerate(lines[1:], 1) if line.rstrip() == FENCE), None)
    if end is None:
        return {}, text
    fields = parse_yaml("\n".join(lines[1:end]), "front matter")
    return ({}, text) if fields is None else (fields, "\n".join(lines[end + 1 :]))


def _read_records(path: Path, relative: str, limits: Limits) -> Iterator[Candidate | Refusal]:
    records = 0
    try:
        with path.open("rb") as file:
            for number, line in _lines(file, limits):
                if isinstance(line, Unreadable):
                    records += 1
                    yield _refusal(relative, number, line.content, line.reason)
                elif line.strip():
                    records += 1
                    yield _read_record(line, relative, number, limits)
    except OSError as error:
        yield _refusal(relative, None, b"", f"it cannot be read: {error.strerror}")
        return
    if not records:
        yield _refusal(relative, None, b"", "it is empty")


def _lines(file: BinaryIO, limits: Limits) -> Iterator[tuple[int, bytes | Unreadable]]:
    """Numbered lines, held one at a time; one over the limit comes as its beginning and a reason."""
    mark = byte_order_mark(file.read(4))
    file.seek(0)
    if mark in ("utf-16", "utf-32"):
        # Such a file cannot be split at newline bytes, so it is held whole.
        whole = file.read(limits.file_bytes + 1)
        if len(whole) > limits.file_bytes:
            yield 1, Unreadable(_too_large(limits, "a UTF-16 file"), whole[: limits.file_bytes])
            return
        try:
            text = decode(whole)
        except Unreadable as refused:
            yield 1, Unreadable(refused.reason, whole)
            return
        for number, line in enumerate(text.split("\n"), 1):
            yield number, line.encode()
        return
    number = 0
    while line := file.readline(limits.file_bytes + 1):
        number += 1
        if len(line) <= limits.file_bytes:
            yield number, line
            continue
        while not line.endswith(b"\n") and (more := file.readline(limits.file_bytes)):
            line = line[: limits.file_bytes] + more[-1:]
        yield number, Unreadable(_too_large(limits, "the line"), line[: limits.file_bytes])


def _read_record(line: bytes, relative: str, number: int, limits: Limits) -> Candidate | Refusal:
    try:
        record = _parse_json(decode(line))
        metadata, remarks = read_metadata(record)
        text = record.get("text")
        if text is None:
            raise Unreadable("the record has no text")
        if not isinstance(text, str):
            raise Unreadable("its text is not text")
        _check_text(text, limits)
    except Unreadable as refused:
        return _refusal(relative, number, line, refused.reason)
    return Candidate(
        delivery_id=_delivery_id(relative, number, line),
        path=relative,
        line_number=number,
        source_ref=metadata.id or f"{relative}#{number}",
        text=text,
        metadata=metadata,
        remarks=remarks,
    )


def _parse_json(line: str) -> dict[str, object]:
    try:
        record = json.loads(line)
    except json.JSONDecodeError as error:
        raise Unreadable(f"the line is not valid JSON ({error.msg.lower()}, column {error.colno})") from None
    except ValueError:
        raise Unreadable("the line is not valid JSON") from None
    except RecursionError:
        raise Unreadable("the record is nested too deeply") from None
    if not isinstance(record, dict):
        raise Unreadable("the line is not a JSON object")
    return record


def _check_text(text: str, limits: Limits) -> None:
    if not text.strip():
        raise Unreadable("it is empty")
    if len(text) > limits.text_chars:
        raise Unreadable(
            f"its text of {len(text):,} characters is longer than the limit of {limits.text_chars:,}"
            " (LEDGER_MAX_TEXT_CHARS)"
        )
    require_storable(text, "text")


def _read_file(path: Path, limits: Limits) -> bytes:
    try:
        with path.open("rb") as file:
            content = file.read(limits.file_bytes + 1)
    except OSError as error:
        raise Unreadable(f"it cannot be read: {error.strerror}") from None
    if len(content) > limits.file_bytes:
        raise Unreadable(_too_large(limits, "it"), content[: limits.file_bytes])
    return content


def _too_large(limits: Limits, what: str) -> str:
    return f"{what} is larger than {limits.file_bytes / 1e6:g} MB (LEDGER_MAX_FILE_MB)"


def _refuse_file(path: Path, relative: str, reason: str, limits: Limits) -> Refusal:
    try:
        content = _read_file(path, limits)
    except Unreadable as refused:
        content = refused.content
    return _refusal(relative, None, content, reason)


def _refusal(relative: str, number: int | None, content: bytes, reason: str) -> Refusal:
    return Refusal(
        delivery_id=_delivery_id(relative, number, content),
        path=relative,
        line_number=number,
        reason=reason,
        content=content,
    )


def _delivery_id(relative: str, number: int | None, content: bytes) -> str:
    digest = sha256(f"{relative}\0{number or ''}\0".encode())
    digest.update(content)
    return digest.hexdigest()[:32]
