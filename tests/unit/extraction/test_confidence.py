"""What is seen of a claim, and the chance that comes of it."""

from dataclasses import replace

import pytest

from orchestration.extraction.confidence import Surroundings, confidence, features, surroundings
from orchestration.records import CasualtyClaim, Extraction, Rejected, Sentence

TEXT = "Shelling killed two men in Kuito on Monday, residents said.\nKUITO UNDER FIRE"
CLAIM = CasualtyClaim(
    claim_id="c", article_id="a", rule="casualty.transitive", mention_ids="", inherited=None, mention_count=1,
    evidence_text=TEXT[:59], evidence_start=0, evidence_end=59, scope="incident", modality="asserted",
    source_text="residents", source_name="residents", source_role="witness", source_via=None,
    attribution="paraphrase", cue="said", cue_force="neutral", evidential_basis=None,
    event_date_start="1999-01-11", event_date_end="1999-01-11", date_precision="day", place_text="Kuito",
    place_name="Kuito", place_id="p", country_code="AO", latitude=-12.4, longitude=16.9, where_precision=1,
    confidence=0.0, outcome="killed", count_text="two", count_min=2, count_max=2, count_rule="exact",
    victims_text="men", victim_class="civilian", victim_actor_text=None, victim_actor_id=None,
    victim_actor_name=None, perpetrator_text="rebels", perpetrator_id="x", perpetrator_name="Rebels",
    strike_claim_id=None, superseded=False,
)  # fmt: skip


def around(*claims: CasualtyClaim, rejected: tuple[Rejected, ...] = ()) -> Surroundings:
    sentences = (Sentence("a", 0, 0, 59), Sentence("a", 1, 60, len(TEXT)))
    return surroundings(TEXT, Extraction("a", sentences, (), (), claims, (), rejected))


def test_a_plain_claim_shows_little() -> None:
    seen = features(CLAIM, around(CLAIM, CLAIM, CLAIM))
    assert set(seen) == {
        "bias", "table:casualties", "rule:casualty.transitive", "count:exact", "claims beside it",
    }  # fmt: skip
    assert seen["claims beside it"] == pytest.approx(1.585)


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"modality": "planned"}, "modality:unreal"),
        ({"modality": "possible"}, "modality:possible"),
        ({"scope": "subset"}, "scope:subset"),
        ({"scope": "cumulative"}, "scope:several"),
        ({"inherited": "place;date"}, "place inherited:casualties"),
        ({"inherited": "perpetrator"}, "role inherited"),
        ({"place_text": None, "place_id": None}, "no place:casualties"),
        ({"place_id": None}, "place unknown"),
        ({"perpetrator_text": None}, "nobody acts"),
        ({"perpetrator_id": None}, "actor unknown"),
        ({"count_rule": "dozens"}, "count:other"),
        ({"victim_class": "unknown"}, "victims unknown"),
        ({"evidence_start": 60, "evidence_end": 76}, "capitals"),
        ({"evidence_start": 60, "evidence_end": 76}, "no full stop"),
    ],
)
def test_what_makes_a_claim_doubtful_is_seen(change: dict[str, object], name: str) -> None:
    assert name not in features(CLAIM, around(CLAIM))
    assert features(replace(CLAIM, **change), around(CLAIM))[name] == 1.0


def test_candidates_refused_in_the_sentence_are_seen() -> None:
    refused = Rejected("a", "strikes", 0, 8, "Shelling", "a noun that names no event")
    assert features(CLAIM, around(CLAIM, rejected=(refused,)))["candidates refused beside it"] == 1.0


def test_confidence_is_a_chance_to_three_decimals() -> None:
    assert confidence({}, {"bias": 1.0}) == 0.5
    assert (
        confidence({"bias": 2.0, "capitals": -1.0}, {"bias": 1.0, "capitals": 1.0, "unknown": 1.0}) == 0.731
    )
    assert confidence({"bias": 1e9}, {"bias": 1.0}) == 1.0
