"""`make explain`: finding the article that is meant, and telling it so that a terminal is safe."""

from pathlib import Path
from typing import Any

import duckdb
import pytest

from orchestration.explain import NotFound, read_story, tell
from orchestration.terminal import printable

TEXT = "Rebels took Molki, the army said.\nA strike of miners went on.\n"
ARTICLES = [("aa11", "horn/molki"), ("ab22", "horn/barentu")]
CLAIM: dict[str, Any] = {
    "claim_id": "c1", "article_id": "aa11", "evidence_text": "Rebels took Molki", "evidence_start": 0,
    "evidence_end": 17, "scope": "incident", "modality": "asserted", "source_text": "the army",
    "source_name": "Eritrean army", "source_role": "belligerent", "source_via": None, "attribution": "paraphrase",
    "cue": "said", "cue_force": "neutral", "evidential_basis": None, "event_date_start": "2000-05-18",
    "event_date_end": "2000-05-18", "date_precision": "day", "place_text": "Molki", "place_name": "Molki",
    "place_id": "p1", "country_code": "ER", "latitude": 15.0, "longitude": 38.0, "where_precision": 1,
    "confidence": 0.81, "rule": "capture:took", "inherited": "date", "mention_count": 2, "change_type": "capture",
    "gainer_text": "Rebels", "gainer_id": None, "gainer_name": None, "loser_text": None, "loser_id": None,
    "loser_name": None, "places_min": 1, "places_max": None, "distance_km_min": None, "distance_km_max": None,
    "direction": None, "reference_text": None, "superlative": False,
}  # fmt: skip


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    path = tmp_path / "ledger.duckdb"
    with duckdb.connect(str(path)) as database:
        database.execute("CREATE SCHEMA marts")
        database.execute(
            "CREATE TABLE marts.dim_articles (article_id VARCHAR, source_ref VARCHAR, title VARCHAR, publisher VARCHAR,"
            " published_on DATE, url VARCHAR, text VARCHAR, extraction_status VARCHAR, extraction_error VARCHAR,"
            " extractor_version VARCHAR)"
        )
        database.execute("CREATE TABLE marts.fct_deliveries (article_id VARCHAR, source_ref VARCHAR)")
        for key, ref in ARTICLES:
            database.execute(
                "INSERT INTO marts.dim_articles VALUES (?, ?, NULL, 'Horn Wire', '2000-05-19', NULL, ?, 'done', NULL, 'v1')",
                [key, ref, TEXT],
            )
        database.execute("INSERT INTO marts.fct_deliveries VALUES ('aa11', 'mail-7.txt')")
        types = {str: "VARCHAR", int: "BIGINT", float: "DOUBLE", bool: "BOOLEAN", type(None): "VARCHAR"}
        columns = ", ".join(f"{name} {types[type(value)]}" for name, value in CLAIM.items())
        database.execute(f"CREATE TABLE marts.fct_territorial_changes ({columns})")
        marks = ", ".join("?" for _ in CLAIM)
        database.execute(f"INSERT INTO marts.fct_territorial_changes VALUES ({marks})", list(CLAIM.values()))
        for fact in ("fct_strikes", "fct_casualty_claims"):
            database.execute(
                f"CREATE TABLE marts.{fact} (article_id VARCHAR, evidence_start BIGINT, evidence_end BIGINT, claim_id VARCHAR)"
            )
        database.execute(
            "CREATE TABLE marts.fct_rejected_candidates AS SELECT 'aa11' AS article_id, 'strikes' AS claim_table,"
            " 'strike' AS candidate_text, 36 AS candidate_start, 42 AS candidate_end, 'labour strike' AS reason"
        )
    return path


@pytest.mark.parametrize("reference", ["horn/molki", "aa11", "horn/m", "aa", "mail-7.txt"])
def test_an_article_is_found_by_its_names_and_their_beginnings(ledger: Path, reference: str) -> None:
    assert read_story(ledger, reference).article["article_id"] == "aa11"


def test_what_is_not_found_is_said_with_what_there_is(ledger: Path) -> None:
    with pytest.raises(NotFound, match="2 articles are called horn"):
        read_story(ledger, "horn")
    with pytest.raises(NotFound, match="Alike:\n  horn/barentu"):
        read_story(ledger, "BARENTU")
    with pytest.raises(NotFound, match="has 2, for instance"):
        read_story(ledger, "kosovo")
    with pytest.raises(NotFound, match="make run"):
        read_story(ledger.with_name("none.duckdb"), "horn")


def test_a_claim_is_told_with_its_reasons_and_what_was_rejected(ledger: Path) -> None:
    told = "\n".join(tell(read_story(ledger, "aa11")))
    for part in (
        "Rebels took Molki[T1], the army said.",
        "[T1] territory: capture, asserted, incident    confidence 0.81",
        "“Rebels took Molki” 0–17",
        "gainer        “Rebels” (nobody in the dictionary)",
        "places        1 or more",
        "“Molki” = Molki, ER, 15.000 38.000, precision 1",
        "2000-05-18 (day)",
        "“the army” = Eritrean army, belligerent, paraphrase, cue “said” (neutral)",
        "capture:took, told 2 times",
        "inherited     date",
        'not coded, strike: "strike": labour strike',
    ):
        assert part in told
    assert "loser" not in told


def test_an_article_without_claims_says_so(ledger: Path) -> None:
    assert tell(read_story(ledger, "ab22"))[-1] == "No claims."


def test_control_characters_are_spelled_out() -> None:
    assert printable("a\x1b[31mb\u202ec\u0007\n") == "a\\x1b[31mb\\u202ec\\x07 "
