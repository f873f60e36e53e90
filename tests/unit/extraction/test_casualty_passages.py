"""What a passage gives to its casualties: days, places and sources told in other sentences."""

from collections.abc import Callable

import pytest

from orchestration.records import CasualtyClaim, Extraction

Extract = Callable[..., Extraction]


def of(extraction: Extraction, count: int) -> CasualtyClaim:
    return next(c for c in extraction.casualties if c.count_min == count)


@pytest.mark.parametrize(
    ("text", "count", "first", "last"),
    [
        # a story of the past keeps its year
        (
            (
                "On 2 August 1990 Iraqi tanks rolled into Kuwait, thirty-two years ago this month. On January 17 the bombing "
                "began. On the 13th of the following month two bombs hit a shelter in Baghdad and killed 408 people."
            ),
            408,
            "1991-02-13",
            "1991-02-13",
        ),
        (
            "The siege of Homs began on 6 May 2011. On the 8th, snipers killed four people there.",
            4,
            "2011-05-08",
            "2011-05-08",
        ),
        # neither the day of the report nor that of another event
        (
            "Rebels attacked Goma on Monday, the governor announced on Wednesday. Nine policemen were killed.",
            9,
            "2023-05-15",
            "2023-05-15",
        ),
        (
            "The army raided Palma in revenge for last month's beheadings and killed 14 insurgents.",
            14,
            None,
            None,
        ),
        (
            "Shells hit Stepanakert on Tuesday, killing three women; the hospital was hit the next day.",
            3,
            "2023-05-16",
            "2023-05-16",
        ),
        # what lasts till now
        (
            "The town of Tillaberi has been under siege since 3 March. More than 400 people have died, the Red Cross says.",
            401,
            "2023-03-03",
            "2023-05-20",
        ),
        # a bulletin of the day
        (
            "Damage report, Tuesday 16 May 2023, as of midnight\n\nShelling of Nikopol killed two women.",
            2,
            "2023-05-16",
            "2023-05-16",
        ),
        # the attack on the place that the words point back to
        (
            "Rebels stormed the air base at Tiyas on Sunday, 14 May.\n\nThe command says 126 soldiers died at the base.",
            126,
            "2023-05-14",
            "2023-05-14",
        ),
    ],
)
def test_days(extract: Extract, text: str, count: int, first: str | None, last: str | None) -> None:
    claim = of(extract(text, published_on="2023-05-20"), count)
    assert (claim.event_date_start, claim.event_date_end) == (first, last)


@pytest.mark.parametrize(
    ("text", "count", "place"),
    [
        (
            "Soldiers drove off gunmen who tried to enter the town of Marantao. Two militiamen were slain there.",
            2,
            "Marantao",
        ),
        (
            "The pass, which the army had lost at Kargil with 60 men, was retaken. Elephant Pass, which it had lost with 900 men, held.",
            900,
            "Elephant Pass",
        ),
        # what only locates the place, or where the hurt were brought
        (
            "Posts at Baquba, three miles north of Kirkuk, were hit on Wednesday, says the army, which claims that 118 rebels were killed.",
            118,
            "Baquba",
        ),
        (
            "Mortar bombs fell on Nikopol. A nurse was killed at home and two others were flown to Dnipro.",
            1,
            "Nikopol",
        ),
        ("Shelling hit Sloviansk on Friday. Six wounded men were driven to Dnipro.", 6, "Sloviansk"),
        # words that go back to a place
        (
            "Gunmen broke into Mocoa. Residents say they saw fifteen bodies in the streets of the town.",
            15,
            "Mocoa",
        ),
        (
            "Taiz, lost in 2015, was theirs from August 2016, and Amnesty estimates that they murdered 200 people there.",
            200,
            "Taiz",
        ),
        (
            "The ministry said 20 insurgents were killed in Zabul, 12 in Ghazni and five in Paktika.",
            12,
            "Ghazni",
        ),
        ("It was the deadliest attack in Pakistan since a blast in Quetta killed 31 in July.", 31, "Quetta"),
        (
            "AIN EL-HELWEH, Lebanon (AP) - Five people were killed in clashes with Islamists in this refugee camp.",
            5,
            "AIN EL-HELWEH",
        ),
        (
            "Abu Hamza, a rescuer in Douma, said he had pulled 14 bodies out of one house after the airstrikes.",
            14,
            "Douma",
        ),
        (
            "Militants stormed Palma on Friday. Seven guards were killed as residents fled towards Pemba.",
            7,
            "Palma",
        ),
        # an attack that one verb tells and its toll that the next
        (
            "Two pick-ups were destroyed from the air at Kidal, and their occupants, seven, killed.",
            7,
            "Kidal",
        ),
        ("Mortars fired from Khsham wounded 11 farmers at al-Izba.", 11, "al-Izba"),
    ],
)
def test_places(extract: Extract, text: str, count: int, place: str) -> None:
    assert place in (of(extract(text), count).place_text or "")


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Units of the Dnepr Group of Forces eliminated 60 Ukrainian soldiers.", 60),
        ("The campaign against Armenia, in which 2,900 soldiers died, ended in November.", 2900),
    ],
)
def test_what_names_no_place_of_the_dead(extract: Extract, text: str, count: int) -> None:
    assert of(extract(text, published_on="2023-05-20"), count).place_text is None


@pytest.mark.parametrize(
    ("text", "count", "source"),
    [
        ("The mayor gave 80 wounded in the shelling of Kismayo.", 80, "mayor"),
        ("Survivors supplied the names of 62 people shot by soldiers at Dengelat.", 62, "Survivors"),
        (
            "Third Assault Brigade: 40 Russian soldiers killed near Izium since Friday.",
            40,
            "Third Assault Brigade",
        ),
        ("Kharkiv: two women killed by a glide bomb in the suburbs – Terekhov.", 2, "Terekhov"),
        ("Enemy losses per day acc. to General Staff: 900 personnel, 2 tanks.", 900, "General Staff"),
        # before a colon and a quotation
        ('The mayor of Bor was blunter: "The shells killed nine people."', 9, "mayor of Bor"),
        # between dashes: the other number is nobody's
        ("The raid killed 20 people - the mayor says 30 were killed - and emptied Bor.", 30, "mayor"),
        # behind a relative clause, brackets, several speakers
        (
            "In Bria a nurse, who did not want to be named, said shells had killed nine people.",
            9,
            "nurse",
        ),
        (
            "Jets bombed Patikul, killing nine, residents and the Moro National Liberation Front (MNLF) said.",
            9,
            "residents and the Moro National Liberation Front",
        ),
        ("Two women were killed by a shell in Nikopol (regional administration).", 2, "administration"),
        ("A UN inquiry found that the group killed 96 civilians in Bambo.", 96, "UN inquiry"),
        ("Azerbaijan has owned up to 31 servicemen killed near Aghdam.", 31, "Azerbaijan"),
        # an office and its holder; the press of a nation is not its state
        ("President Vladimir Putin's ally Ramzan Kadyrov said 12 men had died.", 12, "Kadyrov"),
        ("Ukrainian bloggers said 90 soldiers were killed in Makiivka.", 90, "bloggers"),
        ("Drones killed nine people in Engels, the governor of Saratov said.", 9, "governor of Saratov"),
        # between commas, whatever the parser made of it
        ("Nine Marines, a colonel recalled, died in Ramadi.", 9, "colonel"),
        ("Nine Marines, admits a source in the army, were killed in Ramadi.", 9, "source"),
        ("The army denied that Goma had fallen and said 40 rebels had been killed.", 40, "army"),
        (
            "The Lebanese Forces answered that the assault had been smashed and 40 soldiers killed.",
            40,
            "Lebanese Forces",
        ),
        ("Rockets killed six people in Sderot. The mayor later gave a figure of nine.", 9, "mayor"),
        ("Twelve soldiers died at Bor according to the army, 60 according to the rebels.", 60, "rebels"),
        ("Twelve soldiers died at Bor according to the army, 60 according to the rebels.", 12, "army"),
        ("According to the army's tally, 40 rebels were killed at Goma.", 40, "army"),
        (
            "Helicopters rocketed the hills of Jinotega, according to a priest, who saw seven bodies in uniform.",
            7,
            "priest",
        ),
        (
            "Ali Hassan, a spokesman, said rebels had shelled Taiz, adding that he knew of three dead.",
            3,
            "Ali Hassan",
        ),
        ("The rebels say they killed 20 soldiers in Kidal; the army admits to six.", 6, "army"),
        (
            (
                "GEN. JOHN PACE: Good morning. We control the bridge at Basra.\n\nForty insurgents were killed there on Monday.\n\n"
                "Q (Reuters): And your own losses?\n\nGEN. JOHN PACE: None."
            ),
            40,
            "JOHN PACE",
        ),
    ],
)
def test_sources(extract: Extract, text: str, count: int, source: str) -> None:
    claim = of(extract(text, published_on="2023-05-20"), count)
    assert source in (claim.source_text or "")
    assert claim.modality == "asserted"


def test_what_stands_outside_of_the_dashes_is_nobodys(extract: Extract) -> None:
    text = "The raid on Bor killed 20 people - the mayor says 30 were killed - and emptied the town."
    assert of(extract(text), 20).source_text is None


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("Israeli media said nine people had been killed in Haifa.", "Israeli media", "media"),
        (
            "Minister Ihor Klymenko wrote that Kherson was shelled, and he added that nine men had been killed.",
            "Ihor Klymenko",
            "government",
        ),
    ],
)
def test_speakers(extract: Extract, text: str, name: str, role: str) -> None:
    claim = of(extract(text), 9)
    assert (claim.source_name, claim.source_role) == (name, role)


def test_it_is_no_single_person(extract: Extract) -> None:
    text = "A medic in Bara said nine people had died. The army took Kazgeil. It said it had lost 12 men."
    assert of(extract(text), 12).source_name != "medic"


def test_those_who_read_the_news_are_no_source(extract: Extract) -> None:
    text = "PRESENTER: Good evening. Shells killed nine people in Baidoa.\n\nREPORTER: The militia shelled the market."
    assert of(extract(text), 9).source_text is None


@pytest.mark.parametrize("people", ["Armed men", "Armed groups"])
def test_armed_men_belong_to_nobody_known(extract: Extract, people: str) -> None:
    claim = of(extract(f"{people} overran a post at Diffa, killing nine soldiers of Niger."), 9)
    assert (claim.perpetrator_text, claim.perpetrator_id) == (people, None)


@pytest.mark.parametrize(
    ("text", "count", "perpetrator"),
    [
        (
            "Ten policemen died and four others sustained wounds when ELN guerrillas ambushed their truck near Arauca.",
            4,
            "ELN guerrillas",
        ),
        (
            "Three soldiers were killed when their jeep ran over a mine laid by the Taliban near Sangin.",
            3,
            "Taliban",
        ),
        ("Six of the 30 hostages remain in the hands of the Maute group in Marawi.", 6, "Maute"),
        (
            "Non-state armed groups overran a post at Mucojo, killing 25 soldiers.",
            25,
            "Non-state armed groups",
        ),
        (
            "Police blamed al-Shabaab for the grenade attack in Garissa that killed two officers.",
            2,
            "al-Shabaab",
        ),
        (
            "A mortar bomb killed three people in Donetsk, the rebels said, blaming government forces.",
            3,
            "government forces",
        ),
        ("A fisherman was killed off Rafah by fire from Israeli gunboats.", 1, "Israeli"),
        # nobody told
        ("Rebels attacked a post near Bouar. The army said eight of the attackers had been killed.", 8, None),
        (
            '"We pulled 14 bodies out of one house," said Abu Hamza, a rescuer, after the airstrikes.',
            14,
            None,
        ),
        (
            "A homemade bomb went off as an army patrol was passing near Jolo, killing one soldier and wounding three.",
            3,
            None,
        ),
        ("On the day we arrived, they dropped bombs on Demoso, and three widows were killed.", 3, None),
        ("Two marines died in a helicopter near Mogadishu after the ambush.", 2, None),
        (
            "Refugees reaching Ingushetia say that a convoy was bombed at Katyr-Yurt, and that 100 villagers are dead.",
            100,
            None,
        ),
    ],
)
def test_who_did_it(extract: Extract, text: str, count: int, perpetrator: str | None) -> None:
    told = of(extract(text), count).perpetrator_text
    assert told == perpetrator if perpetrator is None else perpetrator in (told or "")


@pytest.mark.parametrize(
    ("text", "count", "victim_class", "side"),
    [
        # whoever the same subject attacked
        ("Troops clashed with Taliban fighters near Sangin and killed seven.", 7, "combatant", "Taliban"),
        (
            "Aircraft pounded the fleeing insurgents near Marte, eliminating 60.",
            60,
            "combatant",
            "insurgents",
        ),
        ("Gunmen attacked villagers at Bankass and killed seven.", 7, "civilian", None),
        ("Rebels raided the village of Yirgou and killed 14.", 14, "unknown", None),
        # whose ranks, whose losses
        ("The ambush near Menaka left 12 dead in the rebels' ranks.", 12, "combatant", "rebels"),
        ("The rebels were repulsed with heavy losses at Ouadi Doum.", 2, "combatant", "rebels"),
        # who goes with whom
        (
            "The raid killed ISIS commander Abu Walid and three of his aides near Raqqa.",
            3,
            "combatant",
            "ISIS",
        ),
        ("Forty bandits were killed near Tsafe by the air force.", 40, "combatant", "bandits"),
        ("An Estonian private was killed by a Taliban bomb in Helmand.", 1, "combatant", "Estonian"),
        ("One, a corporal of 28, died when the Serbs shelled Gorazde.", 1, "combatant", None),
        ("A shell killed a welder in Kharkiv.", 1, "civilian", None),
    ],
)
def test_who_they_were(extract: Extract, text: str, count: int, victim_class: str, side: str | None) -> None:
    claim = of(extract(text), count)
    assert claim.victim_class == victim_class
    assert claim.victim_actor_text is None if side is None else side in (claim.victim_actor_text or "")


def test_those_who_pass_a_bomb_did_not_set_it_off(extract: Extract) -> None:
    text = "A mine exploded near Vedeno as a police squad was passing, killing two policemen."
    assert of(extract(text), 2).perpetrator_text is None


@pytest.mark.parametrize("line", ["12", "12 dead.", "Said 12", "12 to"])
def test_a_figure_at_the_start_of_a_line_is_nobodys_message(extract, line: str) -> None:  # type: ignore[no-untyped-def]
    extract(f"Rebels killed nine soldiers near Goma on Monday, the army said.\n\n{line}")
