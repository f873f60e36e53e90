with

source as (

    select * from {{ source('raw', 'claims_strikes') }}

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

        strike_type,
        attacker_text,
        attacker_id,
        attacker_name,
        target_text,
        target_class,
        target_actor_text,
        target_actor_id,
        target_actor_name,
        weapon_text,
        strikes_min,
        strikes_max,
        targets_min,
        targets_max,
        munitions_min,
        munitions_max,
        intercepted_min,
        intercepted_max,
        launched_from,

        rule,
        mention_ids,
        inherited,
        mention_count

    from source

)

select * from renamed
