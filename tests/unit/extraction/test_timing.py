"""Which day a sentence gives to what it tells: the one of its own clause, counted from the one before it, not any day nearby."""

from collections.abc import Callable

import pytest

from orchestration.records import Extraction

Extract = Callable[..., Extraction]
Days = dict[str | None, str | None]

STEPS = [
    # counted from the day that the same sentence told before
    (
        "The town of Khafji, taken by Iraqi troops on 29 January, was recaptured by Saudi forces two days later.",
        {"Khafji": "2023-01-31"},
    ),
    (
        "The rebels took Buka on 6 March, and their fighters entered Arawa the following day.",
        {"Buka": "2023-03-06", "Arawa": "2023-03-07"},
    ),
    ("Torit fell to the SPLA on Thursday; Kapoeta had gone two days earlier.", {"Kapoeta": "2023-05-16"}),
    # in the year or the month that the passage is in
    (
        "The war of 1998 spread fast. The rebels captured Kindu on 9 July of that year.",
        {"Kindu": "1998-07-09"},
    ),
    ("In 1992 the war spread. That May the militia seized Shusha.", {"Shusha": "1992-05-01"}),
    (
        "The revolt began in August 2022, when rebels seized Lalibela; troops took Gondar on the 9th of that month.",
        {"Gondar": "2022-08-09"},
    ),
]
OWN = [
    # the day of the report, of the text itself, or of a state is none of what was done
    ("The army said on Friday it took Jaffna on 3 May.", {"Jaffna": "2023-05-03"}),
    ("BENI (Myagdi), March 22 - Maoist rebels left Jumla on Sunday morning.", {"Jumla": "2023-05-14"}),
    (
        "Kidal, in the hands of the rebels since 2012, was taken by the army on 14 November 2022.",
        {"Kidal": "2022-11-14"},
    ),
    # a clause that tells which ones dates what they did
    ("Rebels who stormed Bouar on 12 May left the town of Bozoum.", {"Bozoum": "2023-05-12"}),
    ("The rebels, who stormed Bouar in 2013, took Bozoum.", {"Bozoum": None}),
    # what goes on as the text is written is of no month told before
    (
        "Rebels took Kidal in October 2022. Their columns are now threatening Gao. They now hold Menaka.",
        {"Menaka": None},
    ),
]


@pytest.mark.parametrize(("text", "days"), [*STEPS, *OWN])
def test_days_of_territory(extract: Extract, text: str, days: Days) -> None:
    found = {
        c.place_text: c.event_date_start
        for c in extract(text, "2023-05-20").territory
        if c.change_type != "control" or c.place_text == "Menaka"
    }
    assert days.items() <= found.items()


def test_a_month_of_the_past_dates_no_single_event_told_next(extract: Extract) -> None:
    read = extract("The town of Bor fell in June 2013. A rocket killed two people in Torit.", "2023-05-20")
    [killed] = read.casualties
    assert killed.event_date_start is None


def test_the_day_of_a_threat_is_none_of_what_is_threatened(extract: Extract) -> None:
    [strike] = extract("Rebels threatened on Monday to shell Skopje.", "2023-05-20").strikes
    assert (strike.modality, strike.event_date_start) == ("planned", None)


def test_a_number_told_for_comparison_does_not_date_the_other(extract: Extract) -> None:
    [strikes] = extract(
        "We logged 309 coalition air raids on Marib, up from 241 in March.", "2023-05-20"
    ).strikes
    assert (strikes.strikes_min, strikes.event_date_start) == (309, None)


@pytest.mark.parametrize(
    "text",
    [
        "Nine people died in clashes that broke out on Monday in Abyei.",
        "Soldiers who entered Abyei on Monday executed nine captives.",
    ],
)
def test_the_day_of_the_fight_is_that_of_its_dead(extract: Extract, text: str) -> None:
    [killed] = extract(text, "2023-05-20").casualties
    assert killed.event_date_start == "2023-05-15"
