{{ config(materialized='incremental', pre_hook="{{ forget_changed('id', of='incident') }}") }}

with

events as (

    select
        *,
        coalesce(event_date_start, first_published_on) as date_start,
        coalesce(event_date_end, event_date_start, first_published_on) as date_end,
        date_diff('day', event_date_start, event_date_end) as days_long
    from {{ ref('int_incident_events') }}
    where
        coalesce(event_date_start, first_published_on) is not null
        and {{ is_changed('incident_id') }}

),

tolls as (

    select
        *,
        coalesce(count_max, count_min) as count_ceiling
    from {{ ref('int_tolls') }}
    where outcome = 'killed' and not is_outdated and {{ is_changed('incident_id') }}

),

claims as (

    select
        claim_id,
        opponent_id as victim_actor_id,
        victim_class
    from {{ ref('int_linked_claims') }}
    where fact_table = 'fct_casualty_claims' and {{ is_changed('incident_id') }}

),

estimates as (

    select
        incident_id,
        min(count_min) as low,
        max(count_min) filter (where is_best) as best_floor,
        max(count_point) filter (where is_best) as best,
        max(count_ceiling) as high,
        max(civilian_min) filter (where is_best) as civilian_min,
        max(combatant_min) filter (where is_best) as combatant_min,
        any_value(claim_ids) filter (where is_best) as best_claim_ids,
        any_value(speaker) filter (where is_best) as best_speaker,
        list_sort(flatten(list(claim_ids))) as toll_claim_ids
    from tolls
    group by incident_id
    having max(count_ceiling) > 0

),

-- The side of the dead, where the claims behind the best figure name one.
best_claims as (

    select
        incident_id,
        unnest(best_claim_ids) as claim_id
    from estimates

),

dead_sides as (

    select
        best_claims.incident_id,
        min(claims.victim_actor_id) as dead_actor_id
    from best_claims
    inner join claims
        on best_claims.claim_id = claims.claim_id
    where claims.victim_class = 'combatant'
    group by best_claims.incident_id
    having count(distinct claims.victim_actor_id) = 1

),

-- Where a state fights another, or a group, it is side A.
roles as (

    select
        *,
        coalesce(actor_kind in ('state', 'police', 'coalition'), false) as actor_is_state,
        coalesce(opponent_kind in ('state', 'police', 'coalition'), false) as opponent_is_state,
        opponent_is_state and not actor_is_state as is_swapped,
        actor_id is not null
        and opponent_id is null
        and harms_civilians
        and not harms_combatants as is_one_sided
    from events

),

sided as (

    select
        *,
        case when is_swapped then opponent_id else actor_id end as side_a_id,
        case when is_swapped then opponent_name else actor_name end as side_a,
        case when is_swapped then actor_id else opponent_id end as side_b_id,
        case
            when is_swapped then actor_name
            when opponent_name is not null then opponent_name
            when is_one_sided then 'Civilians'
        end as side_b
    from roles

),

-- The dead of the best figure by side; together they are that figure.
divided as (

    select
        estimates.*,
        dead_sides.dead_actor_id,
        case
            when estimates.combatant_min = estimates.best_floor then estimates.best
            else estimates.combatant_min
        end as combatants,
        case
            when estimates.civilian_min = estimates.best_floor then estimates.best
            else least(estimates.civilian_min, estimates.best - estimates.combatant_min)
        end as deaths_civilians
    from estimates
    left join dead_sides
        on estimates.incident_id = dead_sides.incident_id

),

counted as (

    select
        sided.*,
        divided.low,
        divided.best,
        divided.high,
        divided.deaths_civilians,
        case when divided.dead_actor_id = sided.side_a_id then divided.combatants else 0 end
            as deaths_a,
        case when divided.dead_actor_id = sided.side_b_id then divided.combatants else 0 end
            as deaths_b,
        divided.best_speaker,
        divided.best_claim_ids,
        divided.toll_claim_ids
    from sided
    inner join divided
        on sided.incident_id = divided.incident_id

)

select
    incident_id as id,
    year(date_start) as year,  -- noqa: RF04
    case
        when actor_id is null then null
        when is_one_sided then 3
        when opponent_id is null then null
        when actor_is_state or opponent_is_state then 1
        else 2
    end as type_of_violence,
    side_a,
    side_b,
    side_a || ' - ' || side_b as dyad_name,
    origin_count as number_of_sources,
    publishers as source_office,
    place_name as where_coordinates,
    where_precision as where_prec,
    latitude,
    longitude,
    country_name as country,
    country_code,
    if(days_long <= 1, 1, 2) as event_clarity,
    case
        when days_long = 0 then 1
        when days_long < 6 then 2
        when days_long = 6 then 3
        when days_long <= 31 then 4
        else 5
    end as date_prec,
    date_start,
    date_end,
    if(event_date_start is null, 'published', 'claimed') as date_basis,
    deaths_a,
    deaths_b,
    deaths_civilians,
    best - deaths_a - deaths_b - deaths_civilians as deaths_unknown,
    best,
    high,
    low,
    concat(
        'the figure of ',
        best_speaker,
        case when low < high then concat(', of ', low, ' to ', high) end
    ) as best_rule,
    best_claim_ids,
    toll_claim_ids,
    plover_event,
    plover_mode,
    claim_ids
from counted
