"""`feeds.yml`: which feeds are fetched, and how.

contact: desk@example.org             # told to every server, in the User-Agent
allow_private_addresses: false        # true for feeds in your own network
feeds:
  - name: example-wire                # a folder's name: letters, digits, - and _
    url: https://wire.example/feed
    publisher: Example Wire           # else the feed's own title
    every_minutes: 60                 # the default; at least 5
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from orchestration.ingestion.decoding import decode
from orchestration.ingestion.deliveries import Unreadable
from orchestration.ingestion.metadata import parse_yaml

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,79}")
KEYS = frozenset(("name", "url", "publisher", "every_minutes"))
DEFAULT_MINUTES = 60
MIN_MINUTES = 5


class SubscriptionError(Exception):
    """`feeds.yml` cannot be used as it is; the message says where and why."""


@dataclass(frozen=True, slots=True)
class Subscription:
    """One feed. `publisher` stands in for its own title."""

    name: str
    url: str
    publisher: str | None
    every_minutes: int


@dataclass(frozen=True, slots=True)
class Subscriptions:
    """All that `feeds.yml` says; `problems` are the entries that cannot be used, a line each."""

    feeds: tuple[Subscription, ...]
    problems: tuple[str, ...]
    contact: str | None
    allow_private_addresses: bool


def parse_subscriptions(content: bytes) -> Subscriptions:
    """Reads `feeds.yml`. Raises `SubscriptionError` where it says nothing that can be used at all."""
    try:
        told = parse_yaml(decode(content), "content")
    except Unreadable as error:
        raise SubscriptionError(f"feeds.yml: {error.reason}") from None
    entries = (told or {}).get("feeds") or []
    if told is None or not isinstance(entries, list):
        raise SubscriptionError("feeds.yml: it does not hold a list under `feeds:`")
    allow = told.get("allow_private_addresses") or "false"
    contact = told.get("contact")
    if allow not in ("true", "false"):
        raise SubscriptionError("feeds.yml: allow_private_addresses is neither true nor false")
    if contact is not None and not (isinstance(contact, str) and contact.isascii() and contact.isprintable()):
        raise SubscriptionError("feeds.yml: contact is no line of plain letters")
    feeds: dict[str, Subscription] = {}
    problems = []
    for number, entry in enumerate(entries, 1):
        try:
            feed = _subscription(entry)
            if feed.name.lower() in feeds or any(feed.url == other.url for other in feeds.values()):
                raise SubscriptionError("its name or url is there already")
            feeds[feed.name.lower()] = feed
        except SubscriptionError as error:
            problems.append(f"feeds.yml: feed {number}: {error}")
    return Subscriptions(tuple(feeds.values()), tuple(problems), contact, allow == "true")


def _subscription(entry: object) -> Subscription:
    if not isinstance(entry, Mapping):
        raise SubscriptionError("it does not hold `key: value` lines")
    unknown = sorted(str(key) for key in entry if key not in KEYS)
    if unknown:
        raise SubscriptionError(f"it has keys that nobody knows: {', '.join(unknown)[:200]}")
    if not all(value is None or isinstance(value, str) for value in entry.values()):
        raise SubscriptionError("a value is not text")
    name, url, minutes = entry.get("name") or "", entry.get("url") or "", entry.get("every_minutes")
    if not NAME.fullmatch(name):
        raise SubscriptionError(f"its name is not letters, digits, - and _: {name[:80]!r}")
    try:
        parts = urlsplit(url)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        usable = False
    if not usable:
        raise SubscriptionError(f"its url is no http(s) address: {url[:200]!r}")
    if minutes is not None and not (minutes.isdecimal() and MIN_MINUTES <= int(minutes) <= 100_000):
        raise SubscriptionError(f"its every_minutes is no number from {MIN_MINUTES}: {minutes[:20]!r}")
    return Subscription(name, url, entry.get("publisher") or None, int(minutes or DEFAULT_MINUTES))
