"""What a number is of: a count, an age, a year, a calibre, a sum of money, a unit."""

import re
from dataclasses import dataclass, replace
from typing import Final

from orchestration.extraction.number_cores import Core
from orchestration.extraction.number_tables import CURRENCY, DESIGNATORS, MONTHS, PEOPLE, UNITS, word_set
from orchestration.extraction.number_tokens import (
    STOP,
    NumberToken,
    has_hyphen,
    is_joined,
    matches_words,
    noun_follows,
    word_at,
)
from orchestration.extraction.quantities import Kind, Quantity

_MODAL_MONTHS: Final[frozenset[str]] = frozenset({"may", "march", "mar"})


# Not a unit when it stands free and singular: "one second strike", "two points".
_HYPHEN_ONLY: Final[frozenset[str]] = frozenset({"second", "story", "barrel"})


# Also (parts of) names and designations when capitalised: "two Mi-8s", "2 Kilo-class boats", "Rand".
_LOWER_UNITS: Final[frozenset[str]] = word_set(
    "mi kilo kilos min sec rand won m nm ft cal hp h g lb sterling mm km"
) - {"mm", "km"}
_UNIT_ADJECTIVES: Final[frozenset[str]] = word_set("""more other further additional full long whole straight
    consecutive successive different short separate nautical statute metric calendar entire extra solid""")


_SQUARE: Final[frozenset[str]] = frozenset({"square", "sq", "cubic", "cu"})


# A capitalised noun in the singular that carries a number as its name.
_UNIT_NOUNS: Final[frozenset[str]] = word_set("""brigade brigades battalion battalions division
    divisions corps army armies regiment regiments fleet squadron squadrons company platoon wing guards
    guard commando group front district infantry airborne armored armoured mechanized mechanised
    mountain artillery tank motor motorized motorised rifle assault cavalry marine naval marines
    parachute para paratroop separate special air sdf legion expeditionary detachment flotilla bde bn
    div territorial tactical logistics engineer signal intelligence border base""")


_STRICT_UNIT_NOUNS: Final[frozenset[str]] = word_set("""brigade battalion division corps army regiment fleet
    squadron company platoon wing commando legion bde bn detachment flotilla""")


_WEAPONS: Final[frozenset[str]] = word_set("""su mig mi tu il bm rpg fab kab ak t f m s kh shahed tor
    buk geran lancet fateh scud tos bmp btr pkm boeing airbus iskander kalibr badr qiam zelzal emad
    hwasong nodong bayraktar tb uh ah ch mq rq ac pac hq yj df""")


# Machines whose model number stands free: "two Leopard 2 tanks".
_MODELS: Final[frozenset[str]] = word_set(
    "leopard merkava challenger mirage puma shahed geran kalibr iskander lancet bayraktar boeing "
    "airbus tornado"
)
_NUMBER_SIGNS: Final[frozenset[str]] = frozenset({"no", "nos", "№", "#", "nr", "num"})
_AGE_WORDS: Final[frozenset[str]] = frozenset({"aged", "age", "ages"})
_AGED_NOUNS: Final[frozenset[str]] = word_set("""boy girl man woman lad child conscript youth teenager
    baby soldier kid toddler son daughter lass orphan widow infant recruit pensioner grandmother
    grandfather mother father""")


_AGE_BOUND_NOUNS: Final[frozenset[str]] = word_set(
    "children child adults women men boys girls people those anyone minors kids males females youths"
)
_CALIBRES: Final[frozenset[str]] = frozenset({"5.45", "5.56", "7.62", "12.7", "14.5"})
_YEAR_LEADS: Final[frozenset[str]] = word_set("""in since until till during before early late mid year
    summer winter spring autumn fall pre post circa throughout between""")


_DETERMINERS: Final[frozenset[str]] = word_set("the a an its his her their this that of 's ’s")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a core counts; `after` is the token after the unit word where one stands beside it."""

    kind: Kind
    unit: str | None
    after: int


def unit_right(tokens: list[NumberToken], core: Core) -> Reading | None:
    """The unit that follows the number: "12 km", "70 per cent", "10-kilometre", "dozens of miles"."""
    index = core.after
    hyphened = has_hyphen(tokens, index)
    if hyphened or (core.form in ("vague", "fraction") and word_at(tokens, index) == "of"):
        index += 1
    if index >= len(tokens):
        return None
    word = tokens[index].low
    if word == "per" and word_at(tokens, index + 1) == "cent":
        return Reading("percent", "percent", index + 2)
    if word in _SQUARE:
        step = index + 1 + (word_at(tokens, index + 1) == ".")
        if word_at(tokens, step) in UNITS:
            return Reading("measure", "other", step + 1)
    if word in ("a", "an") and core.unit is not None:
        return None
    for _ in range(2):
        if word in _UNIT_ADJECTIVES and not hyphened:
            index += 1
            word = word_at(tokens, index)
    if word_at(tokens, index - 1) == "nautical":
        return Reading("distance", "nautical mile", index + 1)
    word = word.removesuffix("'s").removesuffix("’s")
    found = UNITS.get(word)
    if found is None:
        return None
    if word in _HYPHEN_ONLY and not hyphened:
        return None
    raw = tokens[index].raw
    if word in _LOWER_UNITS and raw[0].isupper() and not (raw.isupper() and len(raw) > 2):
        return None
    if has_hyphen(tokens, index + 1) and word in _LOWER_UNITS:
        return None
    kind, unit = found
    if word in ("m", "min", "mi", "nm", "g", "h", "cal", "hp") and core.form == "vague":
        return None
    if kind == "money" and word == "won" and core.form != "digits":
        return None
    if word == "won" and not (core.low or 0) >= 1000:
        return None
    if kind == "distance" and unit in ("inch", "cm") and word_at(tokens, index + 1) in _GUNS:
        return Reading("calibre", unit, index + 1)
    if kind == "time" and unit in ("year", "month", "week", "day"):
        step = index + 1
        if word_at(tokens, step) == "-":
            step += 1
        if word_at(tokens, step) in ("old", "olds") or matches_words(tokens, step, ("of", "age")):
            return Reading("age", unit, step + 1)
    if kind == "distance" and unit == "km" and word_at(tokens, index + 1) == "/":
        return Reading("measure", "other", index + 1)
    if kind == "distance" and matches_words(tokens, index + 1, ("per", "hour")):
        return Reading("measure", "other", index + 1)
    return Reading(kind, unit, index + 1)


_GUNS: Final[frozenset[str]] = word_set("gun guns cannon howitzer howitzers shell shells mortar mortars")


def _month_at(tokens: list[NumberToken], index: int) -> bool:
    """Whether a month name stands at `index` as a name: capitalised, or in full capitals."""
    if not 0 <= index < len(tokens):
        return False
    token = tokens[index]
    return token.low in MONTHS and (token.raw[0].isupper() or token.low not in _MODAL_MONTHS)


def _month_beside(tokens: list[NumberToken], core: Core) -> bool:
    """Whether the number is a day of a month: "8 November", "Nov. 8", "20-21 November", "8th of May"."""
    value = core.low
    if not isinstance(value, int) or not 1 <= value <= 31 or core.after != core.first + 1:
        return False
    if month_right(tokens, core.after):
        return True
    before = core.first - 1
    if word_at(tokens, before) == ".":
        before -= 1
    if word_at(tokens, before) == "-" and has_hyphen(tokens, before):
        before -= 1
    if not _month_at(tokens, before):
        return False
    people = word_at(tokens, core.after)
    lead = word_at(tokens, before - 1)
    return not (lead in ("in", "since", "until", "during") and people in PEOPLE)


def month_right(tokens: list[NumberToken], index: int) -> bool:
    """A month after the day, or after more days joined to it ("20-21", "5, 6 and 7")."""
    for _ in range(5):
        if word_at(tokens, index) == "of":
            index += 1
        if _month_at(tokens, index):
            return True
        if has_hyphen(tokens, index) and _month_at(tokens, index + 1):
            return True
        if word_at(tokens, index) not in ("-", "and", "to", "or", ",", "&", "/", "through"):
            return False
        index += 1
        if index >= len(tokens) or tokens[index].kind != "d" or len(tokens[index].digits) > 2:
            return False
        index += 1
    return False


def _date_chain(tokens: list[NumberToken], core: Core, previous: Quantity | None) -> bool:
    """Whether the number goes on a list of days: "February 8 and 9", "June 5, 6 and 7"."""
    if (
        previous is None
        or previous.kind != "date"
        or not isinstance(core.low, int)
        or not 1 <= core.low <= 31
    ):
        return False
    if core.after != core.first + 1:
        return False
    link = word_at(tokens, core.first - 1)
    if link not in ("and", "-", "to", ",", "or", "&") or tokens[core.first - 2].end != previous.end:
        return False
    if previous.low is None or core.low <= previous.low:
        return False
    if link == "-" and is_joined(tokens, core.first):
        return True
    follower = tokens[core.after] if core.after < len(tokens) else None
    if follower is None or follower.kind != "w":
        return link != ","
    if link == "," and follower.low != "and":
        return False
    return follower.low not in PEOPLE and not noun_follows(tokens, core.after)


def _is_year(tokens: list[NumberToken], core: Core, hedge: str | None) -> bool:
    token = tokens[core.first]
    value = core.low
    if (
        core.after != core.first + 1
        or token.form != "plain"
        or len(token.digits) != 4
        or not isinstance(value, int)
    ):
        return False
    if token.tail:
        return False
    before, after = word_at(tokens, core.first - 1), word_at(tokens, core.after)
    if hedge is not None and hedge not in ("about",):
        return False
    if before in ("about", "some", "roughly", "approximately", "estimated"):
        return False
    if not 1900 <= value <= 2099:
        return 1000 <= value < 1900 and before in ("in", "since", "until", "year") and after not in PEOPLE
    if after in PEOPLE or after == "more":
        return False
    if before in _YEAR_LEADS or _month_at(tokens, core.first - 1):
        return True
    if word_at(tokens, core.first - 2) in MONTHS and before in (".", ","):
        return True
    if before in _DETERMINERS:
        return True
    return not noun_follows(tokens, core.after)


def _designated(tokens: list[NumberToken], core: Core) -> bool:
    """Whether the number names what stands before it: "Battalion 51", "AK 47", "Phase Two"."""
    if core.first == 0:
        return False
    before = tokens[core.first - 1]
    if before.kind not in ("w", "c"):
        return False
    word = before.low
    digits = tokens[core.first].kind == "d"
    named = before.raw[0].isupper()
    if word == "war" and word_at(tokens, core.first - 2) == "world":
        return True
    if word in DESIGNATORS:
        if not digits:
            return named and not before.raw.isupper() and tokens[core.first].raw[0].isupper()
        if word_at(tokens, core.after) in PEOPLE:
            return False
        return named and not before.raw.isupper() or not noun_follows(tokens, core.after)
    if not digits or not named:
        return False
    if word not in _WEAPONS | _MODELS or word_at(tokens, core.after) in PEOPLE:
        return False
    return len(word) <= 3 or word in _MODELS or not noun_follows(tokens, core.after)


def _names_unit(tokens: list[NumberToken], core: Core) -> bool:
    """Whether a military unit's name follows: "3 Commando", "the 93rd Mechanized Brigade"."""
    index = core.after
    ordinal = core.kind == "ordinal"
    for step in range(index, min(index + 6, len(tokens))):
        token = tokens[step]
        if ordinal and (token.low in ("and", ",") or token.tail in ("st", "nd", "rd", "th")):
            continue
        if token.kind != "w" or token.low not in _UNIT_NOUNS:
            return False
        if not ordinal and not (token.raw[0].isupper() and not token.raw.isupper()):
            return False
        counted = word_at(tokens, step + 1)
        if not ordinal and counted.endswith("s") and counted not in _UNIT_NOUNS:
            return False  # "five Army Rangers"
        if token.low in _STRICT_UNIT_NOUNS or (ordinal and token.low.rstrip("s") in _STRICT_UNIT_NOUNS):
            return True
        if ordinal and token.low in ("infantry", "airborne", "mountain", "guards", "marines", "marine"):
            return True
    return False


def _is_age(tokens: list[NumberToken], core: Core, text: str, previous: Quantity | None) -> bool:
    value = core.low
    if not isinstance(value, (int, float)) or value > 120:
        return False
    first, after = core.first, core.after
    before = word_at(tokens, first - 1)
    for step in range(first - 1, max(first - 5, -1), -1):
        word = word_at(tokens, step)
        if word in _AGE_WORDS:
            return True
        if word not in (
            "between",
            "from",
            "of",
            "about",
            "around",
            "just",
            "under",
            "over",
            "above",
            "below",
            "only",
        ):
            break
    if before == "as" and word_at(tokens, first - 2) in ("young", "old"):
        return True
    if before == "than" and word_at(tokens, first - 2) in ("younger", "older"):
        return True
    if previous is not None and previous.kind == "age":
        between = text[previous.end : tokens[first].start].strip(" ,")
        if between in ("", "and", "to", "or") and not noun_follows(tokens, after):
            return True
    if before in ("under", "over", "below", "above") and not noun_follows(tokens, after):
        lead = word_at(tokens, first - 2)
        if (lead in _AGE_BOUND_NOUNS or lead in ("of", "aged")) and value <= 90:
            return True
    if before == "of" and word_at(tokens, first - 2) in _AGED_NOUNS and not noun_follows(tokens, after):
        return word_at(tokens, first - 3) in ("a", "an", "the") or first < 4
    if before == "turned" and not noun_follows(tokens, after):
        return True
    return _apposed_age(tokens, core)


def _apposed_age(tokens: list[NumberToken], core: Core) -> bool:
    """ "Zeynep Aydin, 34, ..."."""
    first, after = core.first, core.after
    if first < 3 or tokens[first].kind != "d" or tokens[first].form != "plain" or after != first + 1:
        return False
    opening, closing = word_at(tokens, first - 1), word_at(tokens, after)
    if opening != "," or closing not in (",", ".", "who", "whose", "told"):
        return False
    surname, name = tokens[first - 2], tokens[first - 3]
    if surname.kind != "w" or name.kind != "w" or not 2 <= (core.low or 0) <= 110:
        return False
    return (
        surname.raw[0].isupper()
        and name.raw[0].isupper()
        and name.low not in STOP
        and name.end < surname.start
    )


def _line_start(tokens: list[NumberToken], index: int, text: str) -> bool:
    start = tokens[index].start
    while start > 0 and text[start - 1] in " \t\u00a0•*":
        start -= 1
    return start == 0 or text[start - 1] == "\n"


def _is_list_number(tokens: list[NumberToken], core: Core, text: str) -> bool:
    """ "1. ", "2) " or "(3) " at the start of a line."""
    first, after = core.first, core.after
    token = tokens[first]
    if token.kind != "d" or token.form != "plain" or len(token.digits) > 2 or after >= len(tokens):
        return False
    closing = tokens[after]
    spaced = after + 1 < len(tokens) and tokens[after + 1].start > closing.end
    if closing.low in (".", ")") and is_joined(tokens, after) and spaced and _line_start(tokens, first, text):
        return True
    return closing.low == ")" and word_at(tokens, first - 1) == "(" and _line_start(tokens, first - 1, text)


def read_kind(
    tokens: list[NumberToken], core: Core, text: str, previous: Quantity | None, hedge: str | None
) -> Reading:
    """What the number counts, from the words on both sides."""
    first, after = core.first, core.after
    token, before = tokens[first], word_at(tokens, first - 1)
    plain = Reading("count", None, after)
    if core.form == "special":
        return _special_reading(tokens, core, previous)
    if before in CURRENCY:
        return Reading("money", CURRENCY[before], after)
    if core.kind == "fraction":
        return Reading("fraction", None, after)
    if core.kind == "distance" and core.unit == "m" and before in CURRENCY:
        return Reading("money", CURRENCY[before], after)
    if core.kind is not None:
        reading = Reading(core.kind, core.unit, after)
        return reading
    if has_hyphen(tokens, first - 1) and token.kind == "d":
        lead = tokens[first - 2]
        if lead.kind in ("w", "c") and lead.low not in (
            "mid",
            "early",
            "late",
            "pre",
            "post",
            "non",
            "sub",
            "over",
        ):
            return Reading("unit", None, after)
        if lead.low in ("mid", "pre", "post", "early", "late") and len(token.digits) in (2, 4):
            return Reading("year", None, after)
    if before == "+" and word_at(tokens, first - 2) in ("gmt", "utc"):
        return Reading("phone/other", None, after)
    if _clock_follows(tokens, core):
        return Reading("time", None, after)
    if token.kind == "d" and (_month_beside(tokens, core) or _date_chain(tokens, core, previous)):
        return Reading("date", None, after)
    if _designated(tokens, core):
        return Reading("unit", None, after)
    unit = unit_right(tokens, core)
    if unit is not None and _is_age(tokens, core, text, previous) and unit.kind == "count":
        return Reading("age", "year", after)
    if unit is not None:
        return _four_digit_time(tokens, core) or unit
    if _is_age(tokens, core, text, previous):
        return Reading("age", "year", after)
    sign = first - 2 if before == "." else first - 1
    numbered = token.kind == "d" and word_at(tokens, sign) in _NUMBER_SIGNS
    if numbered and before == "no" and token.form != "plain":
        numbered = False
    if numbered and (tokens[sign].raw != "no" or not noun_follows(tokens, after)):
        return Reading("rank" if before != "#" and core.low == 1 else "phone/other", None, after)
    if (
        before == "number"
        and not noun_follows(tokens, after)
        and word_at(tokens, first - 2) not in ("the", "total")
    ):
        return Reading("rank", None, after)
    if before in ("ranked", "top") and token.kind == "d" and not noun_follows(tokens, after):
        return Reading("rank", None, after)
    if before == "minus":
        return Reading("temperature", None, after)
    if has_hyphen(tokens, after) and after + 1 < len(tokens):
        follower = tokens[after + 1]
        if follower.kind in ("w", "c") and follower.low not in ("strong", "odd", "plus", "to", "or", "some"):
            return Reading("measure", None, after)
    if token.kind == "d":
        special = _digit_reading(tokens, core, text, hedge)
        if special is not None:
            return special
    elif core.after == first + 1 and _names_unit(tokens, core) and token.raw[0].isupper():
        return Reading("unit", None, after)
    return Reading("count", "times", after) if word_at(tokens, after) == "times" else plain


def _clock_follows(tokens: list[NumberToken], core: Core) -> bool:
    """ "between 7 and 10 p.m.", "6-8 am": the first hour."""
    if core.after != core.first + 1 or not isinstance(core.low, int) or core.low > 12:
        return False
    linked = word_at(tokens, core.after) in ("and", "to", "-", "or")
    return linked and core.after + 1 < len(tokens) and tokens[core.after + 1].kind == "t"


def _digit_reading(tokens: list[NumberToken], core: Core, text: str, hedge: str | None) -> Reading | None:
    first, after = core.first, core.after
    token, before = tokens[first], word_at(tokens, first - 1)
    if _is_list_number(tokens, core, text):
        return Reading("phone/other", None, after)
    if token.digits in _CALIBRES:
        return Reading("calibre", "mm", after)
    if after == first + 1 and _names_unit(tokens, core):
        return Reading("unit", None, after)
    clock = _four_digit_time(tokens, core)
    if clock is not None:
        return clock
    if _is_year(tokens, core, hedge):
        return Reading("year", None, after)
    if (
        token.form == "decimal"
        and before == "at"
        and re.fullmatch(r"(?:[01]?[0-9]|2[0-3])\.[0-5][0-9]", token.digits)
    ):
        return Reading("time", None, after)
    if word_at(tokens, after) in ("o'clock", "o’clock"):
        return Reading("time", None, after)
    if before in ("'", "’") and len(token.digits) == 2 and is_joined(tokens, first):
        return Reading("year", None, after)
    if token.form == "plain" and len(token.digits) > 1 and token.digits.startswith("0"):
        return Reading("phone/other", None, after)
    if before == ":" and is_joined(tokens, first) and first > 1 and tokens[first - 2].kind == "d":
        return Reading("score", None, after)
    if before == "magnitude":
        return Reading("measure", None, after)
    return None


def _four_digit_time(tokens: list[NumberToken], core: Core) -> Reading | None:
    """ "0530 GMT", "1600 hours", "1430 local time"."""
    token = tokens[core.first]
    if token.kind != "d" or token.form != "plain" or len(token.digits) != 4 or core.after != core.first + 1:
        return None
    if int(token.digits) >= 2400 or int(token.digits[2:]) > 59:
        return None
    follower = word_at(tokens, core.after)
    if follower in ("gmt", "utc", "hrs", "zulu", "z", "est", "local") or (
        follower == "hours"
        and (token.digits.startswith("0") or word_at(tokens, core.first - 1) in ("at", "by"))
    ):
        return Reading("time", None, core.after)
    return None


def _special_reading(tokens: list[NumberToken], core: Core, previous: Quantity | None) -> Reading:
    kind: Kind = core.kind or "phone/other"
    if kind != "ordinal":
        return Reading(kind, core.unit, core.after)
    plain = replace(core, kind="ordinal")
    if _month_beside(tokens, plain) or _date_chain(tokens, plain, previous):
        return Reading("date", None, core.after)
    if _names_unit(tokens, plain) or (
        isinstance(core.low, int) and core.low > 31 and _unit_by_itself(tokens, core)
    ):
        return Reading("unit", None, core.after)
    return Reading("ordinal", None, core.after)


def _unit_by_itself(tokens: list[NumberToken], core: Core) -> bool:
    """ "the 93rd held the bridge": a high ordinal names a unit unless it counts days or the like."""
    return word_at(tokens, core.first - 1) == "the" and word_at(tokens, core.after) not in _COUNTED_IN_ORDER


_COUNTED_IN_ORDER: Final[frozenset[str]] = word_set("""day days night week month year anniversary birthday
    minute hour century parallel meridian floor time session summit meeting edition percentile degree
    attack strike victim death round convoy prisoner lap""")
