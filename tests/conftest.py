"""What all tests share: a ledger in a temporary home, and an extractor that needs no language model."""

import os
import re
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from dagster import ConfigurableResource

from orchestration.home import SHARED, Home, Settings
from orchestration.ingestion.deliveries import Limits
from orchestration.records import Article, Extraction, Mention, Rejected, Sentence, StrikeClaim

# No test writes into the lake of whoever runs it, or reads on their cluster.
for name in SHARED:
    os.environ.pop(name, None)

PLACES = {"Aleppo": (36.2, 37.16), "Raqqa": (35.95, 39.01)}


class StubExtractor:
    """Every sentence that says "struck PLACE" is a strike; a text with BOOM cannot be read."""

    def extract_many(self, articles: Iterable[Article]) -> Iterator[Extraction]:
        for article in articles:
            if "BOOM" in article.text:
                raise ValueError("the stub does not like this text")
            yield self._extract(article)

    def _extract(self, article: Article) -> Extraction:
        spans = [match.span() for match in re.finditer(r"[^.]+\.", article.text)]
        mentions, strikes = [], []
        for index, (start, end) in enumerate(spans):
            for match in re.finditer(r"struck (\w+)", article.text[start:end]):
                name = match.group(1)
                mentions.append(_mention(article, index, start + match.start(1), name))
                strikes.append(_strike(article, start, end, name, mentions[-1].mention_id))
        return Extraction(
            article_id=article.article_id,
            sentences=tuple(Sentence(article.article_id, i, *span) for i, span in enumerate(spans)),
            mentions=tuple(mentions),
            strikes=tuple(strikes),
            casualties=(),
            territory=(),
            rejected=(Rejected(article.article_id, "casualties", 0, 1, article.text[:1], "a stub"),),
        )


def _hash(*parts: object) -> str:
    return sha256("\0".join(map(str, parts)).encode()).hexdigest()[:32]


def _mention(article: Article, index: int, start: int, name: str) -> Mention:
    return Mention(
        mention_id=_hash(article.article_id, start, "place"),
        article_id=article.article_id,
        sentence_index=index,
        kind="place",
        start=start,
        end=start + len(name),
        text=name,
        value=name.lower(),
    )


def _strike(article: Article, start: int, end: int, name: str, mention_id: str) -> StrikeClaim:
    latitude, longitude = PLACES.get(name, (None, None))
    nothing = dict.fromkeys(
        (
            "inherited source_text source_name source_via cue cue_force evidential_basis event_date_end"
            " date_precision country_code attacker_text attacker_id attacker_name target_text target_class"
            " target_actor_text target_actor_id target_actor_name weapon_text strikes_min strikes_max"
            " targets_min targets_max munitions_min munitions_max intercepted_min intercepted_max"
            " launched_from"
        ).split()
    )
    return StrikeClaim(
        **nothing,
        claim_id=_hash(article.article_id, start, end, name, article.published_on),
        article_id=article.article_id,
        rule="stub",
        mention_ids=mention_id,
        mention_count=1,
        evidence_text=article.text[start:end],
        evidence_start=start,
        evidence_end=end,
        scope="incident",
        modality="asserted",
        source_role="outlet",
        attribution="outlet_voice",
        event_date_start=article.published_on,
        place_text=name,
        place_name=name,
        place_id=name.lower(),
        latitude=latitude,
        longitude=longitude,
        where_precision=1,
        confidence=0.5,
        strike_type="airstrike",
    )


class StubExtractorResource(ConfigurableResource):
    """Stands in for the real extractor; `stub_version` plays a new release."""

    stub_version: str = "stub-1"

    def version(self) -> str:
        return self.stub_version

    def loader(self) -> type[StubExtractor]:
        return StubExtractor


@pytest.fixture
def stub_extractor_resource() -> type[StubExtractorResource]:
    return StubExtractorResource


@pytest.fixture
def stub_extractor() -> StubExtractor:
    return StubExtractor()


def make_settings(folder: Path) -> Settings:
    """A ledger with an empty inbox, in folders with spaces in their names."""
    home, inbox = folder / "ledger home", folder / "in box"
    home.mkdir()
    inbox.mkdir()
    return Settings(home=Home(home), inbox=inbox, limits=Limits(file_bytes=100_000, text_chars=20_000))


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return make_settings(tmp_path)


@pytest.fixture(scope="module")
def settings_for_module(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return make_settings(tmp_path_factory.mktemp("ledger"))


@pytest.fixture
def inbox(settings: Settings) -> Path:
    return settings.inbox
