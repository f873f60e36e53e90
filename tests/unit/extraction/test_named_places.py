"""Which of the names in a sentence is where it happened: ships and houses, settings, what is crossed, several towns."""

from collections.abc import Callable

import pytest

from orchestration.records import Extraction

Extract = Callable[..., Extraction]


def _places(read: Extraction) -> set[str | None]:
    return {c.place_text for c in (*read.strikes, *read.casualties)}


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("An Exocet hit the HMS Sheffield, killing 20 sailors.", {None}),
        ("A torpedo sank the Cheonan with the loss of 46 sailors.", {None}),
        ("A missile hit the tanker Marlin Luanda in the Gulf of Aden, wounding two crew.", {"Gulf of Aden"}),
        ("A drone boat hit the landing ship Novocherkassk in Feodosia, killing one sailor.", {"Feodosia"}),
        # what a ship does to a town, and a kind of town
        ("A warship shelled Misrata, killing three people.", {"Misrata"}),
        ("Jets bombed the township Namhsan, killing three people.", {"Namhsan"}),
        ("The bombing of La Belle discotheque in West Berlin killed a soldier.", {"West Berlin"}),
        ("Rockets hit the Luna hotel in Beirut, killing three people.", {"Beirut"}),
        ("A bomb at a Kabul hotel killed five people.", {"Kabul"}),
    ],
)
def test_ships_and_houses_bear_the_names_of_towns(extract: Extract, text: str, places: set[str]) -> None:
    assert _places(extract(text)) == places


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("In Helmand, a roadside bomb killed four soldiers who were on patrol in Sangin.", "Sangin"),
        ("In Ukraine, a missile killed three people waiting at a bus stop in Kherson.", "Kherson"),
        (
            "In Syria, doctors said barrel bombs killed 12 people who were queuing for bread in Atareb.",
            "Atareb",
        ),
        (
            "In Diyala, mortar fire landed in a Baqubah market on Sunday; police reported five civilians dead.",
            "Baqubah market",
        ),
        ("A strike hit Kafr Nabl, west of Maarat al-Numan, where shells killed six people.", "Kafr Nabl"),
        ("Two car bombs kill 9 in Baghdad's Rashidiya, police say.", "Rashidiya"),
        ("Two villagers died in Pakistani shelling over the Line of Control in Poonch.", "Poonch"),
        ("Three soldiers were killed by artillery across the Donets in Lyman.", "Lyman"),
        # where the dead came from or were going is not where they died
        ("In Helmand, a roadside bomb killed four soldiers who came from Sangin.", "Helmand"),
        ("In Syria, a shell killed two men who had studied in Damascus.", "Syria"),
    ],
)
def test_the_strike_and_its_dead_are_at_the_narrowest_place(extract: Extract, text: str, place: str) -> None:
    assert _places(extract(text)) == {place}


@pytest.mark.parametrize(
    "text",
    [
        "Rockets hit Ashkelon and Sderot, and five people died.",
        "Jets bombed Tripoli and Benghazi; 37 people died.",
        "Shelling of Kharkiv, Sumy and Chernihiv killed 14 people.",
        "Pakistan said 26 people were killed in missile strikes on six places including Muridke and Bahawalpur.",
    ],
)
def test_one_number_over_several_towns_is_of_none_of_them(extract: Extract, text: str) -> None:
    [killed] = extract(text).casualties
    assert (killed.place_text, killed.scope) == (None, "aggregate")


@pytest.mark.parametrize(
    "text", ["Shelling in Kyiv killed 14 people.", "Shelling of Kyiv, Sumy and Lviv killed nine."]
)
def test_the_subject_that_is_an_attack_has_a_place(extract: Extract, text: str) -> None:
    assert "Kyiv" in {c.place_text for c in extract(text).strikes}


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("American jets bombed Tripoli on Monday.", "LY"),
        ("Russian guns in Belgorod were shelled. A man died in Engels.", "RU"),
    ],
)
def test_a_party_alone_brings_no_small_namesake_home(extract: Extract, text: str, country: str) -> None:
    assert {c.country_code for c in extract(text).strikes} == {country}


def test_the_ends_of_a_road_are_one_place(extract: Extract) -> None:
    [killed] = extract("Gunmen killed 11 people on the road between Djibo and Bourzanga.").casualties
    assert (killed.place_text, killed.scope) == ("Djibo", "incident")


def test_each_group_of_victims_can_have_a_town_of_its_own(extract: Extract) -> None:
    read = extract("Shells wounded six people in Toretsk and two women in Siversk.")
    assert {c.count_text: c.place_text for c in read.casualties} == {"six": "Toretsk", "two": "Siversk"}


def test_a_quarter_that_no_gazetteer_lists_lies_in_its_town(extract: Extract) -> None:
    [killed] = extract("A grenade killed three people in Kabul's Khair Khana.").casualties
    assert (killed.place_text, killed.place_name, killed.where_precision) == ("Khair Khana", "Kabul", 2)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (
            "In Bamako fuel is short. A resident of Farabougou said the fighters killed 10 people.",
            "Farabougou",
        ),
        ("A farmer in Masisi said the rebels killed three of his neighbours.", "Masisi"),
        ("Speaking from Goma, a teacher said the soldiers killed five men.", "Goma"),
        ("A resident, Mohamed Adam, reached by phone in Tawila, said gunmen killed his neighbour.", "Tawila"),
        ("A survivor from Koch told the UN that soldiers killed her two sons.", "Koch"),
        ("Bucha's mayor told AFP that 280 people had been killed.", "Bucha"),
        ("Khartoum residents said shells killed 14 people.", "Khartoum"),
        # those who may speak from afar
        ("Diplomats in Nairobi said the rebels had killed 40 soldiers.", None),
        ("Activists in Istanbul said gunmen killed five people.", None),
        ("Refugees in Adre said that the militia killed their brothers.", None),
        ("A farmer in Masisi said the rebels killed three men in Sake.", "Sake"),
    ],
)
def test_those_who_live_there_tell_where_it_was(extract: Extract, text: str, place: str | None) -> None:
    assert {c.place_text for c in extract(text).casualties} == {place}


@pytest.mark.parametrize(
    ("text", "place"),
    [
        # days before it, another one's words, behind the semicolon: other events
        ("The rebels killed four soldiers on Monday, two days after jets bombed Kobani.", None),
        ("The radio said 118 soldiers had died, while Belgrade claimed that jets hit Glina.", None),
        ("Georgia said nine soldiers had died; Moscow said its own were shelled in Tskhinvali.", None),
        # the same one
        ("Three soldiers were captured when rebels stormed a base at Ain Issa.", "Ain Issa"),
        ("Five men were killed while 23 were hurt in a firefight in Patikul.", "Patikul"),
        ("A shell hit the clinic in Toretsk; two patients died.", "Toretsk"),
        # where those who fire stand
        ("Gunners in Donetsk shelled Avdiivka, killing three people.", "Avdiivka"),
    ],
)
def test_another_event_of_the_sentence_lends_no_place(extract: Extract, text: str, place: str | None) -> None:
    assert extract(text, "2024-05-20").casualties[0].place_text == place


def test_a_town_goes_by_its_own_name_before_one_that_bore_it_once(extract: Extract) -> None:
    [strike] = extract("Ukraine said Russian rockets hit the market in Sloviansk.").strikes
    assert strike.place_name == "Slovyansk"


@pytest.mark.parametrize(
    ("text", "place", "origin"),
    [
        ("Israel said Hezbollah had used Qana to fire rockets at its towns.", None, "Qana"),
        ("The army said rebels were using Aleppo to launch drones at Russian bases.", None, "Aleppo"),
        ("Turkey said the PKK used Qandil as a base to shell its villages.", None, "Qandil"),
        ("Rebels used the harvest to shell Azaz.", "Azaz", None),
    ],
)
def test_the_ground_that_is_used_to_fire_is_where_it_came_from(
    extract: Extract, text: str, place: str | None, origin: str | None
) -> None:
    [strike] = extract(text).strikes
    assert (strike.place_text, strike.launched_from) == (place, origin)


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Rebels shelled Azaz; government jets responded with air strikes.", ["Azaz", None]),
        ("Rockets were fired at Sderot, and Israel answered with air strikes.", ["Sderot", None]),
        ("Rebels shelled Azaz; the army replied with shelling on Manbij.", ["Azaz", "Manbij"]),
        # a ship named after a town is no part of the ground told of before
        ("A shell fell on Yeonpyeong. In March a torpedo sank the Cheonan.", ["Yeonpyeong", None]),
    ],
)
def test_a_reply_falls_elsewhere(extract: Extract, text: str, places: list[str | None]) -> None:
    assert sorted((c.place_text for c in extract(text).strikes), key=str) == sorted(places, key=str)


def test_an_attack_goes_on_where_the_paragraph_told_of_one_of_its_kind(extract: Extract) -> None:
    read = extract(
        "France bombed Raqqa last Sunday. On Friday night suicide bombers killed 127 people across Paris. "
        "The president spoke. Officials spoke. Eight attackers died, seven of them by blowing themselves up."
    )
    assert {c.place_text for c in read.strikes if c.strike_type == "suicide_bombing"} == {"Paris"}


@pytest.mark.parametrize(
    "head", ["MOSCOW, September 18. /TASS/. ", "KABUL, Jan. 5 /Xinhua/ -- ", "MANILA, May 3 (PNA) - "]
)
def test_a_dateline_in_any_style_places_nothing(extract: Extract, head: str) -> None:
    read = extract(head + "Rebels shelled a convoy, killing three soldiers, the ministry said.", "2018-09-18")
    assert {(c.place_text, c.event_date_start) for c in read.casualties} == {(None, None)}


def test_there_is_the_capital_that_was_spoken_of_last(extract: Extract) -> None:
    read = extract("Three men died near Gao. Rebels bombed the capital on Monday, and two men died there.")
    assert {c.count_text: (c.place_text, c.place_name) for c in read.casualties}["two"] == (
        "the capital",
        None,
    )


def test_there_holds_for_all_participles_of_a_clause(extract: Extract) -> None:
    read = extract(
        "Bombs hit a depot in Taiz. Doctors said 38 people were killed and 532 wounded there on Monday."
    )
    assert {c.place_text for c in read.casualties} == {"Taiz"}
