with

claims as (

    select
        *,
        coalesce(source_name, source_text, newsroom) as speaker
    from {{ ref('int_linked_claims') }}

),

-- A claim stands in a dispute from either end of the relation.
relation_ends as (

    select
        from_claim_id as claim_id,
        relation,
        true as is_from
    from {{ ref('fct_claim_relations') }}
    union all
    select
        to_claim_id as claim_id,
        relation,
        false as is_from
    from {{ ref('fct_claim_relations') }}

),

related as (

    select
        claim_id,
        bool_or(relation in ('denies', 'disputes_actor', 'disputes_target', 'disputes_count'))
            as is_contested,
        bool_or(relation = 'denies' and not is_from) as is_denied,
        bool_or(relation = 'corroborates') as is_corroborated
    from relation_ends
    group by claim_id

),

named as (

    select
        speaker,
        source_role,
        string_agg(
            concat(party_name, ' (', named_count, ')'),
            '; ' order by named_count desc, party_name asc
        )
        filter (where party_role = 'actor' and position_number <= 5) as actors_named,
        string_agg(
            concat(party_name, ' (', named_count, ')'),
            '; ' order by named_count desc, party_name asc
        )
        filter (where party_role = 'opponent' and position_number <= 5) as opponents_named
    from (
        select
            speaker,
            source_role,
            party_role,
            party_name,
            count(*) as named_count,
            row_number() over (
                partition by speaker, source_role, party_role
                order by count(*) desc, party_name asc
            ) as position_number
        from (
            select
                speaker,
                source_role,
                'actor' as party_role,
                actor_name as party_name
            from claims
            where actor_name is not null
            union all
            select
                speaker,
                source_role,
                'opponent' as party_role,
                opponent_name as party_name
            from claims
            where opponent_name is not null
        ) as spoken_of
        group by speaker, source_role, party_role, party_name
    ) as ranked
    group by speaker, source_role

),

profiles as (

    select
        claims.speaker,
        claims.source_role,
        count(*) as claim_count,
        count(*) filter (where claims.fact_table = 'fct_strikes') as strike_claim_count,
        count(*) filter (where claims.fact_table = 'fct_casualty_claims') as casualty_claim_count,
        count(*) filter (where claims.fact_table = 'fct_territorial_changes')
            as territorial_claim_count,
        count(*) filter (where claims.victim_class = 'civilian') as civilian_claim_count,
        count(distinct claims.article_id) as article_count,
        count(distinct claims.origin_id) as origin_count,
        count(distinct claims.incident_id) as incident_count,
        count(*) filter (where claims.modality = 'denied') as denial_count,
        count(*) filter (where related.is_contested) as contested_claim_count,
        count(*) filter (where related.is_denied) as denied_claim_count,
        count(*) filter (where related.is_corroborated) as corroborated_claim_count,
        string_agg(distinct claims.country_code, '; ' order by claims.country_code)
            as country_codes,
        min(claims.published_on) as first_published_on,
        max(claims.published_on) as last_published_on
    from claims
    left join related
        on claims.claim_id = related.claim_id
    group by claims.speaker, claims.source_role

)

select
    md5(concat_ws('|', profiles.speaker, coalesce(profiles.source_role, ''))) as source_profile_id,
    profiles.speaker,
    profiles.source_role,
    profiles.claim_count,
    profiles.strike_claim_count,
    profiles.casualty_claim_count,
    profiles.territorial_claim_count,
    profiles.civilian_claim_count,
    profiles.article_count,
    profiles.origin_count,
    profiles.incident_count,
    profiles.denial_count,
    profiles.contested_claim_count,
    profiles.denied_claim_count,
    profiles.corroborated_claim_count,
    round(profiles.contested_claim_count / profiles.claim_count, 3) as contested_share,
    named.actors_named,
    named.opponents_named,
    profiles.country_codes,
    profiles.first_published_on,
    profiles.last_published_on
from profiles
left join named
    on
        profiles.speaker = named.speaker
        and profiles.source_role is not distinct from named.source_role
