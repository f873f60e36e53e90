with

source as (

    select * from {{ ref('weapons') }}

),

renamed as (

    select
        case when is_pattern = 'true' then term else lower(term) end as weapon_term,

        -- A rifle or a tank at rest implies no strike.
        nullif(nullif(strike_type, 'none'), '') as strike_type,
        nullif(weapon_kind, '') as weapon_kind,
        is_pattern = 'true' as is_pattern,
        source as reference_source

    from source

)

select * from renamed
