"""From compared rows to scores, reliability and weaknesses, on a gold of two articles."""

from typing import Any

import pytest

from orchestration.evaluation.gold import GoldArticle
from orchestration.evaluation.quality import NOTES_END, NOTES_START, kept_notes, quality_page
from orchestration.evaluation.report import (
    Judgement,
    calibration_error,
    judge_all,
    outcomes,
    reliability,
    rows_without_conflict,
    scores,
    scores_by,
    weaknesses,
)

TEXT = "Rebels took Molki. The army took Barentu. Troops left Tesseney."


def article(name: str, set_name: str, register: str, rows: list[dict[str, Any]]) -> GoldArticle:
    return GoldArticle(
        set_name, name, TEXT, register, "none", {}, {"strikes": [], "casualties": [], "territory": rows}
    )


def capture(evidence: str, place: str, **keys: Any) -> dict[str, Any]:
    return {"evidence": [evidence], "change_type": "capture", "place": place, "scope": "incident"} | keys


def row(evidence: str, place: str, confidence: float, **columns: Any) -> dict[str, Any]:
    said = {
        "evidence_text": evidence,
        "change_type": "capture",
        "place_text": place,
        "confidence": confidence,
    }
    return said | {"rule": "capture:took", "scope": "incident"} | columns


@pytest.fixture
def judgements() -> list[Judgement]:
    wire = [
        capture("Rebels took Molki.", "Molki", gainer="Rebels"),
        capture("The army took Barentu.", "Barentu"),
    ]
    articles = [article("a-wire", "dev", "wire", wire), article("b-trap", "held_back", "no conflict", [])]
    said = {
        "a-wire": {
            "territory": [
                row("Rebels took Molki.", "Molki", 0.95, gainer_text="the army"),
                row("Troops left Tesseney.", "Tesseney", 0.4),
            ]
        },
        "b-trap": {"territory": [row("Rebels took Molki.", "Molki", 0.3)]},
    }
    return judge_all(articles, said)


def test_scores_count_found_missed_extra_and_perfect(judgements: list[Judgement]) -> None:
    tally = scores(j for j in judgements if j.article.set_name == "dev")["territory"]
    assert (tally.gold, tally.found, tally.extra, tally.perfect) == (2, 1, 1, 0)
    assert (tally.precision, tally.recall, tally.f1, tally.perfect_f1) == (0.5, 0.5, 0.5, 0.0)
    assert tally.fields == {"change_type": (1, 1), "scope": (1, 1), "gainer": (0, 1)}


def test_scores_by_group_come_with_the_largest_group_first(judgements: list[Judgement]) -> None:
    found = scores_by(judgements, lambda a: a.register)
    assert list(found) == ["wire", "no conflict"]
    assert found["no conflict"]["territory"].extra == 1


def test_rows_on_articles_without_conflict_are_counted(judgements: list[Judgement]) -> None:
    assert rows_without_conflict(judgements) == (1, 1)


def test_reliability_compares_confidence_with_what_came_true(judgements: list[Judgement]) -> None:
    rows = outcomes(judgements)
    assert sorted(rows) == [(0.3, False), (0.4, False), (0.95, True)]
    bins = reliability(rows)
    assert [(b.low, b.rows, b.right) for b in bins] == [(0.3, 2, 0), (0.9, 1, 1)]
    assert calibration_error(bins) == pytest.approx((2 * 0.35 + 0.05) / 3)


def test_weaknesses_say_how_many_of_how_many_and_where(judgements: list[Judgement]) -> None:
    (missed,) = weaknesses(judgements, "missed", 5)
    assert (missed.table, missed.group, missed.count, missed.of) == ("territory", "capture", 1, 2)
    assert "Barentu" in missed.examples[0].told
    (wrong,) = weaknesses(judgements, "wrong field", 5)
    assert wrong.group == "gainer" and "Rebels read as the army" in wrong.examples[0].told


def test_the_page_shows_no_text_of_held_back_articles_and_keeps_its_notes(
    judgements: list[Judgement],
) -> None:
    page = quality_page(judgements, "abc", "Kept by hand.")
    assert "a-wire" in page and "b-trap" not in page
    assert kept_notes(page) == "Kept by hand."
    assert kept_notes("no markers") == kept_notes(NOTES_START + " half") == kept_notes(NOTES_END) == ""
