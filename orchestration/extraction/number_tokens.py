"""The tokens that numbers are read from, and what stands beside one."""

import re
from typing import Final, NamedTuple

from orchestration.extraction.number_tables import DESIGNATORS, MONTHS, PEOPLE, word_set

_NOT_NOUN: Final[frozenset[str]] = word_set("""is was has does his its this as us less towards across
    besides perhaps sometimes always afterwards thus plus yes says goes makes takes remains continues
    becomes seems begins includes loses means gets comes gives sees shows faces unless whereas""")


_HYPHENS: Final[str] = "-\u2010\u2011"
_DASHES: Final[str] = _HYPHENS + "\u2013\u2212"


class NumberToken(NamedTuple):
    """One a word of the text: a tuple is made in a third of the time of a dataclass.

    `kind`: w word, c code (letters then digits), d digits, t clock, a calendar date, o other run, p sign,
    b paragraph break. `low` is the lower-cased text (a dash is "-"). `tail`: letters joined to digits."""

    kind: str
    start: int
    end: int
    low: str
    raw: str
    digits: str = ""
    tail: str = ""
    form: str = ""


_TOKEN = re.compile(
    r"""
    (?P<skip>(?:https?://|www\.)\S+|[#@]\w*[^\W\d]\w*)
  | (?P<brk>\n[^\S\n]*\n)
  | (?=[0-9+])(?:(?P<date>[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?![0-9])|[0-9]{4}/[0-9]{1,2}/[0-9]{1,2}(?![0-9])
      |[0-9]{1,2}/[0-9]{1,2}/(?:[0-9]{4}|[0-9]{2})(?![0-9])|[0-9]{1,2}\.[0-9]{1,2}\.[0-9]{4}(?![0-9])
      |[0-9]{1,2}-[0-9]{1,2}-[0-9]{4}(?![0-9])|[0-9]{2}\.[0-9]{2}\.[0-9]{2}(?![.0-9]))
  | (?P<clock>(?:[01]?[0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9])?(?![0-9])
      |(?:1[0-2]|0?[1-9])\.[0-5][0-9](?=\s?[AaPp]\.?[Mm]\b)
      |(?:1[0-2]|0?[1-9])(?=\s?(?:[AaPp]\.[Mm]\.|[AaPp][Mm]\b)))
  | (?P<other>\+[0-9]{2,}(?:[ -][0-9]+)*|[0-9]+(?:[-/][0-9]+){2,}|[0-9]+(?:\.[0-9]+){3,}
      |[0-9]+/[0-9]+|[0-9]+(?::[0-9]+)+)
  | (?P<num>(?:[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])(?:\.[0-9]+(?!\.?[0-9]))?
      |[1-9][0-9]{0,2}(?:\.[0-9]{3}){2,}(?![.]?[0-9])
      |[1-9][0-9]{0,2}(?:[\u00a0\u2009\u202f][0-9]{3})+(?![0-9])
      |[1-9][0-9]{0,2}(?:\x20[0-9]{3})+(?![0-9]|[.,:/-][0-9]|[^\W\d_]|\x20mm\b)
      |[0-9]+\.[0-9]+(?!\.[0-9])
      |[0-9]{1,3},[0-9]{1,2}(?=\s?(?:km|kilom\w+|met(?:re|er)s|miles|percent|million|billion|tonn?es|tons|kg)\b|\s?%)
      |[0-9]+))(?P<tail>[^\W_½¼¾]*)(?P<frac>[½¼¾]?))
  | (?P<word>[^\W\d_][^\W_]*(?:['’][^\W\d_]+)*)
  | (?P<sign>\S)
    """,
    re.VERBOSE,
)
_FRACTION_SIGNS: Final[dict[str, str]] = {"½": ".5", "¼": ".25", "¾": ".75"}
PLAIN_DIGITS = re.compile(r"[0-9]+")
_DECIMAL_COMMA = re.compile(r"[0-9]{1,3},[0-9]{1,2}")
_HAS_DIGIT = re.compile(r"[0-9]")


def tokens_of(text: str) -> list[NumberToken]:
    out: list[NumberToken] = []
    position = 0
    while found := _TOKEN.search(text, position):
        kind = found.lastgroup or ""
        start, end = found.span()
        position = end
        raw = found.group()
        if kind == "skip":
            out.append(NumberToken("p", start, end, "\0", raw))
        elif kind == "brk":
            out.append(NumberToken("b", start, end, "\0", raw))
        elif kind in ("date", "clock", "other"):
            code = {"date": "a", "clock": "t", "other": "o"}[kind]
            out.append(NumberToken(code, start, end, raw, raw))
        elif kind in ("num", "tail", "frac"):
            token = _digit_token(found, out)
            position = token.end
            out.append(token)
        elif kind == "word":
            code = "c" if _HAS_DIGIT.search(raw) else "w"
            out.append(NumberToken(code, start, end, raw.lower(), raw))
        else:
            out.append(NumberToken("p", start, end, "-" if raw in _DASHES else raw, raw))
    return out


def _digit_token(found: re.Match[str], before: list[NumberToken]) -> NumberToken:
    start, end = found.span()
    number, tail, fraction = found.group("num"), found.group("tail"), found.group("frac")
    if " " in number and _binds_left(before):
        number = number.split(" ", 1)[0]
        tail, fraction, end = "", "", start + len(number)
    raw = number + tail + fraction
    form = "plain"
    if number.count(".") > 1 or re.search(r"[,\u00a0\u2009\u202f ]", number):
        form = "grouped"
    elif "." in number:
        form = "decimal"
    if _DECIMAL_COMMA.fullmatch(number):
        number, form = number.replace(",", "."), "decimal"
    digits = re.sub(r"[,\u00a0\u2009\u202f ]", "", number)
    if number.count(".") > 1:
        digits = digits.replace(".", "")
    if fraction and form != "decimal":
        digits, form = digits + _FRACTION_SIGNS[fraction], "decimal"
    return NumberToken("d", start, end, raw.lower(), raw, digits, tail, form)


def _binds_left(before: list[NumberToken]) -> bool:
    """Whether the last word names its number: "Nov. 8 300 people" is not 8300."""
    index = len(before) - 1
    if index >= 0 and before[index].low == ".":
        index -= 1
    return index >= 0 and (before[index].low in MONTHS or before[index].low in DESIGNATORS)


def word_at(tokens: list[NumberToken], index: int) -> str:
    if 0 <= index < len(tokens):
        return tokens[index].low
    return "\0"


def matches_words(tokens: list[NumberToken], index: int, words: tuple[str, ...]) -> bool:
    if index < 0 or index + len(words) > len(tokens) or tokens[index].low != words[0]:
        return False
    return all(tokens[step].low == word for step, word in enumerate(words, index))


def is_joined(tokens: list[NumberToken], index: int) -> bool:
    """Whether tokens index-1 and index touch."""
    return 0 < index < len(tokens) and tokens[index - 1].end == tokens[index].start


def has_hyphen(tokens: list[NumberToken], index: int) -> bool:
    """Whether a hyphen stands at `index`, joined on both sides."""
    return word_at(tokens, index) == "-" and is_joined(tokens, index) and is_joined(tokens, index + 1)


def noun_follows(tokens: list[NumberToken], index: int) -> bool:
    """Whether a plural noun, or a word for the dead and hurt, stands at `index` or after one adjective."""
    for step in (index, index + 1):
        if step >= len(tokens) or tokens[step].kind != "w":
            return False
        word = tokens[step].low
        if word in PEOPLE or word in ("killed", "more"):
            return True
        if word in STOP:
            return False
        if looks_plural(word):
            return True
    return False


def looks_plural(word: str) -> bool:
    return (
        len(word) > 3
        and word.endswith("s")
        and not word.endswith(("ss", "us", "is"))
        and word not in _NOT_NOUN
    )


STOP: Final[frozenset[str]] = word_set("""a an the of in on at to from by for with and or but nor
    as that which who when while where after before since until near into over under between against
    during through he she it they we you i his her its their our was were is are be been has have had
    will would could can may might did do does said says not no also then there this these those if
    because than out up down off about""") | {
    "killed",
    "wounded",
    "left",
    "died",
}
