"""Names of days, months and seasons, and the pieces that patterns of time are made of."""

import re
from typing import Final

from orchestration.extraction.number_tables import ONES, TENS


def word_set(text: str) -> frozenset[str]:
    return frozenset(text.split())


DAY_NAMES: Final[tuple[str, ...]] = (
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
)
SHORT_DAYS: Final[dict[str, int]] = {
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
WEEKDAYS: Final[dict[str, int]] = {name: number for number, name in enumerate(DAY_NAMES)}
MONTH_NAMES: Final[tuple[str, ...]] = (
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
    {name: number for number, name in enumerate(MONTH_NAMES, start=1)}
    | {name[:3]: number for number, name in enumerate(MONTH_NAMES, start=1)}
    | {"sept": 9}
)
CALENDAR_NAMES: Final[frozenset[str]] = frozenset((*DAY_NAMES, *MONTH_NAMES))
PARTS_OF_DAY: Final[tuple[str, ...]] = tuple(
    "morning afternoon evening night lunchtime noon midday midnight dawn dusk".split()
)
TIMES_OF_DAY: Final[frozenset[str]] = frozenset(
    (*PARTS_OF_DAY, "nightfall", "sunset", "sunrise", "daybreak", "daylight")
)
_UNITS = "minute hour day night week fortnight month year decade".split()
TIME_UNITS: Final[frozenset[str]] = frozenset(form for unit in _UNITS for form in (unit, unit + "s"))
SMALL: Final[dict[str, int]] = {"a": 1, "an": 1} | {word: n for word, n in ONES.items() if n} | TENS


_W = r"\s+"


NUMBER = (
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
    + "|".join(sorted((w for w in SMALL if w not in TENS), key=len, reverse=True))
    + r"|few|several|many|some)"
)
UNIT = r"(?P<unit>" + "|".join(_UNITS) + r")s?"
MONTH = r"(?P<mon>" + "|".join(sorted(MONTH_NUMBERS, key=len, reverse=True)) + r")\b\.?"
YEAR = r"(?P<year>1[0-9]{3}|20[0-9]{2})(?![0-9]|[.,][0-9])"
ORDINAL = r"(?:st|nd|rd|th)?"
YEAR_TAIL = (
    rf"(?:(?:,\s*|\s+|\s*-\s*|\s+of\s+|\s+in\s+){YEAR}|(?:,?\s+(?:of\s+|earlier\s+)?(?P<ytail>last|this|next|the\s+previous|"
    r"the\s+same|that|the\s+following|the\s+next)\s+year\b))?"
)
FLAGS = re.IGNORECASE


def compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, FLAGS)


_NTHS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth twentieth twenty-first twenty-second twenty-third twenty-fourth "
    "twenty-fifth twenty-sixth twenty-seventh twenty-eighth twenty-ninth thirtieth thirty-first"
).split()
NTH_NUMBERS: Final[dict[str, int]] = {word: n for n, word in enumerate(_NTHS, start=1)}
SPELLED_DAYS = "|".join(sorted(_NTHS, key=len, reverse=True))
_SEPARATOR = r"\s*(?:-|–|—|/|,\s*and\s+|,|\band\s|\bto\s|\bor\s|&|\buntil\s|\bthrough\s)\s*"
DAYS = rf"[0-9]{{1,2}}{ORDINAL}(?:{_SEPARATOR}(?:the\s+)?[0-9]{{1,2}}{ORDINAL}){{1,4}}"
MONTH_DAY_LIST = compiled(rf"\b{MONTH}\s*(?P<days>{DAYS})(?![0-9]|[.,:][0-9]|\s?%){YEAR_TAIL}")
MONTH_NAMED = compiled("(?:" + "|".join(sorted(MONTH_NUMBERS, key=len, reverse=True)) + r")\b")
