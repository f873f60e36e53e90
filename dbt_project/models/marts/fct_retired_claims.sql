with

claims as (

    select * from {{ ref('int_claims') }}

),

extractions as (

    select * from {{ ref('stg_extractions') }}

),

articles as (

    select * from {{ ref('stg_articles') }}

),

current_extractions as (

    select * from {{ ref('int_current_extractions') }}

),

current_claim_ids as (

    select distinct claim_id
    from claims
    where is_current

),

-- The latest reading that had the claim: an extractor may drop it, bring it back and drop it again.
latest as (

    select
        claims.fact_table,
        claims.claim_id,
        claims.extraction_id,
        extractions.extracted_at
    from claims
    inner join extractions
        on claims.extraction_id = extractions.extraction_id
    where
        not claims.is_current
        and claims.claim_id not in (select current_claim_ids.claim_id from current_claim_ids)
    qualify row_number() over (
        partition by claims.claim_id
        order by extractions.extracted_at desc, claims.extraction_id asc
    ) = 1

)

select
    retired.claim_id,
    retired.fact_table,
    retired.article_id,
    articles.source_ref,
    articles.publisher,

    case
        when current_extractions.extraction_id is null then 'article_removed'
        when current_extractions.extractor_version = retired.extractor_version
            then 'article_changed'
        else 'extractor_changed'
    end as retired_because,

    retired.evidence_text,
    retired.evidence_start,
    retired.evidence_end,
    retired.scope,
    retired.modality,
    retired.source_name,
    retired.source_role,
    retired.place_text,
    retired.claim_json,

    retired.extractor_version,
    latest.extracted_at

from latest
inner join claims as retired
    on
        not retired.is_current
        and latest.fact_table = retired.fact_table
        and latest.claim_id = retired.claim_id
        and latest.extraction_id = retired.extraction_id
inner join articles
    on retired.article_id = articles.article_id
left join current_extractions
    on retired.article_id = current_extractions.article_id
