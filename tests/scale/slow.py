"""A stub of the extractor that takes its time, and leaves a trace of every attempt at a batch."""

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from orchestration.records import Article, Extraction
from tests.conftest import StubExtractor, StubExtractorResource

SECONDS_PER_ARTICLE = 0.03


@dataclass(frozen=True)
class SlowExtractor:
    traces: Path

    def extract_many(self, articles: Iterable[Article]) -> Iterator[Extraction]:
        given = list(articles)
        (self.traces / f"{given[0].article_id}.{uuid4().hex}").touch()
        for article in given:
            time.sleep(SECONDS_PER_ARTICLE)
            yield from StubExtractor().extract_many([article])


@dataclass(frozen=True)
class SlowLoader:
    traces: Path

    def __call__(self) -> SlowExtractor:
        return SlowExtractor(self.traces)


class SlowExtractorResource(StubExtractorResource):
    traces: str

    def loader(self) -> SlowLoader:
        return SlowLoader(Path(self.traces))
