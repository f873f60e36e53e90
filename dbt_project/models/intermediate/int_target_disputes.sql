with

strikes as (

    select
        claim_id,
        incident_id,
        article_id,
        scope,
        actor_id,
        opponent_id,
        target_class,
        lower(coalesce(target_text, '')) as target_text,
        lower(coalesce(opponent_text, '')) as opponent_text,
        coalesce(source_name, source_text, 'outlet ' || newsroom) as speaker,
        row_number() over (
            order by published_on asc nulls last, article_id asc, evidence_start asc, claim_id asc
        ) as position_number
    from {{ ref('int_relatable_claims') }}
    where fact_table = 'fct_strikes' and modality in ('asserted', 'possible')

),

parents as (

    select
        actor_id,
        parent_id
    from {{ ref('stg_actors') }}
    where parent_id is not null

),

described as (

    select
        *,
        regexp_matches(target_text, '\b(only|solely|exclusively|nothing but)\b') as says_only,
        regexp_matches(target_text, '\b(other than|rather than|not|except|but not)\b')
            as says_other,
        {{ target_side('target_class') }} as target_side
    from strikes

),

-- One incident; or, of raids in general, what one article says of one attacker.
told_together as (

    select
        earlier.claim_id as earlier_claim_id,
        later.claim_id as later_claim_id
    from described as earlier
    inner join described as later
        on earlier.incident_id = later.incident_id
    union
    select
        earlier.claim_id as earlier_claim_id,
        later.claim_id as later_claim_id
    from described as earlier
    inner join described as later
        on earlier.article_id = later.article_id and earlier.actor_id = later.actor_id
    where
        earlier.scope in ('campaign', 'aggregate')
        and later.scope in ('campaign', 'aggregate')

),

pairs as (

    select
        later.claim_id as later_claim_id,
        earlier.claim_id as earlier_claim_id,
        coalesce(later.incident_id, earlier.incident_id) as incident_id,
        coalesce(later.incident_id, earlier.incident_id, later.article_id) as told_of,
        later.position_number as later_position,
        earlier.position_number as earlier_position,
        later.speaker as later_speaker,
        earlier.speaker as earlier_speaker,
        earlier.opponent_id != later.opponent_id
        and not exists (
            select 1 from parents
            where
                (parents.actor_id = earlier.opponent_id and parents.parent_id = later.opponent_id)
                or (
                    parents.actor_id = later.opponent_id and parents.parent_id = earlier.opponent_id
                )
        ) as actors_differ,
        (
            earlier.says_only
            and later.opponent_text != ''
            and later.opponent_id is distinct from earlier.opponent_id
        )
        or (
            later.says_only
            and earlier.opponent_text != ''
            and later.opponent_id is distinct from earlier.opponent_id
        )
        or (
            earlier.says_other
            and later.opponent_text != ''
            and contains(earlier.target_text, later.opponent_text)
            and earlier.opponent_text != later.opponent_text
        )
        or (
            later.says_other
            and earlier.opponent_text != ''
            and contains(later.target_text, earlier.opponent_text)
            and earlier.opponent_text != later.opponent_text
        ) as one_excludes,
        earlier.target_side != later.target_side as sides_differ
    from told_together
    inner join described as earlier
        on told_together.earlier_claim_id = earlier.claim_id
    inner join described as later
        on told_together.later_claim_id = later.claim_id
    where earlier.position_number < later.position_number and earlier.speaker != later.speaker

)

select
    'disputes_target' as relation,
    later_claim_id as from_claim_id,
    earlier_claim_id as to_claim_id,
    incident_id,
    case
        when one_excludes then 'one speaker excludes the target that the other names'
        when actors_differ then 'two speakers name different sides as the target'
        else 'a civilian target to one speaker, a military one to the other'
    end as relation_rule
from pairs
where one_excludes or actors_differ or sides_differ
qualify
    row_number() over (
        partition by
            told_of,
            least(earlier_speaker, later_speaker),
            greatest(earlier_speaker, later_speaker)
        order by later_position, earlier_position
    ) = 1
