"""Fitting confidence: what is learnt, what is shrunk, and that it is the same each time."""

from pathlib import Path

import pytest

from orchestration.evaluation.calibrate import (
    MAX_FEATURES,
    Example,
    choose_features,
    fit,
    left_out,
    rescaled,
    write_table,
)
from orchestration.extraction.confidence import confidence

SURE = {"bias": 1.0, "table:casualties": 1.0}
UNSURE = {**SURE, "place inherited": 1.0}


@pytest.fixture
def examples() -> list[Example]:
    """Plain rows are right 9 times in 10, rows with an inherited place 4 times in 10."""
    return [
        Example(f"article {i % 20}", seen, i % 10 < right)
        for i in range(200)
        for seen, right in ((SURE, 9), (UNSURE, 4))
    ]


def test_confidence_is_how_often_such_rows_are_right(examples: list[Example]) -> None:
    weights = fit(examples, choose_features(examples), 3.0)
    assert confidence(weights, SURE) == pytest.approx(0.9, abs=0.05)
    assert confidence(weights, UNSURE) == pytest.approx(0.4, abs=0.04)


def test_a_larger_penalty_pulls_towards_the_mean(examples: list[Example]) -> None:
    names = choose_features(examples)
    assert (
        0.4
        < confidence(fit(examples, names, 100.0), UNSURE)
        < confidence(fit(examples, names, 100.0), SURE)
        < 0.9
    )


def test_the_scale_follows_text_that_no_rule_was_written_for(examples: list[Example]) -> None:
    weights = fit(examples, choose_features(examples), 3.0)
    worse = [Example("new", SURE, i % 10 < 6) for i in range(200)]
    assert confidence(rescaled(weights, worse), SURE) == pytest.approx(0.6, abs=0.05)


def test_the_fit_is_the_same_each_time_and_leaves_articles_out(examples: list[Example]) -> None:
    names = choose_features(examples)
    assert fit(examples, names, 3.0) == fit(list(examples), names, 3.0)
    assert len(left_out(examples, names, 3.0)) == len(examples)


def test_rare_features_are_left_out_and_the_bias_comes_first(examples: list[Example]) -> None:
    rare = Example("one", {**SURE, "seen once": 1.0}, True)
    many = [Example("a", {"bias": 1.0} | {f"f{n}": 1.0 for n in range(60)}, True)] * 30
    assert "seen once" not in choose_features([*examples, rare])
    names = choose_features([*examples, *many])
    assert (names[0], len(names)) == ("bias", MAX_FEATURES)


def test_weights_are_written_in_order(tmp_path: Path) -> None:
    write_table(tmp_path / "w.csv", ("model", "feature"), {("m", "bias"): 1.5, ("m", "a"): -0.25})
    assert [line.split(",")[:3] for line in (tmp_path / "w.csv").read_text().splitlines()] == [
        ["model", "feature", "weight"],
        ["m", "a", "-0.250"],
        ["m", "bias", "1.500"],
    ]
