"""What counts as the same claim, and which of its fields count as right."""

from typing import Any

import pytest

from orchestration.evaluation.matching import compare, fold, judge, same_name, same_number

TEXT = "Rebels shelled Kuito on Monday.\nThe  army said two civilians died in Kuito. Later, rebels shelled Huambo."
SHELLED = "Rebels shelled Kuito on Monday."


def strike(evidence: str = SHELLED, **columns: Any) -> dict[str, Any]:
    return {
        "evidence_text": evidence,
        "modality": "asserted",
        "place_text": "Kuito",
        "strike_type": "artillery",
    } | columns


def gold(evidence: str = SHELLED, **keys: Any) -> dict[str, Any]:
    return {"evidence": [evidence], "place": ["Kuito", "Cuito"], "strike_type": "artillery"} | keys


def test_the_same_words_and_place_are_the_same_strike() -> None:
    found = compare("strikes", TEXT, [gold()], [strike()])
    assert [(p.gold, p.row, p.perfect) for p in found.pairs] == [(0, 0, True)]
    assert not found.missed and not found.extra


def test_evidence_matches_however_its_white_space_was_copied() -> None:
    row = strike("The  army said two civilians died in Kuito.")
    assert compare("strikes", TEXT, [gold("The army said\ntwo civilians died in Kuito.")], [row]).pairs


@pytest.mark.parametrize(
    "row",
    [
        strike("Later, rebels shelled Huambo."),
        strike(place_text="Huambo"),
        strike(modality="planned"),
        strike("words that are not in the article"),
    ],
    ids=["other words", "other place", "unreal", "no evidence"],
)
def test_another_claim_is_missed_and_extra(row: dict[str, Any]) -> None:
    found = compare("strikes", TEXT, [gold()], [row])
    assert (found.pairs, found.missed, found.extra) == ((), (0,), (0,))


def test_a_claim_made_twice_is_extra_once_and_the_better_row_matches() -> None:
    found = compare("strikes", TEXT, [gold()], [strike(strike_type="rocket"), strike()])
    assert [p.row for p in found.pairs] == [1]
    assert found.extra == (0,)


def test_a_row_serves_required_gold_before_optional_gold() -> None:
    found = compare("strikes", TEXT, [gold(optional=True), gold(strike_type="rocket")], [strike()])
    assert [p.gold for p in found.pairs] == [1]


def test_optional_gold_neither_helps_nor_hurts() -> None:
    assert compare("strikes", TEXT, [gold(optional=True)], []).missed == ()
    assert compare("strikes", TEXT, [gold(optional=True)], [strike()]).neutral == (0,)
    assert compare("strikes", TEXT, [gold(optional=True)], [strike(place_text="Huambo")]).extra == (0,)


def test_an_optional_region_forgives_whatever_is_said_there() -> None:
    found = compare("strikes", TEXT, [gold(optional="region")], [strike(place_text="Huambo")])
    assert (found.extra, found.neutral) == ((), (0,))


def test_casualties_agree_in_outcome_and_interval() -> None:
    known = {"evidence": ["two civilians died"], "outcome": "killed", "count_min": 2, "count_max": 2}
    row = {
        "evidence_text": "The  army said two civilians died in Kuito.",
        "outcome": "killed",
        "count_min": 2,
    }
    assert compare("casualties", TEXT, [known], [row | {"count_max": 2}]).pairs
    assert not compare("casualties", TEXT, [known], [row | {"count_max": None}]).pairs
    assert not compare("casualties", TEXT, [known], [row | {"count_max": 2, "outcome": "injured"}]).pairs


@pytest.mark.parametrize(("said", "same"), [("recapture", True), ("capture", True), ("withdrawal", False)])
def test_capture_and_recapture_are_one_group(said: str, same: bool) -> None:
    known = {"evidence": [SHELLED], "change_type": "capture"}
    assert (
        bool(compare("territory", TEXT, [known], [{"evidence_text": SHELLED, "change_type": said}]).pairs)
        is same
    )


@pytest.mark.parametrize(
    ("known", "said", "right"),
    [
        ("Russia", ["Russian warplanes", "Russia"], True),
        (["UNITA"], ["the UNITA rebels"], True),
        (["UNITA"], ["UNITAS"], False),
        (["al-Qa'im"], ["Al Qa’im"], True),
        (None, ["anybody"], False),
        (None, [None, ""], True),
        ([None, "MPLA"], [None], True),
        (["MPLA"], [None], False),
    ],
)
def test_names_match_as_whole_words(known: Any, said: list[Any], right: bool) -> None:
    assert same_name(known, said) is right


def test_names_are_folded() -> None:
    assert fold("The  Königsberg's Guard!") == "konigsberg guard"


@pytest.mark.parametrize(
    ("known", "said", "same"),
    [
        (9.66, 9.7, True),
        (9.66, 10, False),
        (12, 12.4, False),
        (None, None, True),
        (None, 3, False),
        (0, None, False),
    ],
)
def test_numbers(known: float | None, said: float | None, same: bool) -> None:
    assert same_number(known, said) is same


def test_only_fields_that_gold_has_are_judged() -> None:
    known = {"scope": "incident", "date": "1999-01-11", "latlon": [-12.38, 16.94], "strikes_min": 3}
    row = {"scope": None, "event_date_start": "1999-01-11", "event_date_end": "1999-01-11", "strikes_min": 3}
    row |= {"latitude": -12.3, "longitude": 16.9}
    assert judge("strikes", known, row) == {"scope": True, "date": True, "latlon": True, "strikes": True}
    assert judge("strikes", known, row | {"latitude": -13.0, "event_date_end": None}) == {
        "scope": True, "date": False, "latlon": False, "strikes": True,
    }  # fmt: skip


def test_every_weapon_of_a_list_must_be_named() -> None:
    assert judge("strikes", {"weapon": ["Su-24", "Su-34"]}, {"weapon_text": "Su-34M; Su-24SM"}) == {
        "weapon": True
    }
    assert judge("strikes", {"weapon": ["Su-24", "Tu-95"]}, {"weapon_text": "Su-34M; Su-24SM"}) == {
        "weapon": False
    }
