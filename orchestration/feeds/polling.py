"""Polls the feeds that are due, one after the other, and keeps what is new.

Each answer with new entries becomes one `.jsonl` file, named by its content and never changed. A feed
that fails is asked again later, each time twice as late, and harms no other.
"""

import fcntl
import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from time import monotonic, sleep, time
from urllib.parse import urlsplit

from orchestration.feeds.fetching import Answer, Question, fetch
from orchestration.feeds.memory import FeedMemory, load_memory, save_memory, write_whole
from orchestration.feeds.subscriptions import Subscription, Subscriptions
from orchestration.worker import Budget, OverBudget, Worker, WorkerKilled, WorkFailed

LOCK_FILE = ".lock"


@dataclass(frozen=True, slots=True)
class Manners:
    """How patient and how careful polling is. Seconds are of the clock."""

    seconds_between_requests_to_a_host: float = 2.0
    seconds_per_feed: float = 60.0
    longest_wait_seconds: float = 86_400.0
    feed_bytes: int = 10_000_000


@dataclass(frozen=True, slots=True)
class Poll:
    """What came of asking one feed: how many entries were new, and what went wrong if anything did."""

    feed: str
    url: str
    status: int | None
    entries: int
    new_entries: int
    file: str | None
    problem: str | None
    next_at: float


def poll_feeds(
    subscriptions: Subscriptions,
    folder: Path,
    manners: Manners = Manners(),
    *,
    now: Callable[[], float] = time,
    wait: Callable[[float], None] = sleep,
) -> list[Poll]:
    """Asks every feed that is due and writes what is new under `folder`, a folder for each feed.

    Nothing is asked while another process polls into the same folder. Raises `OSError` where the
    folder cannot be written; no feed and no server raises.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / LOCK_FILE).open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return []
        return _poll(subscriptions, folder, manners, now, wait)


def _poll(
    subscriptions: Subscriptions,
    folder: Path,
    manners: Manners,
    now: Callable[[], float],
    wait: Callable[[float], None],
) -> list[Poll]:
    memory = load_memory(folder)
    polls = []
    asked: dict[str, float] = {}
    budget = Budget(manners.seconds_per_feed, by_the_clock=True)
    with Worker(budget) as worker:
        for feed in _by_turns(_due(subscriptions.feeds, memory, manners, now())):
            host = urlsplit(feed.url).hostname or ""
            if host in asked:
                left = asked[host] + manners.seconds_between_requests_to_a_host - monotonic()
                if left > 0:
                    wait(left)
            known = memory.get(feed.url, FeedMemory())
            question = Question(
                url=feed.url,
                etag=known.etag,
                last_modified=known.last_modified,
                contact=subscriptions.contact,
                allow_private=subscriptions.allow_private_addresses,
                max_bytes=manners.feed_bytes,
                seconds=manners.seconds_per_feed,
            )
            answer = _ask(worker, question)
            asked[host] = monotonic()
            poll, memory[feed.url] = _keep(feed, known, answer, folder, manners, now())
            # After each feed: a poll that is killed goes on where it was.
            save_memory(folder, memory)
            polls.append(poll)
    return polls


def _due(
    feeds: tuple[Subscription, ...], memory: dict[str, FeedMemory], manners: Manners, now: float
) -> list[Subscription]:
    """Those whose time has come, and those whose time is further off than any wait: the clock has jumped."""
    due = []
    for feed in feeds:
        left = memory.get(feed.url, FeedMemory()).next_at - now
        longest = max(manners.longest_wait_seconds, feed.every_minutes * 60)
        if left <= 0 or left > longest:
            due.append(feed)
    return due


def _by_turns(feeds: list[Subscription]) -> Iterator[Subscription]:
    """The first feed of every host, then the second: waiting for one host is spent with the others."""
    turns: Counter[str] = Counter()
    ordered = []
    for position, feed in enumerate(feeds):
        host = urlsplit(feed.url).hostname or ""
        ordered.append((turns[host], position, feed))
        turns[host] += 1
    return (feed for _, _, feed in sorted(ordered, key=lambda item: item[:2]))


def _ask(worker: Worker, question: Question) -> Answer:
    try:
        (answer,) = worker.stream(fetch, question)
    except OverBudget as error:
        reason = str(error).replace(" (LEDGER_MAX_SECONDS)", "")
        return Answer(None, failure=reason)
    except (WorkFailed, WorkerKilled) as error:
        return Answer(None, failure=str(error))
    return answer


def _keep(
    feed: Subscription, known: FeedMemory, answer: Answer, folder: Path, manners: Manners, now: float
) -> tuple[Poll, FeedMemory]:
    interval = feed.every_minutes * 60.0
    if answer.failure:
        failures = known.failures + 1
        pause = max(interval * 2 ** min(failures - 1, 20), answer.retry_after or 0.0)
        longest = max(manners.longest_wait_seconds, interval)
        pause = longest if answer.gone else min(pause, longest)
        memory = replace(known, asked_at=now, next_at=now + pause, failures=failures, problem=answer.failure)
        poll = Poll(feed.name, feed.url, answer.status, 0, 0, None, answer.failure, memory.next_at)
        return poll, memory
    records = [_record(feed, entry) for entry in answer.entries]
    hashes = tuple(sha256(record).hexdigest()[:32] for record in records)
    seen = set(known.seen)
    new = [record for record, key in zip(records, hashes, strict=True) if key not in seen]
    # Oldest first, as a reader of the file expects; feeds have it the other way round.
    file = _land(folder / feed.name, b"".join(reversed(new))) if new else None
    memory = FeedMemory(
        etag=answer.etag,
        last_modified=answer.last_modified,
        seen=known.seen if answer.status == 304 else hashes,
        asked_at=now,
        answered_at=now,
        next_at=now + interval,
    )
    moved = f"it has moved to {answer.moved_to}: change feeds.yml" if answer.moved_to else None
    poll = Poll(feed.name, feed.url, answer.status, len(records), len(new), file, moved, memory.next_at)
    return poll, memory


def _record(feed: Subscription, entry: dict[str, object]) -> bytes:
    told = {**entry, "publisher": feed.publisher} if feed.publisher else entry
    return json.dumps(told, sort_keys=True).encode() + b"\n"


def _land(folder: Path, content: bytes) -> str:
    """The file with this content: written whole, or found there already."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{sha256(content).hexdigest()[:16]}.jsonl"
    if not path.exists():
        write_whole(path, content)
    return path.name
