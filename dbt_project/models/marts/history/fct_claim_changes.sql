{#- What may move without a change of meaning: ids, offsets, how the row came about. -#}
{% set fields_without_meaning = [
    'extraction_id', 'extractor_version', 'claim_id', 'article_id', 'evidence_start', 'evidence_end',
    'rule', 'mention_ids', 'inherited', 'mention_count', 'confidence', 'strike_claim_id',
] -%}
{{ config(materialized='incremental') }}
with

history as (

    select * from {{ ref('claim_history') }}

),

claims as (

    select * from {{ ref('int_claims') }}

),

extractions as (

    select * from {{ ref('stg_extractions') }}

),

articles as (

    select * from {{ ref('stg_articles') }}

),

told as (

    select changed_at from ({{ told_times('changed_at') }}) as told_before (changed_at)

),

untold as (

    select distinct claim_key
    from (
        select
            claim_key,
            unnest([dbt_valid_from, dbt_valid_to]) as changed_at
        from history
    ) as moments
    where changed_at is not null and changed_at not in (select told.changed_at from told)

),

stretches as (

    select
        *,
        coalesce(lag(dbt_valid_to) over claim_stretches = dbt_valid_from, false) as follows_at_once,
        coalesce(lead(dbt_valid_from) over claim_stretches = dbt_valid_to, false) as goes_on
    from history
    where claim_key in (select untold.claim_key from untold)
    window claim_stretches as (partition by claim_key order by dbt_valid_from)

),

came as (

    select
        *,
        dbt_valid_from as changed_at
    from stretches
    where dbt_valid_from not in (select told.changed_at from told)

),

went as (

    select
        *,
        dbt_valid_to as changed_at
    from stretches
    where
        dbt_valid_to is not null
        and dbt_valid_to not in (select told.changed_at from told)
        and not goes_on

),

-- A claim that went and one that came in one run, on the same words, are one changed claim.
successors as (

    select
        came.claim_key,
        came.changed_at,
        went.claim_key as previous_claim_key,
        went.claim_id as previous_claim_id,
        went.extraction_id as previous_extraction_id,
        case
            when came.evidence_text = went.evidence_text then length(came.evidence_text)
            else
                least(came.evidence_end, went.evidence_end)
                - greatest(came.evidence_start, went.evidence_start)
        end as shared_length
    from came
    inner join went
        on
            came.fact_table = went.fact_table
            and came.changed_at = went.changed_at
            and (
                (
                    came.article_id = went.article_id
                    and came.evidence_start < went.evidence_end
                    and came.evidence_end > went.evidence_start
                )
                or (
                    came.source_ref = went.source_ref
                    and came.evidence_text = went.evidence_text
                )
            )
    where not came.follows_at_once

),

pairs as (

    select *
    from successors
    qualify
        row_number() over (
            partition by claim_key, changed_at order by shared_length desc, previous_claim_key asc
        ) = 1
        and row_number() over (
            partition by previous_claim_key, changed_at order by shared_length desc, claim_key asc
        ) = 1

),

changes as (

    select
        came.changed_at,
        case
            when came.follows_at_once or pairs.claim_key is not null then 'changed'
            else 'added'
        end as claim_change,
        came.follows_at_once as is_reviewed,
        came.fact_table,
        came.claim_id,
        case when came.follows_at_once then came.claim_id else pairs.previous_claim_id end
            as previous_claim_id,
        came.article_id,
        came.source_ref,
        came.extraction_id,
        pairs.previous_extraction_id,
        came.extractor_version,
        came.evidence_text,
        came.review_verdict,
        came.reviewed_values
    from came
    left join pairs
        on came.claim_key = pairs.claim_key and came.changed_at = pairs.changed_at

    union all by name

    select
        went.changed_at,
        'removed' as claim_change,
        false as is_reviewed,
        went.fact_table,
        went.claim_id,
        went.article_id,
        went.source_ref,
        went.extraction_id,
        went.extractor_version,
        went.evidence_text,
        went.review_verdict,
        went.reviewed_values
    from went
    left join pairs
        on went.claim_key = pairs.previous_claim_key and went.changed_at = pairs.changed_at
    where pairs.claim_key is null

),

runs as (

    select
        changed_at,
        lag(changed_at, 1, timestamp '1970-01-01') over (order by changed_at) as former_run_at
    from (
        select changed_at from changes
        union
        select changed_at from told
    ) as run_times

),

-- Only changed claims are compared. Of most runs there are none, and no claim is put into JSON:
-- of a list DuckDB expects few rows, and then reads no claims but those that it names.
compared as (

    select unnest(extraction_ids) as extraction_id
    from (
        select
            list_distinct(
                flatten(list([changes.extraction_id, changes.previous_extraction_id]))
            ) as extraction_ids
        from changes
        where changes.previous_claim_id is not null and not changes.is_reviewed
    ) as readings_compared

),

reworded as (

    select
        claims.fact_table,
        claims.claim_id,
        claims.extraction_id,
        claims.claim_json
    from claims
    inner join compared
        on claims.extraction_id = compared.extraction_id

),

-- What was read of the article, and of other texts under its name, in that run and before it.
readings as (

    select
        changes.fact_table,
        changes.claim_id,
        changes.changed_at,
        max(extractions.extractor_version) filter (
            where extractions.article_id = changes.article_id
            and extractions.extracted_at > runs.former_run_at
        ) as new_version,
        list(extractions.extractor_version) filter (
            where extractions.article_id = changes.article_id
            and extractions.extracted_at <= runs.former_run_at
        ) as former_versions,
        coalesce(bool_or(
            extractions.article_id != changes.article_id
            and (extractions.extracted_at > runs.former_run_at) = (changes.claim_change = 'removed')
        ), false) as has_other_text
    from changes
    inner join runs
        on changes.changed_at = runs.changed_at
    inner join articles
        on changes.source_ref = articles.source_ref
    inner join extractions
        on
            articles.article_id = extractions.article_id
            and changes.changed_at >= extractions.extracted_at
    group by all

)

select
    changes.changed_at,
    changes.claim_change,
    case
        when changes.is_reviewed then 'review'
        when readings.new_version is null and changes.claim_change = 'removed'
            then if(readings.has_other_text, 'changed_text', 'article_removed')
        when readings.new_version is null then 'article_returned'
        when readings.former_versions is null
            then if(readings.has_other_text, 'changed_text', 'new_article')
        when list_contains(readings.former_versions, readings.new_version) then 'changed_metadata'
        else 'new_rules'
    end as cause,
    changes.fact_table,
    changes.claim_id,
    changes.previous_claim_id,
    -- Which values differ; of a reviewed claim those that the analyst gave.
    case
        when changes.is_reviewed then changes.reviewed_values
        when changes.previous_claim_id is not null
            then
                array_to_string(
                    list_filter(
                        json_keys(reworded.claim_json),
                        lambda key: key not in {{ fields_without_meaning }} -- noqa: RF02
                        and coalesce(reworded.claim_json ->> key, '') -- noqa: RF02
                        != coalesce(former.claim_json ->> key, '') -- noqa: RF02
                    ),
                    ', '
                )
    end as changed_fields,
    changes.review_verdict,
    changes.article_id,
    changes.source_ref,
    changes.evidence_text,
    changes.extractor_version
from changes
left join readings
    on
        changes.fact_table = readings.fact_table
        and changes.claim_id = readings.claim_id
        and changes.changed_at = readings.changed_at
left join reworded
    on
        changes.fact_table = reworded.fact_table
        and changes.claim_id = reworded.claim_id
        and changes.extraction_id = reworded.extraction_id
left join reworded as former
    on
        changes.fact_table = former.fact_table
        and changes.previous_claim_id = former.claim_id
        and changes.previous_extraction_id = former.extraction_id
