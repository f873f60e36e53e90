{{ config(materialized='incremental', pre_hook="{{ forget_changed('incident_id') }}") }}

with

tolls as (

    select
        *,
        coalesce(source_name, source_text, newsroom) as speaker,
        -- "Two children were among the dead": a part, though it is told in a sentence of its own.
        scope = 'subset'
        or (
            regexp_matches(
                lower(victims_text),
                '^(children|child|women|woman|boys?|girls?|babies|baby|infants?)$'
            )
            and count_min < max(count_min) over (partition by incident_id, article_id, claim_action)
        ) as is_part,
        -- What ACLED takes of a vague word; of any other number its floor.
        case
            when count_rule = 'tens' and count_min = 20 then 10
            when count_rule = 'dozens' and count_min = 24 then 12
            when count_rule = 'hundreds' and count_min = 200 then 100
            when count_rule = 'thousands' and count_min = 2000 then 1000
            else count_min
        end as vague_floor
    from {{ ref('int_linked_claims') }}
    where
        fact_table = 'fct_casualty_claims'
        and incident_id is not null
        and {{ is_changed('incident_id') }}
        and scope in ('incident', 'subset')
        and modality in ('asserted', 'possible')
        and claim_action in ('killed', 'injured')
        and count_min is not null
        and not superseded

),

-- "Two commanders and around 200 fighters" are one number in two rows: what is said in one breath
-- of people of a stated side adds up. "People" of no stated side are taken to hold all others.
breaths as (

    select
        incident_id,
        article_id,
        origin_id,
        claim_action as outcome,
        speaker,
        evidence_start,
        min(source_role) as source_role,
        min(published_on) as published_on,
        greatest(
            sum(count_min) filter (where victim_class in ('civilian', 'combatant')),
            max(count_min) filter (where victim_class in ('unknown', 'mixed'))
        ) as count_min,
        case
            when bool_and(count_max is not null)
                then greatest(
                    sum(count_max) filter (where victim_class in ('civilian', 'combatant')),
                    max(count_max) filter (where victim_class in ('unknown', 'mixed'))
                )
        end as count_max,
        greatest(
            sum(vague_floor) filter (where victim_class in ('civilian', 'combatant')),
            max(vague_floor) filter (where victim_class in ('unknown', 'mixed'))
        ) as vague_floor,
        coalesce(sum(count_min) filter (where victim_class = 'civilian'), 0) as civilian_min,
        coalesce(sum(count_min) filter (where victim_class = 'combatant'), 0) as combatant_min,
        bool_or(victim_class = 'mixed') as is_mixed,
        list(claim_id order by claim_id) as claim_ids
    from tolls
    where not is_part
    group by incident_id, article_id, origin_id, claim_action, speaker, evidence_start

),

-- Parts name the side of some of the dead; the greatest part, since parts may hold each other.
parts as (

    select
        incident_id,
        article_id,
        claim_action as outcome,
        coalesce(max(count_min) filter (where victim_class = 'civilian'), 0) as civilian_min,
        coalesce(max(count_min) filter (where victim_class = 'combatant'), 0) as combatant_min,
        list(claim_id order by claim_id) as claim_ids
    from tolls
    where is_part
    group by incident_id, article_id, claim_action

),

-- Of one speaker in one report the highest number, and reprints of a report are one.
chosen as (

    select
        *,
        list_sort(flatten(
            list(claim_ids) over (
                partition by incident_id, outcome, origin_id, speaker, count_min, count_max
            )
        )) as all_claim_ids
    from breaths
    qualify
        row_number() over (
            partition by incident_id, outcome, origin_id, speaker
            order by count_min desc, published_on asc nulls last, article_id asc, evidence_start asc
        ) = 1

),

-- A number that was replaced, and whatever was told below it until then.
updates as (

    select
        replaced.incident_id,
        replaced.claim_action as outcome,
        replaced.claim_id as replaced_claim_id,
        replaced.count_min as replaced_min,
        newer.count_min as newer_min,
        newer.published_on
    from {{ ref('fct_claim_relations') }} as relations
    inner join tolls as replaced
        on relations.to_claim_id = replaced.claim_id
    inner join tolls as newer
        on relations.from_claim_id = newer.claim_id
    where
        relations.relation = 'updates'
        and {{ is_changed('relations.incident_id') }}
        and (
            replaced.article_id != newer.article_id
            or replaced.evidence_start != newer.evidence_start
        )

),

judged as (

    select
        chosen.*,
        exists(
            select 1
            from updates
            where
                updates.incident_id = chosen.incident_id
                and updates.outcome = chosen.outcome
                and chosen.count_min <= updates.replaced_min
                and chosen.count_min < updates.newer_min
                and (
                    list_contains(chosen.claim_ids, updates.replaced_claim_id)
                    or (
                        -- A lower number of a party to the fighting is a dispute, and stays.
                        chosen.source_role is distinct from 'belligerent'
                        and chosen.published_on < updates.published_on
                    )
                )
        ) as is_outdated
    from chosen

),

supported as (

    select
        *,
        count(distinct origin_id) over same_number as supporting_origins,
        bool_or(source_role is distinct from 'belligerent') over same_number as has_bystander
    from judged
    window same_number as (partition by incident_id, outcome, is_outdated, count_min, count_max)

)

select
    supported.incident_id,
    supported.outcome,
    supported.origin_id,
    supported.speaker,
    supported.source_role,
    supported.article_id,
    supported.published_on,
    cast(supported.count_min as bigint) as count_min,
    cast(supported.count_max as bigint) as count_max,
    cast(supported.vague_floor as bigint) as vague_floor,
    -- "Around 200" stands for its middle, a wide or open interval for its floor.
    cast(case
        when supported.count_max <= 1.25 * supported.count_min
            then round((supported.count_min + supported.count_max) / 2.0)
        else supported.count_min
    end as bigint) as count_point,
    cast(least(
        greatest(supported.civilian_min, coalesce(parts.civilian_min, 0)),
        supported.count_min
    ) as bigint) as civilian_min,
    -- Rows that overlap could count a person on both sides; civilians that are named so come first.
    cast(least(
        greatest(supported.combatant_min, coalesce(parts.combatant_min, 0)),
        supported.count_min - least(
            greatest(supported.civilian_min, coalesce(parts.civilian_min, 0)),
            supported.count_min
        )
    ) as bigint) as combatant_min,
    supported.is_mixed,
    supported.is_outdated,
    not supported.is_outdated
    and row_number() over (
        partition by supported.incident_id, supported.outcome, supported.is_outdated
        order by
            (supported.count_min > 0) desc,
            supported.has_bystander desc,
            supported.supporting_origins desc,
            supported.published_on desc nulls last,
            supported.count_min asc,
            supported.article_id asc,
            supported.speaker asc
    ) = 1 as is_best,
    supported.all_claim_ids as claim_ids,
    coalesce(parts.claim_ids, cast([] as varchar[])) as part_claim_ids
from supported
left join parts
    on
        supported.incident_id = parts.incident_id
        and supported.article_id = parts.article_id
        and supported.outcome = parts.outcome
