"""Reports into incidents across articles: who belongs together, and that ids stay."""

from dataclasses import replace

import pytest

from orchestration.linking.blocking import block_keys
from orchestration.linking.linker import gather_reports, incident_id, link
from orchestration.linking.records import ReportBlock
from tests.unit.linking.conftest import make_claim, make_toll

OTHER = {"article_id": "a2", "origin_id": "o2"}


def linked(rules, claims, standing=(), previous=None, alive=frozenset()):
    blocks = [ReportBlock(r.report_id, r.article_id, key) for r in standing for key in block_keys(r)]
    return link(gather_reports(claims), standing, blocks, previous or {}, alive, rules, "read anew")


def incidents(rules, *claims) -> dict[str, str]:
    return {c.claim_id: c.incident_id for c in linked(rules, claims).claims}


@pytest.mark.parametrize(
    ("second", "is_one"),
    [
        ({}, True),
        ({"published_on": "2023-10-14"}, True),
        ({"action": "missile"}, True),
        ({"event_date_start": None, "event_date_end": None}, True),
        (
            {"event_date_start": "2023-10-15", "event_date_end": "2023-10-15", "published_on": "2023-10-15"},
            False,
        ),
        ({"action": "ied", "target_class": None, "evidence_text": "A car bomb went off in Ariha."}, False),
        ({"target_class": "medical", "action": "artillery", "evidence_text": "Shells hit a clinic."}, False),
        ({"place_id": "p2", "place_key": "homs", "latitude": 34.7}, False),
        ({"place_id": "x", "country_code": "PS", "latitude": 31.8, "longitude": 35.4}, True),
        ({"place_id": None, "latitude": None, "longitude": None, "country_code": None}, True),
        ({"fact_table": "fct_territorial_changes", "action": "capture", "target_class": None}, False),
    ],
)
def test_claims_of_two_articles(rules, second, is_one) -> None:
    found = incidents(rules, make_claim("c1"), make_claim("c2", **{**OTHER, **second}))
    assert (found["c1"] == found["c2"]) is is_one


def test_namesakes_with_different_events_stay_apart(rules) -> None:
    libya = make_claim(
        "c1", place_key="tripoli", place_id="ly", country_code="LY", latitude=32.9, longitude=13.2
    )
    lebanon = make_claim(
        "c2", place_key="tripoli", place_id="lb", country_code="LB", latitude=34.4, longitude=35.8,
        action="ied", target_class="military_base", actor_id=None, evidence_text="A car bomb.", **OTHER,
    )  # fmt: skip
    found = incidents(rules, libya, lebanon)
    assert found["c1"] != found["c2"]


def test_two_events_of_one_article_are_never_one_incident(rules) -> None:
    """Even where a third report fits both."""
    first = make_claim("c1", evidence_text="In the morning jets struck Ariha.", target_class=None)
    second = make_claim(
        "c2", evidence_text="Another air strike hit Ariha.", target_class=None, evidence_start=50
    )
    vague = make_claim("c3", target_class=None, evidence_text="An air strike hit Ariha.", **OTHER)
    found = incidents(rules, first, second, vague)
    assert found["c1"] != found["c2"]
    assert found["c3"] in (found["c1"], found["c2"])


def test_a_casualty_claim_is_in_the_incident_of_its_strike(rules) -> None:
    toll = make_toll("k", 7, strike_claim_id="c2", **OTHER)
    found = incidents(rules, make_claim("c1"), make_claim("c2", **OTHER), toll)
    assert len(set(found.values())) == 1


def test_the_order_of_claims_changes_nothing(rules) -> None:
    claims = [make_claim("c1"), make_claim("c2", **OTHER), make_toll("k", 7, strike_claim_id="c1")]
    assert incidents(rules, *claims) == incidents(rules, *reversed(claims))


def test_every_link_has_a_probability_and_reasons(rules) -> None:
    first, second = linked(rules, [make_claim("c1"), make_claim("c2", **OTHER)]).claims
    assert first.match_probability == 1.0
    assert 0.5 < second.match_probability < 1.0
    assert "place same" in second.reasons
    assert "article a1" in second.reasons


def test_a_new_article_joins_an_incident_and_moves_nothing(rules) -> None:
    before = linked(rules, [make_claim("c1")])
    after = linked(rules, [make_claim("c2", **OTHER)], standing=before.reports)
    assert after.claims[0].incident_id == before.claims[0].incident_id
    assert after.moves == after.merges == ()


def test_a_claim_read_anew_keeps_its_incident(rules) -> None:
    old = incident_id("an older claim")
    (kept,) = linked(rules, [make_claim("c1")], previous={"c1": old}).claims
    assert kept.incident_id == old


def test_a_claim_that_leaves_a_living_incident_moves_with_a_reason(rules) -> None:
    """Its own id stays with those who remain."""
    founded = incident_id("c1")
    result = linked(rules, [make_claim("c1")], previous={"c1": founded}, alive={founded})
    (claim,) = result.claims
    assert claim.incident_id != founded
    (move,) = result.moves
    assert (move.from_incident_id, move.to_incident_id) == (founded, claim.incident_id)
    assert (move.reason, move.cause_article_id) == ("read anew", "a1")


def test_an_article_that_shows_two_incidents_to_be_one_merges_them_into_the_older(rules) -> None:
    """The two stood apart because neither had been compared with the other."""
    full = "Jets struck the Zuhur vegetable market near Yarmouk bridge in Ariha."
    older = linked(rules, [make_claim("c1", evidence_text=full)]).reports[0]
    younger = linked(
        rules, [make_claim("c2", evidence_text=full, published_on="2023-10-13", **OTHER)]
    ).reports[0]
    third = make_claim("c3", evidence_text=full, article_id="a3", origin_id="o3", published_on="2023-10-14")
    result = linked(rules, [third], standing=[older, younger])
    (merge,) = result.merges
    assert (merge.from_incident_id, merge.to_incident_id) == (younger.incident_id, older.incident_id)
    assert result.claims[0].incident_id == older.incident_id
    unlike = replace(younger, target_classes="medical", day_parts="evening")
    assert linked(rules, [third], standing=[older, unlike]).merges == ()
