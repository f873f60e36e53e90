with

linked_claims as (

    select * from {{ ref('int_linked_claims') }}
    where incident_id is not null

)

select
    incident_id,
    claim_id,
    fact_table,
    article_id,
    origin_id,
    match_probability,
    reasons
from linked_claims
