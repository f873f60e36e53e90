"""Where claims without a place of their own happened: heads of entries, forms, those who tell or care."""

from collections.abc import Callable

import pytest

from orchestration.records import Extraction

Extract = Callable[..., Extraction]

DIGEST = (
    "KIRKUK - A roadside bomb wounded three passers-by.\n\n"
    "* MOSUL - A suicide bomber killed a soldier at the gate of a barracks.\n\n"
    "BAQUBA - Gunmen assassinated a colonel and two of his guards on Wednesday.\n"
)


def _casualty_places(extraction: Extraction) -> list[str | None]:
    return [c.place_text for c in extraction.casualties]


def test_each_dateline_of_a_digest_places_its_entry(extract: Extract) -> None:
    places = _casualty_places(extract(DIGEST, "2006-11-23"))
    assert set(places) == {"KIRKUK", "MOSUL", "BAQUBA"}


def test_the_dateline_of_a_single_report_is_no_place_of_its_events(extract: Extract) -> None:
    read = extract("NAIROBI, Kenya (AP) - Gunmen killed four soldiers, the army said.", "2020-01-03")
    assert _casualty_places(read) == [None]


def test_the_head_of_a_note_places_and_dates_it(extract: Extract) -> None:
    read = extract("Mali – Boni (Douentza), 17 May: Gunmen shot two traders dead.", "2024-05-20")
    [killed] = read.casualties
    assert (killed.place_text, killed.event_date_start) == ("Boni", "2024-05-17")


@pytest.mark.parametrize(
    ("note", "place", "day"),
    [
        (
            "2024-01-09, Colombia, Cauca, Caloto. Mortars hit the station. One civilian killed.",
            "Caloto",
            "2024-01-09",
        ),
        (
            "S12 – 6 January 2024. Al Mansoura, Raqqa governorate. Two people were killed.",
            "Al Mansoura",
            "2024-01-06",
        ),
        (
            "Mali, 5 Jan 2024. In Talataye (Ansongo), gunmen attacked. Four herders killed.",
            "Talataye",
            "2024-01-05",
        ),
        (
            "Philippines, 6 Jan 2024. Patikul (Sulu): firefight with rebels. Two soldiers dead.",
            "Patikul",
            "2024-01-06",
        ),
        ("Niger, 6 Jan 2024. Gunmen on motorcycles shot two traders dead.", "Niger", "2024-01-06"),
    ],
)
def test_the_head_of_an_entry_comes_in_any_order(extract: Extract, note: str, place: str, day: str) -> None:
    [killed] = extract(note, "2024-01-19").casualties
    assert (killed.place_text, killed.event_date_start) == (place, day)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (
            "Location: Mansourah neighbourhood, Raqqa\nTwelve civilians were killed.",
            "Mansourah neighbourhood",
        ),
        ("Rescuers in Kharkiv pulled nine bodies from the rubble.", "Kharkiv"),
        ("Hospitals in Goma have admitted 80 wounded.", "Goma"),
        ("In Maguindanao, a bomb planted by rebels in Shariff Aguak injured a vendor.", "Shariff Aguak"),
    ],
)
def test_place_of_casualties_without_a_place_of_their_own(extract: Extract, text: str, place: str) -> None:
    assert _casualty_places(extract(text, "2024-05-20"))[0] == place


def test_a_town_abroad_of_that_name_goes_before_one_that_bore_it_once(extract: Extract) -> None:
    [strike] = extract("Russian forces shelled Pokrovsk on Monday.", "2024-06-12").strikes
    assert (strike.place_name, strike.country_code) == ("Pokrovsk", "UA")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("It is false that Goma has been lost.", ("loss", "Goma", "denied")),
        ("It was not true, he said, that Goma had fallen.", ("capture", "Goma", "denied")),
        ("The colonel rejected reports that rebels had taken Bouar.", ("capture", "Bouar", "denied")),
        ("Rebel columns were spotted in Sake on Monday.", ("advance", "Sake", "asserted")),
        ("The rebels were in command of the town of Bouar.", ("control", "Bouar", "asserted")),
        ("Bouar had been left to the rebels.", ("withdrawal", "Bouar", "asserted")),
        ("Goma fell to the M23 on 27 January, the army said.", ("capture", "Goma", "asserted")),
        ("Lyman direction. The enemy made no progress.", ("advance", "Lyman direction", "negated")),
    ],
)
def test_territory_of_idioms_and_denials(extract: Extract, text: str, told: tuple[str, str, str]) -> None:
    [claim] = extract(text, "2024-06-12").territory
    assert (claim.change_type, claim.place_text, claim.modality) == told


def test_attempts_repelled_in_the_next_sentence_are_no_open_assaults(extract: Extract) -> None:
    text = "The rebels made 31 attempts to seize positions around Goma and Sake. The army stopped 28 of them."
    told = {(c.change_type, c.place_text) for c in extract(text, "2024-06-12").territory}
    assert told == {("attack_repelled", "Goma"), ("attack_repelled", "Sake")}


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("The army admits the loss of Zhelanne.", "Zhelanne"),
        ("Rebels stormed Tel Aas on Friday.", "Tel Aas"),
        ("Lysychne has been liberated.", "Lysychne"),
        ("Somali forces drove al-Shabaab out of Booco, a town in the Hiraan region.", "Booco"),
        ("JNIM took control of Sollé (Loroum, Nord).", "Sollé"),
        (
            "Gunmen stormed Maikatako community in Bokkos Local Government Area of Plateau State.",
            "Maikatako community",
        ),
    ],
)
def test_a_name_that_no_gazetteer_lists_is_a_place_by_what_stands_around_it(
    extract: Extract, text: str, place: str
) -> None:
    assert place in {c.place_text for c in extract(text, "2024-05-20").territory}


def test_every_village_of_a_list_is_a_place(extract: Extract) -> None:
    text = "Government troops recaptured Bouar, Beloko and Baboua in the Central African Republic."
    assert {c.place_text for c in extract(text, "2021-02-20").territory} == {"Bouar", "Beloko", "Baboua"}


@pytest.mark.parametrize(
    "text",
    [
        "Russia had bombed a command post on Friday.",
        "The army captured Ibrahim Haddad, a rebel commander, on Monday.",
        "Soldiers attacked a Fulani settlement.",
    ],
)
def test_what_acts_and_who_is_caught_is_no_place(extract: Extract, text: str) -> None:
    read = extract(text, "2024-05-20")
    told = {c.place_text for c in (*read.strikes, *read.territory) if c.where_precision != 6}
    assert not told & {"Russia", "Ibrahim Haddad", "Fulani", "Fulani settlement"}


def test_a_small_town_abroad_does_not_bring_its_country_home(extract: Extract) -> None:
    text = (
        "Salvadoran soldiers and guerrillas clashed in El Salvador, in San Salvador and in Usulutan. "
        "The Salvadoran army said the guerrillas shelled Nejapa on Friday."
    )
    assert {c.country_code for c in extract(text, "1990-03-14").strikes if c.place_text == "Nejapa"} <= {None}


def test_an_unlisted_place_at_the_head_of_an_entry_lies_where_the_next_does(extract: Extract) -> None:
    [killed] = extract(
        "2012-04-11, Peru, Cusco, Kiteni. A police captain was killed.", "2012-04-30"
    ).casualties
    assert (killed.place_text, killed.country_code) == ("Kiteni", "PE")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        # not where it was fired from, who is told to be from where, or where a speaker sits
        (
            "Artillery fired from a base in Loikaw struck a church in Hpruso. The shelling killed two.",
            "Hpruso",
        ),
        ("JNIM, the al-Qaeda branch in the Sahel, said that it killed dozens of soldiers.", None),
        # between the semicolons, and behind a label
        ("Nine raids hit Kitaf; a gunship fired on boats off Khawkhah, killing a fisherman.", "Khawkhah"),
        ("Hajjah: jets raided a market in Mustaba. Seven people were killed.", "Mustaba"),
        # the attack that "this" calls so, however many paragraphs back
        (
            "A drone attack on a convoy near Adwa shocked the town.\nIt was a cowardly attack, with nine people killed, he said.",
            "Adwa",
        ),
        # "there" is the town just named, not the region
        ("Rebels in Darfur fled Geneina. Ten men died there.", "Geneina"),
        # where the news was written is no scene
        ("Our correspondent in Jinotega saw the column. Two men had been killed there.", None),
        # what was stormed
        ("Rebels tried to storm Aleppo but were repulsed. Four of them died.", "Aleppo"),
    ],
)
def test_scenes(extract: Extract, text: str, place: str | None) -> None:
    assert set(_casualty_places(extract(text))) == {place}


@pytest.mark.parametrize(
    ("text", "places"),
    [
        # a house or a street that bears the name of a town lies in the one named behind it
        ("Shells fell on Jordan Street in Benghazi, killing nine.", {"Benghazi"}),
        # months are no places, and a full stop ends a name
        ("Nine people were killed between Jan. 20 and April 14 at Mullaitivu.", {"Mullaitivu"}),
        ("Nine men died near Gao. The group fled.", {"Gao"}),
    ],
)
def test_names_that_are_no_town(extract: Extract, text: str, places: set[str]) -> None:
    assert set(_casualty_places(extract(text))) == places


def test_the_strike_spoken_of_gives_place_and_day(extract: Extract) -> None:
    read = extract(
        "The command conducted a strike on Jan. 3, 2024.\n\nThe strike occurred near Buulobarde.\n\n"
        "It assessed that the strike killed two al-Shabaab terrorists.",
        "2024-01-05",
    )
    [killed] = read.casualties
    assert (killed.place_text, killed.event_date_start) == ("Buulobarde", "2024-01-03")


@pytest.mark.parametrize(
    ("text", "place", "name"),
    [
        # one town told of: the town is meant, in the words of the report
        ("Rebels took Bor on Monday. Army guns shelled the town all night.", "the town", "Bor"),
        # a hill is no village
        (
            "Soldiers on Tagaung Hill watched the road to Katha. The village was shelled at dawn.",
            "The village",
            "Katha",
        ),
        # nothing told before is a port
        (
            "Troops left Sanaa on Friday. Warplanes bombed the port at dawn on Sunday.",
            "the port",
            None,
        ),
    ],
)
def test_a_description_of_a_place_keeps_its_words_and_has_the_entry_of_the_place_told_before(
    extract: Extract, text: str, place: str, name: str | None
) -> None:
    [strike] = extract(text, "2024-05-20").strikes
    assert strike.place_text == place
    assert name is None or strike.place_name == name


def test_ground_that_nothing_told_before_fits_keeps_its_words(extract: Extract) -> None:
    [taken] = extract("Rebels said on Friday that they had captured the port.", "2024-05-20").territory
    assert (taken.place_text, taken.place_name) == ("the port", None)


def test_a_byname_is_no_state_and_an_office_no_site(extract: Extract) -> None:
    text = "Abu Jandal al-Kuwaiti, an ISIL leader in Raqqa, was hit by a coalition airstrike near Tabqa."
    [strike] = extract(text, "2016-12-30").strikes
    assert (strike.place_text, strike.target_actor_text, strike.target_class) == (
        "Tabqa",
        "ISIL",
        "leadership",
    )
