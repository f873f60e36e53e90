{{ config(materialized='incremental', pre_hook="{{ forget_changed('article_id') }}") }}
-- depends_on: {{ ref('int_changed_incidents') }}

with

claims as (

    select * from {{ ref('stg_casualty_claims') }}

),

current_extractions as (

    select * from {{ ref('int_current_extractions') }}
    where {{ is_changed('article_id') }}

),

origins as (

    select * from {{ ref('stg_article_origins') }}

),

reviews as (

    select * from {{ ref('int_claim_reviews') }}
    where fact_table = 'fct_casualty_claims'

)

select
    {{ claim_columns('claims') }},
    origins.origin_id,

    claims.outcome,
    claims.count_text,
    claims.count_min,
    claims.count_max,
    claims.count_rule,
    claims.victims_text,
    claims.victim_class,
    claims.victim_actor_text,
    claims.victim_actor_id,
    claims.victim_actor_name,
    claims.perpetrator_text,
    claims.perpetrator_id,
    claims.perpetrator_name,
    claims.strike_claim_id,
    claims.superseded,

    reviews.review_verdict,
    reviews.reviewed_values,

    claims.rule,
    claims.mention_ids,
    claims.inherited,
    claims.mention_count,
    claims.extractor_version

from claims
inner join current_extractions
    on claims.extraction_id = current_extractions.extraction_id
left join origins
    on claims.article_id = origins.article_id
left join reviews
    on claims.claim_id = reviews.claim_id
