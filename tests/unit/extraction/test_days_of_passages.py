"""Which day a passage goes on from, what has no day of it, and over which days a count has run up."""

from collections.abc import Callable

import pytest

from orchestration.records import Extraction

Extract = Callable[..., Extraction]
PUBLISHED = "2022-06-15"  # a Wednesday
MONDAY = "2022-06-13"

CARRIED = [
    # the day of the main clause, not that of a cause, of a side remark or of what came before
    (
        (
            "Saudi jets bombed Sanaa on Monday in what Riyadh called a response to the May 3 attack on its refinery. "
            "A doctor said two children were hurt."
        ),
        MONDAY,
    ),
    (
        "Turkish jets bombed Kobani on Monday to avenge the June 2 bombing in Istanbul. Two men were hurt.",
        MONDAY,
    ),
    (
        "Rebels shelled Taiz on Monday. The city had been bombed on May 20. Six people died, doctors said.",
        MONDAY,
    ),
    (
        "Rebels shelled Taiz on Monday. The same market was bombed in April 2016. Six civilians were killed, doctors said.",
        MONDAY,
    ),
    (
        "Rebels shelled Taiz on Monday. The mayor had two weeks ago urged people to leave. Six civilians died.",
        MONDAY,
    ),
    (
        "In the worst raid, which took place on Monday, rebels wounded nine soldiers. They also wounded a nurse.",
        MONDAY,
    ),
    ("The ministry condemned the June 13 attack on a hotel in Herat. Gunmen killed nine guests.", MONDAY),
    # the day of words, of a vow, of a visit is no day of what is told next
    (
        "The rebels have seized Mahagi and Aru, officials said Tuesday. A man was killed, a lawmaker said.",
        None,
    ),
    (
        "In a statement on Sunday the army said it had bombed Idlib. It killed nine fighters, an officer said.",
        None,
    ),
    ("The president vowed on Sunday to retake Mosul. Fighters shelled a village, killing three.", None),
    ("The foreign minister met envoys in Geneva on Monday. Shelling killed three people in Tal Afar.", None),
    (
        (
            "The army said it had destroyed a convoy near Bol, a town that the jihadists said they took last week. "
            "The fighters killed 10 people."
        ),
        None,
    ),
    # another event in another town, unless something ties the two
    ("Rebels shelled Taiz on Monday. Gunmen killed three soldiers near Marib.", None),
    ("Rebels shelled Taiz on Monday. Hours later gunmen killed three soldiers near Marib.", MONDAY),
    ("Rebels shelled Taiz on Monday. They also killed three soldiers near Marib.", MONDAY),
    ("Rebels shelled towns in Yemen on Monday. Three soldiers were killed near Marib.", MONDAY),
]


@pytest.mark.parametrize(("text", "day"), CARRIED)
def test_the_passage_goes_on_from_the_day_of_its_events(extract: Extract, text: str, day: str | None) -> None:
    assert extract(text, PUBLISHED).casualties[-1].event_date_start == day


def test_a_plan_and_a_condition_have_no_day_of_what_was_done(extract: Extract) -> None:
    text = "The army bombed Idlib on Sunday. If the rebels do not withdraw, Damascus will shell Ariha, an officer warned."
    days = {c.modality: c.event_date_start for c in extract(text, PUBLISHED).strikes}
    assert days == {"asserted": "2022-06-12", "hypothetical": None}


RUN_UP = [
    ("The agency says 944 people had been killed by April 17.", (None, "2022-04-17"), "cumulative"),
    ("At least 96 people have died in two weeks.", ("2022-06-01", PUBLISHED), "aggregate"),
    (
        "The rebels attacked Goma on May 20. More than 60 people have died since.",
        ("2022-05-20", PUBLISHED),
        "incident",
    ),
    ("Rebels bombed Aden on Monday. The war has cost a million lives.", (None, None), "cumulative"),
    # a deed of one day, however many it killed
    ("About 1,400 people were killed in Juba on October 7.", ("2021-10-07", "2021-10-07"), "incident"),
    ("Iran accused Iraq on Tuesday of killing 5,000 Kurds in Halabja.", (None, None), "incident"),
    (
        "Soldiers had killed more than 1,000 civilians and wounded 2,300 in the assault on Mullaitivu.",
        (None, None),
        "incident",
    ),
    ("Clashes have killed 1,400 people since March.", ("2022-03-01", PUBLISHED), "cumulative"),
    (
        "The group has never raided Bamako since May 17, when its gunmen killed 70 men there.",
        ("2022-05-17",) * 2,
        "incident",
    ),
    (
        "Rebels stormed Bor on Monday, two days after jets bombed their camp, killing nine.",
        ("2022-06-11",) * 2,
        "incident",
    ),
]


@pytest.mark.parametrize(("text", "days", "scope"), RUN_UP)
def test_days_and_scope_of_a_count(
    extract: Extract, text: str, days: tuple[str | None, str | None], scope: str
) -> None:
    dead = [c for c in extract(text, PUBLISHED).casualties if c.outcome == "killed"][-1]
    assert ((dead.event_date_start, dead.event_date_end), dead.scope) == (days, scope)


SUPERSEDED = [
    ("Gunmen killed 127 people in Lyon. Officials had earlier put the toll at 60.", {60}),
    ("A bomb killed 17 sailors in Aden; officials initially gave six dead.", {6}),
    (
        "Police at first reported three dead in the bombing in Kabul; the ministry later said nine were killed.",
        {3},
    ),
    ("The toll of the shelling was first put at 50, then at 100 and finally at 300.", {50, 100}),
    # what was said earlier, or first of several things, is given up by nobody
    ("First, the police said nine people were killed in Kabul. Then a bomb killed two.", set()),
    ("The army said earlier that three soldiers had been killed in Goma.", set()),
    ("Residents, who first reported the raid, said 12 people died.", set()),
    ("The ministry raised the toll of the bombing to 31.", set()),
    ("The toll stands at 45 and is expected to rise to more than 100, doctors in Kunduz said.", set()),
]


@pytest.mark.parametrize(("text", "counts"), SUPERSEDED)
def test_figures_that_their_words_give_up(extract: Extract, text: str, counts: set[int]) -> None:
    rows = extract(text, PUBLISHED).casualties
    assert {c.count_min for c in rows if c.superseded} == counts
    assert 101 not in {c.count_min for c in rows}


MODALITIES = [
    ("The monitor could confirm only 28 dead in the bombing of Idlib.", "asserted"),
    ("Any American strike on Natanz would be limited, the minister said.", "hypothetical"),
    ("An Iraqi missile may have fallen on the market in Shaab.", "possible"),
    ("The general said that Shusha would never fall.", "negated"),
    ("The army will not withdraw from Donetsk, the president said.", "negated"),
    ("Israel would never allow Hezbollah to take Metula, the minister said.", "negated"),
    ("The army will withdraw from Donetsk, the president said.", "planned"),
]


@pytest.mark.parametrize(("text", "modality"), MODALITIES)
def test_modalities_of_what_may_be_and_never_will(extract: Extract, text: str, modality: str) -> None:
    found = extract(text, PUBLISHED)
    assert {c.modality for c in (*found.strikes, *found.casualties, *found.territory)} == {modality}


NO_ROWS = [
    "The army lost three soldiers when their truck overturned near Gao.",
    "U.S. Marines lost a tank crew of four when their Abrams plunged into the Euphrates near Nassiriya.",
    "The NATO general flew to Kabul on Monday.",
    "In Washington lawmakers asked whether the coalition would bomb Sirte.",
    "The besieged fighters tried to break out of Idlib.",
]


@pytest.mark.parametrize("text", NO_ROWS)
def test_no_rows_of_what_nobody_claims(extract: Extract, text: str) -> None:
    found = extract(text, PUBLISHED)
    assert [*found.strikes, *found.casualties, *found.territory] == []


def test_an_institution_that_is_run_is_no_ground(extract: Extract) -> None:
    assert not extract("A ministry in Gaza run by Hamas said 471 people were killed.", PUBLISHED).territory
    assert extract("The town of Idlib, run by rebels since 2015, was shelled.", PUBLISHED).territory


def test_the_sequel_of_a_deed_is_no_strike_at_its_place(extract: Extract) -> None:
    found = extract(
        "Police shot dead 45 villagers in Racak in January, an atrocity that led to the bombing.", PUBLISHED
    )
    assert not found.strikes
    assert extract("The dispute that led to the bombing of Kobani was never settled.", PUBLISHED).strikes


def test_a_leader_with_his_men_is_no_traveller(extract: Extract) -> None:
    assert extract("The warlord came into Kidal with his fighters on Monday.", PUBLISHED).territory


def test_men_lost_to_a_mine_are_no_mishap(extract: Extract) -> None:
    assert extract("The brigade lost nine men when their truck hit a mine near Bor.", PUBLISHED).casualties
