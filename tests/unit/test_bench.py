"""The benchmark's corpora and its measurements hold what they say; how fast it is fails nothing."""

from collections import Counter

import pytest

from orchestration.bench.__main__ import compared
from orchestration.bench.corpora import CONFLICT, GENERAL, texts
from orchestration.bench.general_news import general_news


@pytest.mark.parametrize("corpus", [CONFLICT, GENERAL])
def test_a_corpus_is_the_same_every_time_and_no_text_comes_twice(corpus: str) -> None:
    first = list(texts(corpus, 200))
    assert first == list(texts(corpus, 200))
    assert max(Counter(first).values()) == 1


def test_general_news_leaves_no_slot_open_and_gives_no_claims(extractor_of_bench) -> None:
    news = list(general_news(60))
    assert not any("{" in text for text in news)
    from orchestration.records import Article

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
