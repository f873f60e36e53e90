"""Patterns of times by the calendar ("22 April 2024", "in March", "the 1990s"), each with its reader."""

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
from orchestration.extraction.time_rules import FIGURES, YEAR_FIGURE, Rule
from orchestration.extraction.time_tables import (
    DAYS,
    MONTH,
    MONTH_DAY_LIST,
    MONTH_NUMBERS,
    ORDINAL,
    SHORT_DAYS,
    SPELLED_DAYS,
    YEAR,
    YEAR_TAIL,
    compiled,
    word_set,
)

_PART = (
    r"(?P<part>(?:the\s+)?(?:very\s+)?(?:start|beginning|middle|end|first\s+half|second\s+half|first\s+week|"
    r"last\s+week|first\s+days|last\s+days|final\s+days|final\s+weeks|month)\s+of\s+|"
    r"(?:early|late|mid)(?:\s*-\s*|\s+)(?:to(?:\s+|-)(?:mid|late)(?:-|\s+))?(?:in\s+)?)?"
)
_SHORT = r"(?:\b(?P<short>" + "|".join(sorted(SHORT_DAYS, key=len, reverse=True)) + r")\.?,?\s+)?"
_YEARS = frozenset({YEAR_FIGURE})
_ORDINALS = word_set("st nd rd th")
_MONTHS = frozenset(MONTH_NUMBERS)
_SEASONS = word_set("spring summer autumn fall winter")

ABSOLUTE_RULES: Final[tuple[Rule, ...]] = (
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
        (FIGURES,),
    ),
    Rule(
        compiled(
            rf"(?<![0-9.,:-]){_SHORT}(?:the\s+)?\b(?P<d>[0-9]{{1,2}}){ORDINAL}(?:\s+of)?(?:\s*|-){MONTH}{YEAR_TAIL}"
        ),
        read_day_month,
        (_MONTHS, FIGURES),
    ),
    Rule(
        compiled(rf"\b(?:the\s+)?(?P<nth>{SPELLED_DAYS})\s+of\s+{MONTH}{YEAR_TAIL}"),
        read_spelled_day,
        (_MONTHS, word_set("of")),
    ),
    Rule(
        compiled(rf"(?<![0-9.,:])(?P<days>\b{DAYS})(?:\s+of)?\s*{MONTH}{YEAR_TAIL}"),
        read_day_list,
        (_MONTHS, FIGURES),
    ),
    Rule(
        MONTH_DAY_LIST,
        read_day_list,
        (_MONTHS, FIGURES),
    ),
    Rule(
        compiled(
            rf"{_SHORT}\b{MONTH}(?:\s*|\s+the\s+|-)(?P<d>[0-9]{{1,2}}){ORDINAL}(?![0-9]|[.,:][0-9]|\s?%|\s*(?:km|mm)\b){YEAR_TAIL}"
        ),
        read_month_day,
        (_MONTHS, FIGURES),
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
        (FIGURES,),
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
        (word_set("quarter half"), _YEARS),
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
        (word_set("q"), _YEARS),
    ),
    Rule(
        compiled(
            r"\b(?:on|by|since|until|till|from|between|of|before|after|and|to|(?:mon|tues|wednes|thurs|fri|satur|sun)day,?)"
            r"\s+(?P<core>the\s+(?P<d>[0-9]{1,2})(?:st|nd|rd|th)\b)(?P<which>)(?!\s+of\b|-)"
        ),
        read_nth,
        (_ORDINALS, FIGURES),
    ),
    Rule(
        compiled(
            r"\b(?P<core>the\s+(?P<d>[0-9]{1,2})(?:st|nd|rd|th)\s+of\s+"
            r"(?P<which>(?:this|last|next|that(?:\s+same)?|the(?:\s+(?:same|following|next))?)\s+month)\b)"
        ),
        read_nth,
        (word_set("month"), _ORDINALS, FIGURES),
    ),
)
