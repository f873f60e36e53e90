"""The gold that ships: readable, described, and nothing in it that the text does not hold."""

import json
from pathlib import Path

import pytest

from orchestration.evaluation.gold import SETS, GoldError, load_gold, write_inbox
from orchestration.evaluation.matching import flatten


def test_every_article_is_known_by_one_id_and_described() -> None:
    articles = load_gold()
    assert {a.set_name for a in articles} == set(SETS)
    assert len({a.source_ref for a in articles}) == len(articles)
    assert [a.source_ref for a in articles if "unknown" in (a.register, a.conflict)] == []


def test_every_passage_of_evidence_stands_in_its_article() -> None:
    absent = [
        a.source_ref
        for a in load_gold()
        for rows in a.rows.values()
        for row in rows
        if any(flatten(passage) not in flatten(a.text) for passage in row["evidence"])
    ]
    assert absent == []


def test_the_inbox_gets_the_reports_without_their_rows(tmp_path: Path) -> None:
    write_inbox(load_gold(["seed"]), tmp_path / "inbox")
    (line,) = (tmp_path / "inbox" / "gold.jsonl").read_text(encoding="utf-8").splitlines()
    assert set(json.loads(line)) == {"id", "url", "title", "publisher", "published_on", "text"}


def test_a_missing_set_is_named(tmp_path: Path) -> None:
    (tmp_path / "articles.csv").write_text("id,register,conflict\n")
    with pytest.raises(GoldError, match=r"dev\.jsonl"):
        load_gold(["dev"], tmp_path)
