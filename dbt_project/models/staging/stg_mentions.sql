with

source as (

    select * from {{ source('raw', 'mentions') }}

),

renamed as (

    select
        extraction_id,
        mention_id,
        article_id,

        kind as mention_kind,
        text as mention_text,
        value as mention_value,

        sentence_index,
        start as mention_start,
        "end" as mention_end

    from source

)

select * from renamed
