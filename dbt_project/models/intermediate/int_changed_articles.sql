{{ config(materialized='table') }}

with

states as (

    select * from {{ ref('int_article_states') }}

),

built as (

    select * from {{ source('raw', 'built_articles') }}

)

select
    coalesce(states.article_id, built.article_id) as article_id,
    states.state_hash,
    states.incident_ids,
    list_concat(states.incident_ids, built.incident_ids) as touched_incident_ids
from states
full outer join built
    on states.article_id = built.article_id
where states.state_hash is distinct from built.state_hash or {{ flags.FULL_REFRESH }}
