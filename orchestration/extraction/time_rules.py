"""The patterns of time expressions, each with its reader; the longest match wins."""

import re
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
    NUMBER,
    ORDINAL,
    PARTS_OF_DAY,
    SHORT_DAYS,
    SPELLED_DAYS,
    UNIT,
    YEAR,
    YEAR_TAIL,
    compiled,
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
RULES: Final[tuple[tuple[re.Pattern[str], Reader], ...]] = (
    (
        compiled(
            r"(?<![0-9./-])(?P<y>1[0-9]{3}|20[0-9]{2})[-/](?P<m>[0-9]{1,2})[-/](?P<d>[0-9]{1,2})(?![0-9/-])"
        ),
        read_iso,
    ),
    (
        compiled(
            r"(?<![0-9./-])(?P<a>[0-9]{1,2})(?P<sep>[./-])(?P<b>[0-9]{1,2})(?P=sep)"
            r"(?P<y>1[0-9]{3}|20[0-9]{2}|(?<=/)[0-9]{2}|(?<=[0-9]{2}\.[0-9]{2}\.)[0-9]{2})(?![0-9/]|[.-][0-9])"
        ),
        read_numeric,
    ),
    (
        compiled(
            rf"(?<![0-9.,:-]){_SHORT}(?:the\s+)?\b(?P<d>[0-9]{{1,2}}){ORDINAL}(?:\s+of)?(?:\s*|-){MONTH}{YEAR_TAIL}"
        ),
        read_day_month,
    ),
    (compiled(rf"\b(?:the\s+)?(?P<nth>{SPELLED_DAYS})\s+of\s+{MONTH}{YEAR_TAIL}"), read_spelled_day),
    (compiled(rf"(?<![0-9.,:])(?P<days>\b{DAYS})(?:\s+of)?\s*{MONTH}{YEAR_TAIL}"), read_day_list),
    (MONTH_DAY_LIST, read_day_list),
    (
        compiled(
            rf"{_SHORT}\b{MONTH}(?:\s*|\s+the\s+|-)(?P<d>[0-9]{{1,2}}){ORDINAL}(?![0-9]|[.,:][0-9]|\s?%|\s*(?:km|mm)\b){YEAR_TAIL}"
        ),
        read_month_day,
    ),
    (compiled(rf"\b{_PART}(?:(?P<mod>last|this|next)\s+)?\b{MONTH}{YEAR_TAIL}(?![0-9])"), read_month),
    (
        compiled(
            rf"\b(?P<lead>(?:back\s+)?(?:in|since|until|till|by|during|from|through|before|after|of|throughout|between|the(?=\s+[0-9])|year)\s+)"
            rf"{_PART}{YEAR}"
        ),
        read_year,
    ),
    (
        compiled(
            rf"(?P<lead>(?<=\()|(?<=[0-9]\s)(?:and|to)\s+|\b(?=(?:early|late|mid|(?:the\s+)?(?:start|beginning|middle|end))\b)){_PART}{YEAR}(?=\W|$)"
        ),
        read_year,
    ),
    (
        compiled(
            r"(?<![0-9.,-])(?P<one>1[5-9][0-9]{2}|20[0-9]{2})\s?[-–/]\s?(?P<two>[0-9]{4}|[0-9]{2})(?![0-9]|[-–/.][0-9])"
        ),
        read_years,
    ),
    (
        compiled(
            r"(?<![0-9.,-])\b(?P<one>1[5-9][0-9]{2}|20[0-9]{2})\s+to\s+(?P<two>1[5-9][0-9]{2}|20[0-9]{2})\b"
        ),
        read_years,
    ),
    (
        compiled(r"\b(?:the\s+)?(?:(?:early|late|mid)[\s-]+)?(?P<decade>1[5-9][0-9]0|20[0-9]0)['’]?s\b"),
        read_decade,
    ),
    (compiled(r"\b(?:the\s+)(?:(?:early|late|mid)[\s-]+)?['’]?(?P<decade>[2-9]0)['’]?s\b"), read_decade),
    (
        compiled(r"\b(?:the\s+)?(?:(?:early|late|mid)[\s-]+)?(?P<n>[0-9]{1,2})(?:st|nd|rd|th)\s+century\b"),
        read_century,
    ),
    (
        compiled(
            rf"\b(?:(?P<mod>last|this|next|the|in)\s+)?(?:(?:early|late|mid)[\s-]+)?(?P<season>spring|summer|autumn|fall|winter)(?:(?:\s+of)?\s+{YEAR}(?:\s?[-–/]\s?[0-9]{{2,4}})?)?\b"
        ),
        read_season,
    ),
    (
        compiled(
            rf"\b(?:the\s+)?(?P<which>first|second|third|fourth|last|final)\s+(?P<size>quarter|half)\s+of\s+{YEAR}"
        ),
        read_part_of_year,
    ),
    (
        compiled(
            r"\bthe\s+(?P<which>first|second|third|fourth|last|final)\s+(?P<size>quarter|half)"
            r"(?:\s+of\s+(?P<mod>this|last)\s+year)?(?!\s+of\b)\b(?=\W|$)"
        ),
        read_quarter,
    ),
    (compiled(rf"\b(?P<which>Q[1-4])(?P<size>)\s+(?:of\s+)?{YEAR}"), read_part_of_year),
    (
        compiled(
            r"\b(?:on|by|since|until|till|from|between|of|before|after|and|to|(?:mon|tues|wednes|thurs|fri|satur|sun)day,?)"
            r"\s+(?P<core>the\s+(?P<d>[0-9]{1,2})(?:st|nd|rd|th)\b)(?P<which>)(?!\s+of\b|-)"
        ),
        read_nth,
    ),
    (
        compiled(
            r"\b(?P<core>the\s+(?P<d>[0-9]{1,2})(?:st|nd|rd|th)\s+of\s+"
            r"(?P<which>(?:this|last|next|that(?:\s+same)?|the(?:\s+(?:same|following|next))?)\s+month)\b)"
        ),
        read_nth,
    ),
    (
        compiled(
            rf"\b{_DAY_PREFIX}(?:(?P<mod>last|next|this\s+(?:past|coming|last)|this|the\s+(?:previous|preceding|following|next|same|coming)|that(?:\s+same)?)\s+)?"
            rf"\b{_WEEKDAY}\b{_DAY_SUFFIX}(?:,?\s+(?:of\s+)?(?P<week>last|this|next)\s+week\b)?"
        ),
        read_weekday,
    ),
    (compiled(r"\b(?:the\s+)?day\s+before\s+yesterday\b"), reader_of_day(-2)),
    (compiled(r"\b(?:the\s+)?day\s+after\s+tomorrow\b"), reader_of_day(2)),
    (
        compiled(rf"\b(?:(?:late|early|earlier)\s+)?yesterday(?:['’]s)?(?:\s+(?:{_DAY_TIME})\b)?"),
        reader_of_day(-1),
    ),
    (compiled(r"\b(?:late\s+|early\s+)?last\s+night\b"), reader_of_day(-1)),
    (compiled(rf"\btomorrow(?:\s+(?:{_DAY_TIME})\b)?"), reader_of_day(1)),
    (
        compiled(
            r"\b(?:(?:earlier|later|early|late)\s+)?(?:today(?:\s+at\s+dawn)?|tonight|this\s+(?:very\s+)?(?:morning|afternoon|evening)|at\s+dawn\s+today)\b"
        ),
        reader_of_day(0),
    ),
    (compiled(r"\bover-?\s?night\b"), read_overnight),
    (
        compiled(
            r"\b(?:(?P<mod>last|this\s+coming|this\s+past|this|next|that|every|a\s+long|a|the\s+(?:same|following|previous|next|coming|past|last)|the)\s+)weekend\b"
        ),
        read_weekend,
    ),
    (
        compiled(
            r"(?<!\bthe )\b(?:(?P<when>earlier|later|late|early)\s+)?(?P<which>last|this|next)\s+"
            r"(?P<unit>week|month|year)\b"
        ),
        read_calendar_unit,
    ),
    (compiled(r"\b(?:the\s+)?(?P<unit>week|month|year|night)\s+before\s+last\b"), read_before_last),
    (
        compiled(
            rf"\b(?:(?:in|over|during|within|for)\s+)?(?:(?:the|this|these)\s+)(?:past|last|previous|preceding)\s+(?:{NUMBER}\s+(?:more\s+)?){UNIT}\b"
        ),
        read_window,
    ),
    (
        compiled(rf"\b(?:in|over|during|within)\s+(?:past|last)\s+{NUMBER}\s+{UNIT}\b"),
        read_window,
    ),
    (
        compiled(
            r"\b(?:(?:in|over|during|within|for)\s+)?(?:(?:the|this)\s+past|the\s+last)(?P<n>)\s+(?P<unit>day|night|week|fortnight|month|year|decade)\b"
        ),
        read_window,
    ),
    (
        compiled(
            r"\bin\s+(?:just\s+|only\s+|under\s+|less\s+than\s+|barely\s+|about\s+|the\s+space\s+of\s+)?(?P<n>24|48|72)\s+hours\b"
        ),
        read_hours_span,
    ),
    (compiled(rf"\b(?:{NUMBER}\s+)?{UNIT}\s+ago\b"), read_ago),
    (
        compiled(
            rf"\b(?:{NUMBER}\s+(?:more\s+)?)?{UNIT}\s+(?P<where>earlier|later|before(?:hand)?|after(?:wards?)?|previously|prior)\b"
        ),
        read_step,
    ),
    (
        compiled(
            r"\b(?:(?:on|later|earlier)\s+)?(?:the|that|this)\s+(?:very\s+)?same\s+(?:day|night|evening|morning|afternoon)\b"
        ),
        reader_of_context(0),
    ),
    (
        compiled(
            r"\b(?:(?:later|earlier|late)\s+)?that\s+(?:very\s+)?(?:day|night|evening|morning|afternoon)\b"
        ),
        reader_of_context(0),
    ),
    (compiled(r"\b(?<!the )same\s+day\b"), reader_of_context(0)),
    (compiled(r"\b(?:that|the\s+same|that\s+same)\s+week\b"), reader_of_context(0, "week")),
    (compiled(r"\b(?:that|the\s+same|that\s+same)\s+month\b"), reader_of_context(0, "month")),
    (compiled(r"\b(?:that|the\s+same|that\s+same)\s+year\b"), reader_of_context(0, "year")),
    (
        compiled(r"\bthe\s+(?:previous|preceding|prior)\s+(?:day|night|evening|morning|afternoon)\b"),
        reader_of_context(-1),
    ),
    (
        compiled(r"\bthe\s+(?:day|night|evening|morning|afternoon)\s+(?:before|earlier|prior|previously)\b"),
        reader_of_context(-1),
    ),
    (
        compiled(r"\bthe\s+(?:next|following|subsequent)\s+(?:day|morning|night|evening|afternoon)\b"),
        reader_of_context(1),
    ),
    (compiled(r"\b(?:the\s+)?(?:next|following)\s+day\b"), reader_of_context(1)),
    (compiled(r"\bthe\s+(?:day|morning|night|evening)\s+after\b"), reader_of_context(1)),
    (
        compiled(r"\bthe\s+(?:previous|preceding)\s+week\b|\bthe\s+week\s+(?:before|earlier)\b"),
        reader_of_context(-7, "week"),
    ),
    (compiled(r"\bthe\s+(?:following|next)\s+week\b|\bthe\s+week\s+after\b"), reader_of_context(7, "week")),
    (
        compiled(r"\bthe\s+(?:previous|preceding)\s+month\b|\bthe\s+month\s+(?:before|earlier)\b"),
        reader_of_context(-30, "month"),
    ),
    (
        compiled(r"\bthe\s+(?:following|next)\s+month\b|\bthe\s+month\s+after\b"),
        reader_of_context(30, "month"),
    ),
    (
        compiled(r"\bthe\s+(?:previous|preceding)\s+year\b|\bthe\s+year\s+(?:before|earlier)\b"),
        reader_of_context(-365, "year"),
    ),
    (
        compiled(r"\bthe\s+(?:following|next)\s+year\b|\bthe\s+year\s+after\b"),
        reader_of_context(365, "year"),
    ),
    (compiled(r"\b(?:ever\s+)?since\s+(?:then|that\s+(?:day|time|date))\b"), read_since_then),
    (
        compiled(
            r"\bsince\s+(?:the\s+)?(?:early\s+)?(?:dawn|daybreak|sunrise|midnight|noon|midday|morning|early\s+hours)\b(?!\s+(?:on|of)\b)"
        ),
        read_since_part,
    ),
    (
        compiled(
            rf"\b(?P<name>christmas\s+(?:day|eve)|boxing\s+day|new\s+year['’]s\s+(?:eve|day)){YEAR_TAIL}"
        ),
        read_holiday,
    ),
    (
        compiled(r"\bthe\s+(?:start|beginning)\s+of\s+(?:the|this)\s+(?P<unit>year|month|week)\b"),
        read_year_start,
    ),
    (
        compiled(r"(?<=\bsince\s)(?:the\s+)?(?:new\s+year(?!['’])|turn\s+of\s+the\s+year)(?P<unit>)\b"),
        read_year_start,
    ),
)
