"""Patterns of times by another time ("on Tuesday", "yesterday", "two days earlier", "that night"), each with its reader."""

from typing import Final

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
from orchestration.extraction.time_rules import FIGURES, Rule
from orchestration.extraction.time_tables import (
    DAY_NAMES,
    NUMBER,
    PARTS_OF_DAY,
    TIME_UNITS,
    UNIT,
    YEAR_TAIL,
    compiled,
    word_set,
)

_WEEKDAY = r"(?P<day>" + "|".join(DAY_NAMES) + r")"
_DAY_TIME = "|".join(PARTS_OF_DAY)
_DAY_PREFIX = (
    r"(?:(?:early|late|later|earlier)(?:\s+on)?\s+|"
    r"(?:the\s+)?(?:early|small|wee|late|morning|first)\s+hours\s+(?:of|on)\s+|"
    r"(?:the\s+)?(?:morning|afternoon|evening|night|dawn)\s+of\s+|"
    r"(?:(?:shortly|just)\s+)?(?:before|at|around|near|by|after)\s+"
    r"(?:dawn|dusk|noon|midday|midnight|nightfall|daybreak|sunrise|sunset)\s+(?:on\s+|of\s+)?)?"
)
_DAY_SUFFIX = rf"(?:\s+(?:early|late))?(?:\s+(?:{_DAY_TIME})\b)?"
_TIMES_OF_DAY = word_set("day night evening morning afternoon")
_BEFORE = word_set("previous preceding before earlier")
_BEHIND = word_set("following next after")


def _span_beside(unit: str, days: int, words: frozenset[str]) -> Rule:
    """The week, month or year before or after the one told of: "the previous week", "the month after"."""
    in_front, behind = ("previous|preceding", "before|earlier") if days < 0 else ("following|next", "after")
    return Rule(
        compiled(rf"\bthe\s+(?:{in_front})\s+{unit}\b|\bthe\s+{unit}\s+(?:{behind})\b"),
        reader_of_context(days, unit),
        (word_set(unit), words),
    )


RELATIVE_RULES: Final[tuple[Rule, ...]] = (
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
        (word_set("night"), word_set("last")),
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
        (word_set("week month year"), word_set("last this next")),
    ),
    Rule(
        compiled(r"\b(?:the\s+)?(?P<unit>week|month|year|night)\s+before\s+last\b"),
        read_before_last,
        (word_set("last"), word_set("before")),
    ),
    Rule(
        compiled(
            rf"\b(?:(?:in|over|during|within|for)\s+)?(?:(?:the|this|these)\s+)(?:past|last|previous|preceding)\s+(?:{NUMBER}\s+(?:more\s+)?){UNIT}\b"
        ),
        read_window,
        (word_set("past last previous preceding"), TIME_UNITS),
    ),
    Rule(
        compiled(rf"\b(?:in|over|during|within)\s+(?:past|last)\s+{NUMBER}\s+{UNIT}\b"),
        read_window,
        (word_set("past last"), TIME_UNITS),
    ),
    Rule(
        compiled(
            r"\b(?:(?:in|over|during|within|for)\s+)?(?:(?:the|this)\s+past|the\s+last)(?P<n>)\s+(?P<unit>day|night|week|fortnight|month|year|decade)\b"
        ),
        read_window,
        (word_set("past last"), TIME_UNITS),
    ),
    Rule(
        compiled(
            r"\bin\s+(?:just\s+|only\s+|under\s+|less\s+than\s+|barely\s+|about\s+|the\s+space\s+of\s+)?(?P<n>24|48|72)\s+hours\b"
        ),
        read_hours_span,
        (word_set("hours"), FIGURES),
    ),
    Rule(compiled(rf"\b(?:{NUMBER}\s+)?{UNIT}\s+ago\b"), read_ago, (word_set("ago"),)),
    Rule(
        compiled(
            rf"\b(?:{NUMBER}\s+(?:more\s+)?)?{UNIT}\s+(?P<where>earlier|later|before(?:hand)?|after(?:wards?)?|previously|prior)\b"
        ),
        read_step,
        (word_set("earlier later before beforehand after afterward afterwards previously prior"), TIME_UNITS),
    ),
    Rule(
        compiled(
            r"\b(?:(?:on|later|earlier)\s+)?(?:the|that|this)\s+(?:very\s+)?same\s+(?:day|night|evening|morning|afternoon)\b"
        ),
        reader_of_context(0),
        (word_set("same"), _TIMES_OF_DAY),
    ),
    Rule(
        compiled(
            r"\b(?:(?:later|earlier|late)\s+)?that\s+(?:very\s+)?(?:day|night|evening|morning|afternoon)\b"
        ),
        reader_of_context(0),
        (word_set("that"), _TIMES_OF_DAY),
    ),
    Rule(
        compiled(r"\b(?<!the )same\s+day\b"),
        reader_of_context(0),
        (word_set("same"), word_set("day")),
    ),
    Rule(
        compiled(r"\b(?:that|the\s+same|that\s+same)\s+week\b"),
        reader_of_context(0, "week"),
        (word_set("week"), word_set("that same")),
    ),
    Rule(
        compiled(r"\b(?:that|the\s+same|that\s+same)\s+month\b"),
        reader_of_context(0, "month"),
        (word_set("month"), word_set("that same")),
    ),
    Rule(
        compiled(r"\b(?:that|the\s+same|that\s+same)\s+year\b"),
        reader_of_context(0, "year"),
        (word_set("year"), word_set("that same")),
    ),
    Rule(
        compiled(r"\bthe\s+(?:previous|preceding|prior)\s+(?:day|night|evening|morning|afternoon)\b"),
        reader_of_context(-1),
        (word_set("previous preceding prior"), _TIMES_OF_DAY),
    ),
    Rule(
        compiled(r"\bthe\s+(?:day|night|evening|morning|afternoon)\s+(?:before|earlier|prior|previously)\b"),
        reader_of_context(-1),
        (word_set("before earlier prior previously"), _TIMES_OF_DAY),
    ),
    Rule(
        compiled(r"\bthe\s+(?:next|following|subsequent)\s+(?:day|morning|night|evening|afternoon)\b"),
        reader_of_context(1),
        (word_set("next following subsequent"), _TIMES_OF_DAY),
    ),
    Rule(
        compiled(r"\b(?:the\s+)?(?:next|following)\s+day\b"),
        reader_of_context(1),
        (word_set("next following"), word_set("day")),
    ),
    Rule(
        compiled(r"\bthe\s+(?:day|morning|night|evening)\s+after\b"),
        reader_of_context(1),
        (word_set("after"), _TIMES_OF_DAY),
    ),
    *(
        rule
        for unit, days in (("week", 7), ("month", 30), ("year", 365))
        for rule in (_span_beside(unit, -days, _BEFORE), _span_beside(unit, days, _BEHIND))
    ),
    Rule(
        compiled(r"\b(?:ever\s+)?since\s+(?:then|that\s+(?:day|time|date))\b"),
        read_since_then,
        (word_set("since"), word_set("then that")),
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
