{{ config(materialized='incremental', pre_hook="{{ forget_changed('incident_id') }}") }}

with

claims as (

    select * from {{ ref('int_linked_claims') }}
    where incident_id is not null and {{ is_changed('incident_id') }}

),

origins as (

    select * from {{ ref('dim_origins') }}

),

relations as (

    select * from {{ ref('fct_claim_relations') }}
    where incident_id is not null and {{ is_changed('incident_id') }}

),

-- What is denied says nothing about when and where, as long as somebody claims it.
affirmed as (

    select
        *,
        date_diff('day', event_date_start, event_date_end) as days_long
    from claims
    qualify
        modality != 'denied'
        or count(*) filter (where modality != 'denied') over (partition by incident_id) = 0

),

-- The date that most claims give; of those named as often, the shortest and earliest.
dates as (

    select
        incident_id,
        event_date_start,
        event_date_end,
        date_precision
    from affirmed
    where event_date_start is not null
    group by incident_id, event_date_start, event_date_end, date_precision, days_long
    qualify row_number() over (
        partition by incident_id
        order by count(*) desc, days_long asc, event_date_start asc, date_precision asc
    ) = 1

),

-- The most exact place; of several, the one that most claims name.
places as (

    select
        incident_id,
        place_id,
        min(place_name) as place_name,
        min(country_code) as country_code,
        min(latitude) as latitude,
        min(longitude) as longitude,
        min(where_precision) as where_precision
    from affirmed
    where place_id is not null
    group by incident_id, place_id
    qualify row_number() over (
        partition by incident_id
        order by min(where_precision) asc nulls last, count(*) desc, place_id asc
    ) = 1

),

tallies as (

    select
        affirmed.incident_id,
        case
            when bool_or(affirmed.fact_table = 'fct_strikes') then 'strike'
            when bool_or(affirmed.fact_table = 'fct_territorial_changes') then 'territorial'
            else 'casualty'
        end as incident_kind,
        mode(affirmed.claim_action order by affirmed.claim_action)
        filter (
            where affirmed.fact_table != 'fct_casualty_claims'
            and affirmed.claim_action != 'unspecified'
        ) as incident_type,
        mode(affirmed.target_class order by affirmed.target_class) as target_class,
        string_agg(distinct affirmed.actor_name, '; ' order by affirmed.actor_name) as actor_names,
        string_agg(distinct affirmed.opponent_name, '; ' order by affirmed.opponent_name)
            as opponent_names,
        min(affirmed.count_min) filter (
            where affirmed.claim_action = 'killed'
            and affirmed.scope = 'incident'
            and not affirmed.superseded
        ) as killed_lowest,
        max(coalesce(affirmed.count_max, affirmed.count_min)) filter (
            where affirmed.claim_action = 'killed'
            and affirmed.scope = 'incident'
        ) as killed_highest,
        min(affirmed.count_min) filter (
            where affirmed.claim_action = 'injured'
            and affirmed.scope = 'incident'
            and not affirmed.superseded
        ) as injured_lowest,
        max(coalesce(affirmed.count_max, affirmed.count_min)) filter (
            where affirmed.claim_action = 'injured'
            and affirmed.scope = 'incident'
        ) as injured_highest
    from affirmed
    group by affirmed.incident_id

),

counts as (

    select
        claims.incident_id,
        count(*) as claim_count,
        count(distinct claims.article_id) as article_count,
        count(distinct claims.origin_id) as origin_count,
        count(distinct coalesce(origins.origin_name, claims.origin_id)) as newsroom_count,
        count(
            distinct coalesce(claims.source_name, claims.source_text, 'outlet ' || claims.origin_id)
        ) as source_count,
        bool_or(claims.modality = 'denied') as has_denial,
        min(claims.published_on) as first_published_on,
        max(claims.published_on) as last_published_on
    from claims
    left join origins
        on claims.origin_id = origins.origin_id
    group by claims.incident_id

),

disputes as (

    select distinct incident_id
    from relations
    where relation in ('denies', 'disputes_target', 'disputes_actor', 'disputes_count')

)

select
    counts.incident_id,
    tallies.incident_kind,
    tallies.incident_type,

    dates.event_date_start,
    dates.event_date_end,
    dates.date_precision,

    places.place_id,
    places.place_name,
    places.country_code,
    places.latitude,
    places.longitude,
    places.where_precision,

    tallies.actor_names,
    tallies.opponent_names,
    tallies.target_class,

    tallies.killed_lowest,
    tallies.killed_highest,
    tallies.injured_lowest,
    tallies.injured_highest,

    counts.claim_count,
    counts.article_count,
    counts.origin_count,
    counts.newsroom_count,
    counts.source_count,
    counts.has_denial or disputes.incident_id is not null as is_contested,

    counts.first_published_on,
    counts.last_published_on
from counts
inner join tallies
    on counts.incident_id = tallies.incident_id
left join dates
    on counts.incident_id = dates.incident_id
left join places
    on counts.incident_id = places.incident_id
left join disputes
    on counts.incident_id = disputes.incident_id
