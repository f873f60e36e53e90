"""`.warc`: pages as a crawler kept them. A page's date is its own word, not the day of the crawl."""

from collections.abc import Iterator
from typing import Any

from orchestration.ingestion.decoding import decode
from orchestration.ingestion.deliveries import Candidate, Limits, Refusal, Unreadable
from orchestration.ingestion.forms.html_page import page_fields
from orchestration.ingestion.forms.source import Source, record, refusal, too_large, too_many

KINDS = frozenset(("response", "resource", "conversion"))
PAGES = frozenset(("text/html", "application/xhtml+xml"))
TEXTS = frozenset(("text/plain",))


def read_web_archive(source: Source, limits: Limits) -> Iterator[Candidate | Refusal]:
    """One outcome a page or plain text, numbered by its record; one for a file without any.

    What is no report is passed over: requests, pictures, styles, notes of the crawler.
    """
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    number = reports = 0
    with source.open() as file:
        try:
            for entry in ArchiveIterator(file):
                number += 1
                if number > limits.records:
                    yield refusal(source, None, b"", too_many(limits, "records"))
                    return
                kind = _content_type(entry)
                if entry.rec_type in KINDS and kind in PAGES | TEXTS:
                    reports += 1
                    yield _read_entry(source, number, entry, kind, limits)
        except (ArchiveLoadFailed, EOFError, ValueError) as error:
            yield refusal(source, None, b"", f"it is damaged after record {number} ({type(error).__name__})")
            return
    if not reports:
        yield refusal(source, None, b"", "it holds no page")


def _content_type(entry: Any) -> str:
    headers = entry.http_headers or entry.rec_headers
    return (headers.get_header("Content-Type") or "").split(";")[0].strip().lower()


def _read_entry(source: Source, number: int, entry: Any, kind: str, limits: Limits) -> Candidate | Refusal:
    content = b""
    try:
        status = entry.http_headers.get_statuscode() if entry.http_headers else "200"
        content = entry.content_stream().read(limits.file_bytes + 1)
        if len(content) > limits.file_bytes:
            raise Unreadable(too_large(limits, "the page"))
        if status != "200":
            raise Unreadable(f"the server answered with {str(status)[:20]} in place of the page")
        fields = page_fields(content) if kind in PAGES else {"text": decode(content)}
    except Unreadable as refused:
        return refusal(source, number, content, refused.reason)
    address = entry.rec_headers.get_header("WARC-Target-URI")
    if address:
        fields["url"] = address.strip("<>")
    return record(source, number, content, fields, limits)
