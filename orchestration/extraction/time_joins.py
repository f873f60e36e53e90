"""Neighbouring atoms that make one expression: ranges, "since D", "Friday, 8 March", "the night of D"."""

import re
from dataclasses import replace
from datetime import date
from typing import Final

from orchestration.extraction.absolute_times import dated_atom
from orchestration.extraction.calendar_days import day_of, month_span, shift, stepped_back, week_of
from orchestration.extraction.time_atoms import Atom, Page, amount_of
from orchestration.extraction.time_expressions import Precision, Span
from orchestration.extraction.time_tables import FLAGS, MONTH_NAMES, NUMBER, UNIT

_GAP_DATE = re.compile(r"(?:,?\s{1,3}(?:the\s+)?|,|\s*\()", FLAGS)
_GAP_RANGE = re.compile(
    r"\s*(?:-|–|—|to|through|until|till|into|up\s+to)\s*(?:(?:early|late)\s+)?(?:on\s+|the\s+)?", FLAGS
)
_GAP_AND = re.compile(r"\s*,?\s*and\s+(?:on\s+|the\s+|early\s+|late\s+)?", FLAGS)
_GAP_OVERNIGHT = re.compile(r"\s*,?\s*(?:on|into|to|from|of|through|between)?\s*(?:the\s+)?", FLAGS)
_GAP_STEP = re.compile(r"\s+(?:on\s+|the\s+)?", FLAGS)
_LEAD_BETWEEN = re.compile(r"\bbetween\s+(?:the\s+|late\s+|early\s+)?$", FLAGS)
_LEAD_FROM = re.compile(r"\bfrom\s+(?:the\s+|late\s+|early\s+)?$", FLAGS)
_LEAD_NIGHT = re.compile(r"\b(?:the\s+)?night\s+(?:of|from|between)\s+(?:the\s+)?$", FLAGS)
_LEAD_SINCE = re.compile(
    r"\bsince\s+(?:(?:at\s+least|about|around|the|on|as\s+early\s+as|as\s+far\s+back\s+as|way\s+back\s+in|in|late|early)\s+)*$",
    FLAGS,
)
_LEAD_SINCE_CLAUSE = re.compile(r"\bsince\s+(?!then\b)[^\n.;:!?,()\"“”]{1,80}$", FLAGS)
_LEAD_UNTIL = re.compile(r"\b(?:until|till|up\s+(?:to|until))\s+(?:the\s+|late\s+|early\s+|on\s+)?$", FLAGS)
_LEAD_WINDOW = re.compile(
    rf"\b(?:(?:in|over|during)\s+)?the\s+(?:(?:past|last|previous)\s+)?{NUMBER}\s+{UNIT}\s+"
    r"(?:to|until|up\s+to|ending(?:\s+on|\s+at)?|through|prior\s+to|before)\s+"
    r"(?:the\s+)?(?:[0-9]{1,2}(?:[:.][0-9]{2})?\s*(?:[ap]\.?m\.?)?\s*(?:on|of)?\s*)?$",
    FLAGS,
)
_LEAD_WEEK = re.compile(
    r"\b(?:in\s+|during\s+)?the\s+week\s+(?P<how>of|beginning|starting|ending|to)\s+(?:on\s+)?$", FLAGS
)
_DAYS_LIKE: Final[frozenset[str]] = frozenset({"day", "weekday", "dayword", "ago", "days"})
_REACH: Final[int] = 100
GAP_REACH: Final[int] = 24


def _lead(pattern: re.Pattern[str], text: str, start: int, floor: int) -> int | None:
    """Where the words that `pattern` asks for right before `start` begin, not before `floor`."""
    base = max(floor, start - _REACH, 0)
    found = pattern.search(text[base:start])
    return base + found.start() if found else None


def join_dated_weekday(one: Atom, two: Atom, gap: str, page: Page, _floor: int) -> Atom | None:
    """ "Saturday 17 January", "Monday, Dec. 26", "26 December (Monday)"."""
    if not _GAP_DATE.fullmatch(gap):
        return None
    if one.kind == "weekday" and two.kind == "day" and two.month is not None:
        named, dated = one, two
    elif one.kind == "day" and two.kind == "weekday" and one.month is not None:
        named, dated = two, one
    elif one.kind == "weekday" and two.kind == "day":
        return replace(two, start=one.start)
    else:
        return None
    end = two.end + 1 if "(" in gap and page.text[two.end : two.end + 1] == ")" else two.end
    if dated.yearless:
        again = dated_atom(one.start, end, page, dated.month or 1, dated.day or 1, None, None, named.weekday)
        return again
    return replace(dated, start=one.start, end=end)


def _same_scale(one: Atom, two: Atom) -> bool:
    if one.kind in _DAYS_LIKE and two.kind in _DAYS_LIKE:
        return True
    scales = {"month", "year", "years", "season"}
    if one.kind in scales and two.kind in scales:
        return True
    return {one.kind, two.kind} <= (_DAYS_LIKE | {"month"})


def join_range(one: Atom, two: Atom, gap: str, page: Page, floor: int) -> Atom | None:
    if not _same_scale(one, two) or "context" in (one.anchor, two.anchor):
        return None
    text = page.text
    start = None
    for pattern in (_LEAD_NIGHT, _LEAD_BETWEEN, _LEAD_FROM):
        start = _lead(pattern, text, one.start, floor)
        if start is not None:
            break
    if _GAP_AND.fullmatch(gap):
        lead_from = start is not None and text[start : start + 4].lower() == "from"
        if (start is None or lead_from) and not _next_day_after(one, two, gap, text):
            return None
        start = None if lead_from else start
    elif not _GAP_RANGE.fullmatch(gap) or not _dash_joins(one, two, gap):
        return None
    one = _with_year_of(one, two)
    first, last = one.first, two.last
    if first is not None and last is not None and first > last:
        earlier = shift(first, -7) if one.kind == "weekday" else _day_before_year(first, last)
        if earlier is None or earlier > last:
            return None
        first = earlier
    known = first is not None and last is not None
    ahead = (one.ahead[0], two.ahead[1])
    if ahead[0] is None or ahead[1] is None or ahead[0] > ahead[1]:
        ahead = (None, None)
    return replace(
        two,
        start=one.start if start is None else start,
        kind="range",
        first=first if known else None,
        last=last if known else None,
        precision="range" if known else None,
        ahead=ahead,
        point=(None, None),
        anchor="absolute" if one.anchor == two.anchor == "absolute" else "publication",
        yearless=one.yearless and two.yearless,
    )


def _dash_joins(one: Atom, two: Atom, gap: str) -> bool:
    """A spaced dash ("Nov 5 - Tuesday's raid") joins only two dates or two months."""
    if gap.strip() not in ("-", "–", "—") or gap == gap.strip() != "—":
        return True
    return one.month is not None and two.month is not None and gap.strip() != "—"


def _next_day_after(one: Atom, two: Atom, gap: str, text: str) -> bool:
    """ "on Friday and Saturday": two days that follow each other."""
    if one.kind != two.kind or one.kind not in ("weekday", "day") or one.last is None or two.first is None:
        return False
    if gap.strip().lower() not in ("and", "and on") or text[two.end : two.end + 1] in ("'", "’"):
        return False
    if one.kind == "weekday" and one.weekday is not None and two.weekday is not None:
        return (two.weekday - one.weekday) % 7 == 1
    return shift(one.last, 1) == two.first


def _with_year_of(one: Atom, two: Atom) -> Atom:
    """ "from 5 March to 7 April 2022": the year stands for both."""
    if not one.yearless or two.year is None or one.month is None:
        return one
    if one.kind == "day" and one.day is not None:
        year = two.year if (one.month, one.day) <= (two.month or 12, two.day or 31) else two.year - 1
        known = day_of(year, one.month, one.day)
        return replace(one, first=known, last=known, precision="day", yearless=False, year=year)
    if one.kind == "month":
        year = two.year if one.month <= (two.month or 12) else two.year - 1
        first, last = month_span(year, one.month)
        return replace(one, first=first, last=last, precision="month", yearless=False, year=year)
    return one


def _day_before_year(first: date, last: date) -> date | None:
    return day_of(first.year - 1, first.month, first.day) if first.year >= last.year else None


def _join_overnight(one: Atom, two: Atom, gap: str, page: Page) -> Atom | None:
    if one.kind == "overnight" and two.kind in (_DAYS_LIKE | {"range"}):
        named, night, link = two, one, gap.strip().lower()
    elif two.kind == "overnight" and one.kind in _DAYS_LIKE:
        named, night, link = one, two, ""
        if gap.strip():
            return None
    else:
        return None
    if not _GAP_OVERNIGHT.fullmatch(gap) or named.first is None or named.last is None:
        return None
    first, last = named.first, named.last
    if first == last:
        ends = link.split()[:1] in (["into"], ["to"], ["through"]) or last == page.published
        first, last = (shift(first, -1), last) if ends else (first, shift(last, 1))
    return replace(
        night,
        start=one.start,
        end=two.end,
        first=first,
        last=last,
        precision="range",
        anchor=named.anchor,
        kind="range",
    )


def _join_step(one: Atom, two: Atom, gap: str) -> Atom | None:
    """ "two days after 7 October"."""
    if one.kind != "context" or not one.clause or one.offset is None or two.kind not in _DAYS_LIKE:
        return None
    if not _GAP_STEP.fullmatch(gap) or two.first is None or two.last is None or one.precision != "day":
        return None
    first, last = shift(two.first, one.offset), shift(two.last, one.offset)
    return replace(
        two, start=one.start, first=first, last=last, kind="dayword", ahead=(None, None), yearless=False
    )


def prefixed(atom: Atom, page: Page, floor: int) -> Atom:
    """`atom` with a "since", "until", "the 24 hours to", "the week of" that stands before it."""
    text = page.text
    if atom.kind in ("window", "since_then") or atom.vague:
        return atom
    start = _lead(_LEAD_WINDOW, text, atom.start, floor)
    if start is not None and atom.kind in _DAYS_LIKE:
        found = _LEAD_WINDOW.search(text[start : atom.start])
        count = amount_of(found["n"]) if found else None
        if found and count is not None and atom.last is not None and found["unit"].lower() != "minute":
            first = stepped_back(atom.last, count, found["unit"].lower())
            return replace(
                atom,
                start=start,
                first=first,
                precision="range",
                kind="range",
                ahead=(None, None),
                yearless=False,
            )
    start = _lead(_LEAD_WEEK, text, atom.start, floor)
    if start is not None and atom.kind == "day" and atom.first is not None:
        how = _LEAD_WEEK.search(text[start : atom.start])
        ending = how is not None and how["how"].lower() in ("ending", "to")
        first, last = (shift(atom.first, -6), atom.first) if ending else (atom.first, shift(atom.first, 6))
        if how is not None and how["how"].lower() == "of":
            first, last = week_of(atom.first)
        return replace(
            atom, start=start, first=first, last=last, precision="week", kind="range", ahead=(None, None)
        )
    start = _lead(_LEAD_SINCE, text, atom.start, floor)
    if start is None and atom.kind != "context":
        start = _lead(_LEAD_SINCE_CLAUSE, text, atom.start, floor)
    if start is not None:
        return _since(atom, start, page)
    start = _lead(_LEAD_UNTIL, text, atom.start, floor)
    if start is not None and atom.kind != "context":
        return replace(
            atom,
            start=start,
            first=None,
            precision="range" if atom.last else None,
            point=(atom.first, atom.last),
            ahead=(None, atom.ahead[1]),
            kind="until",
        )
    return atom


def _since(atom: Atom, start: int, page: Page) -> Atom:
    if atom.anchor == "context":
        return replace(atom, start=start, last=page.published, precision="range", kind="since")
    first = atom.point[0] or atom.first
    last = page.published
    if first is None or last is None or first > last:
        point: Span = (atom.first, atom.last)
        return replace(atom, start=start, first=None, last=None, precision=None, kind="since", point=point)
    precision: Precision = "day" if first == last else "range"
    return replace(
        atom,
        start=start,
        first=first,
        last=last,
        precision=precision,
        kind="since",
        point=(atom.first, atom.last),
        ahead=(None, None),
    )


def writes_month_first(text: str) -> bool:
    """Whether the numeric dates of the text put the month first: one can only be read so."""
    day_first = month_first = False
    for found in re.finditer(r"(?<![0-9./-])([0-9]{1,2})/([0-9]{1,2})/(?:[0-9]{4}|[0-9]{2})(?![0-9/])", text):
        one, two = int(found[1]), int(found[2])
        day_first |= one > 12 >= two
        month_first |= two > 12 >= one
    return month_first and not day_first


def trimmed(atom: Atom, text: str) -> Atom:
    """`atom` without spaces at its ends, and without a full stop that abbreviates nothing."""
    start, end = atom.start, atom.end
    while start < end and text[start].isspace():
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",-"):
        end -= 1
    if text[end - 1] == "." and _LONG_MONTH_STOP.search(text, max(start, end - 12), end):
        end -= 1
    return replace(atom, start=start, end=end)


_LONG_MONTH_STOP = re.compile(r"(?:" + "|".join(MONTH_NAMES) + r")\.$", FLAGS)


def join_night_or_step(one: Atom, two: Atom, gap: str, page: Page, _floor: int) -> Atom | None:
    return _join_overnight(one, two, gap, page) or _join_step(one, two, gap)
