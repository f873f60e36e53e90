"""Quantities in English text: every number, what it counts, and the interval it stands for.

`find_quantities` is pure and linear in the length of the text. The intervals are those of section 5
of the codebook; what a number is (`kind`) is told from the words beside it, never from the sentence
as a whole. Articles ("a soldier") and "no" before a noun are left to the caller.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from orchestration.extraction.number_cores import Core, code_core, digit_core, exact_number
from orchestration.extraction.number_intervals import hedge_holds, hedge_left, interval, suffix_right
from orchestration.extraction.number_kinds import Reading, month_right, read_kind, unit_right
from orchestration.extraction.number_tables import (
    MAX_DIGITS,
    MONTHS,
    ONES,
    PEOPLE,
    PLAIN_HEDGES,
    TENS,
    word_set,
)
from orchestration.extraction.number_tokens import (
    NumberToken,
    has_hyphen,
    is_joined,
    matches_words,
    tokens_of,
    word_at,
)
from orchestration.extraction.number_words import OPENING_WORDS, word_core
from orchestration.extraction.quantities import Kind, Number, Quantity

__all__ = ["Kind", "Number", "ONES", "Quantity", "TENS", "find_quantities", "interval"]


_RANGE_LINKS: Final[tuple[tuple[str, ...], ...]] = (
    ("to", "as", "many", "as"),
    (",", "or", "perhaps"),
    (",", "or", "possibly"),
    ("or", "perhaps"),
    ("or", "possibly"),
    ("or", "maybe"),
    ("or", "even"),
    (",", "perhaps"),
    (",", "possibly"),
    (",", "maybe"),
    ("to", "perhaps"),
    ("to", "possibly"),
    ("-", "to", "-"),
    ("-", "or", "-"),
    ("-", "to"),
    ("-", "or"),
    ("to",),
    ("or",),
    ("-",),
)
_LINK_FILLERS: Final[frozenset[str]] = frozenset({"about", "around", "some", "roughly", "approximately"})


# "rose from 16 to 24" is two numbers, not a range.
_CHANGE: Final[frozenset[str]] = word_set("""rise rises rose risen rising increase increased
    increases increasing climb climbed climbs climbing grow grew grown grows jump jumped jumps drop
    dropped drops fall fell fallen falls cut revise revised revising revises raise raised raises raising
    lower lowered lowering reduce reduced reducing up down went go goes going update updated soar soared
    surge surged change changed move moved double doubled triple tripled shrink shrank shrunk decline
    declined swell swelled upgraded expand expanded downgraded""")


def _core(tokens: list[NumberToken], index: int, join: bool = True) -> Core | None:
    """The bare number that begins at token `index`, or None."""
    token = tokens[index]
    if token.kind == "d":
        return digit_core(tokens, index)
    if token.kind == "t":
        return Core(index, index + 1, None, None, "exact", "special", kind="time")
    if token.kind == "a":
        return Core(index, index + 1, None, None, "exact", "special", kind="date")
    if token.kind == "o":
        kind: Kind = "date" if token.low in ("9/11", "7/7") else "phone/other"
        return Core(index, index + 1, None, None, "exact", "special", kind=kind)
    if token.kind == "c":
        return code_core(tokens, index)
    if token.kind != "w" or token.low not in OPENING_WORDS:
        return None
    return word_core(tokens, index, join)


def _range_end(
    tokens: list[NumberToken], after: int, between: bool, source: str
) -> tuple[Core, tuple[str, ...]] | None:
    """The second number of a range whose first is `core`, linked at token `after`."""
    links: Iterable[tuple[str, ...]] = (("and",), ("to",), ("-",)) if between else _RANGE_LINKS
    for link in links:
        if not matches_words(tokens, after, link):
            continue
        index = after + len(link)
        if link[0] == "-" and not is_joined(tokens, after):
            continue
        if link == ("-",) and not is_joined(tokens, index):
            continue
        if index < len(tokens) and tokens[index].low in _LINK_FILLERS and link != ("-",):
            index += 1
        if index >= len(tokens):
            continue
        second = _core(tokens, index)
        if second is None or second.form in ("special", "fraction") or second.low is None:
            continue
        if second.form == "singular" and link != ("to",):
            continue
        if source and link == ("to",) and second.form == "singular":
            continue
        return second, link
    return None


def _shared_scale(first: Core, second: Core) -> Core:
    """ "two or three hundred" is 200 to 300: the first number takes the second's multiplier."""
    if (
        second.scale == 1
        or first.scale != 1
        or first.low is None
        or first.high is None
        or second.lead is None
    ):
        return first
    if first.form == "vague" or not 0 < first.low < second.lead:
        return first
    scale = second.scale
    low, high = Decimal(str(first.low)) * scale, Decimal(str(first.high)) * scale
    return replace(first, low=exact_number(low), high=exact_number(high))


def _year_span(tokens: list[NumberToken], core: Core) -> Core | None:
    """ "1994-96", "2011–2014": one span of years."""
    token = tokens[core.first]
    if token.kind != "d" or token.form != "plain" or len(token.digits) != 4 or token.tail:
        return None
    if (
        not 1000 <= int(token.digits) <= 2099
        or not has_hyphen(tokens, core.after)
        or core.after != core.first + 1
    ):
        return None
    second = tokens[core.after + 1]
    if second.kind != "d" or second.form != "plain" or second.tail or len(second.digits) not in (2, 4):
        return None
    end = int(second.digits) if len(second.digits) == 4 else int(token.digits[:2] + second.digits)
    if not int(token.digits) < end <= 2099 or word_at(tokens, core.after + 2) in PEOPLE:
        return None
    return replace(core, after=core.after + 2, low=int(token.digits), high=end, form="special", kind="year")


def _score_line(tokens: list[NumberToken], core: Core) -> Core | None:
    """ "3-1", "231-77": two digits joined by a hyphen that do not rise."""
    token = tokens[core.first]
    if token.kind != "d" or token.form != "plain" or token.tail or not has_hyphen(tokens, core.after):
        return None
    if len(token.digits) > MAX_DIGITS:
        return None
    second = tokens[core.after + 1]
    if second.kind != "d" or second.form != "plain" or second.tail or len(second.digits) > MAX_DIGITS:
        return None
    if has_hyphen(tokens, core.after + 2):
        return None
    if len(token.digits) == 3 and len(second.digits) == 4 and second.digits[-1] != "0":
        return replace(core, after=core.after + 2, low=None, high=None, form="special", kind="phone/other")
    if int(token.digits) < int(second.digits) or month_right(tokens, core.after + 2):
        return None
    return replace(core, after=core.after + 2, form="special", kind="score")


def _changes_before(tokens: list[NumberToken], index: int) -> bool:
    for step in range(index - 1, max(index - 14, -1), -1):
        token = tokens[step]
        if token.low in _CHANGE:
            return True
        if token.kind == "b" or token.low in (".", ";", "!", "?"):
            return False
    return False


def find_quantities(text: str) -> list[Quantity]:
    """Every number in `text`, left to right, none overlapping another, each as long as it can be read.

    Offsets are code points of `text`. "a", "an" and "no" before a noun are not numbers here; "one" is,
    unless it is a pronoun ("no one", "this one"). Only rows of kind `count` can count people or things.
    """
    tokens = tokens_of(text)
    out: list[Quantity] = []
    index, floor = 0, 0
    while index < len(tokens):
        core = _core(tokens, index)
        if core is None:
            index += 1
            continue
        quantity, after = _quantity(tokens, core, floor, text, out[-1] if out else None)
        if quantity is not None:
            out.append(quantity)
        index = floor = after
    return out


def _quantity(
    tokens: list[NumberToken], core: Core, floor: int, text: str, previous: Quantity | None
) -> tuple[Quantity | None, int]:
    span = _year_span(tokens, core) or _score_line(tokens, core)
    if span is not None:
        return _finish(
            tokens, span, span.first, None, span.after, text, Reading(span.kind or "score", None, 0)
        )
    designation = _designation(tokens, core)
    if designation is not None and designation.first >= floor:
        return _designation_quantity(tokens, designation, core, text)
    begin, hedge = hedge_left(tokens, core.first, floor)
    ranged = _range(tokens, core, begin, floor, text, previous, hedge)
    if ranged is not None:
        return ranged
    reading = read_kind(tokens, core, text, previous, hedge)
    if hedge is not None and not hedge_holds(tokens, begin, core, reading):
        begin, hedge = core.first, None
    if reading.kind in _UNHEDGED or (core.form == "special" and reading.kind != "fraction"):
        begin, hedge = core.first, None
    after = core.after
    if reading.kind not in _UNHEDGED:
        suffix = suffix_right(tokens, after)
        if suffix is not None:
            after = suffix[0]
            if hedge is None or hedge in PLAIN_HEDGES:
                hedge = suffix[1]
            if reading.after == core.after:
                late = unit_right(tokens, replace(core, after=after))
                reading = late or Reading(reading.kind, reading.unit, after)
    return _finish(tokens, core, begin, hedge, after, text, reading)


_UNHEDGED: Final[frozenset[str]] = frozenset({"date", "ordinal", "unit", "calibre", "year", "score", "rank"})


def _range(
    tokens: list[NumberToken],
    core: Core,
    begin: int,
    floor: int,
    text: str,
    previous: Quantity | None,
    hedge: str | None,
) -> tuple[Quantity, int] | None:
    """The range that `core` opens, with its hedge, or None."""
    if core.form in ("special", "fraction") or core.low is None:
        return None
    first = read_kind(tokens, core, text, previous, hedge)
    if first.kind in _UNHEDGED and not (first.kind == "unit" and first.after > core.after):
        return None
    lead = word_at(tokens, begin - 1) if begin > floor else "\0"
    between = lead == "between"
    source = lead if lead == "from" else ""
    if source and _changes_before(tokens, begin):
        return None
    ends = [core.after] + ([first.after] if first.after > core.after else [])
    for opening in (core, _core(tokens, core.first, join=False) if between else None):
        if opening is None or opening.low is None:
            continue
        for after in ends if opening is core else [opening.after]:
            found = _range_end(tokens, after, between, source)
            if found is None:
                continue
            second, link = found
            scaled = _shared_scale(opening, second)
            made = _join(tokens, scaled, second, link, text)
            if made is None:
                continue
            whole, reading = made
            if first.after > core.after and first.kind != reading.kind:
                continue
            if first.kind == "age" and reading.kind == "count":
                reading = replace(reading, kind="age", unit=first.unit)
            start = begin - 1 if between or source else begin
            rule = hedge if hedge not in PLAIN_HEDGES else None
            suffix = suffix_right(tokens, whole.after)
            after = whole.after
            if suffix is not None:
                after, rule = suffix[0], rule or (suffix[1] if suffix[1] not in PLAIN_HEDGES else None)
            return _finish(tokens, whole, start, rule, after, text, reading)
    return None


def _join(
    tokens: list[NumberToken], first: Core, second: Core, link: tuple[str, ...], text: str
) -> tuple[Core, Reading] | None:
    if first.low is None or second.low is None or second.high is None or not first.low < second.low:
        return None
    if link == ("-",) and (first.form == "vague") != (second.form == "vague"):
        return None
    if first.form != "vague" and second.form == "vague" and second.rule in ("few", "several", "couple"):
        return None
    reading = read_kind(tokens, second, text, None, "at_least")
    if reading.kind in _UNHEDGED:
        return None
    if link in (("to",), ("or",)) and second.low > first.low * 1000 and first.form != "vague":
        return None
    whole = replace(first, after=second.after, high=second.high, rule="range", form="range")
    return whole, reading


@dataclass(frozen=True, slots=True)
class _Span:
    first: int
    after: int


def _designation(tokens: list[NumberToken], core: Core) -> _Span | None:
    """A name made of letters, a hyphen and digits ("Su-34M", "M-75", "MH-17"), as one span."""
    first = core.first
    if tokens[first].kind != "d" or not has_hyphen(tokens, first - 1) or first < 2:
        return None
    lead = tokens[first - 2]
    if (
        lead.kind not in ("w", "c")
        or not lead.raw[0].isupper()
        or lead.low in ("mid", "pre", "post", "early", "late")
    ):
        return None
    if lead.low in MONTHS:
        return None
    return _Span(first - 2, first + 1)


def _designation_quantity(
    tokens: list[NumberToken], span: _Span, core: Core, text: str
) -> tuple[Quantity, int]:
    """The row for a designation: its digits as the value, the whole name as the span."""
    start, end = tokens[span.first].start, tokens[span.after - 1].end
    digits = tokens[core.first].digits
    value = exact_number(Decimal(digits)) if len(digits) <= MAX_DIGITS else None
    row = Quantity(start, end, text[start:end], value, value, "exact", tokens[core.first].start, "unit")
    return row, span.after


def _finish(
    tokens: list[NumberToken],
    core: Core,
    begin: int,
    hedge: str | None,
    after: int,
    text: str,
    reading: Reading,
) -> tuple[Quantity, int]:
    start, end = tokens[begin].start, tokens[after - 1].end
    low, high, rule = core.low, core.high, core.rule
    if hedge is not None and low is not None and high is not None and reading.kind != "fraction":
        vague = low != high
        low, high = interval(hedge, low, high)
        if not (vague and hedge in PLAIN_HEDGES):
            rule = hedge
    row = Quantity(
        start=start,
        end=end,
        text=text[start:end],
        low=low,
        high=high,
        rule=rule,
        core_start=tokens[core.first].start,
        kind=reading.kind,
        unit=reading.unit,
    )
    return row, after
