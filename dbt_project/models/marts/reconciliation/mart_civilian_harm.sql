{{ config(materialized='incremental', pre_hook="{{ forget_changed('incident_id') }}") }}

with

events as (

    select * from {{ ref('int_incident_events') }}
    where {{ is_changed('incident_id') }}

),

relations as (

    select * from {{ ref('fct_claim_relations') }}
    where incident_id is not null and {{ is_changed('incident_id') }}

),

actors as (

    select * from {{ ref('stg_actors') }}

),

claims as (

    select
        *,
        coalesce(source_name, source_text, newsroom) as speaker
    from {{ ref('int_linked_claims') }}
    where incident_id is not null and {{ is_changed('incident_id') }}

),

-- Of each account the civilians that it speaks of: those said to be, and people of whom nothing is
-- said, less the combatants among them. Of "mixed" victims none is certain.
accounts as (

    select
        *,
        greatest(civilian_min, case when is_mixed then 0 else count_min - combatant_min end)
            as harm_min,
        case
            when combatant_min < count_min then coalesce(count_max, count_min) - combatant_min
            else 0
        end as harm_max
    from {{ ref('int_tolls') }}
    where not is_outdated and {{ is_changed('incident_id') }}

),

harm as (

    select
        incident_id,
        min(harm_min) filter (where outcome = 'killed') as killed_min,
        max(harm_max) filter (where outcome = 'killed') as killed_max,
        min(harm_min) filter (where outcome = 'injured') as injured_min,
        max(harm_max) filter (where outcome = 'injured') as injured_max,
        max(harm_max) as harm_max,
        bool_or(civilian_min > 0) as is_stated,
        least(
            count(distinct origin_id) filter (where harm_max > 0),
            count(distinct speaker) filter (where harm_max > 0)
        ) as independent_sources,
        bool_or(coalesce(count_max, 1) = 0) as is_called_harmless,
        list_sort(list_distinct(flatten(list(list_concat(claim_ids, part_claim_ids))))) as claim_ids
    from accounts
    group by incident_id

),

-- One speaker counts as combatants those whom another does not.
called_combatants as (

    select distinct incident_id
    from (
        select incident_id
        from accounts
        group by incident_id, outcome
        having bool_or(harm_max > 0) and bool_or(harm_max = 0 and count_min > 0)
    ) as outcomes

),

-- Words about civilian harm that give no number above none: no casualties, or a denial of them.
rebuttals as (

    select
        incident_id,
        bool_or(modality in ('denied', 'negated')) as is_denial,
        list(claim_id order by claim_id) as claim_ids
    from claims
    where
        fact_table = 'fct_casualty_claims'
        and scope in ('incident', 'subset')
        and victim_class is distinct from 'combatant'
        and (modality in ('denied', 'negated') or (modality = 'asserted' and count_max = 0))
    group by incident_id

),

-- The party that is named as the doer, or what it belongs to, says so itself.
admissions as (

    select
        claims.incident_id,
        list(distinct claims.claim_id order by claims.claim_id) as claim_ids
    from claims
    inner join actors
        on claims.speaker = actors.actor_name
    where
        claims.fact_table = 'fct_casualty_claims'
        and claims.modality = 'asserted'
        and claims.victim_class in ('civilian', 'mixed', 'unknown')
        and claims.count_min > 0
        and claims.actor_id in (actors.actor_id, actors.parent_id)
    group by claims.incident_id

),

disputes as (

    select
        incident_id,
        list(relation_id order by relation_id) as relation_ids
    from relations
    where relation in ('denies', 'disputes_actor')
    group by incident_id

),

spoken_of as (

    select incident_id from harm
    where harm_max > 0
    union
    select incident_id from rebuttals
    where is_denial

)

select
    spoken_of.incident_id,
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
    events.is_actor_disputed,
    case
        when coalesce(harm.harm_max, 0) <= 0 then 'discounted'
        when admissions.incident_id is not null then 'confirmed'
        when
            disputes.incident_id is not null
            or rebuttals.incident_id is not null
            or called_combatants.incident_id is not null
            or harm.is_called_harmless
            then 'contested'
        when harm.independent_sources >= 2 then 'fair'
        else 'weak'
    end as grade,
    concat_ws(
        '; ',
        case when coalesce(harm.harm_max, 0) <= 0 then 'denied, and no claim of it stands' end,
        case
            when
                admissions.incident_id is not null
                then 'the party named as the doer says so itself'
        end,
        case when disputes.incident_id is not null then 'denied, or laid to another' end,
        case
            when
                rebuttals.incident_id is not null and harm.harm_max > 0
                then 'casualties are denied'
        end,
        case
            when
                called_combatants.incident_id is not null
                then 'a speaker calls the victims combatants'
        end,
        coalesce(harm.independent_sources, 0) || ' independent sources'
    ) as grade_reasons,
    case when harm.harm_max > 0 then if(harm.is_stated, 'stated', 'presumed') end as civilian_basis,
    harm.killed_min,
    harm.killed_max,
    harm.injured_min,
    harm.injured_max,
    coalesce(harm.independent_sources, 0) as independent_sources,
    list_sort(list_distinct(list_concat(
        coalesce(harm.claim_ids, cast([] as varchar[])),
        coalesce(rebuttals.claim_ids, cast([] as varchar[]))
    ))) as claim_ids,
    coalesce(admissions.claim_ids, cast([] as varchar[])) as admission_claim_ids,
    coalesce(disputes.relation_ids, cast([] as varchar[])) as dispute_relation_ids
from spoken_of
inner join events
    on spoken_of.incident_id = events.incident_id
left join harm
    on spoken_of.incident_id = harm.incident_id
left join rebuttals
    on spoken_of.incident_id = rebuttals.incident_id
left join called_combatants
    on spoken_of.incident_id = called_combatants.incident_id
left join admissions
    on spoken_of.incident_id = admissions.incident_id
left join disputes
    on spoken_of.incident_id = disputes.incident_id
