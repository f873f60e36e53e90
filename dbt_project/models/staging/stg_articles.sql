with

source as (

    select * from {{ source('raw', 'articles') }}

),

renamed as (

    select
        article_id,
        source_ref,

        url,
        title,
        publisher,
        author,
        language,
        text,
        text_hash,

        cast(published_on as date) as published_on,
        first_seen_at

    from source

)

select * from renamed
