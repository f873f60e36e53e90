"""Changes of territory in the plain sentences of agencies, releases and daily notes."""

from collections.abc import Callable

import pytest

from orchestration.records import Extraction

Extract = Callable[..., Extraction]

GAINERS = [
    ("Turkey said its forces had captured Tal Abyad.", [("capture", "Tal Abyad", "Turkey")]),
    ("Ethiopia said its forces had seized the town of Badme.", [("capture", "Badme", "Ethiopia")]),
    ("Ukraine's army chief said his forces had recaptured Izium.", [("recapture", "Izium", "Ukraine")]),
    ("Ethiopia said Eritrea had sent its troops into Badme.", [("advance", "Badme", "Eritrea")]),
    ("The mayor said his forces had captured Ghorak from the Taliban.", [("capture", "Ghorak", None)]),
    (
        "Rwandan troops pulled out of Bukavu and M23 rebels took control of the city.",
        [("capture", "the city", "March 23 Movement"), ("withdrawal", "Bukavu", None)],
    ),
    (
        "African Union troops withdrew from Marka and al-Shabaab fighters moved in.",
        [("capture", "Marka", "al-Shabaab"), ("withdrawal", "Marka", None)],
    ),
    ("The advance gives the Taliban control of Ghazni.", [("capture", "Ghazni", "Taliban")]),
    ("Serbia gave NATO control of the town of Pec.", [("handover", "Pec", "NATO")]),
    (
        "Russia said its troops had taken Lysychansk, giving them control of the whole Luhansk region.",
        [("capture", "Luhansk region", "Russia"), ("capture", "Lysychansk", "Russia")],
    ),
    (
        "The Taliban seized Zaranj, the first provincial capital to fall to the insurgents.",
        [("capture", "Zaranj", "Taliban")],
    ),
    ("Soldiers fought rebels for three days in Malakal.", [("contested", "Malakal", None)]),
    ("NATO planes attacked an army barracks in Aleksinac overnight.", []),
    ("Rebels left Goma and Bukavu.", [("withdrawal", "Bukavu", None), ("withdrawal", "Goma", None)]),
]
LOSERS = [
    ("Rebels captured Cap-Haitien, Haiti's second-largest city.", None),
    ("Hezbollah gunmen took over large parts of west Beirut.", None),
    ("Gunmen seized Derna, Islamic State's main stronghold in Libya.", "Islamic State"),
]


@pytest.mark.parametrize(("sentence", "expected"), GAINERS)
def test_whoever_the_plain_words_name_gains(
    extract: Extract, sentence: str, expected: list[tuple[str, str, str | None]]
) -> None:
    claims = extract(sentence).territory
    assert sorted((c.change_type, c.place_text, c.gainer_name) for c in claims) == expected


@pytest.mark.parametrize(("sentence", "loser"), LOSERS)
def test_where_a_city_lies_does_not_say_who_lost_it(
    extract: Extract, sentence: str, loser: str | None
) -> None:
    captured = [c for c in extract(sentence).territory if c.change_type == "capture"]
    assert [c.loser_name for c in captured] == [loser]


def test_whoever_rejects_a_claim_is_the_source_of_its_denial(extract: Extract) -> None:
    (claim,) = extract("UNITA denied government claims that the town of Mavinga had been captured.").territory
    assert (claim.modality, claim.source_text, claim.source_via) == ("denied", "UNITA", None)


def test_towns_captured_are_no_prisoners(extract: Extract) -> None:
    told = "The Taliban captured Kandahar, bringing to 12 the number of provincial capitals they have seized."
    assert not extract(told).casualties


def test_an_hour_is_no_target(extract: Extract) -> None:
    (strike,) = extract("At 2:30 p.m. on Friday a rocket was fired at the base in Erbil.").strikes
    assert strike.target_text == "base"


def test_no_repair_of_the_parse_makes_a_word_hang_on_itself(extract: Extract) -> None:
    told = "Two Pakistani soldiers were killed by Indian shelling along the Line of Control, the military's media wing said."
    (claim,) = extract(told).casualties
    assert (claim.outcome, claim.count_min) == ("killed", 2)


@pytest.mark.parametrize(
    ("text", "linked"),
    [
        ("Syrian aircraft carried out airstrikes on Kafr Nabl. Two civilians were killed.", True),
        ("A car bomb exploded in Mosul. Gunmen later killed two policemen.", False),
    ],
)
def test_the_dead_of_the_next_sentence_belong_to_the_strike(
    extract: Extract, text: str, linked: bool
) -> None:
    assert [c.strike_claim_id is not None for c in extract(text).casualties] == [linked]
