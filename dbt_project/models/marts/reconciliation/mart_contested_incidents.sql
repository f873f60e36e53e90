{{ config(materialized='incremental', pre_hook="{{ forget_changed('incident_id') }}") }}

with

events as (

    select * from {{ ref('int_incident_events') }}
    where {{ is_changed('incident_id') }}

),

tolls as (

    select * from {{ ref('int_tolls') }}
    where not is_outdated and {{ is_changed('incident_id') }}

),

disputes as (

    select * from {{ ref('fct_claim_relations') }}
    where
        incident_id is not null
        and {{ is_changed('incident_id') }}
        and relation in ('denies', 'disputes_actor', 'disputes_target', 'disputes_count')

),

spreads as (

    select
        incident_id,
        min(count_min) filter (where outcome = 'killed') as killed_low,
        max(coalesce(count_max, count_min)) filter (where outcome = 'killed') as killed_high,
        min(count_min) filter (where outcome = 'injured') as injured_low,
        max(coalesce(count_max, count_min)) filter (where outcome = 'injured') as injured_high
    from tolls
    group by incident_id

),

numbers as (

    select
        outcome,
        count_min,
        unnest(claim_ids) as claim_id
    from tolls

),

-- A number that was replaced is in no dispute any more.
standing as (

    select disputes.*
    from disputes
    left join numbers as number_from
        on disputes.from_claim_id = number_from.claim_id
    left join numbers as number_to
        on disputes.to_claim_id = number_to.claim_id
    where
        disputes.relation != 'disputes_count'
        or (
            number_from.outcome = number_to.outcome
            and number_from.count_min != number_to.count_min
        )

),

grouped as (

    select
        incident_id,
        count(*) as dispute_count,
        bool_or(relation = 'denies') as is_denied,
        bool_or(relation = 'disputes_actor') as is_actor_disputed,
        bool_or(relation = 'disputes_target') as is_target_disputed,
        bool_or(relation = 'disputes_count') as is_count_disputed,
        string_agg(concat(relation, ': ', detail), chr(10) order by relation, detail) as positions,
        list(relation_id order by relation_id) as relation_ids,
        list_sort(list_distinct(flatten(list([from_claim_id, to_claim_id])))) as claim_ids
    from standing
    group by incident_id

)

select
    grouped.incident_id,
    events.incident_kind,
    events.incident_type,
    events.event_date_start,
    events.event_date_end,
    events.place_id,
    events.place_name,
    events.country_code,
    events.latitude,
    events.longitude,
    events.where_precision,
    events.actor_name,
    events.opponent_name,
    grouped.is_denied,
    grouped.is_actor_disputed,
    grouped.is_target_disputed,
    grouped.is_count_disputed,
    grouped.dispute_count,
    events.origin_count,
    spreads.killed_low,
    spreads.killed_high,
    spreads.injured_low,
    spreads.injured_high,
    grouped.positions,
    grouped.relation_ids,
    grouped.claim_ids
from grouped
inner join events
    on grouped.incident_id = events.incident_id
left join spreads
    on grouped.incident_id = spreads.incident_id
