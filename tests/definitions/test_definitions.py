"""A snapshot of what Dagster sees: a change here is a change for whoever schedules or selects assets."""

import pytest
from dagster import Definitions

from orchestration.definitions import build_defs
from orchestration.defs.dbt import BUILT_ARTICLES
from orchestration.defs.resources import WRITER_POOL

ASSETS = """
exports/open_formats
history/claim_history
intermediate/int_actor_roles
intermediate/int_article_states
intermediate/int_changed_articles
intermediate/int_changed_incidents
intermediate/int_claim_reviews
intermediate/int_claims
intermediate/int_current_claims
intermediate/int_current_extractions
intermediate/int_incident_events
intermediate/int_linked_claims
intermediate/int_part_relations
intermediate/int_place_mentions
intermediate/int_relatable_claims
intermediate/int_reviews
intermediate/int_statement_relations
intermediate/int_target_disputes
intermediate/int_toll_relations
intermediate/int_tolls
marts/bridge_incident_claims
marts/dim_actors
marts/dim_articles
marts/dim_incidents
marts/dim_origins
marts/dim_places
marts/dim_sources
marts/dim_weapons
marts/fct_casualty_claims
marts/fct_claim_changes
marts/fct_claim_relations
marts/fct_deliveries
marts/fct_incident_moves
marts/fct_mentions
marts/fct_rejected_candidates
marts/fct_retired_claims
marts/fct_reviews
marts/fct_runs
marts/fct_strikes
marts/fct_territorial_changes
marts/mart_acled_events
marts/mart_civilian_harm
marts/mart_contested_incidents
marts/mart_control_timeline
marts/mart_daily_tolls
marts/mart_source_profiles
marts/mart_ucdp_events
published/ledger
published/report
raw/article_bands
raw/article_origins
raw/articles
raw/built_articles
raw/claims_casualties
raw/claims_strikes
raw/claims_territory
raw/deliveries
raw/event_reports
raw/extractions
raw/extractors
raw/feeds
raw/incident_claims
raw/incident_moves
raw/linked_articles
raw/mentions
raw/rejected
raw/report_blocks
raw/reviews
raw/runs
raw/sentences
reference/actors
reference/countries
reference/weapons
staging/stg_actors
staging/stg_article_origins
staging/stg_articles
staging/stg_casualty_claims
staging/stg_countries
staging/stg_deliveries
staging/stg_extractions
staging/stg_extractors
staging/stg_incident_claims
staging/stg_incident_moves
staging/stg_mentions
staging/stg_rejected_candidates
staging/stg_reviews
staging/stg_runs
staging/stg_sentences
staging/stg_strike_claims
staging/stg_territorial_claims
staging/stg_weapons
""".split()


@pytest.fixture(scope="module")
def definitions(settings_for_module) -> Definitions:
    return build_defs(settings_for_module)


def test_assets(definitions: Definitions) -> None:
    graph = definitions.resolve_asset_graph()
    assert sorted(key.to_user_string() for key in graph.get_all_asset_keys()) == ASSETS


def test_every_asset_is_made_here_and_described(definitions: Definitions) -> None:
    graph = definitions.resolve_asset_graph()
    for key in graph.get_all_asset_keys():
        node = graph.get(key)
        assert node.is_executable or key == BUILT_ARTICLES.key, key
        assert node.group_name == key.path[0]
        assert node.description, key


def test_python_and_dbt_are_one_lineage(definitions: Definitions) -> None:
    graph = definitions.resolve_asset_graph()
    names = {
        key.to_user_string(): {parent.to_user_string() for parent in graph.get(key).parent_keys}
        for key in graph.get_all_asset_keys()
    }
    assert names["raw/articles"] == names["raw/deliveries"] == {"raw/feeds"}
    assert names["raw/claims_strikes"] == {"raw/articles", "raw/deliveries"}
    assert names["staging/stg_strike_claims"] == {"raw/claims_strikes"}
    assert names["published/ledger"] == {name for name in names if name.startswith("marts/")}
    assert names["published/report"] == {"published/ledger"}
    assert {name for name, parents in names.items() if not parents} == {
        "raw/built_articles",
        "raw/feeds",
        "raw/reviews",
        "raw/runs",
        "reference/actors",
        "reference/countries",
        "reference/weapons",
    }


def test_python_checks(definitions: Definitions) -> None:
    graph = definitions.resolve_asset_graph()
    names = {f"{key.asset_key.to_user_string()}: {key.name}" for key in graph.asset_check_keys}
    assert {name for name in names if name.startswith("raw/")} == {
        "raw/feeds: every_feed_answered",
        "raw/deliveries: nothing_refused",
        "raw/extractions: every_article_was_read",
        "raw/extractions: every_article_is_up_to_date",
        "raw/articles: reports_come_in",
        "raw/articles: no_source_is_quiet",
        "raw/articles: volume_is_usual",
        "raw/claims_strikes: rate_of_claims_is_usual",
        "raw/claims_casualties: rate_of_claims_is_usual",
        "raw/claims_territory: rate_of_claims_is_usual",
        "raw/claims_strikes: evidence_matches_text",
        "raw/claims_casualties: evidence_matches_text",
        "raw/claims_territory: evidence_matches_text",
    }


def test_each_fact_table_is_checked(definitions: Definitions) -> None:
    graph = definitions.resolve_asset_graph()
    for table in ("fct_strikes", "fct_casualty_claims", "fct_territorial_changes"):
        checks = {key.name for key in graph.asset_check_keys if key.asset_key.path == ["marts", table]}
        assert {
            f"unique_{table}_claim_id",
            f"evidence_matches_text_{table}_",
            f"{table}_intervals_in_order",
            f"{table}_uses_codebook_values",
        } <= checks


def test_jobs_schedules_and_sensors(definitions: Definitions) -> None:
    repository = definitions.get_repository_def()
    jobs = [job.name for job in repository.get_all_jobs() if not job.name.startswith("__")]
    assert jobs == ["export", "ledger", "months"]
    schedules = [(s.name, s.cron_schedule, s.default_status.value) for s in repository.schedule_defs]
    assert schedules == [("ledger_daily", "0 6 * * *", "RUNNING")]
    sensors = [(s.name, s.default_status.value) for s in repository.sensor_defs]
    assert sensors == [
        ("failure_sensor", "RUNNING"),
        ("inbox_sensor", "RUNNING"),
        ("lost_run_sensor", "RUNNING"),
        ("months_sensor", "RUNNING"),
    ]


def test_months_of_publication_are_partitions_of_a_job_of_their_own(definitions: Definitions) -> None:
    job = definitions.resolve_job_def("months")
    assert job.partitions_def.name == "publication_month"
    assert {node.name for node in job.graph.nodes} == {"extraction"}
    assert definitions.resolve_job_def("ledger").partitions_def is None


def test_whatever_opens_the_warehouse_takes_its_turn(definitions: Definitions) -> None:
    job = definitions.resolve_job_def("ledger")
    pools = {node.name: node.definition.pool for node in job.graph.nodes}
    # Feeds are only fetched into files.
    assert pools.pop("raw__feeds") is None
    # The report reads the published file, which anybody may at any time.
    assert pools.pop("published__report") is None
    assert set(pools) == {
        "inbox",
        "extraction",
        "linking",
        "raw__reviews",
        "raw_checks",
        "dbt_models",
        "published__ledger",
    }
    assert set(pools.values()) == {WRITER_POOL}
