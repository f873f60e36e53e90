{{ config(
    materialized='incremental', pre_hook="{{ forget_changed('event_id_cnty', of='incident') }}"
) }}

with

events as (

    select
        *,
        coalesce(event_date_start, first_published_on) as event_date,
        date_diff('day', event_date_start, event_date_end) as days_long,
        incident_kind = 'territorial' as is_territorial,
        -- A foreign state that takes ground is no government that regains it.
        coalesce(actor_kind in ('state', 'police') and actor_country_code = country_code, false)
            as is_government
    from {{ ref('int_incident_events') }}
    where
        coalesce(event_date_start, first_published_on) is not null
        and {{ is_changed('incident_id') }}

),

tolls as (

    select * from {{ ref('int_tolls') }}
    where
        outcome = 'killed'
        and not is_outdated
        and count_min > 0
        and {{ is_changed('incident_id') }}

),

-- The most conservative of the figures that stand.
fatalities as (

    select
        incident_id,
        min(vague_floor) as fatalities,
        max(count_min) as highest_floor
    from tolls
    group by incident_id

),

lowest as (

    select
        tolls.incident_id,
        list_sort(flatten(list(tolls.claim_ids))) as claim_ids
    from tolls
    inner join fatalities
        on tolls.incident_id = fatalities.incident_id and tolls.vague_floor = fatalities.fatalities
    group by tolls.incident_id

),

typed as (

    select
        *,
        case
            when incident_kind = 'strike' then 'Explosions/Remote violence'
            when is_territorial and incident_type in ('withdrawal', 'handover', 'siege')
                then 'Strategic developments'
            when is_territorial then 'Battles'
            when harms_combatants and not harms_civilians then 'Battles'
            else 'Violence against civilians'
        end as event_type
    from events

)

select
    typed.incident_id as event_id_cnty,
    typed.event_date,
    year(typed.event_date) as year,  -- noqa: RF04
    case
        when typed.days_long is null then 3
        when typed.days_long <= 1 then 1
        when typed.days_long <= 7 then 2
        else 3
    end as time_precision,
    if(typed.event_date_start is null, 'published', 'claimed') as date_basis,
    case
        when typed.event_type = 'Strategic developments' then 'Strategic developments'
        else 'Political violence'
    end as disorder_type,
    typed.event_type,
    case
        when typed.incident_type in ('airstrike', 'drone') then 'Air/drone strike'
        when typed.incident_type = 'suicide_bombing' then 'Suicide bomb'
        when typed.incident_type = 'ied' then 'Remote explosive/landmine/IED'
        when typed.incident_kind = 'strike' then 'Shelling/artillery/missile attack'
        when
            typed.incident_type in ('withdrawal', 'handover')
            then 'Non-violent transfer of territory'
        when typed.incident_type = 'siege' then 'Other'
        when typed.incident_type in ('capture', 'recapture', 'loss') and typed.is_government
            then 'Government regains territory'
        when typed.incident_type in ('capture', 'recapture', 'loss') and typed.actor_id is not null
            then 'Non-state actor overtakes territory'
        when typed.event_type = 'Battles' then 'Armed clash'
        else 'Attack'
    end as sub_event_type,
    typed.actor_name as actor1,
    coalesce(
        typed.opponent_name,
        case when typed.harms_civilians then 'Civilians' end
    ) as actor2,
    case
        when
            typed.harms_civilians
            or typed.target_class in (
                'residential', 'medical', 'education', 'religious', 'market', 'displaced_site'
            )
            then 'Civilian targeting'
    end as civilian_targeting,
    typed.country_name as country,
    typed.country_code,
    typed.place_name as location,  -- noqa: RF04
    typed.latitude,
    typed.longitude,
    typed.where_precision,
    case
        when typed.where_precision = 1 then 1
        when typed.where_precision in (2, 3) then 2
        when typed.where_precision is not null then 3
    end as geo_precision,
    typed.publishers as source,  -- noqa: RF04
    coalesce(fatalities.fatalities, 0) as fatalities,
    case
        when fatalities.fatalities is null then 'no number of killed stands'
        when fatalities.fatalities < fatalities.highest_floor
            then concat('the lowest of figures up to ', fatalities.highest_floor)
        else 'the only figure that stands'
    end as fatalities_rule,
    coalesce(lowest.claim_ids, cast([] as varchar[])) as fatality_claim_ids,
    concat(
        'By ', typed.speakers, '.',
        case when typed.is_actor_disputed then ' Who did it is disputed.' end,
        case when typed.is_contested then ' Contested: see mart_contested_incidents.' end
    ) as notes,
    typed.plover_event,
    typed.plover_mode,
    typed.claim_ids
from typed
left join fatalities
    on typed.incident_id = fatalities.incident_id
left join lowest
    on typed.incident_id = lowest.incident_id
