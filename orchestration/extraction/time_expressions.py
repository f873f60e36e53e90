"""A stretch of text that says when, and what it is measured from."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

Precision = Literal["day", "range", "week", "month", "year"]
Anchor = Literal["publication", "absolute", "context"]
Span = tuple[date | None, date | None]


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A stretch of text that says when. `text` is exactly `source[start:end]`.

    `first` and `last` are inclusive; an open side is None ("until Friday"), and both are None where
    nothing settles them: no publication day, a context still to be resolved, or a `vague` wording
    ("a few days ago"). `anchor` says what it is measured from; for `context`, `offset_days` counts from
    the date the passage is at, with `precision` telling the size of the step (a "month" step of 30 and
    a "year" step of 365 stand for calendar months and years; see `resolve`).

    `ahead_first`, `ahead_last`: the reading in the future of a form that is read as past by default
    ("on Wednesday" in a plan). `point_first`, `point_last`: the D of "since D" and "until D".
    `yearless`: a day or a month named without its year (see `in_context_year`). `clause`: the words go on
    with the event the offset is measured from ("a day after they ..."). `weekday` (Monday 0) and
    `month` are set where a context picks one of them out ("the following Monday", "May of that year"), `month_day` where
    it gives the month ("the 12th of that month") or the year ("9 July of that year"). `nth` marks days of a month that nobody names ("the 14th").
    """

    start: int
    end: int
    text: str
    first: date | None
    last: date | None
    precision: Precision | None
    anchor: Anchor
    offset_days: int | None = None
    vague: bool = False
    ahead_first: date | None = None
    ahead_last: date | None = None
    point_first: date | None = None
    point_last: date | None = None
    yearless: bool = False
    clause: bool = False
    weekday: int | None = None
    month: int | None = None
    month_day: int | None = None
    nth: bool = False
