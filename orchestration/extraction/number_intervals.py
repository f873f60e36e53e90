"""Hedges around a number ("at least", "or more") and the interval that section 5 of the codebook gives it."""

from typing import Final

from orchestration.extraction.number_cores import Core
from orchestration.extraction.number_kinds import Reading
from orchestration.extraction.number_tables import HEDGE_BY_WORDS, HEDGE_LAST, PLAIN_HEDGES, word_set
from orchestration.extraction.number_tokens import (
    NumberToken,
    has_hyphen,
    is_joined,
    matches_words,
    noun_follows,
    word_at,
)
from orchestration.extraction.quantities import Number

_HEDGE_LENGTHS: Final[tuple[int, ...]] = tuple(sorted({len(words) for words in HEDGE_BY_WORDS}, reverse=True))


# Words that may stand between a hedge and its number.
_FILLERS: Final[tuple[tuple[str, ...], ...]] = (
    ("a", "further"),
    ("an", "additional"),
    ("a", "total", "of"),
    ("another",),
    ("“",),
    ('"',),
    ("‘",),
    ("further",),
    ("additional",),
)
_SUFFIXES: Final[dict[tuple[str, ...], str]] = {
    ("or", "more"): "at_least",
    ("or", "above"): "at_least",
    ("or", "over"): "at_least",
    ("or", "upwards"): "at_least",
    ("or", "greater"): "at_least",
    ("-", "plus"): "at_least",
    ("or", "so"): "about",
    ("or", "thereabouts"): "about",
    ("-", "odd"): "about",
    ("-", "some"): "about",
    ("-", "something"): "about",
    ("odd",): "about",
    ("or", "fewer"): "up_to",
    ("or", "less"): "up_to",
    ("or", "under"): "up_to",
    ("at", "least"): "at_least",
    ("at", "the", "least"): "at_least",
    ("at", "the", "very", "least"): "at_least",
    ("at", "most"): "up_to",
    ("at", "the", "most"): "up_to",
}
_GEOGRAPHIC: Final[frozenset[str]] = word_set("""regions region provinces oblasts areas cities villages
    districts countries towns states governorates sectors neighbourhoods neighborhoods sites locations
    places counties fronts""")


_GEO_LEADS: Final[frozenset[str]] = word_set("""in across at to of seized captured took liberated hit
    struck bombed targeted shelled retook overran attacked control controls controlled controlling from
    on and hold holds held""")


def _ceil_tenths(value: Number, tenths: int) -> Number:
    if isinstance(value, int):
        return -(-value * tenths // 10)
    return round(value * tenths / 10, 4)


def _floor_tenths(value: Number, tenths: int) -> Number:
    if isinstance(value, int):
        return value * tenths // 10
    return round(value * tenths / 10, 4)


def interval(rule: str, low: Number, high: Number) -> tuple[Number | None, Number | None]:
    """The codebook's interval for a hedge over a number, or over a vague word's or a range's own interval.

    >>> interval("about", 100, 100)
    (90, 110)
    """
    point = low == high
    if rule == "at_least":
        return low, None
    if rule == "more_than":
        return (low + 1 if point and isinstance(low, int) else low), None
    if rule == "up_to":
        return 0, high
    if rule == "fewer_than":
        return 0, (high - 1 if point and isinstance(high, int) and high > 0 else high)
    if point and low >= 10:
        if rule == "about":
            return _ceil_tenths(low, 9), _floor_tenths(low, 11)
        if rule == "nearly":
            return _ceil_tenths(low, 9), (low - 1 if isinstance(low, int) else low)
        if rule == "just_over":
            return low, _floor_tenths(low, 11)
    return low, high


_ALSO_WHERE: Final[frozenset[str]] = frozenset({"over", "past", "under", "above"})


def hedge_left(tokens: list[NumberToken], index: int, floor: int) -> tuple[int, str | None]:
    """The hedges that end right before token `index` and begin at `floor` or later: first token and rule.

    Of stacked hedges ("at least some 20") a bound outranks an approximation, the outer the inner.
    """
    rule: str | None = None
    begin = index
    for _ in range(3):
        end = begin
        if rule is None:
            for filler in _FILLERS:
                if end - len(filler) >= floor and matches_words(tokens, end - len(filler), filler):
                    end -= len(filler)
                    break
        found = _hedge_ending(tokens, end, floor)
        if found is None:
            break
        if rule is not None and rule not in PLAIN_HEDGES and tokens[found[0]].low in _ALSO_WHERE:
            break  # "stepped over at least fifteen bodies"
        begin, name = found
        if rule is None or name not in PLAIN_HEDGES:
            rule = name
    return begin, rule


def _hedge_ending(tokens: list[NumberToken], end: int, floor: int) -> tuple[int, str] | None:
    if end - 1 < floor or tokens[end - 1].low not in HEDGE_LAST:
        return None
    for length in _HEDGE_LENGTHS:
        begin = end - length
        if begin < floor:
            continue
        rule = HEDGE_BY_WORDS.get(tuple(token.low for token in tokens[begin:end]))
        if rule is not None:
            return begin, rule
    return None


_UP_VERBS: Final[frozenset[str]] = frozenset("own owns owned owning add adds added adding".split())


def hedge_holds(tokens: list[NumberToken], begin: int, core: Core, reading: Reading) -> bool:
    """Whether "over", "past", "under", "close to", "about" before a number is a hedge and no preposition."""
    word = word_at(tokens, begin)
    if word == "up" and word_at(tokens, begin - 1) in _UP_VERBS:
        return False  # "has owned up to 31 dead"
    if core.first - begin != 1:
        if word == "close":
            return reading.kind != "count" or (core.low or 0) >= 10
        return True
    if word == "past":
        return reading.kind == "count" and (core.low or 0) >= 10
    if word in ("over", "below", "under", "above", "beyond"):
        nouns = {word_at(tokens, reading.after), word_at(tokens, reading.after + 1)}
        if word == "over" and nouns & _GEOGRAPHIC:
            return word_at(tokens, begin - 1) in _GEO_LEADS
        return True
    return word != "some" or reading.kind != "year"


def suffix_right(tokens: list[NumberToken], index: int) -> tuple[int, str] | None:
    """A hedge after the number: "12 or more", "40-odd", "100+"."""
    if (
        word_at(tokens, index) == "+"
        and is_joined(tokens, index)
        and not (is_joined(tokens, index + 1) and tokens[index + 1].kind == "d")
    ):
        return index + 1, "at_least"
    for words, rule in _SUFFIXES.items():
        if not matches_words(tokens, index, words):
            continue
        after = index + len(words)
        if words[0] == "-" and not has_hyphen(tokens, index):
            continue
        if words[0] == "at" and after < len(tokens) and tokens[after].kind not in ("p", "b"):
            continue
        if words == ("or", "more") and word_at(tokens, after) == "than":
            continue
        if words in (("or", "over"), ("or", "under"), ("or", "above")) and noun_follows(tokens, after):
            continue
        return after, rule
    return None
