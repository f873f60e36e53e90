with

source as (

    select * from {{ source('raw', 'incident_claims') }}

),

renamed as (

    select
        claim_id,
        fact_table,
        article_id,
        report_id,
        incident_id,

        match_probability,
        reasons

    from source

)

select * from renamed
