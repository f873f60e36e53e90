with

source as (

    select * from {{ source('raw', 'sentences') }}

),

renamed as (

    select
        extraction_id,
        article_id,

        sentence_index,
        start as sentence_start,
        "end" as sentence_end

    from source

)

select * from renamed
