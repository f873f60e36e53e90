"""The patterns of time expressions, each with its reader; the longest match wins."""

import re
from dataclasses import dataclass
from typing import Final

from orchestration.extraction.absolute_times import (
    read_century,
    read_day_list,
    read_day_month,
    read_decade,
    read_iso,
    read_month,
    read_month_day,
    read_nth,
    read_numeric,
    read_part_of_year,
    read_quarter,
    read_season,
    read_spelled_day,
    read_year,
    read_years,
)
from orchestration.extraction.relative_times import (
    read_ago,
    read_before_last,
    read_calendar_unit,
    read_holiday,
    read_hours_span,
    read_overnight,
    read_since_part,
    read_since_then,
    read_step,
    read_weekday,
    read_weekend,
    read_window,
    read_year_start,
    reader_of_context,
    reader_of_day,
)
from orchestration.extraction.time_atoms import Reader
from orchestration.extraction.time_tables import (
    DAY_NAMES,
    DAYS,
    MONTH,
    MONTH_DAY_LIST,
    MONTH_NUMBERS,
    NUMBER,
    ORDINAL,
    PARTS_OF_DAY,
    SHORT_DAYS,
    SPELLED_DAYS,
    UNIT,
    YEAR,
    YEAR_TAIL,
    compiled,
    word_set,
)

_WEEKDAY = r"(?P<day>" + "|".join(DAY_NAMES) + r")"
_PART = (
    r"(?P<part>(?:the\s+)?(?:very\s+)?(?:start|beginning|middle|end|first\s+half|second\s+half|first\s+week|"
    r"last\s+week|first\s+days|last\s+days|final\s+days|final\s+weeks|month)\s+of\s+|"
    r"(?:early|late|mid)(?:\s*-\s*|\s+)(?:to(?:\s+|-)(?:mid|late)(?:-|\s+))?(?:in\s+)?)?"
)
_DAY_TIME = "|".join(PARTS_OF_DAY)
_DAY_PREFIX = (
    r"(?:(?:early|late|later|earlier)(?:\s+on)?\s+|"
    r"(?:the\s+)?(?:early|small|wee|late|morning|first)\s+hours\s+(?:of|on)\s+|"
    r"(?:the\s+)?(?:morning|afternoon|evening|night|dawn)\s+of\s+|"
    r"(?:(?:shortly|just)\s+)?(?:before|at|around|near|by|after)\s+"
    r"(?:dawn|dusk|noon|midday|midnight|nightfall|daybreak|sunrise|sunset)\s+(?:on\s+|of\s+)?)?"
)
_DAY_SUFFIX = rf"(?:\s+(?:early|late))?(?:\s+(?:{_DAY_TIME})\b)?"
_SHORT = r"(?:\b(?P<short>" + "|".join(sorted(SHORT_DAYS, key=len, reverse=True)) + r")\.?,?\s+)?"
FIGURE = "0"
YEAR_FIGURE = "2000"
_FIGURES = frozenset({FIGURE})
_YEARS = frozenset({YEAR_FIGURE})
_ORDINALS = word_set("st nd rd th")
_MONTHS = frozenset(MONTH_NUMBERS)
_SEASONS = word_set("spring summer autumn fall winter")
_UNITS = frozenset(
    form
    for unit in ("minute", "hour", "day", "night", "week", "fortnight", "month", "year", "decade")
    for form in (unit, f"{unit}s")
)
_TIMES_OF_DAY = word_set("day night evening morning afternoon")
_BEFORE = word_set("previous preceding before earlier")
_BEHIND = word_set("following next after")


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern and what reads its matches. A text matches only if it holds a word of each of the sets in `needs`.

    `FIGURE` stands there for any digit, `YEAR_FIGURE` for four that may be a year.
    """

    pattern: re.Pattern[str]
    read: Reader
    needs: tuple[frozenset[str], ...]


RULES: Final[tuple[Rule, ...]] = (
    Rule(
        compiled(
            r"(?<![0-9./-])(?P<y>1[0-9]{3}|20[0-9]{2})[-/](?P<m>[0-9]{1,2})[-/](?P<d>[0-9]{1,2})(?![0-9/-])"
        ),
        read_iso,
        (_YEARS,),
    ),
    Rule(
        compiled(
            r"(?<![0-9./-])(?P<a>[0-9]{1,2})(?P<sep>[./-])(?P<b>[0-9]{1,2})(?P=sep)"
            r"(?P<y>1[0-9]{3}|20[0-9]{2}|(?<=/)[0-9]{2}|(?<=[0-9]{2}\.[0-9]{2}\.)[0-9]{2})(?![0-9/]|[.-][0-9])"
        ),
        read_numeric,
        (_FIGURES,),
    ),
    Rule(
        compiled(
            rf"(?<![0-9.,:-]){_SHORT}(?:the\s+)?\b(?P<d>[0-9]{{1,2}}){ORDINAL}(?:\s+of)?(?:\s*|-){MONTH}{YEAR_TAIL}"
        ),
        read_day_month,
        (
            _MONTHS,
            _FIGURES,
        ),
    ),
    Rule(
        compiled(rf"\b(?:the\s+)?(?P<nth>{SPELLED_DAYS})\s+of\s+{MONTH}{YEAR_TAIL}"),
        read_spelled_day,
        (
            _MONTHS,
            word_set("of"),
        ),
    ),
    Rule(
        compiled(rf"(?<![0-9.,:])(?P<days>\b{DAYS})(?:\s+of)?\s*{MONTH}{YEAR_TAIL}"),
        read_day_list,
        (
            _MONTHS,
            _FIGURES,
        ),
    ),
    Rule(
        MONTH_DAY_LIST,
        read_day_list,
        (
            _MONTHS,
            _FIGURES,
        ),
    ),
    Rule(
        compiled(
            rf"{_SHORT}\b{MONTH}(?:\s*|\s+the\s+|-)(?P<d>[0-9]{{1,2}}){ORDINAL}(?![0-9]|[.,:][0-9]|\s?%|\s*(?:km|mm)\b){YEAR_TAIL}"
        ),
        read_month_day,
        (
            _MONTHS,
            _FIGURES,
        ),
    ),
    Rule(
        compiled(rf"\b{_PART}(?:(?P<mod>last|this|next|that)\s+)?\b{MONTH}{YEAR_TAIL}(?![0-9])"),
        read_month,
        (_MONTHS,),
    ),
    Rule(
        compiled(
            rf"\b(?P<lead>(?:back\s+)?(?:in|since|until|till|by|during|from|through|before|after|of|throughout|between|the(?=\s+[0-9])|year)\s+)"
            rf"{_PART}{YEAR}"
        ),
        read_year,
        (_YEARS,),
    ),
    Rule(
        compiled(
            rf"(?P<lead>(?<=\()|(?<=[0-9]\s)(?:and|to)\s+|\b(?=(?:early|late|mid|(?:the\s+)?(?:start|beginning|middle|end))\b)){_PART}{YEAR}(?=\W|$)"
        ),
        read_year,
        (_YEARS,),
    ),
    Rule(
        compiled(
            r"(?<![0-9.,-])(?P<one>1[5-9][0-9]{2}|20[0-9]{2})\s?[-–/]\s?(?P<two>[0-9]{4}|[0-9]{2})(?![0-9]|[-–/.][0-9])"
        ),
        read_years,
        (_YEARS,),
    ),
    Rule(
        compiled(
            r"(?<![0-9.,-])\b(?P<one>1[5-9][0-9]{2}|20[0-9]{2})\s+to\s+(?P<two>1[5-9][0-9]{2}|20[0-9]{2})\b"
        ),
        read_years,
        (_YEARS,),
    ),
    Rule(
        compiled(r"\b(?:the\s+)?(?:(?:early|late|mid)[\s-]+)?(?P<decade>1[5-9][0-9]0|20[0-9]0)['’]?s\b"),
        read_decade,
        (_YEARS,),
    ),
    Rule(
        compiled(r"\b(?:the\s+)(?:(?:early|late|mid)[\s-]+)?['’]?(?P<decade>[2-9]0)['’]?s\b"),
        read_decade,
        (_FIGURES,),
    ),
    Rule(
        compiled(r"\b(?:the\s+)?(?:(?:early|late|mid)[\s-]+)?(?P<n>[0-9]{1,2})(?:st|nd|rd|th)\s+century\b"),
        read_century,
        (word_set("century"),),
    ),
    Rule(
        compiled(
            rf"\b(?:(?P<mod>last|this|next|the|in)\s+)?(?:(?:early|late|mid)[\s-]+)?(?P<season>spring|summer|autumn|fall|winter)(?:(?:\s+of)?\s+{YEAR}(?:\s?[-–/]\s?[0-9]{{2,4}})?)?\b"
        ),
        read_season,
        (_SEASONS,),
    ),
    Rule(
        compiled(
            rf"\b(?:the\s+)?(?P<which>first|second|third|fourth|last|final)\s+(?P<size>quarter|half)\s+of\s+{YEAR}"
        ),
        read_part_of_year,
        (
            word_set("quarter half"),
            _YEARS,
        ),
    ),
    Rule(
        compiled(
            r"\bthe\s+(?P<which>first|second|third|fourth|last|final)\s+(?P<size>quarter|half)"
            r"(?:\s+of\s+(?P<mod>this|last)\s+year)?(?!\s+of\b)\b(?=\W|$)"
        ),
        read_quarter,
        (word_set("quarter half"),),
    ),
    Rule(
        compiled(rf"\b(?P<which>Q[1-4])(?P<size>)\s+(?:of\s+)?{YEAR}"),
        read_part_of_year,
        (
            word_set("q"),
            _YEARS,
        ),
    ),
    Rule(
        compiled(
            r"\b(?:on|by|since|until|till|from|between|of|before|after|and|to|(?:mon|tues|wednes|thurs|fri|satur|sun)day,?)"
            r"\s+(?P<core>the\s+(?P<d>[0-9]{1,2})(?:st|nd|rd|th)\b)(?P<which>)(?!\s+of\b|-)"
        ),
        read_nth,
        (
            _ORDINALS,
            _FIGURES,
        ),
    ),
    Rule(
        compiled(
            r"\b(?P<core>the\s+(?P<d>[0-9]{1,2})(?:st|nd|rd|th)\s+of\s+"
            r"(?P<which>(?:this|last|next|that(?:\s+same)?|the(?:\s+(?:same|following|next))?)\s+month)\b)"
        ),
        read_nth,
        (
            word_set("month"),
            _ORDINALS,
            _FIGURES,
        ),
    ),
    Rule(
        compiled(
            rf"\b{_DAY_PREFIX}(?:(?P<mod>last|next|this\s+(?:past|coming|last)|this|the\s+(?:previous|preceding|following|next|same|coming)|that(?:\s+same)?)\s+)?"
            rf"\b{_WEEKDAY}\b{_DAY_SUFFIX}(?:,?\s+(?:of\s+)?(?P<week>last|this|next)\s+week\b)?"
        ),
        read_weekday,
        (frozenset(DAY_NAMES),),
    ),
    Rule(compiled(r"\b(?:the\s+)?day\s+before\s+yesterday\b"), reader_of_day(-2), (word_set("yesterday"),)),
    Rule(compiled(r"\b(?:the\s+)?day\s+after\s+tomorrow\b"), reader_of_day(2), (word_set("tomorrow"),)),
    Rule(
        compiled(rf"\b(?:(?:late|early|earlier)\s+)?yesterday\b(?:['’]s)?(?:\s+(?:{_DAY_TIME})\b)?"),
        reader_of_day(-1),
        (word_set("yesterday"),),
    ),
    Rule(
        compiled(r"\b(?:late\s+|early\s+)?last\s+night\b"),
        reader_of_day(-1),
        (
            word_set("night"),
            word_set("last"),
        ),
    ),
    Rule(compiled(rf"\btomorrow\b(?:\s+(?:{_DAY_TIME})\b)?"), reader_of_day(1), (word_set("tomorrow"),)),
    Rule(
        compiled(
            r"\b(?:(?:earlier|later|early|late)\s+)?(?:today(?:\s+at\s+dawn)?|tonight|this\s+(?:very\s+)?(?:morning|afternoon|evening)|at\s+dawn\s+today)\b"
        ),
        reader_of_day(0),
        (word_set("today tonight morning afternoon evening"),),
    ),
    Rule(compiled(r"\bover-?\s?night\b"), read_overnight, (word_set("overnight night"),)),
    Rule(
        compiled(
            r"\b(?:(?P<mod>last|this\s+coming|this\s+past|this|next|that|every|a\s+long|a|the\s+(?:same|following|previous|next|coming|past|last)|the)\s+)weekend\b"
        ),
        read_weekend,
        (word_set("weekend"),),
    ),
    Rule(
        compiled(
            r"(?<!\bthe )\b(?:(?P<when>earlier|later|late|early)\s+)?(?P<which>last|this|next)\s+"
            r"(?P<unit>week|month|year)\b"
        ),
        read_calendar_unit,
        (
            word_set("week month year"),
            word_set("last this next"),
        ),
    ),
    Rule(
        compiled(r"\b(?:the\s+)?(?P<unit>week|month|year|night)\s+before\s+last\b"),
        read_before_last,
        (
            word_set("last"),
            word_set("before"),
        ),
    ),
    Rule(
        compiled(
            rf"\b(?:(?:in|over|during|within|for)\s+)?(?:(?:the|this|these)\s+)(?:past|last|previous|preceding)\s+(?:{NUMBER}\s+(?:more\s+)?){UNIT}\b"
        ),
        read_window,
        (
            word_set("past last previous preceding"),
            _UNITS,
        ),
    ),
    Rule(
        compiled(rf"\b(?:in|over|during|within)\s+(?:past|last)\s+{NUMBER}\s+{UNIT}\b"),
        read_window,
        (
            word_set("past last"),
            _UNITS,
        ),
    ),
    Rule(
        compiled(
            r"\b(?:(?:in|over|during|within|for)\s+)?(?:(?:the|this)\s+past|the\s+last)(?P<n>)\s+(?P<unit>day|night|week|fortnight|month|year|decade)\b"
        ),
        read_window,
        (
            word_set("past last"),
            _UNITS,
        ),
    ),
    Rule(
        compiled(
            r"\bin\s+(?:just\s+|only\s+|under\s+|less\s+than\s+|barely\s+|about\s+|the\s+space\s+of\s+)?(?P<n>24|48|72)\s+hours\b"
        ),
        read_hours_span,
        (
            word_set("hours"),
            _FIGURES,
        ),
    ),
    Rule(compiled(rf"\b(?:{NUMBER}\s+)?{UNIT}\s+ago\b"), read_ago, (word_set("ago"),)),
    Rule(
        compiled(
            rf"\b(?:{NUMBER}\s+(?:more\s+)?)?{UNIT}\s+(?P<where>earlier|later|before(?:hand)?|after(?:wards?)?|previously|prior)\b"
        ),
        read_step,
        (
            word_set("earlier later before beforehand after afterward afterwards previously prior"),
            _UNITS,
        ),
    ),
    Rule(
        compiled(
            r"\b(?:(?:on|later|earlier)\s+)?(?:the|that|this)\s+(?:very\s+)?same\s+(?:day|night|evening|morning|afternoon)\b"
        ),
        reader_of_context(0),
        (
            word_set("same"),
            _TIMES_OF_DAY,
        ),
    ),
    Rule(
        compiled(
            r"\b(?:(?:later|earlier|late)\s+)?that\s+(?:very\s+)?(?:day|night|evening|morning|afternoon)\b"
        ),
        reader_of_context(0),
        (
            word_set("that"),
            _TIMES_OF_DAY,
        ),
    ),
    Rule(
        compiled(r"\b(?<!the )same\s+day\b"),
        reader_of_context(0),
        (
            word_set("same"),
            word_set("day"),
        ),
    ),
    Rule(
        compiled(r"\b(?:that|the\s+same|that\s+same)\s+week\b"),
        reader_of_context(0, "week"),
        (
            word_set("week"),
            word_set("that same"),
        ),
    ),
    Rule(
        compiled(r"\b(?:that|the\s+same|that\s+same)\s+month\b"),
        reader_of_context(0, "month"),
        (
            word_set("month"),
            word_set("that same"),
        ),
    ),
    Rule(
        compiled(r"\b(?:that|the\s+same|that\s+same)\s+year\b"),
        reader_of_context(0, "year"),
        (
            word_set("year"),
            word_set("that same"),
        ),
    ),
    Rule(
        compiled(r"\bthe\s+(?:previous|preceding|prior)\s+(?:day|night|evening|morning|afternoon)\b"),
        reader_of_context(-1),
        (
            word_set("previous preceding prior"),
            _TIMES_OF_DAY,
        ),
    ),
    Rule(
        compiled(r"\bthe\s+(?:day|night|evening|morning|afternoon)\s+(?:before|earlier|prior|previously)\b"),
        reader_of_context(-1),
        (
            word_set("before earlier prior previously"),
            _TIMES_OF_DAY,
        ),
    ),
    Rule(
        compiled(r"\bthe\s+(?:next|following|subsequent)\s+(?:day|morning|night|evening|afternoon)\b"),
        reader_of_context(1),
        (
            word_set("next following subsequent"),
            _TIMES_OF_DAY,
        ),
    ),
    Rule(
        compiled(r"\b(?:the\s+)?(?:next|following)\s+day\b"),
        reader_of_context(1),
        (
            word_set("next following"),
            word_set("day"),
        ),
    ),
    Rule(
        compiled(r"\bthe\s+(?:day|morning|night|evening)\s+after\b"),
        reader_of_context(1),
        (
            word_set("after"),
            _TIMES_OF_DAY,
        ),
    ),
    Rule(
        compiled(r"\bthe\s+(?:previous|preceding)\s+week\b|\bthe\s+week\s+(?:before|earlier)\b"),
        reader_of_context(-7, "week"),
        (
            word_set("week"),
            _BEFORE,
        ),
    ),
    Rule(
        compiled(r"\bthe\s+(?:following|next)\s+week\b|\bthe\s+week\s+after\b"),
        reader_of_context(7, "week"),
        (
            word_set("week"),
            _BEHIND,
        ),
    ),
    Rule(
        compiled(r"\bthe\s+(?:previous|preceding)\s+month\b|\bthe\s+month\s+(?:before|earlier)\b"),
        reader_of_context(-30, "month"),
        (
            word_set("month"),
            _BEFORE,
        ),
    ),
    Rule(
        compiled(r"\bthe\s+(?:following|next)\s+month\b|\bthe\s+month\s+after\b"),
        reader_of_context(30, "month"),
        (
            word_set("month"),
            _BEHIND,
        ),
    ),
    Rule(
        compiled(r"\bthe\s+(?:previous|preceding)\s+year\b|\bthe\s+year\s+(?:before|earlier)\b"),
        reader_of_context(-365, "year"),
        (
            word_set("year"),
            _BEFORE,
        ),
    ),
    Rule(
        compiled(r"\bthe\s+(?:following|next)\s+year\b|\bthe\s+year\s+after\b"),
        reader_of_context(365, "year"),
        (
            word_set("year"),
            _BEHIND,
        ),
    ),
    Rule(
        compiled(r"\b(?:ever\s+)?since\s+(?:then|that\s+(?:day|time|date))\b"),
        read_since_then,
        (
            word_set("since"),
            word_set("then that"),
        ),
    ),
    Rule(
        compiled(
            r"\bsince\s+(?:the\s+)?(?:early\s+)?(?:dawn|daybreak|sunrise|midnight|noon|midday|morning|early\s+hours)\b(?!\s+(?:on|of)\b)"
        ),
        read_since_part,
        (word_set("since"),),
    ),
    Rule(
        compiled(
            rf"\b(?P<name>christmas\s+(?:day|eve)|boxing\s+day|new\s+year['’]s\s+(?:eve|day)){YEAR_TAIL}"
        ),
        read_holiday,
        (word_set("christmas boxing year"),),
    ),
    Rule(
        compiled(r"\bthe\s+(?:start|beginning)\s+of\s+(?:the|this)\s+(?P<unit>year|month|week)\b"),
        read_year_start,
        (word_set("start beginning"),),
    ),
    Rule(
        compiled(r"(?<=\bsince\s)(?:the\s+)?(?:new\s+year(?!['’])|turn\s+of\s+the\s+year)(?P<unit>)\b"),
        read_year_start,
        (word_set("since"), word_set("year")),
    ),
)
