"""Words that several readings of numbers share: names of numbers, of months, of people, of units."""

from typing import Final

from orchestration.extraction.quantities import Kind


def word_set(text: str) -> frozenset[str]:
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
PLAIN_HEDGES: Final[frozenset[str]] = frozenset({"about", "nearly", "just_over"})
HEDGE_BY_WORDS: Final[dict[tuple[str, ...], str]] = {
    tuple(phrase.split()): rule for rule, phrases in _HEDGES.items() for phrase in phrases
}
HEDGE_LAST: Final[frozenset[str]] = frozenset(words[-1] for words in HEDGE_BY_WORDS)
MONTHS: Final[frozenset[str]] = word_set("""january february march april may june july august
    september october november december jan feb mar apr jun jul aug sep sept oct nov dec""")


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
PEOPLE: Final[frozenset[str]] = word_set("""people persons men women children boys girls soldiers
    fighters civilians militants troops rebels insurgents terrorists jihadists police policemen officers
    servicemen villagers residents refugees prisoners captives hostages detainees casualties dead
    wounded injured injuries deaths victims bodies families members personnel gunmen combatants
    guerrillas guerillas militiamen students pupils workers journalists patients protesters
    demonstrators migrants displaced inhabitants passengers infants babies pilgrims worshippers recruits
    conscripts mercenaries others lives souls citizens fatalities martyrs defenders attackers tribesmen
    peacekeepers""")


DESIGNATORS: Final[frozenset[str]] = word_set("""brigade battalion division corps regiment squadron
    company platoon unit base flight resolution article section chapter page pages paragraph annex
    protocol hill height kilo highway route road gate checkpoint order decree law phase type mark mk
    block zone sector line level category class room area point grid channel building apartment house
    pier berth terminal bridge model item case file form appendix figure table camp outpost post
    position tower interstate bulletin update communique communiqué volume vol issue episode round stage
    unscr psalm apollo document target circular directive clause rule reactor block ward precinct
    constituency""")


CURRENCY: Final[dict[str, str]] = {
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
MAX_DIGITS: Final[int] = 15
