"""Territorial claims by construction of English: who counts as a force, what as ground, and which verbs and nouns tell a change.

Each list holds one family of constructions in sentences of many wars, written for this file.
"""

from collections.abc import Callable

import pytest

from orchestration.records import Extraction, TerritorialClaim

Extract = Callable[..., Extraction]
Told = tuple[str, str | None, str | None, str | None]


def _told(claim: TerritorialClaim) -> Told:
    return claim.change_type, claim.place_text, claim.gainer_text, claim.loser_text


FORCES = [
    (
        "Hundreds of youths armed with machetes marched into Bambari on Friday.",
        ("advance", "Bambari", "Hundreds of youths", None),
    ),
    (
        "Armed Tuareg men who call themselves MNLA seized Aguelhok.",
        ("capture", "Aguelhok", "Tuareg men", None),
    ),
    (
        "Nineteen men led by Commander Zero seized the National Palace in Managua.",
        ("capture", "National Palace", "men", None),
    ),
    (
        "Mayi-Mayi combatants loyal to Yakutumba swept into Fizi at dawn on Tuesday.",
        ("advance", "Fizi", "Mayi-Mayi combatants", None),
    ),
    (
        "Kachin rebels attacked Laiza after the Kachin took Momauk from the Tatmadaw.",
        ("capture", "Momauk", "Kachin", "Tatmadaw"),
    ),
    ("The Abkhaz retook Gagra from Georgian troops.", ("recapture", "Gagra", "Abkhaz", "Georgian troops")),
    (
        "The militants stormed Bariire. The men seized the bridge at Awdhegle.",
        ("capture", "Awdhegle", "men", None),
    ),
    ("Then we threw them out of Nasir, a rebel commander said.", ("capture", "Nasir", "we", "them")),
    (
        "The bandits were chased from their main base at Casa Banana by Zimbabwean paratroopers.",
        ("capture", "Casa Banana", "Zimbabwean paratroopers", "bandits"),
    ),
    (
        "Abu Sayyaf has been evicted from Marawi's commercial district street by street.",
        ("loss", "Marawi", None, "Abu Sayyaf"),
    ),
    ("The rebel unit lost nine men taking Lweje.", ("capture", "Lweje", "rebel unit", None)),
    ("The Georgian flag was raised over Kekhvi at midday.", ("capture", "Kekhvi", "Georgian", None)),
    ("A column of Chadian and French elements reached Tessalit.", ("advance", "Tessalit", "French", None)),
    ("On Sunday M23 elements were seen in Nyabibwe.", ("advance", "Nyabibwe", "M23 elements", None)),
    (
        "Egyptian troops expelled militants from Sheikh Zuweid.",
        ("capture", "Sheikh Zuweid", "Egyptian troops", "militants"),
    ),
]
GROUND = [
    (
        "Karen guerrillas overran the Wawlay tactical base in Kayin.",
        ("capture", "Wawlay tactical base", "Karen guerrillas", None),
    ),
    (
        "The junta's 77th Light Infantry Division has given up its hilltop positions overlooking Kutkai.",
        ("loss", "Kutkai", None, "junta's 77th Light Infantry Division"),
    ),
    (
        "Ukrainian forces recently regained positions south of Krynky.",
        ("recapture", "Krynky", "Ukrainian forces", None),
    ),
    ("Fighters attacked and held the airfield at Kandi for a day.", ("capture", "Kandi", "Fighters", None)),
    ("The Taliban now rule 11 of Helmand's 14 districts.", ("control", "Helmand", "Taliban", None)),
    (
        "Of Badakhshan's 28 districts, 20 are held by the Taliban.",
        ("control", "Badakhshan", "Taliban", None),
    ),
    (
        "The army regained control of all but two of the villages of Kalehe.",
        ("recapture", "Kalehe", "army", None),
    ),
    (
        "Hutu rebels entered the Kinama suburb of Bujumbura on Sunday.",
        ("advance", "Kinama suburb", "Hutu rebels", None),
    ),
    ("The rebels' drive for Kigali was renewed.", ("advance", "Kigali", "rebels", None)),
    ("San Juancito, lost on 17 January, was bombed.", ("loss", "San Juancito", None, None)),
    ("Rebel columns are racing down the highway to Ati.", ("advance", "Ati", "Rebel columns", None)),
    ("Bakhmut fell on 20 May.", ("capture", "Bakhmut", None, None)),
]
STATES = [
    (
        "French and Chadian troops have been in Kidal since February 5.",
        ("control", "Kidal", "French", None),
    ),
    ("Bandits are back in Birnin Gwari.", ("recapture", "Birnin Gwari", "Bandits", None)),
    (
        "Islamists in control of Douentza since September fired on soldiers.",
        ("control", "Douentza", "Islamists", None),
    ),
    (
        "Only Puthukkudiyiruppu now flies the LTTE flag.",
        ("control", "Puthukkudiyiruppu", "LTTE", None),
    ),
    (
        "Tiger Hill remains in the grip of the insurgents.",
        ("control", "Tiger Hill", "insurgents", None),
    ),
    ("The KNDF, which has Loikaw surrounded, shelled the barracks.", ("siege", "Loikaw", "KNDF", None)),
    ("The rebel flag flies over the citadel of Quang Tri.", ("control", "Quang Tri", "rebel", None)),
    ("The army insists Machh was never out of its hands.", ("control", "Machh", "army", None)),
    ("Fighters of the Hezb-i-Wahdat stood firm in Bamiyan.", ("control", "Bamiyan", "Fighters", None)),
    ("Residents fled Bo, where there is a siege by the RUF.", ("siege", "Bo", "RUF", None)),
    ("Marinka remained contested on Thursday.", ("contested", "Marinka", None, None)),
    (
        "Basra lies 12 miles from the Iranian forward positions.",
        ("distance", "Basra", "Iranian", None),
    ),
]
MOVES = [
    ("President Deby led his soldiers into Abeche.", ("advance", "Abeche", "soldiers", None)),
    ("Syrian tanks crossed at Masnaa before dawn.", ("advance", "Masnaa", "Syrian tanks", None)),
    ("UNITA was put to flight at Mavinga.", ("withdrawal", "Mavinga", None, "UNITA")),
    ("Malakal is lost and Bor is gone, a rebel commander conceded.", ("loss", "Bor", None, None)),
    ("The garrison at Afmadow slipped out by night.", ("withdrawal", "Afmadow", None, "garrison")),
    (
        "Two companies of Renamo walked out of Casa Banana towards Gorongosa.",
        ("withdrawal", "Casa Banana", None, "companies"),
    ),
    ("The Chechen rebels were gone from Argun.", ("withdrawal", "Argun", None, "Chechen rebels")),
    ("Rebel fighters were bussed out of Daraya.", ("withdrawal", "Daraya", None, "Rebel fighters")),
    (
        "The army moved into Daraya as the last rebels left.",
        ("withdrawal", "Daraya", None, "last rebels"),
    ),
    (
        "Tyre was entered the next day by Israeli tanks, and Sidon by the 9th.",
        ("advance", "Sidon", "Israeli tanks", None),
    ),
    (
        "Idlib city slipped from government control on 28 March.",
        ("loss", "Idlib city", None, "government"),
    ),
]
FIGHTS = [
    ("Government forces engaged the ELN in Arauquita.", ("contested", "Arauquita", None, None)),
    ("Rival militias fought over the port of Ras Lanuf.", ("contested", "Ras Lanuf", None, None)),
    ("Zamzam camp was stormed on 11 April.", ("contested", "Zamzam camp", None, None)),
    ("The KIA's assault on Bhamo has entered its fifth month.", ("contested", "Bhamo", "KIA", None)),
    ("Vesele, where the army still sees fighting, was shelled.", ("contested", "Vesele", None, None)),
    (
        "Chadian troops halted the rebels at Damara.",
        ("attack_repelled", "Damara", "Chadian troops", "rebels"),
    ),
    (
        "The rebels' advance on Bangui was halted at Damara by Chadian troops.",
        ("attack_repelled", "Damara", "Chadian troops", "rebels"),
    ),
    (
        "Soldiers drove off gunmen who tried to enter the town of Marantao.",
        ("attack_repelled", "Marantao", "Soldiers", "gunmen"),
    ),
    (
        "Forward defences at Pallai withstood two waves of rebel attacks.",
        ("attack_repelled", "Pallai", None, "rebel"),
    ),
    (
        "JNIM fighters attacked Koro, a town that the militants have kept under blockade since May.",
        ("siege", "Koro", "militants", None),
    ),
    ("Jihadists declared a blockade on Timbuktu in August.", ("siege", "Timbuktu", "Jihadists", None)),
]


@pytest.mark.parametrize(("text", "told"), [*FORCES, *GROUND, *STATES, *MOVES, *FIGHTS])
def test_each_construction_tells_its_change(extract: Extract, text: str, told: Told) -> None:
    assert told in [_told(c) for c in extract(text, "2024-06-12").territory]


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("He ruled out pulling the army out of Sukma.", "negated"),
        ("He told the secessionists to leave Zinjibar.", "planned"),
        ("The government ordered its troops out of Mekelle.", "planned"),
        ("Nobody has taken Robotyne, a Ukrainian general said.", "negated"),
        ("No one controls Menaka, the army said.", "negated"),
    ],
)
def test_orders_and_nobodys_deeds_keep_their_modality(extract: Extract, text: str, modality: str) -> None:
    assert [c.modality for c in extract(text, "2024-06-12").territory] == [modality]


def test_a_second_report_is_no_part_of_what_the_first_denies(extract: Extract) -> None:
    text = "The radio denied that Faya had been lost and said rebels had been thrown back at Fada."
    claims = {c.place_text: c.modality for c in extract(text, "2024-06-12").territory}
    assert claims == {"Faya": "denied", "Fada": "asserted"}


@pytest.mark.parametrize(
    ("text", "places"),
    [
        (
            "Over the weekend the rebels took three towns in Masisi: Sake, Kitchanga and Mushaki.",
            {"Sake", "Kitchanga", "Mushaki"},
        ),
        ("Mutinous soldiers seized Kafranbel and, a day later, Saraqib.", {"Kafranbel", "Saraqib"}),
        ("Rebels hold Zinjibar and Jaar, both of which they took in May.", {"Zinjibar", "Jaar"}),
    ],
)
def test_each_place_of_a_list_has_its_row(extract: Extract, text: str, places: set[str]) -> None:
    assert {c.place_text for c in extract(text, "2024-06-12").territory} == places


def test_one_party_by_two_names_is_one_gainer(extract: Extract) -> None:
    text = "FAMa and Wagner (Africa Corps) forces entered the hamlet of Kourma."
    assert {c.gainer_text for c in extract(text, "2024-06-12").territory} == {"FAMa", "Wagner"}


def test_an_article_that_told_of_war_vouches_for_its_lines(extract: Extract) -> None:
    text = (
        "The M23 captured Sake on Monday, and the army withdrew from Kitchanga.\n"
        "The festival of music in the cathedral was called off. Kalehe fell a week later."
    )
    assert "Kalehe" in {c.place_text for c in extract(text, "2024-06-12").territory}


@pytest.mark.parametrize(
    "text",
    [
        "Two Ukrainian drones reached Saratov overnight.",
        "Wounded soldiers were evacuated from Bakhmut to Dnipro.",
        "The commander of the rebels left Goma for peace talks in Doha.",
        "Troops cordoned off the area after the blast in Kano.",
        "Marine Hornets knocked out a tank near Gorazde.",
        "An army headquarters in Tyre collapsed, killing 75 soldiers.",
        "An army convoy left Gao for Anefis on Monday.",
    ],
)
def test_machines_buildings_and_single_men_change_no_ground(extract: Extract, text: str) -> None:
    assert not extract(text, "2024-06-12").territory


@pytest.mark.parametrize(
    ("text", "told"),
    [
        # who cuts or takes the road to a town has not taken the town
        (
            "Azerbaijani forces cut the road to Stepanakert on Friday.",
            ("capture", "road to Stepanakert", "Azerbaijani forces", None),
        ),
        ("The army is back in control of Kidal.", ("recapture", "Kidal", "army", None)),
        ("Russia now occupies about a fifth of Ukraine.", ("control", "Ukraine", "Russia", None)),
    ],
)
def test_roads_returns_and_states(extract: Extract, text: str, told: Told) -> None:
    assert [_told(c) for c in extract(text, "2024-06-12").territory] == [told]
