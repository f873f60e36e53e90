with

source as (

    select * from {{ source('raw', 'extractions') }}

),

renamed as (

    select
        extraction_id,
        article_id,
        extractor_version,

        status,
        error,

        is_current,

        extracted_at

    from source

)

select * from renamed
