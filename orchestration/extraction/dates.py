"""Expressions of time in English news text, resolved against the day of publication.

`find_times` is pure: it knows the text and `published_on`, no clock. It reads atoms (a weekday, a date,
"last week", "two days earlier") with one pattern each, keeps the leftmost longest, and joins
neighbours ("between D and D", "since D", "Friday, 8 March"). The meaning of each form is section 1 of
the codebook. What the text does not settle stays None.
"""

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final, Literal

from orchestration.extraction.numbers import ONES, TENS

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
    `month` are set where a context picks one of them out ("the following Monday", "May of that year").
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


# --- Tables ---------------------------------------------------------------------------------------


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_DAY_NAMES: Final[tuple[str, ...]] = (
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
)
_SHORT_DAYS: Final[dict[str, int]] = {
    "mon": 0,
    "tue": 1,
    "tues": 1,
    "wed": 2,
    "weds": 2,
    "thu": 3,
    "thur": 3,
    "thurs": 3,
    "fri": 4,
    "sat": 5,
    "sun": 6,
}
WEEKDAYS: Final[dict[str, int]] = {name: number for number, name in enumerate(_DAY_NAMES)}
_MONTH_NAMES: Final[tuple[str, ...]] = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
MONTH_NUMBERS: Final[dict[str, int]] = (
    {name: number for number, name in enumerate(_MONTH_NAMES, start=1)}
    | {name[:3]: number for number, name in enumerate(_MONTH_NAMES, start=1)}
    | {"sept": 9}
)
# Month names that are also other words: alone they need a preposition before them.
_AMBIGUOUS_MONTHS: Final[frozenset[str]] = frozenset(
    {"march", "may", "april", "june", "august", "mar", "jun"}
)
_MODAL_MONTHS: Final[frozenset[str]] = frozenset({"may", "march", "mar"})

_SEASONS: Final[dict[str, int]] = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
_HOLIDAYS: Final[dict[str, tuple[int, int]]] = {
    "christmas day": (12, 25),
    "christmas eve": (12, 24),
    "boxing day": (12, 26),
    "new year's eve": (12, 31),
    "new year's day": (1, 1),
}
_WEEKDAY_NAMES_BEFORE: Final[frozenset[str]] = _words("""black good bloody easter palm super cyber ash maundy
    holy ruby giving blue red shrove whit casual girl gal man-friday""")
_WEEKDAY_NAMES_AFTER: Final[frozenset[str]] = _words("""times telegraph mirror express mail post herald review
    independent tribune world observer star sun newspaper paper papers magazine league group addams
    society club night's""")
_PEOPLE: Final[str] = (
    r"people|persons|men|women|children|soldiers|fighters|civilians|militants|troops|rebels|police(?:men)?|"
    r"prisoners|refugees|casualties|dead|wounded|injured|killed|families|villagers|houses|homes|bodies|others"
)

_SMALL: Final[dict[str, int]] = {"a": 1, "an": 1} | {word: n for word, n in ONES.items() if n} | TENS
_VAGUE_COUNTS: Final[frozenset[str]] = frozenset({"few", "several", "some", "many", "dozens", "handful"})

_W = r"\s+"
_NUMBER = (
    r"(?P<n>half"
    + _W
    + r"a"
    + _W
    + r"dozen|a"
    + _W
    + r"(?:couple"
    + _W
    + r"of|couple|few|dozen|handful"
    + _W
    + r"of)|couple"
    + _W
    + r"of|[0-9]{1,4}|"
    + r"(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
    + r"(?:-(?:one|two|three|four|five|six|seven|eight|nine))?|"
    + "|".join(sorted((w for w in _SMALL if w not in TENS), key=len, reverse=True))
    + r"|few|several|many|some)"
)
_UNIT = r"(?P<unit>minute|hour|day|night|week|fortnight|month|year|decade)s?"
_MONTH = r"(?P<mon>" + "|".join(sorted(MONTH_NUMBERS, key=len, reverse=True)) + r")\b\.?"
_WEEKDAY = r"(?P<day>" + "|".join(_DAY_NAMES) + r")"
_YEAR = r"(?P<year>1[0-9]{3}|20[0-9]{2})(?![0-9]|[.,][0-9])"
_ORDINAL = r"(?:st|nd|rd|th)?"
_PART = (
    r"(?P<part>(?:the\s+)?(?:very\s+)?(?:start|beginning|middle|end|first\s+half|second\s+half|first\s+week|"
    r"last\s+week|first\s+days|last\s+days|final\s+days|final\s+weeks|month)\s+of\s+|"
    r"(?:early|late|mid)(?:\s*-\s*|\s+)(?:to(?:\s+|-)(?:mid|late)(?:-|\s+))?(?:in\s+)?)?"
)
_DAY_TIME = r"morning|afternoon|evening|night|lunchtime|noon|midday|midnight|dawn|dusk"
_DAY_PREFIX = (
    r"(?:(?:early|late|later|earlier)(?:\s+on)?\s+|"
    r"(?:the\s+)?(?:early|small|wee|late|morning|first)\s+hours\s+(?:of|on)\s+|"
    r"(?:the\s+)?(?:morning|afternoon|evening|night|dawn)\s+of\s+|"
    r"(?:(?:shortly|just)\s+)?(?:before|at|around|near|by|after)\s+"
    r"(?:dawn|dusk|noon|midday|midnight|nightfall|daybreak|sunrise|sunset)\s+(?:on\s+|of\s+)?)?"
)
_DAY_SUFFIX = rf"(?:\s+(?:early|late))?(?:\s+(?:{_DAY_TIME})\b)?"
_YEAR_TAIL = (
    rf"(?:(?:,\s*|\s+|\s*-\s*|\s+of\s+|\s+in\s+){_YEAR}|(?:,?\s+(?:of\s+|earlier\s+)?(?P<ytail>last|this|next|the\s+previous|"
    r"the\s+same|that|the\s+following|the\s+next)\s+year\b))?"
)
_FLAGS = re.IGNORECASE


@dataclass(frozen=True, slots=True)
class _Atom:
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
class _Page:
    """The text and what is known of it."""

    text: str
    published: date | None
    month_first: bool


_Reader = Callable[[re.Match[str], _Page], _Atom | None]
_Join = Callable[[_Atom, _Atom, str, _Page, int], _Atom | None]


# --- Calendar -------------------------------------------------------------------------------------


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _shift(day: date | None, days: int) -> date | None:
    if day is None:
        return None
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def _month_span(year: int, month: int) -> Span:
    if not 1 <= year <= 9999:
        return None, None
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def _year_span(year: int) -> Span:
    if not 1 <= year <= 9999:
        return None, None
    return date(year, 1, 1), date(year, 12, 31)


def _shift_months(day: date, months: int) -> date | None:
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    if not 1 <= year <= 9999:
        return None
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _monday(day: date) -> date | None:
    return _shift(day, -day.weekday())


def _week_of(day: date | None) -> Span:
    if day is None:
        return None, None
    monday = _monday(day)
    return monday, _shift(monday, 6)


def _latest_day(month: int, day: int, published: date) -> date | None:
    for year in range(published.year, max(published.year - 9, 0), -1):
        found = _day(year, month, day)
        if found is not None and found <= published:
            return found
    return None


def _next_day(month: int, day: int, published: date) -> date | None:
    for year in range(published.year, min(published.year + 9, 9999)):
        found = _day(year, month, day)
        if found is not None and found > published:
            return found
    return None


def _amount(words: str) -> int | None:
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
    return _SMALL.get(words)


def _named_month(word: str) -> int | None:
    """The month a word names; None for "may" the verb and "march" the walk."""
    lowered = word.lower().rstrip(".")
    if lowered in _MODAL_MONTHS and not word[0].isupper():
        return None
    return MONTH_NUMBERS.get(lowered)


def _word_before(text: str, start: int) -> str:
    """The word right before `start`, lower-cased, within a short reach; "" if there is none."""
    found = re.search(r"([\w'’-]{1,30})[\s-]{0,3}$", text[max(0, start - 34) : start])
    return found.group(1).lower().rstrip("-") if found else ""


def _words_after(text: str, end: int) -> str:
    return text[end : end + 60]


# --- Readers of atoms -----------------------------------------------------------------------------


def _dated(
    start: int,
    end: int,
    page: _Page,
    month: int,
    day: int,
    year: int | None,
    ytail: str | None = None,
    weekday: int | None = None,
) -> _Atom | None:
    """A day of a month, with or without its year."""
    if _day(year if year is not None else 2000, month, day) is None:
        return None
    blank = _Atom(
        start, end, "day", None, None, None, "absolute", month=month, day=day, year=year, weekday=weekday
    )
    if ytail is not None:
        known = _tail_year(ytail, page.published)
        if known is None:
            return blank
        year = known
    if year is not None:
        known_day = _day(year, month, day)
        if known_day is None:
            return None
        return replace(blank, first=known_day, last=known_day, precision="day", year=year)
    blank = replace(blank, yearless=True)
    if page.published is None:
        return blank
    past, ahead = _latest_day(month, day, page.published), _next_day(month, day, page.published)
    if weekday is not None and past is not None and past.weekday() != weekday:
        past = ahead if ahead is not None and ahead.weekday() == weekday else past
    return replace(blank, first=past, last=past, precision="day" if past else None, ahead=(ahead, ahead))


def _tail_year(ytail: str, published: date | None) -> int | None:
    if published is None:
        return None
    step = {"last": -1, "this": 0, "next": 1}.get(ytail.lower())
    return None if step is None else published.year + step


def _read_iso(found: re.Match[str], page: _Page) -> _Atom | None:
    return _dated(*found.span(), page, int(found["m"]), int(found["d"]), int(found["y"]))


def _read_numeric(found: re.Match[str], page: _Page) -> _Atom | None:
    one, two, raw_year = int(found["a"]), int(found["b"]), found["y"]
    year = int(raw_year) if len(raw_year) == 4 else _century(int(raw_year))
    if not 1000 <= year <= 2999:
        return None
    day_first, month_first = _day(year, two, one), _day(year, one, two)
    chosen = day_first or month_first
    if day_first and month_first and day_first != month_first:
        weekday = _weekday_near(page.text, *found.span())
        ahead = page.published is not None and day_first > page.published >= month_first
        if weekday is not None and (day_first.weekday() == weekday) != (month_first.weekday() == weekday):
            chosen = day_first if day_first.weekday() == weekday else month_first
        elif page.month_first or ahead:
            chosen = month_first
    if chosen is None:
        return None
    return _dated(*found.span(), page, chosen.month, chosen.day, year)


def _century(short: int) -> int:
    return 2000 + short if short < 70 else 1900 + short


def _weekday_near(text: str, start: int, end: int) -> int | None:
    before = re.search(r"\b([A-Za-z]{6,9}),?\s*\(?$", text[max(0, start - 14) : start])
    if before and before.group(1).lower() in WEEKDAYS:
        return WEEKDAYS[before.group(1).lower()]
    return None


def _read_day_month(found: re.Match[str], page: _Page) -> _Atom | None:
    month = _named_month(found["mon"])
    if month is None or _is_inside_name(page.text, found.end()):
        return None
    year = int(found["year"]) if found["year"] else None
    weekday = _short_weekday(found)
    return _dated(*found.span(), page, month, int(found["d"]), year, found["ytail"], weekday)


def _short_weekday(found: re.Match[str]) -> int | None:
    short = found.groupdict().get("short")
    return _SHORT_DAYS.get(short.lower()) if short else None


def _read_month_day(found: re.Match[str], page: _Page) -> _Atom | None:
    if _named_month(found["mon"]) is None or not found["mon"][0].isupper():
        return None
    if _word_before(page.text, found.start()) in ("in", "during") and re.match(
        rf"\s+(?:\w+\s+)?(?:{_PEOPLE})\b", _words_after(page.text, found.end()), _FLAGS
    ):
        return None
    return _read_day_month(found, page)


def _read_day_list(found: re.Match[str], page: _Page) -> _Atom | None:
    """ "20-21 November", "8 and 9 February", "February 8 and 9": the days from the first to the last."""
    month = _named_month(found["mon"])
    if month is None or not found["mon"][0].isupper():
        return None
    days = [int(number) for number in re.findall(r"[0-9]{1,2}", found["days"])]
    if days != sorted(set(days)) or not _day(2000, month, days[-1]) or days[0] == 0:
        return None
    if found.re is _MONTH_DAY_LIST and not _ends_day_list(found, page):
        return None
    year = int(found["year"]) if found["year"] else None
    opening = _dated(*found.span(), page, month, days[0], year, found["ytail"])
    closing = _dated(*found.span(), page, month, days[-1], year, found["ytail"])
    if opening is None or closing is None:
        return None
    first, last = opening.first, closing.last
    if first is not None and last is not None and first > last:
        first = _day(last.year, month, days[0])
    ahead = (opening.ahead[0], closing.ahead[1])
    return replace(
        closing,
        kind="days",
        first=first,
        last=last,
        precision="range" if first and last else None,
        ahead=ahead,
    )


def _ends_day_list(found: re.Match[str], page: _Page) -> bool:
    """Whether the last number of "May 2 and 12 ..." is a day and counts nothing."""
    if found["year"] or re.search(r"[0-9][-–][0-9]{1,2}\D*$", found.group()):
        return True
    after = re.match(r"\s+([A-Za-z][\w'’-]*)", _words_after(page.text, found.end()))
    return after is None or after.group(1).lower() in _FUNCTION_WORDS


_FUNCTION_WORDS: Final[frozenset[str]] = _words("""a an the in on at to from by for with and or but when
    while after before near that which who as during where against over into inside outside he she it
    they we is was were are had has have said according because amid under between since until""")


def _read_month(found: re.Match[str], page: _Page) -> _Atom | None:
    """A month, with a year, a relative year, "last"/"this"/"next", or alone."""
    word = found["mon"]
    month = _named_month(word)
    if month is None or not word[0].isupper():
        return None
    start, end = found.span()
    if page.text[end - 1] == "." and not _abbreviated(word):
        end -= 1
    if _is_inside_name(page.text, end):
        return None
    part = " ".join((found["part"] or "").lower().split())
    modifier = (found["mod"] or "").lower()
    atom = _Atom(start, end, "month", None, None, None, "absolute", month=month)
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
    ahead = _month_span(published.year + (month < published.month), month)
    return replace(_fill_month(atom, past_year, part), yearless=modifier == "", ahead=ahead, year=None)


def _abbreviated(word: str) -> bool:
    return len(word.rstrip(".")) <= 4 and word.lower() not in ("may", "june", "july")


def _fill_month(atom: _Atom, year: int, part: str) -> _Atom:
    first, last = _month_span(year, atom.month or 1)
    point: Span = (None, None)
    if part.startswith("mid") or "middle" in part:
        point = (_day(year, atom.month or 1, 15), None)
    return replace(atom, first=first, last=last, precision="month", year=year, point=point)


def _month_of_year(atom: _Atom, ytail: str, page: _Page, part: str) -> _Atom:
    known = _tail_year(ytail, page.published)
    if known is not None:
        return _fill_month(atom, known, part)
    word = ytail.lower().split()[-1]
    step = {"previous": -365, "following": 365, "next": 365, "same": 0, "that": 0}.get(word)
    if step is None:
        return atom
    return replace(atom, kind="context", anchor="context", offset=step, precision="month")


_MONTH_LEADS: Final[frozenset[str]] = _words("""in since until till by last this next during early late
    mid from through between before after throughout around""")


def _month_in_context(text: str, start: int, word: str) -> bool:
    before = _word_before(text, start)
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


def _read_year(found: re.Match[str], page: _Page) -> _Atom | None:
    start, end = found.span("year")
    year = int(found["year"])
    text = page.text
    after = _words_after(text, end)
    if re.match(rf"\s+(?:\w+\s+)?(?:{_PEOPLE})\b", after, _FLAGS) and not re.match(
        r"\s+(?:killed|wounded)\b", after
    ):
        return None
    if re.match(
        r"(?:\s*(?:km|kilomet|met(?:er|re)|m\b|miles?|%|per\s?cent|gmt|utc|hours|hrs|local|kg|tons?|tonnes?)|[-–]\w)",
        after,
        _FLAGS,
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
    first, finish = _year_span(year)
    begin = found.start("part") if found["part"] else start
    return _Atom(begin, end, "year", first, finish, "year", "absolute", year=year)


def _read_years(found: re.Match[str], page: _Page) -> _Atom | None:
    """ "1994-96", "2011–2014"."""
    one = int(found["one"])
    two = int(found["two"]) if len(found["two"]) == 4 else int(found["one"][:2] + found["two"])
    if not one < two <= 2099 or re.match(
        rf"\s+(?:{_PEOPLE})\b", _words_after(page.text, found.end()), _FLAGS
    ):
        return None
    return _Atom(*found.span(), "years", date(one, 1, 1), date(two, 12, 31), "range", "absolute")


def _read_decade(found: re.Match[str], page: _Page) -> _Atom | None:
    raw = found["decade"]
    first = int(raw) if len(raw) == 4 else 1900 + int(raw)
    if first % 10:
        return None
    return _Atom(*found.span(), "years", date(first, 1, 1), date(first + 9, 12, 31), "range", "absolute")


def _read_century(found: re.Match[str], page: _Page) -> _Atom | None:
    number = int(found["n"])
    if not 1 <= number <= 21:
        return None
    first = (number - 1) * 100 + 1
    return _Atom(*found.span(), "years", date(first, 1, 1), date(first + 99, 12, 31), "range", "absolute")


def _read_season(found: re.Match[str], page: _Page) -> _Atom | None:
    start_month = _SEASONS[found["season"].lower()]
    modifier = (found["mod"] or "").lower()
    atom = _Atom(*found.span(), "season", None, None, None, "absolute")
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


def _fill_season(atom: _Atom, year: int, start_month: int) -> _Atom:
    first = date(year, start_month, 1)
    end = _shift_months(first, 3)
    return replace(atom, first=first, last=_shift(end, -1), precision="range", year=year)


def _read_part_of_year(found: re.Match[str], page: _Page) -> _Atom | None:
    year, which = int(found["year"]), found["which"].lower()
    number = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4, "final": 4}.get(which) or int(
        which[-1]
    )
    size = 6 if (found["size"] or "").lower() == "half" else 3
    if size == 6:
        number = min(number, 2)
    first = _day(year, (number - 1) * size + 1, 1)
    if first is None:
        return None
    end = _shift_months(first, size)
    return _Atom(*found.span(), "season", first, _shift(end, -1), "range", "absolute", year=year)


def _read_nth(found: re.Match[str], page: _Page) -> _Atom | None:
    """ "on the 14th", "the 14th of last month"."""
    number = int(found["d"])
    if not 1 <= number <= 31:
        return None
    start, end = found.span("core")
    atom = _Atom(start, end, "day", None, None, None, "publication", day=number)
    if not found["which"]:
        after = re.match(r"\s+([A-Za-z][\w'’-]*)", _words_after(page.text, end))
        if after is not None and after.group(1).lower() not in _FUNCTION_WORDS:
            return None
    published = page.published
    if published is None:
        return atom
    which = (found["which"] or "").lower().split()
    if which and which[0] in ("last", "next"):
        base = _shift_months(published.replace(day=1), -1 if which[0] == "last" else 1)
        chosen = _day(base.year, base.month, number) if base else None
    elif which and which[0] == "this":
        chosen = _day(published.year, published.month, number)
    else:
        chosen = _latest_nth(number, published)
    ahead = _next_nth(number, published)
    return replace(atom, first=chosen, last=chosen, precision="day" if chosen else None, ahead=(ahead, ahead))


def _latest_nth(number: int, published: date) -> date | None:
    for back in range(4):
        base = _shift_months(published.replace(day=1), -back)
        found = _day(base.year, base.month, number) if base else None
        if found is not None and found <= published:
            return found
    return None


def _next_nth(number: int, published: date) -> date | None:
    for step in range(4):
        base = _shift_months(published.replace(day=1), step)
        found = _day(base.year, base.month, number) if base else None
        if found is not None and found > published:
            return found
    return None


def _read_weekday(found: re.Match[str], page: _Page) -> _Atom | None:
    text = page.text
    start, end = found.span()
    before = _word_before(text, found.start("day"))
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
    atom = _Atom(start, end, "weekday", weekday=weekday)
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
    past = _shift(published, -((published.weekday() - weekday) % 7))
    ahead = _shift(published, (weekday - published.weekday() - 1) % 7 + 1)
    if week:
        step = {"last": -7, "this": 0, "next": 7}[week]
        day = _shift(_monday(published), weekday + step)
        return replace(atom, first=day, last=day, precision="day", kind="dayword")
    chosen = past
    if modifier in ("last", "this past", "this last") and past == published:
        chosen = _shift(published, -7)
    elif modifier in ("next", "this coming", "the coming", "coming"):
        chosen = ahead
    elif modifier == "this":
        chosen = published if past == published else ahead
    if modifier:
        return replace(atom, first=chosen, last=chosen, precision="day")
    return replace(atom, first=chosen, last=chosen, precision="day", ahead=(ahead, ahead))


def _offset_day(found: re.Match[str], page: _Page, days: int, kind: str = "dayword") -> _Atom:
    day = _shift(page.published, days)
    return _Atom(*found.span(), kind, day, day, "day" if day else None)


def _reader_of_day(days: int) -> _Reader:
    return lambda found, page: _offset_day(found, page, days)


def _read_overnight(found: re.Match[str], page: _Page) -> _Atom | None:
    if re.match(
        r"\s+(?:temperatures?|lows?|curfews?|stays?|success|sensation|bags?|trains?|bus(?:es)?)\b",
        _words_after(page.text, found.end()),
    ):
        return None
    first = _shift(page.published, -1)
    return _Atom(
        *found.span(), "overnight", first, page.published if first else None, "range" if first else None
    )


def _read_weekend(found: re.Match[str], page: _Page) -> _Atom | None:
    modifier = " ".join((found["mod"] or "").lower().split())
    atom = _Atom(*found.span(), "weekend")
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
    sunday = _shift(published, -((published.weekday() + 1) % 7))
    if modifier == "this" and published.weekday() == 5:
        sunday = _shift(published, 1)
    elif modifier == "last" and published.weekday() == 6:
        sunday = _shift(published, -7)
    elif modifier in ("next", "this coming", "the coming"):
        sunday = _shift(sunday, 7 if published.weekday() != 5 else 8)
        sunday = _shift(published, (5 - published.weekday()) % 7 + 1 + (7 if published.weekday() >= 5 else 0))
    first = _shift(sunday, -1)
    return replace(atom, first=first, last=sunday, precision="range")


def _read_calendar_unit(found: re.Match[str], page: _Page) -> _Atom | None:
    """ "last week", "this month", "next year", "the week before last"."""
    if re.match(r"\s+of\s+(?!the\b)", _words_after(page.text, found.end())):
        return None
    which, unit = found["which"].lower(), found["unit"].lower()
    when = (found["when"] or "").lower()
    step = {"last": -1, "this": 0, "next": 1}[which]
    atom = _Atom(*found.span(), "calendar")
    published = page.published
    if published is None:
        return atom
    if unit == "week":
        first, last = _week_of(_shift(published, 7 * step))
    elif unit == "month":
        base = _shift_months(published.replace(day=1), step)
        first, last = _month_span(base.year, base.month) if base else (None, None)
    else:
        first, last = _year_span(published.year + step)
    if which == "this":
        if when.startswith("later"):
            first = published
        else:
            last = published
    precision = _CALENDAR_PRECISION[unit]
    return replace(atom, first=first, last=last, precision=precision if first else None)


def _read_before_last(found: re.Match[str], page: _Page) -> _Atom | None:
    unit = found["unit"].lower()
    atom = _Atom(*found.span(), "calendar")
    published = page.published
    if published is None:
        return atom
    if unit == "week":
        first, last = _week_of(_shift(published, -14))
        return replace(atom, first=first, last=last, precision="week")
    if unit == "month":
        base = _shift_months(published.replace(day=1), -2)
        first, last = _month_span(base.year, base.month) if base else (None, None)
        return replace(atom, first=first, last=last, precision="month")
    if unit == "year":
        first, last = _year_span(published.year - 2)
        return replace(atom, first=first, last=last, precision="year")
    day = _shift(published, -2)
    return replace(atom, first=day, last=day, precision="day")


def _read_window(found: re.Match[str], page: _Page) -> _Atom | None:
    """ "the past 24 hours", "the last three weeks": from that far back to publication."""
    words, unit = found["n"], found["unit"].lower()
    if words is None and re.match(r"\s+of\s+", _words_after(page.text, found.end())):
        return None
    if unit == "minute":
        return None
    count = _amount(words) if words else 1
    atom = _Atom(*found.span(), "window")
    if count is None:
        return replace(atom, vague=True)
    published = page.published
    if published is None:
        return atom
    first = _back(published, count, unit)
    if first is None:
        return atom
    return replace(atom, first=first, last=published, precision="range")


def _back(day: date, count: int, unit: str) -> date | None:
    """`count` units before `day`; hours count as whole days, at least one."""
    if unit == "hour":
        return _shift(day, -max(1, -(-count // 24)))
    if unit in ("day", "night"):
        return _shift(day, -count)
    if unit in ("week", "fortnight"):
        return _shift(day, -count * (14 if unit == "fortnight" else 7))
    return _shift_months(day, -count * {"month": 1, "year": 12, "decade": 120}[unit])


def _read_hours_span(found: re.Match[str], page: _Page) -> _Atom | None:
    """ "in just 24 hours"."""
    days = int(found["n"]) // 24
    first = _shift(page.published, -days)
    atom = _Atom(*found.span(), "window")
    if re.match(r"\s+(?:of|after|later|before)\b", _words_after(page.text, found.end())):
        return None
    return replace(
        atom, first=first, last=page.published if first else None, precision="range" if first else None
    )


def _read_ago(found: re.Match[str], page: _Page) -> _Atom | None:
    unit, words = found["unit"].lower(), found["n"]
    count = _amount(words) if words else None
    atom = _Atom(*found.span(), "ago")
    published = page.published
    if unit in ("minute", "hour"):
        days = (count or 0) // 24 if unit == "hour" else 0
        day = _shift(published, -days)
        return replace(atom, first=day, last=day, precision="day" if day else None)
    if count is None or published is None:
        return replace(atom, vague=count is None)
    back = _back(published, count, unit)
    if back is None:
        return atom
    if unit in ("day", "night"):
        return replace(atom, first=back, last=back, precision="day")
    if unit in ("week", "fortnight"):
        if count == 1 and unit == "week":
            return replace(atom, first=back, last=back, precision="day")
        first, last = _week_of(back)
        return replace(atom, first=first, last=last, precision="week")
    if unit == "month":
        first, last = _month_span(back.year, back.month)
        return replace(atom, first=first, last=last, precision="month")
    first, last = _year_span(back.year)
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


def _read_step(found: re.Match[str], page: _Page) -> _Atom | None:
    """ "two days earlier", "a week later", "hours before": counted from the date the passage is at."""
    unit, words, where = found["unit"].lower(), found["n"], found["where"].lower()
    if where in ("before", "after") and _word_before(page.text, found.start()) in ("for", "lasted", "last"):
        return None
    sign = -1 if where in ("earlier", "before", "beforehand", "previously", "prior") else 1
    clause = where in ("before", "after") and _clause_follows(page.text, found.end())
    atom = _Atom(*found.span(), "context", anchor="context", clause=clause)
    if where == "prior" and re.match(r"\s+to\b", _words_after(page.text, found.end())):
        atom = replace(atom, clause=True)
    count = _amount(words) if words else None
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


def _reader_of_context(step: int, precision: Precision = "day") -> _Reader:
    def read(found: re.Match[str], page: _Page) -> _Atom | None:
        last_word = found.group().lower().split()[-1]
        clause = last_word in ("before", "after") and _clause_follows(page.text, found.end())
        return _Atom(
            *found.span(), "context", anchor="context", offset=step, precision=precision, clause=clause
        )

    return read


def _read_since_then(found: re.Match[str], page: _Page) -> _Atom | None:
    return _Atom(*found.span(), "since_then", None, page.published, "range", "context", offset=0)


def _read_since_part(found: re.Match[str], page: _Page) -> _Atom | None:
    """ "since dawn", "since the morning", "since midnight": the day of publication."""
    day = page.published
    return _Atom(*found.span(), "dayword", day, day, "day" if day else None)


def _read_holiday(found: re.Match[str], page: _Page) -> _Atom | None:
    month, day = _HOLIDAYS[" ".join(found["name"].lower().replace("’", "'").split())]
    year = int(found["year"]) if found["year"] else None
    return _dated(*found.span(), page, month, day, year, found["ytail"])


def _read_year_start(found: re.Match[str], page: _Page) -> _Atom | None:
    """ "the start of the year", "the beginning of this month"."""
    published = page.published
    atom = _Atom(*found.span(), "calendar")
    if published is None:
        return atom
    unit = found["unit"].lower()
    if unit == "year":
        first = date(published.year, 1, 1)
    elif unit == "month":
        first = published.replace(day=1)
    else:
        first = _monday(published) or published
    return replace(atom, first=first, last=published, precision=_CALENDAR_PRECISION[unit])


def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, _FLAGS)


_SEPARATOR = r"\s*(?:-|–|—|/|,\s*and\s+|,|\band\s|\bto\s|\bor\s|&|\buntil\s|\bthrough\s)\s*"
_DAYS = rf"[0-9]{{1,2}}{_ORDINAL}(?:{_SEPARATOR}(?:the\s+)?[0-9]{{1,2}}{_ORDINAL}){{1,4}}"
_SHORT = r"(?:\b(?P<short>" + "|".join(sorted(_SHORT_DAYS, key=len, reverse=True)) + r")\.?,?\s+)?"
_MONTH_DAY_LIST = _compile(rf"\b{_MONTH}\s*(?P<days>{_DAYS})(?![0-9]|[.,:][0-9]|\s?%){_YEAR_TAIL}")

_RULES: Final[tuple[tuple[re.Pattern[str], _Reader], ...]] = (
    (
        _compile(
            r"(?<![0-9./-])(?P<y>1[0-9]{3}|20[0-9]{2})[-/](?P<m>[0-9]{1,2})[-/](?P<d>[0-9]{1,2})(?![0-9/-])"
        ),
        _read_iso,
    ),
    (
        _compile(
            r"(?<![0-9./-])(?P<a>[0-9]{1,2})(?P<sep>[./-])(?P<b>[0-9]{1,2})(?P=sep)"
            r"(?P<y>1[0-9]{3}|20[0-9]{2}|(?<=/)[0-9]{2}|(?<=[0-9]{2}\.[0-9]{2}\.)[0-9]{2})(?![0-9/]|[.-][0-9])"
        ),
        _read_numeric,
    ),
    (
        _compile(
            rf"(?<![0-9.,:-]){_SHORT}(?:the\s+)?\b(?P<d>[0-9]{{1,2}}){_ORDINAL}(?:\s+of)?(?:\s*|-){_MONTH}{_YEAR_TAIL}"
        ),
        _read_day_month,
    ),
    (_compile(rf"(?<![0-9.,:])(?P<days>\b{_DAYS})(?:\s+of)?\s*{_MONTH}{_YEAR_TAIL}"), _read_day_list),
    (_MONTH_DAY_LIST, _read_day_list),
    (
        _compile(
            rf"{_SHORT}\b{_MONTH}(?:\s*|\s+the\s+|-)(?P<d>[0-9]{{1,2}}){_ORDINAL}(?![0-9]|[.,:][0-9]|\s?%|\s*(?:km|mm)\b){_YEAR_TAIL}"
        ),
        _read_month_day,
    ),
    (_compile(rf"\b{_PART}(?:(?P<mod>last|this|next)\s+)?\b{_MONTH}{_YEAR_TAIL}(?![0-9])"), _read_month),
    (
        _compile(
            rf"\b(?P<lead>(?:back\s+)?(?:in|since|until|till|by|during|from|through|before|after|of|throughout|between|the(?=\s+[0-9])|year)\s+)"
            rf"{_PART}{_YEAR}"
        ),
        _read_year,
    ),
    (
        _compile(
            rf"(?P<lead>(?<=\()|(?<=[0-9]\s)(?:and|to)\s+|\b(?=(?:early|late|mid|(?:the\s+)?(?:start|beginning|middle|end))\b)){_PART}{_YEAR}(?=\W|$)"
        ),
        _read_year,
    ),
    (
        _compile(
            r"(?<![0-9.,-])(?P<one>1[5-9][0-9]{2}|20[0-9]{2})\s?[-–/]\s?(?P<two>[0-9]{4}|[0-9]{2})(?![0-9]|[-–/.][0-9])"
        ),
        _read_years,
    ),
    (
        _compile(
            r"(?<![0-9.,-])\b(?P<one>1[5-9][0-9]{2}|20[0-9]{2})\s+to\s+(?P<two>1[5-9][0-9]{2}|20[0-9]{2})\b"
        ),
        _read_years,
    ),
    (
        _compile(r"\b(?:the\s+)?(?:(?:early|late|mid)[\s-]+)?(?P<decade>1[5-9][0-9]0|20[0-9]0)['’]?s\b"),
        _read_decade,
    ),
    (_compile(r"\b(?:the\s+)(?:(?:early|late|mid)[\s-]+)?['’]?(?P<decade>[2-9]0)['’]?s\b"), _read_decade),
    (
        _compile(r"\b(?:the\s+)?(?:(?:early|late|mid)[\s-]+)?(?P<n>[0-9]{1,2})(?:st|nd|rd|th)\s+century\b"),
        _read_century,
    ),
    (
        _compile(
            rf"\b(?:(?P<mod>last|this|next|the|in)\s+)?(?:(?:early|late|mid)[\s-]+)?(?P<season>spring|summer|autumn|fall|winter)(?:(?:\s+of)?\s+{_YEAR}(?:\s?[-–/]\s?[0-9]{{2,4}})?)?\b"
        ),
        _read_season,
    ),
    (
        _compile(
            rf"\b(?:the\s+)?(?P<which>first|second|third|fourth|last|final)\s+(?P<size>quarter|half)\s+of\s+{_YEAR}"
        ),
        _read_part_of_year,
    ),
    (_compile(rf"\b(?P<which>Q[1-4])(?P<size>)\s+(?:of\s+)?{_YEAR}"), _read_part_of_year),
    (
        _compile(
            r"\b(?:on|by|since|until|till|from|between|of|before|after|and|to|(?:mon|tues|wednes|thurs|fri|satur|sun)day,?)"
            r"\s+(?P<core>the\s+(?P<d>[0-9]{1,2})(?:st|nd|rd|th)\b)(?P<which>)(?!\s+of\b|-)"
        ),
        _read_nth,
    ),
    (
        _compile(
            r"\b(?P<core>the\s+(?P<d>[0-9]{1,2})(?:st|nd|rd|th)\s+of\s+(?P<which>(?:this|last|next|the)\s+month)\b)"
        ),
        _read_nth,
    ),
    (
        _compile(
            rf"\b{_DAY_PREFIX}(?:(?P<mod>last|next|this\s+(?:past|coming|last)|this|the\s+(?:previous|preceding|following|next|same|coming)|that(?:\s+same)?)\s+)?"
            rf"\b{_WEEKDAY}\b{_DAY_SUFFIX}(?:,?\s+(?:of\s+)?(?P<week>last|this|next)\s+week\b)?"
        ),
        _read_weekday,
    ),
    (_compile(r"\b(?:the\s+)?day\s+before\s+yesterday\b"), _reader_of_day(-2)),
    (_compile(r"\b(?:the\s+)?day\s+after\s+tomorrow\b"), _reader_of_day(2)),
    (
        _compile(rf"\b(?:(?:late|early|earlier)\s+)?yesterday(?:['’]s)?(?:\s+(?:{_DAY_TIME})\b)?"),
        _reader_of_day(-1),
    ),
    (_compile(r"\b(?:late\s+|early\s+)?last\s+night\b"), _reader_of_day(-1)),
    (_compile(rf"\btomorrow(?:\s+(?:{_DAY_TIME})\b)?"), _reader_of_day(1)),
    (
        _compile(
            r"\b(?:(?:earlier|later|early|late)\s+)?(?:today(?:\s+at\s+dawn)?|tonight|this\s+(?:very\s+)?(?:morning|afternoon|evening)|at\s+dawn\s+today)\b"
        ),
        _reader_of_day(0),
    ),
    (_compile(r"\bover-?\s?night\b"), _read_overnight),
    (
        _compile(
            r"\b(?:(?P<mod>last|this\s+coming|this\s+past|this|next|that|every|a\s+long|a|the\s+(?:same|following|previous|next|coming|past|last)|the)\s+)weekend\b"
        ),
        _read_weekend,
    ),
    (
        _compile(
            r"(?<!\bthe )\b(?:(?P<when>earlier|later|late|early)\s+)?(?P<which>last|this|next)\s+"
            r"(?P<unit>week|month|year)\b"
        ),
        _read_calendar_unit,
    ),
    (_compile(r"\b(?:the\s+)?(?P<unit>week|month|year|night)\s+before\s+last\b"), _read_before_last),
    (
        _compile(
            rf"\b(?:(?:in|over|during|within|for)\s+)?(?:(?:the|this|these)\s+)(?:past|last|previous|preceding)\s+(?:{_NUMBER}\s+(?:more\s+)?){_UNIT}\b"
        ),
        _read_window,
    ),
    (
        _compile(rf"\b(?:in|over|during|within)\s+(?:past|last)\s+{_NUMBER}\s+{_UNIT}\b"),
        _read_window,
    ),
    (
        _compile(
            r"\b(?:(?:in|over|during|within|for)\s+)?(?:(?:the|this)\s+past|the\s+last)(?P<n>)\s+(?P<unit>day|night|week|fortnight|month|year|decade)\b"
        ),
        _read_window,
    ),
    (
        _compile(
            r"\bin\s+(?:just\s+|only\s+|under\s+|less\s+than\s+|barely\s+|about\s+|the\s+space\s+of\s+)?(?P<n>24|48|72)\s+hours\b"
        ),
        _read_hours_span,
    ),
    (_compile(rf"\b(?:{_NUMBER}\s+)?{_UNIT}\s+ago\b"), _read_ago),
    (
        _compile(
            rf"\b(?:{_NUMBER}\s+(?:more\s+)?)?{_UNIT}\s+(?P<where>earlier|later|before(?:hand)?|after(?:wards?)?|previously|prior)\b"
        ),
        _read_step,
    ),
    (
        _compile(
            r"\b(?:(?:on|later|earlier)\s+)?(?:the|that|this)\s+(?:very\s+)?same\s+(?:day|night|evening|morning|afternoon)\b"
        ),
        _reader_of_context(0),
    ),
    (
        _compile(
            r"\b(?:(?:later|earlier|late)\s+)?that\s+(?:very\s+)?(?:day|night|evening|morning|afternoon)\b"
        ),
        _reader_of_context(0),
    ),
    (_compile(r"\b(?<!the )same\s+day\b"), _reader_of_context(0)),
    (_compile(r"\b(?:that|the\s+same|that\s+same)\s+week\b"), _reader_of_context(0, "week")),
    (_compile(r"\b(?:that|the\s+same|that\s+same)\s+month\b"), _reader_of_context(0, "month")),
    (_compile(r"\b(?:that|the\s+same|that\s+same)\s+year\b"), _reader_of_context(0, "year")),
    (
        _compile(r"\bthe\s+(?:previous|preceding|prior)\s+(?:day|night|evening|morning|afternoon)\b"),
        _reader_of_context(-1),
    ),
    (
        _compile(r"\bthe\s+(?:day|night|evening|morning|afternoon)\s+(?:before|earlier|prior|previously)\b"),
        _reader_of_context(-1),
    ),
    (
        _compile(r"\bthe\s+(?:next|following|subsequent)\s+(?:day|morning|night|evening|afternoon)\b"),
        _reader_of_context(1),
    ),
    (_compile(r"\b(?:the\s+)?(?:next|following)\s+day\b"), _reader_of_context(1)),
    (_compile(r"\bthe\s+(?:day|morning|night|evening)\s+after\b"), _reader_of_context(1)),
    (
        _compile(r"\bthe\s+(?:previous|preceding)\s+week\b|\bthe\s+week\s+(?:before|earlier)\b"),
        _reader_of_context(-7, "week"),
    ),
    (_compile(r"\bthe\s+(?:following|next)\s+week\b|\bthe\s+week\s+after\b"), _reader_of_context(7, "week")),
    (
        _compile(r"\bthe\s+(?:previous|preceding)\s+month\b|\bthe\s+month\s+(?:before|earlier)\b"),
        _reader_of_context(-30, "month"),
    ),
    (
        _compile(r"\bthe\s+(?:following|next)\s+month\b|\bthe\s+month\s+after\b"),
        _reader_of_context(30, "month"),
    ),
    (
        _compile(r"\bthe\s+(?:previous|preceding)\s+year\b|\bthe\s+year\s+(?:before|earlier)\b"),
        _reader_of_context(-365, "year"),
    ),
    (
        _compile(r"\bthe\s+(?:following|next)\s+year\b|\bthe\s+year\s+after\b"),
        _reader_of_context(365, "year"),
    ),
    (_compile(r"\b(?:ever\s+)?since\s+(?:then|that\s+(?:day|time|date))\b"), _read_since_then),
    (
        _compile(
            r"\bsince\s+(?:the\s+)?(?:early\s+)?(?:dawn|daybreak|sunrise|midnight|noon|midday|morning|early\s+hours)\b(?!\s+(?:on|of)\b)"
        ),
        _read_since_part,
    ),
    (
        _compile(
            rf"\b(?P<name>christmas\s+(?:day|eve)|boxing\s+day|new\s+year['’]s\s+(?:eve|day)){_YEAR_TAIL}"
        ),
        _read_holiday,
    ),
    (
        _compile(r"\bthe\s+(?:start|beginning)\s+of\s+(?:the|this)\s+(?P<unit>year|month|week)\b"),
        _read_year_start,
    ),
)


# --- Joins ----------------------------------------------------------------------------------------

_GAP_DATE = re.compile(r"(?:,?\s{1,3}(?:the\s+)?|,|\s*\()", _FLAGS)
_GAP_RANGE = re.compile(
    r"\s*(?:-|–|—|to|through|until|till|into|up\s+to)\s*(?:(?:early|late)\s+)?(?:on\s+|the\s+)?", _FLAGS
)
_GAP_AND = re.compile(r"\s*,?\s*and\s+(?:on\s+|the\s+|early\s+|late\s+)?", _FLAGS)
_GAP_OVERNIGHT = re.compile(r"\s*,?\s*(?:on|into|to|from|of|through|between)?\s*(?:the\s+)?", _FLAGS)
_GAP_STEP = re.compile(r"\s+(?:on\s+|the\s+)?", _FLAGS)
_LEAD_BETWEEN = re.compile(r"\bbetween\s+(?:the\s+|late\s+|early\s+)?$", _FLAGS)
_LEAD_FROM = re.compile(r"\bfrom\s+(?:the\s+|late\s+|early\s+)?$", _FLAGS)
_LEAD_NIGHT = re.compile(r"\b(?:the\s+)?night\s+(?:of|from|between)\s+(?:the\s+)?$", _FLAGS)
_LEAD_SINCE = re.compile(
    r"\bsince\s+(?:(?:at\s+least|about|around|the|on|as\s+early\s+as|as\s+far\s+back\s+as|way\s+back\s+in|in|late|early)\s+)*$",
    _FLAGS,
)
_LEAD_SINCE_CLAUSE = re.compile(r"\bsince\s+(?!then\b)[^\n.;:!?,()\"“”]{1,80}$", _FLAGS)
_LEAD_UNTIL = re.compile(r"\b(?:until|till|up\s+(?:to|until))\s+(?:the\s+|late\s+|early\s+|on\s+)?$", _FLAGS)
_LEAD_WINDOW = re.compile(
    rf"\b(?:(?:in|over|during)\s+)?the\s+(?:(?:past|last|previous)\s+)?{_NUMBER}\s+{_UNIT}\s+"
    r"(?:to|until|up\s+to|ending(?:\s+on|\s+at)?|through|prior\s+to|before)\s+"
    r"(?:the\s+)?(?:[0-9]{1,2}(?:[:.][0-9]{2})?\s*(?:[ap]\.?m\.?)?\s*(?:on|of)?\s*)?$",
    _FLAGS,
)
_LEAD_WEEK = re.compile(
    r"\b(?:in\s+|during\s+)?the\s+week\s+(?P<how>of|beginning|starting|ending|to)\s+(?:on\s+)?$", _FLAGS
)
_DAYS_LIKE: Final[frozenset[str]] = frozenset({"day", "weekday", "dayword", "ago", "days"})
_REACH: Final[int] = 100
_GAP_REACH: Final[int] = 24


def _lead(pattern: re.Pattern[str], text: str, start: int, floor: int) -> int | None:
    """Where the words that `pattern` asks for right before `start` begin, not before `floor`."""
    base = max(floor, start - _REACH, 0)
    found = pattern.search(text[base:start])
    return base + found.start() if found else None


def _join_dated_weekday(one: _Atom, two: _Atom, gap: str, page: _Page, floor: int) -> _Atom | None:
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
        again = _dated(one.start, end, page, dated.month or 1, dated.day or 1, None, None, named.weekday)
        return again
    return replace(dated, start=one.start, end=end)


def _same_scale(one: _Atom, two: _Atom) -> bool:
    if one.kind in _DAYS_LIKE and two.kind in _DAYS_LIKE:
        return True
    scales = {"month", "year", "years", "season"}
    if one.kind in scales and two.kind in scales:
        return True
    return {one.kind, two.kind} <= (_DAYS_LIKE | {"month"})


def _join_range(one: _Atom, two: _Atom, gap: str, page: _Page, floor: int) -> _Atom | None:
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
    one = _with_year_of(one, two, page)
    first, last = one.first, two.last
    if first is not None and last is not None and first > last:
        earlier = _shift(first, -7) if one.kind == "weekday" else _day_before_year(first, last)
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


def _dash_joins(one: _Atom, two: _Atom, gap: str) -> bool:
    """A spaced dash ("Nov 5 - Tuesday's raid") joins only two dates or two months."""
    if gap.strip() not in ("-", "–", "—") or gap == gap.strip() != "—":
        return True
    return one.month is not None and two.month is not None and gap.strip() != "—"


def _next_day_after(one: _Atom, two: _Atom, gap: str, text: str) -> bool:
    """ "on Friday and Saturday": two days that follow each other."""
    if one.kind != two.kind or one.kind not in ("weekday", "day") or one.last is None or two.first is None:
        return False
    if gap.strip().lower() not in ("and", "and on") or text[two.end : two.end + 1] in ("'", "’"):
        return False
    if one.kind == "weekday" and one.weekday is not None and two.weekday is not None:
        return (two.weekday - one.weekday) % 7 == 1
    return _shift(one.last, 1) == two.first


def _with_year_of(one: _Atom, two: _Atom, page: _Page) -> _Atom:
    """ "from 5 March to 7 April 2022": the year stands for both."""
    if not one.yearless or two.year is None or one.month is None:
        return one
    if one.kind == "day" and one.day is not None:
        year = two.year if (one.month, one.day) <= (two.month or 12, two.day or 31) else two.year - 1
        known = _day(year, one.month, one.day)
        return replace(one, first=known, last=known, precision="day", yearless=False, year=year)
    if one.kind == "month":
        year = two.year if one.month <= (two.month or 12) else two.year - 1
        first, last = _month_span(year, one.month)
        return replace(one, first=first, last=last, precision="month", yearless=False, year=year)
    return one


def _day_before_year(first: date, last: date) -> date | None:
    return _day(first.year - 1, first.month, first.day) if first.year >= last.year else None


def _join_overnight(one: _Atom, two: _Atom, gap: str, page: _Page) -> _Atom | None:
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
        first, last = (_shift(first, -1), last) if ends else (first, _shift(last, 1))
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


def _join_step(one: _Atom, two: _Atom, gap: str) -> _Atom | None:
    """ "two days after 7 October"."""
    if one.kind != "context" or not one.clause or one.offset is None or two.kind not in _DAYS_LIKE:
        return None
    if not _GAP_STEP.fullmatch(gap) or two.first is None or two.last is None or one.precision != "day":
        return None
    first, last = _shift(two.first, one.offset), _shift(two.last, one.offset)
    return replace(
        two, start=one.start, first=first, last=last, kind="dayword", ahead=(None, None), yearless=False
    )


def _prefixed(atom: _Atom, page: _Page, floor: int) -> _Atom:
    """`atom` with a "since", "until", "the 24 hours to", "the week of" that stands before it."""
    text = page.text
    if atom.kind in ("window", "since_then") or atom.vague:
        return atom
    start = _lead(_LEAD_WINDOW, text, atom.start, floor)
    if start is not None and atom.kind in _DAYS_LIKE:
        found = _LEAD_WINDOW.search(text[start : atom.start])
        count = _amount(found["n"]) if found else None
        if found and count is not None and atom.last is not None and found["unit"].lower() != "minute":
            first = _back(atom.last, count, found["unit"].lower())
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
        first, last = (_shift(atom.first, -6), atom.first) if ending else (atom.first, _shift(atom.first, 6))
        if how is not None and how["how"].lower() == "of":
            first, last = _week_of(atom.first)
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


def _since(atom: _Atom, start: int, page: _Page) -> _Atom:
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


def _month_first(text: str) -> bool:
    """Whether the numeric dates of the text put the month first: one can only be read so."""
    day_first = month_first = False
    for found in re.finditer(r"(?<![0-9./-])([0-9]{1,2})/([0-9]{1,2})/(?:[0-9]{4}|[0-9]{2})(?![0-9/])", text):
        one, two = int(found[1]), int(found[2])
        day_first |= one > 12 >= two
        month_first |= two > 12 >= one
    return month_first and not day_first


def _atoms(page: _Page) -> list[_Atom]:
    """The leftmost longest atoms, in reading order, none overlapping another."""
    found: list[_Atom] = []
    for pattern, reader in _RULES:
        for match in pattern.finditer(page.text):
            atom = reader(match, page)
            if atom is not None:
                found.append(_trimmed(atom, page.text))
    found.sort(key=lambda atom: (atom.start, -atom.end))
    out: list[_Atom] = []
    for atom in found:
        if not out or atom.start >= out[-1].end:
            out.append(atom)
    return out


def _trimmed(atom: _Atom, text: str) -> _Atom:
    """`atom` without spaces at its ends, and without a full stop that abbreviates nothing."""
    start, end = atom.start, atom.end
    while start < end and text[start].isspace():
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",-"):
        end -= 1
    if text[end - 1] == "." and _LONG_MONTH_STOP.search(text, max(start, end - 12), end):
        end -= 1
    return replace(atom, start=start, end=end)


_LONG_MONTH_STOP = re.compile(r"(?:" + "|".join(_MONTH_NAMES) + r")\.$", _FLAGS)


def _joined(atoms: list[_Atom], page: _Page) -> list[_Atom]:
    """Neighbours put together: weekday and date, then ranges, then nights and steps, then prefixes."""
    for join in (_join_dated_weekday, _join_range, _join_night_or_step):
        atoms = _pass(atoms, page, join)
    out: list[_Atom] = []
    for atom in atoms:
        out.append(_prefixed(atom, page, out[-1].end if out else 0))
    return out


def _pass(atoms: list[_Atom], page: _Page, join: _Join) -> list[_Atom]:
    out: list[_Atom] = []
    for atom in atoms:
        made = None
        if out:
            gap = page.text[out[-1].end : atom.start]
            floor = out[-2].end if len(out) > 1 else 0
            made = join(out[-1], atom, gap, page, floor) if len(gap) <= _GAP_REACH else None
        if made is None:
            out.append(atom)
        else:
            out[-1] = made
    return out


def _join_night_or_step(one: _Atom, two: _Atom, gap: str, page: _Page, floor: int) -> _Atom | None:
    return _join_overnight(one, two, gap, page) or _join_step(one, two, gap)


def find_times(text: str, published_on: date | None) -> list[TimeExpression]:
    """Every expression of time in `text`, left to right, none overlapping another, longest first.

    A weekday is the latest one on or before `published_on`, a day or month without a year likewise.
    With `published_on` None only dates that carry their year are resolved; the others are returned
    with their span alone. Words such as "on" and "in" before a date are not part of it; "since",
    "until", "between" and "from" before a joined one are.
    """
    page = _Page(text, published_on, _month_first(text))
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
            )
        )
    return out


# --- Resolution -----------------------------------------------------------------------------------


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
        start = _shift(context_first, offset)
        if start is None or expression.last is None or start > expression.last:
            return None, None, None
        return start, expression.last, "range"
    if expression.month is not None:
        first, last = _month_span(context_first.year + round(offset / 365), expression.month)
        return first, last, "month" if first else None
    if expression.weekday is not None:
        return _context_weekday(expression.weekday, offset, context_first, context_last)
    if expression.precision == "week":
        first, last = _week_of(_shift(context_first, offset))
        return first, last, "week" if first else None
    if expression.precision == "month":
        base = _shift_months(context_first, round(offset / 30))
        first, last = _month_span(base.year, base.month) if base else (None, None)
        return first, last, "month" if first else None
    if expression.precision == "year":
        first, last = _year_span(context_first.year + round(offset / 365))
        return first, last, "year" if first else None
    first, last = _shift(context_first, offset), _shift(context_last, offset)
    if first is None or last is None:
        return None, None, None
    return first, last, "day" if first == last else "range"


def _context_weekday(
    weekday: int, step: int, first: date, last: date
) -> tuple[date | None, date | None, Precision | None]:
    if step > 0:
        day = _shift(last, (weekday - last.weekday() - 1) % 7 + 1)
    elif step < 0:
        day = _shift(first, -((first.weekday() - weekday - 1) % 7 + 1))
    else:
        day = _shift(_monday(first), weekday)
    return day, day, "day" if day else None


def in_context_year(
    expression: TimeExpression, context_first: date
) -> tuple[date | None, date | None, Precision | None]:
    """A yearless day or month read in the years of its passage: the first one on or after the context.

    For history ("on 21 February 1916 ... They retook the fort on 24 October"), where the latest one before
    publication is not meant. Anything else comes back as it is.
    """
    if not expression.yearless or expression.first is None and expression.point_first is None:
        return expression.first, expression.last, expression.precision
    first = expression.point_first or expression.first
    last = expression.point_last or expression.last
    if first is None or last is None:
        return expression.first, expression.last, expression.precision
    for year in (context_first.year, context_first.year + 1):
        start = _day(year, first.month, min(first.day, monthrange(year, first.month)[1]))
        if start is None:
            continue
        end_day = min(last.day, monthrange(year, last.month)[1])
        if first.day == 1 and (last.year, last.month) == (first.year, first.month) and last.day >= 28:
            end_day = monthrange(year, last.month)[1]
        end = _day(year + (last.year - first.year), last.month, end_day)
        if end is not None and end >= context_first:
            precision: Precision = (
                "day" if start == end else "month" if expression.precision == "month" else "range"
            )
            return start, end, precision
    return expression.first, expression.last, expression.precision
