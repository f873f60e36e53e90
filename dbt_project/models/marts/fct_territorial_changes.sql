{{ config(materialized='incremental', pre_hook="{{ forget_changed('article_id') }}") }}
-- depends_on: {{ ref('int_changed_incidents') }}

with

claims as (

    select * from {{ ref('stg_territorial_claims') }}

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
    where fact_table = 'fct_territorial_changes'

)

select
    {{ claim_columns('claims') }},
    origins.origin_id,

    claims.change_type,
    claims.gainer_text,
    claims.gainer_id,
    claims.gainer_name,
    claims.loser_text,
    claims.loser_id,
    claims.loser_name,
    claims.places_min,
    claims.places_max,
    claims.distance_km_min,
    claims.distance_km_max,
    claims.direction,
    claims.reference_text,
    claims.superlative,

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
