with

moves as (

    select * from {{ ref('stg_incident_moves') }}

)

select
    claim_id,
    article_id,
    from_incident_id,
    to_incident_id,
    move_reason,
    cause_article_id,
    moved_at
from moves
