with

source as (

    select * from {{ source('raw', 'rejected') }}

),

renamed as (

    select
        extraction_id,
        article_id,

        claim_table,
        text as candidate_text,
        reason,

        start as candidate_start,
        "end" as candidate_end

    from source

)

select * from renamed
