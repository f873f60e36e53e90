with

claims as (

    select
        *,
        coalesce(source_name, source_text, newsroom) as speaker,
        coalesce(event_date_start, published_on) as claim_day,
        coalesce(actor_id, lower(actor_text)) as gainer_key,
        coalesce(actor_name, actor_text) as gainer_label,
        coalesce(opponent_id, lower(opponent_text)) as loser_key
    from {{ ref('int_linked_claims') }}
    where
        fact_table = 'fct_territorial_changes'
        and place_id is not null
        and scope in ('incident', 'campaign')
        and claim_action in ('capture', 'recapture', 'handover', 'control', 'loss', 'withdrawal')

),

asserted as (

    select * from claims
    where modality = 'asserted' and claim_day is not null

),

-- Who is said to take or to hold the place. A pronoun is nobody that can be followed.
holdings as (

    select * from asserted
    where
        claim_action in ('capture', 'recapture', 'handover', 'control')
        and gainer_key not in (
            'our', 'ours', 'we', 'us', 'they', 'their', 'them', 'its', 'it', 'he'
        )

),

-- What ends somebody's hold: the holder's own going, or another's coming. On the very day that it
-- was taken only what is said to go against its holder; another's capture is a competing claim.
endings as (

    select
        holdings.claim_id as held_claim_id,
        holdings.place_id,
        holdings.gainer_key,
        comers.claim_day as ended_on,
        comers.claim_id as ending_claim_id,
        comers.claim_action as ending_action,
        comers.gainer_label as ended_by
    from holdings
    inner join asserted as comers
        on
            holdings.place_id = comers.place_id
            and comers.claim_action != 'control'
            and holdings.claim_day <= comers.claim_day
            and (
                (
                    holdings.gainer_key = comers.loser_key
                    and coalesce(holdings.gainer_key != comers.gainer_key, true)
                )
                or (
                    holdings.claim_day < comers.claim_day
                    and comers.claim_action in ('capture', 'recapture', 'handover')
                    and comers.loser_key is null
                    and holdings.gainer_key != comers.gainer_key
                )
            )

),

first_endings as (

    select
        held_claim_id,
        min(ended_on) as ended_on
    from endings
    group by held_claim_id

),

-- Holds of one side that end together are one spell.
spells as (

    select
        holdings.place_id,
        holdings.gainer_key,
        first_endings.ended_on as held_until,
        min(holdings.place_name) as place_name,
        min(holdings.country_code) as country_code,
        min(holdings.latitude) as latitude,
        min(holdings.longitude) as longitude,
        min(holdings.where_precision) as where_precision,
        min(holdings.actor_id) as holder_id,
        min(holdings.gainer_label) as holder_name,
        min(holdings.claim_day) as held_from,
        max(holdings.claim_day) as last_claimed_on,
        min(holdings.claim_action) filter (where holdings.claim_action != 'control') as taken_by,
        min(coalesce(holdings.opponent_name, holdings.opponent_text)) as taken_from,
        string_agg(distinct holdings.speaker, '; ' order by holdings.speaker) as claimed_by,
        count(distinct holdings.origin_id) as origin_count,
        bool_and(holdings.event_date_start is null) as is_dated_by_publication,
        list(distinct holdings.claim_id order by holdings.claim_id) as claim_ids
    from holdings
    left join first_endings
        on holdings.claim_id = first_endings.held_claim_id
    group by holdings.place_id, holdings.gainer_key, first_endings.ended_on

),

ended as (

    select
        spells.place_id,
        spells.gainer_key,
        spells.held_until,
        string_agg(
            distinct concat_ws(' by ', endings.ending_action, endings.ended_by), '; '
            order by concat_ws(' by ', endings.ending_action, endings.ended_by)
        ) as ended_by,
        list(distinct endings.ending_claim_id order by endings.ending_claim_id) as claim_ids
    from spells
    inner join endings
        on
            spells.place_id = endings.place_id
            and spells.gainer_key = endings.gainer_key
            and spells.held_until = endings.ended_on
            and list_contains(spells.claim_ids, endings.held_claim_id)
    group by spells.place_id, spells.gainer_key, spells.held_until

),

-- Denials of the taking, and comers who are said to hold the place on the same days.
objections as (

    select
        spells.place_id,
        spells.gainer_key,
        spells.held_until,
        'denied by ' || denials.speaker as objection,
        denials.claim_id
    from spells
    inner join claims as denials
        on
            spells.place_id = denials.place_id
            and denials.modality = 'denied'
            and denials.claim_action in ('capture', 'recapture', 'handover', 'control')
            and coalesce(spells.gainer_key = denials.gainer_key, true)
            and denials.claim_day between spells.held_from and coalesce(
                spells.held_until, date '9999-12-31'
            )
    union all
    select
        spells.place_id,
        spells.gainer_key,
        spells.held_until,
        concat('held by ', rivals.gainer_label, ' according to ', rivals.speaker) as objection,
        rivals.claim_id
    from spells
    inner join holdings as rivals
        on
            spells.place_id = rivals.place_id
            and spells.gainer_key != rivals.gainer_key
            and spells.held_from <= rivals.claim_day
            and (spells.held_until > rivals.claim_day or spells.held_until is null)

),

disputed as (

    select
        place_id,
        gainer_key,
        held_until,
        string_agg(distinct objection, '; ' order by objection) as disputed_by,
        list(distinct claim_id order by claim_id) as claim_ids
    from objections
    group by place_id, gainer_key, held_until

)

select
    md5(concat_ws('|', spells.place_id, spells.gainer_key, spells.held_from)) as spell_id,
    spells.place_id,
    spells.place_name,
    spells.country_code,
    spells.latitude,
    spells.longitude,
    spells.where_precision,
    spells.holder_id,
    spells.holder_name,
    spells.held_from,
    case
        when spells.is_dated_by_publication then 'published'
        when spells.taken_by is null then 'held_then'
        else 'claimed'
    end as held_from_basis,
    spells.held_until,
    spells.last_claimed_on,
    spells.taken_by,
    spells.taken_from,
    ended.ended_by,
    spells.claimed_by,
    spells.origin_count,
    disputed.disputed_by is not null as is_disputed,
    disputed.disputed_by,
    spells.claim_ids,
    coalesce(ended.claim_ids, cast([] as varchar[])) as ending_claim_ids,
    coalesce(disputed.claim_ids, cast([] as varchar[])) as disputing_claim_ids
from spells
left join ended
    on
        spells.place_id = ended.place_id
        and spells.gainer_key = ended.gainer_key
        and spells.held_until = ended.held_until
left join disputed
    on
        spells.place_id = disputed.place_id
        and spells.gainer_key = disputed.gainer_key
        and spells.held_until is not distinct from disputed.held_until
