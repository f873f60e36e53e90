"""What every reader shares: a source of bytes, the limits it is read under, and its outcomes."""

import io
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import PurePosixPath
from typing import BinaryIO

from orchestration.ingestion.decoding import decode
from orchestration.ingestion.deliveries import Candidate, Limits, Metadata, Refusal, Unreadable
from orchestration.ingestion.metadata import parse_yaml, read_metadata, require_storable

# The longest that the parser takes is a million; mending may lengthen a paragraph.
MAX_PARAGRAPH_CHARS = 500_000
# Of what was refused, the quarantine keeps the beginning.
MAX_KEPT_BYTES = 1_000_000


@dataclass(frozen=True, slots=True)
class Source:
    """A file of the inbox, or a member of an archive.

    `path` is what people are told; `name` decides the form (of `feed.jsonl.gz` it is `feed.jsonl`).
    `open` may be called more than once. `depth` counts the archives around it.
    """

    path: str
    name: str
    open: Callable[[], BinaryIO]
    sidecar: "Source | None" = None
    depth: int = 0

    @property
    def suffix(self) -> str:
        """The ending of the name, in lower case."""
        return PurePosixPath(self.name).suffix.lower()


def read_whole(source: Source, limits: Limits) -> bytes:
    """All bytes of a source that is one report. Raises `Unreadable`, with its beginning, where it is too large."""
    try:
        with source.open() as file:
            content = file.read(limits.file_bytes + 1)
    except OSError as error:
        raise Unreadable(cannot_be_read(error)) from None
    if len(content) > limits.file_bytes:
        raise Unreadable(too_large(limits, "it"), content[: limits.file_bytes])
    return content


def seekable(source: Source, limits: Limits) -> BinaryIO:
    """The source open for reading at any place: a file as it lies, a member of an archive in memory."""
    if source.depth == 0:
        return source.open()
    return io.BytesIO(read_whole(source, limits))


def read_sidecar(source: Source | None, limits: Limits) -> dict[str, object]:
    """What the sidecar says. Raises `Unreadable`, naming it."""
    if source is None:
        return {}
    name = PurePosixPath(source.path).name
    try:
        fields = parse_yaml(decode(read_whole(source, limits)), "sidecar")
    except Unreadable as refused:
        raise Unreadable(f"{refused.reason} [{name}]") from None
    if fields is None:
        raise Unreadable(f"its sidecar {name} does not hold `key: value` lines")
    return fields


def sidecar_encoding(fields: Mapping[str, object]) -> str | None:
    """The encoding that the sidecar names."""
    encoding = fields.get("encoding")
    if encoding is not None and not isinstance(encoding, str):
        raise Unreadable("its encoding is not text")
    return encoding


def report(
    source: Source, content: bytes, text: str, told: Mapping[str, object], sidecar: Mapping[str, object],
    limits: Limits,
) -> Candidate:  # fmt: skip
    """The candidate of a file that is one report: `told` by itself, `sidecar` by the file beside it.

    Raises `Unreadable`.
    """
    metadata, remarks = read_metadata({**told, **sidecar})
    check_text(text, limits)
    beside = json.dumps(sidecar, sort_keys=True).encode() if source.sidecar else b""
    return _candidate(source, None, content + beside, text, metadata, remarks)


def record(
    source: Source, number: int, content: bytes, fields: Mapping[str, object], limits: Limits
) -> Candidate | Refusal:
    """The outcome of one record of a file of many: its metadata, and its `text`."""
    try:
        metadata, remarks = read_metadata(fields)
        text = fields.get("text")
        if text is None:
            raise Unreadable("the record has no text")
        if not isinstance(text, str):
            raise Unreadable("its text is not text")
        check_text(text, limits)
    except Unreadable as refused:
        return refusal(source, number, content, refused.reason)
    return _candidate(source, number, content, text, metadata, remarks)


def refusal(source: Source, number: int | None, content: bytes, reason: str) -> Refusal:
    """The outcome of what could not be read; `content` are the bytes that it was, as far as they are known."""
    return Refusal(
        delivery_id=delivery_id(source.path, number, content),
        path=source.path,
        line_number=number,
        reason=reason,
        content=content[:MAX_KEPT_BYTES],
    )


def check_text(text: str, limits: Limits) -> None:
    """Raises `Unreadable` for a text that is empty, too long, or cannot be stored."""
    if not text.strip():
        raise Unreadable("it is empty")
    if len(text) > limits.text_chars:
        raise Unreadable(
            f"its text of {len(text):,} characters is longer than the limit of {limits.text_chars:,}"
            " (LEDGER_MAX_TEXT_CHARS)"
        )
    if len(text) > MAX_PARAGRAPH_CHARS and max(map(len, text.splitlines())) > MAX_PARAGRAPH_CHARS:
        raise Unreadable(f"it has a paragraph of more than {MAX_PARAGRAPH_CHARS:,} characters")
    require_storable(text, "text")


def too_many(limits: Limits, what: str) -> str:
    """The reason why the rest of a file or archive is refused."""
    return f"it holds more than {limits.records:,} {what}: the rest is not read (LEDGER_MAX_RECORDS)"


def too_large(limits: Limits, what: str) -> str:
    """The reason why a file or record is refused for its size."""
    return f"{what} is larger than {limits.file_bytes / 1e6:g} MB (LEDGER_MAX_FILE_MB)"


def cannot_be_read(error: OSError) -> str:
    """The reason why a file is refused that the system does not give."""
    return f"it cannot be read: {error.strerror or error}"


def delivery_id(path: str, number: int | None, content: bytes) -> str:
    """The same bytes at the same place are the same delivery on every machine."""
    digest = sha256(f"{path}\0{number or ''}\0".encode())
    digest.update(content)
    return digest.hexdigest()[:32]


def _candidate(
    source: Source, number: int | None, content: bytes, text: str, metadata: Metadata, remarks: str | None
) -> Candidate:
    return Candidate(
        delivery_id=delivery_id(source.path, number, content),
        path=source.path,
        line_number=number,
        source_ref=metadata.id or (source.path if number is None else f"{source.path}#{number}"),
        text=text,
        metadata=metadata,
        remarks=remarks,
    )
