with

weapons as (

    select * from {{ ref('stg_weapons') }}

),

mentions as (

    select * from {{ ref('fct_mentions') }}
    where mention_kind = 'weapon'

),

mentioned as (

    select
        lower(mention_text) as weapon_term,
        count(*) as mention_count,
        count(distinct article_id) as article_count
    from mentions
    group by lower(mention_text)

)

select
    coalesce(weapons.weapon_term, mentioned.weapon_term) as weapon_term,
    weapons.strike_type,
    weapons.weapon_kind,
    coalesce(weapons.is_pattern, false) as is_pattern,
    weapons.reference_source,
    coalesce(mentioned.mention_count, 0) as mention_count,
    coalesce(mentioned.article_count, 0) as article_count
from weapons
full outer join mentioned
    on weapons.weapon_term = mentioned.weapon_term
