with

source as (

    select * from {{ source('raw', 'claims_territory') }}

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

        change_type,
        gainer_text,
        gainer_id,
        gainer_name,
        loser_text,
        loser_id,
        loser_name,
        places_min,
        places_max,
        distance_km_min,
        distance_km_max,
        direction,
        reference_text,
        superlative,

        rule,
        mention_ids,
        inherited,
        mention_count

    from source

)

select * from renamed
