with

source as (

    select * from {{ source('raw', 'article_origins') }}

),

renamed as (

    select
        article_id,
        origin_id,
        like_article_id,

        basis as origin_basis,
        agency_name,
        similarity as origin_similarity

    from source

)

select * from renamed
