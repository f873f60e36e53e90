with

claims as (

    select
        *,
        coalesce(source_name, source_text, 'outlet ' || newsroom) as speaker,
        regexp_matches(
            lower(evidence_text),
            '\b(rose|risen|rises|rising|climbed|climbs|revised|updated|now stands|up from'
            || '|increased|reached|reaches)\b'
        ) as tells_of_change
    from {{ ref('int_relatable_claims') }}
    where
        fact_table = 'fct_casualty_claims'
        and incident_id is not null
        and scope = 'incident'
        and modality in ('asserted', 'possible')
        and count_min is not null

),

ordered as (

    select
        *,
        row_number() over (
            partition by incident_id, claim_action
            order by published_on asc nulls last, article_id asc, evidence_start asc, claim_id asc
        ) as position_number,
        row_number() over (
            partition by incident_id, claim_action, count_min, count_max, speaker
            order by published_on asc nulls last, article_id asc, evidence_start asc, claim_id asc
        ) = 1 as is_first_so,
        row_number() over (
            partition by incident_id, claim_action, count_min, count_max
            order by published_on asc nulls last, article_id asc, evidence_start asc, claim_id asc
        ) = 1 as leads_number
    from claims

),

-- Two numbers of one outcome in one incident, of victims that may be the same.
pairs as (

    select
        later.incident_id,
        earlier.claim_id as earlier_claim_id,
        later.claim_id as later_claim_id,
        earlier.position_number as earlier_position,
        earlier.published_on as earlier_published_on,
        earlier.count_min as earlier_count_min,
        later.leads_number and earlier.leads_number as both_lead,
        later.is_first_so,
        later.speaker != earlier.speaker and later.origin_id != earlier.origin_id as is_independent,
        later.speaker != earlier.speaker as speakers_differ,
        later.article_id != earlier.article_id as articles_differ,
        later.count_min > earlier.count_min as is_higher,
        later.tells_of_change,
        earlier.superseded or later.superseded as is_superseded,
        later.superseded as later_is_superseded,
        later.published_on > earlier.published_on as is_later_day,
        coalesce(later.count_min <= earlier.count_max, true)
        and coalesce(earlier.count_min <= later.count_max, true) as do_overlap,
        greatest(later.count_min, earlier.count_min)
        <= 1.25 * least(later.count_min, earlier.count_min) as are_close,
        later.count_min = earlier.count_min
        and coalesce(later.count_max, -1) = coalesce(earlier.count_max, -1) as are_equal,
        'belligerent' in (later.source_role, earlier.source_role) as is_partisan,
        'combatant' not in (earlier.victim_class, later.victim_class)
        or coalesce(earlier.opponent_id = later.opponent_id, false) as are_alike_victims
    from ordered as earlier
    inner join ordered as later
        on
            earlier.incident_id = later.incident_id
            and earlier.claim_action = later.claim_action
            and earlier.position_number < later.position_number
    where
        coalesce(earlier.opponent_id = later.opponent_id, true)
        -- "Two commanders and around 200 fighters": in one breath, two numbers are of two groups.
        and (
            earlier.article_id != later.article_id
            or earlier.evidence_start != later.evidence_start
            or earlier.superseded
            or later.superseded
        )
        and (
            earlier.victim_class = later.victim_class
            or earlier.victim_class in ('unknown', 'mixed')
            or later.victim_class in ('unknown', 'mixed')
        )

),

judged as (

    select
        *,
        case
            when is_superseded and not are_equal then 'updates'
            when are_equal or (do_overlap and are_close and not tells_of_change)
                then case when is_independent then 'corroborates' end
            when
                is_higher
                and (is_later_day or tells_of_change or (articles_differ and not speakers_differ))
                and not (is_partisan and speakers_differ and not tells_of_change)
                then 'updates'
            -- Three soldiers may be among nine people, and are not the rebels they killed.
            when not do_overlap and speakers_differ and are_alike_victims then 'disputes_count'
        end as relation,
        case
            when is_superseded and not are_equal then 'a number that its own article replaces'
            when are_equal then 'the same number from another origin and speaker'
            when do_overlap and are_close and not tells_of_change
                then 'numbers that fit, from another origin and speaker'
            when is_higher and tells_of_change then 'a higher number, told as a change'
            when is_higher and is_later_day then 'a higher number on a later day'
            when is_higher and not speakers_differ then 'a higher number by the same speaker'
            else 'numbers that cannot both hold, by different speakers'
        end as relation_rule
    from pairs

),

-- One row a number: to the first claim that agrees most, to the highest of the last numbers
-- before, to each number that it disputes.
chosen as (

    select *
    from judged
    where
        relation is not null
        and case when relation = 'corroborates' then is_first_so else both_lead end
    qualify
        relation = 'disputes_count'
        or row_number() over (
            partition by later_claim_id, relation
            order by
                case when relation = 'corroborates' then are_equal end desc nulls last,
                case when relation = 'updates' then earlier_published_on end desc nulls last,
                case when relation = 'updates' then earlier_count_min end desc nulls last,
                earlier_position asc
        ) = 1

)

select
    relation,
    case when later_is_superseded then earlier_claim_id else later_claim_id end as from_claim_id,
    case when later_is_superseded then later_claim_id else earlier_claim_id end as to_claim_id,
    incident_id,
    relation_rule
from chosen
