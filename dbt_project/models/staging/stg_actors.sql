with

source as (

    select * from {{ ref('actors') }}

),

renamed as (

    select
        actor_id,
        nullif(parent_id, '') as parent_id,

        name as actor_name,
        nullif(kind, '') as actor_kind,
        nullif(country_code, '') as country_code,
        source as reference_source

    from source

)

select * from renamed
