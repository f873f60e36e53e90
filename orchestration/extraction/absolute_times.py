"""Readers of times with a date of their own: days, months, years, seasons, lists of days."""

import re
from dataclasses import replace
from datetime import date
from typing import Final

from orchestration.extraction.calendar_days import (
    day_of,
    latest_day,
    latest_nth,
    month_span,
    next_day,
    next_nth,
    shift,
    shift_months,
    year_span,
)
from orchestration.extraction.time_atoms import Atom, Page, named_month, word_before, words_after
from orchestration.extraction.time_expressions import Span
from orchestration.extraction.time_tables import (
    FLAGS,
    MONTH_DAY_LIST,
    MONTH_NUMBERS,
    NTH_NUMBERS,
    SHORT_DAYS,
    WEEKDAYS,
    word_set,
)

# Month names that are also other words: alone they need a preposition before them.
_AMBIGUOUS_MONTHS: Final[frozenset[str]] = frozenset(
    {"march", "may", "april", "june", "august", "mar", "jun"}
)
_SEASONS: Final[dict[str, int]] = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
_PEOPLE: Final[str] = (
    r"people|persons|men|women|children|soldiers|fighters|civilians|militants|troops|rebels|police(?:men)?|"
    r"prisoners|refugees|casualties|dead|wounded|injured|killed|families|villagers|houses|homes|bodies|others"
)


def dated_atom(
    start: int,
    end: int,
    page: Page,
    month: int,
    day: int,
    year: int | None,
    ytail: str | None = None,
    weekday: int | None = None,
) -> Atom | None:
    """A day of a month, with or without its year."""
    if day_of(year if year is not None else 2000, month, day) is None:
        return None
    blank = Atom(
        start, end, "day", None, None, None, "absolute", month=month, day=day, year=year, weekday=weekday
    )
    if ytail is not None:
        known = _tail_year(ytail, page.published)
        if known is None:
            step = _step_of_year(ytail)
            return blank if step is None else _in_context(blank, step)
        year = known
    if year is not None:
        known_day = day_of(year, month, day)
        if known_day is None:
            return None
        return replace(blank, first=known_day, last=known_day, precision="day", year=year)
    blank = replace(blank, yearless=True)
    if page.published is None:
        return blank
    past, ahead = latest_day(month, day, page.published), next_day(month, day, page.published)
    if weekday is not None and past is not None and past.weekday() != weekday:
        past = ahead if ahead is not None and ahead.weekday() == weekday else past
    return replace(blank, first=past, last=past, precision="day" if past else None, ahead=(ahead, ahead))


def _tail_year(ytail: str, published: date | None) -> int | None:
    if published is None:
        return None
    step = {"last": -1, "this": 0, "next": 1}.get(ytail.lower())
    return None if step is None else published.year + step


def read_iso(found: re.Match[str], page: Page) -> Atom | None:
    return dated_atom(*found.span(), page, int(found["m"]), int(found["d"]), int(found["y"]))


def read_numeric(found: re.Match[str], page: Page) -> Atom | None:
    one, two, raw_year = int(found["a"]), int(found["b"]), found["y"]
    year = int(raw_year) if len(raw_year) == 4 else _century(int(raw_year))
    if not 1000 <= year <= 2999:
        return None
    day_first, month_first = day_of(year, two, one), day_of(year, one, two)
    chosen = day_first or month_first
    if day_first and month_first and day_first != month_first:
        weekday = _weekday_near(page.text, found.start())
        ahead = page.published is not None and day_first > page.published >= month_first
        if weekday is not None and (day_first.weekday() == weekday) != (month_first.weekday() == weekday):
            chosen = day_first if day_first.weekday() == weekday else month_first
        elif page.month_first or ahead:
            chosen = month_first
    if chosen is None:
        return None
    return dated_atom(*found.span(), page, chosen.month, chosen.day, year)


def _century(short: int) -> int:
    return 2000 + short if short < 70 else 1900 + short


def _weekday_near(text: str, start: int) -> int | None:
    before = re.search(r"\b([A-Za-z]{6,9}),?\s*\(?$", text[max(0, start - 14) : start])
    if before and before.group(1).lower() in WEEKDAYS:
        return WEEKDAYS[before.group(1).lower()]
    return None


def read_day_month(found: re.Match[str], page: Page) -> Atom | None:
    month = named_month(found["mon"])
    if month is None or _is_inside_name(page.text, found.end()):
        return None
    year = int(found["year"]) if found["year"] else None
    weekday = _short_weekday(found)
    return dated_atom(*found.span(), page, month, int(found["d"]), year, found["ytail"], weekday)


def _short_weekday(found: re.Match[str]) -> int | None:
    short = found.groupdict().get("short")
    return SHORT_DAYS.get(short.lower()) if short else None


def read_month_day(found: re.Match[str], page: Page) -> Atom | None:
    if named_month(found["mon"]) is None or not found["mon"][0].isupper():
        return None
    if word_before(page.text, found.start()) in ("in", "during") and re.match(
        rf"\s+(?:\w+\s+)?(?:{_PEOPLE})\b", words_after(page.text, found.end()), FLAGS
    ):
        return None
    return read_day_month(found, page)


def read_day_list(found: re.Match[str], page: Page) -> Atom | None:
    """ "20-21 November", "8 and 9 February", "February 8 and 9": the days from the first to the last."""
    month = named_month(found["mon"])
    if month is None or not found["mon"][0].isupper():
        return None
    days = [int(number) for number in re.findall(r"[0-9]{1,2}", found["days"])]
    if days != sorted(set(days)) or not day_of(2000, month, days[-1]) or days[0] == 0:
        return None
    if found.re is MONTH_DAY_LIST and not _ends_day_list(found, page):
        return None
    year = int(found["year"]) if found["year"] else None
    opening = dated_atom(*found.span(), page, month, days[0], year, found["ytail"])
    closing = dated_atom(*found.span(), page, month, days[-1], year, found["ytail"])
    if opening is None or closing is None:
        return None
    first, last = opening.first, closing.last
    if first is not None and last is not None and first > last:
        first = day_of(last.year, month, days[0])
    ahead = (opening.ahead[0], closing.ahead[1])
    return replace(
        closing,
        kind="days",
        first=first,
        last=last,
        precision="range" if first and last else None,
        ahead=ahead,
    )


def _ends_day_list(found: re.Match[str], page: Page) -> bool:
    """Whether the last number of "May 2 and 12 ..." is a day and counts nothing."""
    if found["year"] or re.search(r"[0-9][-–][0-9]{1,2}\D*$", found.group()):
        return True
    after = re.match(r"\s+([A-Za-z][\w'’-]*)", words_after(page.text, found.end()))
    return after is None or after.group(1).lower() in _FUNCTION_WORDS


_FUNCTION_WORDS: Final[frozenset[str]] = word_set("""a an the in on at to from by for with and or but when
    while after before near that which who as during where against over into inside outside he she it
    they we is was were are had has have said according because amid under between since until""")


def read_month(found: re.Match[str], page: Page) -> Atom | None:
    """A month, with a year, a relative year, "last"/"this"/"next", or alone."""
    word = found["mon"]
    month = named_month(word)
    if month is None or not word[0].isupper():
        return None
    start, end = found.span()
    if page.text[end - 1] == "." and not _abbreviated(word):
        end -= 1
    if _is_inside_name(page.text, end):
        return None
    part = " ".join((found["part"] or "").lower().split())
    modifier = (found["mod"] or "").lower()
    opens = start == 0 or page.text[:start].rstrip()[-1:] in (".", "")
    if modifier == "that" and not opens and word_before(page.text, start) not in _MONTH_LEADS | {"of"}:
        modifier, start = "", found.start("mon")  # "said that June was"
    atom = Atom(start, end, "month", None, None, None, "absolute", month=month)
    if modifier == "that" and not found["year"]:
        return _in_context(atom, 0)
    if found["year"]:
        return _fill_month(atom, int(found["year"]), part)
    if found["ytail"]:
        return _month_of_year(atom, found["ytail"], page, part)
    if not part and not modifier and not _month_in_context(page.text, start, word):
        return None
    if page.published is None:
        return replace(atom, yearless=not modifier)
    published = page.published
    past_year = published.year if month <= published.month else published.year - 1
    if modifier == "last" and month == published.month:
        past_year -= 1
    if modifier == "next":
        return _fill_month(atom, published.year + (month <= published.month), part)
    if modifier == "this":
        return _fill_month(atom, published.year, part)
    ahead = month_span(published.year + (month < published.month), month)
    return replace(_fill_month(atom, past_year, part), yearless=modifier == "", ahead=ahead, year=None)


def _abbreviated(word: str) -> bool:
    return len(word.rstrip(".")) <= 4 and word.lower() not in ("may", "june", "july")


def _fill_month(atom: Atom, year: int, part: str) -> Atom:
    first, last = month_span(year, atom.month or 1)
    point: Span = (None, None)
    if "half of" in part:
        middle = 15
        first, last = (
            (first, day_of(year, atom.month or 1, middle))
            if "first" in part
            else (day_of(year, atom.month or 1, middle + 1), last)
        )
        return replace(atom, first=first, last=last, precision="range", year=year)
    if part.startswith("mid") or "middle" in part:
        point = (day_of(year, atom.month or 1, 15), None)
    return replace(atom, first=first, last=last, precision="month", year=year, point=point)


def _month_of_year(atom: Atom, ytail: str, page: Page, part: str) -> Atom:
    known = _tail_year(ytail, page.published)
    if known is not None:
        return _fill_month(atom, known, part)
    step = _step_of_year(ytail)
    return atom if step is None else _in_context(atom, step)


def _step_of_year(ytail: str) -> int | None:
    """Days to "that year" (0), "the following year" (365) from the year that the passage is in."""
    word = ytail.lower().split()[-1]
    return {"previous": -365, "following": 365, "next": 365, "same": 0, "that": 0}.get(word)


def _in_context(atom: Atom, step: int) -> Atom:
    """The day or month so many days from the year that the passage is in."""
    return replace(
        atom, kind="context", anchor="context", offset=step, precision="month" if atom.day is None else "day"
    )


_MONTH_LEADS: Final[frozenset[str]] = word_set("""in since until till by last this next during early late
    mid from through between before after throughout around""")


def _month_in_context(text: str, start: int, word: str) -> bool:
    before = word_before(text, start)
    if word.lower().rstrip(".") not in _AMBIGUOUS_MONTHS:
        if _abbreviated(word):
            return before in _MONTH_LEADS
        return before not in ("black", "red", "bloody")
    if before in _MONTH_LEADS:
        return True
    if before in ("and", "to", "or"):
        lead = re.search(r"([A-Za-z]+)\s+(?:and|to|or)\s+$", text[max(0, start - 22) : start])
        return lead is not None and lead.group(1).lower() in MONTH_NUMBERS and lead.group(1)[0].isupper()
    return before in ("the", "a", "an") and word.lower() in ("april", "june", "august")


_NAME_TAIL = re.compile(r"\s+(?:Revolution|Movement|Brigades?|Martyrs|[Gg]roup)\b")


def _is_inside_name(text: str, end: int) -> bool:
    """ "the 17 November group", "the October Revolution"."""
    return _NAME_TAIL.match(text, end) is not None


def read_year(found: re.Match[str], page: Page) -> Atom | None:
    start, end = found.span("year")
    year = int(found["year"])
    text = page.text
    after = words_after(text, end)
    if re.match(rf"\s+(?:\w+\s+)?(?:{_PEOPLE})\b", after, FLAGS) and not re.match(
        r"\s+(?:killed|wounded)\b", after
    ):
        return None
    if re.match(
        r"(?:\s*(?:km|kilomet|met(?:er|re)|m\b|miles?|%|per\s?cent|gmt|utc|hours|hrs|local|kg|tons?|tonnes?)|[-–]\w)",
        after,
        FLAGS,
    ):
        return None
    lead = (found["lead"] or "").lower().split()
    last = lead[-1] if lead else ""
    if year < 1500 and last not in ("in", "since", "of"):
        return None
    if last in ("by", "of", "from", "after", "before", "with") and re.match(
        r"\s+[a-z]+s\b(?<!was)(?<!is)(?<!has)", after
    ):
        return None
    first, finish = year_span(year)
    begin = found.start("part") if found["part"] else start
    return Atom(begin, end, "year", first, finish, "year", "absolute", year=year)


def read_years(found: re.Match[str], page: Page) -> Atom | None:
    """ "1994-96", "2011–2014"."""
    one = int(found["one"])
    two = int(found["two"]) if len(found["two"]) == 4 else int(found["one"][:2] + found["two"])
    if not one < two <= 2099 or re.match(rf"\s+(?:{_PEOPLE})\b", words_after(page.text, found.end()), FLAGS):
        return None
    return Atom(*found.span(), "years", date(one, 1, 1), date(two, 12, 31), "range", "absolute")


def read_decade(found: re.Match[str], _page: Page) -> Atom | None:
    raw = found["decade"]
    first = int(raw) if len(raw) == 4 else 1900 + int(raw)
    if first % 10:
        return None
    return Atom(*found.span(), "years", date(first, 1, 1), date(first + 9, 12, 31), "range", "absolute")


def read_century(found: re.Match[str], _page: Page) -> Atom | None:
    number = int(found["n"])
    if not 1 <= number <= 21:
        return None
    first = (number - 1) * 100 + 1
    return Atom(*found.span(), "years", date(first, 1, 1), date(first + 99, 12, 31), "range", "absolute")


def read_season(found: re.Match[str], page: Page) -> Atom | None:
    start_month = _SEASONS[found["season"].lower()]
    modifier = (found["mod"] or "").lower()
    atom = Atom(*found.span(), "season", None, None, None, "absolute")
    if found["year"]:
        return _fill_season(atom, int(found["year"]), start_month)
    if modifier not in ("last", "this", "next") or page.published is None:
        return atom if modifier in ("last", "this", "next") else None
    published = page.published
    year = published.year
    while year > 1:
        filled = _fill_season(atom, year, start_month)
        limit = filled.last if modifier == "last" else filled.first
        if limit is not None and limit <= published:
            break
        year -= 1
    if modifier == "next":
        return _fill_season(atom, year + 1, start_month)
    filled = _fill_season(atom, year, start_month)
    if filled.last is not None and filled.last > published:
        filled = replace(filled, last=published)
    return replace(filled, anchor="publication")


def _fill_season(atom: Atom, year: int, start_month: int) -> Atom:
    first = date(year, start_month, 1)
    end = shift_months(first, 3)
    return replace(atom, first=first, last=shift(end, -1), precision="range", year=year)


def read_part_of_year(found: re.Match[str], _page: Page) -> Atom | None:
    year, which = int(found["year"]), found["which"].lower()
    number = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4, "final": 4}.get(which) or int(
        which[-1]
    )
    size = 6 if (found["size"] or "").lower() == "half" else 3
    if size == 6:
        number = min(number, 2)
    first = day_of(year, (number - 1) * size + 1, 1)
    if first is None:
        return None
    end = shift_months(first, size)
    return Atom(*found.span(), "season", first, shift(end, -1), "range", "absolute", year=year)


def read_spelled_day(found: re.Match[str], page: Page) -> Atom | None:
    """ "the twenty-seventh of January", as it is said on the radio."""
    month = named_month(found["mon"])
    if month is None:
        return None
    year = int(found["year"]) if found["year"] else None
    return dated_atom(*found.span(), page, month, NTH_NUMBERS[found["nth"].lower()], year, found["ytail"])


def read_quarter(found: re.Match[str], page: Page) -> Atom | None:
    """ "the first quarter", "the second half of last year": of the year of publication, unless it still lies ahead."""
    if page.published is None:
        return None
    size = 6 if found["size"].lower() == "half" else 3
    count = 12 // size
    number = {"first": 1, "second": 2, "third": 3, "fourth": 4}.get(found["which"].lower(), count)
    mod = (found["mod"] or "").lower()
    year = page.published.year - int(mod == "last")
    first = day_of(year, (min(number, count) - 1) * size + 1, 1)
    if first is not None and first > page.published and not mod:
        first = day_of(year - 1, first.month, 1)
    end = shift_months(first, size) if first else None
    return Atom(*found.span(), "season", first, shift(end, -1), "range", "publication") if first else None


_MONTHS_TOLD: Final[dict[str, int]] = {
    "that": 0,
    "the same": 0,
    "that same": 0,
    "the following": 30,
    "the next": 30,
}


def read_nth(found: re.Match[str], page: Page) -> Atom | None:
    """ "on the 14th", "the 14th of last month", "the 14th of that month"."""
    number = int(found["d"])
    if not 1 <= number <= 31:
        return None
    start, end = found.span("core")
    atom = Atom(start, end, "day", None, None, None, "publication", day=number)
    if not found["which"]:
        after = re.match(r"\s+([A-Za-z][\w'’-]*)", words_after(page.text, end))
        if after is not None and after.group(1).lower() not in _FUNCTION_WORDS:
            return None
    which = (found["which"] or "").lower().split()
    if which and " ".join(which[:-1]) in _MONTHS_TOLD:
        step = _MONTHS_TOLD[" ".join(which[:-1])]
        return replace(atom, kind="context", anchor="context", offset=step, precision="day")
    published = page.published
    if published is None:
        return atom
    if which and which[0] in ("last", "next"):
        base = shift_months(published.replace(day=1), -1 if which[0] == "last" else 1)
        chosen = day_of(base.year, base.month, number) if base else None
    elif which and which[0] == "this":
        chosen = day_of(published.year, published.month, number)
    else:
        chosen = latest_nth(number, published)
    ahead = next_nth(number, published)
    return replace(atom, first=chosen, last=chosen, precision="day" if chosen else None, ahead=(ahead, ahead))
