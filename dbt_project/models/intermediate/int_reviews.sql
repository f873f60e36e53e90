with

reviews as (

    select * from {{ ref('stg_reviews') }}

),

reviewed_claims as (

    select
        claim_id,
        article_id,
        fact_table,
        claim_json
    from {{ ref('int_claims') }}
    where
        is_current
        and claim_id in (select reviews.claim_id from reviews)

),

incidents as (

    select distinct incident_id
    from {{ ref('stg_incident_claims') }}

),

-- The latest word on a field counts; of two on one day, the later line.
ranked as (

    select
        *,
        row_number() over (
            partition by claim_id, reviewed_field, problem is null
            order by reviewed_on desc, review_line desc
        ) as recency
    from reviews

),

judged as (

    select
        ranked.*,
        reviewed_claims.article_id,
        reviewed_claims.fact_table,
        reviewed_claims.claim_json,
        reviewed_claims.claim_id is null as is_gone,
        ranked.reviewed_field = 'incident_id'
        and ranked.reviewed_value is not null
        and incidents.incident_id is null as is_of_no_incident,
        ranked.reviewed_field not in ('verdict', 'incident_id')
        and not json_exists(reviewed_claims.claim_json, '$.' || ranked.reviewed_field)
            as is_of_another_table
    from ranked
    left join reviewed_claims
        on ranked.claim_id = reviewed_claims.claim_id
    left join incidents
        on ranked.reviewed_value = incidents.incident_id

)

select
    review_line,
    claim_id,
    article_id,
    fact_table,
    reviewed_field,
    case
        when reviewed_field not in ('verdict', 'incident_id')
            then json_extract_string(claim_json, '$.' || reviewed_field)
    end as machine_value,
    reviewed_value,

    reviewed_by,
    reviewed_on,
    review_reason,

    case
        when problem is not null then 'refused'
        when recency > 1 then 'superseded'
        when is_gone then 'stale'
        when is_of_another_table or is_of_no_incident then 'refused'
        else 'applied'
    end as review_status,
    coalesce(
        problem,
        case when is_of_another_table and not is_gone then 'the claim has no such field' end,
        case when is_of_no_incident then 'there is no such incident' end
    ) as problem

from judged
