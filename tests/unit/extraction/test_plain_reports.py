"""Plain sentences of everyday reports: who did it, who tells it, where, and how many, and what must not be invented."""

from collections.abc import Callable

import pytest

from orchestration.records import Extraction

Extract = Callable[..., Extraction]


@pytest.mark.parametrize(
    ("text", "attacker"),
    [
        # fire is a noun: whoever tells of it does not shell
        ("Shelling hit a school in Sloviansk, wounding two teachers, Governor Pavlo Kyrylenko said.", None),
        ("The mayor, Ivan Sadovy, said shelling near Lviv wounded a man.", None),
        ("Interior Minister Jawad Bolani said shelling by militants wounded nine in Mosul.", "militants"),
        ("The army denied shelling the town of Misrata.", "army"),
        # whose fire it is
        ("Three civilians were killed by Pakistani shelling in Poonch.", "Pakistani"),
        ("Regime bombing on Douma killed four people.", "Regime"),
        ("A shell from an American plane damaged the French embassy in Tripoli.", "American"),
        ("American F-111s flying from bases in Britain attacked Tripoli.", "American"),
        ("The Tutsis bombarded Uvira.", "Tutsis"),
        # those who die in it did not strike
        (
            "Turkish jets bombed Sinjar. Two fighters died in the strike on a clinic in Sikeniye.",
            "Turkish jets",
        ),
        # the strike on a place is by whoever struck there
        (
            (
                "Israeli F-16s attacked depots in Latakia. The Syrian army fired a missile at Tartus. "
                "SANA reported two killed in the strike on Latakia."
            ),
            "Israeli",
        ),
    ],
)
def test_who_struck(extract: Extract, text: str, attacker: str | None) -> None:
    assert extract(text, "2023-05-20").strikes[-1].attacker_text == attacker


@pytest.mark.parametrize(
    ("text", "count", "perpetrator"),
    [
        (
            (
                "The air force said it shot down 38 drones launched by Russia, but others hit a plant in Zhytomyr. "
                "Nine people were killed."
            ),
            9,
            "Russia",
        ),
        (
            "The Karabakh ministry listed another 26 dead, taking its losses to 376 since September 27.",
            26,
            None,
        ),
        (
            (
                "India said it had shot down a Pakistani jet, which Islamabad denied. "
                "Officials say 300 militants were killed in the raid."
            ),
            300,
            None,
        ),
        # what an attack answers was not done by those who attack
        ("Iran fired missiles at Israel in response to the killing of nine officers in Damascus.", 9, None),
        ("Rebels attacked the barracks in Bangui after the murder of three villagers.", 3, None),
        ("Militants shelled the village of Kidal, leading to the death of three women.", 3, "Militants"),
        # what an attack brought about, told behind those whom it was on
        ("ISAF aircraft engaged insurgents emplacing a bomb in Sangin district, killing three.", 3, "ISAF"),
        # fighters from a group are the group's
        ("Gunmen from the Viv Ansanm gang killed nine people in Kenscoff.", 9, "Gunmen"),
        ("Two people were killed in a Saudi-led air strike on Saada.", 2, "Saudi"),
    ],
)
def test_who_killed(extract: Extract, text: str, count: int, perpetrator: str | None) -> None:
    [claim] = [c for c in extract(text, "2023-05-20").casualties if c.count_min == count]
    assert claim.perpetrator_text == perpetrator


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Militants from Boko Haram killed nine farmers near Damboa.", "Boko Haram"),
        ("Soldiers from the Somali army killed nine militants near Baidoa.", "Somalia"),
        ("Rebels from Chad killed nine herders near Birao.", None),
        (
            "Hezbollah fired rockets at Manara in northern Israel; the army replied and killed nine men.",
            "Israel",
        ),
    ],
)
def test_whose_the_killers_are(extract: Extract, text: str, name: str | None) -> None:
    [claim] = [c for c in extract(text, "2023-05-20").casualties if c.count_min == 9]
    assert claim.perpetrator_name == name


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Rescuers spoke of 120 dead and 270 wounded in Kano.", {("killed", 120), ("injured", 270)}),
        (
            "A roadside bomb killed four soldiers and their interpreter west of Basra.",
            {("killed", 4), ("killed", 1)},
        ),
        (
            "An air strike killed a militant commander and three of his bodyguards in Kunar.",
            {("killed", 1), ("killed", 3)},
        ),
        ("Upwards of 1,900 victims lost their lives in Rabinal.", {("killed", 1901)}),
        ("Nine shepherds had their throats slit near Medea.", {("killed", 9)}),
        ("Seven women had their ears cut off by rebels in Gulu.", {("injured", 7)}),
    ],
)
def test_each_of_the_dead_is_counted_once(extract: Extract, text: str, found: set[tuple[str, int]]) -> None:
    claims = [(c.outcome, c.count_min) for c in extract(text, "2023-05-20").casualties]
    assert sorted(claims, key=str) == sorted(found, key=str)


@pytest.mark.parametrize(
    ("text", "victim_class", "side"),
    [
        ("Serb police shot dead nine ethnic Albanians in the village of Racak.", "unknown", None),
        (
            "The Jaish-e-Mohammed leader said nine members of his family died in the strike on the mosque.",
            "civilian",
            None,
        ),
        ("The bombing killed a sergeant and a Turkish woman and injured nine.", "unknown", None),
    ],
)
def test_who_the_victims_were(extract: Extract, text: str, victim_class: str, side: str | None) -> None:
    [claim] = [c for c in extract(text, "2023-05-20").casualties if c.count_min == 9]
    assert (claim.victim_class, claim.victim_actor_name) == (victim_class, side)


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("Nine people are missing in Nova Kakhovka, its Russian-installed mayor, Vladimir Leontyev, said.", "Vladimir Leontyev", "local_official"),
        ("Nine people were killed in Damasak, a resident, Umar Ali, told Reuters.", "Umar Ali", "witness"),
        ("The rebels lost ground near Homs, army chief Ali Hassan said. Hassan said nine men had been killed.", "Ali Hassan", "belligerent"),
        ("Azeri commander Rahim Gaziyev, a former mathematics teacher, said nine of his men had been killed.", "Rahim Gaziyev", "belligerent"),
        ("Igor Konashenkov, the army spokesman, said a plane was shot down. According to him, nine airmen were killed.", "Igor Konashenkov", "belligerent"),
    ],
)  # fmt: skip
def test_a_speaker_keeps_name_and_office(extract: Extract, text: str, name: str, role: str) -> None:
    [claim] = [c for c in extract(text, "2023-05-20").casualties if c.count_min == 9]
    assert (claim.source_name, claim.source_role) == (name, role)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Militants attacked a police convoy in Kashmir, killing five soldiers.", "Kashmir"),
        ("Gunmen killed five farmers in Borno.", "Borno"),
        ("Gunmen killed five farmers in Guerrero.", "Guerrero"),
        ("Militiamen killed five people in Kasai.", "Kasai"),
        ("A car bomb went off at a checkpoint in the Somali capital Mogadishu, killing five people.", "Mogadishu"),
        ("A bomb tore through the headquarters of Italy's police in the Iraqi city of Nassiriya, killing five.", "Nasiriyah"),
        ("Shells hit Azerbaijan's second largest city, Ganja, killing five civilians.", "Ganja"),
        ("Boko Haram fighters abducted five schoolgirls from the town of Chibok.", "Chibok"),
        ("A bomb in Achin district of Afghanistan's Nangarhar province killed five people.", "Markaz-e Woluswalī-ye Āchīn"),
    ],
)  # fmt: skip
def test_the_place_that_is_meant(extract: Extract, text: str, place: str) -> None:
    [claim] = extract(text, "2023-05-20").casualties
    assert claim.place_name == place


@pytest.mark.parametrize(
    ("text", "munitions", "intercepted"),
    [
        ("Ukraine said it had shot down 28 of 35 drones launched by Russia overnight.", 35, 28),
        ("28 out of 35 drones were shot down over Odesa.", 35, 28),
        ("Ukraine shot down 28 out of 35 Russian drones overnight, the air force said.", 35, 28),
        ("Air defences downed 28 of the 35 missiles fired at Kyiv.", 35, 28),
    ],
)
def test_weapons_stopped_out_of_a_number(
    extract: Extract, text: str, munitions: int, intercepted: int
) -> None:
    [strike] = extract(text, "2023-05-20").strikes
    assert (strike.munitions_min, strike.intercepted_min) == (munitions, intercepted)


def test_a_name_in_brackets_tells_where_the_first_lies(extract: Extract) -> None:
    [strike] = extract("Russian forces shelled Bakhmut (Donetsk) with artillery.", "2022-08-10").strikes
    assert (strike.place_text, strike.target_text) == ("Bakhmut", None)


def test_the_army_is_no_namesakes(extract: Extract) -> None:
    [claim] = extract("An army patrol shot a boy of 14 as he ran away near Jenin.", "2022-08-10").casualties
    assert claim.perpetrator_name == "Israel"


def test_twin_bombings_are_two(extract: Extract) -> None:
    [strike] = extract("Twin suicide bombings killed nine people in Damaturu.", "2014-06-26").strikes
    assert (strike.strikes_min, strike.strikes_max) == (2, 2)


@pytest.mark.parametrize(
    ("text", "change"),
    [
        ("Russian forces likely advanced southeast of Kreminna.", ("advance", "possible")),
        ("Rebels seized the east of the city of Aleppo.", ("capture", "asserted")),
        ("Soldiers did nothing to stop the attack on Suai.", ("attack_repelled", "negated")),
    ],
)
def test_what_becomes_of_ground(extract: Extract, text: str, change: tuple[str, str]) -> None:
    [claim] = extract(text, "2023-05-20").territory
    assert (claim.change_type, claim.modality) == change


def test_refugees_who_are_sent_fleeing_withdraw_no_force(extract: Extract) -> None:
    text = "Serb forces overran the enclave of Srebrenica, sending thousands of refugees fleeing toward Potocari."
    assert [c.change_type for c in extract(text, "1995-07-12").territory] == ["capture"]


@pytest.mark.parametrize(
    ("text", "owner"),
    [
        ("A shell slammed into Sarajevo's Markale market, killing nine people.", None),
        ("Russian drones hit Kyiv's troops near Bakhmut.", "Ukraine"),
        ("Gunmen held four stations in Mosul until American helicopters fired rockets at one of them.", None),
    ],
)
def test_whose_the_target_was(extract: Extract, text: str, owner: str | None) -> None:
    assert {s.target_actor_name for s in extract(text, "2023-05-20").strikes} == {owner}


def test_a_day_set_apart_from_another_event_is_that_of_both_outcomes(extract: Extract) -> None:
    text = "Rebels killed nine soldiers and wounded 12 on Tuesday, a day before talks were due to start."
    assert {c.event_date_start for c in extract(text, "2023-05-20").casualties} == {"2023-05-16"}


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("Air strikes killed eight people, all women and children, in Khost.", [("people", 8)]),
        ("The raid killed 12 people, both soldiers and civilians.", [("people", 12)]),
        ("Shelling killed three soldiers, all officers, and two civilians near Taiz.", [("civilians", 2), ("soldiers", 3)]),
        ("The bomb killed a judge, both nurses and a driver.", [("driver", 1), ("nurses", 2), ("judge", 1)]),
        ("Militants beheaded 11 farmers and hung their bodies from a tree.", [("farmers", 11)]),
        ("Soldiers killed nine villagers near Goma and burned the bodies.", [("villagers", 9)]),
    ],
)  # fmt: skip
def test_the_same_dead_are_counted_once(extract: Extract, text: str, counts: list[tuple[str, int]]) -> None:
    told = {(c.victims_text, c.count_min) for c in extract(text).casualties}
    assert {t for t in told if t[0] != "officers"} == set(counts)


@pytest.mark.parametrize(
    "text",
    [
        "Measles has killed 6,000 people in the Democratic Republic of Congo this year, the WHO said.",
        "Storms battered the coast of Florida, killing three people.",
    ],
)
def test_what_nature_does_is_no_claim(extract: Extract, text: str) -> None:
    assert not extract(text, "2019-12-20").casualties
