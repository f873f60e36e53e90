{{ config(materialized='incremental', pre_hook="{{ forget_changed('incident_id') }}") }}

with

incidents as (

    select * from {{ ref('dim_incidents') }}
    where {{ is_changed('incident_id') }}

),

countries as (

    select * from {{ ref('stg_countries') }}

),

actors as (

    select * from {{ ref('stg_actors') }}

),

-- What is denied, planned or only imagined makes no event.
claims as (

    select
        *,
        coalesce(source_name, source_text, newsroom) as speaker
    from {{ ref('int_linked_claims') }}
    where
        incident_id is not null
        and {{ is_changed('incident_id') }}
        and modality in ('asserted', 'possible')
        and not superseded
        and claim_action not in ('control', 'distance')

),

-- Who did it, and to whom: whoever most reports name, reprints counted once.
parties as (

    select
        incident_id,
        'actor' as party_role,
        actor_id as party_id,
        min(actor_name) as party_name,
        count(distinct origin_id) as named_by
    from claims
    where actor_id is not null
    group by incident_id, actor_id
    union all
    select
        incident_id,
        'opponent' as party_role,
        opponent_id as party_id,
        min(opponent_name) as party_name,
        count(distinct origin_id) as named_by
    from claims
    where opponent_id is not null
    group by incident_id, opponent_id

),

chosen_parties as (

    select
        parties.*,
        actors.actor_kind as party_kind,
        actors.country_code as party_country_code,
        count(*) over (partition by parties.incident_id, parties.party_role) as candidates
    from parties
    left join actors
        on parties.party_id = actors.actor_id
    qualify
        row_number() over (
            partition by parties.incident_id, parties.party_role
            order by parties.named_by desc, parties.party_id asc
        ) = 1

),

told as (

    select
        incident_id,
        string_agg(distinct speaker, '; ' order by speaker) as speakers,
        string_agg(distinct publisher, '; ' order by publisher) as publishers,
        count(distinct origin_id) as origin_count,
        coalesce(bool_or(victim_class = 'combatant'), false) as harms_combatants,
        coalesce(bool_or(victim_class in ('civilian', 'mixed')), false) as harms_civilians,
        coalesce(bool_or(victim_class = 'unknown' and count_min > 0), false) as harms_people,
        list(claim_id order by claim_id) as claim_ids
    from claims
    group by incident_id
    -- That nobody was hurt is told of an event, and is none.
    having bool_or(fact_table != 'fct_casualty_claims' or count_max is distinct from 0)

)

select
    incidents.incident_id,
    incidents.incident_kind,
    case
        when
            incidents.incident_kind = 'strike'
            then coalesce(incidents.incident_type, 'unspecified')
        else incidents.incident_type
    end as incident_type,
    incidents.event_date_start,
    incidents.event_date_end,
    incidents.date_precision,
    incidents.first_published_on,
    incidents.place_id,
    incidents.place_name,
    incidents.country_code,
    countries.country_name,
    incidents.latitude,
    incidents.longitude,
    incidents.where_precision,
    incidents.is_contested,
    incidents.target_class,
    doer.party_id as actor_id,
    doer.party_name as actor_name,
    doer.party_kind as actor_kind,
    doer.party_country_code as actor_country_code,
    coalesce(doer.candidates > 1, false) as is_actor_disputed,
    sufferer.party_id as opponent_id,
    sufferer.party_name as opponent_name,
    sufferer.party_kind as opponent_kind,
    told.harms_civilians,
    told.harms_people,
    told.harms_combatants,
    told.speakers,
    told.publishers,
    told.origin_count,
    case
        when incidents.incident_type in ('withdrawal', 'handover') then 'RETREAT'
        when incidents.incident_type in ('siege', 'capture', 'recapture', 'loss') then 'COERCE'
        else 'ASSAULT'
    end as plover_event,
    case
        when incidents.incident_type in ('withdrawal', 'handover') then 'withdraw'
        when incidents.incident_type = 'siege' then 'restrict'
        when incidents.incident_type in ('capture', 'recapture', 'loss') then 'confiscate'
        when incidents.incident_type = 'suicide_bombing' then 'suicide-attack'
        when incidents.incident_type = 'ied' then 'explosives'
        when
            incidents.incident_type in (
                'airstrike', 'drone', 'missile', 'rocket', 'artillery', 'naval'
            )
            then 'heavy-weapons'
    end as plover_mode,
    told.claim_ids
from incidents
inner join told
    on incidents.incident_id = told.incident_id
left join countries
    on incidents.country_code = countries.country_code
left join chosen_parties as doer
    on incidents.incident_id = doer.incident_id and doer.party_role = 'actor'
left join chosen_parties as sufferer
    on
        incidents.incident_id = sufferer.incident_id
        and sufferer.party_role = 'opponent'
        -- A side that fights itself is a misreading.
        and sufferer.party_id is distinct from doer.party_id
