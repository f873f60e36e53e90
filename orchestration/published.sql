-- What the published ledger offers beside its tables: a view and macros for questions that come often.
-- They are made anew with each publication and hold no data.

create or replace view marts.claims as
select
    all_claims.*,
    bridge.incident_id,
    articles.published_on,
    articles.publisher,
    coalesce(all_claims.source_name, all_claims.source_text, articles.publisher) as speaker
from (
    select
        'fct_strikes' as fact_table,
        claim_id,
        article_id,
        origin_id,
        evidence_text,
        scope,
        modality,
        source_text,
        source_name,
        source_role,
        event_date_start,
        event_date_end,
        place_name,
        country_code,
        latitude,
        longitude,
        review_verdict,
        strike_type as claim_action,
        attacker_name as actor_name,
        target_actor_name as opponent_name,
        target_text as object_text,
        cast(null as varchar) as victim_class,
        cast(null as bigint) as count_min,
        cast(null as bigint) as count_max
    from marts.fct_strikes
    union all by name
    select
        'fct_casualty_claims' as fact_table,
        claim_id,
        article_id,
        origin_id,
        evidence_text,
        scope,
        modality,
        source_text,
        source_name,
        source_role,
        event_date_start,
        event_date_end,
        place_name,
        country_code,
        latitude,
        longitude,
        review_verdict,
        outcome as claim_action,
        perpetrator_name as actor_name,
        victim_actor_name as opponent_name,
        victims_text as object_text,
        victim_class,
        count_min,
        count_max
    from marts.fct_casualty_claims
    union all by name
    select
        'fct_territorial_changes' as fact_table,
        claim_id,
        article_id,
        origin_id,
        evidence_text,
        scope,
        modality,
        source_text,
        source_name,
        source_role,
        event_date_start,
        event_date_end,
        place_name,
        country_code,
        latitude,
        longitude,
        review_verdict,
        change_type as claim_action,
        gainer_name as actor_name,
        loser_name as opponent_name,
        place_text as object_text
    from marts.fct_territorial_changes
) as all_claims
inner join marts.dim_articles as articles
    on all_claims.article_id = articles.article_id
left join marts.bridge_incident_claims as bridge
    on
        all_claims.claim_id = bridge.claim_id
        and all_claims.fact_table = bridge.fact_table;

comment on view marts.claims is
'All claims of the three fact tables in their common columns, with incident, publisher and speaker.';

-- Great-circle distance on a sphere of 6371 km.
create or replace macro marts.km_between(latitude_a, longitude_a, latitude_b, longitude_b) as
2 * 6371 * asin(sqrt(
    pow(sin(radians(latitude_b - latitude_a) / 2), 2)
    + cos(radians(latitude_a)) * cos(radians(latitude_b))
    * pow(sin(radians(longitude_b - longitude_a) / 2), 2)
));

-- The claims within so many kilometres of a named place; of places of one name, of the most claimed one.
create or replace macro marts.claims_near(place, km) as table
select
    claims.*,
    round(marts.km_between(centre.latitude, centre.longitude, claims.latitude, claims.longitude), 1)
        as km_away
from marts.claims as claims
inner join (
    select
        places.latitude,
        places.longitude
    from marts.dim_places as places
    where places.place_name = place and places.latitude is not null
    order by places.claim_count desc, places.place_id asc
    limit 1
) as centre
    on marts.km_between(centre.latitude, centre.longitude, claims.latitude, claims.longitude) <= km;

-- One incident, all its claims side by side.
create or replace macro marts.claims_of(incident) as table
select
    claims.published_on,
    claims.publisher,
    claims.origin_id,
    claims.speaker,
    claims.source_role,
    claims.modality,
    claims.scope,
    claims.claim_action,
    claims.count_min,
    claims.count_max,
    claims.actor_name,
    claims.opponent_name,
    claims.object_text,
    claims.evidence_text,
    claims.claim_id
from marts.claims as claims
where claims.incident_id = incident;
