with

actors as (

    select * from {{ ref('stg_actors') }}

),

roles as (

    select * from {{ ref('int_actor_roles') }}

),

-- States are actors by their country and need no line in the dictionary.
claimed as (

    select
        actor_id,
        min(actor_name) as actor_name,
        count(distinct claim_id) as claim_count,
        count(distinct article_id) as article_count
    from roles
    group by actor_id

)

select
    coalesce(actors.actor_id, claimed.actor_id) as actor_id,
    coalesce(actors.actor_name, claimed.actor_name) as actor_name,
    actors.actor_kind,
    actors.country_code,
    actors.parent_id,
    actors.reference_source,
    coalesce(claimed.claim_count, 0) as claim_count,
    coalesce(claimed.article_count, 0) as article_count
from actors
full outer join claimed
    on actors.actor_id = claimed.actor_id
