"""One article that cannot be read harms no other."""

import pytest

from orchestration.engines.batches import BATCH, extract_batch, spans
from orchestration.ingestion.identity import article_id, text_hash
from orchestration.records import Article, Extraction
from orchestration.warehouse import Unread


def article(text: str) -> Article:
    return Article(article_id(text, None), text, text_hash(text), text, None, None, None, None)


def test_the_reason_stands_in_place_of_the_extraction(stub_extractor) -> None:
    articles = [article(text) for text in ("Jets struck Aleppo.", "BOOM.", "Jets struck Raqqa.")]
    first, failed, last = extract_batch(stub_extractor, articles)
    assert isinstance(first, Extraction)
    assert isinstance(last, Extraction)
    assert first.article_id == articles[0].article_id
    assert last.article_id == articles[2].article_id
    assert failed == Unread("failed", "ValueError: the stub does not like this text")


def test_an_empty_batch(stub_extractor) -> None:
    assert extract_batch(stub_extractor, []) == []


@pytest.mark.parametrize("count", [0, 1, 9, 50, 51, 200, 1234])
def test_batches_hold_each_article_once_and_in_order(count: int) -> None:
    assert [i for start, end in spans(count) for i in range(start, end)] == list(range(count))


def test_the_last_batches_are_small_so_that_workers_end_together() -> None:
    sizes = [end - start for start, end in spans(1000)]
    assert max(sizes) == BATCH
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[-1] <= BATCH // 4
