"""Numbers told in words: "a dozen", "scores", "hundreds of", "half", "a handful"."""

from dataclasses import replace
from typing import Final

from orchestration.extraction.number_cores import Core, add_rest, below_thousand, spelled_out, with_multiplier
from orchestration.extraction.number_tables import (
    HEDGE_LAST,
    MULTIPLIERS,
    ONES,
    PEOPLE,
    SCALES,
    TENS,
    UNITS,
    word_set,
)
from orchestration.extraction.number_tokens import (
    STOP,
    NumberToken,
    has_hyphen,
    looks_plural,
    noun_follows,
    word_at,
)

# word -> (low, high, rule)
VAGUE: Final[dict[str, tuple[int, int, str]]] = {
    "tens": (20, 99, "tens"),
    "dozens": (24, 99, "dozens"),
    "scores": (40, 99, "scores"),
    "hundreds": (200, 999, "hundreds"),
    "thousands": (2000, 9999, "thousands"),
    "millions": (2_000_000, 9_999_999, "millions"),
}
VAGUE_OF: Final[dict[tuple[str, str], tuple[int, int, str]]] = {
    ("tens", "thousands"): (20_000, 99_999, "tens_of_thousands"),
    ("dozens", "thousands"): (20_000, 99_999, "tens_of_thousands"),
    ("scores", "thousands"): (20_000, 99_999, "tens_of_thousands"),
    ("hundreds", "thousands"): (200_000, 999_999, "hundreds_of_thousands"),
    ("tens", "millions"): (20_000_000, 99_999_999, "millions"),
    ("hundreds", "millions"): (200_000_000, 999_999_999, "millions"),
    ("tens", "hundreds"): (200, 999, "hundreds"),
}


# low, high and rule of a small vague word; the same word before "hundred", "dozen", ... multiplies.
SMALL_VAGUE: Final[dict[str, tuple[int, int, str]]] = {
    "couple": (2, 2, "couple"),
    "few": (2, 5, "few"),
    "handful": (2, 5, "few"),
    "pair": (2, 2, "exact"),
    "trio": (3, 3, "exact"),
    "several": (3, 9, "several"),
    "many": (3, 9, "several"),
}
PLURAL_SCALES: Final[dict[str, str]] = {
    "hundreds": "hundred",
    "thousands": "thousand",
    "dozens": "dozen",
    "millions": "million",
}
_FRACTION_PARTS: Final[frozenset[str]] = word_set(
    "thirds quarters fifths sixths sevenths eighths ninths tenths"
)
_FRACTION_PART: Final[frozenset[str]] = frozenset(
    {"third", "quarter", "fifth", "sixth", "seventh", "eighth", "tenth"}
)
_ORDINAL_WORDS: Final[frozenset[str]] = word_set("""first second third fourth fifth sixth seventh eighth
    ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth
    nineteenth twentieth thirtieth fortieth fiftieth hundredth thousandth""")


_MOST_AFTER: Final[frozenset[str]] = word_set("of were are had have from in was being likely")
_HALF_AFTER: Final[frozenset[str]] = word_set("""of the its their his her our them are were is was have
    had dead women children civilians . , ; ) and in being from as""")


# The words that a number can begin with.
OPENING_WORDS: Final[frozenset[str]] = frozenset(
    (
        *ONES, *TENS, *VAGUE, *SCALES, "a", "an", "billions", "several", "many", "few", "couple", "handful", "half",
        "quarter", "most", "majority", "the", "dozen",
    )
)  # fmt: skip


def word_core(tokens: list[NumberToken], index: int, join: bool) -> Core | None:
    token = tokens[index]
    word = token.low
    if word in ONES or word in TENS:
        return _numeral_core(tokens, index, join)
    if word in ("a", "an"):
        return _article_core(tokens, index, join)
    if word in VAGUE or word == "billions":
        return _vague_core(tokens, index)
    if word in ("several", "many", "few", "couple", "handful"):
        return _small_vague_core(tokens, index, index)
    if word in ("half", "quarter"):
        return _half_core(tokens, index)
    if word in ("most", "majority", "the"):
        return _majority_core(tokens, index)
    if word in SCALES or word == "dozen":
        return _bare_scale_core(tokens, index)
    return None


def _numeral_core(tokens: list[NumberToken], index: int, join: bool) -> Core | None:
    fraction = _fraction_after(tokens, index)
    if fraction is not None:
        return fraction
    spelled = spelled_out(tokens, index, join)
    if spelled is None:
        return None
    value, after, scale, lead = spelled
    if has_hyphen(tokens, after) and word_at(tokens, after + 1) in _ORDINAL_WORDS:
        return None
    if value == 1 and after == index + 1:
        if not _is_counting_one(tokens, index):
            return None
        core = Core(index, after, 1, 1, "singular", "singular", lead=1)
        grown = with_multiplier(core, tokens)
        return grown if grown is core else replace(grown, rule="exact", form="words")
    return with_multiplier(Core(index, after, value, value, "exact", "words", scale=scale, lead=lead), tokens)


def _is_counting_one(tokens: list[NumberToken], index: int) -> bool:
    before, after = word_at(tokens, index - 1), word_at(tokens, index + 1)
    if before in ("no", "this", "each", "every", "which", "any", "some", "day", "number"):
        return False
    if before in ("the", "that"):
        pronoun = after in STOP or index + 1 >= len(tokens) or tokens[index + 1].kind in ("p", "b")
        if pronoun and not (before == "that" and word_at(tokens, index - 2) in _BEFORE_CLAUSE):
            return False
    if before in _ORDINAL_WORDS:
        return False
    return (
        after not in ("another", "by")
        and not has_hyphen(tokens, index + 1)
        and not has_hyphen(tokens, index - 1)
    )


_BEFORE_CLAUSE: Final[frozenset[str]] = word_set("""and said says say saying claimed claims claim reported
    reports confirmed confirms added adding announced believed believes""")


def _fraction_after(tokens: list[NumberToken], index: int) -> Core | None:
    """ "two thirds", "two-thirds", "one third of"."""
    step = index + 2 if has_hyphen(tokens, index + 1) else index + 1
    word = word_at(tokens, step)
    if word in _FRACTION_PARTS:
        return Core(index, step + 1, None, None, "fraction", "fraction", kind="fraction")
    if (
        word in _FRACTION_PART
        and word_at(tokens, index) == "one"
        and word_at(tokens, step + 1) in ("of", "the")
    ):
        return Core(index, step + 1, None, None, "fraction", "fraction", kind="fraction")
    return None


_NUMBER_OF: Final[frozenset[str]] = word_set(
    "large great good high considerable significant substantial growing small limited vast huge"
)


def _article_core(tokens: list[NumberToken], index: int, join: bool) -> Core | None:
    step = index + 1
    if word_at(tokens, index) == "an":
        return None
    word = word_at(tokens, step)
    if has_hyphen(tokens, step) or has_hyphen(tokens, step + 1) and word not in ("half",):
        return None
    if word in ("great", "good", "mere") and word_at(tokens, step + 1) in (
        "many",
        "few",
        "couple",
        "dozen",
        "hundred",
    ):
        step += 1
        word = word_at(tokens, step)
    if word in ("couple", "few", "handful", "many", "pair", "trio"):
        if (word == "many" and step == index + 1) or (
            word in ("pair", "trio") and word_at(tokens, step + 1) != "of"
        ):
            return None
        return _small_vague_core(tokens, step, index)
    if word == "number" or (word in _NUMBER_OF and word_at(tokens, step + 1) == "number"):
        of = step + (1 if word == "number" else 2)
        if word_at(tokens, of) != "of":
            return None
        return Core(index, of + 1, 3, 9, "several", "vague")
    if word == "dozen":
        return Core(index, step + 1, 12, 12, "exact", "words", scale=12, lead=1)
    if word == "half" and has_hyphen(tokens, step + 1) and word_at(tokens, step + 2) == "dozen":
        return Core(index, step + 3, 6, 6, "exact", "words")
    if word == "score" and word_at(tokens, step + 1) in ("of", "or") and tokens[step + 2 : step + 3]:
        if tokens[step + 2].kind == "w":
            return Core(index, step + 1, 20, 20, "exact", "words", lead=20)
        return None
    if word in SCALES and not word_at(tokens, step).endswith("s"):
        return _scaled_article(tokens, index, step, join)
    if word == "majority" and word_at(tokens, step + 1) == "of":
        return Core(index, step + 1, None, None, "fraction", "fraction", kind="fraction")
    if word in ("third", "quarter", "fifth", "tenth") and word_at(tokens, step + 1) == "of":
        return _part_of(tokens, index, step)
    return None


def _scaled_article(tokens: list[NumberToken], index: int, step: int, join: bool) -> Core:
    """ "a hundred and twenty", "a thousand", "a hundred thousand"."""
    value, after = SCALES[word_at(tokens, step)], step + 1
    scale = value
    if value == 100:
        total, after = add_rest(tokens, 100, after, join)
        if total != 100:
            return Core(index, after, total, total, "exact", "words", lead=total)
        return with_multiplier(Core(index, after, 100, 100, "exact", "words", scale=100, lead=1), tokens)
    start = after + 1 if join and word_at(tokens, after) == "and" else after
    rest = below_thousand(tokens, start, join)
    if rest is not None and 0 < rest[0] < value and SCALES.get(word_at(tokens, rest[1]), 0) < value:
        return Core(index, rest[1], value + rest[0], value + rest[0], "exact", "words", lead=value)
    return Core(index, after, value, value, "exact", "words", scale=scale, lead=1)


def _part_of(tokens: list[NumberToken], index: int, step: int) -> Core:
    """ "a quarter of a million" is a number, "a third of" a fraction, "a quarter of a century" a time."""
    if word_at(tokens, step) == "quarter" and word_at(tokens, step + 2) == "a":
        scale = SCALES.get(word_at(tokens, step + 3))
        if scale:
            return Core(index, step + 4, scale // 4, scale // 4, "exact", "words", lead=scale // 4)
        kind = UNITS.get(word_at(tokens, step + 3))
        if kind and kind[0] == "time":
            return Core(index, step + 1, 0.25, 0.25, "exact", "words", kind="time", unit=kind[1])
    return Core(index, step + 1, None, None, "fraction", "fraction", kind="fraction")


def _vague_core(tokens: list[NumberToken], index: int) -> Core | None:
    word = word_at(tokens, index)
    before, after = word_at(tokens, index - 1), word_at(tokens, index + 1)
    if word == "scores" and (
        before
        in ("the", "test", "their", "his", "her", "its", "both", "settle", "settled", "settling", "old", "he")
        or after in ("a", "the", "his", "twice", "against", "goals", "in")
    ):
        return None
    if after in ("of", "upon") or (after in ("and", "to") and word_at(tokens, index + 2) == word):
        second = word_at(tokens, index + 2)
        if after == "of" and (word, second) in VAGUE_OF:
            low, high, rule = VAGUE_OF[word, second]
            return Core(index, index + 3, low, high, rule, "vague")
        if after != "of" and second in VAGUE and VAGUE[second][0] >= VAGUE.get(word, (0,))[0]:
            if (second, word_at(tokens, index + 4)) in VAGUE_OF and word_at(tokens, index + 3) == "of":
                return _vague_core(tokens, index + 2)
            low, high, rule = VAGUE[second]
            return Core(index, index + 3, low, high, rule, "vague")
    if word == "billions":
        return Core(index, index + 1, 2_000_000_000, 9_999_999_999, "millions", "vague")
    low, high, rule = VAGUE[word]
    return Core(index, index + 1, low, high, rule, "vague")


def _small_vague_core(tokens: list[NumberToken], index: int, first: int) -> Core | None:
    """`index` is at "several", "few", "couple", ...; `first` is where its article, if any, stands."""
    word = word_at(tokens, index)
    before, after = word_at(tokens, first - 1), word_at(tokens, index + 1)
    low, high, rule = SMALL_VAGUE[word]
    step = index + 1
    if word == "couple" and after == "of" and word_at(tokens, index + 2) in MULTIPLIERS:
        step, after = index + 2, word_at(tokens, index + 2)
    scale_word = PLURAL_SCALES.get(after, after)
    if scale_word in MULTIPLIERS and word not in ("handful", "pair", "trio"):
        if word == "many":
            return _vague_core(tokens, step) if after in VAGUE else None
        factor = MULTIPLIERS[scale_word]
        low, high, end = low * factor, high * factor, step + 1
        following = PLURAL_SCALES.get(word_at(tokens, end), word_at(tokens, end))
        if factor == 100 and following in ("thousand", "million"):
            low, high, end = low * SCALES[following], high * SCALES[following], end + 1
        if factor == 12 and rule == "several":
            high, rule = 99, "dozens"
        return Core(first, end, low, high, rule, "vague" if low != high else "words")
    if first == index:
        if word in ("couple", "handful", "few"):
            # "few survived" is hardly any; "couple of" and "these few" are still a number after a determiner.
            if (
                word == "couple"
                and after == "of"
                and before not in ("the", "a", "married", "elderly", "young")
            ):
                return Core(index, index + 1, 2, 2, "couple", "vague")
            if word == "few" and before in (
                "last",
                "past",
                "next",
                "first",
                "these",
                "those",
                "every",
                "another",
            ):
                return Core(index, index + 1, low, high, rule, "vague")
            return None
        if word == "many" and before in ("as", "how", "too", "that", "this", "not", "very", "nearly"):
            return None
        if word == "many" and after in ("a", "more", "an", "as", "of", "miles", "times") and after != "of":
            return None
        if has_hyphen(tokens, index + 1) or has_hyphen(tokens, index - 1):
            return None
    return Core(first, index + 1, low, high, rule, "vague")


def _half_core(tokens: list[NumberToken], index: int) -> Core | None:
    word, before = word_at(tokens, index), word_at(tokens, index - 1)
    if word == "quarter":
        if (
            word_at(tokens, index + 1) == "of"
            and word_at(tokens, index + 2) == "a"
            and before not in ("a", "first")
        ):
            core = _part_of(tokens, index, index)
            return None if core.kind == "fraction" else core
        return None
    step = index + 1
    if word_at(tokens, step) == "-":
        step += 1
    if word_at(tokens, step) in ("a", "an"):
        step += 1
        if word_at(tokens, step) == "-":
            step += 1
    noun = word_at(tokens, step)
    if noun == "dozen":
        return Core(index, step + 1, 6, 6, "exact", "words")
    if noun in SCALES:
        value = SCALES[noun] // 2
        return Core(index, step + 1, value, value, "exact", "words", lead=value)
    if word_at(tokens, index + 1) in ("a", "an"):
        unit = UNITS.get(noun)
        if unit is not None:
            return Core(index, index + 1, 0.5, 0.5, "exact", "words", kind=unit[0], unit=unit[1])
    if before in _ORDINAL_WORDS or before in ("latter", "a", "back") or has_hyphen(tokens, index + 1):
        return None
    if word_at(tokens, index + 1) in _HALF_AFTER or noun_follows(tokens, index + 1):
        return Core(index, index + 1, None, None, "fraction", "fraction", kind="fraction")
    if index + 1 >= len(tokens):
        return Core(index, index + 1, None, None, "fraction", "fraction", kind="fraction")
    return None


def _majority_core(tokens: list[NumberToken], index: int) -> Core | None:
    word = word_at(tokens, index)
    after = word_at(tokens, index + 1)
    fraction = Core(index, index + 1, None, None, "fraction", "fraction", kind="fraction")
    if word == "majority":
        return fraction if after == "of" and word_at(tokens, index - 1) not in ("the", "a") else None
    if word == "the":
        step = index + 1
        if after in ("vast", "great", "overwhelming", "large"):
            step += 1
        if word_at(tokens, step) == "majority" and word_at(tokens, step + 1) in ("of", "were", "are"):
            return replace(fraction, after=step + 1)
        return None
    before = word_at(tokens, index - 1)
    if before in ("the", "at", "its", "their", "his", "her", "'s", "’s") and after != "of":
        return None
    if after in _MOST_AFTER and (after != "in" or before in (",", "(")):
        return fraction
    if after in PEOPLE or looks_plural(after):
        return fraction
    return None


def _bare_scale_core(tokens: list[NumberToken], index: int) -> Core | None:
    """ "over hundred men", "the dozen soldiers"; a plural Indian scale is vague."""
    word, before = word_at(tokens, index), word_at(tokens, index - 1)
    if word in ("lakhs", "crores") or before in ("per", "a", "daily", "baker's"):
        return None
    if has_hyphen(tokens, index - 1):
        return None
    factor = MULTIPLIERS[word]
    if word != "dozen" and before not in HEDGE_LAST and before not in ("the", "first", "last", "every"):
        return None
    return Core(index, index + 1, factor, factor, "exact", "words", scale=factor, lead=1)
