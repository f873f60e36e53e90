"""Quantities: intervals of section 5 of the codebook, and what each number counts."""

import pytest

from orchestration.extraction.numbers import Quantity, find_quantities, interval


def only(text: str) -> Quantity:
    found = find_quantities(text)
    assert len(found) == 1, found
    return found[0]


def of_kind(text: str, kind: str) -> list[str]:
    return [quantity.text for quantity in find_quantities(text) if quantity.kind == kind]


@pytest.mark.parametrize(
    ("sentence", "text", "low", "high", "rule"),
    [
        ("The clash left 12 dead.", "12", 12, 12, "exact"),
        ("Twelve miners were abducted.", "Twelve", 12, 12, "exact"),
        ("A dozen recruits fled.", "A dozen", 12, 12, "exact"),
        ("Two dozen recruits fled.", "Two dozen", 24, 24, "exact"),
        ("half a dozen pickups burned", "half a dozen", 6, 6, "exact"),
        ("a half-dozen pickups burned", "a half-dozen", 6, 6, "exact"),
        ("They buried a score of farmers.", "a score", 20, 20, "exact"),
        ("The blast killed one sentry.", "one", 1, 1, "singular"),
        ("He said that one sentry died.", "one", 1, 1, "singular"),
        ("a couple of herders", "a couple", 2, 2, "couple"),
        ("a pair of gunboats", "a pair", 2, 2, "exact"),
        ("a few deserters", "a few", 2, 5, "few"),
        ("several shells", "several", 3, 9, "several"),
        ("a number of monks", "a number of", 3, 9, "several"),
        ("Many conscripts ran.", "Many", 3, 9, "several"),
        ("wounding tens", "tens", 20, 99, "tens"),
        ("dozens of huts", "dozens", 24, 99, "dozens"),
        ("dozens and dozens of huts", "dozens and dozens", 24, 99, "dozens"),
        ("scores were hurt", "scores", 40, 99, "scores"),
        ("hundreds fled", "hundreds", 200, 999, "hundreds"),
        ("hundreds and hundreds fled", "hundreds and hundreds", 200, 999, "hundreds"),
        ("thousands fled", "thousands", 2000, 9999, "thousands"),
        ("tens of thousands fled", "tens of thousands", 20000, 99999, "tens_of_thousands"),
        ("hundreds of thousands fled", "hundreds of thousands", 200000, 999999, "hundreds_of_thousands"),
        ("millions fled", "millions", 2_000_000, 9_999_999, "millions"),
        ("about 30 raiders", "about 30", 27, 33, "about"),
        ("some 140 raiders", "some 140", 126, 154, "about"),
        ("an estimated 18,800 dead", "an estimated 18,800", 16920, 20680, "about"),
        ("~200 rockets", "~200", 180, 220, "about"),
        ("approx. 40 rockets", "approx. 40", 36, 44, "about"),
        ("about eight bombs", "about eight", 8, 8, "about"),
        ("nearly 600 women", "nearly 600", 540, 599, "nearly"),
        ("close to 6,000 civilians", "close to 6,000", 5400, 5999, "nearly"),
        ("just under 50 tents", "just under 50", 45, 49, "nearly"),
        ("nearly five tanks", "nearly five", 5, 5, "nearly"),
        ("just over 50 tents", "just over 50", 50, 55, "just_over"),
        ("slightly more than 20 tents", "slightly more than 20", 20, 22, "just_over"),
        ("At least 17 policemen", "At least 17", 17, None, "at_least"),
        ("a minimum of 9 mules", "a minimum of 9", 9, None, "at_least"),
        ("No fewer than 43 troops", "No fewer than 43", 43, None, "at_least"),
        ("12 or more graves", "12 or more", 12, None, "at_least"),
        ("100+ graves", "100+", 100, None, "at_least"),
        ("more than 700 graves", "more than 700", 701, None, "more_than"),
        ("over 515 graves", "over 515", 516, None, "more_than"),
        ("upwards of 60 graves", "upwards of 60", 61, None, "more_than"),
        ("the toll climbed past 640", "past 640", 641, None, "more_than"),
        ("up to 80 infantrymen", "up to 80", 0, 80, "up_to"),
        ("as many as 250 of them", "as many as 250", 0, 250, "up_to"),
        ("no more than 10 boats", "no more than 10", 0, 10, "up_to"),
        ("fewer than ten casualties", "fewer than ten", 0, 9, "fewer_than"),
        ("its wounded at under 20", "under 20", 0, 19, "fewer_than"),
        ("between 10 and 15 men", "between 10 and 15", 10, 15, "range"),
        ("1,600 to 2,000 died", "1,600 to 2,000", 1600, 2000, "range"),
        ("from 40 to 60 mules", "from 40 to 60", 40, 60, "range"),
        ("500–600 porters", "500–600", 500, 600, "range"),
        ("two or three hundred porters", "two or three hundred", 200, 300, "range"),
        ("10 to 15 thousand porters", "10 to 15 thousand", 10000, 15000, "range"),
        ("one or two scouts", "one or two", 1, 2, "range"),
        ("two, maybe three scouts", "two, maybe three", 2, 3, "range"),
        ("dozens or even hundreds of scouts", "dozens or even hundreds", 24, 999, "range"),
        ("as many as 30 to 40 scouts", "as many as 30 to 40", 0, 40, "up_to"),
        ("half of them", "half", None, None, "fraction"),
        ("most of them", "most", None, None, "fraction"),
        ("the majority of the captives", "the majority", None, None, "fraction"),
        ("two-thirds of the captives", "two-thirds", None, None, "fraction"),
        ("almost half of them", "almost half", None, None, "fraction"),
        ("zero losses", "zero", 0, 0, "exact"),
    ],
)
def test_rules_of_the_codebook(
    sentence: str, text: str, low: float | None, high: float | None, rule: str
) -> None:
    quantity = only(sentence)
    assert (quantity.text, quantity.low, quantity.high, quantity.rule) == (text, low, high, rule)


@pytest.mark.parametrize(
    ("text", "low", "high", "rule"),
    [
        ("at least dozens", 24, None, "at_least"),
        ("at least several", 3, None, "at_least"),
        ("at least two dozen", 24, None, "at_least"),
        ("more than a dozen", 13, None, "more_than"),
        ("fewer than a dozen", 0, 11, "fewer_than"),
        ("nearly a dozen", 11, 11, "nearly"),
        ("some two dozen", 22, 26, "about"),
        ("up to several dozen", 0, 99, "up_to"),
        ("at least some 20", 20, None, "at_least"),
        ("at least another 12", 12, None, "at_least"),
        ("several hundred", 300, 900, "several"),
        ("a few hundred", 200, 500, "few"),
        ("a few dozen", 24, 60, "few"),
        ("several dozen", 36, 99, "dozens"),
        ("a couple of hundred", 200, 200, "couple"),
        ("a dozen or so", 11, 13, "about"),
        ("30-odd", 27, 33, "about"),
        ("some 1.2 million", 1_080_000, 1_320_000, "about"),
        ("over half a million", 500_001, None, "more_than"),
    ],
)
def test_hedges_and_multipliers_combine(text: str, low: int, high: int | None, rule: str) -> None:
    quantity = only(f"They counted {text} carts.")
    assert (quantity.text, quantity.low, quantity.high, quantity.rule) == (text, low, high, rule)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("33,142", 33142),
        ("1 234", 1234),
        ("12\u00a0500", 12500),
        ("1.234", 1234),
        ("1.234.567", 1_234_567),
        ("2.5m", 2_500_000),
        ("12k", 12000),
        ("two hundred and fifty-six", 256),
        ("a hundred and twenty", 120),
        ("twelve hundred", 1200),
        ("one thousand two hundred", 1200),
        ("two and a half million", 2_500_000),
        ("half a million", 500_000),
        ("a quarter of a million", 250_000),
        ("a thousand", 1000),
        ("ten thousand", 10000),
        ("2 lakh", 200_000),
        ("three dozen", 36),
        ("0", 0),
    ],
)
def test_values(text: str, value: int) -> None:
    quantity = only(f"The province lost {text} people.")
    assert (quantity.text, quantity.low, quantity.high, quantity.kind) == (text, value, value, "count")


@pytest.mark.parametrize(
    ("sentence", "texts"),
    [
        ("The toll rose from 23 to 31.", ["23", "31"]),
        ("The toll rose to 31 from 23.", ["31", "23"]),
        ("It killed 12 and wounded 30.", ["12", "30"]),
        ("At least 11 killed and 19 injured", ["At least 11", "19"]),
        ("between one hundred and two hundred men", ["between one hundred and two hundred"]),
        ("a hundred and wounded fifty", ["a hundred", "fifty"]),
        ("hundreds, if not thousands, of men", ["hundreds", "thousands"]),
        ("drones downed over three regions", ["three"]),
        ("raids in over 20 villages", ["over 20"]),
    ],
)
def test_what_is_one_number_and_what_is_two(sentence: str, texts: list[str]) -> None:
    assert [quantity.text for quantity in find_quantities(sentence)] == texts


@pytest.mark.parametrize(
    ("sentence", "kind", "texts"),
    [
        ("in 2014, since 2003 and by 2010", "year", ["2014", "2003", "2010"]),
        ("2014 people died and 2000 soldiers fled", "count", ["2014", "2000"]),
        ("killed more than 2000", "count", ["more than 2000"]),
        ("the 1994-96 war, the 1990s and the mid-90s", "year", ["1994-96", "1990s", "90s"]),
        ("Ismail Karimi, 34, said", "age", ["34"]),
        ("a 9-year-old boy and a five-month-old girl", "age", ["9", "five"]),
        ("children aged 5, 7 and 12", "age", ["5", "7", "12"]),
        ("recruits aged between 14 and 16", "age", ["between 14 and 16"]),
        ("children as young as 10", "age", ["10"]),
        ("a lad of ten", "age", ["ten"]),
        ("children under five", "age", ["under five"]),
        ("$3 million, £2m and 400,000 euros", "money", ["3 million", "2m", "400,000"]),
        ("5 percent, 70 % and 15 to 20 per cent", "percent", ["5", "70", "15 to 20"]),
        ("15 km, 45km, six miles, a 10-kilometre front", "distance", ["15", "45km", "six", "10"]),
        ("just over 10 kilometers away", "distance", ["just over 10"]),
        ("500 kg and a 1,000-pound bomb", "weight", ["500", "1,000"]),
        ("after two days, a 19-hour battle, a few weeks", "time", ["two", "19", "a few"]),
        ("at 07:40, 4:45 p.m., 9.30am and 0530 GMT", "time", ["07:40", "4:45", "9.30", "0530"]),
        ("on Feb. 23, 24 October, June 5, 6 and 7", "date", ["23", "24", "5", "6", "7"]),
        ("on 9/11/2013 and 2024-10-12", "date", ["9/11/2013", "2024-10-12"]),
        ("11-13 Dec. and November 20-21", "date", ["11", "13", "20", "21"]),
        ("its 17th month", "ordinal", ["17th"]),
        ("155mm shells, 122 mm rockets, 7.62 rounds", "calibre", ["155mm", "122", "7.62"]),
        ("her 4.5-inch gun", "calibre", ["4.5"]),
        ("the 3rd Brigade and the 47th Mechanized Brigade", "unit", ["3rd", "47th"]),
        ("the 93rd held the ridge", "unit", ["93rd"]),
        ("Battalion 51, Base 80, Hill 304, Kilo 16", "unit", ["51", "80", "304", "16"]),
        ("Resolution 2254, Article 51, Phase Two", "unit", ["2254", "51", "Two"]),
        ("an Su-34M, two T-72s, an AC-47, flight MH17", "unit", ["Su-34M", "T-72s", "AC-47", "MH17"]),
        ("AK 47 rifles and the M23", "unit", ["47", "M23"]),
        ("two Leopard 2 tanks of the 1st and 2nd battalions", "unit", ["2", "1st", "2nd"]),
        ("the score was 3-1", "score", ["3-1"]),
        ("No. 1 on the list", "rank", ["1"]),
        ("it fell to minus 8", "temperature", ["8"]),
        ("a five-storey block and a 12-man squad", "measure", ["five", "12"]),
        ("call +964 770 123 4567 or 555-1234", "phone/other", ["+964 770 123 4567", "555-1234"]),
        ("1. Kherson\n2) Sumy\n(3) Izyum", "phone/other", ["1", "2", "3"]),
        ("24/7 shelling", "phone/other", ["24/7"]),
        ("99999999999999999999 men", "phone/other", ["99999999999999999999"]),
    ],
)
def test_kinds(sentence: str, kind: str, texts: list[str]) -> None:
    assert of_kind(sentence, kind) == texts


@pytest.mark.parametrize(
    "sentence",
    [
        "No one was hurt.",
        "They shot at one another.",
        "A one-way drone fell.",
        "This one escaped.",
        "The most powerful warlord spoke.",
        "A third bomber was shot dead.",
        "He settled old scores.",
        "As many did not return.",
        "See https://example.org/2014/05/12 and @unit42 or #11M.",
        "A soldier fell and no villagers were harmed.",
    ],
)
def test_what_is_no_number(sentence: str) -> None:
    assert find_quantities(sentence) == []


def test_units_are_canonical() -> None:
    found = find_quantities("eight miles (13 km), 25 pounds, 61 times, $5")
    assert [quantity.unit for quantity in found] == ["mile", "km", "pound", "times", "USD"]


def test_a_day_before_a_count() -> None:
    found = find_quantities("On Nov. 8 300 men, in May 12 people, on May 12 rebels, Nov. 5 - 12 killed")
    counts = [quantity.text for quantity in found if quantity.kind == "count"]
    assert counts == ["300", "12", "12"]


def test_spans_are_code_points_and_the_core_follows_the_hedge() -> None:
    text = "🔴 Léré: “au moins” — at least 11 tués, between about 20 and 30 hurt"
    for quantity in find_quantities(text):
        assert quantity.text == text[quantity.start : quantity.end]
    first, second = find_quantities(text)
    assert text[first.core_start : first.end] == "11"
    assert second.text == "between about 20 and 30"
    assert text[second.core_start :].startswith("20")


def test_capitals() -> None:
    found = find_quantities("AS MANY AS 30 KILLED, SIX MILES FROM TOWN, UP TO FIVE HURT")
    assert [(quantity.low, quantity.high, quantity.kind) for quantity in found] == [
        (0, 30, "count"),
        (6, 6, "distance"),
        (0, 5, "count"),
    ]


@pytest.mark.parametrize(
    ("rule", "low", "high", "expected"),
    [
        ("about", 9, 9, (9, 9)),
        ("about", 10, 10, (9, 11)),
        ("nearly", 12, 12, (11, 11)),
        ("just_over", 20, 20, (20, 22)),
        ("at_least", 24, 99, (24, None)),
        ("more_than", 7.5, 7.5, (7.5, None)),
        ("up_to", 36, 99, (0, 99)),
        ("fewer_than", 1, 1, (0, 0)),
    ],
)
def test_interval(rule: str, low: float, high: float, expected: tuple[float, float | None]) -> None:
    assert interval(rule, low, high) == expected


@pytest.mark.parametrize(
    "unit",
    [
        "1",
        "1,",
        "1,000,",
        "9 ",
        "1 000 ",
        "-",
        "1-",
        "at least ",
        "one hundred and ",
        "hundreds and ",
        "1.",
        "two or ",
    ]
    + [
        "between 1 and ",
        "#",
        "#1",
        "http://",
        "more than some ",
        "Nov. 1, ",
        "(1) ",
        "\n \n",
        "Su-",
        "1:",
        "½",
        " ",
    ],
)
def test_long_repetitive_text_is_read_to_its_end(unit: str) -> None:
    """A pattern that backtracks would not come back from it."""
    text = unit * (30_000 // len(unit))
    previous = 0
    for quantity in find_quantities(text):
        assert previous <= quantity.start < quantity.end
        previous = quantity.end
