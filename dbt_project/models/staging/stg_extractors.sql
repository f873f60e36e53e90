with

source as (

    select * from {{ source('raw', 'extractors') }}

),

renamed as (

    select
        extractor_version,

        is_current

    from source

)

select * from renamed
