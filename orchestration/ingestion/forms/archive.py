"""`.gz`, `.zst` and `.zip`: what is packed is read as if it lay in the inbox, within limits.

Nothing is written to disk: the names in an archive are only ever told, never used as paths.
"""

import gzip
import io
import stat
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import PurePosixPath
from typing import BinaryIO

from orchestration.ingestion.deliveries import Candidate, Limits, Refusal, Unreadable
from orchestration.ingestion.forms.sidecars import pair
from orchestration.ingestion.forms.source import Source, refusal, seekable, too_many

Read = Callable[[Source, Limits], Iterator[Candidate | Refusal]]
MAX_DEPTH = 3
# What a frame may ask a reader to hold: the default of the zstd tool.
ZSTD_WINDOW_BYTES = 128 * 1024 * 1024


@dataclass(slots=True)
class _Allowance:
    """How much an archive, with all that is packed inside, may still unpack to."""

    total: int
    left: int


class _Bounded(io.RawIOBase):
    """A stream that ends in `Unreadable` once its archive has unpacked to more than it may."""

    def __init__(self, stream: BinaryIO, allowance: _Allowance) -> None:
        self._stream = stream
        self._allowance = allowance

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        if self._allowance.left < 0:
            raise Unreadable(
                f"its archive unpacks to more than {self._allowance.total / 1e6:g} MB (LEDGER_MAX_ARCHIVE_MB)"
            )
        data = self._stream.read(len(buffer))
        self._allowance.left -= len(data)
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        self._stream.close()
        super().close()


def read_gzip(source: Source, limits: Limits, *, read: Read) -> Iterator[Candidate | Refusal]:
    """The outcomes of the one file inside."""
    yield from _read_packed(source, limits, read, lambda: gzip.GzipFile(fileobj=source.open()))


def read_zstandard(source: Source, limits: Limits, *, read: Read) -> Iterator[Candidate | Refusal]:
    """The outcomes of the one file inside."""
    from zstandard import ZstdDecompressor

    unpacker = ZstdDecompressor(max_window_size=ZSTD_WINDOW_BYTES)
    yield from _read_packed(
        source, limits, read, lambda: unpacker.stream_reader(source.open(), read_across_frames=True)
    )


def read_zip(source: Source, limits: Limits, *, read: Read) -> Iterator[Candidate | Refusal]:
    """The outcomes of all members; names that begin with a dot are passed over, as in the inbox."""
    if source.depth >= MAX_DEPTH:
        yield refusal(source, None, b"", _too_deep())
        return
    allowance = _Allowance(limits.archive_bytes, limits.archive_bytes)
    with seekable(source, limits) as file, zipfile.ZipFile(file) as packed:
        members: dict[str, Source] = {}
        refused = False
        for number, info in enumerate(packed.infolist()):
            if number >= limits.records:
                yield refusal(source, None, b"", too_many(limits, "members"))
                break
            if info.is_dir() or _is_hidden(info.filename):
                continue
            name, reason = _member_name(info)
            member = _member(source, name, partial(_open_member, packed, info, allowance))
            if reason or name in members:
                refused = True
                yield refusal(member, None, b"", reason or "another member of the archive has the same name")
            else:
                members[name] = member
        sidecars = pair(members)
        for name in sorted(members):
            if name in sidecars.values():
                continue
            member = members[name]
            if name in sidecars:
                member = Source(member.path, member.name, member.open, members[sidecars[name]], member.depth)
            yield from read(member, limits)
    if not members and not refused:
        yield refusal(source, None, b"", "it is an archive without a file")


def _read_packed(
    source: Source, limits: Limits, read: Read, unpack: Callable[[], BinaryIO]
) -> Iterator[Candidate | Refusal]:
    if source.depth >= MAX_DEPTH:
        yield refusal(source, None, b"", _too_deep())
        return

    def open_bounded() -> BinaryIO:
        allowance = _Allowance(limits.archive_bytes, limits.archive_bytes)
        return io.BufferedReader(_Bounded(unpack(), allowance))

    inner = PurePosixPath(source.name).stem
    yield from read(Source(source.path, inner, open_bounded, None, source.depth + 1), limits)


def _member(source: Source, name: str, opener: Callable[[], BinaryIO]) -> Source:
    return Source(f"{source.path}/{name}", name, opener, None, source.depth + 1)


def _open_member(packed: zipfile.ZipFile, info: zipfile.ZipInfo, allowance: _Allowance) -> BinaryIO:
    return io.BufferedReader(_Bounded(packed.open(info), allowance))  # type: ignore[arg-type]


def _member_name(info: zipfile.ZipInfo) -> tuple[str, str | None]:
    """The member's name as it can be told, and the reason for which it is refused."""
    name = info.orig_filename.encode("utf-8", "backslashreplace").decode().replace("\0", "\\x00")
    parts = PurePosixPath(info.filename).parts
    if "\0" in info.orig_filename:
        return name, "its name holds NUL characters"
    if info.filename.startswith("/") or "\\" in info.filename or ".." in parts or ":" in parts[0]:
        return name, "its name leads out of the archive"
    if stat.S_ISLNK(info.external_attr >> 16):
        return name, "it is a link; links are not followed"
    if info.flag_bits & 0x1:
        return name, "it is encrypted"
    return name, None


def _is_hidden(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return not parts or "__MACOSX" in parts or any(p.startswith(".") and p != ".." for p in parts)


def _too_deep() -> str:
    return f"archives are packed into one another more than {MAX_DEPTH} times"
