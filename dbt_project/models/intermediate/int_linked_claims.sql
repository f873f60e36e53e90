{# The loop hides from the linter where a line belongs. #}
-- noqa: disable=LT02
{{ config(materialized='table') }}
{%- set absent = {
    'claim_action': 'cast(null as varchar)',
    'actor_id': 'cast(null as varchar)',
    'actor_text': 'cast(null as varchar)',
    'opponent_id': 'cast(null as varchar)',
    'opponent_text': 'cast(null as varchar)',
    'opponent_name': 'cast(null as varchar)',
    'actor_name': 'cast(null as varchar)',
    'target_text': 'cast(null as varchar)',
    'target_class': 'cast(null as varchar)',
    'victim_class': 'cast(null as varchar)',
    'victims_text': 'cast(null as varchar)',
    'count_min': 'cast(null as bigint)',
    'count_max': 'cast(null as bigint)',
    'count_rule': 'cast(null as varchar)',
    'strike_claim_id': 'cast(null as varchar)',
    'superseded': 'false',
} -%}
{% set tables = {
    'fct_strikes': {
        'claim_action': 'strike_type',
        'actor_id': 'attacker_id',
        'actor_name': 'attacker_name',
        'actor_text': 'attacker_text',
        'opponent_id': 'target_actor_id',
        'opponent_name': 'target_actor_name',
        'opponent_text': 'target_actor_text',
        'target_text': 'target_text',
        'target_class': 'target_class',
    },
    'fct_casualty_claims': {
        'claim_action': 'outcome',
        'actor_id': 'perpetrator_id',
        'actor_name': 'perpetrator_name',
        'actor_text': 'perpetrator_text',
        'opponent_id': 'victim_actor_id',
        'opponent_name': 'victim_actor_name',
        'opponent_text': 'victim_actor_text',
        'victim_class': 'victim_class',
        'victims_text': 'victims_text',
        'count_min': 'count_min',
        'count_max': 'count_max',
        'count_rule': 'count_rule',
        'strike_claim_id': 'strike_claim_id',
        'superseded': 'superseded',
    },
    'fct_territorial_changes': {
        'claim_action': 'change_type',
        'actor_id': 'gainer_id',
        'actor_name': 'gainer_name',
        'actor_text': 'gainer_text',
        'opponent_id': 'loser_id',
        'opponent_name': 'loser_name',
        'opponent_text': 'loser_text',
    },
} %}

with

incident_claims as (

    select * from {{ ref('stg_incident_claims') }}

),

articles as (

    select * from {{ ref('stg_articles') }}

),

origins as (

    select * from {{ ref('stg_article_origins') }}

),

all_claims as (
{% for fact_table, columns in tables.items() %}
    select
        '{{ fact_table }}' as fact_table,
        claim_id,
        article_id,
        origin_id,
        evidence_text,
        evidence_start,
        evidence_end,
        scope,
        modality,
        source_text,
        source_name,
        source_role,
        event_date_start,
        event_date_end,
        date_precision,
        place_id,
        place_name,
        country_code,
        latitude,
        longitude,
        where_precision,
        {%- for column, otherwise in absent.items() %}
        {{ columns.get(column, otherwise) }} as {{ column }}{{ ',' if not loop.last }}
        {%- endfor %}
    from {{ ref(fact_table) }}
{% if not loop.last %}
    union all
{% endif %}
{%- endfor %}
)

select
    all_claims.*,
    incident_claims.incident_id,
    incident_claims.report_id,
    incident_claims.match_probability,
    incident_claims.reasons,
    articles.published_on,
    articles.publisher,
    coalesce(origins.agency_name, articles.publisher, all_claims.origin_id) as newsroom
from all_claims
left join incident_claims
    on
        all_claims.claim_id = incident_claims.claim_id
        and all_claims.fact_table = incident_claims.fact_table
left join articles
    on all_claims.article_id = articles.article_id
left join origins
    on all_claims.article_id = origins.article_id
