"""One feed over HTTP, asked for only if it has changed, within limits of time and size."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from orchestration.ingestion.deliveries import Unreadable
from orchestration.ingestion.forms.feed import parse_feed

AGENT = "ConflictLedger/1"
MAX_REDIRECTS = 5
MAX_VALIDATOR_CHARS = 1_000


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked for. `etag` and `last_modified` are those of the answer that is known already."""

    url: str
    etag: str | None
    last_modified: str | None
    contact: str | None
    allow_private: bool
    max_bytes: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of it: `entries` as records, empty where nothing changed; or a `failure` in words.

    `retry_after` are the seconds that the server asks to be left alone; `gone` that it will never have
    the feed again.
    """

    status: int | None
    entries: tuple[dict[str, object], ...] = ()
    etag: str | None = None
    last_modified: str | None = None
    failure: str | None = None
    retry_after: float | None = None
    gone: bool = False
    moved_to: str | None = None


def fetch(question: Question) -> Iterator[Answer]:
    """The one answer to the question. A generator, as a `Worker` wants it; nothing that a server does raises."""
    import httpx

    from orchestration.feeds.addresses import ForbiddenAddress, GuardedTransport

    agent = f"{AGENT} ({question.contact})" if question.contact else AGENT
    headers = {
        "User-Agent": agent,
        "Accept": "application/atom+xml, application/rss+xml, application/xml;q=0.9, */*;q=0.5",
        "Accept-Encoding": "gzip",
    }
    if question.etag:
        headers["If-None-Match"] = question.etag
    if question.last_modified:
        headers["If-Modified-Since"] = question.last_modified
    try:
        with (
            httpx.Client(
                transport=GuardedTransport(allow_private=question.allow_private),
                follow_redirects=True,
                max_redirects=MAX_REDIRECTS,
                timeout=question.seconds / 2,
                headers=headers,
                trust_env=False,
            ) as client,
            client.stream("GET", question.url) as response,
        ):
            answer = _answer(response, question)
    except ForbiddenAddress as error:
        answer = Answer(None, failure=str(error))
    except httpx.TooManyRedirects:
        answer = Answer(None, failure=f"it redirects more than {MAX_REDIRECTS} times")
    except httpx.TimeoutException:
        answer = Answer(None, failure=f"it did not answer within {question.seconds / 2:g} seconds")
    except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError) as error:
        answer = Answer(None, failure=f"it cannot be fetched ({type(error).__name__}: {str(error)[:200]})")
    yield answer


def _answer(response: "httpx.Response", question: Question) -> Answer:  # type: ignore[name-defined]  # noqa: F821
    status = response.status_code
    if status == 304:
        return Answer(status, etag=question.etag, last_modified=question.last_modified)
    if status != 200:
        return Answer(
            status,
            failure=f"the server answered {status}",
            retry_after=_retry_after(response.headers.get("Retry-After")),
            gone=status == 410,
        )
    content = bytearray()
    for chunk in response.iter_bytes():
        content += chunk
        if len(content) > question.max_bytes:
            return Answer(status, failure=f"it is larger than {question.max_bytes / 1e6:g} MB")
    try:
        feed = parse_feed(bytes(content))
    except Unreadable as error:
        return Answer(status, failure=error.reason)
    if feed.cut_off:
        return Answer(status, failure="it is cut off: its end is missing")
    moved = bool(response.history) and all(r.status_code in (301, 308) for r in response.history)
    return Answer(
        status,
        entries=feed.entries,
        etag=_validator(response.headers.get("ETag")),
        last_modified=_validator(response.headers.get("Last-Modified")),
        moved_to=str(response.url) if moved else None,
    )


def _validator(value: str | None) -> str | None:
    """A header that can be sent back as it came."""
    usable = value and len(value) <= MAX_VALIDATOR_CHARS and value.isascii() and value.isprintable()
    return value if usable else None


def _retry_after(value: str | None) -> float | None:
    """Seconds from now, for either of the two ways to write them; None for anything else."""
    if not value:
        return None
    if value.strip().isdecimal():
        return float(value.strip()[:9])
    try:
        until = parsedate_to_datetime(value)
    except (ValueError, IndexError, OverflowError):
        return None
    until = until if until.tzinfo else until.replace(tzinfo=UTC)
    return max((until - datetime.now(UTC)).total_seconds(), 0.0)
