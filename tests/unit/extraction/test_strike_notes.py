"""Strikes in digests, releases and coders' notes: what an entry leaves out, and what it says before and elsewhere."""

from collections.abc import Callable

import pytest

from orchestration.records import Extraction, StrikeClaim

Extract = Callable[..., Extraction]


def told(claim: StrikeClaim) -> tuple[str, str | None]:
    return claim.strike_type, claim.place_text


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("Iraq, 3 Feb 2008. Roadside bomb near a US patrol in Balad: 1 soldier dead.", ("ied", "Balad")),
        ("2009-05-02, Peru, Junin, Satipo. Car bomb outside police headquarters.", ("ied", "Satipo")),
        ("Mali, 4 May 2024. Water truck on a mine near Ansongo, two hurt.", ("ied", "Ansongo")),
        ("LC-9. 2 July 2019, Tajoura. Hospital bombed twice at night.", ("unspecified", "Tajoura")),
        ("2012-04-21, Colombia, Tumaco. Pipeline blown up, reportedly by the ELN.", ("ied", "Tumaco")),
        ("A Nigerien army drone strike on a column north of Inates killed 20.", ("drone", "Inates")),
        ("Spain, 1987-06-19, Barcelona. Car bomb in a supermarket car park.", ("ied", "Barcelona")),
        ("A mine tripped by a patrol near Surin tore off a sergeant's foot.", ("ied", "Surin")),
        ("A police patrol tripped a pressure bomb near Sukma, killing two.", ("ied", "Sukma")),
        ("Pressure bomb laid by Maoists tripped by police patrol in Sukma.", ("ied", "Sukma")),
        ("A van full of explosives went up outside a police station in Basra.", ("ied", "Basra")),
        ("The bomber who blew himself up in Charsadda had been sent.", ("suicide_bombing", "Charsadda")),
        ("Near Diapaga, an IED planted by militants detonated under a pickup.", ("ied", "Diapaga")),
    ],
)
def test_a_note_without_a_verb(extract: Extract, text: str, row: tuple[str, str | None]) -> None:
    assert [told(c) for c in extract(text, "2024-06-01").strikes] == [row]


def test_an_entry_takes_no_place_from_the_one_before(extract: Extract) -> None:
    text = (
        "S1. 6 June 2017. Al Mansoura, Raqqa governorate. Warplanes bombed a school in Al Mansoura.\n\n"
        "S2. 7 June 2017. Jadidah, Raqqa city. Local media said that shells hit the market in the town."
    )
    assert [c.place_text for c in extract(text, "2017-06-30").strikes] == ["Al Mansoura", "Jadidah"]


def test_the_lines_of_a_list_take_party_type_and_day_of_its_title(extract: Extract) -> None:
    text = (
        "Raids of the Saudi-led coalition on Friday, by governorate:\n"
        "Hodeidah: nine raids on Durayhimi.\n"
        "Hajjah: aircraft bombed a market in Mustaba."
    )
    claims = extract(text, "2018-06-09").strikes
    assert {(c.place_text, c.attacker_name, c.strike_type, c.event_date_start) for c in claims} == {
        ("Durayhimi", "Saudi-led coalition", "airstrike", "2018-06-08"),
        ("Mustaba", "Saudi-led coalition", "airstrike", "2018-06-08"),
    }


def test_numbers_without_their_noun(extract: Extract) -> None:
    claims = extract("Observers counted nine air raids on Harasta, four on Douma and two on Zamalka.").strikes
    assert {(c.place_text, c.strikes_min) for c in claims} == {("Harasta", 9), ("Douma", 4), ("Zamalka", 2)}


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Jets returned to Natie district, striking it five times.", "Natie district"),
        ("Odesa's governor said two people were killed by shelling across the region.", "Odesa"),
        ("In Lima, bombs exploded at a bank in La Victoria district.", "La Victoria district"),
        ("The ELN blew up a stretch of the Cano Limon-Covenas pipeline near Saravena.", "Saravena"),
        ("Rebels fired 19 rockets across the border on Monday. Ashkelon was calm.", None),
        ("Coalition jets carried out a strike on Sunday. The strike took place near Hajin.", "Hajin"),
    ],
)
def test_where(extract: Extract, text: str, place: str | None) -> None:
    assert {c.place_text for c in extract(text, "2024-01-19").strikes} == {place}


@pytest.mark.parametrize(
    ("text", "attacker"),
    [
        ("The general staff said that air strikes had killed forty terrorists near Tessit.", "general staff"),
        ("The Turkish army reported 11 air strikes on PKK shelters near Qandil.", "Turkey"),
        ("The Syrian army reported 11 air strikes on its positions near Homs.", None),
        ("Witnesses said that a helicopter had fired rockets at a camp of herders near Bouar.", None),
    ],
)
def test_who_reports_strikes_on_the_enemy_struck(extract: Extract, text: str, attacker: str | None) -> None:
    (claim,) = extract(text).strikes
    assert attacker in (claim.attacker_name, claim.attacker_text)


@pytest.mark.parametrize(
    "text",
    [
        "A patrol in Wardak province discovered and destroyed two pressure-plate devices on Saturday.",
        "Bus drivers in Tunis ended a five-day strike that had paralysed the city after the war.",
        "An army helicopter was hit by rifle fire over Satipo while rebels withdrew.",
        'The rebel warned that "the thugs of the regime will be hit wherever they are" in Lima.',
        "In the live-fire exercise, crews fired rockets at floating targets and F-16s bombed a mock airfield.",
    ],
)
def test_no_strike(extract: Extract, text: str) -> None:
    assert [told(c) for c in extract(text).strikes] == []


@pytest.mark.parametrize(
    ("text", "target_class"),
    [
        ("Rwandan troops shelled the Zaina camp, where 14 displaced persons died.", "displaced_site"),
        ("A drone hit a camp of herders near Bouar.", "residential"),
        ("Jets bombed a camp of fighters near Bouar.", "military_base"),
        ("Pakistani troops shelled forward posts near Poonch.", "position"),
        ("The rebels blew up a stretch of the oil pipeline near Saravena.", "energy"),
    ],
)
def test_targets(extract: Extract, text: str, target_class: str) -> None:
    assert {c.target_class for c in extract(text).strikes} == {target_class}


def test_weapons_stopped_on_their_way(extract: Extract) -> None:
    claims = extract("Six drones sent towards Jizan and Abha were shot down on Saturday.").strikes
    assert {(c.place_text, c.intercepted_min) for c in claims} == {(None, 6), ("Jizan", None), ("Abha", None)}


def test_bombing_that_is_to_go_on_is_a_plan(extract: Extract) -> None:
    claims = extract("Jets bombed Soyapango on Friday. The bombing will continue, the general said.").strikes
    assert [c.modality for c in claims] == ["asserted", "planned"]


def test_the_place_of_an_official_is_not_that_of_the_strike(extract: Extract) -> None:
    text = (
        "Coalition jets struck Taliban positions in Herat on Monday. "
        "One raid, in Lashkar Gah, gutted a clinic, according to the head of the Helmand health council."
    )
    assert [c.place_text for c in extract(text, "2021-08-09").strikes] == ["Herat", "Lashkar Gah"]


def test_a_count_sums_up_the_strikes_of_the_party_just_named(extract: Extract) -> None:
    text = "The Turkish army answered with bombing. Monitors counted 21 raids on Afrin on Saturday."
    (counted,) = [c for c in extract(text, "2018-03-01").strikes if c.place_text]
    assert (counted.attacker_name, counted.strikes_min) == ("Turkey", 21)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "Turkish jets carried out seven strikes in Iraq. Two were in Zap, four in Avasin and one in Qandil.",
            {("Zap", 2), ("Avasin", 4), ("Qandil", 1)},
        ),
        (
            "French aircraft flew nine bombing sorties in Mali. Five were near Gao and four around Kidal.",
            {("Gao", 5), ("Kidal", 4)},
        ),
        ("The army counted seven wounded. Two were in Goma, four in Sake and one in Masisi.", set()),
        ("One air strike hit Goma. Two were in hospital in Sake, four in Masisi.", set()),
    ],
)
def test_numbers_that_share_out_the_strikes_of_the_sentence_before(
    extract: Extract, text: str, parts: set[tuple[str, int]]
) -> None:
    claims = [c for c in extract(text).strikes if c.scope == "subset"]
    assert {(c.place_text, c.strikes_min) for c in claims} == parts


def test_a_list_of_targets_under_a_colon(extract: Extract) -> None:
    text = (
        "Allied aircraft struck the following targets overnight:\n"
        "- the fuel depot at Sombor\n"
        "- two bridges over the Sava\n"
        "- a radio relay at Novi Sad"
    )
    assert [(c.strike_type, c.place_text) for c in extract(text, "1999-05-02").strikes] == [
        ("airstrike", "Sombor"),
        ("airstrike", "Sava"),
        ("airstrike", "Novi Sad"),
    ]


def test_no_list_of_targets_where_no_strike_opens_it(extract: Extract) -> None:
    text = "The rebels hold the following towns:\n- Sombor\n- Novi Sad\nAllied aircraft bombed Nis."
    assert [c.place_text for c in extract(text, "1999-05-02").strikes] == ["Nis"]


def test_such_attacks_elsewhere(extract: Extract) -> None:
    text = "Kauda was bombed by Sudanese aircraft. The same day Heiban was subjected to two such attacks."
    claims = extract(text, "2012-05-03").strikes
    assert {(c.place_text, c.strike_type, c.attacker_name) for c in claims} == {
        ("Kauda", "airstrike", "Sudan"),
        ("Heiban", "airstrike", "Sudan"),
    }


def test_one_more_of_the_shells_with_a_target_of_its_own(extract: Extract) -> None:
    claims = extract("Six shells hit Goma on Monday. Another landed in a market.", "2012-11-20").strikes
    assert [(c.place_text, c.target_class) for c in claims][1:] == [("Goma", "market")]
