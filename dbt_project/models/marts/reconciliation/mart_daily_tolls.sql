with

events as (

    select * from {{ ref('int_incident_events') }}
    where event_date_start is not null

),

tolls as (

    select * from {{ ref('int_tolls') }}
    where not is_outdated

),

claims as (

    select * from {{ ref('int_linked_claims') }}
    where fact_table = 'fct_casualty_claims'

),

incidents as (

    select
        incident_id,
        outcome,
        min(count_min) as low,
        max(count_point) filter (where is_best) as best,
        max(coalesce(count_max, count_min)) as high,
        max(civilian_min) filter (where is_best) as civilian_min,
        list_sort(flatten(list(claim_ids))) as claim_ids
    from tolls
    group by incident_id, outcome

),

-- An incident of a night counts on the day it began; one known only to a week or month on none.
days as (

    select
        events.event_date_start as event_date,
        events.country_code,
        incidents.outcome,
        count(*) as incident_count,
        sum(incidents.low) as count_low,
        sum(incidents.best) as count_best,
        sum(incidents.high) as count_high,
        sum(incidents.civilian_min) as civilian_best,
        count(*) filter (where events.is_contested) as contested_incident_count,
        list(events.incident_id order by events.incident_id) as incident_ids,
        list_sort(flatten(list(incidents.claim_ids))) as claim_ids
    from events
    inner join incidents
        on events.incident_id = incidents.incident_id
    where date_diff('day', events.event_date_start, events.event_date_end) <= 1
    group by events.event_date_start, events.country_code, incidents.outcome

),

-- "40 killed across the country in 24 hours": beside the sum, never in it.
day_totals as (

    select
        event_date_start as event_date,
        country_code,
        claim_action as outcome,
        list(claim_id order by claim_id) as claim_ids
    from claims
    where
        scope = 'aggregate'
        and modality in ('asserted', 'possible')
        and claim_action in ('killed', 'injured')
        and date_diff('day', event_date_start, event_date_end) <= 1
    group by event_date_start, country_code, claim_action

)

select
    coalesce(days.event_date, day_totals.event_date) as event_date,
    coalesce(days.country_code, day_totals.country_code) as country_code,
    coalesce(days.outcome, day_totals.outcome) as outcome,
    coalesce(days.incident_count, 0) as incident_count,
    coalesce(days.contested_incident_count, 0) as contested_incident_count,
    cast(coalesce(days.count_low, 0) as bigint) as count_low,
    cast(coalesce(days.count_best, 0) as bigint) as count_best,
    cast(coalesce(days.count_high, 0) as bigint) as count_high,
    cast(coalesce(days.civilian_best, 0) as bigint) as civilian_best,
    coalesce(days.incident_ids, cast([] as varchar[])) as incident_ids,
    coalesce(days.claim_ids, cast([] as varchar[])) as claim_ids,
    coalesce(day_totals.claim_ids, cast([] as varchar[])) as total_claim_ids
from days
full outer join day_totals
    on
        days.event_date = day_totals.event_date
        and days.country_code is not distinct from day_totals.country_code
        and days.outcome = day_totals.outcome
