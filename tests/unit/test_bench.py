"""The benchmark's corpora and its measurements hold what they say; how fast it is fails nothing."""

from collections import Counter

import pytest

from orchestration.bench.__main__ import compared
from orchestration.bench.bulk import Bulk
from orchestration.bench.corpora import CONFLICT, GENERAL, texts
from orchestration.bench.general_news import general_news
from orchestration.records import Article


@pytest.mark.parametrize("corpus", [CONFLICT, GENERAL])
def test_a_corpus_is_the_same_every_time_and_no_text_comes_twice(corpus: str) -> None:
    first = list(texts(corpus, 200))
    assert first == list(texts(corpus, 200))
    assert max(Counter(first).values()) == 1


def test_general_news_leaves_no_slot_open_and_gives_no_claims(extractor_of_bench) -> None:
    news = list(general_news(60))
    assert not any("{" in text for text in news)
    found = extractor_of_bench.extract_many(
        Article(str(i), text, "", str(i), None, None, None, "2024-03-15") for i, text in enumerate(news)
    )
    assert [e.article_id for e in found if e.strikes or e.territory] == []


@pytest.fixture
def extractor_of_bench():
    from orchestration.home import CACHE_DIR, REFERENCE_DIR
    from orchestration.reference import load_extractor

    return load_extractor(REFERENCE_DIR, CACHE_DIR)


def test_a_comparison_has_claims_and_a_ratio() -> None:
    row, ratio = compared(("spacy", "extraction"), CONFLICT, 12, 1, "cpu")
    assert ratio > 0
    assert int(row.split("|")[-2]) > 100


def test_a_composed_report_has_its_evidence_and_mentions_where_they_are_said_to_be() -> None:
    bulk = Bulk()
    for number in range(30):
        told = bulk.record(number)
        article = Article("a" * 32, told["text"], "", told["id"], None, None, told["publisher"], None)
        found = bulk.extraction(article)
        assert len(found.territory) == (number % 5 == 0)
        for claim in (*found.strikes, *found.casualties, *found.territory):
            assert claim.evidence_text == article.text[claim.evidence_start : claim.evidence_end]
        for mention in found.mentions:
            assert mention.text == article.text[mention.start : mention.end] != ""


def test_every_tenth_composed_report_is_a_reprint() -> None:
    texts_of = [Bulk().record(number)["text"] for number in range(20)]
    assert texts_of[9].split(". ")[2:] == texts_of[8].split(". ")[2:]
    assert texts_of[8].split(". ")[2:] != texts_of[7].split(". ")[2:]
