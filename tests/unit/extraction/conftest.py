"""One extractor over the real dictionaries, for the tests of what is read from a sentence."""

from collections.abc import Callable
from pathlib import Path

import pytest

from orchestration.extraction.extractor import Extractor
from orchestration.home import CACHE_DIR
from orchestration.records import Article, Extraction
from orchestration.reference import load_extractor

REFERENCE = Path(__file__).resolve().parents[3] / "seeds" / "reference"

Extract = Callable[..., Extraction]


@pytest.fixture(scope="session")
def extractor() -> Extractor:
    return load_extractor(REFERENCE, CACHE_DIR)


@pytest.fixture(scope="session")
def extract(extractor: Extractor) -> Extract:
    """`extract(text, published_on=None)`: everything read from a text of a publisher unknown."""

    def read(text: str, published_on: str | None = None) -> Extraction:
        article = Article("a" * 32, text, "", "test", None, None, None, published_on)
        return next(iter(extractor.extract_many([article])))

    return read
