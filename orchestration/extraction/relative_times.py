"""Readers of times that count from publication or from the passage: weekdays, "last week", "two days ago"."""

import re
from dataclasses import replace
from datetime import date
from typing import Final

from orchestration.extraction.absolute_times import dated_atom
from orchestration.extraction.calendar_days import (
    monday_of,
    month_span,
    shift,
    shift_months,
    stepped_back,
    week_of,
    year_span,
)
from orchestration.extraction.time_atoms import Atom, Page, Reader, amount_of, word_before, words_after
from orchestration.extraction.time_expressions import Precision
from orchestration.extraction.time_tables import WEEKDAYS, word_set

_HOLIDAYS: Final[dict[str, tuple[int, int]]] = {
    "christmas day": (12, 25),
    "christmas eve": (12, 24),
    "boxing day": (12, 26),
    "new year's eve": (12, 31),
    "new year's day": (1, 1),
}
_WEEKDAY_NAMES_BEFORE: Final[frozenset[str]] = (
    word_set("""black good bloody easter palm super cyber ash maundy
    holy ruby giving blue red shrove whit casual girl gal man-friday""")
)
_WEEKDAY_NAMES_AFTER: Final[frozenset[str]] = (
    word_set("""times telegraph mirror express mail post herald review
    independent tribune world observer star sun newspaper paper papers magazine league group addams
    society club night's""")
)


def read_weekday(found: re.Match[str], page: Page) -> Atom | None:
    text = page.text
    start, end = found.span()
    before = word_before(text, found.start("day"))
    if before in _WEEKDAY_NAMES_BEFORE and text[: found.start("day")].rstrip()[-1:].isalpha():
        return None
    after = re.match(r"\s+([A-Za-z]+)", text[found.end("day") : found.end("day") + 40])
    if after and after.group(1).lower() in _WEEKDAY_NAMES_AFTER and text[found.start("day")].isupper():
        return None
    if text[max(0, start - 8) : start].lower().endswith("mail on "):
        return None
    weekday = WEEKDAYS[found["day"].lower()]
    modifier = " ".join((found["mod"] or "").lower().split())
    week = (found["week"] or "").lower()
    atom = Atom(start, end, "weekday", weekday=weekday)
    if modifier in (
        "the previous",
        "the preceding",
        "the following",
        "that",
        "the next",
        "that same",
        "the same",
    ):
        step = {"the previous": -1, "the preceding": -1, "the following": 1, "the next": 1}.get(modifier, 0)
        return replace(atom, kind="context", anchor="context", offset=step, precision="day")
    published = page.published
    if published is None:
        return atom
    past = shift(published, -((published.weekday() - weekday) % 7))
    ahead = shift(published, (weekday - published.weekday() - 1) % 7 + 1)
    if week:
        step = {"last": -7, "this": 0, "next": 7}[week]
        day = shift(monday_of(published), weekday + step)
        return replace(atom, first=day, last=day, precision="day", kind="dayword")
    chosen = past
    if modifier in ("last", "this past", "this last") and past == published:
        chosen = shift(published, -7)
    elif modifier in ("next", "this coming", "the coming", "coming"):
        chosen = ahead
    elif modifier == "this":
        chosen = published if past == published else ahead
    if modifier:
        return replace(atom, first=chosen, last=chosen, precision="day")
    return replace(atom, first=chosen, last=chosen, precision="day", ahead=(ahead, ahead))


def _offset_day(found: re.Match[str], page: Page, days: int, kind: str = "dayword") -> Atom:
    day = shift(page.published, days)
    return Atom(*found.span(), kind, day, day, "day" if day else None)


def reader_of_day(days: int) -> Reader:
    return lambda found, page: _offset_day(found, page, days)


def read_overnight(found: re.Match[str], page: Page) -> Atom | None:
    if re.match(
        r"\s+(?:temperatures?|lows?|curfews?|stays?|success|sensation|bags?|trains?|bus(?:es)?)\b",
        words_after(page.text, found.end()),
    ):
        return None
    first = shift(page.published, -1)
    return Atom(
        *found.span(), "overnight", first, page.published if first else None, "range" if first else None
    )


def read_weekend(found: re.Match[str], page: Page) -> Atom | None:
    modifier = " ".join((found["mod"] or "").lower().split())
    atom = Atom(*found.span(), "weekend")
    if modifier in ("that", "the same", "the following", "the previous", "the next", "every", "a long"):
        step = {"the previous": -7, "the following": 7, "the next": 7}.get(modifier)
        if modifier == "every" or modifier == "a long":
            return None
        if step is None:
            return replace(atom, kind="context", anchor="context", vague=True)
        return replace(atom, kind="context", anchor="context", vague=True)
    published = page.published
    if published is None:
        return atom
    sunday = shift(published, -((published.weekday() + 1) % 7))
    if modifier == "this" and published.weekday() == 5:
        sunday = shift(published, 1)
    elif modifier == "last" and published.weekday() == 6:
        sunday = shift(published, -7)
    elif modifier in ("next", "this coming", "the coming"):
        sunday = shift(sunday, 7 if published.weekday() != 5 else 8)
        sunday = shift(published, (5 - published.weekday()) % 7 + 1 + (7 if published.weekday() >= 5 else 0))
    first = shift(sunday, -1)
    return replace(atom, first=first, last=sunday, precision="range")


def read_calendar_unit(found: re.Match[str], page: Page) -> Atom | None:
    """ "last week", "this month", "next year", "the week before last"."""
    if re.match(r"\s+of\s+(?!the\b)", words_after(page.text, found.end())):
        return None
    which, unit = found["which"].lower(), found["unit"].lower()
    when = (found["when"] or "").lower()
    step = {"last": -1, "this": 0, "next": 1}[which]
    atom = Atom(*found.span(), "calendar")
    published = page.published
    if published is None:
        return atom
    if unit == "week":
        first, last = week_of(shift(published, 7 * step))
    elif unit == "month":
        base = shift_months(published.replace(day=1), step)
        first, last = month_span(base.year, base.month) if base else (None, None)
    else:
        first, last = year_span(published.year + step)
    if which == "this":
        if when.startswith("later"):
            first = published
        else:
            last = published
    precision = _CALENDAR_PRECISION[unit]
    return replace(atom, first=first, last=last, precision=precision if first else None)


def read_before_last(found: re.Match[str], page: Page) -> Atom | None:
    unit = found["unit"].lower()
    atom = Atom(*found.span(), "calendar")
    published = page.published
    if published is None:
        return atom
    if unit == "week":
        first, last = week_of(shift(published, -14))
        return replace(atom, first=first, last=last, precision="week")
    if unit == "month":
        base = shift_months(published.replace(day=1), -2)
        first, last = month_span(base.year, base.month) if base else (None, None)
        return replace(atom, first=first, last=last, precision="month")
    if unit == "year":
        first, last = year_span(published.year - 2)
        return replace(atom, first=first, last=last, precision="year")
    day = shift(published, -2)
    return replace(atom, first=day, last=day, precision="day")


def read_window(found: re.Match[str], page: Page) -> Atom | None:
    """ "the past 24 hours", "the last three weeks": from that far back to publication."""
    words, unit = found["n"], found["unit"].lower()
    if words is None and re.match(r"\s+of\s+", words_after(page.text, found.end())):
        return None
    if unit == "minute":
        return None
    count = amount_of(words) if words else 1
    atom = Atom(*found.span(), "window")
    if count is None:
        return replace(atom, vague=True)
    published = page.published
    if published is None:
        return atom
    first = stepped_back(published, count, unit)
    if first is None:
        return atom
    return replace(atom, first=first, last=published, precision="range")


def read_hours_span(found: re.Match[str], page: Page) -> Atom | None:
    """ "in just 24 hours"."""
    days = int(found["n"]) // 24
    first = shift(page.published, -days)
    atom = Atom(*found.span(), "window")
    if re.match(r"\s+(?:of|after|later|before)\b", words_after(page.text, found.end())):
        return None
    return replace(
        atom, first=first, last=page.published if first else None, precision="range" if first else None
    )


def read_ago(found: re.Match[str], page: Page) -> Atom | None:
    unit, words = found["unit"].lower(), found["n"]
    count = amount_of(words) if words else None
    atom = Atom(*found.span(), "ago")
    published = page.published
    if unit in ("minute", "hour"):
        days = (count or 0) // 24 if unit == "hour" else 0
        day = shift(published, -days)
        return replace(atom, first=day, last=day, precision="day" if day else None)
    if count is None or published is None:
        return replace(atom, vague=count is None)
    back = stepped_back(published, count, unit)
    if back is None:
        return atom
    if unit in ("day", "night"):
        return replace(atom, first=back, last=back, precision="day")
    if unit in ("week", "fortnight"):
        if count == 1 and unit == "week":
            return replace(atom, first=back, last=back, precision="day")
        first, last = week_of(back)
        return replace(atom, first=first, last=last, precision="week")
    if unit == "month":
        first, last = month_span(back.year, back.month)
        return replace(atom, first=first, last=last, precision="month")
    first, last = year_span(back.year)
    if unit == "decade":
        return replace(atom, first=first, last=last, precision="year")
    return replace(atom, first=first, last=last, precision="year")


_CALENDAR_PRECISION: Final[dict[str, Precision]] = {"week": "week", "month": "month", "year": "year"}
_STEP_DAYS: Final[dict[str, int]] = {
    "day": 1,
    "night": 1,
    "week": 7,
    "fortnight": 14,
    "month": 30,
    "year": 365,
    "decade": 3650,
}


def read_step(found: re.Match[str], page: Page) -> Atom | None:
    """ "two days earlier", "a week later", "hours before": counted from the date the passage is at."""
    unit, words, where = found["unit"].lower(), found["n"], found["where"].lower()
    if where in ("before", "after") and word_before(page.text, found.start()) in ("for", "lasted", "last"):
        return None
    sign = -1 if where in ("earlier", "before", "beforehand", "previously", "prior") else 1
    clause = where in ("before", "after") and _clause_follows(page.text, found.end())
    atom = Atom(*found.span(), "context", anchor="context", clause=clause)
    if where == "prior" and re.match(r"\s+to\b", words_after(page.text, found.end())):
        atom = replace(atom, clause=True)
    count = amount_of(words) if words else None
    if unit in ("minute", "hour"):
        days = (count or 0) // 24 if unit == "hour" else 0
        return replace(atom, offset=sign * days, precision="day")
    if count is None:
        return replace(atom, vague=True)
    precision: Precision = "day"
    if unit == "month":
        precision = "month"
    elif unit in ("year", "decade"):
        precision = "year"
    return replace(atom, offset=sign * count * _STEP_DAYS[unit], precision=precision)


def _clause_follows(text: str, end: int) -> bool:
    after = re.match(r"\s+([\w'’-]+)", text[end : end + 40])
    if after is None:
        return False
    return after.group(1).lower() not in (
        "and",
        "but",
        "in",
        "at",
        "near",
        "killing",
        "when",
        "with",
        "or",
        "by",
    )


def reader_of_context(step: int, precision: Precision = "day") -> Reader:
    def read(found: re.Match[str], page: Page) -> Atom | None:
        last_word = found.group().lower().split()[-1]
        clause = last_word in ("before", "after") and _clause_follows(page.text, found.end())
        return Atom(
            *found.span(), "context", anchor="context", offset=step, precision=precision, clause=clause
        )

    return read


def read_since_then(found: re.Match[str], page: Page) -> Atom | None:
    return Atom(*found.span(), "since_then", None, page.published, "range", "context", offset=0)


def read_since_part(found: re.Match[str], page: Page) -> Atom | None:
    """ "since dawn", "since the morning", "since midnight": the day of publication."""
    day = page.published
    return Atom(*found.span(), "dayword", day, day, "day" if day else None)


def read_holiday(found: re.Match[str], page: Page) -> Atom | None:
    month, day = _HOLIDAYS[" ".join(found["name"].lower().replace("’", "'").split())]
    year = int(found["year"]) if found["year"] else None
    return dated_atom(*found.span(), page, month, day, year, found["ytail"])


def read_year_start(found: re.Match[str], page: Page) -> Atom | None:
    """ "the start of the year", "the beginning of this month"."""
    published = page.published
    atom = Atom(*found.span(), "calendar")
    if published is None:
        return atom
    unit = found["unit"].lower() or "year"
    if unit == "year":
        first = date(published.year, 1, 1)
    elif unit == "month":
        first = published.replace(day=1)
    else:
        first = monday_of(published) or published
    return replace(atom, first=first, last=published, precision=_CALENDAR_PRECISION[unit])
