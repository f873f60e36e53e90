"""`.html` and `.htm`: a page with one report, which trafilatura tells from what stands around it."""

import re
from collections.abc import Iterator

from orchestration.ingestion.decoding import decode
from orchestration.ingestion.deliveries import Candidate, Limits, Refusal, Unreadable
from orchestration.ingestion.forms.source import (
    Source,
    read_sidecar,
    read_whole,
    refusal,
    report,
    sidecar_encoding,
)
from orchestration.ingestion.metadata import ISO_DATE, MAX_VALUE_CHARS, WEB_ADDRESS

CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{1,40})", re.IGNORECASE)
# Where a page names its charset: browsers look no further.
BYTES_OF_HEAD = 4096
XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")


def read_html_page(source: Source, limits: Limits) -> Iterator[Candidate | Refusal]:
    """One outcome. The sidecar wins over what the page says of itself, key by key."""
    content = b""
    try:
        content = read_whole(source, limits)
        sidecar = read_sidecar(source.sidecar, limits)
        fields = page_fields(content, sidecar_encoding(sidecar))
        text = str(fields.pop("text"))
        yield report(source, content, text, fields, sidecar, limits)
    except Unreadable as refused:
        yield refusal(source, None, content or refused.content, refused.reason)


def page_fields(content: bytes, encoding: str | None = None) -> dict[str, object]:
    """The body of a page as `text`, and what the page says of title, author, date, site and address.

    Only a date that the page declares counts; none is guessed from its words. Raises `Unreadable`
    where no report can be found.
    """
    from trafilatura import bare_extraction

    page = XML_DECLARATION.sub("", _decode_page(content, encoding))
    if not page.strip():
        raise Unreadable("it is empty")
    document = bare_extraction(
        page,
        with_metadata=True,
        include_comments=False,
        date_extraction_params={
            "extensive_search": False,
            "original_date": True,
            # Otherwise it is today: the same page would be read differently tomorrow.
            "max_date": "2200-01-01",
        },
    )
    if document is None or not document.text or not document.text.strip():
        raise Unreadable("no report can be found in the page")
    told = {
        "title": document.title,
        "author": document.author,
        "publisher": document.sitename,
        "url": document.url if document.url and WEB_ADDRESS.match(document.url) else None,
        "published_on": document.date if document.date and ISO_DATE.fullmatch(document.date) else None,
    }
    return {
        "text": document.text,
        **{key: value[:MAX_VALUE_CHARS] for key, value in told.items() if value},
    }


def _decode_page(content: bytes, encoding: str | None) -> str:
    """The page as text: by its sender's word, its own, or as any other file."""
    if not encoding:
        declared = CHARSET.search(content[:BYTES_OF_HEAD])
        if declared:
            try:
                return content.decode(declared.group(1).decode("ascii"))
            except (LookupError, ValueError):
                pass
    return decode(content, encoding)
