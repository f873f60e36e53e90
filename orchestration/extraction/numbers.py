"""Quantities in English text: every number, what it counts, and the interval it stands for.

`find_quantities` is pure and linear in the length of the text. The intervals are those of section 5
of the codebook; what a number is (`kind`) is told from the words beside it, never from the sentence
as a whole. Articles ("a soldier") and "no" before a noun are left to the caller.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final, Literal

Number = int | float

Kind = Literal[
    "count",
    "year",
    "age",
    "money",
    "percent",
    "distance",
    "weight",
    "time",
    "date",
    "ordinal",
    "calibre",
    "unit",
    "score",
    "rank",
    "temperature",
    "measure",
    "fraction",
    "phone/other",
]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as it stands in the text.

    `text` is exactly `source[start:end]`: the number with its hedge ("at least 11", "12 or more",
    "between 10 and 15"), without the unit, the noun or the "of" that follows. `core_start` is where
    the number begins after the hedge. `low` and `high` are inclusive, None is unbounded; both are
    None for a fraction and for a run of digits too long to be a number. `unit` is the canonical unit
    ("km", "mile", "hour", "percent", "USD", ...) where one stands beside the number.
    """

    start: int
    end: int
    text: str
    low: Number | None
    high: Number | None
    rule: str
    core_start: int
    kind: Kind
    unit: str | None = None


# --- Tables ---------------------------------------------------------------------------------------


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_ONES: Final[str] = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
)
_TENS: Final[str] = "twenty thirty forty fifty sixty seventy eighty ninety"
ONES: Final[dict[str, int]] = {word: value for value, word in enumerate(_ONES.split())}
TENS: Final[dict[str, int]] = {word: 10 * value for value, word in enumerate(_TENS.split(), start=2)} | {
    "fourty": 40
}
SCALES: Final[dict[str, int]] = {
    "hundred": 100,
    "thousand": 1000,
    "lakh": 100_000,
    "lakhs": 100_000,
    "million": 1_000_000,
    "crore": 10_000_000,
    "crores": 10_000_000,
    "billion": 1_000_000_000,
    "trillion": 1_000_000_000_000,
}
MULTIPLIERS: Final[dict[str, int]] = SCALES | {
    "dozen": 12,
    "mn": 1_000_000,
    "mln": 1_000_000,
    "bn": 1_000_000_000,
}
ATTACHED_MULTIPLIERS: Final[dict[str, int]] = {
    "k": 1000,
    "mn": 1_000_000,
    "mln": 1_000_000,
    "mio": 1_000_000,
    "bn": 1_000_000_000,
    "b": 1_000_000_000,
}

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

_FLOOR = "at_least"
_HEDGES: Final[dict[str, tuple[str, ...]]] = {
    "about": (
        "about",
        "around",
        "some",
        "roughly",
        "approximately",
        "approx",
        "approx .",
        "an estimated",
        "estimated",
        "an estimated total of",
        "circa",
        "ca .",
        "c .",
        "~",
        "≈",
        "±",
        "in the region of",
        "in the order of",
        "on the order of",
        "something like",
        "somewhere around",
        "an approximate",
        "an average of",
        "give or take",
    ),
    "nearly": (
        "approaches",
        "approaching",
        "approached",
        "nears",
        "nearing",
        "nearly",
        "almost",
        "close to",
        "just under",
        "just below",
        "just shy of",
        "shy of",
        "just short of",
        "a little under",
        "slightly under",
        "slightly less than",
        "slightly fewer than",
        "a little less than",
        "a little fewer than",
        "just less than",
        "not quite",
        "very nearly",
        "nearing",
        "nears",
        "neared",
        "approaching",
        "getting on for",
        "verging on",
    ),
    "just_over": (
        "just over",
        "just above",
        "just more than",
        "only just over",
        "slightly more than",
        "slightly over",
        "slightly above",
        "a little over",
        "a little more than",
        "little more than",
        "barely more than",
        "a bit more than",
        "a bit over",
        "just past",
    ),
    "at_least": (
        "at least",
        "atleast",
        "at the least",
        "at the very least",
        "at minimum",
        "at a minimum",
        "a minimum of",
        "minimum of",
        "no fewer than",
        "no less than",
        "not fewer than",
        "not less than",
        "as few as",
        "≥",
    ),
    "more_than": (
        "more than",
        "over",
        "above",
        "past",
        "upwards of",
        "upward of",
        "in excess of",
        "exceeding",
        "exceeds",
        "exceeded",
        "surpassing",
        "surpasses",
        "surpassed",
        "topping",
        "topped",
        "greater than",
        "higher than",
        "well over",
        "well above",
        "far more than",
        "many more than",
        "much more than",
        "well in excess of",
        "beyond",
        ">",
    ),
    "up_to": (
        "up to",
        "upto",
        "as many as",
        "as much as",
        "up to as many as",
        "at most",
        "at the most",
        "no more than",
        "not more than",
        "no greater than",
        "not exceeding",
        "a maximum of",
        "maximum of",
        "anything up to",
        "≤",
    ),
    "fewer_than": (
        "fewer than",
        "less than",
        "under",
        "below",
        "well under",
        "well below",
        "far fewer than",
        "far less than",
        "lower than",
        "<",
    ),
}
_PLAIN_HEDGES: Final[frozenset[str]] = frozenset({"about", "nearly", "just_over"})
_HEDGE_BY_WORDS: Final[dict[tuple[str, ...], str]] = {
    tuple(phrase.split()): rule for rule, phrases in _HEDGES.items() for phrase in phrases
}
_HEDGE_LENGTHS: Final[tuple[int, ...]] = tuple(
    sorted({len(words) for words in _HEDGE_BY_WORDS}, reverse=True)
)
_HEDGE_LAST: Final[frozenset[str]] = frozenset(words[-1] for words in _HEDGE_BY_WORDS)
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
_CHANGE: Final[frozenset[str]] = _words("""rise rises rose risen rising increase increased
    increases increasing climb climbed climbs climbing grow grew grown grows jump jumped jumps drop
    dropped drops fall fell fallen falls cut revise revised revising revises raise raised raises raising
    lower lowered lowering reduce reduced reducing up down went go goes going update updated soar soared
    surge surged change changed move moved double doubled triple tripled shrink shrank shrunk decline
    declined swell swelled upgraded expand expanded downgraded""")

MONTHS: Final[frozenset[str]] = _words("""january february march april may june july august
    september october november december jan feb mar apr jun jul aug sep sept oct nov dec""")
_MODAL_MONTHS: Final[frozenset[str]] = frozenset({"may", "march", "mar"})

# unit word -> (kind, canonical unit). Singulars also serve "10-kilometre".
_UNIT_ROWS: Final[tuple[tuple[Kind, str, str], ...]] = (
    ("distance", "km", "km kms kilometer kilometers kilometre kilometres kilometeres klicks"),
    ("distance", "m", "m metre metres meter meters mtrs"),
    ("distance", "cm", "cm centimetre centimetres centimeter centimeters"),
    ("distance", "mile", "mile miles mi"),
    ("distance", "yard", "yard yards yd yds"),
    ("distance", "foot", "foot feet ft"),
    ("distance", "inch", "inch inches"),
    ("distance", "nautical mile", "nm nmi"),
    ("calibre", "mm", "mm millimetre millimetres millimeter millimeters calibre caliber cal"),
    ("weight", "kg", "kg kgs kilo kilos kilogram kilograms kilogramme kilogrammes"),
    ("weight", "gram", "gram grams gramme grammes"),
    ("weight", "pound", "pound pounds lb lbs pounder pounders"),
    ("weight", "tonne", "ton tons tonne tonnes kiloton kilotons ounce ounces"),
    ("time", "second", "seconds sec secs millisecond milliseconds"),
    ("time", "minute", "minute minutes min mins"),
    ("time", "hour", "hour hours hr hrs"),
    ("time", "day", "day days night nights weekday weekdays morning mornings evening evenings afternoon"),
    ("time", "day", "afternoons monday tuesday wednesday thursday friday saturday sunday"),
    ("time", "week", "week weeks fortnight fortnights weekend weekends"),
    ("time", "month", "month months"),
    ("time", "year", "year years yr yrs season seasons"),
    ("time", "decade", "decade decades generations"),
    ("time", "century", "century centuries"),
    ("percent", "percent", "percent pct percentage %"),
    ("money", "USD", "dollar dollars cent cents usd"),
    ("money", "EUR", "euro euros eur €"),
    ("money", "GBP", "sterling gbp quid pence £"),
    (
        "money",
        "other",
        """ruble rubles rouble roubles rand yuan yen won shekel shekels hryvnia hryvnias dinar dinars riyal
        riyals rial rials toman tomans lira liras lire franc francs peso pesos rupee rupees naira birr
        shilling shillings kyat kyats afghani afghanis dirham dirhams złoty zloty krona kronor bolivars
        reais baht""",
    ),
    (
        "measure",
        "other",
        """storey storeys story storied floors-high litre litres liter liters gallon gallons hectare
        hectares acre acres barrel barrels bpd mph kph kmh knots mw megawatt megawatts gigawatts
        kilowatt kilowatts kwh volts magnitude horsepower hp gb mb terabytes gigabytes decibels rpm sqkm""",
    ),
    ("temperature", "degree", "degree degrees celsius fahrenheit centigrade °"),
)
UNITS: Final[dict[str, tuple[Kind, str]]] = {
    word: (kind, unit) for kind, unit, words in _UNIT_ROWS for word in words.split()
}
# Units written against the number: "155mm", "45km". A lone "m" is decided by what follows.
_ATTACHED_UNITS: Final[frozenset[str]] = _words(
    "km kms m cm mm mi ft yd yds nm kg kgs lb lbs g hr hrs h min mins sec kph mph kmh mw gb mb bpd hp"
)
# Not a unit when it stands free and singular: "one second strike", "two points".
_HYPHEN_ONLY: Final[frozenset[str]] = frozenset({"second", "story", "barrel"})
# Also (parts of) names and designations when capitalised: "two Mi-8s", "2 Kilo-class boats", "Rand".
_LOWER_UNITS: Final[frozenset[str]] = _words(
    "mi kilo kilos min sec rand won m nm ft cal hp h g lb sterling mm km"
) - {"mm", "km"}
_UNIT_ADJECTIVES: Final[frozenset[str]] = _words("""more other further additional full long whole straight
    consecutive successive different short separate nautical statute metric calendar entire extra solid""")
_SQUARE: Final[frozenset[str]] = frozenset({"square", "sq", "cubic", "cu"})

_PEOPLE: Final[frozenset[str]] = _words("""people persons men women children boys girls soldiers
    fighters civilians militants troops rebels insurgents terrorists jihadists police policemen officers
    servicemen villagers residents refugees prisoners captives hostages detainees casualties dead
    wounded injured injuries deaths victims bodies families members personnel gunmen combatants
    guerrillas guerillas militiamen students pupils workers journalists patients protesters
    demonstrators migrants displaced inhabitants passengers infants babies pilgrims worshippers recruits
    conscripts mercenaries others lives souls citizens fatalities martyrs defenders attackers tribesmen
    peacekeepers""")
_NOT_NOUN: Final[frozenset[str]] = _words("""is was has does his its this as us less towards across
    besides perhaps sometimes always afterwards thus plus yes says goes makes takes remains continues
    becomes seems begins includes loses means gets comes gives sees shows faces unless whereas""")

# A capitalised noun in the singular that carries a number as its name.
_UNIT_NOUNS: Final[frozenset[str]] = _words("""brigade brigades battalion battalions division
    divisions corps army armies regiment regiments fleet squadron squadrons company platoon wing guards
    guard commando group front district infantry airborne armored armoured mechanized mechanised
    mountain artillery tank motor motorized motorised rifle assault cavalry marine naval marines
    parachute para paratroop separate special air sdf legion expeditionary detachment flotilla bde bn
    div territorial tactical logistics engineer signal intelligence border base""")
_STRICT_UNIT_NOUNS: Final[frozenset[str]] = _words("""brigade battalion division corps army regiment fleet
    squadron company platoon wing commando legion bde bn detachment flotilla""")
_DESIGNATORS: Final[frozenset[str]] = _words("""brigade battalion division corps regiment squadron
    company platoon unit base flight resolution article section chapter page pages paragraph annex
    protocol hill height kilo highway route road gate checkpoint order decree law phase type mark mk
    block zone sector line level category class room area point grid channel building apartment house
    pier berth terminal bridge model item case file form appendix figure table camp outpost post
    position tower interstate bulletin update communique communiqué volume vol issue episode round stage
    unscr psalm apollo document target circular directive clause rule reactor block ward precinct
    constituency""")
_WEAPONS: Final[frozenset[str]] = _words("""su mig mi tu il bm rpg fab kab ak t f m s kh shahed tor
    buk geran lancet fateh scud tos bmp btr pkm boeing airbus iskander kalibr badr qiam zelzal emad
    hwasong nodong bayraktar tb uh ah ch mq rq ac pac hq yj df""")
# Machines whose model number stands free: "two Leopard 2 tanks".
_MODELS: Final[frozenset[str]] = _words(
    "leopard merkava challenger mirage puma shahed geran kalibr iskander lancet bayraktar boeing "
    "airbus tornado"
)
_NUMBER_SIGNS: Final[frozenset[str]] = frozenset({"no", "nos", "№", "#", "nr", "num"})
_AGE_WORDS: Final[frozenset[str]] = frozenset({"aged", "age", "ages"})
_AGED_NOUNS: Final[frozenset[str]] = _words("""boy girl man woman lad child conscript youth teenager
    baby soldier kid toddler son daughter lass orphan widow infant recruit pensioner grandmother
    grandfather mother father""")
_AGE_BOUND_NOUNS: Final[frozenset[str]] = _words(
    "children child adults women men boys girls people those anyone minors kids males females youths"
)
_CURRENCY: Final[dict[str, str]] = {
    "$": "USD",
    "€": "EUR",
    "£": "GBP",
    "¥": "other",
    "₽": "other",
    "₴": "other",
    "₪": "other",
    "₹": "other",
    "₦": "other",
    "usd": "USD",
    "eur": "EUR",
    "gbp": "GBP",
    "rs": "other",
}
_CALIBRES: Final[frozenset[str]] = frozenset({"5.45", "5.56", "7.62", "12.7", "14.5"})
_YEAR_LEADS: Final[frozenset[str]] = _words("""in since until till during before early late mid year
    summer winter spring autumn fall pre post circa throughout between""")
_WEAK_YEAR_LEADS: Final[frozenset[str]] = frozenset(
    {"of", "by", "from", "to", "and", "after", "through", "the"}
)
_DETERMINERS: Final[frozenset[str]] = _words("the a an its his her their this that of 's ’s")
_FRACTION_PARTS: Final[frozenset[str]] = _words(
    "thirds quarters fifths sixths sevenths eighths ninths tenths"
)
_FRACTION_PART: Final[frozenset[str]] = frozenset(
    {"third", "quarter", "fifth", "sixth", "seventh", "eighth", "tenth"}
)
_ORDINAL_WORDS: Final[frozenset[str]] = _words("""first second third fourth fifth sixth seventh eighth
    ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth
    nineteenth twentieth thirtieth fortieth fiftieth hundredth thousandth""")
_MOST_AFTER: Final[frozenset[str]] = _words("of were are had have from in was being likely")
_HALF_AFTER: Final[frozenset[str]] = _words("""of the its their his her our them are were is was have
    had dead women children civilians . , ; ) and in being from as""")
_GEOGRAPHIC: Final[frozenset[str]] = _words("""regions region provinces oblasts areas cities villages
    districts countries towns states governorates sectors neighbourhoods neighborhoods sites locations
    places counties fronts""")
_GEO_LEADS: Final[frozenset[str]] = _words("""in across at to of seized captured took liberated hit
    struck bombed targeted shelled retook overran attacked control controls controlled controlling from
    on and hold holds held""")
_METRE_AFTER: Final[frozenset[str]] = _words("""from away long wide deep high tall thick north south
    east west down apart off inside into behind to of short beyond ahead further above below northeast
    northwest southeast southwest up""")

_MAX_DIGITS: Final[int] = 15
_HYPHENS: Final[str] = "-\u2010\u2011"
_DASHES: Final[str] = _HYPHENS + "\u2013\u2212"

# --- Tokens ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Token:
    """`kind`: w word, c code (letters then digits), d digits, t clock, a calendar date, o other run, p sign,
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
  | (?P<date>[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?![0-9])|[0-9]{4}/[0-9]{1,2}/[0-9]{1,2}(?![0-9])
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
      |[0-9]+))(?P<tail>[^\W_½¼¾]*)(?P<frac>[½¼¾]?)
  | (?P<word>[^\W\d_][^\W_]*(?:['’][^\W\d_]+)*)
  | (?P<sign>\S)
    """,
    re.VERBOSE,
)
_FRACTION_SIGNS: Final[dict[str, str]] = {"½": ".5", "¼": ".25", "¾": ".75"}
_PLAIN_DIGITS = re.compile(r"[0-9]+")
_DECIMAL_COMMA = re.compile(r"[0-9]{1,3},[0-9]{1,2}")
_HAS_DIGIT = re.compile(r"[0-9]")


def _tokens(text: str) -> list[_Token]:
    out: list[_Token] = []
    position = 0
    while found := _TOKEN.search(text, position):
        kind = found.lastgroup or ""
        start, end = found.span()
        position = end
        raw = found.group()
        if kind == "skip":
            out.append(_Token("p", start, end, "\0", raw))
        elif kind == "brk":
            out.append(_Token("b", start, end, "\0", raw))
        elif kind in ("date", "clock", "other"):
            code = {"date": "a", "clock": "t", "other": "o"}[kind]
            out.append(_Token(code, start, end, raw, raw))
        elif kind in ("num", "tail", "frac"):
            token = _digit_token(found, out)
            position = token.end
            out.append(token)
        elif kind == "word":
            code = "c" if _HAS_DIGIT.search(raw) else "w"
            out.append(_Token(code, start, end, raw.lower(), raw))
        else:
            out.append(_Token("p", start, end, "-" if raw in _DASHES else raw, raw))
    return out


def _digit_token(found: re.Match[str], before: list[_Token]) -> _Token:
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
    return _Token("d", start, end, raw.lower(), raw, digits, tail, form)


def _binds_left(before: list[_Token]) -> bool:
    """Whether the last word names its number: "Nov. 8 300 people" is not 8300."""
    index = len(before) - 1
    if index >= 0 and before[index].low == ".":
        index -= 1
    return index >= 0 and (before[index].low in MONTHS or before[index].low in _DESIGNATORS)


# --- Cores: the bare number -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Core:
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


def _exact(value: Decimal) -> Number:
    return int(value) if value == value.to_integral_value() else float(value)


def _word(tokens: list[_Token], index: int) -> str:
    if 0 <= index < len(tokens):
        return tokens[index].low
    return "\0"


def _match(tokens: list[_Token], index: int, words: tuple[str, ...]) -> bool:
    if index < 0 or index + len(words) > len(tokens):
        return False
    return all(tokens[index + step].low == word for step, word in enumerate(words))


def _joined(tokens: list[_Token], index: int) -> bool:
    """Whether tokens index-1 and index touch."""
    return 0 < index < len(tokens) and tokens[index - 1].end == tokens[index].start


def _hyphen(tokens: list[_Token], index: int) -> bool:
    """Whether a hyphen stands at `index`, joined on both sides."""
    return _word(tokens, index) == "-" and _joined(tokens, index) and _joined(tokens, index + 1)


def _below_hundred(tokens: list[_Token], index: int) -> tuple[int, int] | None:
    word = _word(tokens, index)
    if word in TENS:
        step = index + 2 if _hyphen(tokens, index + 1) else index + 1
        unit = ONES.get(_word(tokens, step), 0)
        if 1 <= unit <= 9 and (step == index + 2 or _scale_follows(tokens, step + 1)):
            return TENS[word] + unit, step + 1
        if step == index + 1 and 1 <= unit <= 9:
            return TENS[word] + unit, step + 1
        return TENS[word], index + 1
    if word in ONES:
        return ONES[word], index + 1
    return None


def _scale_follows(tokens: list[_Token], index: int) -> bool:
    return _word(tokens, index) in SCALES


def _below_thousand(tokens: list[_Token], index: int, join: bool) -> tuple[int, int] | None:
    small = _below_hundred(tokens, index)
    if small is None:
        return None
    value, after = small
    hundred = after + 1 if _hyphen(tokens, after) else after
    if _word(tokens, hundred) != "hundred":
        return small
    value, after = value * 100, hundred + 1
    return _add_rest(tokens, value, after, join)


def _add_rest(tokens: list[_Token], value: int, after: int, join: bool) -> tuple[int, int]:
    """The tens and ones after a "hundred": "two hundred (and) fifty-six"."""
    step = after
    if _word(tokens, step) == "and":
        if not join:
            return value, after
        step += 1
    rest = _below_hundred(tokens, step)
    if rest is None or rest[0] == 0 or _word(tokens, rest[1]) in ("hundred", "dozen"):
        return value, after
    if step > after and _word(tokens, rest[1]) in ("more", "others") and rest[0] < 20:
        return value, after
    return value + rest[0], rest[1]


def _spelled(tokens: list[_Token], index: int, join: bool = True) -> tuple[int, int, int, int] | None:
    """A number in words: value, token after it, its last scale, and the number before that scale."""
    first = _below_thousand(tokens, index, join)
    if first is None:
        return None
    value, after = first
    total, limit, scale, lead = 0, 10**15, 1, value
    if value >= 100 and value % 100 == 0 and _word(tokens, after - 1) == "hundred":
        scale, lead = 100, value // 100
    while True:
        step = after + 1 if _hyphen(tokens, after) else after
        factor = SCALES.get(_word(tokens, step), 0)
        if factor == 0 or factor >= limit or factor == 100:
            total += value
            break
        total += value * factor
        scale, lead, limit, after = factor, value, factor, step + 1
        step = after
        if _word(tokens, step) == "and":
            if not join:
                break
            step += 1
        group = _below_thousand(tokens, step, join)
        if (
            group is None
            or group[0] == 0
            or group[0] >= limit
            or SCALES.get(_word(tokens, group[1]), 0) >= limit
        ):
            break
        value, after = group
        scale, lead = 1, total + value
    return total, after, scale, lead


def _multiplied(core: _Core, tokens: list[_Token]) -> _Core:
    """`core` with the multipliers that follow it applied: "2 dozen", "two and a half thousand"."""
    if core.low is None or core.high is None:
        return core
    low, high = Decimal(str(core.low)), Decimal(str(core.high))
    after, scale, lead, changed = core.after, core.scale, core.lead, False
    if _match(tokens, after, ("and", "a", "half")):
        low, high, after, lead, changed = low + Decimal("0.5"), high + Decimal("0.5"), after + 3, None, True
    for _ in range(2):
        step = after + 1 if _hyphen(tokens, after) else after
        if _word(tokens, step) == "-":
            break
        factor = MULTIPLIERS.get(_word(tokens, step))
        if factor is None or tokens[step].kind != "w" or (_hyphen(tokens, step + 1) and factor == 100):
            break
        if factor == scale:
            break
        lead = core.low if scale == 1 else lead
        low, high, after, scale, changed = low * factor, high * factor, step + 1, factor, True
    if not changed:
        return core
    return replace(core, low=_exact(low), high=_exact(high), after=after, scale=scale, lead=lead)


def _core(tokens: list[_Token], index: int, join: bool = True) -> _Core | None:
    """The bare number that begins at token `index`, or None."""
    token = tokens[index]
    if token.kind == "d":
        return _digit_core(tokens, index)
    if token.kind == "t":
        return _Core(index, index + 1, None, None, "exact", "special", kind="time")
    if token.kind == "a":
        return _Core(index, index + 1, None, None, "exact", "special", kind="date")
    if token.kind == "o":
        kind: Kind = "date" if token.low in ("9/11", "7/7") else "phone/other"
        return _Core(index, index + 1, None, None, "exact", "special", kind=kind)
    if token.kind == "c":
        return _code_core(tokens, index)
    if token.kind != "w":
        return None
    return _word_core(tokens, index, join)


def _code_core(tokens: list[_Token], index: int) -> _Core:
    digits = _PLAIN_DIGITS.findall(tokens[index].low)[0]
    value = int(digits) if len(digits) <= _MAX_DIGITS else None
    return _Core(index, index + 1, value, value, "exact", "special", kind="unit")


def _digit_core(tokens: list[_Token], index: int) -> _Core:
    token = tokens[index]
    if len(token.digits) > _MAX_DIGITS:
        return _Core(index, index + 1, None, None, "exact", "special", kind="phone/other")
    value = Decimal(token.digits)
    core = _Core(index, index + 1, _exact(value), _exact(value), "exact", "digits", lead=_exact(value))
    tail = token.tail.lower()
    if not tail:
        core = _thousand_points(core, tokens)
        return _multiplied(core, tokens)
    if tail in ("st", "nd", "rd", "th"):
        return replace(core, form="special", kind="ordinal")
    if tail == "s" and token.form == "plain" and len(token.digits) in (2, 4) and token.digits.endswith("0"):
        return replace(core, form="special", kind="year")
    if tail == "s":
        return replace(core, form="special", kind="phone/other")
    if tail in ATTACHED_MULTIPLIERS or (tail == "m" and _means_million(tokens, index)):
        factor = ATTACHED_MULTIPLIERS.get(tail, 1_000_000)
        scaled = _exact(value * factor)
        return replace(core, low=scaled, high=scaled, scale=factor)
    if tail in _ATTACHED_UNITS and token.tail not in ("G", "H", "MI", "Mi"):
        unit_kind, unit = UNITS.get(tail, ("time", "hour") if tail == "h" else ("weight", "gram"))
        return replace(core, kind=unit_kind, unit=unit)
    if tail in ("gmt", "utc", "z", "hrs") or re.fullmatch("h[0-5][0-9]", tail):
        return replace(core, form="special", kind="time")
    if tail in ("c", "f"):
        return replace(core, form="special", kind="temperature")
    return replace(core, form="special", kind="unit")


def _means_million(tokens: list[_Token], index: int) -> bool:
    """Whether the m of "2.5m" is a million: after a currency, before people, or a small decimal."""
    token = tokens[index]
    if _word(tokens, index - 1) in _CURRENCY:
        return True
    after = _word(tokens, index + 1)
    if after in _PEOPLE or (after not in _METRE_AFTER and _noun_follows(tokens, index + 1)):
        return True
    return token.form == "decimal" and after not in _METRE_AFTER and after != "-"


def _thousand_points(core: _Core, tokens: list[_Token]) -> _Core:
    """ "1.200 soldiers" is 1200: no one counts three decimals of a person."""
    token = tokens[core.first]
    if token.form != "decimal" or token.digits[-4:-3] != "." or token.digits.startswith("0"):
        return core
    follower = _word(tokens, core.after)
    if follower in MULTIPLIERS or follower in UNITS or not _noun_follows(tokens, core.after):
        return core
    value = int(token.digits.replace(".", ""))
    return replace(core, low=value, high=value, lead=value)


def _noun_follows(tokens: list[_Token], index: int) -> bool:
    """Whether a plural noun, or a word for the dead and hurt, stands at `index` or after one adjective."""
    for step in (index, index + 1):
        if step >= len(tokens) or tokens[step].kind != "w":
            return False
        word = tokens[step].low
        if word in _PEOPLE or word in ("killed", "more"):
            return True
        if word in _STOP:
            return False
        if _plural(word):
            return True
    return False


def _plural(word: str) -> bool:
    return (
        len(word) > 3
        and word.endswith("s")
        and not word.endswith(("ss", "us", "is"))
        and word not in _NOT_NOUN
    )


_STOP: Final[frozenset[str]] = _words("""a an the of in on at to from by for with and or but nor
    as that which who when while where after before since until near into over under between against
    during through he she it they we you i his her its their our was were is are be been has have had
    will would could can may might did do does said says not no also then there this these those if
    because than out up down off about""") | {
    "killed",
    "wounded",
    "left",
    "died",
}


def _word_core(tokens: list[_Token], index: int, join: bool) -> _Core | None:
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


def _numeral_core(tokens: list[_Token], index: int, join: bool) -> _Core | None:
    fraction = _fraction_after(tokens, index)
    if fraction is not None:
        return fraction
    spelled = _spelled(tokens, index, join)
    if spelled is None:
        return None
    value, after, scale, lead = spelled
    if _hyphen(tokens, after) and _word(tokens, after + 1) in _ORDINAL_WORDS:
        return None
    if value == 1 and after == index + 1:
        if not _is_counting_one(tokens, index):
            return None
        core = _Core(index, after, 1, 1, "singular", "singular", lead=1)
        grown = _multiplied(core, tokens)
        return grown if grown is core else replace(grown, rule="exact", form="words")
    return _multiplied(_Core(index, after, value, value, "exact", "words", scale=scale, lead=lead), tokens)


def _is_counting_one(tokens: list[_Token], index: int) -> bool:
    before, after = _word(tokens, index - 1), _word(tokens, index + 1)
    if before in ("no", "this", "each", "every", "which", "any", "some", "day", "number"):
        return False
    if before in ("the", "that"):
        pronoun = after in _STOP or index + 1 >= len(tokens) or tokens[index + 1].kind in ("p", "b")
        if pronoun and not (before == "that" and _word(tokens, index - 2) in _BEFORE_CLAUSE):
            return False
    if before in _ORDINAL_WORDS:
        return False
    return (
        after not in ("another", "by") and not _hyphen(tokens, index + 1) and not _hyphen(tokens, index - 1)
    )


_BEFORE_CLAUSE: Final[frozenset[str]] = _words("""and said says say saying claimed claims claim reported
    reports confirmed confirms added adding announced believed believes""")


def _fraction_after(tokens: list[_Token], index: int) -> _Core | None:
    """ "two thirds", "two-thirds", "one third of"."""
    step = index + 2 if _hyphen(tokens, index + 1) else index + 1
    word = _word(tokens, step)
    if word in _FRACTION_PARTS:
        return _Core(index, step + 1, None, None, "fraction", "fraction", kind="fraction")
    if word in _FRACTION_PART and _word(tokens, index) == "one" and _word(tokens, step + 1) in ("of", "the"):
        return _Core(index, step + 1, None, None, "fraction", "fraction", kind="fraction")
    return None


_NUMBER_OF: Final[frozenset[str]] = _words(
    "large great good high considerable significant substantial growing small limited vast huge"
)


def _article_core(tokens: list[_Token], index: int, join: bool) -> _Core | None:
    step = index + 1
    if _word(tokens, index) == "an":
        return None
    word = _word(tokens, step)
    if _hyphen(tokens, step) or _hyphen(tokens, step + 1) and word not in ("half",):
        return None
    if word in ("great", "good", "mere") and _word(tokens, step + 1) in (
        "many",
        "few",
        "couple",
        "dozen",
        "hundred",
    ):
        step += 1
        word = _word(tokens, step)
    if word in ("couple", "few", "handful", "many", "pair", "trio"):
        if (word == "many" and step == index + 1) or (
            word in ("pair", "trio") and _word(tokens, step + 1) != "of"
        ):
            return None
        return _small_vague_core(tokens, step, index)
    if word == "number" or (word in _NUMBER_OF and _word(tokens, step + 1) == "number"):
        of = step + (1 if word == "number" else 2)
        if _word(tokens, of) != "of":
            return None
        return _Core(index, of + 1, 3, 9, "several", "vague")
    if word == "dozen":
        return _Core(index, step + 1, 12, 12, "exact", "words", scale=12, lead=1)
    if word == "half" and _hyphen(tokens, step + 1) and _word(tokens, step + 2) == "dozen":
        return _Core(index, step + 3, 6, 6, "exact", "words")
    if word == "score" and _word(tokens, step + 1) in ("of", "or") and tokens[step + 2 : step + 3]:
        if tokens[step + 2].kind == "w":
            return _Core(index, step + 1, 20, 20, "exact", "words", lead=20)
        return None
    if word in SCALES and not _word(tokens, step).endswith("s"):
        return _scaled_article(tokens, index, step, join)
    if word == "majority" and _word(tokens, step + 1) == "of":
        return _Core(index, step + 1, None, None, "fraction", "fraction", kind="fraction")
    if word in ("third", "quarter", "fifth", "tenth") and _word(tokens, step + 1) == "of":
        return _part_of(tokens, index, step)
    return None


def _scaled_article(tokens: list[_Token], index: int, step: int, join: bool) -> _Core:
    """ "a hundred and twenty", "a thousand", "a hundred thousand"."""
    value, after = SCALES[_word(tokens, step)], step + 1
    scale = value
    if value == 100:
        total, after = _add_rest(tokens, 100, after, join)
        if total != 100:
            return _Core(index, after, total, total, "exact", "words", lead=total)
        return _multiplied(_Core(index, after, 100, 100, "exact", "words", scale=100, lead=1), tokens)
    start = after + 1 if join and _word(tokens, after) == "and" else after
    rest = _below_thousand(tokens, start, join)
    if rest is not None and 0 < rest[0] < value and SCALES.get(_word(tokens, rest[1]), 0) < value:
        return _Core(index, rest[1], value + rest[0], value + rest[0], "exact", "words", lead=value)
    return _Core(index, after, value, value, "exact", "words", scale=scale, lead=1)


def _part_of(tokens: list[_Token], index: int, step: int) -> _Core:
    """ "a quarter of a million" is a number, "a third of" a fraction, "a quarter of a century" a time."""
    if _word(tokens, step) == "quarter" and _word(tokens, step + 2) == "a":
        scale = SCALES.get(_word(tokens, step + 3))
        if scale:
            return _Core(index, step + 4, scale // 4, scale // 4, "exact", "words", lead=scale // 4)
        kind = UNITS.get(_word(tokens, step + 3))
        if kind and kind[0] == "time":
            return _Core(index, step + 1, 0.25, 0.25, "exact", "words", kind="time", unit=kind[1])
    return _Core(index, step + 1, None, None, "fraction", "fraction", kind="fraction")


def _vague_core(tokens: list[_Token], index: int) -> _Core | None:
    word = _word(tokens, index)
    before, after = _word(tokens, index - 1), _word(tokens, index + 1)
    if word == "scores" and (
        before
        in ("the", "test", "their", "his", "her", "its", "both", "settle", "settled", "settling", "old", "he")
        or after in ("a", "the", "his", "twice", "against", "goals", "in")
    ):
        return None
    if after in ("of", "upon") or (after in ("and", "to") and _word(tokens, index + 2) == word):
        second = _word(tokens, index + 2)
        if after == "of" and (word, second) in VAGUE_OF:
            low, high, rule = VAGUE_OF[word, second]
            return _Core(index, index + 3, low, high, rule, "vague")
        if after != "of" and second in VAGUE and VAGUE[second][0] >= VAGUE.get(word, (0,))[0]:
            if (second, _word(tokens, index + 4)) in VAGUE_OF and _word(tokens, index + 3) == "of":
                return _vague_core(tokens, index + 2)
            low, high, rule = VAGUE[second]
            return _Core(index, index + 3, low, high, rule, "vague")
    if word == "billions":
        return _Core(index, index + 1, 2_000_000_000, 9_999_999_999, "millions", "vague")
    low, high, rule = VAGUE[word]
    return _Core(index, index + 1, low, high, rule, "vague")


def _small_vague_core(tokens: list[_Token], index: int, first: int) -> _Core | None:
    """`index` is at "several", "few", "couple", ...; `first` is where its article, if any, stands."""
    word = _word(tokens, index)
    before, after = _word(tokens, first - 1), _word(tokens, index + 1)
    low, high, rule = SMALL_VAGUE[word]
    step = index + 1
    if word == "couple" and after == "of" and _word(tokens, index + 2) in MULTIPLIERS:
        step, after = index + 2, _word(tokens, index + 2)
    scale_word = PLURAL_SCALES.get(after, after)
    if scale_word in MULTIPLIERS and word not in ("handful", "pair", "trio"):
        if word == "many":
            return _vague_core(tokens, step) if after in VAGUE else None
        factor = MULTIPLIERS[scale_word]
        low, high, end = low * factor, high * factor, step + 1
        following = PLURAL_SCALES.get(_word(tokens, end), _word(tokens, end))
        if factor == 100 and following in ("thousand", "million"):
            low, high, end = low * SCALES[following], high * SCALES[following], end + 1
        if factor == 12 and rule == "several":
            high, rule = 99, "dozens"
        return _Core(first, end, low, high, rule, "vague" if low != high else "words")
    if first == index:
        if word in ("couple", "handful", "few"):
            # "few survived" is hardly any; "couple of" and "these few" are still a number after a determiner.
            if (
                word == "couple"
                and after == "of"
                and before not in ("the", "a", "married", "elderly", "young")
            ):
                return _Core(index, index + 1, 2, 2, "couple", "vague")
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
                return _Core(index, index + 1, low, high, rule, "vague")
            return None
        if word == "many" and before in ("as", "how", "too", "that", "this", "not", "very", "nearly"):
            return None
        if word == "many" and after in ("a", "more", "an", "as", "of", "miles", "times") and after != "of":
            return None
        if _hyphen(tokens, index + 1) or _hyphen(tokens, index - 1):
            return None
    return _Core(first, index + 1, low, high, rule, "vague")


def _half_core(tokens: list[_Token], index: int) -> _Core | None:
    word, before = _word(tokens, index), _word(tokens, index - 1)
    if word == "quarter":
        if (
            _word(tokens, index + 1) == "of"
            and _word(tokens, index + 2) == "a"
            and before not in ("a", "first")
        ):
            core = _part_of(tokens, index, index)
            return None if core.kind == "fraction" else core
        return None
    step = index + 1
    if _word(tokens, step) == "-":
        step += 1
    if _word(tokens, step) in ("a", "an"):
        step += 1
        if _word(tokens, step) == "-":
            step += 1
    noun = _word(tokens, step)
    if noun == "dozen":
        return _Core(index, step + 1, 6, 6, "exact", "words")
    if noun in SCALES:
        value = SCALES[noun] // 2
        return _Core(index, step + 1, value, value, "exact", "words", lead=value)
    if _word(tokens, index + 1) in ("a", "an"):
        unit = UNITS.get(noun)
        if unit is not None:
            return _Core(index, index + 1, 0.5, 0.5, "exact", "words", kind=unit[0], unit=unit[1])
    if before in _ORDINAL_WORDS or before in ("latter", "a", "back") or _hyphen(tokens, index + 1):
        return None
    if _word(tokens, index + 1) in _HALF_AFTER or _noun_follows(tokens, index + 1):
        return _Core(index, index + 1, None, None, "fraction", "fraction", kind="fraction")
    if index + 1 >= len(tokens):
        return _Core(index, index + 1, None, None, "fraction", "fraction", kind="fraction")
    return None


def _majority_core(tokens: list[_Token], index: int) -> _Core | None:
    word = _word(tokens, index)
    after = _word(tokens, index + 1)
    fraction = _Core(index, index + 1, None, None, "fraction", "fraction", kind="fraction")
    if word == "majority":
        return fraction if after == "of" and _word(tokens, index - 1) not in ("the", "a") else None
    if word == "the":
        step = index + 1
        if after in ("vast", "great", "overwhelming", "large"):
            step += 1
        if _word(tokens, step) == "majority" and _word(tokens, step + 1) in ("of", "were", "are"):
            return replace(fraction, after=step + 1)
        return None
    before = _word(tokens, index - 1)
    if before in ("the", "at", "its", "their", "his", "her", "'s", "’s") and after != "of":
        return None
    if after in _MOST_AFTER and (after != "in" or before in (",", "(")):
        return fraction
    if after in _PEOPLE or _plural(after):
        return fraction
    return None


def _bare_scale_core(tokens: list[_Token], index: int) -> _Core | None:
    """ "over hundred men", "the dozen soldiers"; a plural Indian scale is vague."""
    word, before = _word(tokens, index), _word(tokens, index - 1)
    if word in ("lakhs", "crores") or before in ("per", "a", "daily", "baker's"):
        return None
    if _hyphen(tokens, index - 1):
        return None
    factor = MULTIPLIERS[word]
    if word != "dozen" and before not in _HEDGE_LAST and before not in ("the", "first", "last", "every"):
        return None
    return _Core(index, index + 1, factor, factor, "exact", "words", scale=factor, lead=1)


# --- Kinds ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Reading:
    """What a core counts; `after` is the token after the unit word where one stands beside it."""

    kind: Kind
    unit: str | None
    after: int


def _unit_right(tokens: list[_Token], core: _Core) -> _Reading | None:
    """The unit that follows the number: "12 km", "70 per cent", "10-kilometre", "dozens of miles"."""
    index = core.after
    hyphened = _hyphen(tokens, index)
    if hyphened or (core.form in ("vague", "fraction") and _word(tokens, index) == "of"):
        index += 1
    if index >= len(tokens):
        return None
    word = tokens[index].low
    if word == "per" and _word(tokens, index + 1) == "cent":
        return _Reading("percent", "percent", index + 2)
    if word in _SQUARE:
        step = index + 1 + (_word(tokens, index + 1) == ".")
        if _word(tokens, step) in UNITS:
            return _Reading("measure", "other", step + 1)
    if word in ("a", "an") and core.unit is not None:
        return None
    for _ in range(2):
        if word in _UNIT_ADJECTIVES and not hyphened:
            index += 1
            word = _word(tokens, index)
    if _word(tokens, index - 1) == "nautical":
        return _Reading("distance", "nautical mile", index + 1)
    word = word.removesuffix("'s").removesuffix("’s")
    found = UNITS.get(word)
    if found is None:
        return None
    if word in _HYPHEN_ONLY and not hyphened:
        return None
    raw = tokens[index].raw
    if word in _LOWER_UNITS and raw[0].isupper() and not (raw.isupper() and len(raw) > 2):
        return None
    if _hyphen(tokens, index + 1) and word in _LOWER_UNITS:
        return None
    kind, unit = found
    if word in ("m", "min", "mi", "nm", "g", "h", "cal", "hp") and core.form == "vague":
        return None
    if kind == "money" and word == "won" and core.form != "digits":
        return None
    if word == "won" and not (core.low or 0) >= 1000:
        return None
    if kind == "distance" and unit in ("inch", "cm") and _word(tokens, index + 1) in _GUNS:
        return _Reading("calibre", unit, index + 1)
    if kind == "time" and unit in ("year", "month", "week", "day"):
        step = index + 1
        if _word(tokens, step) == "-":
            step += 1
        if _word(tokens, step) in ("old", "olds") or _match(tokens, step, ("of", "age")):
            return _Reading("age", unit, step + 1)
    if kind == "distance" and unit == "km" and _word(tokens, index + 1) == "/":
        return _Reading("measure", "other", index + 1)
    if kind == "distance" and _match(tokens, index + 1, ("per", "hour")):
        return _Reading("measure", "other", index + 1)
    return _Reading(kind, unit, index + 1)


_GUNS: Final[frozenset[str]] = _words("gun guns cannon howitzer howitzers shell shells mortar mortars")


def _month_at(tokens: list[_Token], index: int) -> bool:
    """Whether a month name stands at `index` as a name: capitalised, or in full capitals."""
    if not 0 <= index < len(tokens):
        return False
    token = tokens[index]
    return token.low in MONTHS and (token.raw[0].isupper() or token.low not in _MODAL_MONTHS)


def _month_beside(tokens: list[_Token], core: _Core) -> bool:
    """Whether the number is a day of a month: "8 November", "Nov. 8", "20-21 November", "8th of May"."""
    value = core.low
    if not isinstance(value, int) or not 1 <= value <= 31 or core.after != core.first + 1:
        return False
    if _month_right(tokens, core.after):
        return True
    before = core.first - 1
    if _word(tokens, before) == ".":
        before -= 1
    if _word(tokens, before) == "-" and _hyphen(tokens, before):
        before -= 1
    if not _month_at(tokens, before):
        return False
    people = _word(tokens, core.after)
    lead = _word(tokens, before - 1)
    return not (lead in ("in", "since", "until", "during") and people in _PEOPLE)


def _month_right(tokens: list[_Token], index: int) -> bool:
    """A month after the day, or after more days joined to it ("20-21", "5, 6 and 7")."""
    for _ in range(5):
        if _word(tokens, index) == "of":
            index += 1
        if _month_at(tokens, index):
            return True
        if _hyphen(tokens, index) and _month_at(tokens, index + 1):
            return True
        if _word(tokens, index) not in ("-", "and", "to", "or", ",", "&", "/", "through"):
            return False
        index += 1
        if index >= len(tokens) or tokens[index].kind != "d" or len(tokens[index].digits) > 2:
            return False
        index += 1
    return False


def _date_chain(tokens: list[_Token], core: _Core, previous: Quantity | None) -> bool:
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
    link = _word(tokens, core.first - 1)
    if link not in ("and", "-", "to", ",", "or", "&") or tokens[core.first - 2].end != previous.end:
        return False
    if previous.low is None or core.low <= previous.low:
        return False
    if link == "-" and _joined(tokens, core.first):
        return True
    follower = tokens[core.after] if core.after < len(tokens) else None
    if follower is None or follower.kind != "w":
        return link != ","
    if link == "," and follower.low != "and":
        return False
    return follower.low not in _PEOPLE and not _noun_follows(tokens, core.after)


def _is_year(tokens: list[_Token], core: _Core, hedge: str | None) -> bool:
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
    before, after = _word(tokens, core.first - 1), _word(tokens, core.after)
    if hedge is not None and hedge not in ("about",):
        return False
    if before in ("about", "some", "roughly", "approximately", "estimated"):
        return False
    if not 1900 <= value <= 2099:
        return 1000 <= value < 1900 and before in ("in", "since", "until", "year") and after not in _PEOPLE
    if after in _PEOPLE or after == "more":
        return False
    if before in _YEAR_LEADS or _month_at(tokens, core.first - 1):
        return True
    if _word(tokens, core.first - 2) in MONTHS and before in (".", ","):
        return True
    if before in _DETERMINERS:
        return True
    return not _noun_follows(tokens, core.after)


def _designated(tokens: list[_Token], core: _Core) -> bool:
    """Whether the number names what stands before it: "Battalion 51", "AK 47", "Phase Two"."""
    if core.first == 0:
        return False
    before = tokens[core.first - 1]
    if before.kind not in ("w", "c"):
        return False
    word = before.low
    digits = tokens[core.first].kind == "d"
    named = before.raw[0].isupper()
    if word == "war" and _word(tokens, core.first - 2) == "world":
        return True
    if word in _DESIGNATORS:
        if not digits:
            return named and not before.raw.isupper() and tokens[core.first].raw[0].isupper()
        if _word(tokens, core.after) in _PEOPLE:
            return False
        return named and not before.raw.isupper() or not _noun_follows(tokens, core.after)
    if not digits or not named:
        return False
    if word not in _WEAPONS | _MODELS or _word(tokens, core.after) in _PEOPLE:
        return False
    return len(word) <= 3 or word in _MODELS or not _noun_follows(tokens, core.after)


def _names_unit(tokens: list[_Token], core: _Core) -> bool:
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
        if token.low in _STRICT_UNIT_NOUNS or (ordinal and token.low.rstrip("s") in _STRICT_UNIT_NOUNS):
            return True
        if ordinal and token.low in ("infantry", "airborne", "mountain", "guards", "marines", "marine"):
            return True
    return False


def _is_age(tokens: list[_Token], core: _Core, text: str, previous: Quantity | None) -> bool:
    value = core.low
    if not isinstance(value, (int, float)) or value > 120:
        return False
    first, after = core.first, core.after
    before = _word(tokens, first - 1)
    for step in range(first - 1, max(first - 5, -1), -1):
        word = _word(tokens, step)
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
    if before == "as" and _word(tokens, first - 2) in ("young", "old"):
        return True
    if before == "than" and _word(tokens, first - 2) in ("younger", "older"):
        return True
    if previous is not None and previous.kind == "age":
        between = text[previous.end : tokens[first].start].strip(" ,")
        if between in ("", "and", "to", "or") and not _noun_follows(tokens, after):
            return True
    if before in ("under", "over", "below", "above") and not _noun_follows(tokens, after):
        lead = _word(tokens, first - 2)
        if (lead in _AGE_BOUND_NOUNS or lead in ("of", "aged")) and value <= 90:
            return True
    if before == "of" and _word(tokens, first - 2) in _AGED_NOUNS and not _noun_follows(tokens, after):
        return _word(tokens, first - 3) in ("a", "an", "the") or first < 4
    if before == "turned" and not _noun_follows(tokens, after):
        return True
    return _apposed_age(tokens, core)


def _apposed_age(tokens: list[_Token], core: _Core) -> bool:
    """ "Zeynep Aydin, 34, ..."."""
    first, after = core.first, core.after
    if first < 3 or tokens[first].kind != "d" or tokens[first].form != "plain" or after != first + 1:
        return False
    opening, closing = _word(tokens, first - 1), _word(tokens, after)
    if opening != "," or closing not in (",", ".", "who", "whose", "told"):
        return False
    surname, name = tokens[first - 2], tokens[first - 3]
    if surname.kind != "w" or name.kind != "w" or not 2 <= (core.low or 0) <= 110:
        return False
    return (
        surname.raw[0].isupper()
        and name.raw[0].isupper()
        and name.low not in _STOP
        and name.end < surname.start
    )


def _line_start(tokens: list[_Token], index: int, text: str) -> bool:
    start = tokens[index].start
    while start > 0 and text[start - 1] in " \t\u00a0•*":
        start -= 1
    return start == 0 or text[start - 1] == "\n"


def _is_list_number(tokens: list[_Token], core: _Core, text: str) -> bool:
    """ "1. ", "2) " or "(3) " at the start of a line."""
    first, after = core.first, core.after
    token = tokens[first]
    if token.kind != "d" or token.form != "plain" or len(token.digits) > 2 or after >= len(tokens):
        return False
    closing = tokens[after]
    spaced = after + 1 < len(tokens) and tokens[after + 1].start > closing.end
    if closing.low in (".", ")") and _joined(tokens, after) and spaced and _line_start(tokens, first, text):
        return True
    return closing.low == ")" and _word(tokens, first - 1) == "(" and _line_start(tokens, first - 1, text)


def _reading(
    tokens: list[_Token], core: _Core, text: str, previous: Quantity | None, hedge: str | None
) -> _Reading:
    """What the number counts, from the words on both sides."""
    first, after = core.first, core.after
    token, before = tokens[first], _word(tokens, first - 1)
    plain = _Reading("count", None, after)
    if core.form == "special":
        return _special_reading(tokens, core, previous)
    if before in _CURRENCY:
        return _Reading("money", _CURRENCY[before], after)
    if core.kind == "fraction":
        return _Reading("fraction", None, after)
    if core.kind == "distance" and core.unit == "m" and before in _CURRENCY:
        return _Reading("money", _CURRENCY[before], after)
    if core.kind is not None:
        reading = _Reading(core.kind, core.unit, after)
        return reading
    if _hyphen(tokens, first - 1) and token.kind == "d":
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
            return _Reading("unit", None, after)
        if lead.low in ("mid", "pre", "post", "early", "late") and len(token.digits) in (2, 4):
            return _Reading("year", None, after)
    if before == "+" and _word(tokens, first - 2) in ("gmt", "utc"):
        return _Reading("phone/other", None, after)
    if _clock_follows(tokens, core):
        return _Reading("time", None, after)
    if token.kind == "d" and (_month_beside(tokens, core) or _date_chain(tokens, core, previous)):
        return _Reading("date", None, after)
    if _designated(tokens, core):
        return _Reading("unit", None, after)
    unit = _unit_right(tokens, core)
    if unit is not None and _is_age(tokens, core, text, previous) and unit.kind == "count":
        return _Reading("age", "year", after)
    if unit is not None:
        return _four_digit_time(tokens, core) or unit
    if _is_age(tokens, core, text, previous):
        return _Reading("age", "year", after)
    sign = first - 2 if before == "." else first - 1
    numbered = token.kind == "d" and _word(tokens, sign) in _NUMBER_SIGNS
    if numbered and before == "no" and token.form != "plain":
        numbered = False
    if numbered and (tokens[sign].raw != "no" or not _noun_follows(tokens, after)):
        return _Reading("rank" if before != "#" and core.low == 1 else "phone/other", None, after)
    if (
        before == "number"
        and not _noun_follows(tokens, after)
        and _word(tokens, first - 2) not in ("the", "total")
    ):
        return _Reading("rank", None, after)
    if before in ("ranked", "top") and token.kind == "d" and not _noun_follows(tokens, after):
        return _Reading("rank", None, after)
    if before == "minus":
        return _Reading("temperature", None, after)
    if _hyphen(tokens, after) and after + 1 < len(tokens):
        follower = tokens[after + 1]
        if follower.kind in ("w", "c") and follower.low not in ("strong", "odd", "plus", "to", "or", "some"):
            return _Reading("measure", None, after)
    if token.kind == "d":
        special = _digit_reading(tokens, core, text, hedge)
        if special is not None:
            return special
    elif core.after == first + 1 and _names_unit(tokens, core) and token.raw[0].isupper():
        return _Reading("unit", None, after)
    return _Reading("count", "times", after) if _word(tokens, after) == "times" else plain


def _clock_follows(tokens: list[_Token], core: _Core) -> bool:
    """ "between 7 and 10 p.m.", "6-8 am": the first hour."""
    if core.after != core.first + 1 or not isinstance(core.low, int) or core.low > 12:
        return False
    linked = _word(tokens, core.after) in ("and", "to", "-", "or")
    return linked and core.after + 1 < len(tokens) and tokens[core.after + 1].kind == "t"


def _digit_reading(tokens: list[_Token], core: _Core, text: str, hedge: str | None) -> _Reading | None:
    first, after = core.first, core.after
    token, before = tokens[first], _word(tokens, first - 1)
    if _is_list_number(tokens, core, text):
        return _Reading("phone/other", None, after)
    if token.digits in _CALIBRES:
        return _Reading("calibre", "mm", after)
    if after == first + 1 and _names_unit(tokens, core):
        return _Reading("unit", None, after)
    clock = _four_digit_time(tokens, core)
    if clock is not None:
        return clock
    if _is_year(tokens, core, hedge):
        return _Reading("year", None, after)
    if (
        token.form == "decimal"
        and before == "at"
        and re.fullmatch(r"(?:[01]?[0-9]|2[0-3])\.[0-5][0-9]", token.digits)
    ):
        return _Reading("time", None, after)
    if _word(tokens, after) in ("o'clock", "o’clock"):
        return _Reading("time", None, after)
    if before in ("'", "’") and len(token.digits) == 2 and _joined(tokens, first):
        return _Reading("year", None, after)
    if token.form == "plain" and len(token.digits) > 1 and token.digits.startswith("0"):
        return _Reading("phone/other", None, after)
    if before == ":" and _joined(tokens, first) and first > 1 and tokens[first - 2].kind == "d":
        return _Reading("score", None, after)
    if before == "magnitude":
        return _Reading("measure", None, after)
    return None


def _four_digit_time(tokens: list[_Token], core: _Core) -> _Reading | None:
    """ "0530 GMT", "1600 hours", "1430 local time"."""
    token = tokens[core.first]
    if token.kind != "d" or token.form != "plain" or len(token.digits) != 4 or core.after != core.first + 1:
        return None
    if int(token.digits) >= 2400 or int(token.digits[2:]) > 59:
        return None
    follower = _word(tokens, core.after)
    if follower in ("gmt", "utc", "hrs", "zulu", "z", "est", "local") or (
        follower == "hours"
        and (token.digits.startswith("0") or _word(tokens, core.first - 1) in ("at", "by"))
    ):
        return _Reading("time", None, core.after)
    return None


def _special_reading(tokens: list[_Token], core: _Core, previous: Quantity | None) -> _Reading:
    kind: Kind = core.kind or "phone/other"
    if kind != "ordinal":
        return _Reading(kind, core.unit, core.after)
    plain = replace(core, kind="ordinal")
    if _month_beside(tokens, plain) or _date_chain(tokens, plain, previous):
        return _Reading("date", None, core.after)
    if _names_unit(tokens, plain) or (
        isinstance(core.low, int) and core.low > 31 and _unit_by_itself(tokens, core)
    ):
        return _Reading("unit", None, core.after)
    return _Reading("ordinal", None, core.after)


def _unit_by_itself(tokens: list[_Token], core: _Core) -> bool:
    """ "the 93rd held the bridge": a high ordinal names a unit unless it counts days or the like."""
    return _word(tokens, core.first - 1) == "the" and _word(tokens, core.after) not in _COUNTED_IN_ORDER


_COUNTED_IN_ORDER: Final[frozenset[str]] = _words("""day days night week month year anniversary birthday
    minute hour century parallel meridian floor time session summit meeting edition percentile degree
    attack strike victim death round convoy prisoner lap""")


# --- Intervals ------------------------------------------------------------------------------------


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


def _hedge_left(tokens: list[_Token], index: int, floor: int) -> tuple[int, str | None]:
    """The hedges that end right before token `index` and begin at `floor` or later: first token and rule.

    Of stacked hedges ("at least some 20") a bound outranks an approximation, the outer the inner.
    """
    rule: str | None = None
    begin = index
    for _ in range(3):
        end = begin
        if rule is None:
            for filler in _FILLERS:
                if end - len(filler) >= floor and _match(tokens, end - len(filler), filler):
                    end -= len(filler)
                    break
        found = _hedge_ending(tokens, end, floor)
        if found is None:
            break
        begin, name = found
        if rule is None or name not in _PLAIN_HEDGES:
            rule = name
    return begin, rule


def _hedge_ending(tokens: list[_Token], end: int, floor: int) -> tuple[int, str] | None:
    if end - 1 < floor or tokens[end - 1].low not in _HEDGE_LAST:
        return None
    for length in _HEDGE_LENGTHS:
        begin = end - length
        if begin < floor:
            continue
        rule = _HEDGE_BY_WORDS.get(tuple(token.low for token in tokens[begin:end]))
        if rule is not None:
            return begin, rule
    return None


def _hedge_holds(tokens: list[_Token], begin: int, core: _Core, reading: _Reading) -> bool:
    """Whether "over", "past", "under", "close to", "about" before a number is a hedge and no preposition."""
    word = _word(tokens, begin)
    if core.first - begin != 1:
        if word == "close":
            return reading.kind != "count" or (core.low or 0) >= 10
        return True
    if word == "past":
        return reading.kind == "count" and (core.low or 0) >= 10
    if word in ("over", "below", "under", "above", "beyond"):
        nouns = {_word(tokens, reading.after), _word(tokens, reading.after + 1)}
        if word == "over" and nouns & _GEOGRAPHIC:
            return _word(tokens, begin - 1) in _GEO_LEADS
        return True
    return word != "some" or reading.kind != "year"


def _suffix_right(tokens: list[_Token], index: int) -> tuple[int, str] | None:
    """A hedge after the number: "12 or more", "40-odd", "100+"."""
    if (
        _word(tokens, index) == "+"
        and _joined(tokens, index)
        and not (_joined(tokens, index + 1) and tokens[index + 1].kind == "d")
    ):
        return index + 1, "at_least"
    for words, rule in _SUFFIXES.items():
        if not _match(tokens, index, words):
            continue
        after = index + len(words)
        if words[0] == "-" and not _hyphen(tokens, index):
            continue
        if words[0] == "at" and after < len(tokens) and tokens[after].kind not in ("p", "b"):
            continue
        if words == ("or", "more") and _word(tokens, after) == "than":
            continue
        if words in (("or", "over"), ("or", "under"), ("or", "above")) and _noun_follows(tokens, after):
            continue
        return after, rule
    return None


# --- Ranges ---------------------------------------------------------------------------------------


def _range_end(
    tokens: list[_Token], core: _Core, after: int, between: bool, source: str
) -> tuple[_Core, tuple[str, ...]] | None:
    """The second number of a range whose first is `core`, linked at token `after`."""
    links: Iterable[tuple[str, ...]] = (("and",), ("to",), ("-",)) if between else _RANGE_LINKS
    for link in links:
        if not _match(tokens, after, link):
            continue
        index = after + len(link)
        if link[0] == "-" and not _joined(tokens, after):
            continue
        if link == ("-",) and not _joined(tokens, index):
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


def _shared_scale(first: _Core, second: _Core) -> _Core:
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
    return replace(first, low=_exact(low), high=_exact(high))


def _year_span(tokens: list[_Token], core: _Core) -> _Core | None:
    """ "1994-96", "2011–2014": one span of years."""
    token = tokens[core.first]
    if token.kind != "d" or token.form != "plain" or len(token.digits) != 4 or token.tail:
        return None
    if (
        not 1000 <= int(token.digits) <= 2099
        or not _hyphen(tokens, core.after)
        or core.after != core.first + 1
    ):
        return None
    second = tokens[core.after + 1]
    if second.kind != "d" or second.form != "plain" or second.tail or len(second.digits) not in (2, 4):
        return None
    end = int(second.digits) if len(second.digits) == 4 else int(token.digits[:2] + second.digits)
    if not int(token.digits) < end <= 2099 or _word(tokens, core.after + 2) in _PEOPLE:
        return None
    return replace(core, after=core.after + 2, low=int(token.digits), high=end, form="special", kind="year")


def _score_line(tokens: list[_Token], core: _Core) -> _Core | None:
    """ "3-1", "231-77": two digits joined by a hyphen that do not rise."""
    token = tokens[core.first]
    if token.kind != "d" or token.form != "plain" or token.tail or not _hyphen(tokens, core.after):
        return None
    if len(token.digits) > _MAX_DIGITS:
        return None
    second = tokens[core.after + 1]
    if second.kind != "d" or second.form != "plain" or second.tail or len(second.digits) > _MAX_DIGITS:
        return None
    if _hyphen(tokens, core.after + 2):
        return None
    if len(token.digits) == 3 and len(second.digits) == 4 and second.digits[-1] != "0":
        return replace(core, after=core.after + 2, low=None, high=None, form="special", kind="phone/other")
    if int(token.digits) < int(second.digits) or _month_right(tokens, core.after + 2):
        return None
    return replace(core, after=core.after + 2, form="special", kind="score")


def _changes_before(tokens: list[_Token], index: int) -> bool:
    for step in range(index - 1, max(index - 14, -1), -1):
        token = tokens[step]
        if token.low in _CHANGE:
            return True
        if token.kind == "b" or token.low in (".", ";", "!", "?"):
            return False
    return False


# --- Assembly -------------------------------------------------------------------------------------


def find_quantities(text: str) -> list[Quantity]:
    """Every number in `text`, left to right, none overlapping another, each as long as it can be read.

    Offsets are code points of `text`. "a", "an" and "no" before a noun are not numbers here; "one" is,
    unless it is a pronoun ("no one", "this one"). Only rows of kind `count` can count people or things.
    """
    tokens = _tokens(text)
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
    tokens: list[_Token], core: _Core, floor: int, text: str, previous: Quantity | None
) -> tuple[Quantity | None, int]:
    span = _year_span(tokens, core) or _score_line(tokens, core)
    if span is not None:
        return _finish(
            tokens, span, span.first, None, span.after, text, _Reading(span.kind or "score", None, 0)
        )
    designation = _designation(tokens, core)
    if designation is not None and designation.first >= floor:
        return _designation_quantity(tokens, designation, core, text)
    begin, hedge = _hedge_left(tokens, core.first, floor)
    ranged = _range(tokens, core, begin, floor, text, previous, hedge)
    if ranged is not None:
        return ranged
    reading = _reading(tokens, core, text, previous, hedge)
    if hedge is not None and not _hedge_holds(tokens, begin, core, reading):
        begin, hedge = core.first, None
    if reading.kind in _UNHEDGED or (core.form == "special" and reading.kind != "fraction"):
        begin, hedge = core.first, None
    after = core.after
    if reading.kind not in _UNHEDGED:
        suffix = _suffix_right(tokens, after)
        if suffix is not None:
            after = suffix[0]
            if hedge is None or hedge in _PLAIN_HEDGES:
                hedge = suffix[1]
            if reading.after == core.after:
                late = _unit_right(tokens, replace(core, after=after))
                reading = late or _Reading(reading.kind, reading.unit, after)
    return _finish(tokens, core, begin, hedge, after, text, reading)


_UNHEDGED: Final[frozenset[str]] = frozenset({"date", "ordinal", "unit", "calibre", "year", "score", "rank"})


def _range(
    tokens: list[_Token],
    core: _Core,
    begin: int,
    floor: int,
    text: str,
    previous: Quantity | None,
    hedge: str | None,
) -> tuple[Quantity, int] | None:
    """The range that `core` opens, with its hedge, or None."""
    if core.form in ("special", "fraction") or core.low is None:
        return None
    first = _reading(tokens, core, text, previous, hedge)
    if first.kind in _UNHEDGED and not (first.kind == "unit" and first.after > core.after):
        return None
    lead = _word(tokens, begin - 1) if begin > floor else "\0"
    between = lead == "between"
    source = lead if lead == "from" else ""
    if source and _changes_before(tokens, begin):
        return None
    ends = [core.after] + ([first.after] if first.after > core.after else [])
    for opening in (core, _core(tokens, core.first, join=False) if between else None):
        if opening is None or opening.low is None:
            continue
        for after in ends if opening is core else [opening.after]:
            found = _range_end(tokens, opening, after, between, source)
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
            rule = hedge if hedge not in _PLAIN_HEDGES else None
            suffix = _suffix_right(tokens, whole.after)
            after = whole.after
            if suffix is not None:
                after, rule = suffix[0], rule or (suffix[1] if suffix[1] not in _PLAIN_HEDGES else None)
            return _finish(tokens, whole, start, rule, after, text, reading)
    return None


def _join(
    tokens: list[_Token], first: _Core, second: _Core, link: tuple[str, ...], text: str
) -> tuple[_Core, _Reading] | None:
    if first.low is None or second.low is None or second.high is None or not first.low < second.low:
        return None
    if link == ("-",) and (first.form == "vague") != (second.form == "vague"):
        return None
    if first.form != "vague" and second.form == "vague" and second.rule in ("few", "several", "couple"):
        return None
    reading = _reading(tokens, second, text, None, "at_least")
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


def _designation(tokens: list[_Token], core: _Core) -> _Span | None:
    """A name made of letters, a hyphen and digits ("Su-34M", "M-75", "MH-17"), as one span."""
    first = core.first
    if tokens[first].kind != "d" or not _hyphen(tokens, first - 1) or first < 2:
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


def _designation_quantity(tokens: list[_Token], span: _Span, core: _Core, text: str) -> tuple[Quantity, int]:
    """The row for a designation: its digits as the value, the whole name as the span."""
    start, end = tokens[span.first].start, tokens[span.after - 1].end
    digits = tokens[core.first].digits
    value = _exact(Decimal(digits)) if len(digits) <= _MAX_DIGITS else None
    row = Quantity(start, end, text[start:end], value, value, "exact", tokens[core.first].start, "unit")
    return row, span.after


def _finish(
    tokens: list[_Token],
    core: _Core,
    begin: int,
    hedge: str | None,
    after: int,
    text: str,
    reading: _Reading,
) -> tuple[Quantity, int]:
    start, end = tokens[begin].start, tokens[after - 1].end
    low, high, rule = core.low, core.high, core.rule
    if hedge is not None and low is not None and high is not None and reading.kind != "fraction":
        vague = low != high
        low, high = interval(hedge, low, high)
        if not (vague and hedge in _PLAIN_HEDGES):
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
