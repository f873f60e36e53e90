"""Which name has which form, and who reads it. A new form is a module here and a line in `FORMS`."""

import gzip
import lzma
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from orchestration.ingestion.deliveries import Candidate, Limits, Refusal, Unreadable
from orchestration.ingestion.forms.archive import read_gzip, read_zip, read_zstandard
from orchestration.ingestion.forms.comma_separated import read_comma_separated
from orchestration.ingestion.forms.feed import read_feed
from orchestration.ingestion.forms.html_page import read_html_page
from orchestration.ingestion.forms.jsonl import read_jsonl
from orchestration.ingestion.forms.parquet import read_parquet
from orchestration.ingestion.forms.plain_text import read_plain_text
from orchestration.ingestion.forms.sidecars import SIDECAR_SUFFIXES
from orchestration.ingestion.forms.source import Source, cannot_be_read, read_whole, refusal
from orchestration.ingestion.forms.web_archive import read_web_archive

DAMAGED = (EOFError, gzip.BadGzipFile, lzma.LZMAError, zipfile.BadZipFile, zlib.error)


@dataclass(frozen=True, slots=True)
class Form:
    """How one form is read. `isolated`: by a large parser or unpacker, which bytes made for it could hang,
    crash or bloat, so in a process of its own."""

    read: Callable[[Source, Limits], Iterator[Candidate | Refusal]]
    isolated: bool


def read_source(source: Source, limits: Limits) -> Iterator[Candidate | Refusal]:
    """All outcomes of a source, at least one; whatever is wrong with it is a `Refusal`."""
    form = FORMS.get(source.suffix)
    if form is None:
        yield _refuse(source, limits)
        return
    try:
        yield from form.read(source, limits)
    except Unreadable as refused:
        yield refusal(source, None, refused.content, refused.reason)
    except DAMAGED as error:
        yield refusal(source, None, b"", f"it is damaged ({error})")
    except OSError as error:
        yield refusal(source, None, b"", cannot_be_read(error))
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 - whatever it is, it is this file's reason
        yield refusal(source, None, b"", f"it cannot be read ({type(error).__name__}: {str(error)[:200]})")


def is_isolated(source: Source) -> bool:
    """Whether the source is to be read in a process of its own."""
    form = FORMS.get(source.suffix)
    return form is not None and form.isolated


def _refuse(source: Source, limits: Limits) -> Refusal:
    if source.suffix in SIDECAR_SUFFIXES:
        reason = "it is a sidecar without a report of the same name"
    else:
        reason = f"it is of no form that is read ({' '.join(FORMS)})"
    try:
        content = read_whole(source, limits)
    except Unreadable as refused:
        content = refused.content
    except Exception:  # noqa: BLE001 - it is refused in any case
        content = b""
    return refusal(source, None, content, reason)


FORMS: Mapping[str, Form] = {
    ".txt": Form(read_plain_text, isolated=False),
    ".md": Form(read_plain_text, isolated=False),
    ".html": Form(read_html_page, isolated=True),
    ".htm": Form(read_html_page, isolated=True),
    ".jsonl": Form(read_jsonl, isolated=False),
    ".csv": Form(read_comma_separated, isolated=False),
    ".parquet": Form(read_parquet, isolated=True),
    ".rss": Form(read_feed, isolated=True),
    ".atom": Form(read_feed, isolated=True),
    ".xml": Form(read_feed, isolated=True),
    ".warc": Form(read_web_archive, isolated=True),
    ".gz": Form(partial(read_gzip, read=read_source), isolated=True),
    ".zst": Form(partial(read_zstandard, read=read_source), isolated=True),
    ".zip": Form(partial(read_zip, read=read_source), isolated=True),
}
