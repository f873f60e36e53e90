with

claims as (

    select * from {{ ref('int_claims') }}
    where is_current and place_id is not null

),

mentions as (

    select * from {{ ref('int_place_mentions') }}

),

countries as (

    select * from {{ ref('stg_countries') }}

),

claimed as (

    select
        place_id,
        min(place_name) as place_name,
        min(country_code) as country_code,
        min(latitude) as latitude,
        min(longitude) as longitude,
        count(*) as claim_count
    from claims
    group by place_id

),

mentioned as (

    select
        place_id,
        count(*) as mention_count,
        count(distinct article_id) as article_count,
        string_agg(distinct mention_text, '; ' order by mention_text) as spellings
    from mentions
    group by place_id

)

select
    coalesce(claimed.place_id, mentioned.place_id) as place_id,
    claimed.place_name,
    claimed.country_code,
    countries.country_name,
    claimed.latitude,
    claimed.longitude,
    mentioned.spellings,
    coalesce(claimed.claim_count, 0) as claim_count,
    coalesce(mentioned.mention_count, 0) as mention_count,
    coalesce(mentioned.article_count, 0) as article_count
from claimed
full outer join mentioned
    on claimed.place_id = mentioned.place_id
left join countries
    on claimed.country_code = countries.country_code
