"""The atom of a time expression while it is read, the page that it stands on, and the words beside it."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final

from orchestration.extraction.numbers import ONES, TENS
from orchestration.extraction.time_expressions import Anchor, Precision, Span
from orchestration.extraction.time_tables import MONTH_NUMBERS, SMALL

MODAL_MONTHS: Final[frozenset[str]] = frozenset({"may", "march", "mar"})  # verbs in lower case


@dataclass(frozen=True, slots=True)
class Atom:
    """A time expression while it is being put together; `kind` tells the joins what it is."""

    start: int
    end: int
    kind: str
    first: date | None = None
    last: date | None = None
    precision: Precision | None = None
    anchor: Anchor = "publication"
    offset: int | None = None
    vague: bool = False
    ahead: Span = (None, None)
    point: Span = (None, None)
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    yearless: bool = False
    clause: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """The text and what is known of it."""

    text: str
    published: date | None
    month_first: bool


Reader = Callable[[re.Match[str], Page], Atom | None]
Join = Callable[[Atom, Atom, str, Page, int], Atom | None]


def amount_of(words: str) -> int | None:
    """The number of a "three days ago"; None for a vague one."""
    words = " ".join(words.lower().split())
    if words.isdigit():
        return int(words)
    if words.startswith(("a couple", "couple")):
        return 2
    if words == "half a dozen":
        return 6
    if words == "a dozen":
        return 12
    if "-" in words:
        tens, ones = words.split("-", 1)
        return TENS.get(tens, 0) + ONES.get(ones, 0)
    return SMALL.get(words)


def named_month(word: str) -> int | None:
    """The month a word names; None for "may" the verb and "march" the walk."""
    lowered = word.lower().rstrip(".")
    if lowered in MODAL_MONTHS and not word[0].isupper():
        return None
    return MONTH_NUMBERS.get(lowered)


def word_before(text: str, start: int) -> str:
    """The word right before `start`, lower-cased, within a short reach; "" if there is none."""
    found = re.search(r"([\w'’-]{1,30})[\s-]{0,3}$", text[max(0, start - 34) : start])
    return found.group(1).lower().rstrip("-") if found else ""


def words_after(text: str, end: int) -> str:
    return text[end : end + 60]
