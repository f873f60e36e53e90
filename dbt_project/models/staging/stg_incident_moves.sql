with

source as (

    select * from {{ source('raw', 'incident_moves') }}

),

renamed as (

    select
        claim_id,
        article_id,
        from_incident_id,
        to_incident_id,
        cause_article_id,

        reason as move_reason,

        moved_at

    from source

)

select * from renamed
