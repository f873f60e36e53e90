with

claims as (

    select *
    from {{ ref('int_relatable_claims') }}
    where
        fact_table = 'fct_casualty_claims'
        and modality in ('asserted', 'possible')
        and count_min is not null

),

strikes as (

    select
        claim_id,
        place_id
    from {{ ref('fct_strikes') }}

),

-- Where a total counts the victims of strikes, its place is that of the strikes.
totals as (

    select
        claims.*,
        case
            when strikes.claim_id is not null and strikes.place_id is null then null
            else claims.country_code
        end as total_country_code,
        case
            when strikes.claim_id is not null and strikes.place_id is null then null
            when claims.where_precision <= 3 then claims.place_id
        end as total_place_id
    from claims
    left join strikes
        on claims.strike_claim_id = strikes.claim_id
    where claims.scope in ('aggregate', 'cumulative')

),

roll_ups as (

    select
        'rolls_up' as relation,
        totals.claim_id as from_claim_id,
        parts.claim_id as to_claim_id,
        parts.incident_id,
        case totals.scope
            when 'aggregate' then 'a total of several incidents, this one among them'
            else 'a running total that this incident falls into'
        end as relation_rule
    from totals
    inner join claims as parts
        on
            totals.article_id = parts.article_id
            and totals.claim_action = parts.claim_action
            and totals.claim_id != parts.claim_id
    where
        parts.scope = 'incident'
        and not parts.superseded
        and coalesce(totals.count_max >= parts.count_min, true)
        and coalesce(totals.actor_id = parts.actor_id, true)
        and coalesce(totals.opponent_id = parts.opponent_id, true)
        and (
            totals.victim_class = parts.victim_class
            or totals.victim_class in ('unknown', 'mixed')
            or parts.victim_class in ('unknown', 'mixed')
        )
        and coalesce(totals.total_country_code = parts.country_code, true)
        and coalesce(totals.total_place_id = parts.place_id, true)
        and coalesce(totals.event_date_start <= parts.event_date_end, true)
        and coalesce(totals.event_date_end >= parts.event_date_start, true)

),

-- The number that a part stands nearest to: in its own words, else the one before.
subsets as (

    select
        'subset_of' as relation,
        parts.claim_id as from_claim_id,
        wholes.claim_id as to_claim_id,
        parts.incident_id,
        'a part of the number that it is told with' as relation_rule
    from claims as parts
    inner join claims as wholes
        on
            parts.article_id = wholes.article_id
            and parts.claim_id != wholes.claim_id
    where
        parts.scope = 'subset'
        and wholes.scope != 'subset'
        and not wholes.superseded
        and coalesce(parts.count_min <= wholes.count_max, true)
        and (
            parts.claim_action = wholes.claim_action
            or wholes.claim_action = 'killed_or_injured'
        )
        and (
            parts.incident_id is not distinct from wholes.incident_id
            or parts.evidence_start = wholes.evidence_start
        )
    qualify
        row_number() over (
            partition by parts.claim_id
            order by
                (
                    parts.evidence_start < wholes.evidence_end
                    and wholes.evidence_start < parts.evidence_end
                ) desc,
                (wholes.evidence_start <= parts.evidence_start) desc,
                abs(parts.evidence_start - wholes.evidence_start) asc,
                wholes.count_min desc,
                wholes.claim_id asc
        ) = 1

)

select * from roll_ups
union all
select * from subsets
