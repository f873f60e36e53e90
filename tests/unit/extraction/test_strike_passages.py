"""Strikes that a sentence tells with what another has said, or without a verb of its own: ellipsis, blame, settings, notes."""

from collections.abc import Callable

import pytest

from orchestration.records import Extraction, StrikeClaim

Extract = Callable[..., Extraction]


def told(claim: StrikeClaim) -> tuple[str, str | None]:
    return claim.strike_type, claim.place_text


def places(extraction: Extraction) -> set[str | None]:
    return {c.place_text for c in extraction.strikes}


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("Shells fired from the hills around Palu killed three people at Hozat.", ("artillery", "Hozat")),
        ("Rockets launched from Khan Younis wounded a worker in Netivot.", ("rocket", "Netivot")),
        ("An unidentified drone set a tanker alight near Palmyra before dawn.", ("drone", "Palmyra")),
        ("A drone set fire to a fuel depot outside Bryansk.", ("drone", "Bryansk")),
        ("Two men digging in a mine near Gereshk were engaged by a helicopter.", ("airstrike", "Gereshk")),
        ("The village of Dbayeh has been under the army's guns since Thursday.", ("artillery", "Dbayeh")),
        ("Monitors counted 1,200 incoming shells across Mostar on Friday.", ("artillery", "Mostar")),
        ("A bus was wrecked by a mine that police said was laid by rebels near Kitgum.", ("ied", "Kitgum")),
        ("An LNA drone bombed a farm near Murzuq.", ("drone", "Murzuq")),
        ("Villagers told of mortar rounds landing on an island near Bosso.", ("artillery", "Bosso")),
        ("Mortar teams based in Toretsk fired on Horlivka.", ("artillery", "Horlivka")),
        ("HIMARS shelled a depot near Mosul on Monday.", ("rocket", "Mosul")),
        ("The first of six mortar bombs burst in a schoolyard in Taiz.", ("artillery", "Taiz")),
    ],
)
def test_words_around_a_weapon(extract: Extract, text: str, row: tuple[str, str | None]) -> None:
    assert told(extract(text, "2023-05-20").strikes[0]) == row


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Sudanese planes bombed El Fasher on Friday and Nyala on Saturday.", {"El Fasher", "Nyala"}),
        ("Sudanese planes bombed El Fasher on Friday and the RSF entered Nyala on Saturday.", {"El Fasher"}),
        ("In Mali a French air raid on Aguelhok was followed by another on Tessalit.", {"Aguelhok", "Tessalit"}),
        ("Central Bosnia burned. Vitez was shelled from the hills, as was Travnik.", {"Vitez", "Travnik"}),
        ("Yemen, 3 May. Coalition air raids: Haydan (3), Razih (2), Kitaf (1).", {"Haydan", "Razih", "Kitaf"}),
        ("An armoured car of the Gao battalion hit a mine on the Menaka road.", {"Menaka road"}),
        ("Mali mourns. A mine exploded in the Serma forest, 70 km from Douentza.", {"Serma forest"}),
        ("In Aden, Yemen, shells struck homes. In Aden, shells struck homes in Khormaksar.", {"Aden", "Khormaksar"}),
    ],
)  # fmt: skip
def test_each_place_has_its_strike(extract: Extract, text: str, found: set[str]) -> None:
    assert places(extract(text, "2023-05-20")) - {None} == found


@pytest.mark.parametrize(
    ("text", "attacker"),
    [
        ("Shells fell on a market in Stepanakert. Armenia said they came from the Azerbaijani side.", "Azerbaijan"),
        ("A missile hit a block of flats in Dnipro, Ukraine. Kyiv said the missile was Russian.", "Russia"),
        ("A missile hit a station in Kramatorsk, Ukraine. Kyiv accused Russia.", "Russia"),
        ("A car bomb killed six in Mogadishu, Somalia. Al-Shabaab said it was behind the attack.", "al-Shabaab"),
        ("Warplanes hit a hospital in Idlib, Syria. The rebels point to Russia.", "Russia"),
        ("Mortar rounds hit a market in Taiz, Yemen. Officials attributed the fire to the Houthis.", "Houthis"),
    ],
)  # fmt: skip
def test_who_is_charged_with_the_strike_just_told(extract: Extract, text: str, attacker: str) -> None:
    first, second = extract(text, "2023-05-20").strikes
    assert {first.attacker_name, second.attacker_name} == {None, attacker}
    assert first.place_text == second.place_text


def test_the_source_that_blames_says_the_strike_once(extract: Extract) -> None:
    text = "A mortar shell killed six in Aden, Yemen, said the governor, who blamed the Houthis."
    assert [(c.attacker_name, c.place_text) for c in extract(text, "2015-04-20").strikes] == [
        ("Houthis", "Aden")
    ]


def test_what_was_stopped_is_a_number_of_what_was_fired(extract: Extract) -> None:
    text = (
        "Russia launched 40 Shahed, Gerbera and other drones at Ukraine overnight. "
        "All in all, 31 drones were shot down."
    )
    (row,) = extract(text, "2025-03-02").strikes
    assert (row.munitions_min, row.intercepted_min) == (40, 31)


@pytest.mark.parametrize(
    "text",
    [
        "Loud explosions were heard near Islamabad on Friday.",
        "All parties are reminded of their obligation not to target medical facilities in Syria.",
        "The jets had been sent to destroy a bridge at Zvornik in Bosnia.",
        "Did the army bomb Kutum in Darfur?",
        "The RSF denies targeting civilians.",
    ],
)
def test_no_strike_is_told(extract: Extract, text: str) -> None:
    assert extract(text, "2024-05-02").strikes == ()


@pytest.mark.parametrize(
    ("text", "target_class"),
    [
        ("A bomb went off at the ward administrator's office in Yangon, Myanmar.", "government"),
        ("Three militants were neutralised by armed drones in Duhok, Iraq.", "personnel"),
        ("Two mortar rounds landed in a residential quarter of Taiz, Yemen.", "residential"),
        ("Two missiles hit Lviv, Ukraine. Another fell on Drohobych, damaging a substation.", "energy"),
    ],
)
def test_what_was_hit(extract: Extract, text: str, target_class: str) -> None:
    assert target_class in {c.target_class for c in extract(text, "2024-05-02").strikes}
