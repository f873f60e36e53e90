-- 1. Who claims what about casualties: every count as the interval that its words allow
select
    source_name,
    outcome,
    count_text,
    count_min,
    count_max,
    victim_class,
    place_name
from marts.fct_casualty_claims
where scope = 'incident' and modality = 'asserted'
order by count_min desc nulls last, source_name asc, outcome asc
limit 8;

-- 2. Strikes in the order of their dates, with attacker and target as claimed
select
    event_date_start,
    strike_type,
    attacker_name,
    target_text,
    place_name,
    source_name
from marts.fct_strikes
where event_date_start is not null and modality = 'asserted'
order by event_date_start, strike_type, place_name, claim_id
limit 8;

-- 3. The very words behind a row: evidence, and where it stands in the article
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

-- 4. Where two sources in one article give different numbers for the same outcome
select
    a.source_ref,
    l.outcome,
    l.source_name as low_source,
    l.count_text as low,
    h.source_name as high_source,
    h.count_text as high
from marts.fct_casualty_claims as l
inner join marts.fct_casualty_claims as h
    on
        l.article_id = h.article_id
        and l.outcome = h.outcome
        and l.victim_class = h.victim_class
        and l.scope = h.scope
        and l.count_max < h.count_min
inner join marts.dim_articles as a on l.article_id = a.article_id
where l.source_name is distinct from h.source_name and l.scope = 'incident'
order by a.source_ref, l.count_min, h.count_min
limit 6;

-- 5. The map: who took, holds or besieges what
select
    change_type,
    gainer_name,
    loser_name,
    place_name,
    round(latitude, 2) as lat,
    round(longitude, 2) as lon,
    modality
from marts.fct_territorial_changes
where place_id is not null
order by country_code, place_name, change_type, claim_id
limit 10;

-- 6. How near the front line is said to be
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

-- 7. Claims that are denied, only possible, planned or hypothetical: not events
select
    'strike' as fact,
    modality,
    source_name,
    evidence_text
from marts.fct_strikes
where modality != 'asserted'
union all
select
    change_type,
    modality,
    source_name,
    evidence_text
from marts.fct_territorial_changes
where modality != 'asserted'
order by modality, evidence_text
limit 6;

-- 8. Who speaks: sources by role and number of claims
select
    source_role,
    source_name,
    claim_count,
    article_count
from marts.dim_sources
order by claim_count desc, source_name asc, source_role asc
limit 8;

-- 9. What was seen and not coded, and why: silence can be audited
select
    a.source_ref,
    r.claim_table,
    r.reason,
    r.candidate_text
from marts.fct_rejected_candidates as r
inner join marts.dim_articles as a on r.article_id = a.article_id
order by a.source_ref, r.candidate_start, r.claim_table, r.reason
limit 6;

-- 10. What became of every file and record in the inbox
select
    path,
    line_number,
    outcome,
    coalesce(reason, remarks) as why
from marts.fct_deliveries
order by path, line_number;
