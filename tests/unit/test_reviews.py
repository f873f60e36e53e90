"""Reviews: which lines count, and what is said of the others."""

from pathlib import Path

import pytest

from orchestration.reviews import LINK, VERDICT, ReviewsUnreadable, check, read_reviews

LINE = {
    "claim_id": "c1",
    "field": "strike_type",
    "value": "drone",
    "who": "ana",
    "when": "2026-05-01",
    "why": "",
}


def problem(**changed: str) -> str | None:
    return check(2, {**LINE, **changed}).problem


@pytest.mark.parametrize(
    "changed",
    [
        {},
        {"field": VERDICT, "value": "accepted"},
        {"field": VERDICT, "value": "rejected"},
        {"field": LINK, "value": ""},
        {"field": "event_date_start", "value": "2024-02-29"},
        {"field": "event_date_start", "value": ""},
        {"field": "count_max", "value": "12"},
        {"field": "superseded", "value": "true"},
        {"field": "place_text", "value": "=cmd|' /C calc'!A0"},
    ],
)
def test_lines_that_count(changed: dict[str, str]) -> None:
    assert problem(**changed) is None


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"claim_id": " "}, "no claim_id"),
        ({"who": ""}, "no who"),
        ({"when": "1 May"}, "when is not a date"),
        ({"when": "20260501"}, "when is not a date"),
        ({"field": VERDICT, "value": "yes"}, "a verdict is one of accepted, rejected"),
        ({"field": "evidence_text"}, "no field 'evidence_text'"),
        ({"value": "plane"}, "strike_type is one of airstrike"),
        ({"value": ""}, "strike_type cannot be empty"),
        ({"field": "count_min", "value": "many"}, "count_min is not a number"),
        ({"field": "superseded", "value": "1"}, "superseded is true or false"),
        ({"field": "event_date_end", "value": "May"}, "event_date_end is not a date"),
    ],
)
def test_lines_that_do_not(changed: dict[str, str], said: str) -> None:
    assert said in (problem(**changed) or "")


def test_lines_keep_their_numbers_and_their_problems(tmp_path: Path) -> None:
    file = tmp_path / "reviews.csv"
    file.write_text(
        "claim_id,field,value,who,when,why\n"
        'c1,verdict,accepted,ana,2026-05-01,"two\nlines"\n'
        "c2,verdict,accepted,ana,2026-05-01,why,one cell too many\n",
        encoding="utf-8-sig",
    )
    first, second = read_reviews(file)
    assert (first.claim_id, first.reason, first.problem) == ("c1", "two\nlines", None)
    assert second.problem == "more cells than columns"


def test_no_file_is_no_review(tmp_path: Path) -> None:
    assert read_reviews(tmp_path / "reviews.csv") == []


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"claim_id,field\n", "no column value, who, when, why"),
        (b"", "no column claim_id"),
        (b"claim_id,field,value,who,when,why\n\xff\xfe\n", "not UTF-8"),
    ],
)
def test_a_file_that_cannot_be_used_says_why(tmp_path: Path, content: bytes, said: str) -> None:
    file = tmp_path / "reviews.csv"
    file.write_bytes(content)
    with pytest.raises(ReviewsUnreadable, match=said):
        read_reviews(file)
