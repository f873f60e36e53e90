-- 1. Who claims what about civilians in and around Idlib this month (here October 2023)
select
    published_on,
    speaker,
    claim_action,
    count_min,
    count_max,
    actor_name,
    place_name,
    km_away
from marts.claims_near('Idlib', 60)
where
    victim_class = 'civilian'
    and modality = 'asserted'
    and date_trunc('month', event_date_start) = date '2023-10-01'
order by published_on, km_away, speaker, claim_action, claim_id
limit 8;

-- 2. Where sources disagree most: incidents by disputes, then by how far their tolls lie apart
select
    event_date_start,
    place_name,
    dispute_count,
    is_denied,
    is_actor_disputed,
    is_target_disputed,
    is_count_disputed,
    killed_low,
    killed_high
from marts.mart_contested_incidents
order by dispute_count desc, killed_high - killed_low desc nulls last, incident_id asc
limit 8;

-- 3. Which places changed hands twice, between whom and when
select
    place_name,
    holder_name,
    held_from,
    held_until,
    taken_by,
    ended_by,
    claimed_by,
    disputed_by
from marts.mart_control_timeline
where taken_by is not null
qualify count(distinct coalesce(holder_id, holder_name)) over (partition by place_id) > 1
order by place_name, held_from, holder_name;

-- 4. One incident, all its claims side by side: here the most claimed one that somebody denies
with denied as (
    select i.incident_id
    from marts.dim_incidents as i
    inner join marts.mart_contested_incidents as c on i.incident_id = c.incident_id
    where c.is_denied
    order by i.claim_count desc, i.incident_id asc
    limit 1
)

select
    published_on,
    publisher,
    speaker,
    modality,
    claim_action,
    count_min,
    count_max,
    actor_name
from marts.claims_of((select denied.incident_id from denied))
order by published_on, publisher, claim_action, claim_id
limit 20;

-- 5. The same claims as ACLED, UCDP and Airwars would count them
select
    a.event_date,
    a.location,
    a.fatalities as acled,
    u.low as ucdp_low,
    u.best as ucdp_best,
    u.high as ucdp_high,
    h.killed_min as airwars_min,
    h.killed_max as airwars_max,
    h.grade
from marts.mart_ucdp_events as u
inner join marts.mart_acled_events as a on u.id = a.event_id_cnty
left join marts.mart_civilian_harm as h on u.id = h.incident_id
order by u.high - u.low desc, u.best desc, u.id asc
limit 10;

-- 6. How a toll rose, and which number replaced which
select
    o.published_on as first_told,
    o.speaker as first_speaker,
    o.count_min as first_number,
    n.published_on as then_told,
    n.speaker as then_speaker,
    n.count_min as then_number,
    n.place_name,
    r.rule
from marts.fct_claim_relations as r
inner join marts.claims as n on r.from_claim_id = n.claim_id
inner join marts.claims as o on r.to_claim_id = o.claim_id
where r.relation = 'updates'
order by n.place_name, n.published_on, n.count_min, r.relation_id
limit 8;

-- 7. Strikes on hospitals, schools, markets and homes, and how well the harm to civilians is told
select
    i.event_date_start,
    i.place_name,
    i.target_class,
    i.actor_names,
    h.grade,
    h.killed_min,
    h.killed_max,
    h.independent_sources
from marts.dim_incidents as i
left join marts.mart_civilian_harm as h on i.incident_id = h.incident_id
where
    i.target_class in (
        'medical', 'education', 'market', 'residential', 'religious', 'displaced_site'
    )
order by i.event_date_start, i.place_name, i.incident_id
limit 10;

-- 8. Who denies what: each denial beside the claim that it denies
select
    d.published_on,
    d.speaker as denied_by,
    d.evidence_text as denial,
    c.speaker as claimed_by,
    c.evidence_text as claim
from marts.fct_claim_relations as r
inner join marts.claims as d on r.from_claim_id = d.claim_id
inner join marts.claims as c on r.to_claim_id = c.claim_id
where r.relation = 'denies'
order by d.published_on, d.speaker, r.relation_id
limit 6;

-- 9. How many independent reports stand behind an incident, once reprints are left out
select
    event_date_start,
    place_name,
    incident_type,
    article_count as articles,
    origin_count as reports,
    newsroom_count as newsrooms,
    source_count as speakers
from marts.dim_incidents
where article_count > origin_count
order by article_count - origin_count desc, article_count desc, incident_id asc
limit 8;

-- 10. The very words behind a row: evidence, and where it stands in the article
select
    a.publisher,
    s.evidence_start,
    s.evidence_end,
    s.evidence_text
from marts.fct_strikes as s
inner join marts.dim_articles as a on s.article_id = a.article_id
where s.source_name ilike '%makushev%'
order by s.evidence_start, s.claim_id
limit 4;

-- 11. Killed and injured by day and country: sums over incidents, never over totals
select
    event_date,
    country_code,
    outcome,
    incident_count as incidents,
    count_low as low,
    count_best as best,
    count_high as high,
    civilian_best as civilians,
    len(total_claim_ids) as totals_beside
from marts.mart_daily_tolls
order by event_date, country_code, outcome
limit 12;

-- 12. Who holds which place, as far as anybody claims, and who disputes it
select
    place_name,
    holder_name,
    held_from,
    held_from_basis,
    claimed_by,
    disputed_by
from marts.mart_control_timeline
where held_until is null
order by country_code, place_name, held_from, holder_name
limit 10;

-- 13. Who speaks: how often, about whom, and how often contested
select
    speaker,
    source_role,
    claim_count as claims,
    incident_count as incidents,
    denial_count as denials,
    contested_share as contested,
    actors_named
from marts.mart_source_profiles
order by claim_count desc, speaker asc, source_role asc
limit 10;

-- 14. Totals that cover several incidents, and the incidents that they cover: never to be added up
select
    t.speaker as total_by,
    t.count_min as total_min,
    t.count_max as total_max,
    p.speaker as part_by,
    p.count_min as part_min,
    p.count_max as part_max,
    p.place_name,
    r.rule
from marts.fct_claim_relations as r
inner join marts.claims as t on r.from_claim_id = t.claim_id
inner join marts.claims as p on r.to_claim_id = p.claim_id
where r.relation = 'rolls_up'
order by t.count_min desc, p.count_min desc, r.relation_id asc
limit 6;

-- 15. Who is blamed for what: strikes by claimed attacker, means and target
select
    attacker_name,
    strike_type,
    target_class,
    count(*) as claims,
    count(distinct origin_id) as reports
from marts.fct_strikes
where attacker_name is not null and modality = 'asserted'
group by attacker_name, strike_type, target_class
order by reports desc, claims desc, attacker_name asc, strike_type asc, target_class asc
limit 10;

-- 16. How near the front line is said to be
select
    gainer_name,
    place_name,
    reference_text,
    distance_km_min,
    distance_km_max,
    source_name
from marts.fct_territorial_changes
where change_type = 'distance'
order by distance_km_min, claim_id;

-- 17. Claims that are denied, only possible, planned or hypothetical: not events
select
    claim_action,
    modality,
    speaker,
    evidence_text
from marts.claims
where modality != 'asserted'
order by modality, evidence_text, claim_id
limit 8;

-- 18. Events as PLOVER codes them, by country
select
    country,
    plover_event,
    plover_mode,
    count(*) as events,
    sum(fatalities) as fatalities
from marts.mart_acled_events
where country is not null
group by country, plover_event, plover_mode
order by events desc, country asc, plover_event asc, plover_mode asc
limit 10;

-- 19. What was seen and not coded, and why: silence can be audited
select
    r.claim_table,
    r.reason,
    count(*) as candidates,
    min(r.candidate_text) as for_example
from marts.fct_rejected_candidates as r
group by r.claim_table, r.reason
order by candidates desc, r.claim_table asc, r.reason asc
limit 8;

-- 20. What became of every file in the inbox
select
    path,
    outcome,
    count(*) as records,
    min(coalesce(reason, remarks)) as why
from marts.fct_deliveries
group by path, outcome
order by path, outcome;
