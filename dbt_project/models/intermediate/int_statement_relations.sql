with

claims as (

    select
        claim_id,
        fact_table,
        incident_id,
        article_id,
        origin_id,
        claim_action,
        modality,
        scope,
        actor_id,
        opponent_id,
        place_id,
        source_role,
        {{ target_side('target_class') }} as target_side,
        event_date_start,
        coalesce(event_date_end, event_date_start) as event_date_end,
        published_on,
        coalesce(source_name, source_text, 'outlet ' || newsroom) as speaker,
        row_number() over (
            order by published_on asc nulls last, article_id asc, evidence_start asc, claim_id asc
        ) as position_number
    from {{ ref('int_relatable_claims') }}
    where fact_table != 'fct_casualty_claims' or modality = 'denied' or incident_id is not null

),

parents as (

    select
        actor_id,
        parent_id
    from {{ ref('stg_actors') }}
    where parent_id is not null

),

-- Two strikes, or two changes of one place, that are told of one incident.
pairs as (

    select
        later.incident_id,
        later.fact_table,
        earlier.claim_id as earlier_claim_id,
        later.claim_id as later_claim_id,
        earlier.position_number as earlier_position,
        later.position_number as later_position,
        earlier.modality as earlier_modality,
        later.modality as later_modality,
        earlier.claim_action as earlier_action,
        later.claim_action as later_action,
        earlier.speaker as earlier_speaker,
        later.speaker as later_speaker,
        earlier.actor_id as earlier_actor_id,
        later.actor_id as later_actor_id,
        later.speaker != earlier.speaker as speakers_differ,
        coalesce(later.target_side != earlier.target_side, false) as sides_differ,
        later.speaker != earlier.speaker and later.origin_id != earlier.origin_id as is_independent,
        earlier.actor_id != later.actor_id
        and not exists (
            select 1 from parents
            where
                (parents.actor_id = earlier.actor_id and parents.parent_id = later.actor_id)
                or (parents.actor_id = later.actor_id and parents.parent_id = earlier.actor_id)
        ) as actors_differ
    from claims as earlier
    inner join claims as later
        on
            earlier.incident_id = later.incident_id
            and earlier.fact_table = later.fact_table
            and earlier.position_number < later.position_number
    where earlier.fact_table != 'fct_casualty_claims'

),

-- From each later speaker to the first claim that says the same independently of it.
corroborations as (

    select
        'corroborates' as relation,
        later_claim_id as from_claim_id,
        earlier_claim_id as to_claim_id,
        incident_id,
        'the same event from another origin and speaker' as relation_rule
    from pairs
    where
        is_independent
        and earlier_modality != 'denied'
        and later_modality != 'denied'
        and not coalesce(actors_differ, false)
        and not sides_differ
        and not (
            fact_table = 'fct_territorial_changes'
            and (earlier_action = 'attack_repelled') != (later_action = 'attack_repelled')
        )
    qualify
        row_number() over (
            partition by incident_id, fact_table, later_speaker
            order by later_position, earlier_position
        ) = 1

),

actor_disputes as (

    select
        'disputes_actor' as relation,
        later_claim_id as from_claim_id,
        earlier_claim_id as to_claim_id,
        incident_id,
        'two speakers name different actors for one event' as relation_rule
    from pairs
    where
        speakers_differ
        and actors_differ
        and earlier_modality != 'denied'
        and later_modality != 'denied'
        and fact_table = 'fct_strikes'
    qualify
        row_number() over (
            partition by
                incident_id,
                least(earlier_actor_id, later_actor_id),
                greatest(earlier_actor_id, later_actor_id)
            order by later_position, earlier_position
        ) = 1

),

-- From each speaker's first denial to the first claim of what is denied.
denials as (

    select
        'denies' as relation,
        denial.claim_id as from_claim_id,
        claimed.claim_id as to_claim_id,
        claimed.incident_id,
        'a denial of what another speaker claims' as relation_rule
    from claims as denial
    inner join claims as claimed
        on
            denial.incident_id = claimed.incident_id
            and denial.fact_table = claimed.fact_table
    where
        denial.modality = 'denied'
        and claimed.modality in ('asserted', 'possible')
        and denial.speaker != claimed.speaker
        and coalesce(denial.actor_id = claimed.actor_id, true)
    qualify
        row_number() over (
            partition by denial.incident_id, denial.fact_table, denial.speaker
            order by
                denial.position_number asc,
                coalesce(denial.actor_id = claimed.actor_id, false) desc,
                claimed.position_number
        ) = 1

),

-- Who says that a place is held, or its attackers beaten off, denies that it was taken.
still_held as (

    select
        'denies' as relation,
        holding.claim_id as from_claim_id,
        taking.claim_id as to_claim_id,
        taking.incident_id,
        case
            when holding.claim_action = 'control' then 'the place is said to be held by another'
            else 'the attack is said to have been beaten off'
        end as relation_rule
    from claims as holding
    inner join claims as taking
        on
            holding.place_id = taking.place_id
            and holding.speaker != taking.speaker
    where
        holding.fact_table = 'fct_territorial_changes'
        and taking.fact_table = 'fct_territorial_changes'
        and taking.incident_id is not null
        and holding.modality = 'asserted'
        and taking.modality = 'asserted'
        and taking.claim_action in ('capture', 'recapture', 'loss')
        and (
            (
                holding.claim_action = 'control'
                and holding.actor_id != taking.actor_id
                and holding.article_id = taking.article_id
                and holding.position_number > taking.position_number
                and holding.source_role is distinct from 'outlet'
            )
            or (
                holding.claim_action = 'attack_repelled'
                and holding.incident_id = taking.incident_id
                and coalesce(holding.actor_id = taking.actor_id, true)
            )
        )
    qualify
        row_number() over (
            partition by taking.incident_id, holding.speaker
            order by holding.position_number, taking.position_number
        ) = 1

)

select * from corroborations
union all
select * from actor_disputes
union all
select * from denials
union all
select * from still_held
