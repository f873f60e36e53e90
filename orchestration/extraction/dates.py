"""Expressions of time in English news text, resolved against the day of publication.

`find_times` is pure: it knows the text and `published_on`, no clock. It reads atoms (a weekday, a date,
"last week", "two days earlier") with one pattern each, keeps the leftmost longest, and joins
neighbours ("between D and D", "since D", "Friday, 8 March"). The meaning of each form is section 1 of
the codebook. What the text does not settle stays None.
"""

import re
from calendar import monthrange
from datetime import date

from orchestration.extraction.absolute_time_rules import ABSOLUTE_RULES
from orchestration.extraction.calendar_days import (
    day_of,
    monday_of,
    month_span,
    shift,
    shift_months,
    week_of,
    year_span,
)
from orchestration.extraction.relative_time_rules import RELATIVE_RULES
from orchestration.extraction.time_atoms import MODAL_MONTHS, Atom, Join, Page
from orchestration.extraction.time_expressions import Precision, TimeExpression
from orchestration.extraction.time_joins import (
    GAP_REACH,
    join_dated_weekday,
    join_night_or_step,
    join_range,
    prefixed,
    trimmed,
    writes_month_first,
)
from orchestration.extraction.time_rules import FIGURE, YEAR_FIGURE, Rule
from orchestration.extraction.time_tables import MONTH_NAMED

__all__ = ["TimeExpression", "find_times", "in_context_year", "resolve"]


_RULES: tuple[Rule, ...] = (*ABSOLUTE_RULES, *RELATIVE_RULES)  # of two as long the first wins
_NTH = re.compile(r"\bthe [0-9]{1,2}(?:st|nd|rd|th)\b", re.I)
_WORD = re.compile(r"[A-Za-z]+")
_FIGURE = re.compile(r"[0-9]")
_YEAR = re.compile(r"1[0-9]{3}|20[0-9]{2}")


def _words(text: str) -> set[str]:
    """What the rules may need: the words in lower case, but for months that are written as verbs, and if there are
    figures."""
    words = {word.lower() for word in set(_WORD.findall(text)) - MODAL_MONTHS}
    if _FIGURE.search(text):
        words.add(FIGURE)
        if _YEAR.search(text):
            words.add(YEAR_FIGURE)
    return words


def _atoms(page: Page) -> list[Atom]:
    """The leftmost longest atoms, in reading order, none overlapping another."""
    found: list[Atom] = []
    words = _words(page.text)
    for rule in _RULES:
        if any(map(words.isdisjoint, rule.needs)):
            continue
        for match in rule.pattern.finditer(page.text):
            atom = rule.read(match, page)
            if atom is not None:
                found.append(trimmed(atom, page.text))
    found.sort(key=lambda atom: (atom.start, -atom.end))
    out: list[Atom] = []
    for atom in found:
        if not out or atom.start >= out[-1].end:
            out.append(atom)
    return out


def _joined(atoms: list[Atom], page: Page) -> list[Atom]:
    """Neighbours put together: weekday and date, then ranges, then nights and steps, then prefixes."""
    for join in (join_dated_weekday, join_range, join_night_or_step):
        atoms = _pass(atoms, page, join)
    out: list[Atom] = []
    for atom in atoms:
        out.append(prefixed(atom, page, out[-1].end if out else 0))
    return out


def _pass(atoms: list[Atom], page: Page, join: Join) -> list[Atom]:
    out: list[Atom] = []
    for atom in atoms:
        made = None
        if out:
            gap = page.text[out[-1].end : atom.start]
            floor = out[-2].end if len(out) > 1 else 0
            made = join(out[-1], atom, gap, page, floor) if len(gap) <= GAP_REACH else None
        if made is None:
            out.append(atom)
        else:
            out[-1] = made
    return out


def find_times(text: str, published_on: date | None) -> list[TimeExpression]:
    """Every expression of time in `text`, left to right, none overlapping another, longest first.

    A weekday is the latest one on or before `published_on`, a day or month without a year likewise.
    With `published_on` None only dates that carry their year are resolved; the others are returned
    with their span alone. Words such as "on" and "in" before a date are not part of it; "since",
    "until", "between" and "from" before a joined one are.
    """
    page = Page(text, published_on, writes_month_first(text))
    out: list[TimeExpression] = []
    for atom in _joined(_atoms(page), page):
        first, last = atom.first, atom.last
        point = atom.point if atom.kind in ("since", "until") else (None, None)
        out.append(
            TimeExpression(
                start=atom.start,
                end=atom.end,
                text=text[atom.start : atom.end],
                first=first,
                last=last,
                precision=atom.precision,
                anchor=atom.anchor,
                offset_days=atom.offset if atom.anchor == "context" else None,
                vague=atom.vague,
                ahead_first=atom.ahead[0],
                ahead_last=atom.ahead[1],
                point_first=point[0],
                point_last=point[1],
                yearless=atom.yearless,
                clause=atom.clause,
                weekday=atom.weekday if atom.anchor == "context" else None,
                month=atom.month if atom.anchor == "context" or atom.yearless else None,
                month_day=atom.day if atom.anchor == "context" else None,
                nth=atom.anchor == "publication"
                and first is not None
                and _is_nth(text[atom.start : atom.end]),
            )
        )
    return out


def _is_nth(text: str) -> bool:
    """Whether it names days of a month and no month: "the 14th", "between the 16th and the 18th"."""
    return _NTH.search(text) is not None and MONTH_NAMED.search(text) is None and "month" not in text


def resolve(
    expression: TimeExpression, context_first: date | None, context_last: date | None
) -> tuple[date | None, date | None, Precision | None]:
    """First day, last day and precision of `expression` in a passage that is at the context's dates.

    Anything that is not anchored in its context comes back as it is. "two days earlier" counts from
    the whole context interval; a step of months or years gives the calendar month or year that many
    away; "since then" runs from the context to publication. Vague steps and an unknown context give
    (None, None, None).
    """
    if expression.anchor != "context":
        return expression.first, expression.last, expression.precision
    offset = expression.offset_days
    if context_first is None or offset is None or expression.vague:
        return None, None, None
    context_last = context_last or context_first
    if expression.precision == "range":
        start = shift(context_first, offset)
        if start is None or expression.last is None or start > expression.last:
            return None, None, None
        return start, expression.last, "range"
    if expression.month is not None and expression.month_day is not None:
        day = day_of(context_first.year + round(offset / 365), expression.month, expression.month_day)
        return day, day, "day" if day else None
    if expression.month_day is not None:
        base = shift_months(context_first.replace(day=1), round(offset / 30))
        day = day_of(base.year, base.month, expression.month_day) if base else None
        return day, day, "day" if day else None
    if expression.month is not None:
        first, last = month_span(context_first.year + round(offset / 365), expression.month)
        return first, last, "month" if first else None
    if expression.weekday is not None:
        return _context_weekday(expression.weekday, offset, context_first, context_last)
    if expression.precision == "week":
        first, last = week_of(shift(context_first, offset))
        return first, last, "week" if first else None
    if expression.precision == "month":
        base = shift_months(context_first, round(offset / 30))
        first, last = month_span(base.year, base.month) if base else (None, None)
        return first, last, "month" if first else None
    if expression.precision == "year":
        first, last = year_span(context_first.year + round(offset / 365))
        return first, last, "year" if first else None
    first, last = shift(context_first, offset), shift(context_last, offset)
    if first is None or last is None:
        return None, None, None
    return first, last, "day" if first == last else "range"


def _context_weekday(
    weekday: int, step: int, first: date, last: date
) -> tuple[date | None, date | None, Precision | None]:
    if step > 0:
        day = shift(last, (weekday - last.weekday() - 1) % 7 + 1)
    elif step < 0:
        day = shift(first, -((first.weekday() - weekday - 1) % 7 + 1))
    else:
        day = shift(monday_of(first), weekday)
    return day, day, "day" if day else None


def in_context_year(
    expression: TimeExpression, context_first: date
) -> tuple[date | None, date | None, Precision | None]:
    """A yearless day or month read in the years of its passage: the first one on or after the context; a day of no
    named month in the month of the passage, or in the next one.

    For history ("on 21 February 1916 ... They retook the fort on 24 October"), where the latest one before
    publication is not meant. Anything else comes back as it is.
    """
    if expression.nth and expression.first is not None and expression.last is not None:
        return _in_context_month(expression.first.day, expression.last.day, context_first)
    if not expression.yearless or expression.first is None and expression.point_first is None:
        return expression.first, expression.last, expression.precision
    first = expression.point_first or expression.first
    last = expression.point_last or expression.last
    if first is None or last is None:
        return expression.first, expression.last, expression.precision
    for year in (context_first.year, context_first.year + 1):
        start = day_of(year, first.month, min(first.day, monthrange(year, first.month)[1]))
        if start is None:
            continue
        end_day = min(last.day, monthrange(year, last.month)[1])
        if first.day == 1 and (last.year, last.month) == (first.year, first.month) and last.day >= 28:
            end_day = monthrange(year, last.month)[1]
        end = day_of(year + (last.year - first.year), last.month, end_day)
        if end is not None and end >= context_first:
            precision: Precision = (
                "day" if start == end else "month" if expression.precision == "month" else "range"
            )
            return start, end, precision
    return expression.first, expression.last, expression.precision


def _in_context_month(
    first_day: int, last_day: int, context: date
) -> tuple[date | None, date | None, Precision | None]:
    """The first stretch between these days of a month that does not end before the context."""
    for base in (context.replace(day=1), shift_months(context.replace(day=1), 1)):
        first = day_of(base.year, base.month, first_day) if base else None
        last = day_of(base.year, base.month, last_day) if base else None
        if first is not None and last is not None and last >= context:
            return first, last, "day" if first == last else "range"
    return None, None, None
