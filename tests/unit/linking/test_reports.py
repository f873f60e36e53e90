"""What is gathered into one event of an article, and what is about no event at all."""

import pytest

from orchestration.linking.reports import gather, report_of


def groups(*claims) -> list[set[str]]:
    return [{c.claim_id for c in group.claims} for group in gather(claims)]


@pytest.mark.parametrize(
    "values",
    [
        {"scope": "aggregate"},
        {"scope": "cumulative"},
        {"scope": "campaign"},
        {"modality": "negated"},
        {"modality": "planned"},
        {"modality": "hypothetical"},
        {"fact_table": "fct_territorial_changes", "action": "control"},
        {"fact_table": "fct_territorial_changes", "action": "distance"},
    ],
)
def test_what_is_about_many_events_or_none_is_in_no_group(claim, values) -> None:
    assert groups(claim("c1"), claim("c2", **values)) == [{"c1"}]


def test_casualties_are_with_their_strike_wherever_they_stand(claim, toll) -> None:
    other = {"target_class": "medical", "evidence_start": 100, "evidence_end": 130}
    found = groups(claim("s1"), claim("s2", **other), toll("k", 7, strike_claim_id="s1", evidence_start=900))
    assert found == [{"s1", "k"}, {"s2"}]


def test_casualties_without_a_strike_are_with_what_was_told_last(claim, toll) -> None:
    other = {"target_class": "medical", "evidence_start": 100, "evidence_end": 130}
    assert groups(claim("s1"), claim("s2", **other), toll("k", 7, evidence_start=140)) == [
        {"s1"},
        {"s2", "k"},
    ]


def test_casualties_far_from_any_event_are_one_of_their_own(claim, toll) -> None:
    assert groups(claim("s1"), toll("k", 7, evidence_start=2000)) == [{"s1"}, {"k"}]


@pytest.mark.parametrize(
    ("second", "is_one"),
    [
        ({"target_class": None}, True),
        ({"source_name": "mayor"}, True),
        ({"action": "unspecified", "event_date_start": None, "event_date_end": None}, True),
        ({"target_class": "medical"}, False),
        ({"target_class": "command_post", "source_name": "the army"}, True),
        ({"modality": "denied", "source_name": "the army"}, True),
        ({"event_date_start": "2023-10-11", "event_date_end": "2023-10-11"}, False),
        ({"action": "ied"}, False),
        ({"place_id": "p2", "place_key": "idlib", "latitude": 35.0}, False),
        ({"evidence_text": "Another air strike hit Ariha.", "target_class": None}, False),
        ({"actor_id": "syria"}, False),
        ({"actor_id": "syria", "source_name": "the army"}, True),
    ],
)
def test_two_strike_claims_of_one_article(claim, second, is_one) -> None:
    found = groups(claim("c1"), claim("c2", **{"evidence_start": 50, "evidence_end": 80, **second}))
    assert (len(found) == 1) is is_one


def test_morning_and_evening_are_two_events(claim) -> None:
    morning = claim("c1", evidence_text="In the morning jets struck Ariha.")
    evening = claim("c2", evidence_text="Jets struck Ariha at dusk.", evidence_start=50, evidence_end=80)
    assert len(groups(morning, evening)) == 2


def test_a_count_of_more_victims_is_no_other_event(claim, toll) -> None:
    more = toll("k", 40, evidence_text="Another 40 people were injured.", evidence_start=60)
    assert groups(claim("s1"), more) == [{"s1", "k"}]


def test_the_day_of_a_rise_is_not_the_day_of_the_event(claim, toll) -> None:
    rise = toll(
        "k", 14, evidence_text="The toll rose to 14 on Saturday.", event_date_start="2023-10-14",
        event_date_end="2023-10-14", evidence_start=60,
    )  # fmt: skip
    (group,) = gather([claim("s1"), rise])
    assert report_of(group).window_start == report_of(group).window_end == "2023-10-12"


def test_without_a_date_the_window_is_that_of_news(claim) -> None:
    (group,) = gather([claim("s1", event_date_start=None, event_date_end=None)])
    report = report_of(group)
    assert (report.window_start, report.window_end, report.date_stated) == ("2023-10-09", "2023-10-12", False)


def test_what_is_denied_tells_nothing_of_the_target(claim) -> None:
    denial = claim("c2", modality="denied", target_class="residential", source_name="army", evidence_start=50)
    (group,) = gather([claim("c1"), denial])
    assert report_of(group).target_classes == "market"
