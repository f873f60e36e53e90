"""One article that cannot be read harms no other."""

from orchestration.engines.batches import extract_batch
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
