"""Claims with everything filled in that a test does not care about."""

from collections.abc import Callable
from pathlib import Path

import pytest

from orchestration.home import REFERENCE_DIR
from orchestration.linking.linker import Rules
from orchestration.linking.records import ArticleText, LinkClaim
from orchestration.linking.rules import load_rules

TOWN = {"place_text": "Ariha", "place_key": "ariha", "place_id": "p1", "country_code": "SY",
        "latitude": 35.8, "longitude": 36.6, "where_precision": 1}  # fmt: skip
NOWHERE = dict.fromkeys(TOWN)


@pytest.fixture(scope="session")
def rules() -> Rules:
    return load_rules(REFERENCE_DIR)[1]


def make_claim(claim_id: str = "c1", **values) -> LinkClaim:
    """A strike on a market in Ariha on 12 October, told in an article of that day."""
    defaults = {
        "fact_table": "fct_strikes", "article_id": "a1", "published_on": "2023-10-12", "origin_id": "o1",
        "evidence_text": "Jets struck a market in Ariha.", "evidence_start": 0, "evidence_end": 30,
        "scope": "incident", "modality": "asserted", "source_name": None,
        "event_date_start": "2023-10-12", "event_date_end": "2023-10-12", "date_precision": "day", **TOWN,
        "action": "airstrike", "actor_id": "russia", "opponent_id": None, "target_class": "market",
        "target_text": "a market", "count_min": None, "count_max": None, "strike_claim_id": None,
    }  # fmt: skip
    return LinkClaim(claim_id=claim_id, **{**defaults, **values})


def make_toll(claim_id: str, count: int, **values) -> LinkClaim:
    """A number of killed, with no place or date of its own."""
    defaults = {
        **NOWHERE, "fact_table": "fct_casualty_claims", "action": "killed", "target_class": None,
        "target_text": None, "actor_id": None, "event_date_start": None, "event_date_end": None,
        "count_min": count, "count_max": count, "evidence_text": f"{count} people were killed.",
    }  # fmt: skip
    return make_claim(claim_id, **{**defaults, **values})


@pytest.fixture
def claim() -> Callable[..., LinkClaim]:
    return make_claim


@pytest.fixture
def toll() -> Callable[..., LinkClaim]:
    return make_toll


@pytest.fixture
def article() -> Callable[..., ArticleText]:
    def make(article_id: str, text: str, publisher: str | None = "Paper", day: str | None = "2023-10-12"):
        return ArticleText(article_id, publisher, day, text)

    return make


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "warehouse.duckdb"
