with

source as (

    select * from {{ source('raw', 'claims_casualties') }}

),

renamed as (

    select
        extraction_id,
        extractor_version,
        claim_id,
        article_id,

        evidence_text,
        evidence_start,
        evidence_end,

        scope,
        modality,

        source_text,
        source_name,
        source_role,
        source_via,
        attribution,
        cue,
        cue_force,
        evidential_basis,

        cast(event_date_start as date) as event_date_start,
        cast(event_date_end as date) as event_date_end,
        date_precision,

        place_text,
        place_name,
        place_id,
        country_code,
        latitude,
        longitude,
        where_precision,

        confidence,

        outcome,
        count_text,
        count_min,
        count_max,
        count_rule,
        victims_text,
        victim_class,
        victim_actor_text,
        victim_actor_id,
        victim_actor_name,
        perpetrator_text,
        perpetrator_id,
        perpetrator_name,
        strike_claim_id,
        superseded,

        rule,
        mention_ids,
        inherited,
        mention_count

    from source

)

select * from renamed
