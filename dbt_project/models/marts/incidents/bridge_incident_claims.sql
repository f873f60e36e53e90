{{ config(materialized='incremental', pre_hook="{{ forget_changed('incident_id') }}") }}

with

linked_claims as (

    select * from {{ ref('int_linked_claims') }}
    where incident_id is not null and {{ is_changed('incident_id') }}

),

link_reviews as (

    select * from {{ ref('int_reviews') }}
    where review_status = 'applied' and reviewed_field = 'incident_id'

)

select
    linked_claims.incident_id,
    linked_claims.claim_id,
    linked_claims.fact_table,
    linked_claims.article_id,
    linked_claims.origin_id,
    linked_claims.match_probability,
    linked_claims.reasons,
    case
        when link_reviews.review_line is null then null
        when link_reviews.reviewed_value is null then 'rejected'
        when link_reviews.reviewed_value = linked_claims.incident_id then 'accepted'
        else 'corrected'
    end as link_verdict,
    link_reviews.reviewed_value as reviewed_incident_id
from linked_claims
left join link_reviews
    on
        linked_claims.claim_id = link_reviews.claim_id
        and linked_claims.fact_table = link_reviews.fact_table
