with

claims as (

    select * from {{ ref('int_claims') }}
    where is_current

),

articles as (

    select * from {{ ref('stg_articles') }}

),

claim_reviews as (

    select * from {{ ref('int_claim_reviews') }}

)

select
    -- A claim id belongs to a table: two tables may state the same words.
    concat_ws('/', claims.fact_table, claims.claim_id) as claim_key,
    claims.fact_table,
    claims.claim_id,
    claims.article_id,
    articles.source_ref,
    claims.extraction_id,
    claims.extractor_version,
    claims.evidence_text,
    claims.evidence_start,
    claims.evidence_end,
    claim_reviews.review_verdict,
    claim_reviews.reviewed_values
from claims
inner join articles
    on claims.article_id = articles.article_id
left join claim_reviews
    on claims.fact_table = claim_reviews.fact_table and claims.claim_id = claim_reviews.claim_id
