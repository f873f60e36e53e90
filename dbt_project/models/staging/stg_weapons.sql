with

source as (

    select * from {{ ref('weapons') }}

),

renamed as (

    select
        lower(term) as weapon_term,

        nullif(strike_type, '') as strike_type,
        nullif(weapon_kind, '') as weapon_kind,
        source as reference_source

    from source

)

select * from renamed
