with

source as (

    select * from {{ source('raw', 'deliveries') }}

),

renamed as (

    select
        delivery_id,
        article_id,
        source_ref,

        path,
        line_number,
        outcome,
        reason,
        remarks,
        url,
        title,
        publisher,

        is_current,

        cast(published_on as date) as published_on,
        first_seen_at

    from source

)

select * from renamed
