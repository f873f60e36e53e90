"""What the inbox holds, before and after it is settled which delivery becomes which article.

A *delivery* is one report as somebody put it into the inbox: a file, or one record of a file that
holds many. Reading yields a `Candidate` or a `Refusal` for each; settling turns all of them into
`Delivery` rows, so that nothing which was put into the inbox is without an outcome.
"""

from dataclasses import dataclass
from typing import Literal

Outcome = Literal["accepted", "duplicate", "refused"]


class Unreadable(Exception):
    """A delivery cannot become an article.

    `reason` is in words for its sender; `content` is the beginning of what could not be read, where
    whoever catches this does not have it.
    """

    def __init__(self, reason: str, content: bytes = b"") -> None:
        super().__init__(reason)
        self.reason = reason
        self.content = content


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one delivery may take.

    `file_bytes` holds for a file that is one report, for a record of a file of many, and for whatever
    has to be held in memory at once; `archive_bytes` for all that one archive unpacks to; `records` for
    the records of one file and the members of one archive. `seconds` of CPU may pass until the next
    record of a file is read, and until an article is read into claims.
    """

    file_bytes: int = 20_000_000
    text_chars: int = 2_000_000
    archive_bytes: int = 1_000_000_000
    records: int = 1_000_000
    seconds: float = 120.0


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the sender says about a report. None is unknown; dates are ISO strings."""

    id: str | None = None
    url: str | None = None
    title: str | None = None
    publisher: str | None = None
    author: str | None = None
    published_on: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A delivery that could be read: it becomes an article or is a duplicate of one.

    `line_number` is None for a file that is one report. In a file of many it is the line that the
    record begins on, or in forms without lines (feeds, Parquet, WARC) the record's number from 1.
    """

    delivery_id: str
    path: str
    line_number: int | None
    source_ref: str
    text: str
    metadata: Metadata
    remarks: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A delivery that could not be read, why, and its first bytes for the quarantine.

    A file of many of which no record could be read, or not its rest, is one refusal without a line.
    """

    delivery_id: str
    path: str
    line_number: int | None
    reason: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """The outcome of one delivery: a row of `raw.deliveries`.

    `record_id` is the id that its sender gave it, `text_hash` the hash of the text that it came with.
    """

    delivery_id: str
    path: str
    line_number: int | None
    source_ref: str | None
    outcome: Outcome
    reason: str | None
    article_id: str | None
    url: str | None
    title: str | None
    publisher: str | None
    author: str | None
    published_on: str | None
    remarks: str | None
    record_id: str | None = None
    text_hash: str | None = None


def place_of(path: str, line_number: int | None) -> str:
    """How a delivery is named to people: its path in the inbox, with the record in a file of many."""
    return path if line_number is None else f"{path}#{line_number}"
