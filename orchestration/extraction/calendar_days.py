"""Days of the calendar: months, weeks, the latest and the next day of a name or number."""

from calendar import monthrange
from datetime import date, timedelta

from orchestration.extraction.time_expressions import Span


def day_of(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def shift(day: date | None, days: int) -> date | None:
    if day is None:
        return None
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def month_span(year: int, month: int) -> Span:
    if not 1 <= year <= 9999:
        return None, None
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def year_span(year: int) -> Span:
    if not 1 <= year <= 9999:
        return None, None
    return date(year, 1, 1), date(year, 12, 31)


def shift_months(day: date, months: int) -> date | None:
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    if not 1 <= year <= 9999:
        return None
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def monday_of(day: date) -> date | None:
    return shift(day, -day.weekday())


def week_of(day: date | None) -> Span:
    if day is None:
        return None, None
    monday = monday_of(day)
    return monday, shift(monday, 6)


def latest_day(month: int, day: int, published: date) -> date | None:
    for year in range(published.year, max(published.year - 9, 0), -1):
        found = day_of(year, month, day)
        if found is not None and found <= published:
            return found
    return None


def next_day(month: int, day: int, published: date) -> date | None:
    for year in range(published.year, min(published.year + 9, 9999)):
        found = day_of(year, month, day)
        if found is not None and found > published:
            return found
    return None


def latest_nth(number: int, published: date) -> date | None:
    for back in range(4):
        base = shift_months(published.replace(day=1), -back)
        found = day_of(base.year, base.month, number) if base else None
        if found is not None and found <= published:
            return found
    return None


def next_nth(number: int, published: date) -> date | None:
    for step in range(4):
        base = shift_months(published.replace(day=1), step)
        found = day_of(base.year, base.month, number) if base else None
        if found is not None and found > published:
            return found
    return None


def stepped_back(day: date, count: int, unit: str) -> date | None:
    """`count` units before `day`; hours count as whole days, at least one."""
    if unit == "hour":
        return shift(day, -max(1, -(-count // 24)))
    if unit in ("day", "night"):
        return shift(day, -count)
    if unit in ("week", "fortnight"):
        return shift(day, -count * (14 if unit == "fortnight" else 7))
    return shift_months(day, -count * {"month": 1, "year": 12, "decade": 120}[unit])
