{{ config(materialized='incremental', pre_hook="{{ forget_changed('article_id') }}") }}
-- depends_on: {{ ref('int_changed_incidents') }}

with

articles as (

    select * from {{ ref('stg_articles') }}

),

deliveries as (

    select * from {{ ref('stg_deliveries') }}

),

origins as (

    select * from {{ ref('stg_article_origins') }}

),

current_extractions as (

    select * from {{ ref('int_current_extractions') }}
    where {{ is_changed('article_id') }}

),

delivery_counts as (

    select
        article_id,
        count(*) as delivery_count
    from deliveries
    where is_current and outcome != 'refused' and {{ is_changed('article_id') }}
    group by article_id
    having bool_or(outcome = 'accepted')

),

-- The extractor that reads now, also where it has not read anything yet.
present_extractor as (

    select max(extractor_version) as extractor_version
    from {{ ref('stg_extractors') }}
    where is_current

),

sentence_counts as (

    select
        extraction_id,
        count(*) as sentence_count
    from {{ ref('stg_sentences') }}
    where {{ is_changed('article_id') }}
    group by extraction_id

),

claim_counts as (

    select
        article_id,
        count(*) as claim_count,
        count(*) filter (where fact_table = 'fct_strikes') as strike_claim_count,
        count(*) filter (where fact_table = 'fct_casualty_claims') as casualty_claim_count,
        count(*) filter (where fact_table = 'fct_territorial_changes') as territorial_claim_count
    from {{ ref('int_claims') }}
    where is_current and {{ is_changed('article_id') }}
    group by article_id

)

select
    articles.article_id,
    articles.source_ref,
    articles.url,
    articles.title,
    articles.publisher,
    articles.author,
    articles.published_on,
    articles.language,

    origins.origin_id,
    origins.origin_basis,
    origins.like_article_id,
    origins.origin_similarity,

    articles.text,
    articles.text_hash,
    length(articles.text) as text_length,

    delivery_counts.delivery_count,
    coalesce(sentence_counts.sentence_count, 0) as sentence_count,
    coalesce(claim_counts.claim_count, 0) as claim_count,
    coalesce(claim_counts.strike_claim_count, 0) as strike_claim_count,
    coalesce(claim_counts.casualty_claim_count, 0) as casualty_claim_count,
    coalesce(claim_counts.territorial_claim_count, 0) as territorial_claim_count,

    case
        when current_extractions.status is not null then current_extractions.status
        when articles.language not in ('en', 'und') then 'not English'
        else 'not read'
    end as extraction_status,
    current_extractions.error as extraction_error,
    current_extractions.extractor_version,
    coalesce(
        current_extractions.extractor_version != present_extractor.extractor_version, false
    ) as is_outdated

from articles
cross join present_extractor
inner join delivery_counts
    on articles.article_id = delivery_counts.article_id
left join current_extractions
    on articles.article_id = current_extractions.article_id
left join sentence_counts
    on current_extractions.extraction_id = sentence_counts.extraction_id
left join claim_counts
    on articles.article_id = claim_counts.article_id
left join origins
    on articles.article_id = origins.article_id
