"""What the subject is learnt from: articles run together, and lines alone."""

import pytest

from orchestration.evaluation.gold import GoldArticle
from orchestration.evaluation.subject_examples import digests, notes

SHELLING = "Shells hit Goma on Monday, killing two."
TALK = "Diplomats met in Geneva."


def article(name: str, text: str, *evidence: str) -> GoldArticle:
    rows = {"strikes": [{"evidence": [e]} for e in evidence], "casualties": [], "territory": []}
    return GoldArticle("dev", name, text, "wire", "none", {"published_on": None}, rows)  # type: ignore[arg-type]


@pytest.fixture
def articles() -> list[GoldArticle]:
    return [
        article("war", f"{TALK}\n{SHELLING}", SHELLING),
        article("cup", "A cup tie."),
        article("film", "A film."),
    ]


def test_each_article_without_rows_is_run_together_with_one_that_has_some(
    articles: list[GoldArticle],
) -> None:
    made = digests(articles)
    assert [(d.source_ref, d.rows["strikes"]) for d in made] == [
        ("cup", articles[0].rows["strikes"]),
        ("film", articles[0].rows["strikes"]),
    ]
    assert made[0].text.endswith("A cup tie.")
    assert made[1].text.startswith("A film.")


def test_a_note_is_a_line_with_evidence_where_there_is_any(articles: list[GoldArticle]) -> None:
    assert [n.text for n in notes(articles)] == [SHELLING, "A cup tie.", "A film."]
