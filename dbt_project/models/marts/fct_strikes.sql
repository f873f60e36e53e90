{{ config(materialized='incremental', pre_hook="{{ forget_changed('article_id') }}") }}
-- depends_on: {{ ref('int_changed_incidents') }}

with

claims as (

    select * from {{ ref('stg_strike_claims') }}

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
    where fact_table = 'fct_strikes'

)

select
    {{ claim_columns('claims') }},
    origins.origin_id,

    claims.strike_type,
    claims.attacker_text,
    claims.attacker_id,
    claims.attacker_name,
    claims.target_text,
    claims.target_class,
    claims.target_actor_text,
    claims.target_actor_id,
    claims.target_actor_name,
    claims.weapon_text,
    claims.strikes_min,
    claims.strikes_max,
    claims.targets_min,
    claims.targets_max,
    claims.munitions_min,
    claims.munitions_max,
    claims.intercepted_min,
    claims.intercepted_max,
    claims.launched_from,

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
