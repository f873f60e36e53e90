"""Territorial claims by idiom and by passage: how English says that towns go, hold out, are ringed or are demanded back.

Each list holds one family of constructions in sentences of many wars, written for this file.
"""

from collections.abc import Callable

import pytest

from orchestration.records import Extraction, TerritorialClaim

Extract = Callable[..., Extraction]
Told = tuple[str, str | None, str | None, str | None]


def _told(claim: TerritorialClaim) -> Told:
    return claim.change_type, claim.place_text, claim.gainer_text, claim.loser_text


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Mosul went in four days.", ("capture", "Mosul", None, None)),
        ("Huambo fell in a fortnight to UNITA.", ("capture", "Huambo", "UNITA", None)),
        ("Kabul went without a shot.", ("capture", "Kabul", None, None)),
        ("Gao was next to fall, on 31 March.", ("capture", "Gao", None, None)),
        (
            "Rutshuru slipped out of government hands on Thursday.",
            ("loss", "Rutshuru", None, "government"),
        ),
        ("The garrison at Palmyra gave up on Sunday.", ("capture", "Palmyra", None, "garrison")),
        ("Rebel pick-ups drove into Gao on Monday.", ("advance", "Gao", "Rebel pick-ups", None)),
        ("Prekaz held out until 5 March, its last cartridge gone.", ("capture", "Prekaz", None, None)),
    ],
)
def test_a_town_goes_slips_away_or_holds_out_until_a_day(extract: Extract, text: str, told: Told) -> None:
    assert [_told(c) for c in extract(text, "2024-06-12").territory] == [told]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Paratroopers knocked the guerrillas off Mount Tomorr in April 1943.",
            ("capture", "Mount Tomorr", "Paratroopers", "guerrillas"),
        ),
        (
            "The rebels were driven off Hill 203 after two days of fighting.",
            ("loss", "Hill 203", None, "rebels"),
        ),
        ('Marines "cleaned out" Jolo town, a spokesman said.', ("capture", "Jolo town", "Marines", None)),
        ("The Taliban chased him from Bamiyan in 1998.", ("capture", "Bamiyan", "Taliban", "him")),
        (
            "A Kurdish flag has been hoisted over the governor's office in Kirkuk.",
            ("capture", "Kirkuk", "Kurdish", None),
        ),
        (
            "Soldiers stormed the barracks at Bor, taking 40 rebels prisoner.",
            ("capture", "Bor", "Soldiers", None),
        ),
    ],
)
def test_a_force_is_knocked_chased_or_cleaned_out(extract: Extract, text: str, told: Told) -> None:
    assert [_told(c) for c in extract(text, "2024-06-12").territory] == [told]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Croat and Muslim troops fought from house to house in Mostar for a third day.", {"Mostar"}),
        ("There is still shooting inside Marawi, residents said.", {"Marawi"}),
        (
            "The occupiers attacked 12 times near Kupiansk and Petropavlivka.",
            {"Kupiansk", "Petropavlivka"},
        ),
        ("As of 12 May 2020, GNA forces were contesting Mizda.", {"Mizda"}),
        ("Clashes between rebels and the army have reached the outskirts of Wad Madani.", {"Wad Madani"}),
    ],
)
def test_fighting_goes_on_in_a_place(extract: Extract, text: str, places: set[str]) -> None:
    found = extract(text, "2024-06-12").territory
    assert {(c.change_type, c.place_text) for c in found} == {("contested", p) for p in places}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "The people of Dilling, encircled since June, are eating leaves; the RSF shells them daily.",
            ("Dilling", "asserted", None),
        ),
        (
            "Any move to encircle Goma would wreck the truce, the rebels said.",
            ("Goma", "hypothetical", None),
        ),
        ("A ministry official denied that any town was besieged by the rebels.", (None, "denied", "rebels")),
        ("The Houthis have closed the last road into Taiz.", ("Taiz", "asserted", "Houthis")),
    ],
)
def test_a_place_is_ringed_or_its_last_road_closed(
    extract: Extract, text: str, told: tuple[str | None, str, str | None]
) -> None:
    found = extract(text, "2024-06-12").territory
    assert [(c.change_type, c.place_text, c.modality, c.gainer_text) for c in found] == [("siege", *told)]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The army's last toehold in Darfur is El Fasher.", {("El Fasher", "army")}),
        ("The Kurds now have all of Kobani.", {("Kobani", "Kurds")}),
        ("By May only Mullaitivu had been left to the Tamil Tigers.", {("Mullaitivu", "Tamil Tigers")}),
        ("The rebels have been in Bukavu for a decade.", {("Bukavu", "rebels")}),
        (
            "The Taliban hold the east of Kunduz, government troops the west.",
            {("Kunduz", "Taliban"), ("Kunduz", "government troops")},
        ),
        (
            "The government garrison at Cuito is holding out, Angolan radio said.",
            {("Cuito", "government garrison")},
        ),
        (
            "The army left Marte in May. Bama was resettled after seven years under Boko Haram.",
            {("Bama", "Boko Haram")},
        ),
    ],
)
def test_a_force_holds_a_place(extract: Extract, text: str, told: set[tuple[str, str]]) -> None:
    found = [c for c in extract(text, "2024-06-12").territory if c.change_type == "control"]
    assert {(c.place_text, c.gainer_text) for c in found} == told


@pytest.mark.parametrize(
    ("text", "change", "modality"),
    [
        ("The UN demanded that Serb forces withdraw from Gorazde.", "withdrawal", "planned"),
        ("He gave the rebels 48 hours to leave Mocha.", "withdrawal", "planned"),
        ("He gave the rebels a fortnight to leave Mocha.", "withdrawal", "planned"),
        ("Envoys are demanding that Serb forces withdraw from Gorazde.", "withdrawal", "planned"),
        ("None of the rebels control Bangassou.", "control", "negated"),
        ("The agreement obliges the rebels to quit their positions around Taiz.", "withdrawal", "planned"),
        ("The rebels have yet to take Sévaré.", "capture", "negated"),
        ("Serb police have not tried to enter Malisevo.", "advance", "negated"),
        ("Rumours that Kunduz had fallen proved false.", "capture", "denied"),
    ],
)
def test_what_is_demanded_untried_or_false_has_not_come_about(
    extract: Extract, text: str, change: str, modality: str
) -> None:
    assert [(c.change_type, c.modality) for c in extract(text, "2024-06-12").territory] == [
        (change, modality)
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Rebels died in the fighting.\n- Kunduz: taken by the Taliban.\n- Ghazni: besieged by the Taliban.",
            {("capture", "Kunduz", "Taliban"), ("siege", "Ghazni", "Taliban")},
        ),
        (
            "Twelve rebels died in the war.\nTaliban at gates of Ghazni as Afghan forces flee",
            {("advance", "Ghazni", "Taliban")},
        ),
    ],
)
def test_notes_and_headlines_leave_out_the_verb_or_its_subject(
    extract: Extract, text: str, told: set[tuple[str, str, str]]
) -> None:
    found = extract(text, "2024-06-12").territory
    assert {(c.change_type, c.place_text, c.gainer_text) for c in found} == told


@pytest.mark.parametrize(
    ("text", "places"),
    [
        (
            "They ejected the RSF from three districts of Omdurman: Banat, Abu Rof and Beit al-Mal.",
            {"Banat", "Abu Rof", "Beit al-Mal"},
        ),
        ("The army has declared Juba Arabi and Tuti Island cleared.", {"Juba Arabi", "Tuti Island"}),
        (
            "Russian troops have taken Novoselivka, Donetsk region, and Zelenyi Hai.",
            {"Novoselivka", "Zelenyi Hai"},
        ),
        ("The rebels claim full control of Zaitseve, south of Bakhmut.", {"Zaitseve"}),
        ("In Zalingei, the RSF took over the 21st Division headquarters.", {"Zalingei"}),
        (
            "The army took Bambari on Monday, Obo on Tuesday and Ippy on Wednesday.",
            {"Bambari", "Obo", "Ippy"},
        ),
        ("The rebels hold Bria and Bambari. Both were taken in May.", {"Bria", "Bambari"}),
        ("Bambari is a ghost town. The rebels took it in March.", {"Bambari"}),
        (
            "Government troops entered Korsimoru on Monday. The town had been held by the rebels for a year.",
            {"Korsimoru"},
        ),
        (
            "Regarding Korsimoru, the ministry said its troops had left the village on 3 May.",
            {"Korsimoru"},
        ),
    ],
)
def test_the_place_is_the_one_told_of(extract: Extract, text: str, places: set[str]) -> None:
    assert {c.place_text for c in extract(text, "2024-06-12").territory} == places


def test_the_former_and_the_latter_are_the_last_two_places(extract: Extract) -> None:
    text = "Rebels attacked Bria and Bambari on Friday. The former fell within hours; the army still holds the latter."
    found = {(c.change_type, c.place_text) for c in extract(text, "2024-06-12").territory}
    assert found >= {("capture", "Bria"), ("control", "Bambari")}


def test_a_force_together_with_another_gains_ground(extract: Extract) -> None:
    text = "Tribesmen, together with commandos of the old army, drove the Houthis from Crater."
    found = extract(text, "2024-06-12").territory
    assert {(c.place_text, c.gainer_text, c.loser_text) for c in found} == {
        ("Crater", "Tribesmen", "Houthis"),
        ("Crater", "commandos", "Houthis"),
    }


def test_forces_own_positions_have_no_name(extract: Extract) -> None:
    text = "Under the truce the rebels must quit their remaining positions."
    found = extract(text, "2024-06-12").territory
    assert [(c.change_type, c.modality, c.place_text) for c in found] == [("withdrawal", "planned", None)]


@pytest.mark.parametrize(
    "text",
    [
        "Chelsea went without a shot in the second half.",
        "A yachtsman's boat was driven on to rocks off Hvar.",
        "The mayor declared the road to Bor cleared of snow.",
        "Shooting of the film continued in Kyiv.",
        "President Tshisekedi will be in Goma by Friday.",
        "The fire in Sirte is under control, firefighters said.",
        "After seven years under President Saleh, Taiz was poor.",
        "UN peacekeepers remain deployed in Bunia.",
        "The refugees are two kilometres from the border at Goma.",
        "Taliban fighters drove him from Kabul to Kandahar in a jeep.",
        "Debaltseve is quiet, a soldier who walked out of it said.",
    ],
)
def test_the_same_words_of_other_things_change_no_ground(extract: Extract, text: str) -> None:
    assert not extract(text, "2024-06-12").territory
