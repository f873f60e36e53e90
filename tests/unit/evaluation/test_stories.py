"""The story set holds what it promises, and its claims are found by what an extractor may change."""

from collections import Counter

from orchestration.evaluation.stories import GoldClaim, found_claims, load_stories


def test_the_story_set_is_as_large_as_promised() -> None:
    stories = load_stories()
    assert len(stories.stories) >= 60
    assert len({c.incident for c in stories.claims if c.incident}) >= 12
    assert Counter(r.relation for r in stories.relations).keys() == {
        "corroborates", "denies", "disputes_actor", "disputes_count", "disputes_target", "rolls_up",
        "subset_of", "updates",
    }  # fmt: skip


def test_every_relation_is_between_statements_that_claims_make() -> None:
    stories = load_stories()
    statements = {c.statement for c in stories.claims}
    for relation in stories.relations:
        assert {relation.from_statement, relation.to_statement} <= statements


def row(claim_id: str, start: int, end: int, **values) -> dict:
    return {
        "claim_id": claim_id,
        "evidence_start": start,
        "evidence_end": end,
        "modality": "asserted",
        **values,
    }


def test_a_gold_claim_is_the_shortest_row_with_its_words_and_values() -> None:
    text = "The toll rose to 14. Nine were hurt."
    gold = GoldClaim("a", "casualties", "rose to 14", (("count_min", "14"),), "I", "I.killed.14")
    rows = [
        row("long", 0, 36, count_min=14),
        row("short", 0, 20, count_min=14),
        row("other", 0, 20, count_min=9),
    ]
    (found,) = found_claims([gold], {"a": text}, {"a": {"casualties": rows}}).values()
    assert found["claim_id"] == "short"
    assert found_claims([gold], {"a": text}, {"a": {"casualties": rows[2:]}}) == {}
