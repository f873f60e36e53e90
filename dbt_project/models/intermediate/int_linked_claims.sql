{# The loop hides from the linter where a line belongs. #}
-- noqa: disable=LT02
{{ config(materialized='incremental', pre_hook="{{ forget_changed('article_id') }}") }}
{%- set shared = {
    'scope': 'varchar',
    'modality': 'varchar',
    'source_text': 'varchar',
    'source_name': 'varchar',
    'source_role': 'varchar',
    'event_date_start': 'date',
    'event_date_end': 'date',
    'date_precision': 'varchar',
    'place_id': 'varchar',
    'place_name': 'varchar',
    'country_code': 'varchar',
    'latitude': 'double',
    'longitude': 'double',
    'where_precision': 'bigint',
} -%}
{%- set own = {
    'claim_action': 'varchar',
    'actor_id': 'varchar',
    'actor_text': 'varchar',
    'opponent_id': 'varchar',
    'opponent_text': 'varchar',
    'opponent_name': 'varchar',
    'actor_name': 'varchar',
    'target_text': 'varchar',
    'target_class': 'varchar',
    'victim_class': 'varchar',
    'victims_text': 'varchar',
    'count_min': 'bigint',
    'count_max': 'bigint',
    'count_rule': 'varchar',
    'strike_claim_id': 'varchar',
    'superseded': 'boolean',
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

links as (

    select
        claim_id,
        fact_table,
        reviewed_value as incident_id
    from {{ ref('int_reviews') }}
    where review_status = 'applied' and reviewed_field = 'incident_id'

),

-- What analysts say counts from here on: their values, and nothing that they rejected.
all_claims as (
{% for fact_table, columns in tables.items() %}
    select
        '{{ fact_table }}' as fact_table,
        claims.claim_id,
        claims.article_id,
        claims.origin_id,
        claims.evidence_text,
        claims.evidence_start,
        claims.evidence_end,
        {%- for column, data_type in shared.items() %}
        {{ reviewed(column, data_type) }} as {{ column }},
        {%- endfor %}
        {%- for column, data_type in own.items() %}
        {% if column in columns -%}
            {{ reviewed(columns[column], data_type) }}
        {%- else -%}
            {{ 'false' if data_type == 'boolean' else 'cast(null as ' ~ data_type ~ ')' }}
        {%- endif %} as {{ column }}{{ ',' if not loop.last }}
        {%- endfor %}
    from {{ ref(fact_table) }} as claims
    where
        claims.review_verdict is distinct from 'rejected'
        and {{ is_changed('claims.article_id') }}
{% if not loop.last %}
    union all
{% endif %}
{%- endfor %}
)

select
    all_claims.*,
    case when links.claim_id is not null then links.incident_id else incident_claims.incident_id end
        as incident_id,
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
left join links
    on
        all_claims.claim_id = links.claim_id
        and all_claims.fact_table = links.fact_table
left join articles
    on all_claims.article_id = articles.article_id
left join origins
    on all_claims.article_id = origins.article_id
