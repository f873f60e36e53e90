"""What is read of tables and labelled counts: no sentence says it, the labels do."""

from collections.abc import Callable

import pytest

from orchestration.records import Extraction

Extract = Callable[..., Extraction]
Row = tuple[str | None, str, int | None, int | None]

TABLE = """Clashes between the army and the rebels, 3-9 January

District | Rebels killed | Civilians wounded | Houses burnt
Beni | 12 | 7 | 40
Irumu | at least 4 | 0 | 3
Aru | 0 | 5 | 0
TOTAL | 16 | 12 | 43
"""


def rows(extraction: Extraction) -> set[Row]:
    return {(c.place_text, c.outcome, c.count_min, c.count_max) for c in extraction.casualties}


def test_a_row_of_a_table_is_an_aggregate_for_each_place_and_outcome(extract: Extract) -> None:
    found = extract(TABLE, "2024-01-12")
    assert rows(found) == {
        ("Beni", "killed", 12, 12),
        ("Beni", "injured", 7, 7),
        ("Irumu", "killed", 4, None),
        ("Aru", "injured", 5, 5),
        (None, "killed", 16, 16),
        (None, "injured", 12, 12),
    }
    assert {c.scope for c in found.casualties} == {"aggregate"}
    assert {(c.outcome, c.victim_class) for c in found.casualties} == {
        ("killed", "combatant"),
        ("injured", "civilian"),
    }


def test_a_table_has_the_days_of_its_heading(extract: Extract) -> None:
    days = {(c.event_date_start, c.event_date_end) for c in extract(TABLE, "2024-01-12").casualties}
    assert days == {("2024-01-03", "2024-01-09")}


def test_a_row_with_a_day_of_its_own_is_an_incident(extract: Extract) -> None:
    text = "Attacks by militants\n| Date | Town | Killed |\n|---|---|---|\n| 3 Jan | Mosul | 5 |\n| 5 Jan | Tikrit | 1 |"
    found = extract(text, "2024-01-12").casualties
    assert [(c.place_text, c.event_date_start, c.scope) for c in found] == [
        ("Mosul", "2024-01-03", "incident"),
        ("Tikrit", "2024-01-05", "incident"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Killed: 14 | Wounded: 32", {(None, "killed", 14, 14), (None, "injured", 32, 32)}),
        ("Fatalities: 9\nInjuries: 3 – 5", {(None, "killed", 9, 9), (None, "injured", 3, 5)}),
        ("Soldiers killed: 5; rebels killed: 11", {(None, "killed", 5, 5), (None, "killed", 11, 11)}),
        (
            "Location: Nikopol\nKilled: 1 civilian\nWounded: 4 (incl. 1 child)",
            {("Nikopol", "killed", 1, 1), ("Nikopol", "injured", 4, 4)},
        ),
    ],
)
def test_labelled_counts(extract: Extract, text: str, expected: set[Row]) -> None:
    assert rows(extract("Shelling by the army\n" + text, "2024-01-12")) == expected


def test_fields_beside_a_count_date_and_place_it(extract: Extract) -> None:
    text = "Date: 11 January 2024\nLocation: Tabqa, Syria\nType: airstrike\nCivilians reported killed: 3 – 5"
    claim = extract(text, "2024-02-01").casualties[0]
    assert (claim.event_date_start, claim.place_text, claim.victim_class) == (
        "2024-01-11",
        "Tabqa",
        "civilian",
    )


@pytest.mark.parametrize(
    "text",
    [
        "A bus overturned on the highway in heavy rain.\nDeaths: 9 | Injuries: 13",
        "Club | Played | Lost\nRovers | 12 | 4\nUnited | 12 | 7",
        "Rebels shelled Beni.\nDistrict | Houses burnt | Cattle taken\nBeni | 12 | 7",
    ],
)
def test_other_tables_hold_no_casualties(extract: Extract, text: str) -> None:
    assert not extract(text, "2024-01-12").casualties


def test_a_row_with_a_note_in_prose_is_read_as_prose(extract: Extract) -> None:
    text = (
        "Place | Note | Fatalities\n"
        "Orchha | Insurgents ambushed a police patrol on the forest road and shot dead two constables | 2"
    )
    found = extract(text, "2010-06-20").casualties
    assert [(c.outcome, c.count_min, c.victim_class) for c in found] == [("killed", 2, "combatant")]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        (
            "KIRKUK - A bomb wounded two men.\nMOSUL - Gunmen killed a clerk.\nHILLA - Gunmen killed two guards.",
            {"KIRKUK", "MOSUL", "HILLA"},
        ),
        ("Mali - Tessit (Gao), 15 May: The army shelled a camp. Seven dead.", {"Tessit"}),
        ("Nikopol: shelling wounded two people.", {"Nikopol"}),
    ],
)
def test_the_head_of_an_item_places_it(extract: Extract, text: str, places: set[str]) -> None:
    assert {c.place_text for c in extract(text, "2024-05-20").casualties} == places
