"""Territorial claims read from single sentences of many wars: what is coded, and what is refused."""

from collections.abc import Callable

import pytest

from orchestration.records import Extraction, TerritorialClaim

Extract = Callable[..., Extraction]


def _told(claim: TerritorialClaim) -> tuple[str, str | None, str | None, str | None]:
    return claim.change_type, claim.place_text, claim.gainer_text, claim.loser_text


TAKEN = [
    (
        "Syrian rebels seized the Taftanaz air base on Friday.",
        ("capture", "Taftanaz air base", "Syrian rebels", None),
    ),
    ("Serb forces overran Srebrenica on July 11, 1995.", ("capture", "Srebrenica", "Serb forces", None)),
    (
        "In June 1967 Israel captured the Golan Heights from Syria.",
        ("capture", "Golan Heights", "Israel", "Syria"),
    ),
    ("Kismayo was taken by Kenyan troops.", ("capture", "Kismayo", "Kenyan troops", None)),
    (
        "Croatian forces drove rebel Serbs out of Okucani.",
        ("capture", "Okucani", "Croatian forces", "rebel Serbs"),
    ),
    (
        "Al-Shabab fell back after Kenyan troops retook Kismayo.",
        ("recapture", "Kismayo", "Kenyan troops", None),
    ),
    ("The army has won back Marib.", ("recapture", "Marib", "army", None)),
    ("Rebels took control of Goma.", ("capture", "Goma", "Rebels", None)),
    ("Goma fell to the M23.", ("capture", "Goma", "M23", None)),
    ("The fall of Mosul to ISIS shocked Baghdad.", ("capture", "Mosul", "ISIS", None)),
    ("The town of Bor is back in government hands.", ("recapture", "Bor", "government", None)),
    (
        "Northern Alliance fighters raised their flag over Kunduz.",
        ("capture", "Kunduz", "Northern Alliance fighters", None),
    ),
    ("The army lost Afabet to the EPLF.", ("loss", "Afabet", "EPLF", "army")),
    (
        "French forces handed over Timbuktu to the Malian army.",
        ("handover", "Timbuktu", "Malian army", "French forces"),
    ),
]
MOVED = [
    ("Chadian rebels entered Abeche.", ("advance", "Abeche", "Chadian rebels", None)),
    (
        "Rwandan-backed rebels marched into Bukavu on Friday.",
        ("advance", "Bukavu", "Rwandan-backed rebels", None),
    ),
    ("Russian forces made marginal gains north of Bakhmut.", ("advance", "Bakhmut", "Russian forces", None)),
    ("Libyan rebels withdrew from Sirte.", ("withdrawal", "Sirte", None, "Libyan rebels")),
    ("Tuareg rebels abandoned Timbuktu.", ("withdrawal", "Timbuktu", None, "Tuareg rebels")),
    ("The army's retreat from Afabet was a rout.", ("withdrawal", "Afabet", None, "army")),
]
FOUGHT = [
    ("Serb forces besieged Gorazde.", ("siege", "Gorazde", "Serb forces", None)),
    ("Kuito has been under siege for nine months.", ("siege", "Kuito", None, None)),
    ("Houthi fighters laid siege to Taiz.", ("siege", "Taiz", "Houthi fighters", None)),
    (
        "Kurdish forces broke the siege of Mount Sinjar.",
        ("siege_broken", "Mount Sinjar", "Kurdish forces", None),
    ),
    (
        "Ethiopian troops repelled an Eritrean attack on Zalambessa.",
        ("attack_repelled", "Zalambessa", "Ethiopian troops", "Eritrean"),
    ),
    ("Fighting continued in Bakhmut on Tuesday.", ("contested", "Bakhmut", None, None)),
    ("Clashes between soldiers and separatists broke out in Bamenda.", ("contested", "Bamenda", None, None)),
]
HELD = [
    ("The rebels still hold Bunagana.", ("control", "Bunagana", "rebels", None)),
    ("Most of Bougainville is controlled by the BRA.", ("control", "Bougainville", "BRA", None)),
    ("Kidal remains under rebel control.", ("control", "Kidal", "rebel", None)),
    ("Zalambessa has been in Eritrean hands since June 1998.", ("control", "Zalambessa", "Eritrean", None)),
    ("Kidal, a stronghold of the rebels, was quiet.", ("control", "Kidal", "rebels", None)),
]


@pytest.mark.parametrize(("text", "told"), [*TAKEN, *MOVED, *FOUGHT, *HELD])
def test_a_sentence_gives_the_change_it_tells(
    extract: Extract, text: str, told: tuple[str, str | None, str | None, str | None]
) -> None:
    assert told in [_told(c) for c in extract(text).territory]


@pytest.mark.parametrize(
    ("text", "low", "high", "place"),
    [
        ("M23 fighters were within 25 km of Goma on Thursday.", 25, 25, "Goma"),
        ("The jihadists are now just over 10 kilometers from Raqqa.", 10, 11, "Raqqa"),
        ("Rebel fighters were only six miles from Zliten.", 9.66, 9.66, "Zliten"),
        ("Rebel columns are now eight miles (13 km) from Kidal.", 13, 13, "Kidal"),
    ],
)
def test_distances_are_kilometres_to_a_place(
    extract: Extract, text: str, low: float, high: float, place: str
) -> None:
    (claim,) = [c for c in extract(text).territory if c.change_type == "distance"]
    assert (claim.distance_km_min, claim.distance_km_max, claim.place_text) == (low, high, place)


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("The rebels vowed to seize Goma.", "planned"),
        ("If the rebels capture Goma, the front will collapse.", "hypothetical"),
        ("The army may have lost Goma.", "possible"),
        ("The rebels failed to take Goma.", "negated"),
        ("The army denied that the rebels had captured Goma.", "denied"),
        ("The army is preparing an operation to retake Goma.", "planned"),
    ],
)
def test_what_did_not_happen_keeps_its_modality(extract: Extract, text: str, modality: str) -> None:
    assert modality in [c.modality for c in extract(text).territory]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("In October the rebels overran Rutshuru and Kiwanja.", {"Rutshuru", "Kiwanja"}),
        ("YPG fighters took the villages of Mnajeer and Asadiya.", {"Mnajeer", "Asadiya"}),
        ("The rebels captured Rutshuru on Monday. The army left the town without a fight.", {"Rutshuru"}),
        ("Government troops hold Kuito. Rebels have besieged it since May.", {"Kuito"}),
    ],
)
def test_one_row_a_place_and_descriptions_stand_for_the_place_told_of(
    extract: Extract, text: str, places: set[str]
) -> None:
    assert {c.place_text for c in extract(text).territory} == places


@pytest.mark.parametrize(
    ("text", "gainer"),
    [
        # an instructor of another group is not what "the group" means
        (
            "A JNIM column entered Djibo. A Wagner instructor died near Gao. The group captured Kayes.",
            "Jama'at Nusrat al-Islam wal-Muslimin",
        ),
        # an armed group goes before a body of the same letters, and states are those of their day
        ("The RSF captured El Fasher on Friday.", "Rapid Support Forces"),
        ("Moscow said its troops had captured the town of Izyum.", "Russia"),
    ],
)
def test_the_party_that_is_meant(extract: Extract, text: str, gainer: str) -> None:
    assert gainer in [c.gainer_name for c in extract(text, "2023-05-20").territory]


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("The army denied that any town was under siege.", "denied"),
        ("The governor said no town was under siege.", "negated"),
    ],
)
def test_a_siege_of_no_place_at_all(extract: Extract, text: str, modality: str) -> None:
    [claim] = extract(text).territory
    assert (claim.change_type, claim.place_text, claim.modality) == ("siege", None, modality)


def test_unnamed_places_are_counted(extract: Extract) -> None:
    (claim,) = extract("Ukrainian troops recaptured six villages.").territory
    assert (claim.change_type, claim.place_text, claim.places_min, claim.places_max) == (
        "recapture",
        None,
        6,
        6,
    )


@pytest.mark.parametrize(
    "text",
    [
        "The Front captured 24 seats in the state assembly.",
        "Rovers captured the lead through a late goal.",
        "The investor took control of the brewery's board with 51 percent of the shares.",
        "The army captured a soldier near Kuito.",
        "Militants captured three tanks and two trucks.",
        "Prices fell to a record low in Khartoum.",
        "Shells fell on Kuito.",
        "The president left Kabul for talks in Doha.",
        "Residents fled Afrin.",
        "The Hamas-run health ministry reported the toll.",
        "The Hamas-run health ministry in Gaza reported the toll.",
        "The Pentagon will send 3,000 troops to help evacuate staff from Kabul.",
        "The rebel-run civil defence in Aleppo reported the toll.",
        "Floods cut off the town of Wau.",
        "Soldiers were flown in from Ankara to hold the perimeter around 60 ruined buildings.",
        "Tourists reached Palmyra by bus.",
    ],
)
def test_words_of_conquest_about_other_things_are_refused(extract: Extract, text: str) -> None:
    assert extract(text).territory == ()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "In Donetsk city, held by separatists since 2014, shops are open.",
            ("control", "Donetsk city", "separatists", None),
        ),
        (
            "A pilot was found by Hayat Tahrir al-Sham, the former affiliate that controls most of Idlib province.",
            ("control", "Idlib province", "Hayat Tahrir al-Sham", None),
        ),
        ("Its Kokang member, the MNDAA, retook Chinshwehaw.", ("recapture", "Chinshwehaw", "MNDAA", None)),
        (
            "FARC guerrillas took the town of Mitu, capital of Vaupes Department, at dawn.",
            ("capture", "Mitu", "FARC guerrillas", None),
        ),
        (
            "Army units hold Shuqra (Abyan), a coastal town that lies on the Gulf.",
            ("control", "Shuqra", "Army units", None),
        ),
        (
            "Russian forces advanced up to 800 metres west of Makiivka.",
            ("advance", "Makiivka", "Russian forces", None),
        ),
    ],
)
def test_descriptions_do_not_hide_who_holds_what(
    extract: Extract, text: str, told: tuple[str, str | None, str | None, str | None]
) -> None:
    assert told in [_told(c) for c in extract(text, "2024-06-12").territory]


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("Should Kuito fall, the highlands would be lost.", "hypothetical"),
        ("The army denied that Goma was about to fall to the M23.", "denied"),
    ],
)
def test_falls_that_have_not_come(extract: Extract, text: str, modality: str) -> None:
    [first, *_] = extract(text, "2024-06-12").territory
    assert (first.change_type, first.modality) == ("capture", modality)


@pytest.mark.parametrize(
    "text",
    [
        "In Friday's exercise the marines captured a mock village and besieged a simulated airfield.",
        "Troops ambushed terrorists crossing the Banki road in Borno.",
        "He left the University of Kabul in 1990.",
    ],
)
def test_exercises_roads_and_single_persons_change_no_ground(extract: Extract, text: str) -> None:
    assert not extract(text, "2024-06-12").territory
