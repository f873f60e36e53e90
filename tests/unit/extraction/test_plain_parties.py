"""Plain sentences as agencies write them every day: who struck, who is blamed, who tells it, and whose the dead are."""

from collections.abc import Callable

import pytest

from orchestration.records import Extraction

Extract = Callable[..., Extraction]
BOMB = "A car bomb killed 21 people in Quetta on Thursday. "


@pytest.mark.parametrize(
    ("saying", "attacker", "source"),
    [
        ("The ELN said it carried out the attack.", "National Liberation Army (Colombia)", "ELN"),
        ("The attack was carried out by the ELN, the minister said.", "National Liberation Army (Colombia)", "minister"),
        ("Islamic State said one of its fighters carried out the bombing.", "Islamic State", "Islamic State"),
        ("The Pakistani Taliban said they had staged the attack.", "Tehreek-e-Taliban Pakistan", "Pakistani Taliban"),
    ],
)  # fmt: skip
def test_who_carried_out_what_was_told_is_a_claim_of_its_own(
    extract: Extract, saying: str, attacker: str, source: str
) -> None:
    told, claimed = sorted(extract(BOMB + saying).strikes, key=lambda c: c.attacker_name or "")
    assert told.attacker_text is None
    assert (claimed.attacker_name, claimed.source_text) == (attacker, source)
    assert (claimed.strike_type, claimed.place_text) == ("ied", "Quetta")


@pytest.mark.parametrize(
    "saying",
    [
        "No group claimed responsibility for the bombing.",
        "No militant group has said it was behind the attack.",
        "Nobody has said they carried out the attack.",
        "Police said three men carried out the attack.",
    ],
)
def test_who_is_not_named_is_no_attacker(extract: Extract, saying: str) -> None:
    assert [c.attacker_text for c in extract(BOMB + saying).strikes] == [None]


@pytest.mark.parametrize("saying", ["denied the attack", "denied carrying out the attack", "denied that it staged the attack"])  # fmt: skip
def test_who_denies_the_attack_denies_what_was_told(extract: Extract, saying: str) -> None:
    text = f"Azerbaijan said Armenia had hit Ganja with a missile. Armenia {saying}."
    denied = [c for c in extract(text).strikes if c.modality == "denied"]
    assert [(c.attacker_name, c.strike_type, c.place_text, c.source_name) for c in denied] == [
        ("Armenia", "missile", "Ganja", "Armenia")
    ]


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Hassan Nasrallah, leader of Hezbollah, was killed in an Israeli airstrike on Beirut, the group said.", "Hezbollah"),
        ("A Turkish air strike killed a commander near Qamishli, the SDF said. The group said three men were wounded.", "Syrian Democratic Forces"),
        ("Two MSF staff were killed when a shell hit a clinic in Taiz, the charity said.", "Doctors Without Borders"),
        ("A spokesman for the Turkish army said two soldiers were killed by a mine near Hakkari.", "Turkey"),
        ("Shells hit Aleppo, wounding 15 others, a source at the police command said.", "source"),
        ("Shells hit Aleppo, wounding three men, an official of the health ministry told Reuters.", "official of the health ministry"),
    ],
)  # fmt: skip
def test_who_is_meant_by_the_speaker(extract: Extract, text: str, source: str) -> None:
    claims = extract(text).casualties
    assert claims and claims[-1].source_name == source


@pytest.mark.parametrize(
    ("text", "attacker", "place"),
    [
        ("RSF shelling killed 12 people in El Fasher on Friday.", "Rapid Support Forces", "El Fasher"),
        ("YPG shelling hit a hospital in Afrin, killing four.", "People's Protection Units", "Afrin"),
        ("Sixteen villagers were killed in Azerbaijani shelling.", "Azerbaijan", None),
        ("The US fired missiles at Hodeidah.", "United States", "Hodeidah"),
        ("Nine people were killed in strikes in Rafah, medics said.", None, "Rafah"),
        ("The death toll from the Mogadishu bombing climbed to 276.", None, "Mogadishu"),
        ("The Kabul bombing killed 80 people.", None, "Kabul"),
        ("The death toll from the Dnipro strike has risen to 45.", None, "Dnipro"),
        ("The death toll from a Saudi air strike on Hajja rose to 30.", "Saudi Arabia", "Hajja"),
        ("A car bomb in the Turkish capital Ankara killed 37 people.", None, "Ankara"),
        ("Air strikes on the Yemeni capital Sanaa killed 14 people.", None, "Sanaa"),
        ("Russia's missile strike killed 12 people in Dnipro.", "Russia", "Dnipro"),
        ("A drone attack by Ukraine killed two people in Belgorod.", "Ukraine", "Belgorod"),
        ("Drone attacks by Ukraine on Belgorod killed two people.", "Ukraine", "Belgorod"),
    ],
)
def test_the_dead_lie_where_the_strike_was_and_are_whose_strike_it_was(
    extract: Extract, text: str, attacker: str | None, place: str | None
) -> None:
    extraction = extract(text)
    assert [(c.attacker_name, c.place_text) for c in extraction.strikes] == [(attacker, place)]
    assert {(c.perpetrator_name, c.place_text) for c in extraction.casualties} <= {(attacker, place)}


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("Armenia's defence ministry said 16 of its servicemen were killed. Azerbaijan reported five dead.", "Armenia"),
        ("A car bomb killed 24 people in Lima's Miraflores district.", None),
    ],
)  # fmt: skip
def test_whose_the_dead_are(extract: Extract, text: str, side: str | None) -> None:
    assert extract(text).casualties[0].victim_actor_name == side
