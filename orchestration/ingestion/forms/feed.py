"""`.rss`, `.atom` and `.xml`: a feed, one report an entry. Feeds fetched by the ledger pass through here too."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from hashlib import sha256
from io import BytesIO
from typing import Any

from orchestration.ingestion.deliveries import Candidate, Limits, Refusal, Unreadable
from orchestration.ingestion.forms.markup import text_of_markup
from orchestration.ingestion.forms.source import Source, read_whole, record, refusal, too_many
from orchestration.ingestion.metadata import ISO_DATE, MAX_VALUE_CHARS, WEB_ADDRESS

CLOSED = re.compile(
    rb"</\s*(?:rss|feed|rdf:RDF|RDF)\s*>(?:\s|<!--.{0,2000}?-->|\0)*\Z", re.IGNORECASE | re.DOTALL
)
BYTES_OF_END = 8192


@dataclass(frozen=True, slots=True)
class Feed:
    """The entries of a feed as records, in its order. `cut_off`: its end is missing, and perhaps that of the last entry."""

    entries: tuple[dict[str, object], ...]
    cut_off: bool


def read_feed(source: Source, limits: Limits) -> Iterator[Candidate | Refusal]:
    """One outcome an entry, numbered from 1; one for what is no feed, or a feed without entries."""
    content = b""
    try:
        content = read_whole(source, limits)
        feed = parse_feed(content)
    except Unreadable as refused:
        yield refusal(source, None, content or refused.content, refused.reason)
        return
    if not feed.entries:
        yield refusal(source, None, content, "it is a feed without entries")
    for number, entry in enumerate(feed.entries, 1):
        told = json.dumps(entry, sort_keys=True).encode()
        if number > limits.records:
            yield refusal(source, None, b"", too_many(limits, "entries"))
            return
        if feed.cut_off and number == len(feed.entries):
            yield refusal(source, number, told, "the file is cut off, perhaps within this entry")
        else:
            yield record(source, number, told, entry, limits)


def parse_feed(content: bytes) -> Feed:
    """The entries of an RSS or Atom feed. Raises `Unreadable` where it is none.

    An entry's `id` is its own with a hash of its text, since a publisher who changes an entry leaves its
    id: each wording is a report. Its text is its content, else its summary, else its title. Its
    date is the day that is written, in the publisher's time; one that cannot be read is unknown.
    """
    import feedparser

    # Given as a stream: feedparser takes a string for an address or a file name if it looks like one.
    parsed = feedparser.parse(BytesIO(content))
    if not parsed.get("version") and not parsed.entries:
        raise Unreadable("it is no RSS or Atom feed")
    publisher = _value(parsed.feed.get("title"))
    return Feed(
        entries=tuple(_entry(entry, publisher) for entry in parsed.entries),
        cut_off=CLOSED.search(content[-BYTES_OF_END:]) is None,
    )


def _entry(entry: Any, publisher: str | None) -> dict[str, object]:
    title = _value(entry.get("title"))
    bodies = [str(part.get("value") or "") for part in entry.get("content", [])]
    texts = [text_of_markup(body) for body in [*bodies, str(entry.get("summary") or "")]]
    text = max(texts, key=len) if any(body.strip() for body in texts) else title
    address = _value(entry.get("link"))
    name = _value(entry.get("id")) or address
    fields = {
        "id": f"{name[:1000]}#{sha256((text or '').encode('utf-8', 'surrogatepass')).hexdigest()[:8]}"
        if name
        else None,
        "url": address if address and WEB_ADDRESS.match(address) else None,
        "title": title,
        "publisher": _value((entry.get("source") or {}).get("title")) or publisher,
        "author": _value(entry.get("author")),
        "published_on": _day(entry),
        "text": text,
    }
    return {key: value for key, value in fields.items() if value is not None}


def _value(raw: object) -> str | None:
    """A line of text without markup."""
    return " ".join(text_of_markup(str(raw)).split())[:MAX_VALUE_CHARS] or None if raw else None


def _day(entry: Any) -> str | None:
    for key in ("published", "updated"):
        written = str(entry.get(key) or "").strip()
        if ISO_DATE.fullmatch(written):
            try:
                return datetime.fromisoformat(written[:10]).date().isoformat()
            except ValueError:
                return None
        try:
            return parsedate_to_datetime(written).date().isoformat()
        except (ValueError, IndexError, OverflowError):
            pass
        parsed = entry.get(f"{key}_parsed")
        if parsed:
            return datetime(*parsed[:3], tzinfo=UTC).date().isoformat()
    return None
