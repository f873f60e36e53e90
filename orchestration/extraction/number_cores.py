"""The bare number: digits with separators and multipliers, and numbers that are spelled out."""

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from orchestration.extraction.number_tables import (
    CURRENCY,
    MAX_DIGITS,
    MULTIPLIERS,
    ONES,
    PEOPLE,
    SCALES,
    TENS,
    UNITS,
    word_set,
)
from orchestration.extraction.number_tokens import (
    PLAIN_DIGITS,
    NumberToken,
    has_hyphen,
    matches_words,
    noun_follows,
    word_at,
)
from orchestration.extraction.quantities import Kind, Number

ATTACHED_MULTIPLIERS: Final[dict[str, int]] = {
    "k": 1000,
    "mn": 1_000_000,
    "mln": 1_000_000,
    "mio": 1_000_000,
    "bn": 1_000_000_000,
    "b": 1_000_000_000,
}


# Units written against the number: "155mm", "45km". A lone "m" is decided by what follows.
_ATTACHED_UNITS: Final[frozenset[str]] = word_set(
    "km kms m cm mm mi ft yd yds nm kg kgs lb lbs g hr hrs h min mins sec kph mph kmh mw gb mb bpd hp"
)
_METRE_AFTER: Final[frozenset[str]] = word_set("""from away long wide deep high tall thick north south
    east west down apart off inside into behind to of short beyond ahead further above below northeast
    northwest southeast southwest up""")


@dataclass(frozen=True, slots=True)
class Core:
    """A bare number at tokens [first, after): its interval, and how it was written.

    `form`: digits, words, vague (an interval by itself), singular, or fraction. `scale` is the last
    multiplier ("million"), which a range shares with its first number. `lead` is the number before it.
    """

    first: int
    after: int
    low: Number | None
    high: Number | None
    rule: str
    form: str
    scale: int = 1
    lead: Number | None = None
    kind: Kind | None = None
    unit: str | None = None


def exact_number(value: Decimal) -> Number:
    return int(value) if value == value.to_integral_value() else float(value)


def _below_hundred(tokens: list[NumberToken], index: int) -> tuple[int, int] | None:
    word = word_at(tokens, index)
    if word in TENS:
        step = index + 2 if has_hyphen(tokens, index + 1) else index + 1
        unit = ONES.get(word_at(tokens, step), 0)
        if 1 <= unit <= 9 and (step == index + 2 or _scale_follows(tokens, step + 1)):
            return TENS[word] + unit, step + 1
        if step == index + 1 and 1 <= unit <= 9:
            return TENS[word] + unit, step + 1
        return TENS[word], index + 1
    if word in ONES:
        return ONES[word], index + 1
    return None


def _scale_follows(tokens: list[NumberToken], index: int) -> bool:
    return word_at(tokens, index) in SCALES


def below_thousand(tokens: list[NumberToken], index: int, join: bool) -> tuple[int, int] | None:
    small = _below_hundred(tokens, index)
    if small is None:
        return None
    value, after = small
    hundred = after + 1 if has_hyphen(tokens, after) else after
    if word_at(tokens, hundred) != "hundred":
        return small
    value, after = value * 100, hundred + 1
    return add_rest(tokens, value, after, join)


def add_rest(tokens: list[NumberToken], value: int, after: int, join: bool) -> tuple[int, int]:
    """The tens and ones after a "hundred": "two hundred (and) fifty-six"."""
    step = after
    if word_at(tokens, step) == "and":
        if not join:
            return value, after
        step += 1
    rest = _below_hundred(tokens, step)
    if rest is None or rest[0] == 0 or word_at(tokens, rest[1]) in ("hundred", "dozen"):
        return value, after
    if step > after and word_at(tokens, rest[1]) in ("more", "others") and rest[0] < 20:
        return value, after
    return value + rest[0], rest[1]


def spelled_out(tokens: list[NumberToken], index: int, join: bool = True) -> tuple[int, int, int, int] | None:
    """A number in words: value, token after it, its last scale, and the number before that scale."""
    first = below_thousand(tokens, index, join)
    if first is None:
        return None
    value, after = first
    total, limit, scale, lead = 0, 10**15, 1, value
    if value >= 100 and value % 100 == 0 and word_at(tokens, after - 1) == "hundred":
        scale, lead = 100, value // 100
    while True:
        step = after + 1 if has_hyphen(tokens, after) else after
        factor = SCALES.get(word_at(tokens, step), 0)
        if factor == 0 or factor >= limit or factor == 100:
            total += value
            break
        total += value * factor
        scale, lead, limit, after = factor, value, factor, step + 1
        step = after
        if word_at(tokens, step) == "and":
            if not join:
                break
            step += 1
        group = below_thousand(tokens, step, join)
        if (
            group is None
            or group[0] == 0
            or group[0] >= limit
            or SCALES.get(word_at(tokens, group[1]), 0) >= limit
        ):
            break
        value, after = group
        scale, lead = 1, total + value
    return total, after, scale, lead


def with_multiplier(core: Core, tokens: list[NumberToken]) -> Core:
    """`core` with the multipliers that follow it applied: "2 dozen", "two and a half thousand"."""
    if core.low is None or core.high is None:
        return core
    low, high = Decimal(str(core.low)), Decimal(str(core.high))
    after, scale, lead, changed = core.after, core.scale, core.lead, False
    if matches_words(tokens, after, ("and", "a", "half")):
        low, high, after, lead, changed = low + Decimal("0.5"), high + Decimal("0.5"), after + 3, None, True
    for _ in range(2):
        step = after + 1 if has_hyphen(tokens, after) else after
        if word_at(tokens, step) == "-":
            break
        factor = MULTIPLIERS.get(word_at(tokens, step))
        if factor is None or tokens[step].kind != "w" or (has_hyphen(tokens, step + 1) and factor == 100):
            break
        if factor == scale:
            break
        lead = core.low if scale == 1 else lead
        low, high, after, scale, changed = low * factor, high * factor, step + 1, factor, True
    if not changed:
        return core
    return replace(core, low=exact_number(low), high=exact_number(high), after=after, scale=scale, lead=lead)


def code_core(tokens: list[NumberToken], index: int) -> Core:
    digits = PLAIN_DIGITS.findall(tokens[index].low)[0]
    value = int(digits) if len(digits) <= MAX_DIGITS else None
    return Core(index, index + 1, value, value, "exact", "special", kind="unit")


def digit_core(tokens: list[NumberToken], index: int) -> Core:
    token = tokens[index]
    if len(token.digits) > MAX_DIGITS:
        return Core(index, index + 1, None, None, "exact", "special", kind="phone/other")
    value = Decimal(token.digits)
    core = Core(
        index,
        index + 1,
        exact_number(value),
        exact_number(value),
        "exact",
        "digits",
        lead=exact_number(value),
    )
    tail = token.tail.lower()
    if not tail:
        core = _thousand_points(core, tokens)
        return with_multiplier(core, tokens)
    if tail in ("st", "nd", "rd", "th"):
        return replace(core, form="special", kind="ordinal")
    if tail == "s" and token.form == "plain" and len(token.digits) in (2, 4) and token.digits.endswith("0"):
        return replace(core, form="special", kind="year")
    if tail == "s":
        return replace(core, form="special", kind="phone/other")
    if tail in ATTACHED_MULTIPLIERS or (tail == "m" and _means_million(tokens, index)):
        factor = ATTACHED_MULTIPLIERS.get(tail, 1_000_000)
        scaled = exact_number(value * factor)
        return replace(core, low=scaled, high=scaled, scale=factor)
    if tail in _ATTACHED_UNITS and token.tail not in ("G", "H", "MI", "Mi"):
        unit_kind, unit = UNITS.get(tail, ("time", "hour") if tail == "h" else ("weight", "gram"))
        return replace(core, kind=unit_kind, unit=unit)
    if tail in ("gmt", "utc", "z", "hrs") or re.fullmatch("h[0-5][0-9]", tail):
        return replace(core, form="special", kind="time")
    if tail in ("c", "f"):
        return replace(core, form="special", kind="temperature")
    return replace(core, form="special", kind="unit")


def _means_million(tokens: list[NumberToken], index: int) -> bool:
    """Whether the m of "2.5m" is a million: after a currency, before people, or a small decimal."""
    token = tokens[index]
    if word_at(tokens, index - 1) in CURRENCY:
        return True
    after = word_at(tokens, index + 1)
    if after in PEOPLE or (after not in _METRE_AFTER and noun_follows(tokens, index + 1)):
        return True
    return token.form == "decimal" and after not in _METRE_AFTER and after != "-"


def _thousand_points(core: Core, tokens: list[NumberToken]) -> Core:
    """ "1.200 soldiers" is 1200: no one counts three decimals of a person."""
    token = tokens[core.first]
    if token.form != "decimal" or token.digits[-4:-3] != "." or token.digits.startswith("0"):
        return core
    follower = word_at(tokens, core.after)
    if follower in MULTIPLIERS or follower in UNITS or not noun_follows(tokens, core.after):
        return core
    value = int(token.digits.replace(".", ""))
    return replace(core, low=value, high=value, lead=value)
