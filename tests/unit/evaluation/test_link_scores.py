"""The measures of agreement between partitions, against figures worked out by hand."""

import pytest

from orchestration.evaluation.link_scores import alone, b_cubed, pairwise, score_sets

GOLD = {"a": 1, "b": 1, "c": 1, "d": 2}


def test_the_same_partition_is_perfect_whatever_its_names() -> None:
    found = {"a": "x", "b": "x", "c": "x", "d": "y"}
    assert pairwise(GOLD, found).f1 == b_cubed(GOLD, found).f1 == 1.0


def test_a_split_costs_recall_alone() -> None:
    found = {"a": 1, "b": 1, "c": 3, "d": 2}
    assert (pairwise(GOLD, found).precision, pairwise(GOLD, found).recall) == (1.0, pytest.approx(1 / 3))
    assert b_cubed(GOLD, found).precision == 1.0
    assert b_cubed(GOLD, found).recall == pytest.approx((2 / 3 + 2 / 3 + 1 / 3 + 1) / 4)


def test_a_mixture_costs_precision_alone() -> None:
    found = dict.fromkeys(GOLD, 1)
    assert (pairwise(GOLD, found).precision, pairwise(GOLD, found).recall) == (0.5, 1.0)
    assert b_cubed(GOLD, found).precision == pytest.approx((3 / 4 * 3 + 1 / 4) / 4)


def test_an_item_without_a_group_is_alone() -> None:
    groups = alone(["a", "b", "c"], {"a": "x", "b": "x", "c": None})
    assert groups["a"] == groups["b"]
    assert len(set(groups.values())) == 2
    assert len(set(alone(["a", "b"], {}).values())) == 2


def test_f1_of_sets() -> None:
    assert score_sets({1, 2}, {2, 3}).f1 == 0.5
    assert score_sets({1}, set()).f1 == 0.0
